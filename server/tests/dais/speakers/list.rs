//! The list of all speakers: searched, with what needs care, a page at a time.

use serde_json::json;

use super::{enters, with, with_ada};
use crate::harness::{Colleague, Dais};

async fn names(owner: &Colleague<'_>, query: &str) -> Vec<String> {
    let page = owner.get(&format!("/staff/speakers{query}")).await.page_with(200);
    let links = page.all("tbody td:first-child a");
    links.iter().map(|link| link.text().collect()).collect()
}

#[tokio::test]
async fn people_are_found_by_name_title_and_organisation() {
    let dais = Dais::start().await;
    let owner = dais.owner().await;
    owner.get("/staff/speakers").await.page_with(200).tells("Nobody is entered yet");
    enters(&owner, &[("name", "Renée Müller"), ("organisations", "Farm Institute")]).await;
    enters(&owner, &[("name", "Ada Example"), ("titles", "Director of Studies")]).await;
    assert_eq!(names(&owner, "").await, ["Ada Example", "Renée Müller"]);
    assert_eq!(names(&owner, "?q=muller+FARM").await, ["Renée Müller"]);
    assert_eq!(names(&owner, "?q=director").await, ["Ada Example"]);
    let none: [&str; 0] = [];
    assert_eq!(names(&owner, "?q=director+farm").await, none);
    owner.get("/staff/speakers?q=%00%25").await.page_with(200);
}

#[tokio::test]
async fn fifty_stand_on_a_page() {
    let dais = Dais::start().await;
    let speakers: Vec<_> =
        (10..61).map(|number| json!({ "name": format!("Ada {number}") })).collect();
    dais.publishes(with("one", json!(speakers))).await;
    let owner = dais.owner().await;
    assert_eq!(names(&owner, "").await.len(), 50);
    assert_eq!(names(&owner, "?page=2").await, ["Ada 60"]);
    assert_eq!(names(&owner, "?page=2&only=coming").await, ["Ada 60"]);
}

#[tokio::test]
async fn marks_say_what_needs_care() {
    let dais = Dais::start().await;
    dais.publishes(with_ada("one")).await;
    let owner = dais.owner().await;
    let ben = enters(&owner, &[("name", "Ben Example")]).await;
    let consent = |days: i64| {
        let last = (dais.now() + chrono::TimeDelta::days(days)).date_naive();
        format!(
            "INSERT INTO consent (speaker_id, scope, given_on, expires_on, by_guardian, at) \
             VALUES ({ben}, '[\"picture\"]', '2027-01-01', '{last}', false, '2027-01-01T00:00:00+00:00')"
        )
    };
    dais.tampers(&consent(30)).await;
    assert_eq!(names(&owner, "?only=consent").await, ["Ben Example"]);
    assert_eq!(names(&owner, "?only=no-address").await, ["Ben Example"]);
    assert_eq!(names(&owner, "?only=coming").await, ["Ada Example"]);
    dais.tampers(&consent(200)).await;
    assert!(names(&owner, "?only=consent").await.is_empty(), "a newer one covers it");
    dais.tampers("UPDATE speaker SET protected = true WHERE name = 'Ben Example'").await;
    assert_eq!(names(&owner, "?only=guarded").await, ["Ben Example"]);
    let page = owner.get("/staff/speakers").await.page_with(200);
    page.says("Protected");
    page.says("No address");
    page.says("Hours: one");
    dais.leaves_letters();
}
