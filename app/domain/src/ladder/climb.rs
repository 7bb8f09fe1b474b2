//! Climbing: the reminders that are due become letters, under the event's lock.
//!
//! Who has one already is asked of the letters, so that a repeat, another process or a clock that was
//! put back finds nothing left to do. A rung of thousands goes in portions, a commit each.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{Condition, ConnectionTrait, QueryOrder as _, QuerySelect as _};

use super::{ActiveModel, Audience, Column, Entity, Fate, Ladder, Person, Rung};
use crate::change;
use crate::desk::Desk;
use crate::error::Result;
use crate::event::{self, Event};
use crate::journal;
use crate::line_up;
use crate::outbox::reminders::{self, Reminder};
use crate::rsvp::{self, Rsvp, Standing};

/// RSVPs that one statement takes, and letters of one portion.
const PORTION: usize = 500;

/// While a rung may still be climbed it is looked at again: somebody may have got a seat that nobody
/// told them of.
const AGAIN: TimeDelta = TimeDelta::minutes(10);

/// Posts what is due and says when to look again; at once when there is more.
///
/// # Errors
/// `NotFound` for an event that is gone.
pub(crate) async fn climb<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    event_id: i64,
) -> Result<Option<DateTime<Utc>>> {
    let (event, now) = (event::locked(txn, event_id).await?, desk.now());
    let ladder = remembered(txn, &event).await?;
    withdraw(txn, &event, &ladder, now).await?;
    let rungs = ladder.rungs(&event, now);
    let is_due = rungs.iter().any(|rung| rung.fate == Fate::Due);
    if is_due && change::goes_before_reminders(desk, txn, event_id).await? {
        return Ok(Some(now));
    }
    for rung in rungs.iter().filter(|rung| rung.fate == Fate::Due) {
        post_to_speakers(desk, txn, &event, &ladder, rung.minutes).await?;
        if !post_to_guests(desk, txn, &event, &ladder, rung).await? {
            return Ok(Some(now));
        }
    }
    Ok(next(&event, &rungs, now))
}

/// Stops the unsent reminders that an event that was just written has no use for any more.
pub(crate) async fn withdraw_unplanned<C: ConnectionTrait>(
    txn: &C,
    event: &Event,
    now: DateTime<Utc>,
) -> Result<()> {
    let ladder = super::of_event(txn, event).await?;
    withdraw(txn, event, &ladder, now).await
}

async fn withdraw<C: ConnectionTrait>(
    txn: &C,
    event: &Event,
    ladder: &Ladder,
    now: DateTime<Utc>,
) -> Result<()> {
    for occurrence in reminders::unsent(txn, event.id).await? {
        if ladder.has(event, occurrence) {
            reminders::hold_until(txn, event.id, occurrence, event.begins()).await?;
        } else {
            reminders::withdraw(txn, event.id, occurrence, now).await?;
        }
    }
    Ok(())
}

/// When to look again, if ever by itself: every change of the event has it looked at.
fn next(event: &Event, rungs: &[Rung], now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let moments = rungs.iter().filter_map(|rung| match rung.fate {
        Fate::Coming => Some(event.visible_from.max(rung.at)?),
        Fate::Due => Some(now + AGAIN),
        _ => None,
    });
    moments.min()
}

/// The ladder, which remembers from now on when the event begins. Who said that they come meant the
/// day that it had then; for another hour of it nobody is asked again.
async fn remembered<C: ConnectionTrait>(txn: &C, event: &Event) -> Result<Ladder> {
    let kept = Entity::find_by_id(event.id).one(txn).await?;
    let ladder = Ladder::of(event, kept.as_ref());
    let begins = event.begins();
    if kept.as_ref().is_some_and(|kept| kept.begins_at == begins) {
        return Ok(ladder);
    }
    let day = |begins: DateTime<Utc>| event.zone().local(begins).date();
    if kept.as_ref().is_some_and(|kept| kept.begins_at.map(day) != begins.map(day)) {
        rsvp::ask_again(txn, event.id).await?;
    }
    let row = ActiveModel {
        event_id: Set(event.id),
        steps: Set(kept.and_then(|kept| kept.steps)),
        begins_at: Set(begins),
        since: Set(ladder.since),
    };
    let anew = OnConflict::column(Column::EventId)
        .update_columns([Column::BeginsAt, Column::Since])
        .to_owned();
    Entity::insert(row).on_conflict(anew).exec_without_returning(txn).await?;
    Ok(ladder)
}

/// Posts a portion to the guests who are on this rung; whether that was all of them.
async fn post_to_guests<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    event: &Event,
    ladder: &Ladder,
    rung: &Rung,
) -> Result<bool> {
    let Some(occurrence) = event.occurrence_of_rung(rung.minutes) else { return Ok(true) };
    let (mut after, mut posted) = (0, 0);
    loop {
        let found = candidates(event, ladder, rung.minutes, occurrence)
            .filter(rsvp::COLUMN.id.gt(after))
            .all(txn)
            .await?;
        let Some(last) = found.last() else {
            note(txn, event.id, posted, desk.now()).await?;
            return Ok(true);
        };
        after = last.id;
        let all = found.len() < PORTION;
        let due = due(desk, txn, event, ladder, rung, found).await?;
        posted += due.len();
        reminders::post(desk, txn, &due, occurrence, event.begins()).await?;
        if all || posted >= PORTION {
            note(txn, event.id, posted, desk.now()).await?;
            return Ok(all);
        }
    }
}

