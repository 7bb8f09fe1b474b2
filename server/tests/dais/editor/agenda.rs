//! The agenda in the editor: rows for sessions, names of the line-up, what does not fit.

use serde_json::json;

use super::{FORM, document, form, imported, presses, saves};
use crate::harness::{Dais, Page, Paper, a_briefing};

/// A briefing of an afternoon with a panel that names two of its three speakers.
fn with_a_panel() -> Paper {
    let people = ["Ada Example", "Ben Example", "Cleo Example"];
    a_briefing().with("speakers", json!(people.map(|name| json!({ "name": name })))).with(
        "sessions",
        json!([{
            "title": "The panel", "kind": "panel", "opens": "2027-04-10T09:00",
            "starts": "2027-04-20T14:00", "ends": "2027-04-20T14:40",
            "moderator": "Ada Example", "speakers": ["Ben Example"],
        }]),
    )
}

fn titles(page: &Page) -> Vec<String> {
    let rows = page.all("#sessions .row-card").len();
    (0..rows).map(|row| page.value(&format!("sessions[{row}].title"))).collect()
}

#[tokio::test]
async fn a_session_is_added_and_shown() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let page = imported(&dais, with_a_panel()).await;
    let opened = form(&editor, &page).await;
    let added = presses(&editor, &opened, &[], "add:sessions").await.page_with(200);
    assert_eq!(added.one("[autofocus]").attr("id"), Some("sessions[1].title"));
    assert_eq!(added.value("sessions[1].day"), "2027-04-20", "the day stands there");
    let offered: Vec<_> =
        added.all("#line-up-names option").iter().filter_map(|one| one.attr("value")).collect();
    assert_eq!(offered, ["Ada Example", "Ben Example", "Cleo Example"]);

    let now = added.form(FORM);
    let mut fields = now.filled(&[
        ("sessions[1].title", "Questions & answers"),
        ("sessions[1].kind", "q_and_a"),
        ("sessions[1].start", "2:40 pm"),
        ("sessions[1].end", "2:55 pm"),
        ("sessions[1].room", "2172"),
        ("sessions[1].description", "From the *floor*."),
    ]);
    // Without script, names are ticked beside the lines that hold them.
    fields.push(("sessions[1].speakers".to_owned(), "Cleo Example".to_owned()));
    fields.push(("do".to_owned(), "save".to_owned()));
    editor.post(&now.action, &fields).await.leads_to();

    let sessions = &document(&dais, &page).await["sessions"];
    assert_eq!(sessions[0], with_a_panel().0["sessions"][0], "what was there stays whole");
    assert_eq!(sessions[1]["speakers"], json!(["Cleo Example"]));
    assert_eq!(sessions[1]["starts"].as_str().map(|at| &at[11..]), Some("14:40"));
    let public = dais.get("/events/hours-in-the-field").await.page_with(200);
    public.says("Questions & answers");
    public.says("2:40 – 2:55 pm ET");
    public.says("Room 2172");
}

#[tokio::test]
async fn sessions_are_moved_sorted_and_removed() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let sessions = json!([
        { "title": "Last", "starts": "2027-04-20T14:40" },
        { "title": "First", "starts": "2027-04-20T14:00" },
    ]);
    let page = imported(&dais, a_briefing().with("sessions", sessions)).await;
    let opened = editor.get(&page).await.page_with(200);
    assert_eq!(titles(&opened), ["Last", "First"]);
    opened.tells("“First” begins before “Last”, which stands above it.");
    let sorted = presses(&editor, &opened.form(FORM), &[], "sort:sessions").await.page_with(200);
    assert_eq!(titles(&sorted), ["First", "Last"]);
    assert_eq!(sorted.one("[autofocus]").attr("value"), Some("sort:sessions"));
    let moved = presses(&editor, &sorted.form(FORM), &[], "up:sessions[1]").await.page_with(200);
    assert_eq!(titles(&moved), ["Last", "First"]);
    let gone = presses(&editor, &moved.form(FORM), &[], "remove:sessions[0]").await.page_with(200);
    presses(&editor, &gone.form(FORM), &[], "save").await.leads_to();
    let left = &document(&dais, &page).await["sessions"];
    assert_eq!(left, &json!([{ "title": "First", "starts": "2027-04-20T14:00" }]));
}

