//! Who is written to, and when: staff send the link, and everybody who is to speak somewhere gets it
//! once by itself, some minutes after it became public, so that several events make one letter.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ConnectionTrait;

use super::part::Part;
use super::parts;
use super::shown::{Item, agenda_of};
use crate::change;
use crate::desk::Desk;
use crate::errand::{self, Kind};
use crate::error::{Error, Result};
use crate::event::{self, Event};
use crate::journal;
use crate::outbox;
use crate::speaker::{self, Speaker, contact};
use crate::staff::Staff;

/// Whoever publishes one event often publishes the next within it, and may still correct a name.
const PAUSE: TimeDelta = TimeDelta::minutes(10);

/// What the letter tells.
pub(crate) struct Told {
    /// Whose schedule it is, as printed.
    pub name: String,
    /// Nothing is to be told by what a glance can catch.
    pub discreet: bool,
    /// Where they are wanted next.
    pub next: Option<Item>,
    /// How many others are to come after it.
    pub more: usize,
}

/// Mails the link to a speaker and their assistant, each their own, at once.
///
/// # Errors
/// `NotNow` where no address is known; `NotFound`.
pub async fn mail(desk: &Desk, staff: &Staff, speaker_id: i64) -> Result<()> {
    let (txn, now) = (desk.begin().await?, desk.now());
    speaker::by_id(&txn, speaker_id).await?;
    if !outbox::post_schedule(desk, &txn, speaker_id, true).await? {
        return Err(Error::NotNow("There is no address to mail the link to."));
    }
    let entry = journal::by(staff, "mailed a speaker the link to their schedule");
    entry.speaker(speaker_id).write(&txn, now).await?;
    txn.commit().await?;
    desk.ring();
    Ok(())
}

/// Has somebody written to who has something to come and never had the link.
pub(super) async fn look<C: ConnectionTrait>(
    txn: &C,
    speaker_id: i64,
    part: &Part,
    now: DateTime<Utc>,
) -> Result<()> {
    if !is_wanted(part, now) || outbox::was_schedule_written(txn, speaker_id).await? {
        return Ok(());
    }
    set(txn, speaker_id, now).await
}

/// By the first of their events to be seen.
async fn set<C: ConnectionTrait>(txn: &C, speaker_id: i64, now: DateTime<Utc>) -> Result<()> {
    let parts = parts(txn, speaker_id).await?;
    let wanted = parts.iter().filter(|part| is_wanted(part, now));
    let seen = wanted.map(|part| part.event.visible_from.map_or(now, |from| from.max(now)));
    match seen.min() {
        Some(from) => errand::set(txn, Kind::Schedule, speaker_id, from + PAUSE, now).await,
        None => Ok(()),
    }
}

/// The same for all events of somebody whose address was just learned.
pub(crate) async fn wanted<C: ConnectionTrait>(
    txn: &C,
    speaker_id: i64,
    now: DateTime<Utc>,
) -> Result<()> {
    if outbox::was_schedule_written(txn, speaker_id).await? {
        return change::learned_address(txn, speaker_id, now).await;
    }
    set(txn, speaker_id, now).await
}

/// Published, at once or later, still to come, and they are in it.
fn is_wanted(part: &Part, now: DateTime<Utc>) -> bool {
    may_tell(&part.event) && !part.is_out() && !part.is_past(now)
}

/// Whether an event may bring its speakers their first link.
pub(super) fn may_tell(event: &Event) -> bool {
    let published = event.state == Some(event::State::Published) && event.deleted_at.is_none();
    published && !event.links_by_hand
}

/// The first letter with the link, if it is still wanted; there is nothing more to do then.
///
/// # Errors
/// `NotFound` for a speaker who is gone.
pub(crate) async fn mail_first<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    speaker_id: i64,
) -> Result<Option<DateTime<Utc>>> {
    let now = desk.now();
    speaker::by_id(txn, speaker_id).await?;
    if outbox::was_schedule_written(txn, speaker_id).await? {
        return Ok(None);
    }
    let parts = parts(txn, speaker_id).await?;
    let wanted: Vec<&Part> = parts.iter().filter(|part| is_wanted(part, now)).collect();
    if wanted.iter().any(|part| part.event.is_public(now)) {
        outbox::post_schedule(desk, txn, speaker_id, false).await?;
        return Ok(None);
    }
    let later = wanted.iter().filter_map(|part| part.event.visible_from).min();
    Ok(later.map(|from| from + PAUSE))
}

/// What a speaker has at one event, as their page shows it; nothing where it does not.
///
/// # Errors
/// `NotFound` for a speaker who is gone.
pub(crate) async fn part_shown(
    desk: &Desk,
    speaker_id: i64,
    event_id: i64,
) -> Result<Option<Item>> {
    let speaker = speaker::by_id(desk.read(), speaker_id).await?;
    let agenda = agenda_of(desk, speaker, false).await?;
    let mut all = agenda.next.into_iter().chain(agenda.coming).chain(agenda.past);
    Ok(all.find(|item| item.event_id == event_id))
}

/// What a letter to this speaker tells now, and the assistant's name for the greeting.
///
/// # Errors
/// `NotFound`.
pub(crate) async fn told(desk: &Desk, speaker_id: i64) -> Result<(Told, Option<String>)> {
    let speaker: Speaker = speaker::by_id(desk.read(), speaker_id).await?;
    let contact = contact::of(desk.read(), speaker_id).await?;
    let (name, discreet) = (speaker.printed(), speaker.discreet);
    let agenda = agenda_of(desk, speaker, false).await?;
    let more = agenda.coming.len();
    Ok((Told { name, discreet, next: agenda.next, more }, contact.assistant_name))
}