/// How many have yet to be reminded of a rung that is due, speakers among them.
pub(super) async fn still_due(
    desk: &Desk,
    event: &Event,
    ladder: &Ladder,
    rung: &Rung,
) -> Result<u64> {
    let db = desk.read();
    let Some(occurrence) = event.occurrence_of_rung(rung.minutes) else { return Ok(0) };
    let (mut after, mut people) = (0, 0);
    loop {
        let found = candidates(event, ladder, rung.minutes, occurrence)
            .filter(rsvp::COLUMN.id.gt(after))
            .all(db)
            .await?;
        let Some(last) = found.last() else { break };
        after = last.id;
        people += due(desk, db, event, ladder, rung, found).await?.len();
    }
    if ladder.step(rung.minutes, &[Audience::Speakers]).is_some() {
        let reminded = reminders::reminded_speakers(db, event.id, occurrence).await?;
        let addresses = speakers(db, event.id, desk.now()).await?;
        people += addresses.iter().filter(|address| !reminded.contains(*address)).count();
    }
    Ok(u64::try_from(people).unwrap_or(u64::MAX))
}

/// Writes down how many were reminded, if any.
async fn note<C: ConnectionTrait>(
    txn: &C,
    event_id: i64,
    posted: usize,
    now: DateTime<Utc>,
) -> Result<()> {
    if posted == 0 {
        return Ok(());
    }
    let number = i64::try_from(posted).unwrap_or(i64::MAX);
    journal::entry("postman", "wrote reminders")
        .event(event_id)
        .number(number)
        .write(txn, now)
        .await
}

/// Those of these RSVPs who are to be reminded now, with what they are told.
async fn due<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    event: &Event,
    ladder: &Ladder,
    rung: &Rung,
    found: Vec<Rsvp>,
) -> Result<Vec<Reminder>> {
    let told = reminders::told_how_they_stand(txn, found.iter().map(|rsvp| rsvp.id)).await?;
    let mut due = vec![];
    for rsvp in found {
        let told_at = told.get(&rsvp.id).copied();
        let person = Person { rsvp: &rsvp, told_at, written: &[] };
        let planned = ladder.plan(event, &person, desk.now());
        let here = planned.into_iter().find(|planned| planned.rung.minutes == rung.minutes);
        let note = here.filter(|planned| planned.rung.fate == Fate::Due);
        if let Some(note) = note.map(|planned| planned.step.note.clone()) {
            due.push(Reminder { rsvp, note });
        }
    }
    Ok(due)
}

/// RSVPs on this rung that no letter was written to yet.
fn candidates(
    event: &Event,
    ladder: &Ladder,
    minutes: i64,
    occurrence: i64,
) -> Select<rsvp::Entity> {
    let steps = ladder.steps.iter().filter(|step| step.minutes == minutes);
    let mut audiences: Vec<Audience> = steps.flat_map(|step| step.to.iter().copied()).collect();
    audiences.dedup();
    let any = audiences.into_iter().filter_map(standing_as).fold(Condition::any(), Condition::add);
    rsvp::Entity::find()
        .filter(rsvp::COLUMN.event_id.eq(event.id))
        // No audience at all is nobody, where an empty condition would be everybody.
        .filter(any.add(rsvp::COLUMN.id.eq(0)))
        .filter(reminders::none_of(occurrence))
        .order_by_asc(rsvp::COLUMN.id)
        .limit(PORTION as u64)
}

/// The RSVPs of an audience.
pub(super) fn standing_as(audience: Audience) -> Option<Condition> {
    let seated = Condition::all().add(rsvp::COLUMN.standing.eq(Standing::Seated));
    match audience {
        Audience::Room => Some(seated.add(rsvp::COLUMN.online.eq(false))),
        Audience::Online => Some(seated.add(rsvp::COLUMN.online.eq(true))),
        Audience::Press => Some(seated.add(rsvp::COLUMN.category.eq("press"))),
        Audience::WaitingList => {
            let waiting = [Standing::Waiting, Standing::Offered, Standing::Asked];
            Some(Condition::all().add(rsvp::COLUMN.standing.is_in(waiting)))
        }
        Audience::Speakers => None,
    }
}

async fn post_to_speakers<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    event: &Event,
    ladder: &Ladder,
    minutes: i64,
) -> Result<()> {
    let Some(step) = ladder.step(minutes, &[Audience::Speakers]) else { return Ok(()) };
    let Some(occurrence) = event.occurrence_of_rung(minutes) else { return Ok(()) };
    let addresses = speakers(txn, event.id, desk.now()).await?;
    let ends = event.begins();
    reminders::post_to_speakers(
        desk,
        txn,
        event.id,
        addresses,
        (occurrence, ends),
        step.note.as_deref(),
    )
    .await
}

/// Where those can be reached who speak, and their assistants; an office that several share is one address.
pub(super) async fn speakers<C: ConnectionTrait>(
    db: &C,
    event_id: i64,
    now: DateTime<Utc>,
) -> Result<Vec<String>> {
    let ways = line_up::of_event(db, event_id).await?.ways(db, now).await?;
    let addresses: BTreeSet<String> = ways.into_iter().map(|way| way.address).collect();
    Ok(addresses.into_iter().collect())
}
