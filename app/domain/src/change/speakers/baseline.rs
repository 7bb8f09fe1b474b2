//! The first telling: the letter with the link to the schedule.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;

use super::facts::Facts;
use super::look::learned_address;
use super::notice::{self, Notice};
use super::reckoning::Reckoned;
use super::reckoning::Turn;
use crate::agenda;
use crate::error::Result;
use crate::outbox;

/// Whoever gets the link now knows what they have by it: what they were not told before, and, until a
/// first one has left, everything.
pub(crate) async fn schedule_is_told<C: ConnectionTrait>(
    txn: &C,
    speaker_id: i64,
    now: DateTime<Utc>,
) -> Result<()> {
    let is_first = !outbox::was_schedule_sent(txn, speaker_id).await?;
    for part in agenda::parts(txn, speaker_id).await? {
        let notice = notice::of(txn, speaker_id, part.event.id).await?;
        let reckoned = Reckoned::of(&part, &notice, now);
        let facts: &Facts = &reckoned.facts;
        if !facts.comes || (!is_first && notice.told.is_some()) {
            continue;
        }
        match reckoned.turn {
            Turn::Now if part.event.is_public(now) => {
                notice.told(facts, now)?.keep(txn).await?;
            }
            // The letter says nothing of it, and is the only first one.
            Turn::From(_) if reckoned.is_untold() && !notice.waits() => {
                let due = reckoned.due_at(&part.event, now, now);
                let (began_at, due_at) = (Some(now), Some(due));
                Notice { began_at, due_at, ..notice }.keep(txn).await?;
            }
            _ => {}
        }
    }
    learned_address(txn, speaker_id, now).await
}
