//! Reminders: each at its moment, for whom it is meant, once, and never of what is not so.

use chrono::TimeDelta;
use domain::errand;
use futures_util::future::join_all;
use serde_json::json;

use crate::harness::{Dais, Event, Letter, Paper, a_briefing};

/// The usual rungs of [`a_briefing`], which begins at 2:00 pm in Washington.
const WEEK: &str = "2027-04-13T18:00:00Z";
const DAY: &str = "2027-04-19T18:00:00Z";
const HOURS: &str = "2027-04-20T16:00:00Z";

impl Dais {
    /// Every errand that is due is done.
    pub async fn does_errands(&self) {
        let mut rounds = 0;
        while errand::round(&self.desk).await.expect("a round") > 0 {
            rounds += 1;
            assert!(rounds < 1_000, "errands come to no rest");
        }
    }

    /// It becomes this moment, and everything happens that happens by itself.
    pub async fn lives_until(&self, moment: &str) {
        self.set_clock(moment);
        self.does_errands().await;
        self.post_round().await;
    }

    /// The reminders that `ada@example.org` got.
    pub fn reminders_to(&self, address: &str) -> Vec<Letter> {
        let mut letters = self.letters_to(address);
        letters.retain(|letter| is_reminder(&letter.subject()));
        letters
    }

    fn subjects_to(&self, address: &str) -> Vec<String> {
        self.reminders_to(address).iter().map(Letter::subject).collect()
    }

    /// Everybody of these replies, and reads the answer.
    async fn comes(&self, event: &Event, names: &[&str]) {
        for name in names {
            self.guest(name).replies(event).await.leads_to();
        }
        self.post_round().await;
    }

    /// Writes an event's steps as staff do on the page.
    pub async fn sets_ladder(&self, steps: serde_json::Value) {
        let sql = format!("UPDATE ladder SET steps = '{}'", steps.to_string().replace('\'', "''"));
        self.does_errands().await;
        self.tampers(&sql).await;
        self.tampers("UPDATE errand SET due_at = looked_at WHERE kind = 'ladder'").await;
    }
}

fn is_reminder(subject: &str) -> bool {
    ["Today", "Tomorrow", "In ", "Still ", "Your part "]
        .iter()
        .any(|opening| subject.starts_with(opening))
}

const ADA: &str = "ada@example.org";

#[tokio::test]
async fn the_usual_reminders_come_at_their_moments_and_once() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with("place.arrival", "Enter on South Capitol.")).await;
    dais.comes(&event, &["Ada"]).await;

    dais.lives_until("2027-04-13T17:58:00Z").await;
    assert!(dais.reminders_to(ADA).is_empty());
    dais.lives_until(WEEK).await;
    dais.lives_until(WEEK).await;
    let week = "In a week: Hours in the… · Tue, Apr 20 · Longworth 1300";
    assert_eq!(dais.subjects_to(ADA), [week]);
    let title = "Hours in the Field · Tue, Apr 20 · Longworth 1300";

    dais.lives_until(DAY).await;
    let day = dais.reminders_to(ADA).pop().expect("a letter");
    assert_eq!(day.subject(), format!("Tomorrow: {title}"));
    assert!(day.own_page().ends_with("/coming"), "{}", day.plain());
    assert!(day.plain().contains("Are you coming?") && day.calendar_text().is_none());

    dais.lives_until(HOURS).await;
    let hours = dais.reminders_to(ADA).pop().expect("a letter");
    assert_eq!(hours.subject(), format!("Today: {title}"));
    for fact in ["Enter on South Capitol.", "Room 1300", "2:00 – 3:30 pm ET"] {
        assert!(hours.lines().contains(&fact.to_owned()), "{}", hours.plain());
    }
    assert!(!hours.own_page().ends_with("/coming"));

    for later in ["2027-04-20T17:59:59Z", "2027-04-20T18:00:00Z", "2027-04-27T18:00:00Z"] {
        dais.lives_until(later).await;
    }
    assert_eq!(dais.reminders_to(ADA).len(), 3);
}

