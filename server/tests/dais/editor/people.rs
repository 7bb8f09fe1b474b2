//! Who is who when the form is saved: rows are moved, renamed, added and removed in one go, and people
//! stay themselves by their rows.

use serde_json::{Value, json};

use super::{document, form, imported, presses};
use crate::harness::{Answer, Colleague, Dais, Form, Paper, a_briefing};

/// Ann, Ben and Cyd, of whom nothing is said but their names; each has a session.
fn three() -> Paper {
    let people = ["Ann Alpha", "Ben Beta", "Cyd Gamma"];
    let session = |name: &str| json!({ "title": format!("S {name}"), "speakers": [name] });
    a_briefing()
        .with("speakers", json!(people.map(|name| json!({ "name": name }))))
        .with("sessions", json!(people.map(session)))
}

/// The people in the line-up's order, by the number of their row when the event was imported.
async fn line_up(dais: &Dais) -> Vec<(String, i64)> {
    let names = dais.texts("SELECT name FROM appearance ORDER BY position").await;
    let mut all = Vec::new();
    for (place, name) in names.into_iter().enumerate() {
        let who = format!("SELECT speaker_id FROM appearance WHERE position = {place}");
        all.push((name, dais.number(&who).await));
    }
    all
}

fn who(people: &[(String, i64)]) -> Vec<(&str, i64)> {
    people.iter().map(|(name, id)| (name.as_str(), *id)).collect()
}

async fn named_in(dais: &Dais, page: &str) -> Vec<String> {
    let sessions = document(dais, page).await["sessions"].clone();
    let names = sessions.as_array().expect("sessions").iter().map(|one| &one["speakers"]);
    names
        .map(|names| {
            names
                .as_array()
                .map_or(&[][..], Vec::as_slice)
                .iter()
                .filter_map(Value::as_str)
                .collect::<Vec<_>>()
                .join(", ")
        })
        .collect()
}

/// Presses buttons, types and saves; where that leads.
async fn does(
    staff: &Colleague<'_>,
    mut now: Form,
    orders: &[&str],
    typed: &[(&str, &str)],
) -> String {
    for order in orders {
        now = presses(staff, &now, &[], order).await.page_with(200).form("#editor");
    }
    presses(staff, &now, typed, "save").await.leads_to()
}

#[tokio::test]
async fn rows_keep_their_people_whatever_is_typed_into_them() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let page = imported(&dais, three()).await;
    let [ann, ben, cyd] = [1, 2, 3];
    assert_eq!(
        who(&line_up(&dais).await),
        [("Ann Alpha", ann), ("Ben Beta", ben), ("Cyd Gamma", cyd)]
    );

    // Moved and renamed.
    let now = form(&editor, &page).await;
    let typed = [("speakers[1].name", "Ann Omega")];
    does(&editor, now, &["down:speakers[0]"], &typed).await;
    assert_eq!(
        who(&line_up(&dais).await),
        [("Ben Beta", ben), ("Ann Omega", ann), ("Cyd Gamma", cyd)]
    );
    assert_eq!(named_in(&dais, &page).await, ["Ann Omega", "Ben Beta", "Cyd Gamma"]);

    // Names exchanged by typing.
    let now = form(&editor, &page).await;
    let typed = [("speakers[0].name", "Ann Omega"), ("speakers[1].name", "Ben Beta")];
    does(&editor, now, &[], &typed).await;
    assert_eq!(
        who(&line_up(&dais).await),
        [("Ann Omega", ben), ("Ben Beta", ann), ("Cyd Gamma", cyd)]
    );
    assert_eq!(named_in(&dais, &page).await, ["Ben Beta", "Ann Omega", "Cyd Gamma"]);

    // One removed, the next one renamed.
    let now = form(&editor, &page).await;
    let typed = [("speakers[0].name", "Ann Zeta")];
    does(&editor, now, &["remove:speakers[0]"], &typed).await;
    assert_eq!(who(&line_up(&dais).await), [("Ann Zeta", ann), ("Cyd Gamma", cyd)]);
    assert_eq!(named_in(&dais, &page).await, ["Ann Zeta", "Ann Omega", "Cyd Gamma"]);

    // Somebody new above somebody renamed.
    let now = form(&editor, &page).await;
    let typed = [("speakers[0].name", "New Here"), ("speakers[1].name", "Ann Eta")];
    does(&editor, now, &["add:speakers", "up:speakers[2]", "up:speakers[1]"], &typed).await;
    let all = line_up(&dais).await;
    assert_eq!(who(&all)[1..], [("Ann Eta", ann), ("Cyd Gamma", cyd)]);
    assert!(all[0].1 > cyd && all[0].0 == "New Here");
}

#[tokio::test]
async fn another_ones_name_is_a_slip_that_can_be_taken_back() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let page = imported(&dais, three()).await;
    let before = line_up(&dais).await;
    let typed = [("speakers[0].name", "Ben Beta")];
    let to = does(&editor, form(&editor, &page).await, &[], &typed).await;
    let told = editor.get(&to).await.page_with(200);
    told.tells("Two speakers are called “Ben Beta”: sessions cannot tell them apart.");
    assert_eq!(who(&line_up(&dais).await)[..2], [("Ben Beta", 1), ("Ben Beta", 2)]);
    assert_eq!(named_in(&dais, &page).await, ["Ann Alpha", "Ben Beta", "Cyd Gamma"]);
    let typed = [("speakers[0].name", "Ann Alpha")];
    does(&editor, form(&editor, &page).await, &[], &typed).await;
    assert_eq!(line_up(&dais).await, before);
    assert_eq!(named_in(&dais, &page).await, ["Ann Alpha", "Ben Beta", "Cyd Gamma"]);
}

