//! Whether a calendar that knows our file alone finds the instants that we mean.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

use crate::calendar::reader::Component;
use crate::calendar::tests::{at, briefing, published, timed};
use crate::calendar::{Entry, Method, Span, render};
use crate::time::{WallTime, Zone};

#[test]
fn a_zone_is_described_once_for_all_its_entries() {
    let entries = [
        timed("America/New_York", "2017-06-16T13:00", None),
        timed("Europe/Berlin", "2026-12-01T09:00", None),
        timed("America/New_York", "2006-04-01T13:00", Some("2006-04-02T13:00")),
    ];
    let file = Component::read(&render(Method::Publish, Some("All"), &entries));
    assert_eq!(file.all("VTIMEZONE").len(), 2);
    assert_eq!(file.instant(0, "DTSTART"), at("2017-06-16T17:00:00Z"));
    assert_eq!(file.instant(1, "DTSTART"), at("2026-12-01T08:00:00Z"));
    assert_eq!(file.instant(2, "DTSTART"), at("2006-04-01T18:00:00Z"));
    assert_eq!(file.instant(2, "DTEND"), at("2006-04-02T17:00:00Z"));
}

/// `DTSTART`, offsets and rule of each observance.
fn observances(zone: &str, starts: &str) -> Vec<String> {
    let file = published(&timed(zone, starts, None));
    let part = |part: &Component| {
        let [start, from, to, rule] =
            ["DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE"].map(|name| part.value(name));
        format!("{} {} {start} {from} {to} {rule}", part.name, part.value("TZNAME"))
    };
    file.all("VTIMEZONE")[0].parts.iter().map(part).collect()
}

#[test]
fn a_rule_that_has_since_changed_ends_where_it_did() {
    assert_eq!(
        observances("America/New_York", "2006-06-16T13:00"),
        [
            "STANDARD EST 20031026T020000 -0400 -0500 \
             FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20061029T060000Z",
            "DAYLIGHT EDT 20040404T020000 -0500 -0400 \
             FREQ=YEARLY;BYMONTH=4;BYDAY=1SU;UNTIL=20060402T070000Z",
            "DAYLIGHT EDT 20070311T020000 -0500 -0400 FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
        ]
    );
}

#[test]
fn the_fourth_week_is_not_the_last() {
    // In 2018 it was both.
    assert_eq!(
        observances("America/Asuncion", "2021-02-15T10:00")[0],
        "STANDARD -04 20180325T000000 -0300 -0400 \
         FREQ=YEARLY;BYMONTH=3;BYDAY=4SU;UNTIL=20240324T030000Z"
    );
}

#[test]
fn what_no_rule_describes_stands_alone() {
    assert_eq!(
        observances("Africa/Casablanca", "2026-03-01T10:00"),
        [
            "STANDARD +00 20260215T030000 +0100 +0000 ",
            "DAYLIGHT +01 20260322T020000 +0000 +0100 ",
            "STANDARD +00 20270207T030000 +0100 +0000 ",
        ]
    );
    assert_eq!(
        observances("Europe/Moscow", "2014-12-01T10:00"),
        ["STANDARD MSK 20141026T020000 +0400 +0300 "]
    );
}

#[test]
fn clocks_that_never_move_need_one_offset() {
    assert_eq!(
        observances("Asia/Kolkata", "2026-12-01T10:00"),
        ["STANDARD IST 20230101T000000 +0530 +0530 "]
    );
    assert_eq!(
        observances("Asia/Kathmandu", "2026-12-01T10:00"),
        ["STANDARD +0545 20230101T000000 +0545 +0545 "]
    );
}

#[test]
fn summer_is_when_clocks_are_ahead() {
    let kinds = |zone| {
        let mut kinds = observances(zone, "2026-06-01T10:00");
        for line in &mut kinds {
            line.truncate(12);
        }
        kinds.sort();
        kinds
    };
    assert_eq!(kinds("Europe/Dublin"), ["DAYLIGHT IST", "STANDARD GMT"]);
    assert_eq!(kinds("Australia/Sydney"), ["DAYLIGHT AED", "STANDARD AES"]);
}

const ZONES: [&str; 46] = [
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/Juba",
    "Africa/Lagos",
    "Africa/Windhoek",
    "America/Anchorage",
    "America/Argentina/Buenos_Aires",
    "America/Asuncion",
    "America/Caracas",
    "America/Chicago",
    "America/Denver",
    "America/Havana",
    "America/Indiana/Indianapolis",
    "America/Los_Angeles",
    "America/Mexico_City",
    "America/New_York",
    "America/Nuuk",
    "America/Phoenix",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Antarctica/Troll",
    "Asia/Amman",
    "Asia/Dhaka",
    "Asia/Gaza",
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
    "Europe/Volgograd",
    "Pacific/Apia",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Fiji",
    "Pacific/Honolulu",
    "Pacific/Norfolk",
];

/// Any zone, and up to four minutes of the years 2000 to 2037; half of them close to a change of
/// the clocks.
fn any_times() -> impl Strategy<Value = (Zone, Vec<WallTime>)> {
    let zone = prop::sample::select(&ZONES[..]).prop_map(|name| name.parse().expect(name));
    let minute = (0_i64..38 * 366 * 1440, -180_i64..180, any::<bool>());
    (zone, prop::collection::vec(minute, 1..5)).prop_map(|(zone, minutes)| {
        let times = minutes.into_iter().map(|(minute, near, close)| {
            let at = at("2000-01-01T00:00:00Z") + TimeDelta::minutes(minute);
            let change = close.then(|| next_change(zone, at)).flatten();
            let at = change.map_or(at, |change| change + TimeDelta::minutes(near));
            WallTime::from(zone.local(at))
        });
        (zone, times.collect())
    })
}

/// To the hour; some zones have none left.
fn next_change(zone: Zone, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let offset = |at: DateTime<Utc>| zone.local(at) - at.naive_utc();
    let hours = (0..366 * 24).map(|hour| at + TimeDelta::hours(hour));
    hours.into_iter().find(|hour| offset(*hour) != offset(at))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(250))]

    #[test]
    fn a_calendar_finds_the_instant_that_we_mean((zone, times) in any_times()) {
        let entries: Vec<_> = times
            .iter()
            .map(|starts| Entry { zone, span: Span::Timed { starts: *starts, ends: None }, ..briefing() })
            .collect();
        let file = Component::read(&render(Method::Publish, None, &entries));
        for (nth, starts) in times.iter().enumerate() {
            prop_assert_eq!(Ok(file.instant(nth, "DTSTART")), zone.instant(*starts));
        }
    }
}
