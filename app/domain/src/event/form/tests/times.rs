//! Days and hours: what is typed, what is kept, what the clocks do.

use proptest::prelude::*;
use serde_json::json;

use super::{after, changed, form, reads, refusals, said, sample, typed, written};
use crate::document::Document;
use crate::event::form::any_document::{date, document};
use crate::event::form::{EventForm, clock};
use crate::time::WallTime;

fn timed(time: &serde_json::Value) -> Document {
    let document = json!({ "schema": "dais.event/1", "title": "Any", "time": time });
    Document::read(&document.to_string()).expect("a document")
}

/// The document's time after some edits.
fn edited(time: &serde_json::Value, edits: &[(&str, &str)]) -> serde_json::Value {
    let kept = timed(time);
    written(&reads(&typed(&EventForm::of(&kept), edits), &kept).document)["time"].clone()
}

#[test]
fn days_are_read_as_people_write_them() {
    let day = |raw| clock::day(raw).map(|day| day.to_string());
    for raw in [
        "2017-06-16",
        "6/16/2017",
        "06/16/2017",
        "June 16, 2017",
        "june 16 2017",
        "Jun. 16, 2017",
        "16 June 2017",
        "June 16th, 2017",
        "Friday, June 16, 2017",
        "fri jun 16 2017",
        " 2017-6-16 ",
    ] {
        assert_eq!(day(raw).as_deref(), Ok("2017-06-16"), "{raw}");
    }
    for raw in [
        "tomorrow",
        "June 16",
        "16/6/2017",
        "6/16/17",
        "6-16-2017",
        "16.6.2017",
        "2017-02-29",
        "June 31, 2017",
        "0017-06-16",
        "12017-06-16",
        "Ju 16, 2017",
        "Saturday, June 16, 2017",
        "2017-06-16T13:00",
        "June 16, 2017 1pm",
        "２０１７-06-16",
        "--",
        "//",
        "é",
        "+2017-06-16",
    ] {
        let why = day(raw).expect_err(raw);
        assert!(why.ends_with(['.', '?']), "{why}");
    }
    let why = day("Saturday, June 16, 2017").expect_err("another weekday");
    assert!(why.contains("Friday, June 16, 2017"), "{why}");
}

#[test]
fn times_are_read_as_people_write_them() {
    let time = |raw| clock::time(raw).map(|time| time.format("%H:%M:%S").to_string());
    for (raw, read) in [
        ("13:00", "13:00:00"),
        ("13.00", "13:00:00"),
        ("1pm", "13:00:00"),
        ("1:00 pm", "13:00:00"),
        ("1:00\u{202f}PM", "13:00:00"),
        ("1 p.m.", "13:00:00"),
        ("01:00", "01:00:00"),
        ("9:05 a.m.", "09:05:00"),
        ("12am", "00:00:00"),
        ("12 pm", "12:00:00"),
        ("noon", "12:00:00"),
        ("13:00:07", "13:00:07"),
        ("0:30", "00:30:00"),
        ("12:00", "12:00:00"),
    ] {
        assert_eq!(time(raw).as_deref(), Ok(read), "{raw}");
    }
    for raw in [
        "soon",
        "13",
        "1",
        "1300",
        "24:00",
        "13:60",
        "13:0",
        "13 pm",
        "0 am",
        "midnight",
        "pm",
        "13:00 pm",
        "1:00:00:00",
        "１3:00",
        ":",
        "1:",
        ".pm",
        "é",
        "-1:00",
        "13:00Z",
    ] {
        let why = time(raw).expect_err(raw);
        assert!(why.contains("1:00 pm, or 13:00"), "{why}");
    }
    let why = time("9:30").expect_err("half of the day");
    assert_eq!(why, "Is that 9:30 am or 9:30 pm? Please write which.");
}

