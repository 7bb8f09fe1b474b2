//! Where handing over leads: a page of nobody in particular, since the link is dead by now.

use leptos::prelude::*;

use crate::ui::head::private_head;

/// `/r/handed-over`
#[component]
pub fn HandedOver() -> impl IntoView {
    view! {
        {private_head("Handed over", "en")}
        <main id="main" class="page page-short">
            <p class="kicker">"Your RSVP"</p>
            <h1>"Done: it is handed over"</h1>
            <p class="lead">
                "We are writing to you, and to your colleague with a link of their own unless they had a place already."
            </p>
            <p>"The links in your earlier mails open nothing any more."</p>
            <p>
                <a href="/events">"See all events"</a>
            </p>
        </main>
    }
}
