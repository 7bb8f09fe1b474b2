//! A portion of a mailing's letters, in one transaction.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{DatabaseTransaction, QuerySelect as _};

use super::recipients::recipients;
use super::{COLUMN, Entity, Kind, Mailing, State, changed};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::{event, outbox};

/// Letters that one transaction writes.
const PORTION: usize = 500;
/// When a mailing is looked at again that only another version of Dais knows what to do with.
const AFTER_OTHERS: TimeDelta = TimeDelta::minutes(5);

/// Writes the next letters of a mailing and says when there are more to write.
///
/// # Errors
/// `NotFound` when it is gone.
pub(crate) async fn send(
    desk: &Desk,
    txn: &DatabaseTransaction,
    id: i64,
) -> Result<Option<DateTime<Utc>>> {
    let known = Entity::find_by_id(id).one(txn).await?.ok_or(Error::NotFound)?;
    let event = event::locked(txn, known.event_id).await;
    // Who has its event decides alone about it, so it is read again.
    let mailing = Entity::find_by_id(id).lock_exclusive().one(txn).await?.ok_or(Error::NotFound)?;
    let now = desk.now();
    let event = match event {
        Ok(event) => event,
        Err(Error::NotFound) => return withdrawn(txn, mailing, now).await,
        Err(other) => return Err(other),
    };
    if mailing.kind == Kind::Unknown || mailing.state == State::Unknown {
        return Ok(Some(now + AFTER_OTHERS));
    }
    match mailing.state {
        // The clock was put back since it was scheduled.
        State::Scheduled if mailing.due_at.is_some_and(|due| due > now) => Ok(mailing.due_at),
        // The clock was put back: the event is not over yet.
        State::Scheduled | State::Sending if mailing.is_too_early(&event, now) => {
            Ok(Some(event.over_at.unwrap_or(now + AFTER_OTHERS)))
        }
        State::Scheduled | State::Sending => portion(desk, txn, mailing, now).await,
        State::Draft | State::Done | State::Stopped | State::Unknown => Ok(None),
    }
}

async fn portion(
    desk: &Desk,
    txn: &DatabaseTransaction,
    mailing: Mailing,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>> {
    let mut all = recipients(txn, &mailing).await?.all;
    all.retain(|one| one.rsvp_id > mailing.reached);
    let more = all.len() > PORTION;
    if more {
        // An RSVP's letter and the copy of it stay together.
        let last = all[PORTION - 1].rsvp_id;
        all.retain(|one| one.rsvp_id <= last);
    }
    let reached = all.last().map_or(mailing.reached, |one| one.rsvp_id);
    outbox::post_mailing(desk, txn, &mailing, all).await?;
    let mut row = changed(mailing, if more { State::Sending } else { State::Done }, now);
    row.reached = Set(reached);
    row.update(txn).await?;
    Ok(more.then_some(now))
}

/// The event was deleted: nothing more goes out, and what was to go out waits for staff to say so again
/// should the event come back.
async fn withdrawn(
    txn: &DatabaseTransaction,
    mailing: Mailing,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>> {
    let state = match mailing.state {
        State::Scheduled => State::Draft,
        State::Sending => State::Stopped,
        State::Draft | State::Done | State::Stopped | State::Unknown => return Ok(None),
    };
    outbox::stop_mailing(txn, mailing.id, "the event was deleted", now).await?;
    changed(mailing, state, now).update(txn).await?;
    Ok(None)
}

/// Mailings of an event that have not ended, for what is to come.
pub(super) fn open(event_id: i64) -> Select<Entity> {
    let open = COLUMN.state.is_in([State::Scheduled, State::Sending]);
    Entity::find().filter(COLUMN.event_id.eq(event_id)).filter(open)
}
