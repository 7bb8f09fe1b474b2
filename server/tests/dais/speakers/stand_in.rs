//! Somebody else speaks for them: a person who is known, with a schedule, a calendar and what protects them.

use serde_json::json;

use super::{enters, event};
use crate::harness::{Colleague, Dais, Entry, Event, read_calendar};
use crate::schedule::{way, with_sessions};

pub async fn statuses(dais: &Dais, path: &str) -> Vec<String> {
    entries(dais, path).await.iter().map(|entry| entry.value("STATUS")).collect()
}

pub async fn entries(dais: &Dais, path: &str) -> Vec<Entry> {
    read_calendar(&dais.get(&format!("{path}.ics")).await.text())
}

/// Ben is known and can be reached; his number.
pub async fn ben(owner: &Colleague<'_>) -> i64 {
    let ben = enters(owner, &[("name", "Ben Example"), ("honorific", "Dr.")]).await;
    let contact = format!("/staff/speakers/{ben}/contact");
    let form = owner.get(&contact).await.page_with(200).form("form.editor");
    owner.fills(&form, &[("email", "ben@example.org")]).await.leads_to();
    ben
}

/// Ben speaks for Marisol.
pub async fn stands_in(dais: &Dais, owner: &Colleague<'_>, event_: &Event, ben: i64) {
    let id = event(dais, event_).await;
    let path = format!("/staff/events/{id}");
    let page = owner.get(&path).await.page_with(200);
    let links = page.all("#line-up ~ .cards a[href*='/stand-in/']");
    let link = links[0].attr("href").expect("a link");
    let form = owner.get(link).await.page_with(200).form("form.editor");
    let to = owner.fills(&form, &[("known", &*ben.to_string())]).await.leads_to();
    assert_eq!(to, format!("{path}?done=stands#line-up"));
}

pub async fn public(dais: &Dais, event: &Event, tells: &str, not: &[&str]) {
    let page = dais.get(&event.path()).await.page_with(200);
    page.tells(tells);
    for words in not {
        page.does_not_tell(words);
    }
}

#[tokio::test]
async fn who_stands_in_has_the_part_in_their_schedule_and_the_other_has_it_no_more() {
    let dais = Dais::start().await;
    let event_ = dais.publishes(with_sessions()).await;
    dais.a_while_passes().await;
    let hers = way(&dais.schedules_to("marisol@example.org")[0]);
    let before = entries(&dais, &hers).await;
    assert_eq!(statuses(&dais, &hers).await, ["CONFIRMED", "CONFIRMED"]);
    let owner = dais.owner().await;
    let ben = ben(&owner).await;
    stands_in(&dais, &owner, &event_, ben).await;
    public(&dais, &event_, "Represented by Dr. Ben Example", &[]).await;
    assert_eq!(statuses(&dais, &hers).await, ["CANCELLED", "CANCELLED"]);
    let page = dais.get(&hers).await.page_with(200);
    page.tells("Represented by Dr. Ben Example");
    assert!(page.all(".agenda-next").is_empty(), "she is wanted nowhere");

    dais.a_while_passes().await;
    let his = way(&dais.schedules_to("ben@example.org")[0]);
    let page = dais.get(&his).await.page_with(200);
    let next = page.words(".agenda-next");
    for words in ["In place of Marisol Ibarra", "2:00 – 2:20 pm ET", "Second panel", "Tobias Wren"]
    {
        assert!(next.contains(words), "{words} in {next}");
    }
    assert_eq!(statuses(&dais, &his).await, ["CONFIRMED", "CONFIRMED"]);
    // What the page says is said of her: he proposes nothing there.
    let id = event(&dais, &event_).await;
    assert!(page.all(&format!("a[href$='/words/{id}']")).is_empty());
    dais.get(&format!("{his}/words/{id}")).await.page_with(404);
    let proposed = dais.post(&format!("{his}/words/{id}"), &[("titles", "Minister")]).await;
    proposed.page_with(404);
    let staff = owner.get(&format!("/staff/speakers/{ben}")).await.page_with(200);
    staff.tells("Speaks in place of");
    // A save in the editor keeps who it is.
    let form = owner.get(&format!("/staff/events/{id}/edit")).await.page_with(200).form("#editor");
    owner.fills(&form, &[("subtitle", "With a subtitle"), ("do", "save")]).await.leads_to();
    assert_eq!(statuses(&dais, &his).await, ["CONFIRMED", "CONFIRMED"]);

    // She comes after all: her entries are back under their names, his are off.
    let state = format!("/staff/events/{id}/line-up/state");
    let she = dais.speaker("Marisol Ibarra").await.to_string();
    let typed = [("event", &*id.to_string()), ("speaker", &*she), ("state", "confirmed")];
    owner.post(&state, &typed).await.leads_to();
    assert_eq!(statuses(&dais, &hers).await, ["CONFIRMED", "CONFIRMED"]);
    assert_eq!(statuses(&dais, &his).await, ["CANCELLED", "CANCELLED"]);
    let after = entries(&dais, &hers).await;
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before.value("UID"), after.value("UID"));
        assert!(after.sequence() > before.sequence());
    }
    assert!(dais.get(&his).await.page_with(200).all(".agenda-title").is_empty());
}

