//! Somebody withdraws, and is followed through everything that leaves the program.

use super::{Doors, MARK, asks, is_clean, rounds, said};
use chrono::TimeDelta;
use reqwest::Method;
use serde_json::json;

use crate::harness::{Dais, Paper, a_briefing};
use crate::roles::matrix::{MATRIX, Whom};

/// Everybody may know of her until she withdraws.
fn paper() -> Paper {
    let name = format!("{MARK} Willow");
    let her = json!({ "name": name, "roles": ["keynote"], "biography": format!("{MARK} story") });
    let ben = json!({ "name": "Ben Openly", "roles": ["panelist"], "email": "ben@example.org" });
    let panel = json!({ "title": "Panel", "moderator": name, "speakers": [name, "Ben Openly"] });
    a_briefing().with("speakers", json!([her, ben])).with("sessions", json!([panel]))
}

#[tokio::test]
async fn a_withdrawal_is_followed_through_everything() {
    let dais = Dais::start().await;
    dais.leaves_letters();
    let event = dais.publishes(paper()).await;
    let doors = Doors::open(&dais, &event).await;
    let owner = dais.owner().await;
    let id = super::speaker(&dais, &format!("{MARK} Willow")).await;
    let consents = format!("/staff/speakers/{id}/consents");
    let typed = [("given_on", "2027-04-01"), ("name", "on"), ("biography", "on")];
    owner.post(&consents, &typed).await.leads_to();
    rounds(&dais).await;
    let her_own = super::schedule_of(&dais, &format!("{MARK} Willow")).await;
    assert!(dais.get(&event.path()).await.text().contains(MARK), "she was there");
    assert!(dais.get(&format!("/s/{}", doors.schedule)).await.text().contains(MARK));
    // Guests are about to be told of another keynote.
    let other = paper()
        .with("speakers.0.roles", json!(["panelist"]))
        .with("speakers.1.roles", json!(["keynote"]));
    dais.publishes(other).await;
    dais.wait(TimeDelta::hours(1));
    while domain::errand::round(&dais.desk).await.expect("a round") > 0 {}
    let before = dais.letters().len();

    owner.post::<&str, &str>(&format!("{consents}/1"), &[]).await.leads_to();
    for row in MATRIX.iter().filter(|row| row.whom != Whom::Staff && row.method == "GET") {
        let path = doors.path(row.path);
        let answer = asks(&dais, "", Method::GET, &path).await;
        is_clean(&path, &said(&answer));
    }
    for _ in 0..21 {
        rounds(&dais).await;
        dais.wait(TimeDelta::days(1));
    }
    let letters = dais.letters();
    assert!(letters.len() > before, "letters left after it");
    for letter in &letters[before..] {
        for part in [letter.raw(), letter.plain(), letter.html()] {
            is_clean(&letter.subject(), &part);
        }
    }
    // Her own schedule still works for her.
    dais.get(&format!("/s/{her_own}")).await.page_with(200);
    owner.get(&format!("/staff/speakers/{id}/safety")).await;
}
