//! What stands in a file, line by line.

use super::reader::Component;
use super::*;

pub(super) fn wall(raw: &str) -> WallTime {
    raw.parse().expect(raw)
}

fn date(raw: &str) -> NaiveDate {
    raw.parse().expect(raw)
}

pub(super) fn timed(zone: &str, starts: &str, ends: Option<&str>) -> Entry {
    let span = Span::Timed { starts: wall(starts), ends: ends.map(wall) };
    Entry { zone: zone.parse().expect(zone), span, ..briefing() }
}

pub(super) fn briefing() -> Entry {
    Entry {
        uid: "5f0c1a@example.org".into(),
        sequence: 2,
        stamp: DateTime::UNIX_EPOCH,
        standing: Standing::Confirmed,
        zone: Zone::default(),
        span: Span::Timed {
            starts: wall("2017-06-16T13:00"),
            ends: Some(wall("2017-06-16T14:00")),
        },
        title: "A briefing".into(),
        place: None,
        description: None,
        url: None,
        organizer: None,
        attendee: None,
    }
}

pub(super) fn published(entry: &Entry) -> Component {
    Component::read(&render(Method::Publish, None, std::slice::from_ref(entry)))
}

pub(super) fn at(raw: &str) -> DateTime<Utc> {
    raw.parse().expect(raw)
}

#[test]
fn a_whole_file_reads_as_expected() {
    let entry = Entry {
        place: Some("Room 7, Example House".into()),
        url: Some("https://example.org/events/a-briefing".into()),
        organizer: Some(Organizer { name: Some("Org".into()), email: "org@example.org".into() }),
        attendee: Some("ada@example.org".into()),
        ..briefing()
    };
    let expected = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Dais//Event briefings//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:REQUEST",
        "BEGIN:VTIMEZONE",
        "TZID:America/New_York",
        "BEGIN:STANDARD",
        "DTSTART:20141102T020000",
        "TZOFFSETFROM:-0400",
        "TZOFFSETTO:-0500",
        "TZNAME:EST",
        "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
        "END:STANDARD",
        "BEGIN:DAYLIGHT",
        "DTSTART:20150308T020000",
        "TZOFFSETFROM:-0500",
        "TZOFFSETTO:-0400",
        "TZNAME:EDT",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
        "END:DAYLIGHT",
        "END:VTIMEZONE",
        "BEGIN:VEVENT",
        "UID:5f0c1a@example.org",
        "DTSTAMP:19700101T000000Z",
        "SEQUENCE:2",
        "DTSTART;TZID=America/New_York:20170616T130000",
        "DTEND;TZID=America/New_York:20170616T140000",
        "TRANSP:OPAQUE",
        "STATUS:CONFIRMED",
        "SUMMARY:A briefing",
        "LOCATION:Room 7\\, Example House",
        "URL:https://example.org/events/a-briefing",
        "ORGANIZER;CN=\"Org\":mailto:org@example.org",
        "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALS",
        " E:mailto:ada@example.org",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ];
    assert_eq!(render(Method::Request, None, &[entry]), expected.join("\r\n"));
}

#[test]
fn text_is_escaped_and_folded_between_characters() {
    let title = "Añ 🎟️ \\ semi;colon, comma\r\nBEGIN:VEVENT\u{0}\u{7}\ttab ".repeat(9);
    let entry =
        Entry { title: title.clone(), description: Some("one\rtwo\n".into()), ..briefing() };
    let file = published(&entry);
    let event = file.all("VEVENT")[0];
    assert_eq!(file.all("VEVENT").len(), 1);
    let expected = "Añ 🎟️ \\\\ semi\\;colon\\, comma\\nBEGIN:VEVENT tab ".repeat(9);
    assert_eq!(event.value("SUMMARY"), expected);
    assert_eq!(event.value("DESCRIPTION"), "onetwo\\n");
}

