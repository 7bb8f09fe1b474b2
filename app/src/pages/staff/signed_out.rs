//! A form that came after its session had ended: nothing of it is lost.
//!
//! The page holds every field as it was sent. Who signs in again in another tab sends it from here.

use leptos::prelude::*;

use crate::pages::trouble::NotHere;
use crate::ui::head::private_head;

/// A form that nobody was signed in for.
#[derive(Clone)]
pub struct Kept {
    /// Where it was sent.
    pub path: String,
    /// Its fields, in order.
    pub fields: Vec<(String, String)>,
}

/// Stands at no address of its own: the guard shows it in place of what a form was sent to.
#[component]
pub fn SignedOut() -> impl IntoView {
    match use_context::<Kept>() {
        Some(kept) => sheet(kept),
        None => view! { <NotHere/> }.into_any(),
    }
}

fn sheet(kept: Kept) -> AnyView {
    view! {
        {private_head("Please sign in again", "en")}
        <main id="main" class="page page-short">
            <h1>"Please sign in again"</h1>
            <p class="lead">
                "You were signed out before this was sent, so it was not taken yet. Nothing of it is lost."
            </p>
            <ol class="steps">
                <li>
                    <a href="/sign-in" target="_blank" rel="noopener">
                        "Sign in in a new tab"
                    </a>
                </li>
                <li>"Come back to this page and send it once more."</li>
            </ol>
            {again(kept)}
        </main>
    }
    .into_any()
}

fn again(kept: Kept) -> AnyView {
    let fields = kept.fields.into_iter().map(|(name, value)| {
        view! { <input type="hidden" name=name value=value/> }
    });
    view! {
        <form method="post" action=kept.path>
            {fields.collect_view()}
            <button type="submit" class="button">
                "Send it once more"
            </button>
        </form>
    }
    .into_any()
}
