//! The front page: who this is, what comes next, what has been.

use domain::event::{self, Listing};
use leptos::prelude::*;

use crate::context::{desk, site};
use crate::markdown;
use crate::pages::shown;
use crate::ui::{head::head, list};

/// So many past events the front page names; the rest stand in the list.
const PAST: usize = 5;

/// `/`
#[component]
pub fn Front() -> impl IntoView {
    let desk = desk();
    shown(async move { event::listing(&desk).await }, |listing| sheet(&listing))
}

fn sheet(listing: &Listing) -> AnyView {
    let site = site();
    let recent = &listing.past[..listing.past.len().min(PAST)];
    let summary = site.about.as_deref().map(markdown::summary);
    view! {
        {head("", "/", summary.as_deref(), "en")}
        <main id="main" class="page">
            <header class="hero">
                <h1>{site.name.clone()}</h1>
                {site.about.as_deref().map(about)}
            </header>
            <section aria-labelledby="coming" class="front-next">
                <h2 id="coming">"Coming events"</h2>
                {if listing.coming.is_empty() {
                    view! { <p class="none">"Nothing is announced just now."</p> }.into_any()
                } else {
                    list::events(&listing.coming)
                }}
            </section>
            {(!recent.is_empty())
                .then(|| {
                    view! {
                        <section aria-labelledby="past" class="quiet">
                            <h2 id="past">"Past events"</h2>
                            {list::events(recent)}
                            <p>
                                <a href="/events">"All events"</a>
                            </p>
                        </section>
                    }
                })}
        </main>
    }
    .into_any()
}

/// One paragraph is a motto and is set like one; more is a text.
fn about(text: &str) -> AnyView {
    let class = if text.contains("\n\n") { "prose" } else { "prose lead" };
    view! { <div class=class dir="auto" inner_html=markdown::html(text, 2)></div> }.into_any()
}