#[test]
fn no_value_begins_a_line_of_its_own() {
    let evil = "x\"\r\nATTENDEE:mailto:mal@example.org\n;^".to_owned();
    let entry = Entry {
        uid: evil.clone(),
        url: Some(evil.clone()),
        place: Some(evil.clone()),
        organizer: Some(Organizer { name: Some(evil.clone()), email: evil.clone() }),
        ..briefing()
    };
    let text = render(Method::Publish, Some(&evil), &[entry]);
    let file = Component::read(&text);
    let event = file.all("VEVENT")[0];
    assert!(event.find("ATTENDEE").is_none());
    let organizer = event.find("ORGANIZER").expect("an organizer");
    assert_eq!(organizer.params, "CN=\"x ATTENDEE:mailto:mal@example.org ;^^\"");
    assert_eq!(organizer.value, "mailto:x%22ATTENDEE%3Amailto%3Amal@example.org%3B%5E");
    assert_eq!(event.value("URL"), "x\"ATTENDEE:mailto:mal@example.org;^");
    assert_eq!(file.value("NAME"), file.value("X-WR-CALNAME"));
}

#[test]
fn each_method_says_who_is_meant() {
    let entry = Entry {
        standing: Standing::Cancelled,
        attendee: Some("ada+hill@example.org".into()),
        ..briefing()
    };
    for (method, name, listed) in [
        (Method::Publish, "PUBLISH", false),
        (Method::Request, "REQUEST", true),
        (Method::Cancel, "CANCEL", true),
    ] {
        let file = Component::read(&render(method, None, std::slice::from_ref(&entry)));
        let event = file.all("VEVENT")[0];
        assert_eq!(file.value("METHOD"), name);
        assert_eq!(event.value("STATUS"), "CANCELLED");
        let attendee = event.find("ATTENDEE").map(|line| line.value.as_str());
        assert_eq!(attendee, listed.then_some("mailto:ada+hill@example.org"));
    }
}

#[test]
fn days_end_on_the_day_after_and_need_no_zone() {
    let span = Span::Days { first: date("2026-11-29"), last: date("2026-11-30") };
    let file = published(&Entry { span, ..briefing() });
    let event = file.all("VEVENT")[0];
    let start = event.find("DTSTART").expect("a start");
    assert_eq!((start.params.as_str(), start.value.as_str()), ("VALUE=DATE", "20261129"));
    assert_eq!(event.value("DTEND"), "20261201");
    assert_eq!(event.value("TRANSP"), "TRANSPARENT");
    assert!(file.all("VTIMEZONE").is_empty());
}

#[test]
fn an_end_that_is_not_after_the_start_is_left_out() {
    let ends = |ends| published(&timed("America/New_York", "2027-03-14T02:30", ends));
    let has_end = |file: &Component| file.all("VEVENT")[0].find("DTEND").is_some();
    assert!(!has_end(&ends(None)));
    assert!(!has_end(&ends(Some("2027-03-14T02:30:00"))));
    assert!(!has_end(&ends(Some("2027-03-13T23:00"))));
    // Half past two is skipped, and means half past three.
    assert!(!has_end(&ends(Some("2027-03-14T03:15"))));
    assert!(has_end(&ends(Some("2027-03-14T03:45"))));
}

#[test]
fn utc_is_written_as_such() {
    for zone in ["UTC", "Etc/UTC", "Zulu"] {
        let file = published(&timed(zone, "2026-12-01T13:00", None));
        assert!(file.all("VTIMEZONE").is_empty());
        assert_eq!(file.instant(0, "DTSTART"), at("2026-12-01T13:00:00Z"));
    }
}

#[test]
fn an_hour_that_comes_twice_is_nobodys_guess() {
    let entry = timed("Europe/London", "2027-10-31T01:30", Some("2027-10-31T02:30"));
    let file = published(&entry);
    let entry = file.all("VEVENT")[0];
    assert_eq!(entry.value("DTSTART"), "20271031T003000Z");
    assert_eq!(entry.value("DTEND"), "20271031T023000Z");
    assert!(file.all("VTIMEZONE").is_empty());
}
