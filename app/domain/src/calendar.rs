//! Calendar files, for letters, downloads and feeds (RFC 5545, 5546, 6047, 7986). The only place
//! that writes them.
//!
//! The `icalendar` crate would be the obvious choice, but it writes no VTIMEZONE, without which
//! Outlook shifts the hour, and invents DTSTAMP and UID, which must stay the same whenever a letter
//! or a feed is made again. So nothing here asks a clock or chance: the same entries always give
//! the same octets.

mod sheet;
mod timezone;
pub mod web;

#[cfg(test)]
mod reader;
#[cfg(test)]
mod tests;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

use crate::time::{WallTime, Zone};
use crate::token::hashed;
use sheet::Sheet;
pub(crate) use sheet::mailto;

/// What the file asks the calendar to do (RFC 5546 §1.4). The letter's `Content-Type` must name the
/// same method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Show these entries; nobody is asked to answer. For feeds and downloads.
    Publish,
    /// Put this entry into the attendee's calendar, or bring it up to date.
    Request,
    /// Take this entry out of the attendee's calendar.
    Cancel,
}

/// Whether the event takes place (RFC 5545 §3.8.1.11).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It does.
    Confirmed,
    /// It may: who is asked has not said yes.
    Tentative,
    /// It does not.
    Cancelled,
}

/// When it takes place, in local time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// At a time of day. An end that is not after the start is not written.
    Timed {
        /// Its start.
        starts: WallTime,
        /// Its end, if one was announced.
        ends: Option<WallTime>,
    },
    /// All day long, on one day or several.
    Days {
        /// The first day.
        first: NaiveDate,
        /// The last day, itself included.
        last: NaiveDate,
    },
}

/// Who invites.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organizer {
    /// As shown beside the entry.
    pub name: Option<String>,
    /// Bare address; calendars send their answers there.
    pub email: String,
}

/// One entry of a calendar file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The same for every version of this entry, and unlike any other's in the world.
    pub uid: String,
    /// Grows with each version that moves or cancels the entry; calendars ignore what is older than
    /// what they have.
    pub sequence: u32,
    /// When this version was made.
    pub stamp: DateTime<Utc>,
    /// Whether it takes place.
    pub standing: Standing,
    /// The zone of `span`.
    pub zone: Zone,
    /// When it takes place.
    pub span: Span,
    /// The entry's heading.
    pub title: String,
    /// Where to go.
    pub place: Option<String>,
    /// Plain text; lines are kept.
    pub description: Option<String>,
    /// The public page. Files are passed on, so never a link with a token.
    pub url: Option<String>,
    /// Who invites; calendars refuse a request or a cancellation without.
    pub organizer: Option<Organizer>,
    /// Bare address of the guest. Not written into what is published (RFC 5546 §3.2.1).
    pub attendee: Option<String>,
}

impl Entry {
    /// The same with nothing in it that tells what it is about: calendars are shared, and shown on
    /// walls. Time and place stay; the page's address goes, since it is made of the title.
    #[must_use]
    pub fn discreet(self) -> Self {
        // A reply needs the organizer's address; whose it is need not be told.
        let organizer =
            self.organizer.map(|Organizer { email, .. }| Organizer { name: None, email });
        Self { title: APPOINTMENT.to_owned(), description: None, url: None, organizer, ..self }
    }
}

/// What an entry is called that tells nothing.
pub const APPOINTMENT: &str = "Appointment";

/// The calendar file, as text for UTF-8. `calendar_name` is what a subscribed feed is called.
pub fn render(method: Method, calendar_name: Option<&str>, entries: &[Entry]) -> String {
    let mut sheet = Sheet::default();
    sheet.line("BEGIN:VCALENDAR");
    sheet.line("VERSION:2.0");
    sheet.line("PRODID:-//Dais//Event briefings//EN");
    sheet.line("CALSCALE:GREGORIAN");
    sheet.line(match method {
        Method::Publish => "METHOD:PUBLISH",
        Method::Request => "METHOD:REQUEST",
        Method::Cancel => "METHOD:CANCEL",
    });
    if let Some(name) = calendar_name {
        sheet.text("NAME", name);
        sheet.text("X-WR-CALNAME", name);
    }
    if method == Method::Publish {
        // How often who follows it asks again: RFC 7986 §5.7, and the name that Outlook knows.
        sheet.line("REFRESH-INTERVAL;VALUE=DURATION:PT1H");
        sheet.line("X-PUBLISHED-TTL:PT1H");
    }
    timezone::write(&mut sheet, entries);
    for entry in entries {
        event(&mut sheet, method, entry);
    }
    sheet.line("END:VCALENDAR");
    sheet.into_text()
}