#[tokio::test]
async fn who_replies_or_gets_a_seat_after_the_moment_hears_of_the_next_one() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with_seats(1)).await;
    dais.comes(&event, &["Ada", "Ben"]).await;
    dais.lives_until("2027-04-13T17:00:00Z").await;
    dais.set_clock(WEEK);
    // It is the moment, and nobody has been reminded yet.
    dais.own_page_of("Ada").await.presses("cancel").await.leads_to();
    dais.own_page_of("Ben").await.presses("take").await.leads_to();
    dais.publishes(a_briefing().with_seats(2)).await;
    dais.comes(&event, &["Cleo"]).await;
    dais.lives_until("2027-04-13T18:00:01Z").await;
    for name in ["ada@example.org", "ben@example.org", "cleo@example.org"] {
        assert!(dais.reminders_to(name).is_empty(), "{name}");
    }
    dais.lives_until(DAY).await;
    let reminded = ["ada@example.org", "ben@example.org", "cleo@example.org"];
    assert_eq!(reminded.map(|name| dais.reminders_to(name).len()), [0, 1, 1]);
}

#[tokio::test]
async fn an_event_that_is_not_on_reminds_nobody_and_one_that_is_back_does() {
    for state in ["draft", "cancelled", "postponed"] {
        let dais = Dais::start().await;
        let event = dais.publishes(a_briefing()).await;
        dais.comes(&event, &["Ada"]).await;
        dais.imports(&a_briefing().with("state", state), false).await.expect("a document");
        dais.lives_until(WEEK).await;
        assert!(dais.reminders_to(ADA).is_empty(), "{state}");

        dais.publishes(a_briefing()).await;
        dais.lives_until("2027-04-13T19:00:00Z").await;
        assert_eq!(dais.reminders_to(ADA).len(), 1, "{state} and back within six hours");
        dais.imports(&a_briefing().with("state", state), false).await.expect("a document");
        dais.lives_until(DAY).await;
        dais.publishes(a_briefing()).await;
        dais.lives_until("2027-04-20T00:00:01Z").await;
        assert_eq!(dais.reminders_to(ADA).len(), 1, "{state} and back too late");
    }
}

#[tokio::test]
async fn what_waits_in_the_outbox_is_withdrawn_with_its_reason_and_comes_back_with_it() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.comes(&event, &["Ada", "Ben"]).await;
    dais.set_clock(WEEK);
    dais.does_errands().await;
    assert_eq!(waiting(&dais).await, 2);

    dais.imports(&a_briefing().with("state", "cancelled"), false).await.expect("a document");
    assert_eq!(waiting(&dais).await, 0, "in the transaction that cancels it");
    dais.publishes(a_briefing()).await;
    dais.lives_until("2027-04-13T18:01:00Z").await;
    assert_eq!(dais.reminders_to(ADA).len(), 1);

    dais.set_clock(DAY);
    dais.does_errands().await;
    assert_eq!(waiting(&dais).await, 2);
    dais.publishes(
        a_briefing()
            .with("time.starts", "2027-05-20T14:00")
            .with("time.ends", serde_json::Value::Null),
    )
    .await;
    assert_eq!(waiting(&dais).await, 0, "another day");
    dais.lives_until("2027-04-19T18:01:00Z").await;
    assert_eq!(dais.reminders_to(ADA).len(), 1);
}

async fn waiting(dais: &Dais) -> i64 {
    dais.number("SELECT count(*) AS n FROM letter WHERE kind = 'reminder' AND done_at IS NULL")
        .await
}

#[tokio::test]
async fn who_gives_up_before_the_letter_leaves_gets_none() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.comes(&event, &["Ada"]).await;
    let page = dais.own_page_of("Ada").await;
    dais.set_clock(WEEK);
    dais.does_errands().await;
    page.presses("cancel").await.leads_to();
    dais.lives_until("2027-04-13T18:01:00Z").await;
    assert!(dais.reminders_to(ADA).is_empty());
}

#[tokio::test]
async fn another_hour_of_the_day_reminds_nobody_again_and_another_day_does() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.comes(&event, &["Ada"]).await;
    dais.lives_until(WEEK).await;
    let moved = |starts: &str| {
        a_briefing().with("time.starts", starts).with("time.ends", serde_json::Value::Null)
    };

    dais.publishes(moved("2027-04-20T16:00")).await;
    dais.lives_until("2027-04-13T20:00:00Z").await;
    assert_eq!(dais.reminders_to(ADA).len(), 1, "two hours later on the same day");

    dais.publishes(moved("2027-04-28T14:00")).await;
    dais.lives_until("2027-04-20T16:00:00Z").await;
    assert_eq!(dais.reminders_to(ADA).len(), 1, "nothing of the old day");
    dais.lives_until("2027-04-21T18:00:00Z").await;
    assert_eq!(dais.reminders_to(ADA).len(), 2, "a week before the new day");

    // The day before has passed when it moves there: only what lies ahead comes.
    dais.publishes(moved("2027-04-22T12:00")).await;
    dais.lives_until("2027-04-21T18:00:01Z").await;
    assert_eq!(dais.reminders_to(ADA).len(), 2);
    dais.lives_until("2027-04-22T14:00:00Z").await;
    assert_eq!(dais.reminders_to(ADA).len(), 3);
}

