//! What the form shows for a document.
//!
//! A start shows as a day and an hour; the day of the end stands there only when it is another one,
//! as people write it.

use chrono::{NaiveDate, Timelike as _};

use super::control::{Control, HEAD, RowList};
use super::names::printed;
use super::typed::{ROLES, is_known_role};
use super::{EventForm, Values, put};
use crate::document::{Block, Document, Host, Notice, Rsvp, Session, Speaker, Time};
use crate::line_up::Claim;
use crate::time::WallTime;
use crate::word::Word;

/// A control's name and what it shows.
type Shown = (&'static str, Option<String>);

impl EventForm {
    /// What the form shows for an event's document, each row of its line-up with who that is.
    pub(crate) fn of_event(document: &Document, people: &[Option<i64>]) -> Self {
        let mut form = Self::of(document);
        for (row, who) in form.rows[RowList::Speakers as usize].iter_mut().zip(people) {
            let newcomer = || Claim::NEWCOMER.to_owned();
            row.insert("who", who.map_or_else(newcomer, |id| id.to_string()));
        }
        form
    }

    /// What the form shows for a document.
    pub fn of(document: &Document) -> Self {
        let head = about(document)
            .into_iter()
            .chain(place(document))
            .chain(times(&document.time.clone().unwrap_or_default()))
            .chain(replies(&document.rsvp.clone().unwrap_or_default()));
        let hosts = document.hosts.iter().map(|row| values(RowList::Hosts.controls(), host(row)));
        let speakers =
            document.speakers.iter().map(|row| values(RowList::Speakers.controls(), speaker(row)));
        let speakers = speakers.map(|mut row| {
            row.extend(printed(&row).map(|name| ("was", name)));
            row
        });
        let sessions =
            document.sessions.iter().map(|row| values(RowList::Sessions.controls(), session(row)));
        let kept = document.rsvp.as_ref().map(|rsvp| rsvp.blocks.as_slice()).unwrap_or_default();
        let blocks = kept.iter().map(|row| values(RowList::Blocks.controls(), block(row)));
        let notices =
            document.notices.iter().map(|row| values(RowList::Notices.controls(), notice(row)));
        Self {
            head: values(&HEAD, head),
            rows: [
                hosts.collect(),
                speakers.collect(),
                sessions.collect(),
                blocks.collect(),
                notices.collect(),
            ],
        }
    }
}

fn values(controls: &[Control], shown: impl IntoIterator<Item = Shown>) -> Values {
    let mut values = Values::new();
    for (name, text) in shown {
        let control = controls.iter().find(|control| control.name == name);
        if let Some((control, text)) = control.zip(text) {
            put(&mut values, control, &text);
        }
    }
    values
}

fn about(document: &Document) -> Vec<Shown> {
    let mut shown = vec![
        ("title", document.title.clone()),
        ("subtitle", document.subtitle.clone()),
        ("kind", written(document.kind.as_ref())),
        ("occasion", document.occasion.clone()),
        ("slug", document.slug.clone()),
        ("language", document.language.clone()),
        ("description", document.description.clone()),
        ("tags", Some(document.tags.join(", "))),
        ("reason", document.reason.clone()),
        ("replacement", document.replacement.clone()),
    ];
    shown.extend(moment("publish_at.day", "publish_at.time", document.publish_at));
    shown
}

fn place(document: &Document) -> Vec<Shown> {
    let place = document.place.clone().unwrap_or_default();
    let online = document.online.clone().unwrap_or_default();
    vec![
        ("place.mode", place.mode),
        ("place.building", place.building),
        ("place.room", place.room),
        ("place.address", place.address),
        ("place.country", place.country),
        ("place.arrival", place.arrival),
        ("online.url", online.url),
        ("online.reveal", online.reveal),
        ("online.note", online.note),
    ]
}

fn times(time: &Time) -> Vec<Shown> {
    let first = time.starts.map(WallTime::date).or(time.date);
    let last = match time.ends.map(WallTime::date) {
        Some(last) => Some(last).filter(|last| Some(*last) != first),
        None => time.end_date,
    };
    vec![
        ("time.first_day", first.map(day)),
        ("time.start", time.starts.map(clock)),
        ("time.last_day", last.map(day)),
        ("time.end", time.ends.map(clock)),
        ("time.doors", time.doors.map(clock)),
        ("time.all_day", ticked(time.all_day)),
        ("time.zone", time.zone.clone()),
    ]
}

fn replies(rsvp: &Rsvp) -> Vec<Shown> {
    let contact = rsvp.contact.clone().unwrap_or_default();
    let mut shown = vec![
        ("rsvp.mode", rsvp.mode.clone()),
        ("rsvp.seats", rsvp.seats.map(|seats| seats.to_string())),
        ("rsvp.online_seats", rsvp.online_seats.map(|seats| seats.to_string())),
        ("rsvp.largest_party", rsvp.largest_party.map(|seats| seats.to_string())),
        ("rsvp.smaller_pass", ticked(rsvp.smaller_pass)),
        ("rsvp.shared_addresses", ticked(rsvp.shared_addresses)),
        ("rsvp.contact.name", contact.name),
        ("rsvp.contact.email", contact.email),
    ];
    shown.extend(moment("rsvp.opens.day", "rsvp.opens.time", rsvp.opens));
    shown.extend(moment("rsvp.closes.day", "rsvp.closes.time", rsvp.closes));
    let until = ("rsvp.changes_until.day", "rsvp.changes_until.time");
    shown.extend(moment(until.0, until.1, rsvp.changes_until));
    shown
}

fn host(host: &Host) -> Vec<Shown> {
    vec![
        ("name", host.name.clone()),
        ("relation", written(host.relation.as_ref())),
        ("url", host.url.clone()),
        ("about", host.about.clone()),
    ]
}

fn speaker(speaker: &Speaker) -> Vec<Shown> {
    let others: Vec<&str> =
        speaker.roles.iter().map(Word::as_str).filter(|role| !is_known_role(role)).collect();
    let mut shown = vec![
        ("name", speaker.name.clone()),
        ("placeholder", speaker.placeholder.clone()),
        ("protected", ticked(speaker.protected)),
        ("state", written(speaker.state.as_ref())),
        ("stand_in", speaker.stand_in.clone()),
        ("roles.other", Some(others.join(", "))),
        ("titles", Some(speaker.titles.join("\n"))),
        ("organisations", Some(speaker.organisations.join("\n"))),
        ("email", speaker.email.clone()),
        ("biography", speaker.biography.clone()),
    ];
    let has = |role: &str| speaker.roles.iter().any(|own| own.as_str() == role);
    shown.extend(ROLES.map(|(control, role)| (control, ticked(Some(has(role))))));
    shown
}

fn session(session: &Session) -> Vec<Shown> {
    let day_of = |wall: Option<WallTime>| wall.map(WallTime::date);
    let last = day_of(session.ends).filter(|last| Some(*last) != day_of(session.starts));
    let mut shown = vec![
        ("title", session.title.clone()),
        ("kind", written(session.kind.as_ref())),
        ("day", day_of(session.starts).map(day)),
        ("start", session.starts.map(clock)),
        ("last_day", last.map(day)),
        ("end", session.ends.map(clock)),
        ("room", session.room.clone()),
        ("moderator", session.moderator.clone()),
        ("speakers", Some(session.speakers.join("\n"))),
        ("description", session.description.clone()),
    ];
    shown.extend(moment("opens.day", "opens.time", session.opens));
    shown
}

fn block(block: &Block) -> Vec<Shown> {
    let mut shown = vec![
        ("category", block.category.clone()),
        ("seats", block.seats.map(|seats| seats.to_string())),
    ];
    shown.extend(moment("released.day", "released.time", block.released));
    shown
}

fn notice(notice: &Notice) -> Vec<Shown> {
    vec![("kind", written(notice.kind.as_ref())), ("text", notice.text.clone())]
}

fn moment(on: &'static str, at: &'static str, wall: Option<WallTime>) -> [Shown; 2] {
    [(on, wall.map(WallTime::date).map(day)), (at, wall.map(clock))]
}

/// As `<input type=date>` wants it.
fn day(date: NaiveDate) -> String {
    date.to_string()
}

/// As `<input type=time>` wants it: without seconds if there are none.
fn clock(wall: WallTime) -> String {
    let time = wall.naive().time();
    time.format(if time.second() == 0 { "%H:%M" } else { "%H:%M:%S" }).to_string()
}

fn ticked(flag: Option<bool>) -> Option<String> {
    (flag == Some(true)).then(|| "on".to_owned())
}

fn written(word: Option<&Word>) -> Option<String> {
    word.map(|word| word.as_str().to_owned())
}
