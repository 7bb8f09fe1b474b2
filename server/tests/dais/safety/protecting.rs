//! Protecting somebody known: one name stands everywhere, the other nowhere.

use chrono::TimeDelta;
use serde_json::json;

use super::{OLD, ada, consents, errands, nothing, protects, rows_with, speaker, with_ada};
use crate::harness::{Dais, a_briefing};

#[tokio::test]
async fn the_old_name_is_nowhere() {
    let dais = Dais::start().await;
    let event = dais.publishes(with_ada()).await;
    // Earlier versions, another event, and what somebody typed and did not save.
    dais.publishes(with_ada().with("place.room", "2044")).await;
    dais.publishes(with_ada().with("place.room", "2045")).await;
    let other = a_briefing().named("another-day").with("state", "draft");
    dais.imports(&other.with("speakers", json!([ada()])), false).await.expect("a draft");
    let editor = dais.editor().await;
    let form = editor.get("/staff/events/1/edit").await.page_with(200).form("#editor");
    let mut typed = form.filled(&[("place.arrival", "Ask for Ada Quillfeather at the door")]);
    typed.push(("do".into(), "keep".into()));
    assert_eq!(editor.post("/staff/events/1/typed", &typed).await.status, 200);
    dais.guest("Gus").replies(&event).await.leads_to();
    dais.post_round().await;
    assert!(dais.get(&event.path()).await.text().contains(OLD));
    assert!(rows_with(&dais, OLD).await.len() > 8, "{:#?}", rows_with(&dais, OLD).await);

    let id = speaker(&dais, "Ada Quillfeather").await;
    assert_eq!(dais.number("SELECT count(*) FROM speaker").await, 3, "one person at both events");
    protects(&editor, id, "“Rosa”").await;
    nothing(&rows_with(&dais, OLD).await);
    let page = dais.get(&event.path()).await;
    let page = page.page_with(200);
    page.says("“Rosa”");
    page.tells("Represented by “Rosa”");
    for gone in [OLD, "Fields United", "tomatoes"] {
        page.does_not_tell(gone);
    }
    let export = domain::event::export(&dais.desk, &event.slug).await.expect("a document").write();
    assert!(!export.contains(OLD) && export.contains("“Rosa”"), "{export}");

    // Nobody is told that a name became another.
    dais.wait(TimeDelta::hours(2));
    errands(&dais).await;
    dais.post_round().await;
    assert_eq!(dais.letters_to("gus@example.org").len(), 1);
}

#[tokio::test]
async fn texts_that_people_wrote_are_shown_and_stay() {
    let dais = Dais::start().await;
    dais.publishes(with_ada().with("description", "Ms. Quillfeather tells her story.")).await;
    let editor = dais.editor().await;
    let id = speaker(&dais, "Ada Quillfeather").await;
    let path = format!("/staff/speakers/{id}/protect");
    let before = dais.tables().await;
    let page = editor.get(&path).await.page_with(200);
    page.says("The description: Hours in the Field");
    assert_eq!(page.value("name"), "", "a name is chosen, not kept by mistake");
    let refused = editor.post(&path, &[("name", "“Rosa”")]).await.page_with(422);
    refused.tells("Please look at the list below");
    assert_eq!(refused.value("name"), "“Rosa”");
    let empty = editor.post(&path, &[("name", " "), ("seen", "on")]).await.page_with(422);
    empty.problem_beside("name");
    assert!(dais.tables().await == before, "looking and refusing change nothing");

    protects(&editor, id, "“Rosa”").await;
    let kept = rows_with(&dais, OLD).await;
    assert!(kept.iter().all(|row| row.contains("Ms. Quillfeather")), "{kept:#?}");
    dais.get("/events/hours-in-the-field").await.page_with(200).tells("Ms. Quillfeather tells");
}

