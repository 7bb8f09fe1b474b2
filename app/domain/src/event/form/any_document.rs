//! Documents that nobody wrote: whatever the types allow and `document_check` does not refuse.

use chrono::NaiveDate;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;

use crate::document::{
    Block, Contact, Document, Host, Notice, Online, Rsvp, SCHEMA, Session, Speaker, Time, Venue,
};
use crate::time::WallTime;
use crate::word::Word;

fn line() -> BoxedStrategy<String> {
    let odd = select(vec![',', ' ', '_', '<', '"', '“', 'ß', '字', '🌾', '\u{200f}', '\u{a0}']);
    let letter = prop_oneof![any::<char>().prop_filter("printable", |c| !c.is_control()), odd];
    prop::collection::vec(letter, 0..10).prop_map(String::from_iter).boxed()
}

fn lines() -> BoxedStrategy<String> {
    (line(), select(vec!["\n", "\r\n", "\n\n\t"]), line())
        .prop_map(|(one, between, other)| format!("{one}{between}{other}"))
        .boxed()
}

fn one_of(texts: &'static [&'static str]) -> BoxedStrategy<Option<String>> {
    of(select(texts).prop_map(str::to_owned)).boxed()
}

fn word() -> BoxedStrategy<Option<Word>> {
    of(line().prop_map(Word::new)).boxed()
}

fn list<T: std::fmt::Debug + 'static>(item: BoxedStrategy<T>) -> BoxedStrategy<Vec<T>> {
    prop::collection::vec(item, 0..4).boxed()
}

pub(super) fn date() -> BoxedStrategy<NaiveDate> {
    (1990..2090, 1..=12_u32, 1..=28_u32)
        .prop_map(|(y, m, d)| NaiveDate::from_ymd_opt(y, m, d).expect("a day"))
        .boxed()
}

/// From four in the morning on: before, clocks change in some zone or other.
fn wall() -> BoxedStrategy<Option<WallTime>> {
    let seconds = select(vec!["", ":00", ":07"]);
    let wall = (date(), 4..=23, 0..=59, seconds)
        .prop_map(|(date, h, m, s)| format!("{date}T{h:02}:{m:02}{s}").parse().expect("a time"));
    of(wall).boxed()
}

fn time() -> BoxedStrategy<Time> {
    let zone = one_of(&["America/New_York", "Asia/Kathmandu", "UTC", ""]);
    (zone, wall(), wall(), of(date()), of(date()), wall(), of(any::<bool>()), any::<bool>())
        .prop_map(|(zone, starts, ends, date, end_date, doors, all_day, one_day)| {
            let at_end = |start: WallTime| start.date().and_hms_opt(23, 59, 0).map(WallTime::from);
            let ends = if one_day { starts.and_then(at_end) } else { ends };
            Time { zone, starts, ends, date, end_date, doors, all_day }
        })
        .boxed()
}

fn place() -> BoxedStrategy<Venue> {
    let mode = one_of(&["in_person", "online", "hybrid", ""]);
    (mode, of(line()), of(line()), of(lines()), of(line()), of(lines()))
        .prop_map(|(mode, building, room, address, country, arrival)| Venue {
            mode,
            building,
            room,
            address,
            country,
            arrival,
        })
        .boxed()
}

fn rsvp() -> BoxedStrategy<Rsvp> {
    let mode = one_of(&["open", "approval", "invitation", "none", "closed", ""]);
    let contact = (of(line()), one_of(&["desk@example.org", "O'B+x@Example.ORG", ""]))
        .prop_map(|(name, email)| Contact { name, email });
    let seats = (of(0..=i64::MAX), of(0..500_i64), of(1..=10_i64));
    let flags = (of(any::<bool>()), of(any::<bool>()));
    (mode, (wall(), wall(), wall()), seats, flags, list(block()), of(contact))
        .prop_map(|(mode, times, seats, flags, blocks, contact)| Rsvp {
            mode,
            opens: times.0,
            closes: times.1,
            changes_until: times.2,
            seats: seats.0,
            online_seats: seats.1,
            largest_party: seats.2,
            smaller_pass: flags.0,
            shared_addresses: flags.1,
            blocks,
            contact,
        })
        .boxed()
}

