//! Looking at an event that was just written: which of its speakers have yet to be told something.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ConnectionTrait;

use super::notice::{self, Notice};
use super::reckoning::{Reckoned, Turn, gathered};
use crate::agenda::{self, Part};
use crate::change::notice::Notice as OfGuests;
use crate::errand::{self, Kind};
use crate::error::Result;
use crate::event::Event;
use crate::outbox;

/// What is the same for all of an event.
struct Round<'a> {
    event: &'a Event,
    gathering: TimeDelta,
    /// What staff say to those who wait already.
    note: Option<String>,
    now: DateTime<Utc>,
}

/// Looks at everybody who is or was in the event's line-up, each with what they have there. In the
/// transaction of each write of an event.
pub(crate) async fn look<C: ConnectionTrait>(
    txn: &C,
    event: &Event,
    parts: &[(i64, Part)],
    now: DateTime<Utc>,
) -> Result<()> {
    if parts.is_empty() {
        return Ok(());
    }
    let kept = notice::at_event(txn, event.id).await?;
    let round = Round {
        event,
        gathering: OfGuests::of(txn, event.id).await?.gathering(),
        note: kept.iter().find(|row| row.waits()).and_then(|row| row.note.clone()),
        now,
    };
    let ids = parts.iter().map(|(id, _)| *id);
    let heard: HashSet<i64> = outbox::had_schedule(txn, ids).await?;
    let mut kept: HashMap<i64, Notice> =
        kept.into_iter().map(|row| (row.speaker_id, row)).collect();
    for (id, part) in parts.iter().filter(|(id, _)| heard.contains(id)) {
        let row = kept.remove(id).unwrap_or_else(|| Notice::fresh(*id, event.id));
        round.look_at(txn, part, row).await?;
    }
    Ok(())
}

impl Round<'_> {
    async fn look_at<C: ConnectionTrait>(
        &self,
        txn: &C,
        part: &Part,
        mut row: Notice,
    ) -> Result<()> {
        let now = self.now;
        let mut reckoned = Reckoned::of(part, &row, now);
        let is_hidden = !matches!(reckoned.turn, Turn::Now | Turn::Over);
        let may_be_untrue = row.told.is_some() && (is_hidden || reckoned.is_untold());
        let overtaken = may_be_untrue && self.overtakes(txn, &row).await?;
        if overtaken {
            row = notice::of(txn, row.speaker_id, row.event_id).await?;
            reckoned = Reckoned::of(part, &row, now);
        }
        let looked_at = self.looked_at(row.clone(), &reckoned)?;
        // What seems over lies ahead again, should the clock be put back.
        let may_come_back = reckoned.turn == Turn::Over && !reckoned.changes.is_empty();
        if looked_at == row && !overtaken && !may_come_back {
            return Ok(());
        }
        let speaker_id = row.speaker_id;
        if looked_at != row {
            looked_at.keep(txn).await?;
        }
        let due = notice::first_due(txn, speaker_id).await?;
        let due = due.unwrap_or_else(errand::never);
        errand::set(txn, Kind::SpeakerChange, speaker_id, due, now).await
    }

    fn looked_at(&self, row: Notice, reckoned: &Reckoned) -> Result<Notice> {
        if let Some(facts) = reckoned.quietly() {
            return row.rests().knowing(Some(&facts));
        }
        if !reckoned.is_untold() {
            return Ok(row.rests());
        }
        let began = row.began(self.now);
        let gathered = gathered(began, self.gathering, self.now);
        let due = reckoned.due_at(self.event, gathered, self.now);
        // Staff may have said that they are told at once.
        let due = row.due_at.filter(|due| row.waits() && *due <= self.now).unwrap_or(due);
        let note = row.note.clone().or_else(|| self.note.clone());
        Ok(Notice { began_at: Some(began), due_at: Some(due), note, ..row })
    }

    /// Stops letters that have not left and tell something else: what they would have told is gathered
    /// again. Whether there was one.
    async fn overtakes<C: ConnectionTrait>(&self, txn: &C, row: &Notice) -> Result<bool> {
        let (speaker_id, now) = (row.speaker_id, self.now);
        let stopped = outbox::overtake_schedule_changes(txn, speaker_id, row.event_id, now).await?;
        let any = !stopped.is_empty();
        // What the first of them would have told is known to nobody, so it comes last.
        for told in stopped.into_iter().rev().flat_map(|told| told.events) {
            agenda::unbring(txn, &told.entries).await?;
            let kept = notice::of(txn, speaker_id, told.event).await?;
            let kept = kept.knowing(told.before.as_ref())?;
            let (began_at, due_at) = (Some(now), Some(now + self.gathering));
            Notice { began_at, due_at, note: told.note, ..kept }.keep(txn).await?;
        }
        Ok(any)
    }
}

/// Looks once more at all that a speaker has whose address was just learned.
pub(crate) async fn learned_address<C: ConnectionTrait>(
    txn: &C,
    speaker_id: i64,
    now: DateTime<Utc>,
) -> Result<()> {
    match notice::first_due(txn, speaker_id).await? {
        Some(due) => errand::set(txn, Kind::SpeakerChange, speaker_id, due.max(now), now).await,
        None => Ok(()),
    }
}