#[tokio::test]
async fn an_old_form_and_an_old_file_bring_no_name_back() {
    let dais = Dais::start().await;
    let event = dais.publishes(with_ada()).await;
    let editor = dais.editor().await;
    let form = editor.get("/staff/events/1/edit").await.page_with(200).form("#editor");
    let id = speaker(&dais, "Ada Quillfeather").await;
    protects(&editor, id, "“Rosa”").await;
    let mut typed = form.filled(&[("place.arrival", "By the north door")]);
    typed.push(("do".into(), "keep".into()));
    editor.post("/staff/events/1/typed", &typed).await;
    assert_eq!(dais.number("SELECT count(*) FROM scratch").await, 1);
    nothing(&rows_with(&dais, "Ada Quillfeather").await);
    editor.fills(&form, &[("place.room", "2044")]).await.leads_to();
    nothing(&rows_with(&dais, OLD).await);
    // The form has her address, and that somebody looked at it is written down.
    let looks = "SELECT count(*) FROM journal WHERE event_id = 1 AND deed LIKE 'looked at%'";
    let before = dais.number(looks).await;
    let page = editor.get("/staff/events/1/edit").await.page_with(200);
    assert_eq!(page.value("speakers[1].email"), "a.q@example.org");
    assert_eq!(dais.number(looks).await, before + 1);
    dais.publishes(with_ada().with("place.room", "2045")).await;
    nothing(&rows_with(&dais, OLD).await);
    let page = dais.get(&event.path()).await.page_with(200);
    page.says("“Rosa”");
    page.does_not_tell(OLD);
    assert_eq!(speaker(&dais, "“Rosa”").await, id, "the same person");
}

#[tokio::test]
async fn of_who_is_under_age_initials_are_left() {
    let dais = Dais::start().await;
    let event = dais.publishes(with_ada()).await;
    let editor = dais.editor().await;
    let id = speaker(&dais, "Ada Quillfeather").await;
    let typed = [("name", "Ada Quillfeather"), ("minor", "on"), ("seen", "on")];
    editor.post(&format!("/staff/speakers/{id}/protect"), &typed).await.leads_to();
    nothing(&rows_with(&dais, OLD).await);
    dais.get(&event.path()).await.page_with(200).does_not_tell("A. Q.");
    consents(&editor, id, &["name", "picture"], &[]).await;
    dais.get(&event.path()).await.page_with(200).does_not_tell("A. Q.");
    consents(&editor, id, &["name", "picture"], &[("by_guardian", "on")]).await;
    dais.get(&event.path()).await.page_with(200).says("A. Q.");
    let safety = editor.get(&format!("/staff/speakers/{id}/safety")).await.page_with(200);
    safety.tells("Picture Never of somebody under age");
    let lift = editor.post::<&str, &str>(&format!("/staff/speakers/{id}/unprotect"), &[]).await;
    lift.page_with(409).tells("Somebody under age stays protected.");
}

#[tokio::test]
async fn switches_and_consents_show_more_of_the_protected() {
    let dais = Dais::start().await;
    let event = dais.publishes(with_ada()).await;
    let editor = dais.editor().await;
    let id = speaker(&dais, "Ada Quillfeather").await;
    protects(&editor, id, "“Rosa”").await;
    let page = format!("/staff/speakers/{id}/safety");
    let form = editor.get(&page).await.page_with(200).form("form[action$='/safety']");
    editor.fills(&form, &[("organisation", "on")]).await.leads_to();
    dais.get(&event.path()).await.page_with(200).does_not_tell("Fields United");
    consents(&editor, id, &["name", "organisation", "biography"], &[]).await;
    let shown = dais.get(&event.path()).await.page_with(200);
    shown.tells("Fields United");
    shown.does_not_tell("tomatoes");

    let stale = editor.fills(&form, &[("biography", "on")]).await.page_with(409);
    stale.tells("Somebody else changed this speaker meanwhile");
    let limits = editor.get("/staff/events/1").await.page_with(200);
    limits.tells("While “Rosa” speaks: no pictures, no recording, no livestream, no posts.");
}
