//! Speakers as people: entered once, seen at all their events.

mod contact;
mod edit;
mod heard;
mod list;
mod merging;
mod stand_in;
mod states;

use serde_json::{Value, json};

use crate::harness::{Colleague, Dais, Event, Paper, a_briefing};

/// A briefing with these in its line-up.
fn with(slug: &str, speakers: Value) -> Paper {
    a_briefing().named(slug).with("title", format!("Hours: {slug}")).with("speakers", speakers)
}

/// A briefing at which Ada Example moderates, and speaks in a session.
fn with_ada(slug: &str) -> Paper {
    let ada = json!({
        "name": "Ada Example", "roles": ["moderator"], "titles": ["Director"],
        "organisations": ["Harvest Institute"], "email": "ada@example.org",
    });
    with(slug, json!([ada])).with(
        "sessions",
        json!([{ "title": "Opening", "moderator": "Ada Example", "speakers": ["Ada Example"] }]),
    )
}

async fn speaker(dais: &Dais, name: &str) -> i64 {
    dais.number(&format!("SELECT id FROM speaker WHERE name = '{name}'")).await
}

async fn event(dais: &Dais, event: &Event) -> i64 {
    dais.number(&format!("SELECT id FROM event WHERE slug = '{}'", event.slug)).await
}

async fn enters(owner: &Colleague<'_>, fields: &[(&str, &str)]) -> i64 {
    let to = owner.post("/staff/speakers", fields).await.leads_to();
    let id = to.trim_start_matches("/staff/speakers/").split('?').next().expect("a number");
    id.parse().expect("a number")
}