/// Tells a file from every other, as an `ETag` has it (RFC 9110 §8.8.3).
pub fn tag(text: &str) -> String {
    format!("\"{}\"", &hashed(text)[..32])
}

fn event(sheet: &mut Sheet, method: Method, entry: &Entry) {
    sheet.line("BEGIN:VEVENT");
    sheet.text("UID", &entry.uid);
    sheet.line(&format!("DTSTAMP:{}", utc(entry.stamp)));
    sheet.line(&format!("SEQUENCE:{}", entry.sequence));
    span(sheet, entry.zone, entry.span);
    sheet.line(match entry.standing {
        Standing::Confirmed => "STATUS:CONFIRMED",
        Standing::Tentative => "STATUS:TENTATIVE",
        Standing::Cancelled => "STATUS:CANCELLED",
    });
    sheet.text("SUMMARY", &entry.title);
    for (name, value) in [("LOCATION", &entry.place), ("DESCRIPTION", &entry.description)] {
        if let Some(value) = value {
            sheet.text(name, value);
        }
    }
    if let Some(url) = &entry.url {
        sheet.uri("URL", url);
    }
    people(sheet, method, entry);
    sheet.line("END:VEVENT");
}

fn span(sheet: &mut Sheet, zone: Zone, span: Span) {
    match span {
        Span::Timed { starts, ends } => {
            let zone_or_utc = (zone, in_utc(zone, starts, ends));
            let time = |sheet: &mut Sheet, name: &str, wall| time(sheet, name, zone_or_utc, wall);
            time(sheet, "DTSTART", starts);
            let instant = |wall| zone.nearest_instant(wall);
            let after = |end: &WallTime| *end > starts && instant(*end) > instant(starts);
            if let Some(ends) = ends.filter(after) {
                time(sheet, "DTEND", ends);
            }
            sheet.line("TRANSP:OPAQUE");
        }
        Span::Days { first, last } => {
            let last = last.max(first);
            sheet.line(&format!("DTSTART;VALUE=DATE:{}", first.format("%Y%m%d")));
            // The end of a span of days is the day after (RFC 5545 §3.6.1).
            let end = last.succ_opt().unwrap_or(last);
            sheet.line(&format!("DTEND;VALUE=DATE:{}", end.format("%Y%m%d")));
            sheet.line("TRANSP:TRANSPARENT");
        }
    }
}

/// Whether times are written in UTC: those of an hour that the clocks show twice, too, or some calendars
/// would take the other one.
fn in_utc(zone: Zone, starts: WallTime, ends: Option<WallTime>) -> bool {
    zone.is_utc() || zone.is_twice(starts) || ends.is_some_and(|ends| zone.is_twice(ends))
}

fn time(sheet: &mut Sheet, name: &str, (zone, in_utc): (Zone, bool), wall: WallTime) {
    let local = local(wall.naive());
    if in_utc {
        sheet.line(&format!("{name}:{}", utc(zone.nearest_instant(wall))));
    } else {
        sheet.line(&format!("{name};TZID={zone}:{local}"));
    }
}

fn people(sheet: &mut Sheet, method: Method, entry: &Entry) {
    if let Some(Organizer { name, email }) = &entry.organizer {
        let name = name.as_deref().map(|name| format!(";CN={}", sheet::quoted(name)));
        let name = name.unwrap_or_default();
        sheet.line(&format!("ORGANIZER{name}:{}", sheet::mailto(email)));
    }
    if let (Method::Request | Method::Cancel, Some(email)) = (method, &entry.attendee) {
        // Who is asked answers on their page, and a calendar must not say that they did.
        let part = match entry.standing {
            Standing::Tentative => "NEEDS-ACTION",
            Standing::Confirmed | Standing::Cancelled => "ACCEPTED",
        };
        let role = format!("CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={part};RSVP=FALSE");
        sheet.line(&format!("ATTENDEE;{role}:{}", sheet::mailto(email)));
    }
}

fn local(naive: NaiveDateTime) -> String {
    naive.format("%Y%m%dT%H%M%S").to_string()
}

fn utc(at: DateTime<Utc>) -> String {
    format!("{}Z", local(at.naive_utc()))
}
