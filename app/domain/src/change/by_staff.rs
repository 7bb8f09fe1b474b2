//! What staff see of the changes that wait to be told, and what they can do about them.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{DatabaseTransaction, QuerySelect as _};

use super::counts::Counts;
use super::facts::Difference;
use super::known::{Reckoning, reckon};
use super::notice::{LONGEST, MINUTES, Notice};
use super::tell::{due_at, is_over, look, portion};
use crate::desk::Desk;
use crate::errand::{self, Kind};
use crate::error::{Error, Result};
use crate::event::{self, Event};
use crate::rsvp::Rsvp;
use crate::staff::Staff;
use crate::{journal, rsvp, text, time};

/// The longest sentence beside a change, in characters.
pub const LONGEST_NOTE: usize = 500;

/// So many names are listed.
const NAMES: usize = 200;

const CHANGED_SINCE: Error = Error::NotNow(
    "The event, or who comes, has changed since you looked. Please read again what would be told.",
);

/// What waits to be told, in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waits {
    /// To how many people.
    pub people: usize,
    /// How many of them stand where.
    pub counts: Counts,
    /// When, in words; nothing when it is being told now.
    pub at: Option<String>,
    /// The same for machines.
    pub instant: Option<DateTime<Utc>>,
}

/// What waits to be told to those who know the same.
#[derive(Clone)]
pub struct Case {
    /// What is different for them.
    pub differences: Vec<Difference>,
    /// How many stand where.
    pub counts: Counts,
    /// Number and name of each RSVP, the first ones.
    pub people: Vec<(i64, String)>,
    /// How many more there are.
    pub more: usize,
}

/// All that staff see of it.
#[derive(Clone)]
pub struct Gathered {
    /// The event's revision, which deeds must name.
    pub revision: i64,
    /// What waits.
    pub waits: Option<Waits>,
    /// The same for each that has something else to hear.
    pub cases: Vec<Case>,
    /// What is said beside it.
    pub note: String,
    /// Minutes for which changes are gathered.
    pub minutes: i64,
}

crate::private::private!(Case, Gathered);

/// What waits to be told about an event; nothing when nothing does.
///
/// # Errors
/// `NotFound`.
pub async fn waits(desk: &Desk, staff: &Staff, event_id: i64) -> Result<Option<Waits>> {
    let event = event::for_staff(desk.read(), staff, event_id).await?;
    let notice = Notice::of(desk.read(), event_id).await?;
    if notice.began_at.is_none() {
        return Ok(None);
    }
    let reckoning = waiting(desk, &event, &notice).await?;
    Ok(in_short(&event, &notice, &reckoning, desk.now()))
}

/// The same about the event of one guest; nothing when they are not among those who are told.
///
/// # Errors
/// `NotFound`.
pub(crate) async fn waits_for(desk: &Desk, staff: &Staff, rsvp: &Rsvp) -> Result<Option<Waits>> {
    let event = event::for_staff(desk.read(), staff, rsvp.event_id).await?;
    let notice = Notice::of(desk.read(), event.id).await?;
    if notice.began_at.is_none() {
        return Ok(None);
    }
    let reckoning = waiting(desk, &event, &notice).await?;
    let is_told = reckoning.people.iter().any(|person| person.rsvp_id == rsvp.id);
    Ok(in_short(&event, &notice, &reckoning, desk.now()).filter(|_| is_told))
}

/// The same with all that is told, and to whom.
///
/// # Errors
/// `NotFound`.
pub async fn gathered(desk: &Desk, staff: &Staff, event_id: i64) -> Result<Gathered> {
    let event = event::for_staff(desk.read(), staff, event_id).await?;
    let notice = Notice::of(desk.read(), event_id).await?;
    let reckoning = waiting(desk, &event, &notice).await?;
    let waits = in_short(&event, &notice, &reckoning, desk.now());
    Ok(Gathered {
        revision: event.revision,
        waits,
        cases: cases(desk, &reckoning).await?,
        minutes: notice.minutes.unwrap_or(MINUTES),
        note: notice.note.unwrap_or_default(),
    })
}

/// Who is yet to be told of what; nobody while nobody may see the event, and once it is over.
pub(super) async fn waiting(desk: &Desk, event: &Event, notice: &Notice) -> Result<Reckoning> {
    let now = desk.now();
    if !event.is_public(now) || is_over(event, now) {
        return Ok(Reckoning::default());
    }
    reckon(desk.read(), event, notice, now).await
}

fn in_short(
    event: &Event,
    notice: &Notice,
    reckoning: &Reckoning,
    now: DateTime<Utc>,
) -> Option<Waits> {
    let due = due_at(event, notice, reckoning, now);
    let instant = (due > now).then_some(due);
    let at = instant.map(|due| time::moment(due, event.zone()));
    let people = reckoning.people.len();
    let counts = Counts::of(reckoning.people.iter().map(|person| person.standing));
    (people > 0).then_some(Waits { people, counts, at, instant })
}

/// Those who hear the same are shown together, whatever they knew before.
async fn cases(desk: &Desk, reckoning: &Reckoning) -> Result<Vec<Case>> {
    let mut cases: Vec<(Case, Vec<i64>)> = vec![];
    for person in &reckoning.people {
        let Some(told) = reckoning.cases.get(person.case) else { continue };
        let at = cases.iter().position(|(case, _)| case.differences == told.differences);
        let at = at.unwrap_or_else(|| {
            let differences = told.differences.clone();
            let case = Case { differences, counts: Counts::default(), people: vec![], more: 0 };
            cases.push((case, vec![]));
            cases.len() - 1
        });
        let (case, ids) = &mut cases[at];
        case.counts.add(person.standing);
        ids.push(person.rsvp_id);
    }
    let mut shown = vec![];
    for (case, ids) in cases {
        let people = names(desk, &ids[..ids.len().min(NAMES)]).await?;
        shown.push(Case { people, more: ids.len().saturating_sub(NAMES), ..case });
    }
    Ok(shown)
}