fn block() -> BoxedStrategy<Block> {
    let category = prop_oneof![one_of(&["press", "congressional_staff", ""]), of(line())];
    (category, of(0..500_i64), wall())
        .prop_map(|(category, seats, released)| Block { category, seats, released })
        .boxed()
}

fn host() -> BoxedStrategy<Host> {
    (of(line()), word(), one_of(&["https://example.org/a?b=c#d", ""]), of(lines()))
        .prop_map(|(name, relation, url, about)| Host { name, relation, url, about })
        .boxed()
}

fn speaker() -> BoxedStrategy<Speaker> {
    let known = select(vec!["keynote", "moderator", "panelist", "speaker", "opening_remarks"]);
    let role = prop_oneof![known.prop_map(Word::new), line().prop_map(Word::new)].boxed();
    let names = (of(line()), of(line()), of(any::<bool>()), of(line()));
    let lists = (list(role), list(line()), list(line()));
    (names, lists, word(), one_of(&["ada@example.org", ""]), of(lines()))
        .prop_map(|((name, placeholder, protected, stand_in), lists, state, email, biography)| {
            let (roles, titles, organisations) = lists;
            Speaker {
                name,
                placeholder,
                protected,
                roles,
                titles,
                organisations,
                state,
                stand_in,
                email,
                biography,
            }
        })
        .boxed()
}

fn session() -> BoxedStrategy<Session> {
    let texts = (of(line()), word(), of(line()), of(line()), of(lines()));
    (texts, (wall(), wall(), wall()), list(line()))
        .prop_map(|((title, kind, room, moderator, description), times, speakers)| Session {
            title,
            kind,
            starts: times.0,
            ends: times.1,
            opens: times.2,
            room,
            moderator,
            speakers,
            description,
        })
        .prop_filter("a session that says something", says_something)
        .boxed()
}

/// A session of empty texts alone is no row of the form, and goes with the next save.
fn says_something(session: &Session) -> bool {
    let written = serde_json::to_value(session).expect("JSON");
    let values = written.as_object().expect("an object").values();
    let nothing = [json!(null), json!(""), json!([])];
    values.into_iter().any(|value| !nothing.contains(value))
}

fn head() -> BoxedStrategy<Document> {
    let texts = (word(), of(line()), of(line()), of(line()), of(lines()), of(lines()));
    let words = (
        one_of(&["any", ""]),
        one_of(&["draft", "published", "cancelled", ""]),
        one_of(&["another", ""]),
    );
    (texts, words, wall(), list(line()))
        .prop_map(|(texts, words, publish_at, tags)| Document {
            schema: Some(SCHEMA.to_owned()),
            title: Some("Any".to_owned()),
            kind: texts.0,
            language: texts.1,
            subtitle: texts.2,
            occasion: texts.3,
            reason: texts.4,
            description: texts.5,
            slug: words.0,
            state: words.1,
            replacement: words.2,
            publish_at,
            tags,
            ..Document::default()
        })
        .boxed()
}

/// Any document that can be kept.
pub(super) fn document() -> BoxedStrategy<Document> {
    let online = (one_of(&["http://example.org", ""]), of(line()), of(lines()))
        .prop_map(|(url, reveal, note)| Online { url, reveal, note });
    let notice = (word(), of(lines())).prop_map(|(kind, text)| Notice { kind, text }).boxed();
    let groups = (of(time()), of(place()), of(online), of(rsvp()));
    let lists = (list(host()), list(speaker()), list(session()), list(notice));
    (head(), groups, lists)
        .prop_map(|(head, (time, place, online, rsvp), lists)| {
            let (hosts, speakers, sessions, notices) = lists;
            Document { time, place, online, hosts, speakers, sessions, rsvp, notices, ..head }
        })
        .boxed()
}