#[tokio::test]
async fn who_speaks_there_anyway_has_both_parts() {
    let dais = Dais::start().await;
    let event_ = dais.publishes(with_sessions()).await;
    dais.a_while_passes().await;
    let his = way(&dais.schedules_to("tobias@example.org")[0]);
    assert_eq!(statuses(&dais, &his).await, ["CONFIRMED", "CONFIRMED"]);
    let owner = dais.owner().await;
    let tobias = dais.speaker("Tobias Wren").await;
    stands_in(&dais, &owner, &event_, tobias).await;
    let page = dais.get(&his).await.page_with(200);
    let next = page.words(".agenda-next");
    for words in
        ["Moderator · Confirmed · In place of Marisol Ibarra", "What the numbers leave out"]
    {
        assert!(next.contains(words), "{words} in {next}");
    }
    let parts = page.all(".agenda-next .agenda-own").into_iter();
    let parts = parts.map(|part| part.text().collect::<String>());
    let parts: Vec<bool> = parts.map(|part| part.contains("In place of Marisol Ibarra")).collect();
    assert_eq!(parts[..3], [true, false, false], "the keynote alone is hers");
    assert_eq!(statuses(&dais, &his).await, ["CONFIRMED", "CONFIRMED", "CONFIRMED"]);
    // What the page says of himself stays his to change.
    let id = event(&dais, &event_).await;
    let words = dais.get(&format!("{his}/words/{id}")).await.page_with(200);
    assert_eq!(words.value("titles").trim(), "Editor");
    dais.leaves_letters();
}

#[tokio::test]
async fn what_protects_who_stands_in_holds_there_too() {
    let dais = Dais::start().await;
    let event_ = dais.publishes(with_sessions()).await;
    let owner = dais.owner().await;
    let ben = ben(&owner).await;
    stands_in(&dais, &owner, &event_, ben).await;
    let protect = format!("/staff/speakers/{ben}/protect");
    owner.post(&protect, &[("name", "Bee"), ("seen", "on")]).await.leads_to();
    public(&dais, &event_, "Represented by Bee", &["Ben Example"]).await;
    for (table, rows) in dais.tables().await {
        assert!(!rows.iter().any(|row| row.contains("Ben Example")), "{table}: {rows:?}");
    }
    // An older file does not bring the name back.
    let mut older = with_sessions();
    older.0["speakers"][0]["state"] = json!("surrogate");
    older.0["speakers"][0]["stand_in"] = json!("Dr. Ben Example");
    dais.publishes(older).await;
    public(&dais, &event_, "Represented by Bee", &["Ben Example"]).await;
    // Nor does a form that was open.
    let id = event(&dais, &event_).await;
    let form = owner.get(&format!("/staff/events/{id}/edit")).await.page_with(200).form("#editor");
    let typed = [("speakers[0].stand_in", "Dr. Ben Example"), ("do", "save")];
    owner.fills(&form, &typed).await.leads_to();
    public(&dais, &event_, "Represented by Bee", &["Ben Example"]).await;

    let withdrawn = format!(
        "INSERT INTO consent (speaker_id, scope, given_on, expires_on, by_guardian, withdrawn_at, at) \
         VALUES ({ben}, '[\"name\"]', '2027-01-01', '2028-01-01', FALSE, '2027-03-01T00:00:00+00:00', \
         '2027-01-01T00:00:00+00:00')"
    );
    dais.tampers(&withdrawn).await;
    public(&dais, &event_, "Represented", &["Represented by", "Bee"]).await;
    dais.leaves_letters();
}

