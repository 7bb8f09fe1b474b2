//! A letter to oneself, which shows whether letters get through and what they look like there.

use chrono::TimeDelta;
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;

use super::settings::locked;
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::journal;
use crate::outbox::{self, Kind, Told};
use crate::staff::Owner;
use crate::time::Zone;

/// Test mails that one owner may send in [`WINDOW`].
const MOST: u64 = 3;
/// The time in which they are counted.
const WINDOW: TimeDelta = TimeDelta::minutes(10);

/// Queues a test mail to the owner's own address.
///
/// # Errors
/// `Invalid` when there were enough of them lately.
pub async fn send_test(desk: &Desk, owner: &Owner) -> Result<()> {
    let txn = desk.begin().await?;
    // Counting and writing belong together.
    locked(desk, &txn).await?;
    let (staff, now) = (owner.staff(), desk.now());
    let lately = tests(owner).filter(outbox::COLUMN.written_at.gt(now - WINDOW));
    if lately.count(&txn).await? >= MOST {
        let why = "Three test mails are on their way to you already. Please wait ten minutes before the next one.";
        return Err(Error::invalid("test", why));
    }
    outbox::post_to_staff(desk, &txn, &staff.email, Kind::Test).await?;
    journal::by(staff, "sent a test mail").write(&txn, now).await?;
    txn.commit().await?;
    desk.ring();
    Ok(())
}

/// How the owner's last test mail is doing; times are told in `zone`.
pub async fn last_test(desk: &Desk, owner: &Owner, zone: Zone) -> Result<Option<Told>> {
    let last = tests(owner).order_by_desc(outbox::COLUMN.id).one(desk.read()).await?;
    Ok(last.map(|letter| outbox::told(&letter, desk.now(), zone)))
}

fn tests(owner: &Owner) -> Select<outbox::Entity> {
    outbox::Entity::find()
        .filter(outbox::COLUMN.kind.eq(Kind::Test))
        .filter(outbox::COLUMN.recipient.eq(&owner.staff().email))
}
