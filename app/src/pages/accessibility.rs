//! What we do so that everybody can use these pages, and where to say that something is in the way.

use leptos::prelude::*;

use crate::ui::head::head;

/// `/accessibility`
#[component]
pub fn Accessibility() -> impl IntoView {
    view! {
        {head(
            "Accessibility",
            "/accessibility",
            Some("How these pages are made usable for everybody, and where to report a barrier."),
            "en",
        )}
        <main id="main" class="page page-text">
            <h1>"Accessibility"</h1>
            <p class="lead">
                "Everybody who may come to an event should be able to read about it and reply. We aim for the Web Content Accessibility Guidelines 2.2 at level AA."
            </p>
            <h2>"What that means here"</h2>
            <ul>
                <li>"Everything works by keyboard, with the focus always to be seen, and without script."</li>
                <li>"Text has a contrast of at least seven to one, in the light and the dark colours alike."</li>
                <li>"Pages can be enlarged and fit a narrow screen without scrolling sideways."</li>
                <li>"Nothing is told by colour alone, and nothing moves."</li>
                <li>
                    "The form asks for a name and a mail address and little else. What is wrong is said beside the field, and what you typed stays."
                </li>
                <li>"There is no time limit on filling it in, and no puzzle to prove that you are a person."</li>
            </ul>
            <h2>"At the event"</h2>
            <p>
                "The form has a field for what you need to take part: an interpreter, captions, a step-free way in, a seat near the door. Only the hosts and those who run this site can read it. Please reply early, since some things take time to arrange."
            </p>
            <h2>"Something in your way?"</h2>
            <p>
                "If the event's page names a contact, write to them, and say which page it was and what you were using."
            </p>
        </main>
    }
}
