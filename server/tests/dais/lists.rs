//! The pages around the events: lists, the feed, and what every site has.

use serde_json::{Value, json};

use crate::harness::{Dais, a_briefing, at, founding_briefing, read_calendar, supply_chains_forum};

#[tokio::test]
async fn lists_put_coming_events_before_past_ones() {
    let dais = Dais::start().await;
    let later = a_briefing()
        .named("later")
        .with("title", "Later")
        .with("time", json!({ "starts": "2027-06-01T10:00" }));
    for paper in [
        later,
        a_briefing(),
        founding_briefing(),
        a_briefing().named("undated").with("title", "Undated").with("time", Value::Null),
    ] {
        dais.publishes(paper).await;
    }
    for path in ["/", "/events"] {
        let page = dais.get(path).await.page_with(200);
        let links: Vec<_> = page
            .all("main a[href^='/events/']")
            .iter()
            .filter_map(|a| a.attr("href"))
            .map(str::to_owned)
            .collect();
        let expected =
            ["hours-in-the-field", "later", "undated", "child-labor-and-trafficking-2017"];
        assert_eq!(links, expected.map(|slug| format!("/events/{slug}")), "{path}");
        page.tells("Tuesday, April 20, 2027");
        page.tells("Friday, June 16, 2017");
    }
}

#[tokio::test]
async fn the_feed_holds_every_event_with_a_date() {
    let dais = Dais::start().await;
    for paper in
        [a_briefing(), founding_briefing(), supply_chains_forum().with("state", "published")]
    {
        dais.publishes(paper).await;
    }
    let answer = dais.get("/events.ics").await;
    assert_eq!(answer.header("content-type"), "text/calendar; charset=utf-8");
    let entries = read_calendar(&answer.text());
    let titles: Vec<_> = entries.iter().map(|entry| entry.value("SUMMARY")).collect();
    assert_eq!(titles.len(), 3, "{titles:?}");
    assert!(
        entries.iter().all(|entry| entry.method == "PUBLISH" && entry.all("ATTENDEE").is_empty())
    );
    let mut ids: Vec<_> = entries.iter().map(|entry| entry.value("UID")).collect();
    ids.dedup();
    assert_eq!(ids.len(), 3);
    assert!(answer.text().lines().all(|line| line.len() <= 75));
    let forum = entries
        .iter()
        .find(|entry| entry.value("SUMMARY").starts_with("Clean"))
        .expect("the forum");
    assert_eq!(
        (forum.value("DTSTART"), forum.value("DTEND")),
        ("20270511".into(), "20270513".into())
    );
}

#[tokio::test]
async fn the_pages_around_the_events_are_there() {
    let dais = Dais::start().await;
    for path in ["/", "/events", "/privacy", "/accessibility"] {
        let page = dais.get(path).await.page_with(200);
        assert_eq!(page.all("h1").len(), 1, "{path}");
        assert!(page.one("html").attr("lang").is_some() && !page.words("title").is_empty());
    }
    let health: Value = serde_json::from_slice(&dais.get("/health").await.body).expect("JSON");
    assert_eq!((&health["status"], &health["mail"]["to_send"]), (&json!("ok"), &json!(0)));
    let storage = health["database"].as_str().expect("words");
    if dais.database.is_file() {
        assert_eq!(storage, "sqlite, journal wal, synchronous full");
    } else {
        assert_eq!(storage, "postgresql, synchronous_commit on");
    }
    let security = dais.get("/.well-known/security.txt").await;
    assert!(security.header("content-type").starts_with("text/plain"));
    let field = |name: &str| {
        let text = security.text();
        text.lines()
            .find_map(|line| line.strip_prefix(&format!("{name}: ")).map(str::to_owned))
            .expect("a field")
    };
    assert!(field("Contact").contains(':'));
    assert!(at(&field("Expires")) > dais.now());
    assert_eq!(dais.get("/nothing").await.page_with(404).words("h1"), "There is nothing here");
}
