//! The calendar behind a schedule: entries that keep their name, rise with changes, and say so when off.

use serde_json::json;

use super::{marisol, with_sessions};
use crate::harness::{Dais, Entry, Paper, read_calendar};

async fn entries(dais: &Dais, path: &str) -> Vec<Entry> {
    let text = dais.get(&format!("{path}.ics")).await.text();
    assert!(!text.contains(path.trim_start_matches("/s/")), "no token in a file");
    read_calendar(&text)
}

fn stands(entries: &[Entry]) -> Vec<[String; 3]> {
    let one = |entry: &Entry| ["SUMMARY", "STATUS", "DTSTART"].map(|name| entry.value(name));
    entries.iter().map(one).collect()
}

fn session(title: &str, starts: &str, speakers: &[&str]) -> serde_json::Value {
    json!({ "title": title, "starts": starts, "speakers": speakers })
}

fn paper(sessions: &[serde_json::Value]) -> Paper {
    with_sessions().with("sessions", json!(sessions))
}

const SHE: [&str; 1] = ["Marisol Ibarra"];

#[tokio::test]
async fn entries_follow_their_sessions_and_rise() {
    let dais = Dais::start().await;
    let one = session("One", "2027-04-20T14:00", &SHE);
    let two = session("Two", "2027-04-20T15:00", &SHE);
    let path = dais.has_schedule(paper(&[one.clone(), two.clone()])).await;
    let first = entries(&dais, &path).await;
    assert_eq!(
        stands(&first),
        [
            ["One – Hours in the Field", "CONFIRMED", "20270420T140000"],
            ["Two – Hours in the Field", "CONFIRMED", "20270420T150000"],
        ]
    );
    // They change places: each entry goes along with its session.
    let one = session("One", "2027-04-20T15:00", &SHE);
    let two = session("Two", "2027-04-20T14:00", &SHE);
    dais.publishes(paper(&[two.clone(), one])).await;
    let swapped = entries(&dais, &path).await;
    let uid_of = |entries: &[Entry], title: &str| {
        let found = entries.iter().find(|entry| entry.value("SUMMARY").starts_with(title));
        let found = found.expect("an entry");
        (found.value("UID"), found.sequence())
    };
    for title in ["One", "Two"] {
        let ((uid, before), (same, after)) = (uid_of(&first, title), uid_of(&swapped, title));
        assert_eq!(uid, same);
        assert!(after > before);
    }
    // What does not concern them changes nothing.
    let text = dais.get(&format!("{path}.ics")).await.text();
    let others = session("Three", "2027-04-20T15:10", &["Tobias Wren"]);
    dais.wait(chrono::TimeDelta::minutes(1));
    dais.publishes(paper(&[two.clone(), session("One", "2027-04-20T15:00", &SHE), others])).await;
    let again = entries(&dais, &path).await;
    assert_eq!(uid_of(&again, "One"), uid_of(&read_calendar(&text), "One"));
    // One is somebody else's now: its entry stays, cancelled.
    dais.publishes(paper(&[two, session("One", "2027-04-20T15:00", &["Tobias Wren"])])).await;
    let left = entries(&dais, &path).await;
    assert_eq!(
        stands(&left),
        [
            ["Two – Hours in the Field", "CONFIRMED", "20270420T140000"],
            ["Hours in the Field", "CANCELLED", "20270420T150000"],
        ]
    );
    assert_eq!(left[1].value("UID"), uid_of(&first, "One").0);
}

#[tokio::test]
async fn what_is_off_says_so_and_comes_back_under_its_name() {
    let dais = Dais::start().await;
    let plain = with_sessions().with("sessions", json!([]));
    let path = dais.has_schedule(plain.clone()).await;
    let first = entries(&dais, &path).await.remove(0);
    assert_eq!(first.value("DTSTART"), "20270420T140000");
    let dropped =
        json!({ "name": "Marisol Ibarra", "state": "dropped", "email": "marisol@example.org" });
    let mut sequence = first.sequence();
    for (paper, status) in [
        (plain.clone().with("speakers", json!([dropped])), "CANCELLED"),
        (plain.clone(), "CONFIRMED"),
        (plain.clone().with("speakers", json!([])), "CANCELLED"),
        (plain.clone().with("speakers", json!([marisol()])), "CONFIRMED"),
        (plain.clone().with("state", "cancelled"), "CANCELLED"),
        (plain.clone(), "CONFIRMED"),
        (plain.clone().with("time", json!({})), "CANCELLED"),
    ] {
        let publish = paper.0["state"] == "published";
        dais.imports(&paper, publish).await.expect("a document");
        let now = entries(&dais, &path).await;
        assert_eq!(now.len(), 1, "{paper:?}");
        assert_eq!(now[0].value("STATUS"), status, "{paper:?}");
        assert_eq!(now[0].value("UID"), first.value("UID"), "{paper:?}");
        assert!(now[0].sequence() > sequence, "{paper:?}");
        sequence = now[0].sequence();
    }
    dais.leaves_letters();
}

#[tokio::test]
async fn a_draft_tells_a_calendar_nothing_and_one_that_was_public_only_that_it_is_off() {
    let dais = Dais::start().await;
    let path = dais.has_schedule(with_sessions().with("sessions", json!([]))).await;
    let secret =
        with_sessions().named("secret").with("title", "Not Yet Known").with("state", "draft");
    dais.imports(&secret, false).await.expect("a draft");
    assert_eq!(entries(&dais, &path).await.len(), 1);
    let back = with_sessions()
        .with("sessions", json!([]))
        .with("state", "draft")
        .with("title", "New Words");
    dais.imports(&back, false).await.expect("a draft");
    let left = entries(&dais, &path).await;
    assert_eq!(stands(&left), [["Appointment", "CANCELLED", "20270420T140000"]]);
    let page = dais.get(&path).await.page_with(200);
    page.does_not_tell("Not Yet Known");
    page.does_not_tell("New Words");
}

#[tokio::test]
async fn a_file_is_sent_again_only_when_it_is_another_one() {
    let dais = Dais::start().await;
    let path = format!("{}.ics", dais.has_schedule(with_sessions()).await);
    let answer = dais.get(&path).await;
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("content-type"), "text/calendar; charset=utf-8");
    let tag = answer.header("etag");
    let again = dais.request(reqwest::Method::GET, &path).header("If-None-Match", &tag);
    assert_eq!(crate::harness::Answer::to(again).await.status, 304);
    dais.publishes(with_sessions().with("place.room", "2172")).await;
    let again = dais.request(reqwest::Method::GET, &path).header("If-None-Match", &tag);
    assert_eq!(crate::harness::Answer::to(again).await.status, 200);
}
