//! A speaker's safety: what may be shown of them, the name that they chose, what they consented to.
//!
//! Pages of their own, one question each: they are opened seldom, and what is pressed there counts at
//! once and everywhere.

mod consents;
mod limits;
mod protect;
mod switches;
mod withdrawal;

use domain::speaker::safety::{Safety, Shows};
use leptos::prelude::*;

use crate::addresses::Addresses;

pub use consents::ConsentsPage;
pub use limits::limits;
pub use protect::ProtectPage;
pub use switches::SafetyPage;
pub use withdrawal::WithdrawPage;

/// Where the forms of these pages are sent.
pub fn forms(addresses: Addresses) -> Addresses {
    addresses
        .post("/staff/speakers/{id}/safety", switches::switch)
        .post("/staff/speakers/{id}/protect", protect::protect)
        .post("/staff/speakers/{id}/unprotect", switches::lift)
        .post("/staff/speakers/{id}/consents", consents::give)
        .post("/staff/speakers/{id}/consents/{number}", withdrawal::withdraw)
}

/// Where a speaker's page stands.
fn path(id: i64) -> String {
    format!("/staff/speakers/{id}")
}

/// The way back, above a page's heading.
fn crumbs(id: i64, name: &str) -> AnyView {
    view! {
        <p class="crumbs">
            <a href="/staff/speakers">"Speakers"</a>
            <a href=path(id) dir="auto">
                {name.to_owned()}
            </a>
        </p>
    }
    .into_any()
}

/// How things stand, for the speaker's own page, with the ways to change them.
pub fn panel(safety: &Safety) -> AnyView {
    let page = path(safety.id);
    let protect = if safety.protected { "Choose another public name" } else { "Protect" };
    view! {
        <section class="panel" aria-labelledby="safety">
            <h2 id="safety">"Safety"</h2>
            {marks(safety)}
            {shows(safety)}
            <div class="actions">
                <a class="button button-plain" href=format!("{page}/safety")>
                    "Change what is shown"
                </a>
                <a class="button button-plain" href=format!("{page}/consents")>
                    "Consents"
                </a>
                <a class="button button-plain" href=format!("{page}/protect")>
                    {protect}
                </a>
            </div>
        </section>
    }
    .into_any()
}

fn marks(safety: &Safety) -> AnyView {
    let said = [
        (safety.protected, "Protected"),
        (safety.minor, "Under age"),
        (safety.discreet, "Neutral letters"),
    ];
    let said: Vec<&str> = said.into_iter().filter_map(|(is, words)| is.then_some(words)).collect();
    let said = if said.is_empty() { "Not protected".to_owned() } else { said.join(", ") };
    let ends = safety.ends.map(|ends| view! { <p class="tag tag-wrong">{ends.words()}</p> });
    view! {
        <p>
            <strong>{said}</strong>
        </p>
        {ends}
    }
    .into_any()
}

/// What may be shown just now, and why not.
fn shows(safety: &Safety) -> AnyView {
    let rows = safety.shows.iter().map(|Shows { scope, hidden, .. }| {
        let words = hidden.map_or("Yes", domain::speaker::Hidden::words);
        view! {
            <dt>{scope.label()}</dt>
            <dd>{words}</dd>
        }
    });
    view! {
        <h3>"What may be shown now"</h3>
        <dl class="details">{rows.collect_view()}</dl>
    }
    .into_any()
}