#[tokio::test]
async fn a_new_name_in_the_line_up_is_the_name_in_the_agenda() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let page = imported(&dais, with_a_panel()).await;
    let typed = [("speakers[0].name", "Dr. Ada Example"), ("speakers[1].name", "Benedict Example")];
    let opened = form(&editor, &page).await;
    let more = presses(&editor, &opened, &typed, "add:speakers").await.page_with(200);
    let names = more.words("textarea[name='sessions[0].speakers']");
    assert_eq!(names.trim(), "Benedict Example");
    let saved = saves(&editor, &page, &typed).await;
    saved.does_not_tell("is not among the speakers");
    let session = &document(&dais, &page).await["sessions"][0];
    assert_eq!(session["moderator"], "Dr. Ada Example");
    assert_eq!(session["speakers"], json!(["Benedict Example"]));
}

#[tokio::test]
async fn what_does_not_fit_is_told_and_taken() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let page = imported(&dais, with_a_panel()).await;
    let opened = form(&editor, &page).await;
    let added = presses(&editor, &opened, &[], "add:sessions").await.page_with(200).form(FORM);
    let typed = [
        ("sessions[1].title", "Press"),
        ("sessions[1].day", "2027-04-20"),
        ("sessions[1].start", "14:30"),
        ("sessions[1].end", "14:50"),
        ("sessions[1].room", "Hall"),
        ("sessions[1].moderator", "Nobody Known"),
        ("sessions[1].speakers", "Ben Example"),
    ];
    let to = presses(&editor, &added, &typed, "save").await.leads_to();
    let words = [
        "“Ben Example” is in “The panel” and in “Press” at the same time.",
        "“Nobody Known” is not among the speakers of the event, but in “Press”.",
        "No session of the agenda names them.",
    ];
    let event = page.replace("/edit", "");
    for path in [&to, &page, &event] {
        let told = editor.get(path).await.page_with(200);
        for words in words {
            told.tells(words);
        }
    }
    let told = editor.get(&event).await.page_with(200);
    let link = format!("a[href='{page}#sessions[1].moderator']");
    assert_eq!(told.all(&link).len(), 1, "which leads to the control");
    assert_eq!(document(&dais, &page).await["sessions"][1]["moderator"], "Nobody Known");
}

#[tokio::test]
async fn an_hour_that_is_none_comes_back_beside_its_field() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let page = imported(&dais, with_a_panel()).await;
    let typed = [("sessions[0].start", "noonish"), ("sessions[0].title", "Kept")];
    let answer = presses(&editor, &form(&editor, &page).await, &typed, "save").await;
    let back = answer.page_with(422);
    assert!(back.problem_beside("sessions[0].start").contains("1:00 pm"));
    assert_eq!(back.value("sessions[0].title"), "Kept");
    assert_eq!(back.value("sessions[0].start"), "noonish");
}

#[tokio::test]
async fn two_people_edit_different_parts() {
    let dais = Dais::start().await;
    let (editor, owner) = (dais.editor().await, dais.owner().await);
    let page = imported(&dais, with_a_panel()).await;
    let (mine, theirs) = (form(&editor, &page).await, form(&owner, &page).await);
    presses(&owner, &theirs, &[("sessions[0].title", "Theirs")], "save").await.leads_to();
    let held = presses(&editor, &mine, &[("subtitle", "Mine")], "save").await.page_with(409);
    held.tells("Their changes to Agenda are in the form below.");
    let both = held.form(FORM);
    presses(&editor, &both, &[], "save").await.leads_to();
    let saved = document(&dais, &page).await;
    assert_eq!(saved["subtitle"], "Mine");
    assert_eq!(saved["sessions"][0]["title"], "Theirs");
    // Both changed the agenda: nothing is lost, the later one is asked.
    let typed = [("sessions[0].title", "My own")];
    let clash = presses(&editor, &mine, &typed, "save").await.page_with(409);
    assert_eq!(clash.value("sessions[0].title"), "My own");
    let table = clash.words("table.clash");
    assert!(table.contains("Title: Theirs") && table.contains("Title: My own"), "{table}");
    assert_eq!(document(&dais, &page).await, saved);
}

#[tokio::test]
async fn a_day_is_one_heading_wherever_its_sessions_stand() {
    let dais = Dais::start().await;
    let at = |title: &str, starts: &str| json!({ "title": title, "starts": starts });
    let sessions = json!([
        at("Second", "2027-04-20T15:00"),
        { "title": "Songs" },
        at("Tomorrow", "2027-04-21T09:00"),
        at("First", "2027-04-20T14:00"),
    ]);
    let paper = a_briefing().with("time.ends", "2027-04-21T12:00").with("sessions", sessions);
    let event = dais.publishes(paper).await;
    let page = dais.get(&event.path()).await.page_with(200);
    assert_eq!(page.all(".day-title").len(), 2);
    let agenda = page.words("section[aria-labelledby=agenda]");
    let places = ["First", "Second", "Songs", "Tomorrow"].map(|title| agenda.rfind(title));
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{agenda}");
}
