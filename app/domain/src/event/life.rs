//! The life of an event: published, taken back, called off, put back on, deleted, restored.
//!
//! A step says from which states it may be taken and looks at the state under the event's lock: of
//! two people who press at once the second is told how things stand now, and nothing happens twice.
//! Every step raises the revision, which an open editor notices and which is the SEQUENCE of the
//! public calendar entry. A step that cannot be taken from here is `NotNow`.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::import::{with_instants, write};
use super::{COLUMN, Condition, Entity, Event, State, edition, export, locked_or_deleted};
use crate::change;
use crate::desk::Desk;
use crate::document_check::is_slug;
use crate::error::{Error, Result, Slip};
use crate::staff::Staff;
use crate::{journal, outbox, text};

/// The longest reason, in characters: a sentence or two for everybody.
pub const LONGEST_REASON: usize = 500;

const DELETED: Error = Error::NotNow("This event was deleted. It can be restored.");

/// What staff say when they call an event off, as typed.
#[derive(Clone, Default)]
pub struct CalledOff {
    /// Why, for everybody.
    pub reason: String,
    /// Slug of the event that takes its place.
    pub replacement: String,
}

/// Makes a draft public, at once unless its `publish_at` is still to come. `links_by_hand`: its speakers
/// are not mailed the link to their schedule by themselves.
pub async fn publish(desk: &Desk, staff: &Staff, id: i64, links_by_hand: bool) -> Result<()> {
    let (txn, event) = begin(desk, id, &[State::Draft]).await?;
    let event = Event { state: Some(State::Published), links_by_hand, ..event };
    keep(desk, staff, txn, event, "published").await
}

/// Makes it a draft again. Guests keep what they have.
pub async fn unpublish(desk: &Desk, staff: &Staff, id: i64) -> Result<()> {
    let (txn, event) = begin(desk, id, &[State::Published]).await?;
    let event = Event { state: Some(State::Draft), ..event };
    keep(desk, staff, txn, event, "unpublished").await
}

/// It will not happen. The page stays and says why.
///
/// # Errors
/// `NotNow`; slips on `reason` and `replacement`.
pub async fn cancel(desk: &Desk, staff: &Staff, id: i64, why: &CalledOff) -> Result<()> {
    let (txn, event) = begin(desk, id, &[State::Published, State::Postponed]).await?;
    let event = called_off(&txn, event, State::Cancelled, why).await?;
    keep(desk, staff, txn, event, "cancelled the event").await
}

/// It will happen on another day. The page stays and says why.
///
/// # Errors
/// `NotNow`; slips on `reason` and `replacement`.
pub async fn postpone(desk: &Desk, staff: &Staff, id: i64, why: &CalledOff) -> Result<()> {
    let (txn, event) = begin(desk, id, &[State::Published]).await?;
    let event = called_off(&txn, event, State::Postponed, why).await?;
    keep(desk, staff, txn, event, "postponed the event").await
}

/// It happens after all: published again, with no reason and no replacement.
pub async fn back_on(desk: &Desk, staff: &Staff, id: i64) -> Result<()> {
    let (txn, event) = begin(desk, id, &[State::Cancelled, State::Postponed]).await?;
    let event = Event { state: Some(State::Published), reason: None, replacement: None, ..event };
    keep(desk, staff, txn, event, "put the event back on").await
}

/// Takes it away from everybody but staff, with its preview links and its guests' own pages. Who has not
/// heard yet that it was called off is told so at once; of one that is on nobody is told anything.
pub async fn delete(desk: &Desk, staff: &Staff, id: i64) -> Result<()> {
    let txn = desk.begin().await?;
    let event = locked_or_deleted(&txn, id).await?;
    if event.deleted_at.is_some() {
        return Err(DELETED);
    }
    change::tell_the_end(desk, &txn, &event).await?;
    let event = Event { deleted_at: Some(desk.now()), ..event };
    keep(desk, staff, txn, event, "deleted the event").await?;
    desk.ring();
    Ok(())
}

