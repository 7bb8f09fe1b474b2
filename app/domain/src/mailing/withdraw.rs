//! An event is not to take place any more, or not to be seen: what staff were to write to its guests
//! waits for them to say so again.

use sea_orm::ConnectionTrait;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

use super::{COLUMN, Column, Entity, Kind, Mailing, State, changed};
use crate::desk::Desk;
use crate::error::Result;
use crate::event::{self, Event};
use crate::staff::Staff;
use crate::{journal, outbox};

/// How an event ceases to be what its letters say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Departure {
    Cancelled,
    Postponed,
    Unpublished,
    Deleted,
    /// It takes place after all: what was written while it was called off is not so any more.
    BackOn,
}

impl Departure {
    /// By what its letters are stopped.
    fn words(self) -> &'static str {
        match self {
            Self::Cancelled => "the cancellation of the event",
            Self::Postponed => "the postponement of the event",
            Self::Unpublished => "the event’s way back to a draft",
            Self::Deleted => "the deletion of the event",
            Self::BackOn => "the event’s taking place after all",
        }
    }
}

/// Whether the event ceases to be published, or to be called off, by becoming this.
pub(crate) fn departure(before: &Event, after: &Event) -> Option<Departure> {
    let stands = |event: &Event| match event.deleted_at {
        Some(_) => Some(Departure::Deleted),
        None => match event.state {
            Some(event::State::Published) => None,
            Some(event::State::Cancelled) => Some(Departure::Cancelled),
            Some(event::State::Postponed) => Some(Departure::Postponed),
            Some(event::State::Draft) | None => Some(Departure::Unpublished),
        },
    };
    let was_off = matches!(stands(before), Some(Departure::Cancelled | Departure::Postponed));
    match (stands(before), stands(after)) {
        (before, after) if before == after => None,
        (_, None) => was_off.then_some(Departure::BackOn),
        (_, after) => after,
    }
}

/// Takes the event's scheduled letters back, which are drafts again, and stops those that are being
/// sent. The event is locked.
pub(crate) async fn withdraw<C: ConnectionTrait>(
    txn: &C,
    event: &Event,
    departure: Departure,
) -> Result<()> {
    let mailings = released(event.id).lock_exclusive().all(txn).await?;
    take_back(txn, event, mailings, departure.words()).await
}

/// The same for letters after the event, once it is not over any more. The event is locked.
pub(crate) async fn withdraw_early<C: ConnectionTrait>(txn: &C, event: &Event) -> Result<()> {
    let now = event.changed_at;
    if event.over_at.is_some_and(|over| over <= now) {
        return Ok(());
    }
    let after = released(event.id).filter(COLUMN.kind.is_in([Kind::Came, Kind::Missed]));
    let mailings = after.lock_exclusive().all(txn).await?;
    take_back(txn, event, mailings, "the event’s new date, after which it is not over").await
}

async fn take_back<C: ConnectionTrait>(
    txn: &C,
    event: &Event,
    mailings: Vec<Mailing>,
    by: &str,
) -> Result<()> {
    let now = event.changed_at;
    let (mut taken_back, mut stopped) = (0, 0);
    for mailing in mailings {
        let state = match mailing.state {
            State::Scheduled => State::Draft,
            _ => State::Stopped,
        };
        let letters = outbox::stop_mailing(txn, mailing.id, by, now).await?;
        match mailing.state {
            State::Scheduled => taken_back += 1,
            State::Done if letters.is_nothing() => continue,
            _ => stopped += 1,
        }
        let mut row = changed(mailing, state, now);
        if state == State::Draft {
            row.due_at = sea_orm::ActiveValue::Set(None);
        }
        row.update(txn).await?;
    }
    let deeds = [
        ("took scheduled letters to groups back with the event", taken_back),
        ("stopped letters to groups with the event", stopped),
    ];
    for (deed, number) in deeds.into_iter().filter(|(_, number)| *number > 0) {
        journal::entry("postman", deed).event(event.id).number(number).write(txn, now).await?;
    }
    Ok(())
}

/// Those of an event that were let go and may have letters that did not go.
fn released(event_id: i64) -> Select<Entity> {
    let released = COLUMN.state.is_in([State::Scheduled, State::Sending, State::Done]);
    Entity::find().filter(COLUMN.event_id.eq(event_id)).filter(released)
}

/// Letters to groups that an event would take with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Underway {
    /// They have their moment, and would be drafts again.
    pub scheduled: u64,
    /// They are being written or sent, and would be stopped.
    pub sending: u64,
}

/// What stands to be taken back, or stopped, of an event's letters to groups.
pub async fn underway(desk: &Desk, _: &Staff, event_id: i64) -> Result<Underway> {
    let db = desk.read();
    let waiting = outbox::Entity::find()
        .filter(outbox::COLUMN.event_id.eq(event_id))
        .filter(outbox::COLUMN.kind.eq(outbox::Kind::Group))
        .filter(outbox::COLUMN.done_at.is_null())
        .select_only()
        .column(outbox::Column::MailingId)
        .distinct()
        .into_tuple::<Option<i64>>();
    let waiting = waiting.all(db).await?;
    let known = released(event_id).select_only().columns([Column::Id, Column::State]);
    let mut underway = Underway::default();
    for (id, state) in known.into_tuple::<(i64, State)>().all(db).await? {
        match state {
            State::Scheduled => underway.scheduled += 1,
            State::Done if !waiting.contains(&Some(id)) => {}
            _ => underway.sending += 1,
        }
    }
    Ok(underway)
}
