//! "Send me my RSVPs": the same work and the same answer for every address, whoever has it.
//!
//! What there is to send is found out by the postman, out of sight and out of time of who typed the
//! address. Only letters of this kind count against the limit, so that nobody can hold up another's
//! letters with them, nor be kept from their links by letters that others cause.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, ConnectionTrait, QueryOrder as _, QuerySelect as _, QueryTrait as _};

use super::{COLUMN, Column, Entity};
use crate::address::MailAddress;
use crate::desk::Desk;
use crate::error::{Error, Result, Slip};
use crate::event;
use crate::outbox::{self, Kind};
use crate::sign_in;

/// Who still wants the letter after this time has asked anew; addresses that were typed are
/// forgotten then.
pub(crate) const ANEW: TimeDelta = TimeDelta::days(1);

/// RSVPs that one letter lists.
const MOST: usize = 50;

/// Queues a letter with the links to all RSVPs of this address.
///
/// # Errors
/// `Invalid` for what cannot be written to.
pub async fn ask(desk: &Desk, typed: &str) -> Result<()> {
    let address = address(typed).map_err(|slip| Error::Invalid(vec![slip]))?;
    let txn = desk.begin().await?;
    sign_in::in_turn(&txn, &address).await?;
    let now = desk.now();
    forget(&txn, now).await?;
    if !sign_in::had_enough(&txn, &address, Kind::Mine, now).await? {
        outbox::post_mine(desk, &txn, address.as_str()).await?;
    }
    txn.commit().await?;
    desk.ring();
    Ok(())
}

fn address(typed: &str) -> Result<MailAddress, Slip> {
    if typed.trim().is_empty() {
        let why = "Please tell us your e-mail address: the links to your RSVPs go there.";
        return Err(Slip::new("email", why));
    }
    MailAddress::parse(typed)
}

async fn forget<C: ConnectionTrait>(txn: &C, now: DateTime<Utc>) -> Result<()> {
    outbox::Entity::delete_many()
        .filter(outbox::COLUMN.kind.eq(Kind::Mine))
        .filter(outbox::COLUMN.written_at.lt(now - ANEW))
        .exec(txn)
        .await?;
    Ok(())
}

/// RSVPs of this address, as guest or with copies allowed, to public events that are not over, the
/// soonest first, each with whether it is the guest's own; and whether there are more than one letter
/// lists. What was handed over is theirs no more.
pub(crate) async fn of_address<C: ConnectionTrait>(
    txn: &C,
    address: &str,
    now: DateTime<Utc>,
) -> Result<(Vec<(i64, bool)>, bool)> {
    let known = theirs(address).order_by_asc(COLUMN.id).select_only();
    let known = known.columns([Column::Id, Column::EventId]).column(Column::Email);
    let known: Vec<(i64, i64, String)> = known.into_tuple().all(txn).await?;
    let mut ids = Vec::with_capacity(known.len());
    for event_id in coming(txn, address, now).await? {
        let there = known.iter().filter(|(_, at, _)| *at == event_id);
        ids.extend(there.map(|(id, _, guest)| (*id, guest == address)));
    }
    let more = ids.len() > MOST;
    ids.truncate(MOST);
    Ok((ids, more))
}

fn theirs(address: &str) -> Select<Entity> {
    let allowed = Condition::all()
        .add(COLUMN.scheduler_email.eq(address))
        .add(COLUMN.scheduler_allowed_at.is_not_null());
    let of = Condition::any().add(COLUMN.email.eq(address)).add(allowed);
    Entity::find().filter(of).filter(COLUMN.handed_to.is_null())
}

/// The events that they are about, those without a date last.
async fn coming<C: ConnectionTrait>(
    txn: &C,
    address: &str,
    now: DateTime<Utc>,
) -> Result<Vec<i64>> {
    let about = theirs(address).select_only().column(Column::EventId).into_query();
    let events = event::Entity::find().filter(event::Column::Id.in_subquery(about));
    let mut events = events.order_by_asc(event::COLUMN.id).all(txn).await?;
    events.retain(|event| event.is_public(now) && event.over_at.is_none_or(|over| over > now));
    events.sort_by_key(|event| (event.starts_at.is_none(), event.starts_at));
    Ok(events.into_iter().map(|event| event.id).collect())
}