#[tokio::test]
async fn a_clock_that_is_put_back_repeats_nothing_and_forgets_nothing() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.comes(&event, &["Ada"]).await;
    dais.lives_until(DAY).await;
    assert_eq!(dais.reminders_to(ADA).len(), 1, "that of the day; that of the week is too late");
    dais.lives_until("2027-04-10T18:00:00Z").await;
    for moment in [WEEK, DAY, HOURS] {
        dais.lives_until(moment).await;
    }
    let subjects = dais.subjects_to(ADA);
    assert_eq!(subjects.len(), 3, "{subjects:?}");
}

#[tokio::test]
async fn several_processes_send_each_reminder_once() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.comes(&event, &["Ada", "Ben", "Cleo"]).await;
    dais.set_clock(WEEK);
    let rounds = (0..8).map(|_| errand::round(&dais.desk));
    for done in join_all(rounds).await {
        done.expect("a round");
    }
    // Killed after its letters and before its errand: they are one transaction, so neither or both.
    dais.tampers("UPDATE errand SET due_at = looked_at, claimed_until = NULL").await;
    dais.lives_until("2027-04-13T18:01:00Z").await;
    assert_eq!(dais.number("SELECT count(*) AS n FROM letter WHERE kind = 'reminder'").await, 3);
    assert_eq!(dais.reminders_to(ADA).len(), 1);
}

#[tokio::test]
async fn a_crowd_is_reminded_in_portions_each_person_once() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.comes(&event, &["Ada"]).await;
    crowd(&dais, 1_200).await;
    dais.set_clock(WEEK);
    let mut portions = 0;
    while errand::round(&dais.desk).await.expect("a round") > 0 {
        portions += 1;
    }
    assert!((3..=4).contains(&portions), "{portions}");
    let sql = "SELECT count(DISTINCT rsvp_id) AS n FROM letter WHERE kind = 'reminder'";
    assert_eq!(dais.number(sql).await, 1_201);
    assert_eq!(waiting(&dais).await, 1_201);
    dais.leaves_letters();
}

/// So many more like the one RSVP that is there.
async fn crowd(dais: &Dais, people: i64) {
    let sql = format!(
        "INSERT INTO rsvp (event_id, email, who, name, standing, uid, found_by, online, party, \
         companions, turn, sequence, occurrence, replied_at, changed_at, seen_revision) \
         WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < {people}) \
         SELECT event_id, CAST(n AS TEXT) || email, who, name, standing, uid || CAST(n AS TEXT), \
         found_by, online, party, companions, turn + n, sequence, occurrence, replied_at, \
         changed_at, seen_revision FROM rsvp, many WHERE rsvp.id = 1"
    );
    dais.tampers(&sql).await;
}

