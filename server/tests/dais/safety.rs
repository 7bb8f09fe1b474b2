//! Safe faces: who is protected, under age, or has withdrawn a consent, and what is then left of them.

mod attacks;
mod consents;
mod discreet;
mod protecting;
mod texts;

use serde_json::{Value, json};

use crate::harness::{Colleague, Dais, Paper, a_briefing};

/// A surname that nobody else has, so that a search for it is a search for her.
const OLD: &str = "Quillfeather";

/// The number of the speaker of this name.
async fn speaker(dais: &Dais, name: &str) -> i64 {
    dais.number(&format!("SELECT id FROM speaker WHERE name = '{name}'")).await
}

/// Ada Quillfeather, who gives the keynote.
fn ada() -> Value {
    json!({
        "name": "Ada Quillfeather",
        "roles": ["keynote"],
        "titles": ["Farmworker"],
        "organisations": ["Fields United"],
        "email": "a.q@example.org",
        "biography": "Ada Quillfeather picked tomatoes.",
    })
}

/// A briefing at which she speaks, between two others.
fn with_ada() -> Paper {
    let ben = json!({ "name": "Ben Ordinary", "roles": ["panelist"] });
    let cyd =
        json!({ "name": "Cyd Ordinary", "state": "surrogate", "stand_in": "Ada Quillfeather" });
    let keynote = json!({ "title": "What I saw", "speakers": ["Ada Quillfeather"] });
    let panel =
        json!({ "title": "Panel", "moderator": "Ada Quillfeather", "speakers": ["Ben Ordinary"] });
    a_briefing()
        .with("speakers", json!([ben, ada(), cyd]))
        .with("sessions", json!([keynote, panel]))
}

async fn errands(dais: &Dais) {
    while domain::errand::round(&dais.desk).await.expect("a round") > 0 {}
}

/// Protects a speaker, with the list of free texts seen.
async fn protects(staff: &Colleague<'_>, id: i64, name: &str) {
    let path = format!("/staff/speakers/{id}/protect");
    let typed = [("name", name), ("seen", "on")];
    let to = staff.post(&path, &typed).await.leads_to();
    assert_eq!(to, format!("/staff/speakers/{id}/safety?done=protected"));
}

/// Writes a consent down that holds for a year.
async fn consents(staff: &Colleague<'_>, id: i64, scope: &[&str], more: &[(&str, &str)]) {
    let mut typed = vec![("given_on", "2027-04-01")];
    typed.extend(scope.iter().map(|scope| (*scope, "on")));
    typed.extend(more);
    let path = format!("/staff/speakers/{id}/consents");
    assert_eq!(staff.post(&path, &typed).await.leads_to(), format!("{path}?done=given"));
}

/// Where a text stands in the database, whatever its letters' case.
async fn rows_with(dais: &Dais, text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let tables = dais.tables().await;
    let rows = tables
        .into_iter()
        .flat_map(|(table, rows)| rows.into_iter().map(move |row| format!("{table}: {row}")));
    rows.filter(|row| row.to_lowercase().contains(&text)).collect()
}

#[track_caller]
fn nothing(rows: &[String]) {
    assert!(rows.is_empty(), "{rows:#?}");
}
