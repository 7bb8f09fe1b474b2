//! Twelve appearances in four zones, on both sides of the days on which clocks change, for somebody who
//! lives by a fifth. The times that page and calendar must tell were reckoned by `jiff`, with its own copy
//! of the IANA database.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde_json::json;

use super::way;
use crate::harness::{Dais, a_briefing, read_calendar};

/// They live where summer time ends on November 7.
const HOME: &str = "America/Los_Angeles";

/// Zone, start, end, and the letters behind the time there.
const APPEARANCES: [(&str, &str, &str, &str); 12] = [
    ("America/New_York", "2027-11-05T14:00", "2027-11-05T15:30", "ET"),
    ("America/New_York", "2027-11-07T00:30", "2027-11-07T03:00", "ET"),
    ("America/New_York", "2027-11-08T11:30", "2027-11-08T13:00", "ET"),
    ("Europe/Berlin", "2027-10-29T09:00", "2027-10-29T10:30", "CEST"),
    ("Europe/Berlin", "2027-10-31T12:00", "2027-10-31T13:00", "CET"),
    ("Europe/Berlin", "2027-11-09T20:00", "2027-11-09T21:00", "CET"),
    ("Asia/Kathmandu", "2027-10-30T08:15", "2027-10-30T09:15", "UTC+5:45"),
    ("Asia/Kathmandu", "2027-11-06T13:00", "2027-11-06T14:00", "UTC+5:45"),
    ("Asia/Kathmandu", "2027-11-10T23:00", "2027-11-10T23:45", "UTC+5:45"),
    ("Australia/Lord_Howe", "2027-10-02T10:00", "2027-10-02T11:00", "UTC+10:30"),
    ("Australia/Lord_Howe", "2027-10-03T10:00", "2027-10-03T11:00", "UTC+11"),
    ("Australia/Lord_Howe", "2027-11-07T21:00", "2027-11-07T22:00", "UTC+11"),
];

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).expect("a zone")
}

fn wall(text: &str) -> DateTime {
    text.parse().expect("a wall time")
}

/// `9:00 – 10:30 am CET`
fn hours(from: DateTime, to: DateTime, label: &str) -> String {
    let half = |at: DateTime| at.strftime("%P").to_string();
    let digits = |at: DateTime| at.strftime("%-I:%M").to_string();
    let first = if half(from) == half(to) {
        digits(from)
    } else {
        format!("{} {}", digits(from), half(from))
    };
    format!("{first} – {} {} {label}", digits(to), half(to))
}

/// What clocks at home show then: the hours, and the day where it is another one.
fn at_home(at: &str, from: &str, to: &str) -> (String, Option<String>) {
    let there = |text| zone(at).to_zoned(wall(text)).expect("an instant");
    let here = |text| there(text).with_time_zone(zone(HOME)).datetime();
    let (start, end) = (here(from), here(to));
    let day =
        (start.date() != wall(from).date()).then(|| start.strftime("%A, %B %-d, %Y").to_string());
    if start.date() == end.date() {
        return (hours(start, end, "PT"), day);
    }
    let told = |at: DateTime| at.strftime("%-I:%M %P PT").to_string();
    (format!("{} – {}, {}", told(start), end.strftime("%a, %b %-d"), told(end)), day)
}

#[tokio::test]
async fn page_and_calendar_tell_the_times_that_an_independent_list_has() {
    let dais = Dais::start().await;
    let she =
        json!([{ "name": "Marisol Ibarra", "state": "confirmed", "email": "marisol@example.org" }]);
    for (number, (zone, starts, ends, _)) in APPEARANCES.iter().enumerate() {
        let time = json!({ "zone": zone, "starts": starts, "ends": ends });
        let paper = a_briefing().named(&format!("event-{number}"));
        let paper = paper.with("title", format!("Appearance {number}")).with("time", time);
        dais.publishes(paper.with("speakers", she.clone())).await;
    }
    dais.a_while_passes().await;
    dais.tampers(&format!("UPDATE speaker SET zone = '{HOME}'")).await;
    let path = way(&dais.schedules_to("marisol@example.org")[0]);
    let page = dais.get(&path).await.page_with(200);
    let items = page.all("section.agenda-next, li.agenda-item");
    let told: Vec<Vec<String>> = items
        .iter()
        .map(|item| {
            item.text().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect()
        })
        .collect();
    assert_eq!(told.len(), APPEARANCES.len());
    for (number, (zone, starts, ends, label)) in APPEARANCES.into_iter().enumerate() {
        let title = format!("Appearance {number}");
        let item = told.iter().find(|texts| texts.contains(&title)).expect("an item");
        let says = |text: &str| {
            assert!(item.iter().any(|one| one == text), "{title}: no “{text}” in {item:?}");
        };
        says(&wall(starts).strftime("%A, %B %-d, %Y").to_string());
        says(&hours(wall(starts), wall(ends), label));
        let (hours, day) = at_home(zone, starts, ends);
        says(&hours);
        if let Some(day) = day {
            says(&day);
        }
    }
    in_their_calendar(&dais, &path).await;
    in_order(&told);
}

async fn in_their_calendar(dais: &Dais, path: &str) {
    let entries = read_calendar(&dais.get(&format!("{path}.ics")).await.text());
    assert_eq!(entries.len(), APPEARANCES.len());
    for (number, (at, starts, ends, _)) in APPEARANCES.into_iter().enumerate() {
        let title = format!("Appearance {number}");
        let entry = entries.iter().find(|one| one.value("SUMMARY") == title).expect("an entry");
        for (name, expected) in [("DTSTART", starts), ("DTEND", ends)] {
            assert_eq!(entry.parameters(name), format!("TZID={at}"));
            let local = DateTime::strptime("%Y%m%dT%H%M%S", entry.value(name)).expect("a time");
            let instant = |wall| zone(at).to_zoned(wall).expect("an instant").timestamp();
            assert_eq!(instant(local), instant(wall(expected)), "{title}");
        }
        assert!(entry.beside.contains(&"VTIMEZONE".to_owned()));
    }
}

/// The soonest first, whatever the clocks there show.
fn in_order(told: &[Vec<String>]) {
    let number = |texts: &Vec<String>| {
        let title = texts.iter().find_map(|text| text.strip_prefix("Appearance "));
        title.expect("a title").parse::<usize>().expect("a number")
    };
    let instants: Vec<_> = told
        .iter()
        .map(|texts| {
            let (at, starts, ..) = APPEARANCES[number(texts)];
            zone(at).to_zoned(wall(starts)).expect("an instant").timestamp()
        })
        .collect();
    assert!(instants.is_sorted(), "{instants:?}");
}