#[test]
fn hours_and_days_make_starts_and_ends() {
    let none = json!({});
    let first = ("time.first_day", "2026-12-01");
    assert_eq!(edited(&none, &[first]), json!({ "date": "2026-12-01" }));
    assert_eq!(
        edited(&none, &[first, ("time.last_day", "2026-12-03"), ("time.all_day", "on")]),
        json!({ "date": "2026-12-01", "end_date": "2026-12-03", "all_day": true })
    );
    assert_eq!(
        edited(
            &none,
            &[first, ("time.start", "21:00"), ("time.end", "1am"), ("time.last_day", "2026-12-02")]
        ),
        json!({ "starts": "2026-12-01T21:00", "ends": "2026-12-02T01:00" })
    );
    assert_eq!(
        edited(&none, &[first, ("time.end", "16:00"), ("time.doors", "12:00")]),
        json!({ "date": "2026-12-01", "ends": "2026-12-01T16:00", "doors": "2026-12-01T12:00" })
    );
    assert_eq!(
        edited(&none, &[("time.last_day", "2026-12-03"), ("time.end", "16:00")]),
        json!({ "ends": "2026-12-03T16:00" })
    );
}

#[test]
fn the_day_takes_its_hours_along() {
    let moved = [("time.first_day", "2017-06-17")];
    let time = json!({
        "zone": "America/New_York", "starts": "2017-06-17T13:00", "ends": "2017-06-17T14:00",
    });
    assert_eq!(after(&moved), changed("/time", time));
    let dateless = [("time.first_day", ""), ("time.start", ""), ("time.end", "")];
    assert_eq!(after(&dateless), changed("/time", json!({ "zone": "America/New_York" })));
    assert_eq!(after(&[("time.end", "")]), changed("/time/ends", json!(null)));
}

#[test]
fn what_no_control_shows_survives_an_edit_elsewhere() {
    let odd = json!({
        "starts": "2017-06-16T13:00:07", "date": "2017-06-15", "ends": "2017-06-16T14:00:00",
        "end_date": "2017-06-18", "doors": "2017-06-15T20:00",
    });
    let with = |key: &str, value: &str| {
        let mut odd = odd.clone();
        odd[key] = json!(value);
        odd
    };
    assert_eq!(edited(&odd, &[("title", "Other")]), odd);
    assert_eq!(edited(&odd, &[("time.zone", "UTC")]), with("zone", "UTC"));
    assert_eq!(edited(&odd, &[("time.start", "1:00:07 pm"), ("time.end", "2pm")]), odd);
    let mut later = with("ends", "2017-06-16T15:00");
    later.as_object_mut().expect("an object").remove("end_date");
    assert_eq!(edited(&odd, &[("time.end", "15:00")]), later);
    let old = json!({ "date": "0987-02-28" });
    assert_eq!(edited(&old, &[("time.end", "15:00")])["date"], "0987-02-28");
    let far = json!({ "date": "+12017-06-16", "end_date": "+12017-06-18", "doors": "2017-06-16T12:00:00" });
    assert_eq!(edited(&far, &[("title", "Other")]), far);
    assert_eq!(edited(&far, &[("time.last_day", "")])["date"], "+12017-06-16");
}

#[test]
fn an_hour_needs_its_day_and_a_moment_needs_both() {
    let no_day = ("time.first_day", "");
    assert_eq!(refusals(&[no_day]), ["time.first_day"]);
    assert_eq!(refusals(&[no_day, ("time.start", "")]), ["time.first_day"]);
    assert_eq!(refusals(&[no_day, ("time.end", "")]), ["time.first_day"]);
    let all = [no_day, ("time.start", ""), ("time.end", ""), ("time.doors", "12:00")];
    assert_eq!(refusals(&all), ["time.first_day"]);
    assert!(said(&[no_day])[0].1.starts_with("Which day?"));
    assert_eq!(refusals(&[("time.first_day", "soon")]), ["time.first_day"]);
    for path in ["publish_at", "rsvp.opens", "rsvp.closes"] {
        let (day, time) = (format!("{path}.day"), format!("{path}.time"));
        assert_eq!(refusals(&[(&day, "2017-06-01")]), [time.as_str()]);
        assert_eq!(refusals(&[(&time, "13:00")]), [day.as_str()]);
    }
}

