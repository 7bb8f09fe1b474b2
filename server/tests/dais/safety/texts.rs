//! A name that goes, in texts that are not of the person's own events: in what was proposed, what letters
//! are to say, what stands at other events and on other people's records.

use serde_json::json;

use super::{OLD, ada, consents, errands, nothing, protects, rows_with, speaker, with_ada};
use crate::harness::{Dais, Paper, a_briefing};

const NAME: &str = "Ada Quillfeather";

/// A day without her, at which Ben is.
fn another_day() -> Paper {
    let ben = json!({ "name": "Ben Ordinary", "roles": ["panelist"],
                      "titles": [format!("Friend of {NAME}")] });
    a_briefing()
        .named("another-day")
        .with("description", format!("As {NAME} said. See Quillfeather, Ada: Fields."))
        .with("speakers", json!([ben]))
        .with("sessions", json!([]))
}

#[tokio::test]
async fn protecting_rewrites_what_waits_and_what_stands_elsewhere() {
    let dais = Dais::start().await;
    let event =
        dais.publishes(with_ada().with("hosts.0.about", format!("Founded by {NAME}."))).await;
    let other = dais.publishes(another_day()).await;
    let ada_id = speaker(&dais, NAME).await;
    let ben = dais.number("SELECT speaker_id FROM appearance WHERE event_id = 2").await;
    let editor = dais.editor().await;
    let form = editor.get("/staff/events/2/edit").await.page_with(200).form("#editor");
    let mut typed = form.filled(&[("place.arrival", "Ask for Ada Quillfeather at the door")]);
    typed.push(("do".into(), "keep".into()));
    assert_eq!(editor.post("/staff/events/2/typed", &typed).await.status, 200);
    for sql in [
        format!(
            "UPDATE speaker SET titles = '[\"Editor of {NAME}\"]', \
                 organisations = '[\"Friends of {NAME}\"]'"
        ),
        "DELETE FROM change_notice".to_owned(),
        "DELETE FROM site".to_owned(),
        format!(
            "INSERT INTO change_notice (event_id, told_revision, note) VALUES \
                 (1, 0, '{NAME} asked for it')"
        ),
        format!(
            "INSERT INTO site (id, about, changed_at, revision) VALUES \
                 (1, 'Begun by {NAME}', '2027-04-01 14:00:00+00:00', 0)"
        ),
        format!(
            "UPDATE speaker_contact SET notes = 'Write to {NAME}', agreed = '{NAME}' \
                 WHERE speaker_id = {ada_id}"
        ),
        format!(
            "INSERT INTO proposal (speaker_id, event_id, field, was, proposed, assistant, at) \
                 VALUES ({ben}, 2, 'biography', 'Met {NAME}', 'I love {NAME} dearly', FALSE, \
                 '2027-04-01 14:00:00+00:00')"
        ),
        format!(
            "INSERT INTO wording (event_id, kind, subject, body, changed_at) VALUES \
                 (1, 'confirmation', 'You will hear {NAME}', 'Hear {NAME}', '2027-04-01 14:00:00+00:00')"
        ),
        format!(
            "INSERT INTO mailing (event_id, kind, subject, body, question, announcement, state, \
                 reached, revision, created_at, changed_at) VALUES \
                 (2, 'group', 'Meet {NAME}', 'Come and meet {NAME}', '', FALSE, 'draft', 0, 0, \
                 '2027-04-01 14:00:00+00:00', '2027-04-01 14:00:00+00:00')"
        ),
    ] {
        dais.tampers(&sql).await;
    }
    for table in ["change_notice", "site", "speaker_contact", "proposal", "wording", "mailing"] {
        let rows = rows_with(&dais, OLD).await;
        assert!(rows.iter().any(|row| row.starts_with(table)), "{table} has no such row");
    }
    protects(&editor, ada_id, "“Rosa”").await;
    nothing(&rows_with(&dais, OLD).await);
    let revision = dais.number("SELECT revision FROM mailing").await;
    assert!(revision > 0, "a form of before is overtaken");

    // What somebody else proposed before says the chosen name once it is taken.
    let take = editor.get("/staff/proposals").await.page_with(200).form("form[action$='/take']");
    editor.fills(&take, &[]).await.leads_to();
    errands(&dais).await;
    for path in [event.path(), other.path()] {
        let page = dais.get(&path).await.page_with(200);
        page.does_not_tell(OLD);
        page.tells("“Rosa”");
    }
    dais.get(&other.path()).await.page_with(200).tells("I love “Rosa” dearly");
    dais.get(&event.path()).await.page_with(200).tells("Founded by “Rosa”");
    nothing(&rows_with(&dais, OLD).await);
}

#[tokio::test]
async fn a_name_of_one_word_stays_where_it_means_something_else() {
    let dais = Dais::start().await;
    dais.publishes(
        with_ada()
            .with("speakers.1.name", "Rosa")
            .with("sessions", json!([{ "title": "What Rosa saw", "speakers": ["Rosa"] }]))
            .with("place.address", "1 Santa Rosa Street"),
    )
    .await;
    dais.publishes(another_day().with("description", "From Santa Rosa, live.")).await;
    let editor = dais.editor().await;
    let id = speaker(&dais, "Rosa").await;
    protects(&editor, id, "L. M.").await;
    let page = dais.get("/events/hours-in-the-field").await.page_with(200);
    page.tells("What L. M. saw");
    page.tells("1 Santa Rosa Street");
    dais.get("/events/another-day").await.page_with(200).tells("From Santa Rosa, live.");
}

#[tokio::test]
async fn who_withdraws_is_gone_from_other_events_too() {
    let dais = Dais::start().await;
    dais.publishes(with_ada()).await;
    let other = dais.publishes(another_day()).await;
    let editor = dais.editor().await;
    let id = speaker(&dais, NAME).await;
    consents(&editor, id, &["name"], &[]).await;
    dais.get(&other.path()).await.page_with(200).tells("As Ada Quillfeather said.");
    editor.post::<&str, &str>(&format!("/staff/speakers/{id}/consents/1"), &[]).await.leads_to();
    for path in [other.path(), format!("{}.ics", other.path()), "/events.ics".to_owned()] {
        let text = dais.get(&path).await.text().replace("\r\n ", "");
        assert!(!text.contains(OLD), "{path}: {text}");
    }
    let page = dais.get(&other.path()).await.page_with(200);
    page.tells("As a speaker said. See a speaker: Fields.");
    page.tells("Friend of a speaker");
}

#[tokio::test]
async fn a_name_without_spaces_around_it_is_found() {
    let dais = Dais::start().await;
    let mut wang = ada();
    wang["name"] = json!("王小明");
    wang["biography"] = json!("王小明的故事");
    let paper = a_briefing()
        .with("speakers", json!([wang]))
        .with("sessions", json!([]))
        .with("description", "请听王小明的证词。");
    let event = dais.publishes(paper).await;
    let editor = dais.editor().await;
    protects(&editor, speaker(&dais, "王小明").await, "Alias").await;
    nothing(&rows_with(&dais, "王小明").await);
    dais.get(&event.path()).await.page_with(200).tells("请听Alias的证词。");
}
