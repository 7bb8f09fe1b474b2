//! The calendar part of a letter, and the guest's own entry as a file.
//!
//! An entry keeps its UID for ever. Its SEQUENCE is the RSVP's own count and the event's `moves` on top
//! of it: both only rise, so that whatever was written later counts as newer, whoever moved.

use sea_orm::entity::prelude::*;

use crate::calendar::{self, Entry, Method};
use crate::change::Told;
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::{self, Event, edition};
use crate::line_up;
use crate::outbox::{Kind, Posted};
use crate::rsvp::{Rsvp, Standing};
use crate::site::{self, Site};

/// Where an entry of who takes part online takes place.
const ONLINE: &str = "Online";

/// The calendar part, if the letter has one, as things are now; an event without a date has none.
///
/// What does not take place on its day is taken out of the calendar (RFC 5546 §3.2.5), also of one that
/// was postponed: the entry comes back with the new day.
pub(super) async fn calendar_part(
    desk: &Desk,
    site: &Site,
    posted: &Posted,
    rsvp: &Rsvp,
    event: &Event,
) -> Result<Option<(&'static str, String)>> {
    let Some(method) = posted.calendar.as_deref() else { return Ok(None) };
    let sequence = sequence(posted.sequence, event);
    let withheld = line_up::withheld(desk.read(), desk.now()).await?;
    let entry = |event: &Event| {
        let event = &withheld.event(event.clone());
        event::entry(desk, site, event, rsvp.uid.clone(), sequence, posted.written_at)
    };
    let (entry, takes_place) = match entry(event) {
        None => (last_entry(desk, posted, event).await?.as_ref().and_then(entry), false),
        known => (known, !event.is_called_off()),
    };
    let Some(entry) = entry else { return Ok(None) };
    // Whatever this letter was about, the newest state of things wins.
    let stays = takes_place && (method == "REQUEST" || posted.kind == Kind::EventChanged);
    let (method, name) =
        if stays { (Method::Request, "REQUEST") } else { (Method::Cancel, "CANCEL") };
    // Calendars take an invitation only for an address of their own (RFC 5546 §3.2.2).
    let attendee = Some(posted.recipient.clone());
    let entry = Entry { attendee, ..theirs(entry, rsvp) };
    let entry = if stays { entry } else { gone(entry) };
    Ok(Some((name, calendar::render(method, None, &[entry]))))
}

fn sequence(own: i64, event: &Event) -> u32 {
    u32::try_from(own + event.moves).unwrap_or(u32::MAX)
}

/// The event as it was when the reader of a letter about changes heard of it last: one that has lost its
/// date still stands in their calendar on that day.
async fn last_entry(desk: &Desk, posted: &Posted, event: &Event) -> Result<Option<Event>> {
    let told = posted.changes.as_deref().and_then(Told::read);
    let Some(told) = told.filter(|_| posted.kind == Kind::EventChanged) else { return Ok(None) };
    let edition = edition::at_or_after(desk.read(), event.id, told.base).await?;
    let document = edition.and_then(|edition| edition.document());
    Ok(document.map(|document| event::record(&document, Some(event), posted.written_at)))
}

fn theirs(mut entry: Entry, rsvp: &Rsvp) -> Entry {
    if rsvp.online {
        entry.place = Some(ONLINE.to_owned());
    }
    if rsvp.discreet { entry.discreet() } else { entry }
}

fn gone(entry: Entry) -> Entry {
    Entry { standing: calendar::Standing::Cancelled, ..entry }
}

/// The guest's own entry as a file, to take or to subscribe to: no attendee, no link of theirs.
///
/// # Errors
/// `NotFound` for who never had a seat, and for an event that has had no date since they replied.
pub(crate) async fn own_calendar(desk: &Desk, rsvp: &Rsvp) -> Result<String> {
    let event = event::Entity::find_by_id(rsvp.event_id).one(desk.read()).await?;
    let event = event.ok_or(Error::NotFound)?;
    let site = site::current(desk).await?;
    // The same SEQUENCE with a later stamp is newer, too (RFC 5546 §2.1.5): the title's line may have
    // been mended.
    let stamp = rsvp.changed_at.max(event.changed_at);
    let sequence = sequence(rsvp.sequence, &event);
    let withheld = line_up::withheld(desk.read(), desk.now()).await?;
    let entry = |event: &Event| {
        let event = &withheld.event(event.clone());
        event::entry(desk, &site, event, rsvp.uid.clone(), sequence, stamp)
    };
    // Many calendars keep what they have when a file is gone, so it says that nothing is left to go to.
    let (shown, takes_place) = match entry(&event) {
        None => (last_shown(desk, rsvp, &event, entry).await?, false),
        known => (known, event.deleted_at.is_none()),
    };
    let entry = theirs(shown.ok_or(Error::NotFound)?, rsvp);
    let entry = match rsvp.standing {
        Standing::Seated if takes_place => entry,
        Standing::Seated => gone(entry),
        // Who subscribed while they had a seat must not go on seeing it.
        _ if rsvp.sequence > 0 || rsvp.given_up_from == Some(Standing::Seated) => gone(entry),
        _ => return Err(Error::NotFound),
    };
    Ok(calendar::render(Method::Publish, None, &[entry]))
}

/// The entry on the last day that the event had since they replied.
async fn last_shown(
    desk: &Desk,
    rsvp: &Rsvp,
    event: &Event,
    entry: impl Fn(&Event) -> Option<Entry>,
) -> Result<Option<Entry>> {
    let mut revision = event.revision;
    while let Some(edition) = edition::before(desk.read(), event.id, revision).await? {
        if edition.revision < rsvp.seen_revision {
            break;
        }
        revision = edition.revision;
        let said = edition.document();
        let said = said.map(|document| event::record(&document, Some(event), event.changed_at));
        if let Some(entry) = said.as_ref().and_then(&entry) {
            return Ok(Some(entry));
        }
    }
    Ok(None)
}
