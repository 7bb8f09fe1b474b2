//! What everybody sees: each fact of a briefing as text, and no fact that nobody told.

use serde_json::{Value, json};

use crate::harness::{
    Dais, Paper, a_briefing, founding_briefing, read_calendar, supply_chains_forum,
};

/// Keys whose values are no words for the page.
const NOT_SHOWN: [&str; 14] = [
    "schema", "slug", "kind", "language", "state", "email", "relation", "roles", "mode", "reveal",
    "url", "country", "zone", "rsvp",
];

/// The facts of a document that a page shows character for character.
fn facts(value: &Value, facts: &mut Vec<String>) {
    match value {
        Value::Object(entries) => {
            entries
                .iter()
                .filter(|(key, _)| !NOT_SHOWN.contains(&key.as_str()))
                .for_each(|(_, value)| self::facts(value, facts));
        }
        Value::Array(items) => items.iter().for_each(|item| self::facts(item, facts)),
        Value::String(text) if !text.starts_with("20") || !text.contains('-') => {
            facts.push(text.clone());
        }
        _ => {}
    }
}

async fn shows_every_fact(dais: &Dais, paper: Paper) -> crate::harness::Page {
    let event = dais.publishes(paper.clone()).await;
    let page = dais.get(&event.path()).await.page_with(200);
    let mut facts = vec![];
    self::facts(&paper.0, &mut facts);
    assert!(facts.len() > 10, "{facts:?}");
    for fact in facts {
        page.tells(&fact);
    }
    for speaker in paper.0["speakers"].as_array().expect("speakers") {
        page.says(speaker["name"].as_str().or(speaker["placeholder"].as_str()).expect("a name"));
    }
    page
}

#[tokio::test]
async fn the_founding_briefing_has_its_facts_in_every_state() {
    let dais = Dais::start().await;
    dais.set_clock("2017-06-01T12:00:00Z");
    for (state, moment) in [
        ("published", "2017-06-01T12:00:00Z"),
        ("published", "2017-06-16T17:30:00Z"),
        ("published", "2027-01-01T12:00:00Z"),
        ("cancelled", "2017-06-01T12:00:00Z"),
        ("postponed", "2017-06-01T12:00:00Z"),
    ] {
        dais.set_clock(moment);
        let page = shows_every_fact(&dais, founding_briefing().with("state", state)).await;
        page.says("US Policy and its Impact on Child Labor and Trafficking");
        page.says("With 2014 Nobel Peace Prize Laureate Kailash Satyarthi");
        page.says("Friday, June 16, 2017");
        page.says("1:00 – 2:00 pm ET");
        page.says("Rayburn House Office Building");
        page.says("Advocacy Director, Children's Rights Division");
        page.says("Human Rights Watch");
        assert_eq!(page.one("html").attr("lang"), Some("en"));
        assert_eq!(page.words("h1"), "US Policy and its Impact on Child Labor and Trafficking");
    }
}

#[tokio::test]
async fn the_forum_has_its_facts_over_two_days() {
    let dais = Dais::start().await;
    let page = shows_every_fact(&dais, supply_chains_forum().with("state", "published")).await;
    for text in [
        "Tuesday, May 11, 2027",
        "Wednesday, May 12, 2027",
        "All day",
        "9:00 – 9:30 am ET",
        "9:30 am ET",
        "Opening",
        "Panel: What the law can reach",
        "“Rosa”",
        "Moderator, panelist",
        "Capitol Visitor Center",
        "Monday, May 10, 2027, 12:00 pm ET",
    ] {
        page.says(text);
    }
    page.does_not_tell("12:00 am");
    dais.set_clock("2027-02-01T12:00:00Z");
    let page = dais.get("/events/supply-chains-forum").await.page_with(200);
    page.says("Monday, March 1, 2027, 9:00 am ET");
    assert!(page.all("form").is_empty());
}

