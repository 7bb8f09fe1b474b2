//! What a document's types cannot tell: problems that refuse it, oddities that only warn.
//!
//! Real announcements are odd, so an oddity never stops a publication; a problem is something that
//! could not be stored, shown or meant. Every sentence starts with the path of what it is about.

use std::fmt::Write as _;

use chrono::NaiveDate;
use serde_json::Value;

use crate::address::MailAddress;
use crate::document::{Document, Rsvp, SCHEMA, Time};
use crate::event::{LARGEST_PARTY, State};
use crate::time::{WallTime, Zone};

mod sessions;

/// The longest one-line text, in characters.
const LONGEST_LINE: usize = 500;
/// The longest text of several lines, in characters.
const LONGEST_TEXT: usize = 20_000;
/// No room has more seats.
const MOST_SEATS: i64 = 1_000_000;
/// Keys whose texts may have several lines.
const MANY_LINES: [&str; 8] =
    ["description", "biography", "about", "arrival", "text", "address", "note", "reason"];

/// What was found in a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// Why it cannot be taken, a sentence each, with its path.
    pub problems: Vec<String>,
    /// What is odd about it, likewise.
    pub oddities: Vec<String>,
}

/// Looks the whole document over.
pub fn look_over(document: &Document) -> Findings {
    let mut found = Findings::default();
    head(document, &mut found);
    let zone = zone(document, &mut found);
    times(document, zone, &mut found);
    replies(document, &mut found);
    links(document, &mut found);
    let value = serde_json::to_value(document).unwrap_or_default();
    texts(&value, &mut String::new(), "", &mut found);
    names(document, &mut found);
    found
}

impl Findings {
    fn refuse(&mut self, path: &str, why: impl std::fmt::Display) {
        self.problems.push(format!("{path}: {why}"));
    }

    fn warn(&mut self, path: &str, what: impl std::fmt::Display) {
        self.oddities.push(format!("{path}: {what}"));
    }
}

fn head(document: &Document, found: &mut Findings) {
    match document.schema.as_deref() {
        Some(SCHEMA) => {}
        Some(other) => found.refuse("schema", format!("“{other}” is not known, write “{SCHEMA}”")),
        None => found.refuse("schema", format!("is required, write “{SCHEMA}”")),
    }
    if document.title.as_ref().is_none_or(|title| title.trim().is_empty()) {
        found.refuse("title", "is required");
    }
    for (path, slug) in [("slug", &document.slug), ("replacement", &document.replacement)] {
        if slug.as_ref().is_some_and(|slug| !slug.is_empty() && !is_slug(slug)) {
            found.refuse(path, "use small letters, digits and single hyphens, 80 at most");
        }
    }
    if let Some(state) = document.state.as_ref().filter(|state| !state.is_empty())
        && let Err(why) = state.parse::<State>()
    {
        found.refuse("state", why);
    }
    known(
        document.place.as_ref().and_then(|place| place.mode.as_ref()),
        "place.mode",
        &["in_person", "online", "hybrid"],
        found,
    );
}

