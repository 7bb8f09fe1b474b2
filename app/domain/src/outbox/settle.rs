//! Settling: what became of a letter, and when it is tried again.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;

use super::claim::Claimed;
use super::mailing::stays_stopped;
use super::{ActiveModel, COLUMN, Entity, Kind, Posted};
use crate::desk::Desk;
use crate::error::Result;
use crate::event;
use crate::mailing::{self, Mailing};
use crate::rsvp::mine;
use crate::sign_in::Purpose;

/// RFC 5321 §4.5.4.1: a client gives up after four to five days at the earliest.
pub(super) const GIVE_UP: TimeDelta = TimeDelta::days(5);

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

/// Writes down what became of a claimed letter, unless that is known already.
pub async fn settle(desk: &Desk, claimed: &Claimed, outcome: Outcome) -> Result<()> {
    let (now, letter) = (desk.now(), &claimed.letter);
    let attempts = letter.attempts + 1;
    let mut row =
        ActiveModel { attempts: Set(attempts), claimed_until: Set(None), ..Default::default() };
    let may_be_stopped = letter.kind == Kind::Group && matches!(outcome, Outcome::Later(_));
    let done = match outcome {
        Outcome::Sent => Some(("sent", None)),
        Outcome::Never(why) => Some(("refused", Some(why))),
        Outcome::Later(why) => {
            let next = now + pause(attempts, letter.id);
            if next > last(desk, letter).await? {
                Some(("too_late", Some(why)))
            } else {
                row.due_at = Set(next);
                row.answer = Set(Some(why));
                None
            }
        }
    };
    if let Some((outcome, answer)) = done {
        row.done_at = Set(Some(now));
        row.outcome = Set(Some(outcome.to_owned()));
        row.answer = Set(answer);
    }
    // One statement: a transaction would keep replies waiting for longer.
    let settle = Entity::update_many().set(row).filter(COLUMN.id.eq(letter.id));
    let settle = settle.filter(COLUMN.done_at.is_null());
    if !may_be_stopped {
        settle.exec(desk.write()).await?;
        return Ok(());
    }
    // What the row itself says holds also where it is being stopped at this very moment.
    let settled = settle.filter(COLUMN.useless_from.is_null()).exec(desk.write()).await?;
    if settled.rows_affected == 0 {
        stays_stopped(desk, letter, attempts, now).await?;
    }
    Ok(())
}

/// The last moment at which another attempt makes sense.
async fn last(desk: &Desk, letter: &Posted) -> Result<DateTime<Utc>> {
    let give_up = letter.written_at + GIVE_UP;
    Ok(point_of(desk, letter).await?.map_or(give_up, |point| point.min(give_up)))
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
    let mailing = letter.mailing_id.filter(|_| letter.kind == Kind::Group);
    let mailings = mailing::these(desk.read(), mailing.into_iter()).await?;
    let outlives = mailings.iter().any(Mailing::outlives_its_event);
    let Some(id) = letter.event_id.filter(|_| !outlives) else { return Ok(point(letter, None)) };
    let event = event::Entity::find_by_id(id).one(desk.read()).await?;
    Ok(point(letter, event.and_then(|event| event.over_at)))
}

/// Why the letter makes no sense any more, if it does not.
pub(super) fn pointless(
    letter: &Posted,
    over_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Option<&'static str> {
    let end = point(letter, over_at).filter(|end| *end <= now)?;
    Some(match letter.kind {
        Kind::SignIn | Kind::Mine => "nobody waits for it any more",
        Kind::Reminder | Kind::SpeakerReminder => "the event had begun before it could go",
        Kind::ScheduleChanged => "the event was over before it could go",
        _ if letter.useless_from == Some(end) => "what it offers has run out",
        _ => "the event was over before it could go",
    })
}

/// When the letter stops making sense: after the event, which is nothing to letters that outlive it,
/// once what it offers has run out, or once
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
