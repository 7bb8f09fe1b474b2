//! Ways in which a name that must not be said could come back, or stay.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{OLD, ada, consents, errands, nothing, protects, rows_with, speaker, with_ada};
use crate::harness::{Dais, Form, Paper, a_briefing};

/// Her name in all that hosts write freely, spelt as people do.
fn named_everywhere() -> Paper {
    let name = "Ada Quillfeather";
    with_ada()
        .with("title", format!("An hour with {name}"))
        .with("subtitle", "ADA\u{a0}QUILLFEATHER speaks")
        .with("occasion", format!("{name}’s day"))
        .with("description", format!("**{name}**, or Àda   Quillfeather, tells what she saw."))
        .with("place.arrival", format!("Ask for Ada Quill\u{ad}feather, {name}’s room."))
        .with("notices", json!([{ "kind": "food", "text": format!("{name} cooks.") }]))
        .with("sessions.0.title", format!("“{name}”: what I saw"))
        .with("sessions.1.description", format!("With {name}, PhD."))
        .with("speakers.0.biography", format!("Wrote a book with {name}."))
        .with("speakers.0.titles", json!([format!("Editor of {name}")]))
        .with("rsvp.contact", json!({ "name": name, "email": "desk@example.org" }))
}

/// Everything that somebody without any right can fetch of the event.
async fn everything(dais: &Dais, slug: &str) -> Vec<(String, String)> {
    let event = format!("/events/{slug}");
    let paths = [
        event.clone(),
        format!("{event}.ics"),
        "/".to_owned(),
        "/events".to_owned(),
        "/events.ics".to_owned(),
    ];
    let mut all = vec![];
    for path in paths {
        let answer = dais.get(&path).await;
        assert_eq!(answer.status, 200, "{path}");
        let text = answer.text().replace("\r\n ", "");
        all.push((path, format!("{:?}\n{text}", answer.headers)));
    }
    all
}

fn has(text: &str, name: &str) -> bool {
    text.to_lowercase().replace('\u{ad}', "").contains(&name.to_lowercase())
}

#[tokio::test]
async fn who_withdraws_is_gone_from_what_hosts_wrote_freely() {
    let dais = Dais::start().await;
    let event = dais.publishes(named_everywhere()).await;
    let editor = dais.editor().await;
    let id = speaker(&dais, "Ada Quillfeather").await;
    consents(&editor, id, &["name", "biography"], &[]).await;
    for (path, text) in everything(&dais, &event.slug).await {
        assert!(has(&text, OLD) || path == "/", "{path} named her");
    }
    let path = format!("/staff/speakers/{id}/consents/1");
    editor.post::<&str, &str>(&path, &[]).await.leads_to();
    for (path, text) in everything(&dais, &event.slug).await {
        let at = text.to_lowercase().find("quill");
        let around = at.map(|at| text.chars().skip(at.saturating_sub(200)).take(400));
        assert!(!has(&text, OLD), "{path}: {:?}", around.map(Iterator::collect::<String>));
    }
    dais.get(&event.path()).await.page_with(200).tells("An hour with a speaker");
    // The texts are the hosts' own: they are there again with her consent.
    consents(&editor, id, &["name"], &[]).await;
    dais.get(&event.path()).await.page_with(200).tells("An hour with Ada Quillfeather");
}

#[tokio::test]
async fn protecting_rewrites_what_hosts_wrote_freely_however_it_is_spelt() {
    let dais = Dais::start().await;
    let event = dais.publishes(named_everywhere()).await;
    let editor = dais.editor().await;
    let id = speaker(&dais, "Ada Quillfeather").await;
    protects(&editor, id, "“Rosa”").await;
    nothing(&rows_with(&dais, OLD).await);
    let page = dais.get(&event.path()).await.page_with(200);
    page.tells("An hour with “Rosa”");
    // The same file again, from before: not in the line-up and not in a sentence.
    dais.publishes(named_everywhere().with("place.room", "2044")).await;
    nothing(&rows_with(&dais, OLD).await);
    errands(&dais).await;
    for (path, text) in everything(&dais, &event.slug).await {
        assert!(!has(&text, OLD), "{path}");
    }
}

#[tokio::test]
async fn at_another_event_an_address_tells_who_it_is() {
    let dais = Dais::start().await;
    dais.publishes(with_ada()).await;
    let editor = dais.editor().await;
    let id = speaker(&dais, "Ada Quillfeather").await;
    protects(&editor, id, "“Rosa”").await;
    let her = json!({ "name": "Dr. Ada Quillfeather", "email": "A.Q@example.org" });
    let paper = a_briefing()
        .named("another-day")
        .with("description", "Dr. Ada Quillfeather tells.")
        .with("sessions", json!([{ "title": "Talk", "speakers": ["Dr. Ada Quillfeather"] }]))
        .with("speakers", json!([her]));
    dais.publishes(paper).await;
    nothing(&rows_with(&dais, OLD).await);
    dais.get("/events/another-day").await.page_with(200).says("“Rosa”");
    assert_eq!(dais.number("SELECT count(*) FROM speaker").await, 3, "she is not entered twice");
}

