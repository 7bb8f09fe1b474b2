//! Whether other programs find the instants that we mean, in files that hold all they know of a zone.
//!
//! The files are read by the parser of the `icalendar` crate with the rules of the `rrule` crate, and once
//! more by ical.js in `end2end/journeys/calendars.spec.ts`. What they must find was reckoned by `jiff`
//! with its own copy of the IANA database, which shares nothing with ours.

use std::fs;
use std::ops::RangeInclusive;
use std::path::Path;

use chrono::{DateTime, NaiveDateTime, TimeDelta, TimeZone, Utc};
use domain::calendar::{Entry, Method, Span, Standing, render};
use icalendar::parser::{Component, read_calendar, unfold};
use jiff::civil;
use jiff::tz::TimeZone as Zone;
use rrule::{RRule, Tz, Unvalidated};
use serde_json::json;

const ZONES: [&str; 42] = [
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/Johannesburg",
    "Africa/Lagos",
    "Africa/Windhoek",
    "America/Anchorage",
    "America/Argentina/Buenos_Aires",
    "America/Caracas",
    "America/Chicago",
    "America/Denver",
    "America/Havana",
    "America/Indiana/Indianapolis",
    "America/Los_Angeles",
    "America/Mexico_City",
    "America/New_York",
    "America/Phoenix",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Antarctica/Troll",
    "Asia/Amman",
    "Asia/Dhaka",
    "Asia/Jerusalem",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Pyongyang",
    "Asia/Tehran",
    "Asia/Tokyo",
    "Australia/Adelaide",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Europe/Berlin",
    "Europe/Dublin",
    "Europe/Istanbul",
    "Europe/London",
    "Europe/Moscow",
    "Pacific/Apia",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Fiji",
    "Pacific/Honolulu",
    "Pacific/Norfolk",
];

const YEARS: RangeInclusive<i16> = 2000..=2030;

/// As far as the two copies of the database have heard the same of what governments plan.
fn years(zone: &str) -> RangeInclusive<i16> {
    match zone {
        // Jiff's copy knows that Morocco ends its summer time in September 2026, ours not yet.
        "Africa/Casablanca" => *YEARS.start()..=2025,
        _ => YEARS,
    }
}

/// A wall time, and the instant that jiff finds for it.
struct Moment {
    wall: civil::DateTime,
    instant: DateTime<Utc>,
}

/// Noon in winter and in summer, and three hours before and after each change of the clocks.
fn moments(zone: &Zone, year: i16) -> Vec<Moment> {
    let noons =
        [(1, 15), (7, 15)].map(|(month, day)| civil::date(year, month, day).at(12, 0, 0, 0));
    let first = civil::date(year, 1, 1).to_zoned(zone.clone()).expect("a day").timestamp();
    let changes = zone.following(first).map(|change| change.timestamp());
    let near = changes
        .take_while(|at| zone.to_datetime(*at).year() == year)
        .flat_map(|at| [-3_i64, 3].map(|hours| at + jiff::SignedDuration::from_hours(hours)))
        .map(|at| zone.to_datetime(at));
    let walls = noons.into_iter().chain(near.collect::<Vec<_>>());
    walls
        .filter_map(|wall| {
            let ambiguous = zone.to_ambiguous_timestamp(wall);
            let at = ambiguous.unambiguous().ok()?;
            let instant = DateTime::from_timestamp(at.as_second(), 0).expect("an instant");
            Some(Moment { wall, instant })
        })
        .collect()
}

fn entry(zone: &str, number: usize, moment: &Moment) -> Entry {
    let starts = moment.wall.strftime("%Y-%m-%dT%H:%M:%S").to_string();
    Entry {
        uid: format!("{zone}-{}-{number}@example.org", moment.wall),
        sequence: 0,
        stamp: DateTime::UNIX_EPOCH,
        standing: Standing::Confirmed,
        zone: zone.parse().expect(zone),
        span: Span::Timed { starts: starts.parse().expect("a wall time"), ends: None },
        title: "A briefing".into(),
        place: None,
        description: None,
        url: None,
        organizer: None,
        attendee: None,
    }
}

