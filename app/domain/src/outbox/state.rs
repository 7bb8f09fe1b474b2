//! How the queue is doing, for the health page, the metrics, staff, and kind words to guests.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, FromQueryResult, QuerySelect as _};

use super::settle::GIVE_UP;
use super::{COLUMN, Column, Entity, Kind};
use crate::desk::Desk;
use crate::error::Result;

/// A letter that is this old and was tried in vain is late.
const LATE: TimeDelta = TimeDelta::minutes(1);

/// What letters of each urgency are called, the most urgent first.
const CALLED: [&str; 5] = ["asked_for", "rsvp", "change", "reminder", "group"];

/// The queue in numbers; nothing in it is about a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// Letters to be sent.
    pub to_send: u64,
    /// Seconds since the oldest of them was written.
    pub oldest_seconds: i64,
    /// Letters that were parked: refused, or too late.
    pub parked: u64,
    /// What is to be sent by urgency, the most urgent first; each is there, also when empty.
    pub waiting: [Waiting; CALLED.len()],
    /// Letters that were sent.
    pub sent: u64,
    /// Those that were refused for good.
    pub refused: u64,
    /// Those whose time was over before they could go.
    pub too_late: u64,
    /// Those that staff, or a later change, stopped.
    pub stopped: u64,
}

/// What is to be sent of one urgency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// `asked_for`, `rsvp`, `change`, `reminder` or `group`.
    pub called: &'static str,
    /// Letters that can go now; also those that a postman has in hand.
    pub due: u64,
    /// Letters whose time, or next attempt, is still to come.
    pub later: u64,
    /// For how many seconds the oldest of those that can go has been due.
    pub oldest_due_seconds: i64,
    /// How often those that are to be sent were tried in vain.
    pub failed_attempts: u64,
}

#[derive(FromQueryResult)]
struct Open {
    urgency: i64,
    letters: i64,
    attempts: i64,
    first_due: DateTimeUtc,
    oldest: DateTimeUtc,
}

/// The queue at this moment.
pub async fn queue(desk: &Desk) -> Result<Queue> {
    let now = desk.now();
    let mut queue = Queue::default();
    for (waiting, called) in queue.waiting.iter_mut().zip(CALLED) {
        waiting.called = called;
    }
    for open in open(desk, true, now).await? {
        queue.counts(&open, now);
        let waiting = of(&mut queue, &open);
        waiting.due += number(open.letters);
        let seconds = (now - open.first_due).num_seconds().max(0);
        waiting.oldest_due_seconds = waiting.oldest_due_seconds.max(seconds);
    }
    for open in open(desk, false, now).await? {
        queue.counts(&open, now);
        of(&mut queue, &open).later += number(open.letters);
    }
    let done = done(desk).await?;
    let of = |outcome: &str| done.get(outcome).copied().unwrap_or_default();
    (queue.sent, queue.refused) = (of("sent"), of("refused"));
    (queue.too_late, queue.stopped) = (of("too_late"), of("stopped"));
    queue.parked = queue.refused + queue.too_late;
    Ok(queue)
}

impl Queue {
    fn counts(&mut self, open: &Open, now: DateTime<Utc>) {
        self.to_send += number(open.letters);
        self.oldest_seconds = self.oldest_seconds.max((now - open.oldest).num_seconds());
    }
}

fn of<'a>(queue: &'a mut Queue, open: &Open) -> &'a mut Waiting {
    let last = CALLED.len() - 1;
    let place = usize::try_from(open.urgency).map_or(0, |place| place.min(last));
    let waiting = &mut queue.waiting[place];
    waiting.failed_attempts += number(open.attempts);
    waiting
}

fn number(count: i64) -> u64 {
    count.unsigned_abs()
}

/// What is to be sent by urgency, of the letters that can go now or of the others.
async fn open(desk: &Desk, due: bool, now: DateTime<Utc>) -> Result<Vec<Open>> {
    let of_time = if due { COLUMN.due_at.lte(now) } else { COLUMN.due_at.gt(now) };
    // A sum is a decimal number in PostgreSQL.
    let attempts = sea_orm::sea_query::ExprTrait::cast_as(Column::Attempts.sum(), "bigint");
    let rows = Entity::find()
        .filter(COLUMN.done_at.is_null())
        .filter(is_somebodys_work(now))
        .filter(of_time)
        .select_only()
        .column(Column::Urgency)
        .column_as(Column::Id.count(), "letters")
        .column_as(attempts, "attempts")
        .column_as(Column::DueAt.min(), "first_due")
        .column_as(Column::WrittenAt.min(), "oldest")
        .group_by(Column::Urgency);
    Ok(rows.into_model::<Open>().all(desk.read()).await?)
}

/// One that this version can send, or that another one would not have given up by now. What is left of a
/// version that runs no more keeps nobody's mail.
fn is_somebodys_work(now: DateTime<Utc>) -> Condition {
    Condition::any().add(COLUMN.kind.is_in(Kind::known())).add(COLUMN.written_at.gt(now - GIVE_UP))
}

/// How many letters are done with, by what became of them.
async fn done(desk: &Desk) -> Result<HashMap<String, u64>> {
    let rows: Vec<(String, i64)> = Entity::find()
        .filter(COLUMN.outcome.is_not_null())
        .select_only()
        .column(Column::Outcome)
        .column_as(Column::Id.count(), "letters")
        .group_by(Column::Outcome)
        .into_tuple()
        .all(desk.read())
        .await?;
    Ok(rows.into_iter().map(|(outcome, letters)| (outcome, number(letters))).collect())
}

/// Whether guests should be told that their mail may take a while.
pub async fn is_slow(desk: &Desk) -> bool {
    let late = Entity::find()
        .filter(COLUMN.done_at.is_null())
        .filter(COLUMN.attempts.gt(0))
        .filter(COLUMN.kind.is_in(Kind::known()))
        .filter(COLUMN.written_at.lt(desk.now() - LATE));
    late.one(desk.read()).await.is_ok_and(|letter| letter.is_some())
}

/// Whether mail does not leave as it should: some is [slow](is_slow), or has been due for more than a
/// minute while none leaves at all.
pub async fn is_late(desk: &Desk) -> bool {
    is_slow(desk).await || stands_still(desk).await.unwrap_or_default()
}

async fn stands_still(desk: &Desk) -> Result<bool> {
    let since = desk.now() - LATE;
    let open =
        Entity::find().filter(COLUMN.done_at.is_null()).filter(is_somebodys_work(desk.now()));
    if open.filter(COLUMN.due_at.lt(since)).one(desk.read()).await?.is_none() {
        return Ok(false);
    }
    let sent = Entity::find().filter(COLUMN.outcome.eq("sent")).filter(COLUMN.done_at.gte(since));
    Ok(sent.one(desk.read()).await?.is_none())
}