/// Whether a text can be the last part of an event's address.
pub fn is_slug(text: &str) -> bool {
    text.len() <= 80
        && text.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

fn known(value: Option<&String>, path: &str, words: &[&str], found: &mut Findings) {
    if value.is_some_and(|word| !word.is_empty() && !words.contains(&word.as_str())) {
        found.refuse(path, format!("write one of {}", words.join(", ")));
    }
}

fn zone(document: &Document, found: &mut Findings) -> Zone {
    let named = document.time.as_ref().and_then(|time| time.zone.as_ref());
    match named.filter(|name| !name.is_empty()).map(|name| name.parse()) {
        None => Zone::default(),
        Some(Ok(zone)) => zone,
        Some(Err(why)) => {
            found.refuse("time.zone", why);
            Zone::default()
        }
    }
}

fn times(document: &Document, zone: Zone, found: &mut Findings) {
    let time = document.time.clone().unwrap_or_default();
    let rsvp = document.rsvp.clone().unwrap_or_default();
    for (path, wall) in [
        ("time.starts", time.starts),
        ("time.ends", time.ends),
        ("time.doors", time.doors),
        ("publish_at", document.publish_at),
        ("rsvp.opens", rsvp.opens),
        ("rsvp.closes", rsvp.closes),
        ("rsvp.changes_until", rsvp.changes_until),
    ] {
        exists(path, wall, zone, found);
    }
    for (index, block) in rsvp.blocks.iter().enumerate() {
        exists(&format!("rsvp.blocks[{index}].released"), block.released, zone, found);
    }
    for (index, session) in document.sessions.iter().enumerate() {
        for (key, wall) in
            [("starts", session.starts), ("ends", session.ends), ("opens", session.opens)]
        {
            exists(&format!("sessions[{index}].{key}"), wall, zone, found);
        }
    }
    order_of_times(&time, found);
    sessions::look_over(document, &time, found);
    if let (Some(opens), Some(closes)) = (rsvp.opens, rsvp.closes)
        && closes <= opens
    {
        found.warn("rsvp.closes", "is not after rsvp.opens, so nobody can reply");
    }
    let last_day = time.ends.map(WallTime::date).or(time.end_date).or(first_day(&time));
    if let Some(until) = rsvp.changes_until
        && (time.ends.is_some_and(|ends| until > ends)
            || last_day.is_some_and(|day| until.date() > day))
    {
        found.warn("rsvp.changes_until", "is after the event");
    }
}

fn exists(path: &str, wall: Option<WallTime>, zone: Zone, found: &mut Findings) {
    let Some(wall) = wall else { return };
    if let Err(why) = zone.instant(wall) {
        found.refuse(path, why);
    } else if zone.is_twice(wall) {
        found.warn(path, format!("{wall} happens twice in {zone} that day; the first is taken"));
    }
}

fn first_day(time: &Time) -> Option<NaiveDate> {
    time.starts.map(WallTime::date).or(time.date)
}

fn order_of_times(time: &Time, found: &mut Findings) {
    let first = first_day(time);
    if first.is_none() && time.ends.is_none() && time.end_date.is_none() {
        found.warn("time", "there is no date");
    }
    if time.starts.zip(time.ends).is_some_and(|(starts, ends)| ends <= starts) {
        found.warn("time.ends", "is not after time.starts");
    }
    if first.zip(time.end_date).is_some_and(|(first, last)| last < first) {
        found.warn("time.end_date", "is before the first day");
    }
    if time.starts.map(WallTime::date).zip(time.date).is_some_and(|(starts, date)| starts != date) {
        found.warn("time.date", "is another day than time.starts, which counts");
    }
    if time.starts.zip(time.doors).is_some_and(|(starts, doors)| doors > starts) {
        found.warn("time.doors", "is after time.starts");
    }
}

fn replies(document: &Document, found: &mut Findings) {
    let rsvp = document.rsvp.clone().unwrap_or_default();
    known(
        rsvp.mode.as_ref(),
        "rsvp.mode",
        &["open", "approval", "invitation", "none", "closed"],
        found,
    );
    for (path, seats) in [("rsvp.seats", rsvp.seats), ("rsvp.online_seats", rsvp.online_seats)] {
        if seats.is_some_and(|seats| seats < 0) {
            found.refuse(path, "write 0 or more, or null for no limit");
        }
    }
    let party = rsvp.largest_party;
    if party.is_some_and(|party| !(1..=LARGEST_PARTY).contains(&party)) {
        found.refuse("rsvp.largest_party", format!("write 1 to {LARGEST_PARTY}, or null for 1"));
    } else if party.zip(rsvp.seats).is_some_and(|(party, seats)| party > seats.max(1)) {
        found.warn("rsvp.largest_party", "is more than rsvp.seats");
    }
    blocks(&rsvp, document.time.as_ref().and_then(|time| time.starts), found);
    let addresses = rsvp
        .contact
        .and_then(|contact| contact.email)
        .map(|email| ("rsvp.contact.email".to_owned(), email));
    let speakers = document.speakers.iter().enumerate().filter_map(|(index, speaker)| {
        Some((format!("speakers[{index}].email"), speaker.email.clone()?))
    });
    for (path, email) in addresses.into_iter().chain(speakers) {
        if !email.is_empty()
            && let Err(slip) = MailAddress::parse(&email)
        {
            found.refuse(&path, slip.why);
        }
    }
}

/// Seats that are kept: so many of so many, for somebody, until an hour that comes in time.
fn blocks(rsvp: &Rsvp, starts: Option<WallTime>, found: &mut Findings) {
    let mut kept = 0;
    let offers_end = rsvp.closes.into_iter().chain(starts).min();
    for (index, block) in rsvp.blocks.iter().enumerate() {
        let path = |key: &str| format!("rsvp.blocks[{index}].{key}");
        let seats = block.seats.unwrap_or_default();
        if !(0..=MOST_SEATS).contains(&seats) {
            found.refuse(&path("seats"), format!("write 0 to {MOST_SEATS}"));
            continue;
        }
        kept += seats;
        if block.category.as_ref().is_none_or(|category| category.trim().is_empty()) {
            found.warn(&path("category"), "is missing, so nobody can have these seats");
        }
        match rsvp.seats {
            _ if seats == 0 => found.warn(&path("seats"), "is missing or 0, so nothing is kept"),
            None => found.warn(&path("seats"), "has no effect, because rsvp.seats is no limit"),
            Some(limit) if kept > limit => {
                found.warn(&path("seats"), "is beyond rsvp.seats, with the blocks before");
            }
            Some(_) => {}
        }
        if block.released.zip(offers_end).is_some_and(|(released, end)| released >= end) {
            found.warn(&path("released"), "is not before replies close, or the event starts");
        }
    }
}

fn links(document: &Document, found: &mut Findings) {
    let online = document.online.iter().map(|online| ("online.url".to_owned(), &online.url));
    let hosts = document
        .hosts
        .iter()
        .enumerate()
        .map(|(index, host)| (format!("hosts[{index}].url"), &host.url));
    for (path, link) in online.chain(hosts) {
        let Some(link) = link.as_ref().filter(|link| !link.is_empty()) else { continue };
        if !url::Url::parse(link).is_ok_and(|url| matches!(url.scheme(), "http" | "https")) {
            found.refuse(&path, "write a whole address that begins with https://");
        }
    }
}

/// Every text: no control characters (they break mail headers, and PostgreSQL cannot store NUL),
/// no line breaks where one line is shown, no novels.
fn texts(value: &Value, path: &mut String, key: &str, found: &mut Findings) {
    let whole = path.len();
    match value {
        Value::String(text) => {
            let many = MANY_LINES.contains(&key);
            let longest = if many { LONGEST_TEXT } else { LONGEST_LINE };
            if text.chars().any(|c| c.is_control() && !(many && matches!(c, '\n' | '\r' | '\t'))) {
                found.refuse(
                    path,
                    if many {
                        "has invisible control characters"
                    } else {
                        "must be one line of plain text"
                    },
                );
            }
            if text.chars().count() > longest {
                found.refuse(path, format!("is longer than {longest} characters"));
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let _ = write!(path, "[{index}]");
                texts(item, path, key, found);
                path.truncate(whole);
            }
        }
        Value::Object(entries) => {
            for (key, item) in entries {
                path.push_str(if whole == 0 { "" } else { "." });
                path.push_str(key);
                texts(item, path, key, found);
                path.truncate(whole);
            }
        }
        _ => {}
    }
}

/// Hosts that say nothing.
fn names(document: &Document, found: &mut Findings) {
    for (index, host) in document.hosts.iter().enumerate() {
        if host.name.is_none() {
            found.warn(&format!("hosts[{index}]"), "has no name and is not shown");
        }
    }
}
