//! One at a time for each address, so that what is counted counts many sent at once, too.

use chrono::TimeDelta;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::address::MailAddress;
use crate::error::Result;
use crate::token;

/// How far the clocks of several machines may differ. What was counted later than that from now was
/// counted before the clock was put back, and keeps nobody out.
pub(super) const SKEW: TimeDelta = TimeDelta::minutes(5);

/// Waits for whoever else is at it with this address. Ask for the time only then.
///
/// SQLite has one writer anyway; PostgreSQL has no row to lock for an address that nobody has.
pub(crate) async fn in_turn<C: ConnectionTrait>(txn: &C, address: &MailAddress) -> Result<()> {
    if txn.get_database_backend() == DbBackend::Postgres {
        let hash = hash(address);
        let key = i64::from_str_radix(&hash[..15], 16).unwrap_or_default();
        let lock = "SELECT pg_advisory_xact_lock($1)";
        let lock = Statement::from_sql_and_values(DbBackend::Postgres, lock, [key.into()]);
        txn.execute_raw(lock).await?;
    }
    Ok(())
}

/// What an address is counted by.
pub(super) fn hash(address: &MailAddress) -> String {
    token::hashed(address.as_str())
}
