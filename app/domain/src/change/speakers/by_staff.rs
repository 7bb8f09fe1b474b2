//! What staff see of the changes that speakers of an event are yet to be told, and what they can do.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::differing::Change;
use super::notice::{self, Notice};
use super::reckoning::Reckoned;
use crate::agenda;
use crate::change::by_staff::noted;
use crate::desk::Desk;
use crate::errand::{self, Kind};
use crate::error::{Error, Result};
use crate::event::{self, Event};
use crate::line_up;
use crate::speaker::{self, contact};
use crate::staff::Staff;
use crate::{journal, time};

/// The control for the sentence: the one for guests stands on the same page.
const NOTE: &str = "speakers_note";

const CHANGED_SINCE: Error = Error::NotNow(
    "The event has changed since you looked. Please read again what its speakers would be told.",
);
const NOTHING_LEFT: Error = Error::NotNow("No speaker is left who does not know of it.");

/// What speakers of an event are yet to be told.
#[derive(Clone)]
pub struct ForSpeakers {
    /// The event's revision, which deeds must name.
    pub revision: i64,
    /// Who, and of what, by name.
    pub people: Vec<ToTell>,
    /// What is said beside it.
    pub note: String,
    /// Whom no letter reaches: number and name of those who come and have no address.
    pub unreached: Vec<(i64, String)>,
}

/// A speaker who is yet to be told something.
#[derive(Clone)]
pub struct ToTell {
    /// Row number.
    pub id: i64,
    /// The name, for staff.
    pub name: String,
    /// What is different for them.
    pub changes: Vec<Change>,
    /// When they are told.
    pub when: Reach,
}

/// When somebody is told, if a letter reaches them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// At this moment: in words, and for machines.
    At(String, DateTime<Utc>),
    /// Now.
    Now,
    /// There is no address for them.
    Never,
}

crate::private::private!(ForSpeakers, ToTell);

/// What waits for speakers, in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeakersWait {
    /// For how many.
    pub people: usize,
    /// When the first of them are told, in words; nothing when that is now.
    pub at: Option<String>,
    /// The same for machines.
    pub instant: Option<DateTime<Utc>>,
}

/// What waits to be told to the speakers of an event.
///
/// # Errors
/// `NotFound`.
pub async fn for_speakers(desk: &Desk, staff: &Staff, event_id: i64) -> Result<ForSpeakers> {
    let (db, now) = (desk.read(), desk.now());
    let event = event::for_staff(db, staff, event_id).await?;
    let waiting = waiting(db, &event, now).await?;
    let note = waiting.iter().find_map(|(row, _)| row.note.clone()).unwrap_or_default();
    let mut people = vec![];
    for (row, reckoned) in waiting {
        let contact = contact::of(db, row.speaker_id).await?;
        let due = row.due_at.filter(|due| *due > now);
        let when = match due {
            _ if contact.email.is_none() && contact.assistant_email.is_none() => Reach::Never,
            Some(due) => Reach::At(time::moment(due, event.zone()), due),
            None => Reach::Now,
        };
        let name = speaker::by_id(db, row.speaker_id).await?.on_paper();
        people.push(ToTell { id: row.speaker_id, name, changes: reckoned.changes, when });
    }
    people.sort_by(|one, other| one.name.cmp(&other.name));
    let unreached = unreached(desk, staff, event_id).await?;
    Ok(ForSpeakers { revision: event.revision, people, note, unreached })
}

/// The same in one line; nothing where nothing waits.
///
/// # Errors
/// `NotFound`.
pub async fn speakers_in_short(
    desk: &Desk,
    staff: &Staff,
    event_id: i64,
) -> Result<Option<SpeakersWait>> {
    let told = for_speakers(desk, staff, event_id).await?.people.into_iter();
    let reached: Vec<ToTell> = told.filter(|one| one.when != Reach::Never).collect();
    let first = reached.iter().filter_map(|one| match &one.when {
        Reach::At(words, at) => Some((*at, words.clone())),
        Reach::Now | Reach::Never => None,
    });
    let first = first.min().filter(|_| reached.iter().all(|one| one.when != Reach::Now));
    let (instant, at) = first.unzip();
    Ok((!reached.is_empty()).then_some(SpeakersWait { people: reached.len(), at, instant }))
}

