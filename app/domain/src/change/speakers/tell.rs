//! Telling: one letter to a speaker with all that changed for them, over all their events.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, ConnectionTrait, QueryOrder as _, QuerySelect as _};

use super::notice::{self, Notice};
use super::reckoning::{Reckoned, Turn};
use super::told::{OfEvent, Told};
use crate::agenda::{self, Part};
use crate::change::notice::Notice as OfGuests;
use crate::change::tell::is_over;
use crate::desk::Desk;
use crate::error::Result;
use crate::speaker::{self, contact};
use crate::{event, journal, outbox};

/// While the first link is on its way nobody can be told that something changed.
const FIRST_LINK: TimeDelta = TimeDelta::minutes(10);

/// What one event has for them.
struct Untold {
    notice: Notice,
    reckoned: Reckoned,
    due: DateTime<Utc>,
}

/// Tells a speaker what changed for them, once it is time. The answer is when to look again.
///
/// # Errors
/// `NotFound` for a speaker who is gone.
pub(crate) async fn tell<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    speaker_id: i64,
) -> Result<Option<DateTime<Utc>>> {
    let now = desk.now();
    let parts = locked(txn, speaker_id, now).await?;
    speaker::locked(txn, speaker_id).await?;
    if !outbox::was_schedule_sent(txn, speaker_id).await? {
        let comes = outbox::has_unsent_to_speaker(txn, speaker_id).await?;
        return Ok(comes.then(|| now + FIRST_LINK));
    }
    let untold = untold(txn, speaker_id, &parts, now).await?;
    let Some(first) = untold.iter().map(|one| one.due).min() else { return Ok(None) };
    if first > now {
        keep(txn, untold).await?;
        return Ok(Some(first));
    }
    let (tellable, later): (Vec<Untold>, Vec<Untold>) =
        untold.into_iter().partition(|one| one.reckoned.turn == Turn::Now);
    let next = later.iter().map(|one| one.due).min();
    keep(txn, later).await?;
    write(desk, txn, speaker_id, tellable).await?;
    Ok(next)
}

/// Their events that are not over, locked in the order in which all deeds lock them.
async fn locked<C: ConnectionTrait>(
    txn: &C,
    speaker_id: i64,
    now: DateTime<Utc>,
) -> Result<Vec<Part>> {
    let known = notice::of_speaker(txn, speaker_id).await?;
    let mut ids: BTreeSet<i64> = known.into_iter().map(|row| row.event_id).collect();
    ids.extend(agenda::event_ids(txn, speaker_id).await?);
    let mut parts = vec![];
    for id in not_over(txn, ids, now).await? {
        let event = event::locked_or_deleted(txn, id).await?;
        if !is_over(&event, now) {
            parts.push(agenda::part_at(txn, speaker_id, event).await?);
        }
    }
    parts.sort_by_key(|part| (part.begins(now).is_none(), part.begins(now)));
    Ok(parts)
}

/// Those of these events that are not over, the lowest number first.
async fn not_over<C: ConnectionTrait>(
    txn: &C,
    ids: BTreeSet<i64>,
    now: DateTime<Utc>,
) -> Result<Vec<i64>> {
    let ahead =
        Condition::any().add(event::COLUMN.over_at.is_null()).add(event::COLUMN.over_at.gt(now));
    let found = event::Entity::find().filter(event::COLUMN.id.is_in(ids)).filter(ahead);
    let found = found.order_by_asc(event::COLUMN.id).select_only().column(event::Column::Id);
    Ok(found.into_tuple().all(txn).await?)
}

/// What there is to tell, the earliest event first; what needs no telling is written down.
async fn untold<C: ConnectionTrait>(
    txn: &C,
    speaker_id: i64,
    parts: &[Part],
    now: DateTime<Utc>,
) -> Result<Vec<Untold>> {
    let mut untold = vec![];
    for part in parts {
        let notice = notice::of(txn, speaker_id, part.event.id).await?;
        let reckoned = Reckoned::of(part, &notice, now);
        if !reckoned.is_untold() {
            if notice.waits() {
                notice.rests().keep(txn).await?;
            }
            continue;
        }
        let gathering = OfGuests::of(txn, part.event.id).await?.gathering();
        let began = notice.began(now);
        // A moment that was set by a clock that was ahead is reckoned again.
        let set = notice.due_at.filter(|_| notice.began_at.is_some_and(|began| began <= now));
        let due = reckoned.due_at(&part.event, set.unwrap_or(began + gathering), now);
        untold.push(Untold { notice: Notice { began_at: Some(began), ..notice }, reckoned, due });
    }
    Ok(untold)
}

async fn keep<C: ConnectionTrait>(txn: &C, untold: Vec<Untold>) -> Result<()> {
    for Untold { notice, due, .. } in untold {
        Notice { due_at: Some(due), ..notice }.keep(txn).await?;
    }
    Ok(())
}

/// Writes the letter; who cannot be reached goes on waiting.
async fn write<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    speaker_id: i64,
    untold: Vec<Untold>,
) -> Result<()> {
    let now = desk.now();
    let of_event = |one: &Untold| OfEvent {
        event: one.notice.event_id,
        before: one.reckoned.knows.clone(),
        after: one.reckoned.told(),
        entries: vec![],
        note: one.notice.note.clone(),
    };
    if untold.is_empty() {
        return Ok(());
    }
    if contact::addresses(txn, speaker_id).await?.is_empty() {
        return keep(txn, untold).await;
    }
    let mut told = Told { events: untold.iter().map(of_event).collect() };
    let alone = told.events.len() == 1;
    for one in &mut told.events {
        one.entries = agenda::bring(txn, (speaker_id, one.event), alone).await?;
    }
    outbox::post_schedule_changes(desk, txn, speaker_id, &told).await?;
    for (one, told) in untold.into_iter().zip(&told.events) {
        one.notice.told(&told.after, now)?.keep(txn).await?;
        let entry = journal::entry("postman", "wrote to a speaker what changed for them");
        entry.event(told.event).speaker(speaker_id).write(txn, now).await?;
    }
    Ok(())
}
