//! When rungs stand, and what becomes of them.

use chrono::{DateTime, TimeDelta, Utc};

use super::when::{grace, rung_of};
use super::*;
use crate::document::Document;
use crate::event;
use crate::lines::Lines;

const BEFORE: &str = "2027-01-01T00:00:00Z";

fn at(moment: &str) -> DateTime<Utc> {
    moment.parse().expect("an instant")
}

/// A published event with this in its `time`.
fn event(time: &str) -> Event {
    let json = format!(r#"{{"title": "A briefing", "state": "published", "time": {time}}}"#);
    event::record(&Document::read(&json).expect("a document"), None, at(BEFORE))
}

fn starting(starts: &str, zone: &str) -> Event {
    event(&format!(r#"{{"starts": "{starts}", "zone": "{zone}"}}"#))
}

/// Who has a seat in the room since before everything.
fn guest() -> Rsvp {
    Rsvp {
        id: 1,
        event_id: 1,
        email: "ada@example.org".into(),
        who: String::new(),
        name: "Ada Example".into(),
        standing: Standing::Seated,
        uid: "uid".into(),
        organization: None,
        job_title: None,
        category: None,
        access: None,
        found_by: String::new(),
        marks: None,
        given_up_from: None,
        online: false,
        party: 1,
        companions: Lines(vec![]),
        offered_at: None,
        offered_until: None,
        given_up_at: None,
        scheduler_name: None,
        scheduler_email: None,
        scheduler_allowed_at: None,
        handed_to: None,
        handed_by: None,
        turn: 1,
        sequence: 0,
        occurrence: 0,
        replied_at: at(BEFORE),
        changed_at: at(BEFORE),
        seen_revision: 0,
        reconfirmed_at: None,
        came: None,
        discreet: false,
    }
}

/// What becomes of the usual rungs for this guest.
fn fates(event: &Event, rsvp: &Rsvp, now: &str) -> Vec<Fate> {
    fates_of(event, &Person { rsvp, told_at: None, written: &[] }, now)
}

fn fates_of(event: &Event, person: &Person<'_>, now: &str) -> Vec<Fate> {
    let ladder = Ladder::of(event, None);
    ladder.plan(event, person, at(now)).into_iter().map(|planned| planned.rung.fate).collect()
}

fn moment(event: &Event, minutes: i64) -> DateTime<Utc> {
    event.moment_before(minutes).expect("a date")
}

#[test]
fn days_are_counted_on_the_calendar_and_hours_on_the_clock() {
    // Clocks go forward in the night before, back in the night before, and by half an hour.
    for (starts, zone, day, two_hours) in [
        ("2027-03-14T14:00", "America/New_York", "2027-03-13T19:00:00Z", "2027-03-14T16:00:00Z"),
        ("2027-11-07T14:00", "America/New_York", "2027-11-06T18:00:00Z", "2027-11-07T17:00:00Z"),
        ("2027-03-28T14:00", "Europe/Berlin", "2027-03-27T13:00:00Z", "2027-03-28T10:00:00Z"),
        ("2027-04-04T14:00", "Australia/Lord_Howe", "2027-04-03T03:00:00Z", "2027-04-04T01:30:00Z"),
        ("2027-06-16T14:00", "Asia/Kathmandu", "2027-06-15T08:15:00Z", "2027-06-16T06:15:00Z"),
        ("2027-06-16T14:00", "Asia/Kolkata", "2027-06-15T08:30:00Z", "2027-06-16T06:30:00Z"),
    ] {
        let event = starting(starts, zone);
        assert_eq!(moment(&event, DAY), at(day), "{starts} {zone}");
        assert_eq!(moment(&event, 120), at(two_hours), "{starts} {zone}");
    }
    // Two hours before 3:30 am of a night without 2:30: 12:30 am, as the hours pass.
    let night = starting("2027-03-14T03:30", "America/New_York");
    assert_eq!(moment(&night, 120), at("2027-03-14T05:30:00Z"));
}

#[test]
fn a_time_that_the_clocks_skip_the_day_before_is_read_as_before_the_gap() {
    let event = starting("2027-03-15T02:30", "America/New_York");
    assert_eq!(moment(&event, DAY), at("2027-03-14T07:30:00Z"));
}

#[test]
fn a_day_without_an_hour_counts_from_nine_in_the_morning() {
    for time in [
        r#"{"date": "2027-06-16", "zone": "America/New_York"}"#,
        r#"{"starts": "2027-06-16T13:00", "all_day": true, "zone": "America/New_York"}"#,
    ] {
        let event = event(time);
        assert_eq!(event.begins(), Some(at("2027-06-16T13:00:00Z")));
        assert_eq!(moment(&event, DAY), at("2027-06-15T13:00:00Z"));
        // Two hours before that the day has begun and the event has not.
        assert_eq!(fates(&event, &guest(), "2027-06-16T11:00:00Z")[2], Fate::Due);
    }
    assert!(event("{}").begins().is_none());
    assert_eq!(fates(&event("{}"), &guest(), BEFORE), [Fate::Skipped(Why::NoDate); 3]);
}

#[test]
fn a_rung_comes_is_due_for_a_while_and_is_then_too_late() {
    let event = starting("2027-06-16T14:00", "America/New_York");
    let fates = |now| fates(&event, &guest(), now);
    assert_eq!(fates("2027-06-09T17:59:59Z"), [Fate::Coming; 3]);
    assert_eq!(fates("2027-06-09T18:00:00Z"), [Fate::Due, Fate::Coming, Fate::Coming]);
    assert_eq!(fates("2027-06-10T00:00:00Z")[0], Fate::Due);
    assert_eq!(fates("2027-06-10T00:00:01Z")[0], Fate::Skipped(Why::Late));
    assert_eq!(fates("2027-06-16T17:00:00Z")[2], Fate::Due);
    assert_eq!(fates("2027-06-16T17:00:01Z")[2], Fate::Skipped(Why::Late));
    assert_eq!(fates("2027-06-16T18:00:00Z"), [Fate::Skipped(Why::Begun); 3]);
    assert_eq!((grace(30), grace(DAY)), (TimeDelta::minutes(15), TimeDelta::hours(6)));
}

#[test]
fn who_replied_or_was_told_after_the_moment_needs_no_reminder_of_it() {
    let event = starting("2027-06-16T14:00", "America/New_York");
    let now = "2027-06-15T20:00:00Z";
    let replied = |replied: &str| Rsvp { replied_at: at(replied), ..guest() };
    let day = |rsvp: &Rsvp| fates(&event, rsvp, now)[1];
    assert_eq!(day(&replied("2027-06-15T17:59:59Z")), Fate::Due);
    assert_eq!(day(&replied("2027-06-15T18:00:00Z")), Fate::Skipped(Why::RepliedLater));
    // Written while the clock was ahead.
    assert_eq!(day(&replied("2027-06-15T20:00:01Z")), Fate::Due);

    let told_at = Some(at("2027-06-15T19:00:00Z"));
    let told = Person { rsvp: &guest(), told_at, written: &[] };
    assert_eq!(fates_of(&event, &told, now)[1], Fate::Skipped(Why::ToldLater));
    assert_eq!(fates_of(&event, &told, now)[2], Fate::Coming);
}

#[test]
fn one_letter_for_each_rung_and_day() {
    let event = starting("2027-06-16T14:00", "America/New_York");
    let now = "2027-06-15T20:00:00Z";
    let written = [event.occurrence_of_rung(DAY).expect("a date")];
    assert_eq!(rung_of(written[0]), DAY);
    let person = Person { rsvp: &guest(), told_at: None, written: &written };
    assert_eq!(fates_of(&event, &person, now)[1], Fate::Written);
    let later = starting("2027-06-16T15:00", "America/New_York");
    assert_eq!(fates_of(&later, &person, now)[1], Fate::Written, "an hour later the same day");
    let another = starting("2027-06-17T14:00", "America/New_York");
    assert_eq!(fates_of(&another, &person, now)[1], Fate::Coming, "another day");
}

#[test]
fn what_had_passed_when_the_event_got_its_hour_is_skipped() {
    let moved = Event {
        changed_at: at("2027-06-15T19:00:00Z"),
        ..starting("2027-06-16T14:00", "America/New_York")
    };
    let now = "2027-06-15T19:30:00Z";
    assert_eq!(fates(&moved, &guest(), now)[1], Fate::Skipped(Why::Moved));
    // It was written for another reason, and begins when it did.
    let begins_at = moved.begins();
    let kept = Model { event_id: 0, steps: None, begins_at, since: Some(at(BEFORE)) };
    let ladder = Ladder::of(&moved, Some(&kept));
    let rsvp = guest();
    let person = Person { rsvp: &rsvp, told_at: None, written: &[] };
    assert_eq!(ladder.plan(&moved, &person, at(now))[1].rung.fate, Fate::Due);
    // An hour that it had before says nothing.
    let other = Model { begins_at: Some(at(BEFORE)), ..kept };
    let ladder = Ladder::of(&moved, Some(&other));
    assert_eq!(ladder.plan(&moved, &person, at(now))[1].rung.fate, Fate::Skipped(Why::Moved));
}

#[test]
fn nothing_is_sent_by_an_event_that_is_not_on() {
    let event = starting("2027-06-16T14:00", "America/New_York");
    let now = "2027-06-15T19:00:00Z";
    for (state, why) in [
        (None, Why::Draft),
        (Some(event::State::Draft), Why::Draft),
        (Some(event::State::Cancelled), Why::Cancelled),
        (Some(event::State::Postponed), Why::Postponed),
    ] {
        let event = Event { state, ..event.clone() };
        assert_eq!(fates(&event, &guest(), now), [Fate::Skipped(why); 3]);
    }
    let deleted = Event { deleted_at: Some(at(BEFORE)), ..event.clone() };
    assert_eq!(fates(&deleted, &guest(), now), [Fate::Skipped(Why::Deleted); 3]);
    let shows = |from: &str| Event { visible_from: Some(at(from)), ..event.clone() };
    let hidden = shows("2027-06-15T21:00:00Z");
    assert_eq!(fates(&hidden, &guest(), now)[1], Fate::Coming);
    assert_eq!(fates(&hidden, &guest(), "2027-06-15T21:00:00Z")[1], Fate::Due);
    let longer = shows("2027-06-16T01:00:00Z");
    assert_eq!(fates(&longer, &guest(), now)[1], Fate::Skipped(Why::Hidden));
}

#[test]
fn each_audience_has_its_own_steps_and_nobody_two_of_one_rung() {
    let event = starting("2027-06-16T14:00", "America/New_York");
    let step = |to: &[Audience], note: &str| Step {
        minutes: DAY,
        to: to.to_vec(),
        asks: false,
        note: Some(note.to_owned()),
    };
    let steps = vec![
        step(&[Audience::Room, Audience::Online], "seated"),
        step(&[Audience::Press], "press"),
        step(&[Audience::WaitingList], "waiting"),
    ];
    let ladder = Ladder { steps, is_own: true, since: None };
    let notes = |rsvp: &Rsvp| -> Vec<String> {
        let person = Person { rsvp, told_at: None, written: &[] };
        let planned = ladder.plan(&event, &person, at(BEFORE));
        planned.iter().filter_map(|planned| planned.step.note.clone()).collect()
    };
    let press = || Some("press".to_owned());
    assert_eq!(notes(&guest()), ["seated"]);
    assert_eq!(notes(&Rsvp { online: true, ..guest() }), ["seated"]);
    assert_eq!(notes(&Rsvp { category: press(), ..guest() }), ["press"]);
    for standing in [Standing::Waiting, Standing::Offered, Standing::Asked] {
        assert_eq!(notes(&Rsvp { standing, category: press(), ..guest() }), ["waiting"]);
    }
    for standing in [Standing::GivenUp, Standing::Cancelled, Standing::Lapsed] {
        assert!(notes(&Rsvp { standing, ..guest() }).is_empty());
    }
}

#[test]
fn typed_steps_are_read_or_refused_beside_their_fields() {
    let row = |number: &str, unit: &str, to: &[&str]| StepForm {
        number: number.into(),
        unit: unit.into(),
        to: to.iter().map(|word| (*word).to_owned()).collect(),
        ..StepForm::default()
    };
    let steps = |rows: &[StepForm]| {
        LadderForm { rows: rows.to_vec(), seen: String::new() }
            .steps()
            .map(|steps| steps.into_iter().map(|step| step.minutes).collect::<Vec<_>>())
    };
    let fields = |rows: &[StepForm]| match steps(rows) {
        Err(crate::error::Error::Invalid(slips)) => {
            slips.into_iter().map(|slip| slip.field.into_owned()).collect::<Vec<_>>()
        }
        _ => vec![],
    };
    let empty = StepForm { unit: "days".into(), ..StepForm::default() };
    let good = [row("2", "hours", &["room"]), row("7", "days", &["online"]), empty];
    assert_eq!(steps(&good).ok(), Some(vec![7 * DAY, 120]));
    assert_eq!(fields(&[row("0", "days", &["room"])]), ["steps[0].number"]);
    assert_eq!(fields(&[row("61", "days", &["room"])]), ["steps[0].number"]);
    assert_eq!(fields(&[row("9", "minutes", &["room"])]), ["steps[0].number"]);
    assert_eq!(fields(&[row("9999999999999999999", "days", &["room"])]), ["steps[0].number"]);
    assert_eq!(fields(&[row("9223372036854775807", "days", &["room"])]), ["steps[0].number"]);
    assert_eq!(fields(&[row("soon", "weeks", &[])]), ["steps[0].unit", "steps[0].to"]);
    let twice = [row("1", "days", &["room"]), row("24", "hours", &["room", "online"])];
    assert_eq!(fields(&twice), ["steps[1].number"]);
    let gone = StepForm { remove: true, ..row("soon", "days", &[]) };
    assert_eq!(steps(&[gone]).ok(), Some(vec![]));
    let usual = LadderForm::of(&usual());
    assert_eq!(usual.steps().ok(), Some(super::usual()));
}
