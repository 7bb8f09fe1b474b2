//! What is off, and whose part is.

use serde_json::{Value, json};

use super::{EVERYBODY, day, edited, people};
use crate::harness::{Dais, read_calendar};
use crate::life::step;
use crate::schedule::way;

/// Each entry of the calendar behind a schedule: its UID and its SEQUENCE.
async fn feed(dais: &Dais, path: &str) -> Vec<(String, i64)> {
    let text = dais.get(&format!("{path}.ics")).await.text();
    read_calendar(&text).iter().map(|entry| (entry.value("UID"), entry.sequence())).collect()
}

fn with_ben(state: &str) -> Value {
    let mut all = people(&["Ada", "Ben", "Cleo", "Dana", "Eve"]);
    all[1]["state"] = json!(state);
    all
}

#[tokio::test]
async fn an_event_that_is_called_off_is_told_to_all_and_so_is_its_return() {
    let dais = Dais::has_speakers(day()).await;
    let path = way(&dais.schedules_to("dana@example.org")[0]);
    let before = feed(&dais, &path).await;
    let off = day().with("state", "cancelled").with("reason", "The House is not in session.");
    edited(&dais, off).await;
    assert_eq!(dais.told(), EVERYBODY.map(|name| (name, 1)));
    let letter = dais.changes_to("dana").remove(0);
    assert_eq!(letter.subject(), "Cancelled: Hours in the Field · Tue, Apr 20");
    assert_eq!(
        dais.news_to("dana"),
        ["The event, before: Takes place", "The event, now: Cancelled"]
    );
    assert!(letter.plain().contains("\n\nThis event is cancelled.\n\nHours in the Field\n"));
    assert!(letter.plain().contains("The hosts say: The House is not in session."));
    let entry = letter.calendar();
    assert_eq!((entry.method.as_str(), &*entry.value("STATUS")), ("CANCEL", "CANCELLED"));
    assert_eq!(vec![(entry.value("UID"), entry.sequence())], feed(&dais, &path).await);
    assert_eq!(entry.value("UID"), before[0].0);
    assert!(entry.sequence() > before[0].1);
    assert!(entry.value("ATTENDEE").ends_with("dana@example.org"));

    edited(&dais, day()).await;
    assert_eq!(dais.told(), EVERYBODY.map(|name| (name, 2)));
    let letter = dais.changes_to("dana").pop().expect("a letter");
    assert_eq!(letter.subject(), "Takes place after all: Hours in the Field · Tue, Apr 20");
    assert_eq!(letter.calendar().method, "REQUEST");
    edited(&dais, day().with("state", "postponed")).await;
    let letter = dais.changes_to("dana").pop().expect("a letter");
    assert_eq!(letter.subject(), "Postponed: Hours in the Field · Tue, Apr 20");
}

#[tokio::test]
async fn who_is_taken_out_is_told_once_and_who_declined_is_not() {
    let dais = Dais::has_speakers(day()).await;
    edited(&dais, day().with("speakers", with_ben("dropped"))).await;
    assert_eq!(dais.told(), [("ada", 1), ("ben", 1)]);
    let letter = dais.changes_to("ben").remove(0);
    assert_eq!(letter.subject(), "No longer yours: Hours in the Field · Tue, Apr 20");
    assert_eq!(letter.calendar().method, "CANCEL");
    assert_eq!(dais.news_to("ada"), ["Beside you, before: Ben Example", "Beside you, now: Nobody"]);
    // Nothing that happens there is theirs from now on.
    let gone = day().with("speakers", people(&["Ada", "Cleo", "Dana", "Eve"]));
    edited(&dais, gone.clone().with("place.room", "2044")).await;
    assert_eq!(dais.changes_to("ben").len(), 1);
    // They are asked again, and hear it.
    edited(&dais, day().with("place.room", "2044")).await;
    let letter = dais.changes_to("ben").pop().expect("a letter");
    assert_eq!(letter.subject(), "You are part of: Hours in the Field · Tue, Apr 20");

    let dais = Dais::has_speakers(day()).await;
    edited(&dais, day().with("speakers", with_ben("declined"))).await;
    assert_eq!(dais.told(), [("ada", 1)], "who declined said so themselves");
}

#[tokio::test]
async fn who_declines_by_the_link_is_told_no_more() {
    let mut paper = day();
    paper.0["speakers"][0]["state"] = json!("invited");
    let dais = Dais::has_speakers(paper).await;
    let path = way(&dais.schedules_to("ada@example.org")[0]);
    let form = dais.get(&path).await.page_with(200).form("form.agenda-answer");
    dais.fills(&form, &[("answer", "no")]).await.leads_to();
    let owner = dais.owner().await;
    let page = owner.get("/staff/proposals").await.page_with(200);
    owner.fills(&page.form("form[action$='/take']"), &[]).await.leads_to();
    dais.gathers().await;
    assert_eq!(dais.told(), [("ben", 1)], "he sits beside nobody now");
    edited(&dais, day().with("place.room", "2044").with("speakers.0.state", "declined")).await;
    assert!(dais.changes_to("ada").is_empty());
    assert_eq!(dais.changes_to("ben").len(), 2);
}

#[tokio::test]
async fn an_event_that_is_called_off_and_deleted_at_once_is_told_all_the_same() {
    let dais = Dais::has_speakers(day()).await;
    let owner = dais.owner().await;
    let event = crate::harness::Event { slug: "hours-in-the-field".into() };
    step(&dais, &owner, &event, "cancel").await.leads_to();
    step(&dais, &owner, &event, "delete").await.leads_to();
    dais.passes().await;
    assert_eq!(dais.told(), EVERYBODY.map(|name| (name, 1)));
    let letter = dais.changes_to("eve").remove(0);
    assert_eq!(letter.subject(), "Cancelled: Hours in the Field · Tue, Apr 20");
    dais.gathers().await;
    assert_eq!(dais.told(), EVERYBODY.map(|name| (name, 1)));
    // One that nobody was told is off goes without a word.
    let dais = Dais::has_speakers(day()).await;
    let owner = dais.owner().await;
    step(&dais, &owner, &event, "delete").await;
    dais.gathers().await;
    assert_eq!(dais.told(), []);
}