#[tokio::test]
async fn what_is_not_known_is_not_invented() {
    let dais = Dais::start().await;
    let paper = Paper(json!({ "schema": "dais.event/1", "title": "Only a Title", "slug": "only" }));
    let event = dais.publishes(paper).await;
    for path in [event.path(), "/events".to_owned(), "/".to_owned()] {
        let page = dais.get(&path).await.page_with(200);
        page.says("Only a Title");
        for invented in ["TBA", "TBD", "12:00", "midnight", "1970", "null", "None", " ET", "Room"] {
            page.does_not_tell(invented);
        }
        assert!(page.all("main time[datetime]").is_empty(), "{path}");
    }
    assert_eq!(dais.get("/events/only.ics").await.status, 404);
    assert_eq!(read_calendar(&dais.get("/events.ics").await.text()).len(), 0);

    let start_only = a_briefing().named("start-only").with("time.ends", Value::Null);
    let start_only = dais.publishes(start_only).await;
    dais.get(&start_only.path()).await.page_with(200).says("2:00 pm ET");
    let file = dais.get("/events/start-only.ics").await.text();
    assert!(read_calendar(&file)[0].all("DTEND").is_empty());

    let day_only = a_briefing().named("day-only").with("time", json!({ "date": "2027-04-20" }));
    let day_only = dais.publishes(day_only).await;
    let page = dais.get(&day_only.path()).await.page_with(200);
    page.says("Tuesday, April 20, 2027");
    page.does_not_tell("12:00");
}

#[tokio::test]
async fn an_unknown_word_is_shown_as_written() {
    let dais = Dais::start().await;
    let paper = a_briefing()
        .with("kind", "field_visit")
        .with("speakers", json!([{ "name": "Ada Example", "roles": ["guest_lecturer"] }]))
        .with("hosts", json!([{ "name": "A House", "relation": "patron_of_honour" }]));
    let event = dais.publishes(paper).await;
    let page = dais.get(&event.path()).await.page_with(200);
    page.tells("Field visit");
    page.says("Guest lecturer");
    assert!(page.all_words().to_lowercase().contains("patron of honour"), "{}", page.all_words());
}

#[tokio::test]
async fn an_event_called_off_says_why_and_what_comes_instead() {
    let dais = Dais::start().await;
    dais.publishes(a_briefing().named("another-day")).await;
    for (state, words) in [
        ("cancelled", "This briefing was cancelled."),
        ("postponed", "This briefing was postponed."),
    ] {
        let paper = a_briefing().with("state", state).with("replacement", "another-day");
        let event = dais.publishes(paper.with("reason", "The House is not in session.")).await;
        let page = dais.get(&event.path()).await.page_with(200);
        page.says(words);
        page.says("The House is not in session.");
        assert_eq!(page.all("main a[href='/events/another-day']").len(), 1);
        assert!(page.all("form").is_empty());
        let file =
            read_calendar(&dais.get("/events/hours-in-the-field.ics").await.text()).remove(0);
        assert_eq!(file.value("STATUS"), "CANCELLED");
    }
}

#[tokio::test]
async fn a_draft_looks_like_nothing_to_strangers() {
    let dais = Dais::start().await;
    let slug = dais.imports(&supply_chains_forum(), false).await.expect("a draft");
    for (rest, status) in [("", 404), ("/replied", 404), (".ics", 404)] {
        let draft = dais.get(&format!("/events/{slug}{rest}")).await;
        let nothing = dais.get(&format!("/events/nothing-here{rest}")).await;
        assert_eq!((draft.status, nothing.status), (status, status), "{rest}");
        assert_eq!(draft.body, nothing.body, "{rest}");
        let names = |answer: &crate::harness::Answer| {
            answer
                .headers
                .iter()
                .filter(|(name, _)| *name != "date")
                .map(|(n, v)| (n.clone(), v.clone()))
                .collect::<Vec<_>>()
        };
        assert_eq!(names(&draft), names(&nothing), "{rest}");
    }
    for path in ["/", "/events", "/events.ics"] {
        assert!(!dais.get(path).await.text().contains("Supply Chains"), "{path}");
    }
}

#[tokio::test]
async fn a_publication_in_the_future_waits_for_its_moment() {
    let dais = Dais::start().await;
    let event = dais.publishes(a_briefing().with("publish_at", "2027-04-02T09:00")).await;
    dais.set_clock("2027-04-02T12:59:30Z");
    for path in [event.path(), "/events/hours-in-the-field.ics".to_owned()] {
        assert_eq!(dais.get(&path).await.status, 404, "{path}");
    }
    assert_eq!(dais.guest("Ada").replies(&event).await.status, 404);
    assert!(!dais.get("/events").await.text().contains("Hours in the Field"));
    dais.set_clock("2027-04-02T13:00:00Z");
    dais.get(&event.path()).await.page_with(200).says("Hours in the Field");
    dais.get("/events").await.page_with(200).says("Hours in the Field");
}
