//! Telling: when a change is told, and the letters.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;

use super::known::{Reckoning, Told, Untold, reckon};
use super::notice::Notice;
use crate::agenda;
use crate::desk::Desk;
use crate::errand::{self, Kind};
use crate::error::Result;
use crate::event::{self, Event};
use crate::outbox::{self, Change};
use crate::{journal, rsvp};

/// Who sets out for an event within this time cannot wait for changes to be gathered.
pub(super) const NEAR: TimeDelta = TimeDelta::hours(24);

/// Guests who are told in one transaction, so that replies to the event need not wait for long.
const PORTION: usize = 250;

/// Looks at an event that was just written: what its guests do not know yet will be told.
pub(crate) async fn look<C: ConnectionTrait>(
    txn: &C,
    event: &Event,
    now: DateTime<Utc>,
) -> Result<()> {
    agenda::look(txn, event, now).await?;
    let notice = Notice::of(txn, event.id).await?;
    if !event.is_public(now) {
        // Nobody is told of what nobody may see. Once it shows, it is looked at again.
        let shows = event.state == Some(event::State::Published) && event.deleted_at.is_none();
        if let Some(from) = event.visible_from.filter(|from| shows && *from > now) {
            errand::set(txn, Kind::Change, event.id, from, now).await?;
        }
        // The letters of its end were written a moment ago, or wait for the relay: they must go.
        if event.deleted_at.is_none() || !event.is_called_off() {
            outbox::overtake_all_changes(txn, event.id, now).await?;
        }
        return Notice { began_at: None, note: None, ..notice }.keep(txn).await;
    }
    if is_over(event, now) {
        // It may be the clock that is wrong, or the year that somebody typed: what waits is told to
        // nobody now, and forgotten by nobody either. Should the clock be put back, it is looked at again.
        errand::set(txn, Kind::Change, event.id, errand::never(), now).await?;
        return outbox::overtake_all_changes(txn, event.id, now).await;
    }
    let reckoning = reckon(txn, event, &notice, now).await?;
    outbox::overtake_changes(txn, &reckoning.untrue, now).await?;
    if reckoning.people.is_empty() {
        return notice.settled(event, reckoning.is_on_its_way).keep(txn).await;
    }
    let notice = notice.gathers(now);
    let due = due_at(event, &notice, &reckoning, now);
    errand::set(txn, Kind::Change, event.id, due, now).await?;
    notice.keep(txn).await
}

/// After it there is nobody left to come, whatever it says.
pub(super) fn is_over(event: &Event, now: DateTime<Utc>) -> bool {
    event.over_at.is_some_and(|over| over <= now)
}

/// When what some have yet to be told is told: once it was gathered, and at the latest before a reminder
/// would tell it, or when the event comes near, by its new start or by one that they know. An event that
/// is under way is near, and one that is over is not.
pub(super) fn due_at(
    event: &Event,
    notice: &Notice,
    reckoning: &Reckoning,
    now: DateTime<Utc>,
) -> DateTime<Utc> {
    let lasts = || event.lasts().into_iter().chain(reckoning.lasts.iter().copied());
    if lasts().any(|(starts, over)| starts < now + NEAR && over > now) {
        return now;
    }
    let comes_near = lasts().map(|(starts, _)| starts - NEAR).filter(|at| *at >= now);
    let since = notice.began(now);
    let reminds = reckoning.reminders.iter().copied().filter(|at| *at >= since);
    comes_near.chain(reminds).fold(notice.due_at(now), std::cmp::min)
}

/// Tells what is due before a reminder is written that would tell it; whether more of it is to be told
/// first. The event is locked.
pub(crate) async fn goes_before_reminders<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    event_id: i64,
) -> Result<bool> {
    if Notice::of(txn, event_id).await?.began_at.is_none() {
        return Ok(false);
    }
    let next = tell(desk, txn, event_id).await?;
    Ok(next.is_some_and(|next| next <= desk.now()))
}

