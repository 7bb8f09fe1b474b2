//! The entries of calendars that letters bring: each is followed as long as it lives.

use serde_json::{Value, json};

use super::{day, edited, panel};
use crate::harness::{Dais, Letter, read_calendar};

/// Method, status, the hour of each entry, in the letter's order.
fn brought(letter: &Letter) -> Vec<(String, String)> {
    let calendars = letter.calendars();
    let entries = calendars.iter().flat_map(|text| {
        let entries = read_calendar(text);
        assert_eq!(entries.len(), 1, "a method takes one entry");
        entries
    });
    entries.map(|entry| (entry.method.clone(), entry.value("DTSTART"))).collect()
}

fn all_day(sessions: Value) -> crate::harness::Paper {
    day().with("sessions", sessions)
}

#[tokio::test]
async fn an_entry_that_a_letter_brought_is_followed_whatever_comes_beside_it() {
    let alpha = |from: &str, to: &str| panel("Alpha", from, to, &["Dana"]);
    let gamma = panel("Gamma", "15:00", "15:20", &["Dana"]);
    let dais = Dais::has_speakers(all_day(json!([alpha("14:00", "14:10")]))).await;
    edited(&dais, all_day(json!([alpha("14:10", "14:20")]))).await;
    let first = dais.changes_to("dana").remove(0);
    assert_eq!(brought(&first), [("REQUEST".into(), "20270420T141000".into())]);
    let uid = first.calendar().value("UID");

    // One beside it comes as well: whoever lives by letters needs both.
    edited(&dais, all_day(json!([alpha("14:10", "14:20"), gamma]))).await;
    let second = dais.changes_to("dana").remove(1);
    assert_eq!(brought(&second), [("REQUEST".into(), "20270420T150000".into())]);

    // Both move: two files, the one that mail clients read among them.
    let moved = panel("Gamma", "15:10", "15:20", &["Dana"]);
    edited(&dais, all_day(json!([alpha("14:15", "14:25"), moved]))).await;
    let third = dais.changes_to("dana").remove(2);
    let both = ["20270420T141500", "20270420T151000"];
    assert_eq!(brought(&third), both.map(|at| ("REQUEST".to_owned(), at.to_owned())));
    let kinds = third.content_types();
    let files: Vec<&String> = kinds.iter().filter(|kind| kind.contains("name=")).collect();
    assert_eq!(files, ["text/calendar; method=REQUEST; charset=utf-8; name=request-2.ics"]);

    // One goes, and is taken back.
    edited(&dais, all_day(json!([moved]))).await;
    let fourth = dais.changes_to("dana").remove(3);
    let entry = fourth.calendar();
    assert_eq!((entry.method.as_str(), entry.value("UID")), ("CANCEL", uid));
    assert_eq!(fourth.calendars().len(), 1);
    let assured: Vec<usize> = ["ada", "cleo"].map(|name| dais.changes_to(name).len()).to_vec();
    assert_eq!(assured, [0, 0]);
}

#[tokio::test]
async fn an_entry_of_a_letter_that_never_left_comes_with_the_next() {
    let alpha = |from: &str| panel("Alpha", from, "14:30", &["Dana"]);
    let beta = |from: &str| panel("Beta", from, "15:30", &["Dana"]);
    let dais = Dais::has_speakers(all_day(json!([alpha("14:00")]))).await;
    edited(&dais, all_day(json!([alpha("14:05")]))).await;
    dais.publishes(all_day(json!([alpha("14:10"), beta("15:00")]))).await;
    dais.wait(super::PAUSE);
    dais.does_errands().await;
    // The letter is written and has not left; what it would have brought comes with what replaces it.
    dais.publishes(all_day(json!([alpha("14:10"), beta("15:05")]))).await;
    dais.gathers().await;
    let letters = dais.changes_to("dana");
    assert_eq!(letters.len(), 2);
    let both = ["20270420T141000", "20270420T150500"];
    assert_eq!(brought(&letters[1]), both.map(|at| ("REQUEST".to_owned(), at.to_owned())));
}

#[tokio::test]
async fn who_is_asked_is_not_said_to_have_answered() {
    let dais = Dais::has_speakers(day()).await;
    let asked = super::other_day(&["Ada"]).with("speakers.0.state", "invited");
    edited(&dais, asked.clone()).await;
    let letter = dais.changes_to("ada").remove(0);
    assert_eq!(letter.subject(), "You are invited to: Another Day in the Field · Tue, May 4");
    let text = letter.plain();
    assert!(text.contains("The hosts would like to have you at this event."), "{text}");
    assert!(text.contains("whether you come: please answer on the page."), "{text}");
    assert!(!text.contains("part of it") && !text.contains("You are part"), "{text}");
    let file = letter.calendar_text().expect("an entry").replace("\r\n ", "");
    assert!(file.contains("STATUS:TENTATIVE") && file.contains("PARTSTAT=NEEDS-ACTION"), "{file}");
    // Who said yes and is asked again hears it.
    edited(&dais, asked.clone().with("speakers.0.state", "confirmed")).await;
    assert_eq!(dais.told(), [("ada", 1)]);
    edited(&dais, asked).await;
    let letter = dais.changes_to("ada").remove(1);
    assert_eq!(letter.subject(), "Please answer again: Another Day in the Field · Tue, May 4");
    assert_eq!(
        dais.news_to("ada"),
        ["Your answer, before: You come", "Your answer, now: Asked for again"]
    );
    let file = letter.calendar_text().expect("an entry").replace("\r\n ", "");
    assert!(file.contains("PARTSTAT=NEEDS-ACTION"), "{file}");
}