/// Who of the line-up comes and has no address here, by number and name: staff tell them themselves.
///
/// # Errors
/// The database fails.
pub async fn unreached(desk: &Desk, _: &Staff, event_id: i64) -> Result<Vec<(i64, String)>> {
    let db = desk.read();
    let line_up = line_up::of_event(db, event_id).await?;
    let here = line_up.appearances().iter().filter(|one| !one.is_out());
    let people: BTreeSet<i64> = here.filter_map(|one| one.speaker_id).collect();
    let mut unreached = vec![];
    for id in people {
        let contact = contact::of(db, id).await?;
        if contact.email.is_none() && contact.assistant_email.is_none() {
            unreached.push((id, speaker::by_id(db, id).await?.on_paper()));
        }
    }
    Ok(unreached)
}

/// Those for whom something of this event is gathered, with what that comes to now.
async fn waiting<C: ConnectionTrait>(
    db: &C,
    event: &Event,
    now: DateTime<Utc>,
) -> Result<Vec<(Notice, Reckoned)>> {
    let mut waiting = vec![];
    for row in notice::at_event(db, event.id).await?.into_iter().filter(Notice::waits) {
        let part = agenda::part_at(db, row.speaker_id, event.clone()).await?;
        let reckoned = Reckoned::of(&part, &row, now);
        if reckoned.is_untold() {
            waiting.push((row, reckoned));
        }
    }
    Ok(waiting)
}

/// Keeps a sentence that goes into the letters to speakers about the change that waits.
///
/// # Errors
/// `NotFound`; `Invalid` on `speakers_note`; `NotNow` when nothing waits any more.
pub async fn set_speakers_note(
    desk: &Desk,
    staff: &Staff,
    event_id: i64,
    note: &str,
) -> Result<()> {
    let note = noted(NOTE, note)?;
    let (txn, now) = (desk.begin().await?, desk.now());
    let event = event::locked(&txn, event_id).await?;
    let waiting = waiting(&txn, &event, now).await?;
    if waiting.is_empty() {
        return Err(Error::NotNow("Nothing waits to be told any more."));
    }
    for (row, _) in waiting {
        Notice { note: note.clone(), ..row }.keep(&txn).await?;
    }
    let entry = journal::by(staff, "wrote a sentence beside a change for speakers").event(event.id);
    entry.write(&txn, now).await?;
    Ok(txn.commit().await?)
}

/// Has the speakers told at once, with this sentence and with whatever else waits for them;
/// `revision` is the event's that staff looked at.
///
/// # Errors
/// `NotFound`; `Invalid` on `speakers_note`; `NotNow` when it is not what they looked at any more.
pub async fn tell_speakers_now(
    desk: &Desk,
    staff: &Staff,
    event_id: i64,
    revision: i64,
    note: &str,
) -> Result<()> {
    let note = noted(NOTE, note)?;
    let (txn, waiting) = looked_at(desk, event_id, revision).await?;
    let now = desk.now();
    for (row, _) in waiting {
        let speaker_id = row.speaker_id;
        let began_at = Some(row.began(now));
        let due_at = Some(now);
        Notice { began_at, due_at, note: note.clone(), ..row }.keep(&txn).await?;
        errand::set(&txn, Kind::SpeakerChange, speaker_id, now, now).await?;
    }
    let entry = journal::by(staff, "had speakers told of a change at once").event(event_id);
    entry.write(&txn, now).await?;
    txn.commit().await?;
    desk.ring();
    Ok(())
}

/// Tells no speaker of what has changed so far. What nobody was told counts as known.
///
/// # Errors
/// `NotFound`; `NotNow` when it is not what they looked at any more.
pub async fn mute_speakers(desk: &Desk, staff: &Staff, event_id: i64, revision: i64) -> Result<()> {
    let (txn, waiting) = looked_at(desk, event_id, revision).await?;
    let now = desk.now();
    let number = i64::try_from(waiting.len()).unwrap_or(i64::MAX);
    for (row, reckoned) in waiting {
        row.rests().knowing(Some(&reckoned.told()))?.keep(&txn).await?;
    }
    let entry = journal::by(staff, "told no speaker of a change").event(event_id).number(number);
    entry.write(&txn, now).await?;
    Ok(txn.commit().await?)
}

/// The event, locked, while it is still what staff looked at, with those who wait.
async fn looked_at(
    desk: &Desk,
    event_id: i64,
    revision: i64,
) -> Result<(DatabaseTransaction, Vec<(Notice, Reckoned)>)> {
    let txn = desk.begin().await?;
    let event = event::locked(&txn, event_id).await?;
    if event.revision != revision {
        return Err(CHANGED_SINCE);
    }
    let waiting = waiting(&txn, &event, desk.now()).await?;
    if waiting.is_empty() { Err(NOTHING_LEFT) } else { Ok((txn, waiting)) }
}
