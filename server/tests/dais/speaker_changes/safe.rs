//! Whom these letters name, and what is kept of names.

use serde_json::json;

use super::{PAUSE, day, edited, panel, people, second, third};
use crate::harness::{Colleague, Dais, Paper};

async fn protects(dais: &Dais, staff: &Colleague<'_>, name: &str, chosen: &str) {
    let id = dais.speaker(name).await;
    let path = format!("/staff/speakers/{id}/protect");
    staff.post(&path, &[("name", chosen), ("seen", "on")]).await.leads_to();
}

/// Fay takes Ben's place beside Ada.
fn with_fay() -> Paper {
    let one = panel("Panel one", "14:00", "14:30", &["Ada", "Fay"]);
    day()
        .with("speakers", people(&["Ada", "Ben", "Cleo", "Dana", "Eve", "Fay"]))
        .with("sessions", json!([one, second(), third()]))
}

#[tokio::test]
async fn what_speakers_were_told_keeps_no_name_of_others() {
    let dais = Dais::has_speakers(day()).await;
    let told = dais.texts("SELECT told FROM speaker_notice WHERE told IS NOT NULL").await;
    assert_eq!(told.len(), 5);
    assert!(!told.concat().contains("Example"), "{told:?}");
}

#[tokio::test]
async fn who_is_protected_meanwhile_is_named_by_the_chosen_name_and_it_is_no_change() {
    let dais = Dais::has_speakers(day()).await;
    let owner = dais.owner().await;
    protects(&dais, &owner, "Ben Example", "“Bee”").await;
    dais.gathers().await;
    assert_eq!(dais.told(), [], "another name of the same person is no change");

    let dais = Dais::has_speakers(day()).await;
    let owner = dais.owner().await;
    dais.publishes(with_fay()).await;
    dais.wait(PAUSE);
    dais.does_errands().await;
    protects(&dais, &owner, "Fay Example", "“Eff”").await;
    protects(&dais, &owner, "Ben Example", "“Bee”").await;
    for (table, rows) in dais.tables().await {
        let named = |row: &&String| row.contains("Ben Example") || row.contains("Fay Example");
        assert_eq!(rows.iter().find(named), None, "{table}");
    }
    dais.passes().await;
    dais.gathers().await;
    assert_eq!(dais.told().first(), Some(&("ada", 1)));
    assert_eq!(dais.news_to("ada"), ["Beside you, before: “Bee”", "Beside you, now: “Eff”"]);
}

#[tokio::test]
async fn who_withdrew_is_named_in_no_letter_that_waits() {
    let dais = Dais::has_speakers(day().with("title", "Hours with Ben Example")).await;
    let moved = with_fay().with("title", "Hours with Ben Example").with("place.room", "2044");
    dais.publishes(moved).await;
    dais.wait(PAUSE);
    dais.does_errands().await;
    let id = dais.speaker("Ben Example").await;
    let withdrawn = format!(
        "INSERT INTO consent (speaker_id, scope, given_on, expires_on, by_guardian, withdrawn_at, at) \
         VALUES ({id}, '[\"name\"]', '2027-01-01', '2028-01-01', FALSE, '2027-03-01T00:00:00+00:00', \
         '2027-01-01T00:00:00+00:00')"
    );
    dais.tampers(&withdrawn).await;
    dais.post_round().await;
    let letter = dais.changes_to("ada").remove(0);
    for part in [
        letter.plain(),
        letter.html(),
        letter.subject(),
        letter.calendar_text().unwrap_or_default(),
    ] {
        assert!(!part.contains("Ben"), "{part}");
    }
    assert!(dais.news_to("ada").contains(&"Beside you, now: Fay Example".to_owned()));
}

#[tokio::test]
async fn a_glance_tells_nothing_to_who_wants_that() {
    let dais = Dais::has_speakers(day()).await;
    dais.tampers("UPDATE speaker SET discreet = TRUE").await;
    edited(&dais, day().with("place.room", "2044").with("sessions", json!([]))).await;
    let letter = dais.changes_to("dana").remove(0);
    assert_eq!(letter.subject(), "Your appointment on Apr 20 has changed");
    let entry = letter.calendar();
    assert_eq!(entry.value("SUMMARY"), "Appointment");
    assert!(entry.all("DESCRIPTION").is_empty() && entry.all("URL").is_empty());
}

#[tokio::test]
async fn two_entries_that_become_one_person_are_no_change() {
    let dais = Dais::has_speakers(day()).await;
    let owner = dais.owner().await;
    let entered = owner.post("/staff/speakers", &[("name", "Benjamin Example")]).await.leads_to();
    let other = dais.speaker("Benjamin Example").await;
    assert!(entered.contains(&other.to_string()));
    let ben = dais.speaker("Ben Example").await;
    let page = owner.get(&format!("/staff/speakers/{other}/merge/{ben}")).await.page_with(200);
    owner.fills(&page.form("form.editor"), &[("name", "other")]).await.leads_to();
    dais.gathers().await;
    assert_eq!(dais.told(), []);
    edited(&dais, with_fay()).await;
    assert_eq!(
        dais.news_to("ada"),
        ["Beside you, before: Ben Example", "Beside you, now: Fay Example"]
    );
}
