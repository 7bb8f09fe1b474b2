//! Days and hours that clocks skip or repeat, and the letters of every kind of zone.

use super::*;

fn zone(name: &str) -> Zone {
    name.parse().expect(name)
}

fn wall(raw: &str) -> WallTime {
    raw.parse().expect(raw)
}

fn date(raw: &str) -> NaiveDate {
    raw.parse().expect(raw)
}

fn at(raw: &str) -> DateTime<Utc> {
    raw.parse().expect(raw)
}

#[test]
fn goes_by_its_iana_name() {
    assert_eq!(Zone::default().to_string(), "America/New_York");
    assert_eq!(serde_json::to_string(&zone("Asia/Kolkata")).expect("json"), "\"Asia/Kolkata\"");
    assert_eq!(serde_json::from_str::<Zone>("\"Etc/UTC\"").expect("zone").to_string(), "Etc/UTC");
    let told = "Eastern Time".parse::<Zone>().expect_err("no such zone").to_string();
    assert_eq!(
        told,
        "“Eastern Time” is no time zone we know; please write its IANA name, as in America/New_York"
    );
}

#[test]
fn the_instant_follows_the_rules_of_the_day() {
    let home = Zone::default();
    assert_eq!(home.instant(wall("2017-06-16T13:00")), Ok(at("2017-06-16T17:00:00Z")));
    assert_eq!(home.instant(wall("2026-12-01T13:00")), Ok(at("2026-12-01T18:00:00Z")));
    assert_eq!(home.local(at("2026-12-01T18:00:00Z")), wall("2026-12-01T13:00").naive());
}

#[test]
fn a_skipped_time_is_refused_and_told_why() {
    let told = |zone: Zone, raw| zone.instant(wall(raw)).expect_err(raw).to_string();
    assert_eq!(
        told(Zone::default(), "2027-03-14T02:30"),
        "2027-03-14T02:30 does not exist in America/New_York: clocks go from 02:00 to 03:00 then"
    );
    assert_eq!(
        told(zone("Australia/Lord_Howe"), "2027-10-03T02:15:00"),
        "2027-10-03T02:15:00 does not exist in Australia/Lord_Howe: clocks go from 02:00 to 02:30 then"
    );
    assert_eq!(
        told(zone("Pacific/Apia"), "2011-12-30T12:00"),
        "2011-12-30T12:00 does not exist in Pacific/Apia: \
         clocks go from 2011-12-30T00:00 to 2011-12-31T00:00 then"
    );
    assert!(Zone::default().instant(wall("2027-03-14T03:00")).is_ok());
    assert!(Zone::default().instant(wall("2027-03-14T01:59:59")).is_ok());
    let skipped = Zone::default().nearest_instant(wall("2027-03-14T02:30"));
    assert_eq!(skipped, at("2027-03-14T07:30:00Z"));
}

#[test]
fn a_time_shown_twice_means_the_first() {
    let home = Zone::default();
    assert_eq!(home.instant(wall("2027-11-07T01:30")), Ok(at("2027-11-07T05:30:00Z")));
    assert!(home.is_twice(wall("2027-11-07T01:30")));
    assert!(!home.is_twice(wall("2027-11-07T02:00")));
    assert!(!home.is_twice(wall("2027-03-14T02:30")));
}

#[test]
fn a_day_begins_where_its_first_moment_is() {
    let home = Zone::default();
    assert_eq!(home.start_of_day(date("2026-11-01")), at("2026-11-01T04:00:00Z"));
    assert_eq!(home.end_of_day(date("2026-11-01")), at("2026-11-02T05:00:00Z"));
    // No midnight: the clocks went from 00:00 to 01:00.
    let sao_paulo = zone("America/Sao_Paulo");
    assert_eq!(sao_paulo.start_of_day(date("2018-11-04")), at("2018-11-04T03:00:00Z"));
    assert_eq!(sao_paulo.end_of_day(date("2018-11-03")), at("2018-11-04T03:00:00Z"));
    // No such day: the clocks went from the end of the 29th to the start of the 31st.
    let apia = zone("Pacific/Apia");
    let jump = at("2011-12-30T10:00:00Z");
    assert_eq!(apia.end_of_day(date("2011-12-29")), jump);
    assert_eq!(apia.start_of_day(date("2011-12-30")), jump);
    assert_eq!(apia.end_of_day(date("2011-12-30")), jump);
    assert_eq!(apia.end_of_day(date("2011-12-31")), at("2011-12-31T10:00:00Z"));
    // Midnight twice: the day begins with the first.
    let havana = zone("America/Havana");
    assert_eq!(havana.start_of_day(date("2026-11-01")), at("2026-11-01T04:00:00Z"));
}

#[test]
fn labels_are_what_people_of_the_place_write() {
    let (winter, summer) = (at("2026-01-15T12:00:00Z"), at("2026-07-15T12:00:00Z"));
    for (name, in_winter, in_summer) in [
        ("America/New_York", "ET", "ET"),
        ("America/Detroit", "ET", "ET"),
        ("America/Indiana/Indianapolis", "ET", "ET"),
        ("US/Eastern", "ET", "ET"),
        ("America/Chicago", "CT", "CT"),
        ("America/Denver", "MT", "MT"),
        ("America/Boise", "MT", "MT"),
        ("America/Los_Angeles", "PT", "PT"),
        ("America/Juneau", "AKT", "AKT"),
        ("Pacific/Honolulu", "HT", "HT"),
        ("America/Phoenix", "MST", "MST"),
        ("America/Puerto_Rico", "AST", "AST"),
        ("America/Panama", "EST", "EST"),
        ("Asia/Shanghai", "CST", "CST"),
        ("America/Havana", "CST", "CDT"),
        ("Europe/Berlin", "CET", "CEST"),
        ("Europe/London", "GMT", "BST"),
        ("Europe/Dublin", "GMT", "IST"),
        ("Asia/Kolkata", "IST", "IST"),
        ("Asia/Kathmandu", "UTC+5:45", "UTC+5:45"),
        ("America/Sao_Paulo", "UTC-3", "UTC-3"),
        ("Etc/GMT+5", "UTC-5", "UTC-5"),
        ("Antarctica/Troll", "UTC", "UTC+2"),
        ("UTC", "UTC", "UTC"),
        ("Etc/Zulu", "UTC", "UTC"),
    ] {
        assert_eq!(zone(name).label(winter), in_winter, "{name} in winter");
        assert_eq!(zone(name).label(summer), in_summer, "{name} in summer");
    }
}
