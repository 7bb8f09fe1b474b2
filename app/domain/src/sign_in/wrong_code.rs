//! Wrong codes, counted by address, so that guessing is slow.
//!
//! The address is kept as a hash, and counted whether anybody has it or not: counting tells nothing.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, ConnectionTrait, QueryOrder as _, QuerySelect as _};

use super::turn::{SKEW, hash};
use crate::address::MailAddress;
use crate::error::Result;

/// Wrong codes that an address may have in [`WINDOW`].
const GUESSES: usize = 5;
/// The time in which they are counted.
const WINDOW: TimeDelta = TimeDelta::minutes(15);

/// A wrong code as kept.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "wrong_code")]
pub struct Model {
    /// Row number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// SHA-256 of the normalised address, in hex.
    pub address_hash: String,
    /// When.
    pub at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

/// How long no code for this address is looked at; nothing when one may be.
pub(super) async fn wait<C: ConnectionTrait>(
    txn: &C,
    address: &MailAddress,
    now: DateTime<Utc>,
) -> Result<Option<TimeDelta>> {
    let times: Vec<DateTime<Utc>> = Entity::find()
        .filter(COLUMN.address_hash.eq(hash(address)))
        .filter(COLUMN.at.gt(now - WINDOW))
        .filter(COLUMN.at.lte(now + SKEW))
        .order_by_asc(COLUMN.at)
        .select_only()
        .column(Column::At)
        .into_tuple()
        .all(txn)
        .await?;
    let oldest = times.first().filter(|_| times.len() >= GUESSES);
    Ok(oldest.map(|oldest| *oldest + WINDOW - now))
}

/// Counts a wrong code, and forgets those that do not count any more.
pub(super) async fn count<C: ConnectionTrait>(
    txn: &C,
    address: &MailAddress,
    now: DateTime<Utc>,
) -> Result<()> {
    let past = Condition::any().add(COLUMN.at.lte(now - WINDOW)).add(COLUMN.at.gt(now + SKEW));
    Entity::delete_many().filter(past).exec(txn).await?;
    let row = ActiveModel { id: NotSet, address_hash: Set(hash(address)), at: Set(now) };
    Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}
