//! An event as a calendar entry: one shape for feeds, for guests and for letters.
//!
//! Calendars are shared with employers and families, so an entry carries the public page's address
//! and nothing personal: no stream, no token, no speaker.

use chrono::{DateTime, Utc};

use super::{Event, State, listing, public};
use crate::briefing::Mode;
use crate::calendar::web::Planned;
use crate::calendar::{self, Entry, Method, Organizer, Span, Standing};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::line_up;
use crate::site::{self, Site};
use crate::text::said;
use crate::time::WallTime;
use crate::token::hashed;

/// The public event of this slug as a calendar file.
///
/// # Errors
/// `NotFound`, also for an event without any date.
pub async fn calendar_of_one(desk: &Desk, slug: &str) -> Result<String> {
    let event = public(desk.read(), slug, desk.now()).await?;
    let event = line_up::withheld(desk.read(), desk.now()).await?.event(event);
    let site = site::current(desk).await?;
    let entry = published(desk, &site, &event).ok_or(Error::NotFound)?;
    Ok(calendar::render(Method::Publish, None, &[entry]))
}

/// All public events that have a date, as a feed.
pub async fn calendar_of_all(desk: &Desk) -> Result<String> {
    let events = listing::all_public(desk).await?;
    let site = site::current(desk).await?;
    let withheld = line_up::withheld(desk.read(), desk.now()).await?;
    let published = |event| published(desk, &site, &withheld.event(event));
    let entries: Vec<Entry> = events.into_iter().filter_map(published).collect();
    Ok(calendar::render(Method::Publish, Some(&site.name), &entries))
}

fn published(desk: &Desk, site: &Site, event: &Event) -> Option<Entry> {
    // The page's address may change, and the entry stays the same one. What it is made of tells nothing.
    let of_it = hashed(&format!("event {} {}", event.id, event.created_at.timestamp_millis()));
    let uid = format!("{}@{}", &of_it[..32], desk.host());
    let sequence = u32::try_from(event.revision).unwrap_or(u32::MAX);
    entry(desk, site, event, uid, sequence, event.changed_at)
}

/// The entry of an event, for everybody; nothing if it has no date.
///
/// A postponed event is CANCELLED on the day that it had, and CONFIRMED with a higher SEQUENCE and the
/// same UID once it is on again. TENTATIVE would be wrong: it says that the day may yet hold (RFC 5545
/// §3.8.1.11), and Google, Outlook and Apple show such an entry like any other, so that people come to a
/// locked room. Of a cancelled one they show no hours, or strike them through.
pub(crate) fn entry(
    desk: &Desk,
    site: &Site,
    event: &Event,
    uid: String,
    sequence: u32,
    stamp: DateTime<Utc>,
) -> Option<Entry> {
    Some(entry_at(desk, site, event, (uid, sequence), (span(event)?, stamp)))
}

/// The same at other hours than the event's own, for who has a part in it.
pub(crate) fn entry_at(
    desk: &Desk,
    site: &Site,
    event: &Event,
    (uid, sequence): (String, u32),
    (span, stamp): (Span, DateTime<Utc>),
) -> Entry {
    let page = desk.link(&format!("/events/{}", event.slug));
    Entry {
        uid,
        sequence,
        stamp,
        standing: match event.state {
            Some(State::Cancelled | State::Postponed) => Standing::Cancelled,
            Some(State::Published | State::Draft) | None => Standing::Confirmed,
        },
        zone: event.zone(),
        span,
        title: event.title.clone(),
        place: location(event),
        description: Some(description(event, &page)),
        url: Some(page),
        organizer: Some(organizer(site)),
        attendee: None,
    }
}

/// When, for a calendar; nothing while it has no date.
pub(crate) fn span(event: &Event) -> Option<Span> {
    // A start without an end on the last of several days is no hour that a calendar could show.
    let open_ended = event.ends.is_none() && event.last_day() > event.first_day();
    if let Some(starts) = event.starts.filter(|_| !event.is_all_day() && !open_ended) {
        return Some(Span::Timed { starts, ends: event.ends });
    }
    let first = event.first_day().or(event.ends.map(WallTime::date))?;
    Some(Span::Days { first, last: event.last_day().unwrap_or(first) })
}

/// When and where, for the links of web calendars.
pub(super) fn planned(event: &Event) -> Option<Planned> {
    Some(Planned { zone: event.zone(), span: span(event)?, place: location(event) })
}

/// Where, for a calendar.
pub(crate) fn location(event: &Event) -> Option<String> {
    if event.mode() == Mode::Online { Some("Online".to_owned()) } else { rooms(event) }
}

/// Whether its guests' entries have to say something else now.
pub(super) fn has_moved(before: &Event, after: &Event) -> bool {
    // Who takes part in a hybrid event goes along when it is one no more.
    let said = |event: &Event| (span(event), location(event), event.mode(), event.title.clone());
    let is_off = |event: &Event| event.is_called_off() || event.deleted_at.is_some();
    let (was, is) = (is_off(before), is_off(after));
    said(before) != said(after) || before.zone() != after.zone() || was != is
}

/// `Room 2172, Rayburn House Office Building, Independence Avenue SW, …`.
pub(crate) fn rooms(event: &Event) -> Option<String> {
    let room = said(event.room.as_ref()).map(|room| room_label(&room));
    let parts: Vec<String> = [room, said(event.building.as_ref()), said(event.address.as_ref())]
        .into_iter()
        .flatten()
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// `Room 2172`, but `Gold Room` and `Room 12` as they are.
pub fn room_label(room: &str) -> String {
    let names_itself = room.split_whitespace().any(|word| {
        ["room", "hall", "auditorium", "chamber", "theater", "theatre", "foyer", "library"]
            .contains(&word.to_lowercase().trim_matches(|c: char| !c.is_alphabetic()))
    });
    if names_itself { room.to_owned() } else { format!("Room {room}") }
}

fn description(event: &Event, page: &str) -> String {
    let mut lines: Vec<String> = said(event.subtitle.as_ref()).into_iter().collect();
    lines.extend(said(event.arrival.as_ref()));
    lines.push(page.to_owned());
    lines.join("\n")
}

fn organizer(site: &Site) -> Organizer {
    let name = Some(site.name.clone()).filter(|name| !name.is_empty());
    Organizer { name, email: site.sender_address().to_owned() }
}