async fn names(desk: &Desk, ids: &[i64]) -> Result<Vec<(i64, String)>> {
    let mut names: Vec<(i64, String)> = rsvp::Entity::find()
        .filter(rsvp::COLUMN.id.is_in(ids.iter().copied()))
        .select_only()
        .columns([rsvp::Column::Id, rsvp::Column::Name])
        .into_tuple()
        .all(desk.read())
        .await?;
    names.sort_by_key(|(id, _)| ids.iter().position(|known| known == id));
    Ok(names)
}

/// Keeps a sentence that goes into every letter about the change that waits.
///
/// # Errors
/// `NotFound`; `Invalid` on `note`; `NotNow` when nothing waits any more.
pub async fn set_note(desk: &Desk, staff: &Staff, event_id: i64, note: &str) -> Result<()> {
    let note = noted("note", note)?;
    let txn = desk.begin().await?;
    let event = event::locked(&txn, event_id).await?;
    let notice = Notice::of(&txn, event_id).await?;
    if notice.began_at.is_none() || is_over(&event, desk.now()) {
        return Err(Error::NotNow("Nothing waits to be told any more."));
    }
    Notice { note, ..notice }.keep(&txn).await?;
    let entry = journal::by(staff, "wrote a sentence beside a change").event(event.id);
    entry.write(&txn, desk.now()).await?;
    Ok(txn.commit().await?)
}

pub(super) fn noted(field: &'static str, note: &str) -> Result<Option<String>> {
    let too_long = "Please keep it below 500 characters.";
    text::paragraph(field, note, LONGEST_NOTE, too_long).map_err(|slip| Error::Invalid(vec![slip]))
}

/// Tells the change at once, with this sentence; `revision` is the event's that staff looked at.
///
/// # Errors
/// `NotFound`; `Invalid` on `note`; `NotNow` when it is not what they looked at any more.
pub async fn tell_now(
    desk: &Desk,
    staff: &Staff,
    event_id: i64,
    revision: i64,
    note: &str,
) -> Result<()> {
    let note = noted("note", note)?;
    let (txn, event, notice, reckoning) = looked_at(desk, event_id, revision).await?;
    let now = desk.now();
    journal::by(staff, "had a change told at once").event(event.id).write(&txn, now).await?;
    let notice = Notice { note, ..notice };
    if let Some(next) = portion(desk, &txn, &event, notice, &reckoning).await? {
        errand::set(&txn, Kind::Change, event.id, next, now).await?;
    }
    txn.commit().await?;
    desk.ring();
    Ok(())
}

/// Tells nobody of what has changed so far. That cannot be undone: what nobody was told counts as known.
///
/// # Errors
/// `NotFound`; `NotNow` when it is not what they looked at any more.
pub async fn mute(desk: &Desk, staff: &Staff, event_id: i64, revision: i64) -> Result<()> {
    let (txn, event, notice, reckoning) = looked_at(desk, event_id, revision).await?;
    let number = i64::try_from(reckoning.people.len()).unwrap_or(i64::MAX);
    let entry = journal::by(staff, "told nobody of a change").event(event.id).number(number);
    entry.write(&txn, desk.now()).await?;
    notice.told(event.revision).keep(&txn).await?;
    Ok(txn.commit().await?)
}

/// The event, locked, while it is still what staff looked at.
async fn looked_at(
    desk: &Desk,
    event_id: i64,
    revision: i64,
) -> Result<(DatabaseTransaction, Event, Notice, Reckoning)> {
    let txn = desk.begin().await?;
    let event = event::locked(&txn, event_id).await?;
    let (notice, now) = (Notice::of(&txn, event_id).await?, desk.now());
    if event.revision != revision || !event.is_public(now) || is_over(&event, now) {
        return Err(CHANGED_SINCE);
    }
    let reckoning = reckon(&txn, &event, &notice, now).await?;
    if reckoning.people.is_empty() {
        return Err(Error::NotNow("Nobody is left who does not know of it."));
    }
    crate::outbox::overtake_changes(&txn, &reckoning.untrue, now).await?;
    Ok((txn, event, notice, reckoning))
}

/// For how many minutes changes are gathered from now on; also those that wait.
///
/// # Errors
/// `NotFound`; `Invalid` on `minutes`.
pub async fn set_gathering(desk: &Desk, staff: &Staff, event_id: i64, minutes: &str) -> Result<()> {
    let asked = minutes.trim().parse().ok().filter(|minutes| (0..=LONGEST).contains(minutes));
    let wrong = || Error::invalid("minutes", "Please write a number of minutes from 0 to 1440.");
    let minutes: i64 = asked.ok_or_else(wrong)?;
    let txn = desk.begin().await?;
    let event = event::locked(&txn, event_id).await?;
    let (notice, now) = (Notice::of(&txn, event_id).await?, desk.now());
    Notice { minutes: Some(minutes), ..notice }.keep(&txn).await?;
    let entry = journal::by(staff, "changed how long changes are gathered").event(event.id);
    entry.write(&txn, now).await?;
    look(&txn, &event, now).await?;
    txn.commit().await?;
    Ok(())
}
