//! Two entries of one person: found, seen beside each other, made one.

use serde_json::{Value, json};

use super::{enters, event, speaker, with};
use crate::harness::{Colleague, Dais, Paper};

async fn merges(owner: &Colleague<'_>, id: i64, other: i64, typed: &[(&str, &str)]) -> String {
    let page = owner.get(&format!("/staff/speakers/{id}/merge/{other}")).await.page_with(200);
    owner.fills(&page.form("form.editor"), typed).await.leads_to()
}

#[tokio::test]
async fn likeness_leads_to_both_beside_each_other() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    let one = enters(&owner, &[("name", "Ada Beth Example"), ("honorific", "Dr.")]).await;
    let two = enters(&owner, &[("name", "ada EXAMPLE"), ("titles", "Director")]).await;
    enters(&owner, &[("name", "Ben Example")]).await;
    let list = owner.get("/staff/speakers?only=alike").await.page_with(200);
    assert_eq!(list.all("tbody tr").len(), 2);
    let page = owner.get(&format!("/staff/speakers/{one}")).await.page_with(200);
    let link = page.one("[aria-labelledby=alike] a").attr("href").expect("a link").to_owned();
    assert_eq!(link, format!("/staff/speakers/{one}/merge/{two}"));
    let page = owner.get(&link).await.page_with(200);
    page.says("Director");
    // Nothing of both in one press: there is the page in between, and it can say no.
    owner.fills(&page.form("form[action*='/apart/']"), &[]).await.leads_to();
    let list = owner.get("/staff/speakers?only=alike").await.page_with(200);
    assert_eq!(list.all("tbody tr").len(), 0);
    owner.get(&format!("/staff/speakers/{one}/merge/{one}")).await.page_with(404);
}

#[tokio::test]
async fn everything_of_both_becomes_ones() {
    let dais = Dais::start().await;
    let both =
        json!([{ "name": "Ada Example", "titles": ["Director"], "email": "ada@example.org" }]);
    let first = dais.publishes(with("one", both)).await;
    let other = json!([{ "name": "Ada B. Example", "titles": ["Professor"], "state": "invited" }]);
    let second = dais.publishes(with("two", other)).await;
    let owner = dais.owner().await;
    let one = speaker(&dais, "Ada Example").await;
    let two = speaker(&dais, "Ada B. Example").await;
    let contact = format!("/staff/speakers/{two}/contact");
    let form = owner.get(&contact).await.page_with(200).form("form.editor");
    let typed = [("email", "other@example.org"), ("notes", "Vegetarian.")];
    owner.fills(&form, &typed).await.leads_to();

    let to = merges(&owner, one, two, &[("titles", "other")]).await;
    assert_eq!(to, format!("/staff/speakers/{one}?done=merged"));
    owner.get(&format!("/staff/speakers/{two}")).await.page_with(404);
    let page = owner.get(&format!("/staff/speakers/{one}")).await.page_with(200);
    page.says("Hours: one");
    page.says("Hours: two");
    assert_eq!(page.value("titles").trim(), "Professor");
    // Each event prints what it printed.
    dais.get(&first.path()).await.page_with(200).tells("Director");
    dais.get(&second.path()).await.page_with(200).tells("Ada B. Example");
    let kept = "SELECT email || '|' || notes FROM speaker_contact";
    assert_eq!(dais.texts(kept).await, ["ada@example.org|Vegetarian.\nother@example.org"]);
    for table in ["appearance", "appearance_step", "journal", "speaker_contact"] {
        let left = format!("SELECT count(*) FROM {table} WHERE speaker_id = {two}");
        assert_eq!(dais.number(&left).await, 0, "{table}");
    }
    dais.leaves_letters();
}

#[tokio::test]
async fn who_looked_at_another_version_looks_again() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    let one = enters(&owner, &[("name", "Ada Example")]).await;
    let two = enters(&owner, &[("name", "Ada Example"), ("titles", "Chair")]).await;
    let path = format!("/staff/speakers/{one}/merge/{two}");
    let form = owner.get(&path).await.page_with(200).form("form.editor");
    let other = format!("/staff/speakers/{two}");
    let edit = owner.get(&other).await.page_with(200).form("form.editor");
    owner.fills(&edit, &[("titles", "President")]).await.leads_to();
    owner.fills(&form, &[]).await.page_with(409).tells("Please look at both again");
    assert_eq!(dais.number("SELECT count(*) FROM speaker").await, 2);
}

#[tokio::test]
async fn protection_wins_and_the_other_name_is_nowhere() {
    let dais = Dais::start().await;
    let known = json!([{ "name": "Rosalind Doe", "organisations": ["Harvest Hands"] }]);
    let paper = with("one", known)
        .with("sessions", json!([{ "title": "Panel", "speakers": ["Rosalind Doe"] }]));
    let event_ = dais.publishes(paper).await;
    let owner = dais.owner().await;
    let rosa = enters(&owner, &[("name", "Rosa")]).await;
    let protect = format!("/staff/speakers/{rosa}/protect");
    owner.post(&protect, &[("name", "Rosa"), ("seen", "on")]).await.leads_to();
    let doe = speaker(&dais, "Rosalind Doe").await;
    // Whichever stays: the name can only be the chosen one.
    let path = format!("/staff/speakers/{doe}/merge/{rosa}");
    let page = owner.get(&path).await.page_with(200);
    page.tells("Only the chosen name stays");
    let form = page.form("form.editor");
    owner.fills(&form, &[("name", "one")]).await.leads_to();
    let page = dais.get(&event_.path()).await.page_with(200);
    page.tells("Rosa");
    page.does_not_tell("Rosalind");
    page.does_not_tell("Harvest Hands");
    let merged =
        format!("SELECT count(*) FROM speaker WHERE protected AND name = 'Rosa' AND id = {doe}");
    assert_eq!(dais.number(&merged).await, 1);
    for (table, rows) in dais.tables().await {
        assert!(!rows.iter().any(|row| row.contains("Rosalind")), "{table}: {rows:?}");
    }
    assert_eq!(event(&dais, &event_).await, 1);
    dais.leaves_letters();
}

