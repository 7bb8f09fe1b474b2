//! Settling: what became of a letter, and when it is tried again.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;

use super::claim::Claimed;
use super::{Entity, Kind, Posted};
use crate::desk::Desk;
use crate::error::Result;
use crate::event;
use crate::rsvp::{self, mine};
use crate::sign_in::Purpose;

/// RFC 5321 §4.5.4.1: a client gives up after four to five days at the earliest.
const GIVE_UP: TimeDelta = TimeDelta::days(5);

/// What became of one attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The relay took it.
    Sent,
    /// It may go another time; why, in plain words without addresses.
    Later(String),
    /// It can never go.
    Never(String),
}

/// Writes down what became of a claimed letter.
pub async fn settle(desk: &Desk, claimed: &Claimed, outcome: Outcome) -> Result<()> {
    let now = desk.now();
    let point = match outcome {
        Outcome::Later(_) => point_of(desk, &claimed.letter).await?,
        _ => None,
    };
    let txn = desk.begin().await?;
    let Some(letter) = Entity::find_by_id(claimed.letter.id).one(&txn).await? else {
        return Ok(());
    };
    if letter.done_at.is_some() {
        return Ok(());
    }
    let attempts = letter.attempts + 1;
    let next = now + pause(attempts, letter.id);
    let last = point.unwrap_or(DateTime::<Utc>::MAX_UTC).min(letter.written_at + GIVE_UP);
    let mut row = letter.into_active_model();
    row.attempts = Set(attempts);
    row.claimed_until = Set(None);
    let done = match outcome {
        Outcome::Sent => Some(("sent", None)),
        Outcome::Never(why) => Some(("refused", Some(why))),
        Outcome::Later(why) if next > last => Some(("too_late", Some(why))),
        Outcome::Later(why) => {
            row.due_at = Set(next);
            row.answer = Set(Some(why));
            None
        }
    };
    if let Some((outcome, answer)) = done {
        row.done_at = Set(Some(now));
        row.outcome = Set(Some(outcome.to_owned()));
        row.answer = Set(answer);
    }
    row.update(&txn).await?;
    Ok(txn.commit().await?)
}

/// About 1, 5 and 15 minutes, then hourly; a little later for some than for others, so that a relay
/// that comes back is not overrun.
fn pause(attempts: i64, id: i64) -> TimeDelta {
    let minutes = match attempts {
        ..=1 => 1,
        2 => 5,
        3 => 15,
        _ => 60,
    };
    TimeDelta::seconds(minutes * 60 + (id % 8) * minutes)
}

async fn point_of(desk: &Desk, letter: &Posted) -> Result<Option<DateTime<Utc>>> {
    let Some(id) = letter.rsvp_id else { return Ok(point(letter, None)) };
    let Some(rsvp) = rsvp::Entity::find_by_id(id).one(desk.read()).await? else {
        return Ok(None);
    };
    let event = event::Entity::find_by_id(rsvp.event_id).one(desk.read()).await?;
    Ok(point(letter, event.and_then(|event| event.over_at)))
}

/// When the letter stops making sense: after the event, once what it offers has run out, or once
/// somebody would have asked anew.
pub(super) fn point(letter: &Posted, over_at: Option<DateTime<Utc>>) -> Option<DateTime<Utc>> {
    match letter.kind {
        Kind::SignIn => return Some(letter.written_at + Purpose::Mailed.life()),
        Kind::Mine => return Some(letter.written_at + mine::ANEW),
        _ => {}
    }
    let over_at = over_at.filter(|over| *over > letter.written_at);
    letter.useless_from.into_iter().chain(over_at).min()
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::pause;

    #[test]
    fn pauses_grow_to_an_hour() {
        let minutes: Vec<i64> = (1..=6).map(|attempts| pause(attempts, 0).num_minutes()).collect();
        assert_eq!(minutes, [1, 5, 15, 60, 60, 60]);
        assert!(pause(4, 7) < TimeDelta::minutes(68));
    }
}
