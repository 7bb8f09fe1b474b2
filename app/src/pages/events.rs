//! The list of all events, coming ones first.

use domain::event::{self, Listing};
use leptos::prelude::*;

use crate::context::desk;
use crate::pages::shown;
use crate::ui::{head::head, list};

/// `/events`
#[component]
pub fn Events() -> impl IntoView {
    let desk = desk();
    shown(async move { event::listing(&desk).await }, |listing| sheet(&listing))
}

fn sheet(listing: &Listing) -> AnyView {
    let coming = if listing.coming.is_empty() {
        view! { <p class="none">"Nothing is announced just now."</p> }.into_any()
    } else {
        list::events(&listing.coming)
    };
    let past = if listing.past.is_empty() {
        view! { <p class="none">"Nothing yet."</p> }.into_any()
    } else {
        list::events(&listing.past)
    };
    view! {
        {head("Events", "/events", None, "en")}
        <main id="main" class="page">
            <h1>"Events"</h1>
            <section aria-labelledby="coming">
                <h2 id="coming">"Coming"</h2>
                {coming}
            </section>
            <section aria-labelledby="past" class="quiet">
                <h2 id="past">"Past"</h2>
                {past}
            </section>
        </main>
    }
    .into_any()
}