/// Two names of one person in one line-up, each with a part of it.
fn twice() -> Paper {
    let speakers = json!([
        { "name": "Ada Example", "roles": ["keynote"], "titles": ["Director"], "state": "declined" },
        { "name": "Ben Example" },
        { "name": "Ada B. Example", "roles": ["panelist"], "titles": ["Professor"],
          "organisations": ["Institute"], "email": "ada@example.org" },
    ]);
    let sessions = json!([
        { "title": "Opening", "kind": "keynote", "starts": "2027-04-20T14:00",
          "ends": "2027-04-20T14:20", "speakers": ["Ada Example", "Ada B. Example"] },
        { "title": "Panel", "kind": "panel", "starts": "2027-04-20T14:20",
          "ends": "2027-04-20T15:00", "moderator": "Ada Example", "speakers": ["Ben Example"] },
    ]);
    with("one", speakers).with("sessions", sessions)
}

#[tokio::test]
async fn of_two_places_in_a_line_up_one_is_kept_with_all_that_both_say() {
    let dais = Dais::start().await;
    let event_ = dais.publishes(twice()).await;
    let owner = dais.owner().await;
    let (one, two) = (speaker(&dais, "Ada Example").await, speaker(&dais, "Ada B. Example").await);
    let path = format!("/staff/speakers/{one}/merge/{two}");
    let page = owner.get(&path).await.page_with(200);
    page.tells("Both are in these line-ups.");
    let id = event(&dais, &event_).await;
    assert_eq!(page.one("[name=keep_one]").attr("value"), Some(&*id.to_string()));
    merges(&owner, one, two, &[]).await;
    let places = format!("SELECT count(*) FROM appearance WHERE speaker_id = {one}");
    assert_eq!(dais.number(&places).await, 1);
    // It is the place by which they come, with the sessions of the other.
    let page = dais.get(&event_.path()).await.page_with(200);
    for words in ["Ada B. Example", "Professor", "Director", "Institute", "Keynote", "Panelist"] {
        page.tells(words);
    }
    page.does_not_tell("Ada Example");
    let document = owner.get(&format!("/staff/events/{id}/document")).await.text();
    let document: Value = serde_json::from_str(&document).expect("a document");
    let sessions = &document["sessions"];
    assert_eq!(sessions[0]["speakers"], json!(["Ada B. Example"]));
    assert_eq!(sessions[1]["moderator"], json!("Ada B. Example"));
    dais.leaves_letters();
}

#[tokio::test]
async fn who_is_to_stand_there_twice_does() {
    let dais = Dais::start().await;
    let event_ = dais.publishes(twice()).await;
    let owner = dais.owner().await;
    let (one, two) = (speaker(&dais, "Ada Example").await, speaker(&dais, "Ada B. Example").await);
    let path = format!("/staff/speakers/{one}/merge/{two}");
    let mut fields = owner.get(&path).await.page_with(200).form("form.editor").filled(&[]);
    fields.retain(|(name, _)| name != "keep_one");
    // What is ticked of events that do not have both is nothing.
    fields.push(("keep_one".to_owned(), "4711".to_owned()));
    owner.post(&path, &fields).await.leads_to();
    let places = format!("SELECT count(*) FROM appearance WHERE speaker_id = {one}");
    assert_eq!(dais.number(&places).await, 2);
    dais.get(&event_.path()).await.page_with(200).tells("Ada B. Example");
    dais.leaves_letters();
}

#[tokio::test]
async fn both_say_where_they_appear_and_nothing_that_one_has_is_lost_unseen() {
    let dais = Dais::start().await;
    dais.publishes(with("one", json!([{ "name": "Ada Example" }]))).await;
    let other = json!([{ "name": "Ada B. Example", "organisations": ["Harvest Institute"] }]);
    dais.publishes(with("two", other)).await;
    let owner = dais.owner().await;
    let (one, two) = (speaker(&dais, "Ada Example").await, speaker(&dais, "Ada B. Example").await);
    let page = owner.get(&format!("/staff/speakers/{one}/merge/{two}")).await.page_with(200);
    page.says("Hours: one – Tuesday, April 20, 2027");
    page.says("Hours: two – Tuesday, April 20, 2027");
    owner.fills(&page.form("form.editor"), &[]).await.leads_to();
    let page = owner.get(&format!("/staff/speakers/{one}")).await.page_with(200);
    assert_eq!(page.value("organisations").trim(), "Harvest Institute");
    dais.leaves_letters();
}