/// Tells everybody at once that an event is called off who does not know it yet: it is about to be
/// deleted, and afterwards nobody could be told. The event is locked.
pub(crate) async fn tell_the_end<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    event: &Event,
) -> Result<()> {
    let now = desk.now();
    if !event.is_called_off() || !event.is_public(now) || is_over(event, now) {
        return Ok(());
    }
    let notice = Notice::of(txn, event.id).await?;
    let reckoning = reckon(txn, event, &notice, now).await?;
    outbox::overtake_changes(txn, &reckoning.untrue, now).await?;
    for people in reckoning.people.chunks(PORTION) {
        write(desk, txn, event, &notice, &reckoning, people).await?;
    }
    Ok(())
}

/// Tells one portion of the guests what changed, once it is time. The answer is when there is more to do.
///
/// # Errors
/// `NotFound` for an event that is gone.
pub(crate) async fn tell<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    event_id: i64,
) -> Result<Option<DateTime<Utc>>> {
    let now = desk.now();
    let event = event::locked(txn, event_id).await?;
    let notice = Notice::of(txn, event.id).await?;
    if !event.is_public(now) {
        return Ok(event.visible_from.filter(|from| *from > now));
    }
    if is_over(&event, now) {
        outbox::overtake_all_changes(txn, event.id, now).await?;
        return Ok(None);
    }
    let reckoning = reckon(txn, &event, &notice, now).await?;
    outbox::overtake_changes(txn, &reckoning.untrue, now).await?;
    if reckoning.people.is_empty() {
        notice.settled(&event, reckoning.is_on_its_way).keep(txn).await?;
        return Ok(None);
    }
    let notice = notice.gathers(now);
    let due = due_at(&event, &notice, &reckoning, now);
    if due > now {
        notice.keep(txn).await?;
        return Ok(Some(due));
    }
    portion(desk, txn, &event, notice, &reckoning).await
}

/// Tells as many as one transaction should; the answer is when the next are told.
pub(super) async fn portion<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    event: &Event,
    notice: Notice,
    reckoning: &Reckoning,
) -> Result<Option<DateTime<Utc>>> {
    let now = desk.now();
    let people = &reckoning.people[..reckoning.people.len().min(PORTION)];
    write(desk, txn, event, &notice, reckoning, people).await?;
    if people.len() < reckoning.people.len() {
        // What was gathered is being told: the rest does not wait anew.
        Notice { began_at: Some(now - notice.gathering()), ..notice }.keep(txn).await?;
        return Ok(Some(now));
    }
    notice.settled(event, reckoning.is_on_its_way).keep(txn).await?;
    Ok(None)
}

/// Writes to these, and in the journal how many they are.
async fn write<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    event: &Event,
    notice: &Notice,
    reckoning: &Reckoning,
    people: &[Untold],
) -> Result<()> {
    let ids = people.iter().map(|person| person.rsvp_id);
    let found = rsvp::Entity::find().filter(rsvp::COLUMN.id.is_in(ids)).all(txn).await?;
    let rsvps: HashMap<i64, rsvp::Rsvp> = found.into_iter().map(|rsvp| (rsvp.id, rsvp)).collect();
    let told: Vec<Told> =
        reckoning.cases.iter().map(|case| case.base.told(case.differences.clone())).collect();
    let change = |person: &Untold| {
        let (rsvp, told) = (rsvps.get(&person.rsvp_id)?, told.get(person.case)?);
        Some(Change { rsvp, told, revision: event.revision, note: notice.note.as_deref() })
    };
    let changes: Vec<Change<'_>> = people.iter().filter_map(change).collect();
    outbox::post_changes(desk, txn, &changes).await?;
    let number = i64::try_from(people.len()).unwrap_or(i64::MAX);
    let entry = journal::entry("postman", "wrote to guests what changed").event(event.id);
    entry.number(number).write(txn, desk.now()).await
}