#[tokio::test]
async fn nobody_gets_into_her_place_by_being_typed_over_her() {
    let dais = Dais::start().await;
    let event = dais.publishes(with_ada()).await;
    let editor = dais.editor().await;
    let id = speaker(&dais, "Ada Quillfeather").await;
    protects(&editor, id, "“Rosa”").await;
    let form = editor.get("/staff/events/1/edit").await.page_with(200).form("#editor");
    let typed = [
        ("speakers[1].name", "Dan Other"),
        ("speakers[1].email", "dan@example.org"),
        ("speakers[1].titles", "Researcher"),
        ("speakers[1].biography", "Dan counts fields."),
    ];
    let to = editor.fills(&form, &typed).await.leads_to();
    assert_eq!(to, "/staff/events/1/edit?done=kept_name");
    let page = editor.get(&to).await.page_with(200);
    page.tells("A protected speaker keeps the chosen name");
    page.tells("remove the speaker here and add another one");
    let page = dais.get(&event.path()).await.page_with(200);
    page.says("“Rosa”");
    page.does_not_tell("Dan Other");
    // Who means somebody else says so.
    let form = editor.get("/staff/events/1/edit").await.page_with(200).form("#editor");
    let press = |form: &Form, typed: &[(&str, &str)], what: &str| {
        let mut fields = form.filled(typed);
        fields.push(("do".to_owned(), what.to_owned()));
        fields
    };
    let gone = editor.post(&form.action, &press(&form, &[], "remove:speakers[1]")).await;
    let form = gone.page_with(200).form("#editor");
    let added = editor.post(&form.action, &press(&form, &[], "add:speakers")).await;
    let form = added.page_with(200).form("#editor");
    let typed = [("speakers[2].name", "Dan Other"), ("speakers[2].titles", "Researcher")];
    editor.post(&form.action, &press(&form, &typed, "save")).await.leads_to();
    dais.get(&event.path()).await.page_with(200).says("Dan Other");
    assert_ne!(speaker(&dais, "Dan Other").await, id);
    assert_eq!(speaker(&dais, "“Rosa”").await, id, "and she is still there");
    nothing(&rows_with(&dais, OLD).await);
}

#[tokio::test]
async fn of_two_with_one_name_only_one_is_renamed() {
    let dais = Dais::start().await;
    let other =
        json!({ "name": "Ada Quillfeather", "email": "other@example.org", "roles": ["panelist"] });
    let mut both: Vec<Value> = vec![ada(), other];
    both.push(json!({ "name": "Ana Quillfeathers", "roles": ["panelist"] }));
    let event = dais
        .publishes(a_briefing().with("speakers", Value::from(both)).with("sessions", json!([])))
        .await;
    let editor = dais.editor().await;
    let id = dais.number("SELECT min(id) FROM speaker WHERE name = 'Ada Quillfeather'").await;
    protects(&editor, id, "“Rosa”").await;
    let page = dais.get(&event.path()).await.page_with(200);
    page.says("“Rosa”");
    page.says("Ada Quillfeather");
    page.says("Ana Quillfeathers");
    assert_eq!(dais.number("SELECT count(*) FROM speaker WHERE protected").await, 1);
}

#[tokio::test]
async fn letters_that_wait_say_the_chosen_name() {
    let dais = Dais::start().await;
    let event = dais.publishes(named_everywhere()).await;
    dais.guest("Gus").replies(&event).await.leads_to();
    dais.publishes(named_everywhere().with("place.room", "2044")).await;
    dais.wait(TimeDelta::hours(1));
    errands(&dais).await;
    let waiting = dais.number("SELECT count(*) FROM letter WHERE done_at IS NULL").await;
    assert!(waiting >= 2, "a confirmation and a change: {waiting}");
    let editor = dais.editor().await;
    let id = speaker(&dais, "Ada Quillfeather").await;
    protects(&editor, id, "“Rosa”").await;
    dais.post_round().await;
    let letters = dais.letters();
    assert!(!letters.is_empty());
    for letter in letters {
        let parts = [
            letter.raw(),
            letter.plain(),
            letter.html(),
            letter.calendar_text().unwrap_or_default(),
        ];
        assert!(parts.iter().all(|part| !has(part, OLD)), "{}", letter.plain());
    }
}
