//! A mailing goes out: at once, at a moment that staff choose, or no further.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;

use super::after::TO_DO;
use super::recipients::{Recipient, recipients};
use super::{Mailing, State, UNKNOWN, changed, locked};
use crate::desk::Desk;
use crate::error::{Error, Result, Slip};
use crate::event::Event;
use crate::event::form::clock;
use crate::staff::Staff;
use crate::time::WallTime;
use crate::token::hashed;
use crate::{errand, journal, outbox};

const NOBODY: &str = "Nobody fits this any more, so there is nobody to write to.";
const OTHERS: &str = "The letter, or the list of those who get it, has changed since you looked. Please look again: nothing was sent.";
const NOT_OVER: &str = "The event is not over yet: this letter is for afterwards.";
const UNFINISHED: &str =
    "The line “(add your links, or take this line out)” still stands in the letter.";
const ENDED: &str = "This letter is done with: there is nothing to stop.";
const NOT_SCHEDULED: &str = "This letter is not scheduled.";

/// What was looked at, in a word: the letter and exactly who gets it.
pub(super) fn seen(mailing: &Mailing, all: &[Recipient]) -> String {
    use std::fmt::Write as _;
    let mut text = format!("{} {}\n", mailing.id, mailing.revision);
    for one in all {
        let _ = writeln!(text, "{} {} {}", one.rsvp_id, one.copy, one.email);
    }
    hashed(&text)
}

/// Sends it now, to exactly those who were seen.
///
/// # Errors
/// `NotFound`; `NotNow` when it is no draft, when somebody came to the list or left it since it was
/// looked at, and for a letter after the event that comes before its end.
pub async fn release(
    desk: &Desk,
    staff: &Staff,
    (event_id, id): (i64, i64),
    looked_at: &str,
) -> Result<()> {
    let txn = desk.begin().await?;
    let (event, mailing) = locked(&txn, staff, event_id, id).await?;
    let now = desk.now();
    let number = may_go(&txn, &event, &mailing, looked_at, now).await?;
    let mut row = changed(mailing, State::Sending, now);
    row.due_at = Set(Some(now));
    row.update(&txn).await?;
    errand::set(&txn, errand::Kind::Mailing, id, now, now).await?;
    let entry = journal::by(staff, "sent a letter to a group").event(event_id).number(number);
    entry.write(&txn, now).await?;
    txn.commit().await?;
    desk.ring();
    Ok(())
}

/// Has it sent at this day and time of the event's own zone, to those who fit then.
///
/// # Errors
/// As [`release`]; `Invalid` for a moment that cannot be read, does not exist or is over.
pub async fn schedule(
    desk: &Desk,
    staff: &Staff,
    (event_id, id): (i64, i64),
    looked_at: &str,
    (day, time): (&str, &str),
) -> Result<()> {
    let txn = desk.begin().await?;
    let (event, mailing) = locked(&txn, staff, event_id, id).await?;
    let now = desk.now();
    let at = moment(&event, day, time, now)?;
    let number = may_go(&txn, &event, &mailing, looked_at, now).await?;
    let mut row = changed(mailing, State::Scheduled, now);
    row.due_at = Set(Some(at));
    row.update(&txn).await?;
    errand::set(&txn, errand::Kind::Mailing, id, at, now).await?;
    let entry = journal::by(staff, "scheduled a letter to a group").event(event_id).number(number);
    entry.write(&txn, now).await?;
    Ok(txn.commit().await?)
}

/// Whether it may go out; the number of those who would get it now.
async fn may_go<C: ConnectionTrait>(
    txn: &C,
    event: &Event,
    mailing: &Mailing,
    looked_at: &str,
    now: DateTime<Utc>,
) -> Result<i64> {
    mailing.is_draft()?;
    if mailing.is_too_early(event, now) {
        return Err(Error::NotNow(NOT_OVER));
    }
    if mailing.body.contains(TO_DO) {
        return Err(Error::NotNow(UNFINISHED));
    }
    let all = recipients(txn, mailing).await?.all;
    if all.is_empty() {
        return Err(Error::NotNow(NOBODY));
    }
    if seen(mailing, &all) != looked_at {
        return Err(Error::NotNow(OTHERS));
    }
    Ok(i64::try_from(all.len()).unwrap_or(i64::MAX))
}

fn moment(event: &Event, day: &str, time: &str, now: DateTime<Utc>) -> Result<DateTime<Utc>> {
    let mut slips = vec![];
    let mut read = |field: &'static str, typed: &str, missing: &str, why: Option<String>| {
        let why = if typed.trim().is_empty() { Some(missing.to_owned()) } else { why };
        slips.extend(why.map(|why| Slip::new(field, why)));
    };
    let (on, at) = (clock::day(day), clock::time(time));
    read("due-day", day, "Which day? Please write it like June 16, 2017.", on.clone().err());
    read("due-time", time, "At what time? Please write it like 1:00 pm.", at.clone().err());
    let (true, Ok(on), Ok(at)) = (slips.is_empty(), on, at) else {
        return Err(Error::Invalid(slips));
    };
    let wall = WallTime::from(on.and_time(at));
    let at = event.zone().instant(wall).map_err(|why| {
        Error::invalid("due-time", format!("This time is skipped that day: {why}."))
    })?;
    if at <= now {
        return Err(Error::invalid("due-day", "This moment is over already."));
    }
    Ok(at)
}

/// Takes a scheduled one back: it is a draft again.
///
/// # Errors
/// `NotFound`; `NotNow` unless it is scheduled.
pub async fn put_back(desk: &Desk, staff: &Staff, event_id: i64, id: i64) -> Result<()> {
    let txn = desk.begin().await?;
    let (_, mailing) = locked(&txn, staff, event_id, id).await?;
    match mailing.state {
        State::Draft => return Ok(()),
        State::Scheduled => {}
        _ => return Err(Error::NotNow(NOT_SCHEDULED)),
    }
    let now = desk.now();
    let mut row = changed(mailing, State::Draft, now);
    row.due_at = Set(None);
    row.update(&txn).await?;
    let entry = journal::by(staff, "took a scheduled letter to a group back").event(event_id);
    entry.write(&txn, now).await?;
    Ok(txn.commit().await?)
}

/// Stops it: no further letter is written, and those that did not go are stopped. What the relay takes
/// from a postman at this moment is sent. Doing it again changes nothing.
///
/// # Errors
/// `NotFound`; `NotNow` when there is nothing left to stop.
pub async fn stop(desk: &Desk, staff: &Staff, event_id: i64, id: i64) -> Result<()> {
    let txn = desk.begin().await?;
    let (_, mailing) = locked(&txn, staff, event_id, id).await?;
    let now = desk.now();
    let reached = outbox::stop_mailing(&txn, id, staff.signature(), now).await?;
    match mailing.state {
        State::Stopped => return Ok(txn.commit().await?),
        State::Scheduled | State::Sending => {}
        // All letters are written, and some of them still lie here.
        State::Done if !reached.is_nothing() => {}
        State::Draft | State::Done => return Err(Error::NotNow(ENDED)),
        State::Unknown => return Err(Error::NotNow(UNKNOWN)),
    }
    changed(mailing, State::Stopped, now).update(&txn).await?;
    let entry = journal::by(staff, "stopped a letter to a group").event(event_id);
    let entry = entry.number(reached.stopped + reached.in_hand);
    entry.write(&txn, now).await?;
    Ok(txn.commit().await?)
}
