//! Asking for a way in by mail: the same work for every address, whoever has it.
//!
//! Whether the address is staff's is found out by the postman, out of sight and out of time of who
//! typed it. Only letters of this kind count against the limit: a stranger who has other letters
//! sent to an owner's address cannot keep the owner out.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;

use super::turn::{SKEW, in_turn};
use super::{COLUMN, Entity};
use crate::address::MailAddress;
use crate::desk::Desk;
use crate::error::{Error, Result, Slip};
use crate::outbox::{self, Kind};

/// Letters that are sent to one address in [`WINDOW`].
const LETTERS: u64 = 3;
/// The time in which they are counted.
const WINDOW: TimeDelta = TimeDelta::minutes(10);
/// How long letters, and links that open nothing any more, are kept.
const KEPT: TimeDelta = TimeDelta::days(1);

/// Queues a letter with a link and a code; the address as it is known here.
///
/// # Errors
/// `Invalid` for what cannot be written to.
pub async fn ask(desk: &Desk, typed: &str) -> Result<MailAddress> {
    let address = address(typed).map_err(|slip| Error::Invalid(vec![slip]))?;
    let txn = desk.begin().await?;
    in_turn(&txn, &address).await?;
    let now = desk.now();
    clear_away(&txn, now).await?;
    if !had_enough(&txn, &address, Kind::SignIn, now).await? {
        outbox::post_to_staff(desk, &txn, address.as_str(), Kind::SignIn).await?;
    }
    txn.commit().await?;
    desk.ring();
    Ok(address)
}

/// An address of somebody who signs in.
pub(super) fn address(typed: &str) -> Result<MailAddress, Slip> {
    if typed.trim().is_empty() {
        let why = "Please tell us your e-mail address: links for signing in go there.";
        return Err(Slip::new("email", why));
    }
    MailAddress::parse(typed)
}

/// Whether the address was sent so many letters of this kind lately that another one has to wait.
pub(crate) async fn had_enough<C: ConnectionTrait>(
    txn: &C,
    address: &MailAddress,
    kind: Kind,
    now: DateTime<Utc>,
) -> Result<bool> {
    let lately = outbox::Entity::find()
        .filter(outbox::COLUMN.recipient.eq(address.as_str()))
        .filter(outbox::COLUMN.kind.eq(kind))
        .filter(outbox::COLUMN.written_at.gt(now - WINDOW))
        .filter(outbox::COLUMN.written_at.lte(now + SKEW));
    Ok(lately.count(txn).await? >= LETTERS)
}

/// Addresses that strangers typed, and ways in that lead nowhere.
async fn clear_away<C: ConnectionTrait>(txn: &C, now: DateTime<Utc>) -> Result<()> {
    outbox::Entity::delete_many()
        .filter(outbox::COLUMN.kind.eq(Kind::SignIn))
        .filter(outbox::COLUMN.written_at.lt(now - KEPT))
        .exec(txn)
        .await?;
    Entity::delete_many().filter(COLUMN.expires_at.lt(now - KEPT)).exec(txn).await?;
    Ok(())
}
