//! Who is heard where somebody is represented, and what is left of who stood in and does not any more.

use serde_json::json;

use super::stand_in::{ben, entries, public, stands_in, statuses};
use super::{enters, event};
use crate::harness::{Colleague, Dais, Event};
use crate::schedule::{way, with_sessions};

async fn is_now(dais: &Dais, owner: &Colleague<'_>, at: &Event, (name, state): (&str, &str)) {
    let id = event(dais, at).await;
    let who = dais.speaker(name).await.to_string();
    let typed = [("event", &*id.to_string()), ("speaker", &*who), ("state", state)];
    owner.post(&format!("/staff/events/{id}/line-up/state"), &typed).await.leads_to();
}

#[tokio::test]
async fn panel_mates_and_strangers_read_who_is_heard() {
    let dais = Dais::start().await;
    let at = dais.publishes(with_sessions()).await;
    dais.a_while_passes().await;
    let [tobias, luz] = ["tobias@example.org", "luz@example.org"]
        .map(|address| way(&dais.schedules_to(address)[0]));
    let owner = dais.owner().await;
    let ben = ben(&owner).await;
    stands_in(&dais, &owner, &at, ben).await;
    let heard = "Marisol Ibarra (represented by Dr. Ben Example)";
    public(&dais, &at, heard, &[]).await;
    let page = dais.get(&at.path()).await.page_with(200);
    assert_eq!(page.all(".slot-people a[href='#speaker-1']").len(), 2, "the way to her stays");
    for path in [&tobias, &luz] {
        let page = dais.get(path).await.page_with(200);
        page.tells(heard);
        page.does_not_tell("Professor");
    }
    let page = dais.get(&luz).await.page_with(200);
    page.tells("Tobias Wren , moderator, Editor, Field Notes");

    let id = event(&dais, &at).await;
    let she = dais.speaker("Marisol Ibarra").await.to_string();
    let path = format!("/staff/events/{id}/stand-in/0");
    for (name, heard) in [
        ("Gus Stand", "Marisol Ibarra (represented by Gus Stand)"),
        ("", "Marisol Ibarra (represented)"),
    ] {
        owner.post(&path, &[("speaker", &*she), ("stand_in", name)]).await.leads_to();
        public(&dais, &at, heard, &["Ben Example"]).await;
        dais.get(&tobias).await.page_with(200).tells(heard);
    }
    dais.leaves_letters();
}

#[tokio::test]
async fn who_declined_a_part_of_their_own_does_not_get_it_back_by_another() {
    let dais = Dais::start().await;
    let at = dais.publishes(with_sessions()).await;
    dais.a_while_passes().await;
    let his = way(&dais.schedules_to("tobias@example.org")[0]);
    let owner = dais.owner().await;
    is_now(&dais, &owner, &at, ("Tobias Wren", "declined")).await;
    assert_eq!(statuses(&dais, &his).await, ["CANCELLED", "CANCELLED"]);
    let tobias = dais.speaker("Tobias Wren").await;
    stands_in(&dais, &owner, &at, tobias).await;
    let page = dais.get(&his).await.page_with(200);
    page.tells("In place of Marisol Ibarra");
    page.tells("What the numbers leave out");
    page.does_not_tell("First panel");
    let on: Vec<String> = entries(&dais, &his)
        .await
        .iter()
        .filter(|entry| entry.value("STATUS") == "CONFIRMED")
        .map(|entry| entry.value("SUMMARY"))
        .collect();
    let titles = ["What the numbers leave out", "Second panel"];
    assert_eq!(on, titles.map(|title| format!("{title} – Hours in the Field")));
    dais.leaves_letters();
}

#[tokio::test]
async fn who_dropped_out_stands_in_for_nobody_there() {
    let dais = Dais::start().await;
    let at = dais.publishes(with_sessions()).await;
    dais.a_while_passes().await;
    let his = way(&dais.schedules_to("tobias@example.org")[0]);
    let owner = dais.owner().await;
    let tobias = dais.speaker("Tobias Wren").await;
    stands_in(&dais, &owner, &at, tobias).await;
    is_now(&dais, &owner, &at, ("Tobias Wren", "dropped")).await;
    public(&dais, &at, "Represented", &["Represented by", "represented by"]).await;
    let page = dais.get(&his).await.page_with(200);
    assert!(page.all(".agenda-title").is_empty(), "nothing of it is his");
    let id = event(&dais, &at).await;
    let staff = owner.get(&format!("/staff/events/{id}")).await.page_with(200);
    staff.tells("“Tobias Wren” has dropped out");
    let she = dais.speaker("Marisol Ibarra").await.to_string();
    let again = [("speaker", &*she), ("known", &*tobias.to_string())];
    let path = format!("/staff/events/{id}/stand-in/0");
    let page = owner.post(&path, &again).await.page_with(422);
    assert!(page.problem_beside("known").contains("dropped out"));
    dais.leaves_letters();
}

#[tokio::test]
async fn somebody_chosen_and_a_name_beside_them_are_asked_about() {
    let dais = Dais::start().await;
    let at = dais.publishes(with_sessions()).await;
    let owner = dais.owner().await;
    let id = event(&dais, &at).await;
    let titles = [("name", "Ben Example"), ("titles", "Director")];
    let (one, two) = (enters(&owner, &titles).await, enters(&owner, &titles).await);
    let path = format!("/staff/events/{id}/stand-in/0");
    let page = owner.get(&path).await.page_with(200);
    for entry in [one, two] {
        page.says(&format!("Ben Example (Director), entry {entry}"));
    }
    let she = dais.speaker("Marisol Ibarra").await.to_string();
    let both = [("speaker", &*she), ("known", &*one.to_string()), ("stand_in", "Gus Stand")];
    let page = owner.post(&path, &both).await.page_with(422);
    assert!(page.problem_beside("stand_in").contains("both at once"));
    assert_eq!(page.value("stand_in"), "Gus Stand");
    public(&dais, &at, "Marisol Ibarra", &["epresented"]).await;
    dais.leaves_letters();
}

#[tokio::test]
async fn the_history_of_who_was_taken_out_stays_with_them() {
    let dais = Dais::start().await;
    let at = dais.publishes(with_sessions()).await;
    let owner = dais.owner().await;
    is_now(&dais, &owner, &at, ("Marisol Ibarra", "tentative")).await;
    let mut without = with_sessions();
    let others = without.0["speakers"].as_array().expect("a line-up")[1..].to_vec();
    without.0["speakers"] = json!(others);
    without.0["sessions"] = json!([]);
    dais.publishes(without).await;
    let she = dais.speaker("Marisol Ibarra").await;
    let page = owner.get(&format!("/staff/speakers/{she}")).await.page_with(200);
    for words in ["Hours in the Field", "Taken out of the line-up", "Tentative", "Confirmed"] {
        assert!(page.words("#appearances ~ .cards").contains(words), "{words}");
    }
    page.does_not_tell("They are in no line-up yet");
    assert!(page.all("[name=follow]").is_empty(), "there is nothing to follow");
    dais.leaves_letters();
}