#[test]
fn other_programs_find_the_instants_that_we_mean() {
    let (mut files, mut list, mut wrong) = (String::new(), vec![], vec![]);
    for name in ZONES {
        let zone = Zone::get(name).expect(name);
        let mut all = vec![];
        for year in years(name) {
            let moments = moments(&zone, year);
            let entries = (0..).zip(&moments).map(|(number, moment)| entry(name, number, moment));
            let entries: Vec<Entry> = entries.collect();
            // As a letter has it, which knows of one time only, and as a file of one year.
            for (one, moment) in entries.iter().zip(&moments).take(2) {
                let file = render(Method::Request, None, std::slice::from_ref(one));
                if starts(&file) != [moment.instant] {
                    wrong.push(format!("{name} {} alone", moment.wall));
                }
            }
            let file = render(Method::Publish, None, &entries);
            let expected: Vec<_> = moments.iter().map(|moment| moment.instant).collect();
            if starts(&file) != expected {
                wrong.push(format!("{name} {year}"));
            }
            list.extend(entries.iter().zip(&expected).map(|(one, at)| json!([one.uid, at])));
            files.push_str(&file);
            all.extend(entries.into_iter().zip(expected));
        }
        // As a feed of thirty years has it.
        let (entries, expected): (Vec<_>, Vec<_>) = all.into_iter().unzip();
        if starts(&render(Method::Publish, None, &entries)) != expected {
            wrong.push(format!("{name} as a feed"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(list.len() > 40 * 31 * 2, "{} moments", list.len());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("calendars");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("zones.ics"), files).expect("a file");
    fs::write(folder.join("zones.json"), json!(list).to_string()).expect("a file");
}

/// The start of each entry, by the file's own rules.
fn starts(file: &str) -> Vec<DateTime<Utc>> {
    let unfolded = unfold(file);
    let calendar = read_calendar(&unfolded).expect("a calendar");
    let zones = calendar.components.iter().filter(|part| part.name == "VTIMEZONE");
    let zones: Vec<Rules> = zones.map(Rules::read).collect();
    let events = calendar.components.iter().filter(|part| part.name == "VEVENT");
    events
        .map(|event| {
            let start = event.find_prop("DTSTART").expect("a start");
            let local = start.val.to_string();
            match start.params.iter().find(|param| param.key == "TZID") {
                None => naive(local.strip_suffix('Z').expect("UTC")).and_utc(),
                Some(id) => {
                    let id = id.val.as_ref().expect("a zone").to_string();
                    let rules = zones.iter().find(|zone| zone.id == id).expect("its rules");
                    (naive(&local) - rules.offset(naive(&local))).and_utc()
                }
            }
        })
        .collect()
}

/// What a VTIMEZONE says.
struct Rules {
    id: String,
    observances: Vec<Observance>,
}

struct Observance {
    onsets: Vec<NaiveDateTime>,
    to: TimeDelta,
}

impl Rules {
    fn read(zone: &Component<'_>) -> Self {
        let value = |part: &Component<'_>, name: &str| {
            part.find_prop(name).map(|found| found.val.to_string())
        };
        let observance = |part: &Component<'_>| {
            let first = naive(&value(part, "DTSTART").expect("a start"));
            let from = offset(&value(part, "TZOFFSETFROM").expect("an offset"));
            let to = offset(&value(part, "TZOFFSETTO").expect("an offset"));
            let rule = value(part, "RRULE");
            Observance { onsets: rule.map_or(vec![first], |rule| onsets(first, from, &rule)), to }
        };
        let observances = zone.components.iter().map(observance).collect();
        Self { id: value(zone, "TZID").expect("a name"), observances }
    }

    /// That of the last change up to a local time.
    fn offset(&self, local: NaiveDateTime) -> TimeDelta {
        let last = self.observances.iter().filter_map(|one| Some((one.last(local)?, one.to)));
        last.max_by_key(|(onset, _)| *onset).expect("a change before it").1
    }
}

impl Observance {
    /// Its last onset up to a local time.
    fn last(&self, local: NaiveDateTime) -> Option<NaiveDateTime> {
        self.onsets.iter().copied().filter(|onset| *onset <= local).max()
    }
}

/// All onsets of a rule that matter here. Local times stand in it as if they were UTC.
fn onsets(first: NaiveDateTime, from: TimeDelta, rule: &str) -> Vec<NaiveDateTime> {
    let rule: RRule<Unvalidated> = rule.parse().expect("a rule");
    let rule = match rule.get_until().copied() {
        Some(until) => rule.until(Tz::UTC.from_utc_datetime(&(until.naive_utc() + from))),
        None => rule,
    };
    let set = rule.build(Tz::UTC.from_utc_datetime(&first)).expect("a set");
    let set = set.before(Tz::UTC.from_utc_datetime(&naive("20320101T000000")));
    set.all(100).dates.iter().map(DateTime::naive_utc).collect()
}

fn naive(raw: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(raw, "%Y%m%dT%H%M%S").expect(raw)
}

fn offset(raw: &str) -> TimeDelta {
    let number = |at: usize| raw.get(at..at + 2).map_or(0, |two| two.parse().expect(raw));
    let seconds: i64 = number(1) * 3600 + number(3) * 60 + number(5);
    TimeDelta::seconds(if raw.starts_with('-') { -seconds } else { seconds })
}
