//! The frame around every page: whose site it is, where else to go.
//!
//! The frame is in English whatever the page's language, and says so to screen readers.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::context::desk;

/// The letterhead.
#[component]
pub fn Masthead() -> impl IntoView {
    let here = use_location().pathname;
    let current = move || (here.get_untracked() == "/events").then_some("page");
    view! {
        <header class="masthead" lang="en">
            <a class="masthead-name" href="/">
                {desk().site.name.clone()}
            </a>
            <nav aria-label="Main">
                <a href="/events" aria-current=current>
                    "Events"
                </a>
            </nav>
        </header>
    }
}

/// The foot of every page.
#[component]
pub fn Foot() -> impl IntoView {
    view! {
        <footer class="foot" lang="en">
            <p class="foot-name">{desk().site.name.clone()}</p>
            <nav aria-label="More">
                <a href="/events">"All events"</a>
                <a href="/events.ics">"Calendar feed"</a>
                <a href="/privacy">"Privacy"</a>
                <a href="/accessibility">"Accessibility"</a>
            </nav>
        </footer>
    }
}