#[tokio::test]
async fn who_waits_who_is_online_press_and_speakers_each_read_their_own() {
    let dais = Dais::start().await;
    let speakers = json!([
        { "name": "Vera Voice", "protected": true, "email": "vera@example.org", "state": "confirmed",
          "organisations": ["The Hidden Office"] },
        { "placeholder": "A farmer", "email": "farm@example.org" },
        { "name": "Dan Dropped", "email": "dan@example.org", "state": "dropped" },
        { "name": "One of Two", "email": "office@example.org" },
        { "name": "Two of Two", "email": "Office@example.org" },
    ]);
    let paper = a_briefing().with("place.mode", "hybrid").with_seats(2).with("speakers", speakers);
    let event = dais.publishes(paper.with("online.url", "https://stream.example.org/secret")).await;
    dais.comes(&event, &["Ada"]).await;
    dais.guest("Pia").typing("category", "press").replies(&event).await.leads_to();
    dais.guest("Otto").typing("attending", "online").replies(&event).await.leads_to();
    dais.comes(&event, &["Wim"]).await;
    let step = |to: serde_json::Value, note: &str| json!({ "minutes": 1440, "to": to, "asks": false, "note": note });
    dais.sets_ladder(json!([
        step(json!(["room", "online"]), "To guests."),
        step(json!(["press"]), "To press."),
        step(json!(["waiting_list"]), "To who waits."),
        step(json!(["speakers"]), "To speakers."),
    ]))
    .await;
    dais.lives_until(DAY).await;
    dais.lives_until("2027-04-19T18:30:00Z").await;

    let one = |address: &str| {
        let mut letters = dais.reminders_to(address);
        assert_eq!(letters.len(), 1, "{address}");
        letters.remove(0)
    };
    assert!(one(ADA).plain().contains("To guests."));
    assert!(one("pia@example.org").plain().contains("To press."));
    let online = one("otto@example.org").plain();
    assert!(online.contains("the address of the stream is on your RSVP page"), "{online}");
    assert!(!online.contains("stream.example.org") && !online.contains("1300"), "{online}");
    let waits = one("wim@example.org");
    assert!(waits.subject().starts_with("Still on the waiting list · "), "{}", waits.subject());
    assert!(waits.plain().contains("You are number 1 in line."), "{}", waits.plain());

    let vera = one("vera@example.org");
    assert!(vera.plain().starts_with("Hello Vera Voice,"), "{}", vera.plain());
    assert!(vera.plain().contains("To speakers.") && !vera.plain().contains("/r/"));
    assert!(!vera.raw().contains("Hidden Office"));
    assert!(one("farm@example.org").plain().starts_with("Hello,"));
    assert!(one("office@example.org").plain().starts_with("Hello,"));
    assert!(dais.letters_to("dan@example.org").is_empty());
}

#[tokio::test]
async fn allowed_copies_come_with_a_link_of_their_own() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    let guest = dais.guest("Ada").typing("scheduler-name", "Sam Scheduler");
    guest.typing("scheduler-email", "sam@example.org").replies(&event).await.leads_to();
    dais.own_page_of("Ada").await.allows_copies().await;
    dais.lives_until(DAY).await;
    let copy = dais.reminders_to("sam@example.org").pop().expect("a copy");
    let own = dais.reminders_to(ADA).pop().expect("a letter");
    assert_ne!(copy.own_page(), own.own_page());
    assert!(copy.plain().starts_with("This is a copy for you"), "{}", copy.plain());
    assert!(copy.own_page().ends_with("/coming"));
}

#[tokio::test]
async fn a_postman_who_comes_after_the_beginning_brings_none() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.comes(&event, &["Ada"]).await;
    dais.set_clock(HOURS);
    dais.does_errands().await;
    assert_eq!(waiting(&dais).await, 1);
    dais.lives_until("2027-04-20T18:00:00Z").await;
    assert!(dais.reminders_to(ADA).is_empty());
    assert_eq!(
        dais.texts("SELECT outcome FROM letter WHERE kind = 'reminder'").await,
        ["too_late"]
    );
}

#[tokio::test]
async fn days_are_those_of_the_place_whatever_the_clocks_do() {
    for (zone, starts, day, two_hours) in [
        ("America/New_York", "2027-11-07T14:00", "2027-11-06T18:00:00Z", "2027-11-07T17:00:00Z"),
        ("Europe/Berlin", "2027-10-31T14:00", "2027-10-30T12:00:00Z", "2027-10-31T11:00:00Z"),
        ("Asia/Kathmandu", "2027-06-16T14:00", "2027-06-15T08:15:00Z", "2027-06-16T06:15:00Z"),
    ] {
        let dais = Dais::start().await;
        let paper = a_briefing().with("time.zone", zone).with("time.starts", starts);
        let event = dais.publishes(paper.with("time.ends", serde_json::Value::Null)).await;
        dais.comes(&event, &["Ada"]).await;
        for (moment, letters) in [(day, 1), (two_hours, 2)] {
            let before = crate::harness::at(moment) - TimeDelta::minutes(2);
            dais.lives_until(&before.to_rfc3339()).await;
            assert_eq!(dais.reminders_to(ADA).len(), letters - 1, "{zone} before {moment}");
            dais.lives_until(moment).await;
            assert_eq!(dais.reminders_to(ADA).len(), letters, "{zone} at {moment}");
        }
    }
}

#[tokio::test]
async fn an_event_brought_anew_under_another_name_begins_afresh() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing()).await;
    dais.comes(&event, &["Ada"]).await;
    dais.lives_until(WEEK).await;
    let copy: Paper = a_briefing().named("the-same-once-more");
    dais.publishes(copy).await;
    dais.lives_until(DAY).await;
    assert_eq!(dais.reminders_to(ADA).len(), 2, "nobody is a guest of the copy");
}