#[test]
fn an_odd_order_is_told_and_taken() {
    let told = |edits: &[(&str, &str)], field: &str, words: &str| {
        let said = said(edits);
        let told = said.iter().any(|(at, why)| at == field && why.contains(words));
        assert!(told && said.len() == 1, "{said:?}");
    };
    told(&[("time.end", "01:00")], "time.end", "fill in the last day");
    told(&[("time.last_day", "2017-06-15")], "time.end", "check the last day");
    told(&[("time.end", ""), ("time.last_day", "2017-06-15")], "time.last_day", "before the first");
    told(&[("time.doors", "13:30")], "time.doors", "after the start");
    told(&[("time.all_day", "on")], "time.all_day", "not shown");
    let day = ("rsvp.opens.day", "2017-06-01");
    let closes = [day, ("rsvp.opens.time", "12:00"), ("rsvp.closes.day", "2017-05-01")];
    told(&[&closes[..], &[("rsvp.closes.time", "12:00")]].concat(), "rsvp.closes.time", "nobody");
}

#[test]
fn a_time_that_the_clocks_skip_is_explained() {
    let day = ("time.first_day", "2027-03-14");
    let edits = [day, ("time.start", "02:30"), ("time.end", "")];
    assert_eq!(refusals(&edits), ["time.start"]);
    let (_, why) = said(&edits).remove(0);
    assert!(why.starts_with("There is no 2:30 am on Sunday, March 14, 2027 in New York"), "{why}");
    assert!(why.contains("put forward") && why.ends_with("Perhaps 3:30 am is meant?"), "{why}");
    for (control, on) in [("time.end", "time.last_day"), ("rsvp.opens.time", "rsvp.opens.day")] {
        assert_eq!(refusals(&[(on, "2027-03-14"), (control, "2:30 am")]), [control]);
    }
    let doors = [day, ("time.start", "4am"), ("time.end", "5am"), ("time.doors", "2:30am")];
    assert_eq!(refusals(&doors), ["time.doors"]);
    let samoa = [("time.zone", "Pacific/Apia"), ("time.first_day", "2011-12-30")];
    let (_, why) = said(&samoa).remove(0);
    assert!(why.contains("Perhaps 1:00 pm on Saturday, December 31, 2011 is meant?"), "{why}");
}

#[test]
fn a_time_that_comes_twice_is_taken_and_told() {
    let edits = [("time.first_day", "2027-11-07"), ("time.start", "01:30"), ("time.end", "")];
    let told = said(&edits);
    assert_eq!((told.len(), told[0].0.as_str()), (1, "time.start"));
    let twice = "1:30 am comes twice on Sunday, November 7, 2027 in New York";
    assert!(told[0].1.starts_with(twice) && told[0].1.contains("first one is taken"), "{told:?}");
    assert_eq!(after(&edits)["time"]["starts"], "2027-11-07T01:30");
}

#[test]
fn a_zone_that_breaks_the_agenda_is_told_at_its_hours() {
    let mut kept = timed(&json!({ "zone": "UTC", "starts": "2027-03-14T01:00" }));
    kept.sessions.push(crate::document::Session {
        title: Some("Welcome".to_owned()),
        starts: "2027-03-14T02:30".parse().ok(),
        ..Default::default()
    });
    let form = typed(&EventForm::of(&kept), &[("time.zone", "America/New_York")]);
    let slips = super::slips_of(&form.read(&kept).map(|_| ()).expect_err("a slip"));
    assert_eq!((slips.len(), &*slips[0].field), (1, "sessions[0].start"));
    assert!(slips[0].why.starts_with("There is no 2:30 am"), "{slips:?}");
}

#[test]
fn the_form_shows_times_as_controls_want_them() {
    let form = form();
    let shown = ["time.first_day", "time.start", "time.last_day", "time.end"];
    assert_eq!(shown.map(|name| form.value(name)), ["2017-06-16", "13:00", "", "14:00"]);
    assert!(reads(&form, &sample()).oddities.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 64, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn another_day_leaves_everything_but_times(kept in document(), day in date()) {
        let form = typed(&EventForm::of(&kept), &[("time.first_day", &day.to_string())]);
        let mut read = reads(&form, &kept).document;
        let time = read.time.clone().unwrap_or_default();
        prop_assert_eq!(time.starts.map(WallTime::date).or(time.date), Some(day));
        let hour = |document: &Document| {
            document.time.as_ref().and_then(|time| time.starts).map(|starts| starts.naive().time())
        };
        prop_assert_eq!(hour(&read), hour(&kept));
        read.time.clone_from(&kept.time);
        prop_assert_eq!(read.write(), kept.write());
    }
}
