//! Whose place it is: stand-ins, and who comes back.

use serde_json::{Value, json};

use super::{day, edited, panel, people, second, third};
use crate::harness::{Colleague, Dais};

async fn represents(dais: &Dais, editor: &Colleague<'_>, whom: &str, by: &str) {
    let place = dais
        .number(&format!("SELECT position FROM appearance WHERE name = '{whom}' AND event_id = 1"))
        .await;
    let page = editor.get(&format!("/staff/events/1/stand-in/{place}")).await.page_with(200);
    let id = dais.speaker(by).await.to_string();
    editor.fills(&page.form("form.editor"), &[("known", &id)]).await.leads_to();
}

fn states(states: &[(&str, &str)]) -> Value {
    let mut all = people(&["Ada", "Ben", "Cleo", "Dana", "Eve"]);
    for one in all.as_array_mut().expect("people") {
        let name = one["name"].as_str().unwrap_or_default().to_lowercase();
        let state = states.iter().find(|(who, _)| name.starts_with(who));
        if let Some((_, state)) = state {
            one["state"] = json!(state);
        }
    }
    all
}

#[tokio::test]
async fn a_stand_in_hears_of_the_place_and_of_its_end_whatever_they_declined_themselves() {
    let dais = Dais::has_speakers(day().with("speakers", states(&[]))).await;
    let editor = dais.editor().await;
    // Cleo said no to the second panel.
    edited(&dais, day().with("speakers", states(&[("cleo", "declined")]))).await;
    assert_eq!(dais.told(), []);
    represents(&dais, &editor, "Ben Example", "Cleo Example").await;
    dais.gathers().await;
    assert_eq!(dais.told(), [("ada", 1), ("cleo", 1)], "Ben sent somebody, as he knows");
    assert_eq!(
        dais.news_to("ada"),
        [
            "Beside you, before: Ben Example",
            "Beside you, now: Ben Example (represented by Cleo Example)",
        ]
    );
    let told = dais.news_to("cleo");
    assert!(told[1].contains("2:00 – 2:30 pm ET") && told[1].contains("in place of Ben Example"));
    // Ben comes after all: all three of them hear it.
    edited(&dais, day().with("speakers", states(&[("cleo", "declined")]))).await;
    assert_eq!(dais.told(), [("ada", 2), ("ben", 1), ("cleo", 2)]);
    assert!(dais.news_to("cleo")[1].ends_with("Not yours any more"), "{:?}", dais.news_to("cleo"));
    let back = dais.changes_to("ben").remove(0);
    assert_eq!(back.subject(), "You are part of: Hours in the Field · Tue, Apr 20");
    assert!(back.plain().contains("You are part of this event again."), "{}", back.plain());
    // And so does Cleo, of her own place.
    edited(&dais, day().with("speakers", states(&[]))).await;
    assert_eq!(dais.changes_to("cleo").len(), 3);
    assert!(dais.news_to("cleo")[1].contains("2:30 – 3:00 pm ET"), "{:?}", dais.news_to("cleo"));
}

#[tokio::test]
async fn who_gives_up_one_of_two_places_hears_nothing_of_that_one() {
    let dais = Dais::has_speakers(day()).await;
    let editor = dais.editor().await;
    represents(&dais, &editor, "Ben Example", "Dana Example").await;
    dais.gathers().await;
    assert_eq!(dais.told(), [("ada", 1), ("dana", 1)]);
    let document = panel("Panel one", "14:00", "14:30", &["Ada", "Ben"]);
    let with_word = day()
        .with("sessions", json!([document, second(), third()]))
        .with("speakers", states(&[("ben", "surrogate"), ("dana", "declined")]))
        .with("speakers.1.stand_in", "Dana Example");
    edited(&dais, with_word).await;
    assert_eq!(dais.changes_to("dana").len(), 1, "she said so herself");
}

#[tokio::test]
async fn who_leads_it_and_that_it_has_no_hours_of_its_own_is_told() {
    let dais = Dais::has_speakers(day()).await;
    let mut one = panel("Panel one", "14:00", "14:30", &["Ada", "Ben", "Eve"]);
    one["moderator"] = json!("Cleo Example");
    let mut talk = panel("A talk", "14:00", "14:30", &["Dana"]);
    for time in ["starts", "ends"] {
        talk.as_object_mut().expect("a session").remove(time);
    }
    edited(&dais, day().with("sessions", json!([one, talk]))).await;
    let eve = dais.news_to("eve");
    assert!(eve[1].contains("led by Cleo Example, with Ada Example, Ben Example"), "{eve:?}");
    let dana = dais.news_to("dana");
    let during = "during the event, Tuesday, April 20, 2027, 2:00 – 3:30 pm ET";
    assert!(dana.iter().any(|line| line.contains(during)), "{dana:?}");
}

#[tokio::test]
async fn panel_mates_hear_that_nobody_is_named_any_more() {
    let dais = Dais::has_speakers(day()).await;
    let represented = || day().with("speakers", states(&[("ben", "surrogate")]));
    edited(&dais, represented().with("speakers.1.stand_in", "Gus Stand")).await;
    assert_eq!(dais.told(), [("ada", 1)]);
    edited(&dais, represented()).await;
    assert_eq!(
        dais.news_to("ada"),
        [
            "Beside you, before: Ben Example (represented by somebody else)",
            "Beside you, now: Ben Example (represented)",
        ]
    );
}