#[tokio::test]
async fn who_is_in_a_row_is_believed_only_of_the_events_own_people() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let stranger = a_briefing().named("another").with("speakers", json!([{ "name": "Zoe Other" }]));
    imported(&dais, stranger).await;
    let page = imported(&dais, three()).await;
    let zoe = dais.number("SELECT id FROM speaker WHERE name = 'Zoe Other'").await.to_string();
    let typed = [("speakers[0].who", zoe.as_str()), ("speakers[0].name", "Eve Delta")];
    presses(&editor, &form(&editor, &page).await, &typed, "save").await.leads_to();
    let eve = "SELECT speaker_id FROM appearance WHERE name = 'Eve Delta'";
    assert!(dais.number(eve).await > 4, "somebody new");
}

#[tokio::test]
async fn a_protected_name_stays_in_line_up_and_sessions_whatever_is_typed() {
    for typed in ["Ann (she)", "“Ann”", "Ann!", "Ann Legal", "Ben Beta", "Ann Alpha Legal"] {
        let dais = Dais::start().await;
        let editor = dais.editor().await;
        let page = imported(&dais, three()).await;
        let protect = [("name", "Ann Alpha"), ("seen", "on")];
        editor.post("/staff/speakers/1/protect", &protect).await.leads_to();
        let now = form(&editor, &page).await;
        let to = does(&editor, now, &["down:speakers[0]"], &[("speakers[1].name", typed)]).await;
        assert_eq!(to, format!("{page}?done=kept_name"), "{typed}");
        editor.get(&to).await.page_with(200).tells("A protected speaker keeps the chosen name");
        assert_eq!(who(&line_up(&dais).await)[..2], [("Ben Beta", 2), ("Ann Alpha", 1)], "{typed}");
        assert_eq!(named_in(&dais, &page).await, ["Ann Alpha", "Ben Beta", "Cyd Gamma"], "{typed}");
    }
}

#[tokio::test]
async fn a_draft_that_saves_itself_makes_one_person_of_a_name_that_is_typed() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let page = imported(&dais, three().with("state", "draft")).await;
    let typed = page.replace("/edit", "/typed");
    let now = form(&editor, &page).await;
    let now = presses(&editor, &now, &[], "add:speakers").await.page_with(200).form("#editor");
    let half = editor.post(&typed, &now.filled(&[("speakers[3].name", "Dor")])).await;
    let people = half.header("dais-people");
    let dora = dais.number("SELECT max(id) FROM speaker").await;
    assert_eq!(people, format!("0=1,1=2,2=3,3={dora}"));
    let revision = half.header("dais-revision");
    let more = [
        ("speakers[3].name", "Dora Delta"),
        ("speakers[3].who", &dora.to_string()),
        ("revision", &revision),
    ];
    presses(&editor, &now, &more, "save").await.leads_to();
    assert_eq!(who(&line_up(&dais).await)[3], ("Dora Delta", dora));
    assert_eq!(dais.number("SELECT count(*) FROM speaker").await, 4);
}

#[tokio::test]
async fn two_people_edit_one_agenda_and_the_names_in_it() {
    let dais = Dais::start().await;
    let (owner, editor) = (dais.owner().await, dais.editor().await);
    let page = imported(&dais, three()).await;
    let (theirs, mine) = (form(&owner, &page).await, form(&editor, &page).await);
    let typed = [("speakers[0].name", "Ann Omega"), ("sessions[0].room", "7")];
    presses(&owner, &theirs, &typed, "save").await.leads_to();
    let typed = [("sessions[1].title", "Mine"), ("sessions[0].title", "First")];
    let told = presses(&editor, &mine, &typed, "save").await.page_with(409);
    assert!(told.all("table.clash").is_empty(), "{}", told.words("main"));
    presses(&editor, &told.form("#editor"), &[], "save").await.leads_to();
    assert_eq!(named_in(&dais, &page).await, ["Ann Omega", "Ben Beta", "Cyd Gamma"]);
    let sessions = &document(&dais, &page).await["sessions"];
    assert_eq!(
        (&sessions[0]["title"], &sessions[0]["room"], &sessions[1]["title"]),
        (&json!("First"), &json!("7"), &json!("Mine"))
    );
    assert_eq!(who(&line_up(&dais).await)[0], ("Ann Omega", 1));
}

#[tokio::test]
async fn a_new_name_outlives_a_button_that_the_script_presses() {
    let dais = Dais::start().await;
    let editor = dais.editor().await;
    let page = imported(&dais, three()).await;
    let now = form(&editor, &page).await;
    let mut typed = now.filled(&[("speakers[0].name", "Ann Omega")]);
    typed.push(("do".to_owned(), "add:speakers".to_owned()));
    let request = editor.posting_to(&now.action).header("Sec-Fetch-Mode", "cors");
    let answer = Answer::to(request.form(&typed)).await.page_with(200).form("#editor");
    // It takes the pressed group out of the answer, and nothing else.
    let is_of_group = |(name, _): &&(String, String)| name.starts_with("speakers[");
    let others = typed.iter().filter(|field| !is_of_group(field) && field.0 != "do").cloned();
    let group: Vec<_> = answer.filled(&[]).iter().filter(is_of_group).cloned().collect();
    let mut sent: Vec<_> = others.chain(group).collect();
    sent.push(("do".to_owned(), "save".to_owned()));
    editor.post(&now.action, &sent).await.leads_to();
    assert_eq!(named_in(&dais, &page).await, ["Ann Omega", "Ben Beta", "Cyd Gamma"]);
}