/// Brings a deleted event back as it was.
pub async fn restore(desk: &Desk, staff: &Staff, id: i64) -> Result<()> {
    let txn = desk.begin().await?;
    let event = locked_or_deleted(&txn, id).await?;
    if event.deleted_at.is_none() {
        return Err(stands(&event, desk.now()));
    }
    let event = Event { deleted_at: None, ..event };
    write_down(desk, staff, &txn, event, "restored the event").await?;
    outbox::come_back(&txn, id, desk.now()).await?;
    txn.commit().await?;
    desk.ring();
    Ok(())
}

/// Locks the event if it stands in one of these states.
async fn begin(desk: &Desk, id: i64, from: &[State]) -> Result<(DatabaseTransaction, Event)> {
    let txn = desk.begin().await?;
    let event = locked_or_deleted(&txn, id).await?;
    if event.deleted_at.is_some() {
        return Err(DELETED);
    }
    if !from.contains(&event.state.unwrap_or(State::Draft)) {
        return Err(stands(&event, desk.now()));
    }
    Ok((txn, event))
}

/// Why a step that begins somewhere else cannot be taken.
fn stands(event: &Event, now: DateTime<Utc>) -> Error {
    Error::NotNow(match event.condition(now) {
        Condition::Draft => "This event is a draft now; somebody may have been faster.",
        Condition::Scheduled(_) | Condition::Published | Condition::Over => {
            "This event is published now; somebody may have been faster."
        }
        Condition::Cancelled => "This event is cancelled now; somebody may have been faster.",
        Condition::Postponed => "This event is postponed now; somebody may have been faster.",
    })
}

async fn called_off<C: ConnectionTrait>(
    txn: &C,
    event: Event,
    state: State,
    why: &CalledOff,
) -> Result<Event> {
    let reason = text::paragraph(
        "reason",
        &why.reason,
        LONGEST_REASON,
        "Please keep the reason below 500 characters.",
    );
    let replacement = replacement(txn, event.id, why.replacement.trim()).await?;
    match (reason, replacement) {
        (Ok(reason), Ok(replacement)) => {
            Ok(Event { state: Some(state), reason, replacement, ..event })
        }
        (reason, replacement) => {
            let slips = [reason.err(), replacement.err()];
            Err(Error::Invalid(slips.into_iter().flatten().collect()))
        }
    }
}

async fn replacement<C: ConnectionTrait>(
    txn: &C,
    id: i64,
    slug: &str,
) -> Result<Result<Option<String>, Slip>> {
    if slug.is_empty() {
        return Ok(Ok(None));
    }
    let other = Entity::find()
        .filter(COLUMN.slug.eq(if is_slug(slug) { slug } else { "" }))
        .filter(COLUMN.deleted_at.is_null())
        .filter(COLUMN.id.ne(id))
        .one(txn)
        .await?;
    let gone = || Slip::new("replacement", "That event is not there any more: choose another one.");
    Ok(other.map(|other| Some(other.slug)).ok_or_else(gone))
}

/// Writes the event as its next revision, and that is all there is to do.
async fn keep(
    desk: &Desk,
    staff: &Staff,
    txn: DatabaseTransaction,
    event: Event,
    deed: &str,
) -> Result<()> {
    write_down(desk, staff, &txn, event, deed).await?;
    Ok(txn.commit().await?)
}

async fn write_down(
    desk: &Desk,
    staff: &Staff,
    txn: &DatabaseTransaction,
    event: Event,
    deed: &str,
) -> Result<()> {
    let now = desk.now();
    let event = with_instants(Event { revision: event.revision + 1, changed_at: now, ..event });
    let event = write(txn, event, true).await?;
    let document = export::document(txn, event.clone()).await?;
    edition::keep(txn, &event, &document, Some(staff.id()), now).await?;
    change::look(txn, &event, now).await?;
    journal::by(staff, deed).event(event.id).write(txn, now).await
}