#[tokio::test]
async fn who_stood_in_once_is_protected_there_too() {
    let dais = Dais::start().await;
    let event_ = dais.publishes(with_sessions()).await;
    let owner = dais.owner().await;
    let ben = ben(&owner).await;
    stands_in(&dais, &owner, &event_, ben).await;
    let id = event(&dais, &event_).await;
    let she = dais.speaker("Marisol Ibarra").await.to_string();
    let typed = [("event", &*id.to_string()), ("speaker", &*she), ("state", "confirmed")];
    owner.post(&format!("/staff/events/{id}/line-up/state"), &typed).await.leads_to();
    let protect = format!("/staff/speakers/{ben}/protect");
    owner.post(&protect, &[("name", "Bee"), ("seen", "on")]).await.leads_to();
    for (table, rows) in dais.tables().await {
        assert!(!rows.iter().any(|row| row.contains("Ben Example")), "{table}: {rows:?}");
    }
    let page = owner.get(&format!("/staff/speakers/{she}")).await.page_with(200);
    page.tells("Represented by Bee");
    dais.leaves_letters();
}

#[tokio::test]
async fn a_new_name_and_a_merger_follow_who_stands_in() {
    let dais = Dais::start().await;
    let event_ = dais.publishes(with_sessions()).await;
    let owner = dais.owner().await;
    let ben = ben(&owner).await;
    stands_in(&dais, &owner, &event_, ben).await;
    let own = format!("/staff/speakers/{ben}");
    let page = owner.get(&own).await.page_with(200);
    let follow = page.one("[name=follow]").attr("value").expect("an event").to_owned();
    let form = page.form("form.editor");
    let typed = [("name", "Benjamin Example"), ("follow", &*follow)];
    owner.fills(&form, &typed).await.leads_to();
    public(&dais, &event_, "Represented by Dr. Benjamin Example", &["Ben Example"]).await;

    let other = enters(&owner, &[("name", "Benjamin B. Example"), ("honorific", "Dr.")]).await;
    let path = format!("/staff/speakers/{other}/merge/{ben}");
    let form = owner.get(&path).await.page_with(200).form("form.editor");
    owner.fills(&form, &[]).await.leads_to();
    public(&dais, &event_, "Represented by Dr. Benjamin Example", &[]).await;
    let by = "SELECT stand_in_id FROM appearance WHERE stand_in_id IS NOT NULL";
    assert_eq!(dais.number(by).await, other);
    dais.leaves_letters();
}

#[tokio::test]
async fn people_of_one_name_are_told_apart_where_one_is_chosen() {
    let dais = Dais::start().await;
    let event_ = dais.publishes(with_sessions()).await;
    let owner = dais.owner().await;
    let one = enters(&owner, &[("name", "Ben Example"), ("titles", "Director")]).await;
    let two = enters(&owner, &[("name", "Ben Example")]).await;
    let id = event(&dais, &event_).await;
    let page = owner.get(&format!("/staff/events/{id}/stand-in/0")).await.page_with(200);
    page.says("Ben Example (Director)");
    page.says(&format!("Ben Example (entry {two})"));
    page.says("Tobias Wren");
    assert_eq!(page.all(&format!("#known option[value='{one}']")).len(), 1);
    assert!(page.all("#known option[value='1']").is_empty(), "nobody stands in for themselves");
    dais.leaves_letters();
}

#[tokio::test]
async fn nobody_stands_in_for_themselves_and_a_name_alone_is_nobody() {
    let dais = Dais::start().await;
    let event_ = dais.publishes(with_sessions()).await;
    let owner = dais.owner().await;
    let id = event(&dais, &event_).await;
    let she = dais.speaker("Marisol Ibarra").await.to_string();
    let path = format!("/staff/events/{id}/stand-in/0");
    let page = owner.post(&path, &[("speaker", &*she), ("known", &*she)]).await.page_with(422);
    assert!(!page.problem_beside("known").is_empty());
    let long = "x".repeat(201);
    let page = owner.post(&path, &[("speaker", &*she), ("stand_in", &*long)]).await.page_with(422);
    assert!(!page.problem_beside("stand_in").is_empty());
    assert_eq!(page.value("stand_in"), long);
    owner.post(&path, &[("speaker", &*she), ("stand_in", "Luz")]).await.leads_to();
    public(&dais, &event_, "Represented by Luz", &[]).await;
    assert_eq!(
        dais.number("SELECT count(*) FROM appearance WHERE stand_in_id IS NOT NULL").await,
        0
    );
    owner.get(&format!("/staff/events/{id}/stand-in/9")).await.page_with(404);
    dais.leaves_letters();
}
