//! What a change would come to, before it counts.

use domain::rsvp::OwnRsvp;
use domain::rsvp::own::Review;
use leptos::prelude::*;

use super::form::ChangeForm;
use super::{own_path, step_head};
use crate::ui::head::private_head;

/// A change to look at.
#[derive(Clone)]
pub struct Looked {
    /// As it was typed.
    pub form: ChangeForm,
    /// What it comes to.
    pub review: Review,
    /// It has become something else since it was looked at last.
    pub changed: bool,
}

/// The page.
pub fn sheet(own: &OwnRsvp, token: &str, looked: &Looked) -> AnyView {
    let review = &looked.review;
    let notes = review.notes.iter().map(|note| view! { <p class="notice">{note.clone()}</p> });
    let told = if review.is_told {
        "Once you have saved, we write to you how you stand."
    } else {
        "No letter goes out for this."
    };
    view! {
        {private_head(&format!("Save these changes? {}", own.briefing.title), "en")}
        <main id="main" class="page own">
            {looked.changed.then(once_more)}
            {step_head(own, token, "Save these changes?")}
            {notes.collect_view()}
            <section aria-labelledby="changes">
                <h2 id="changes">"What will be different"</h2>
                {differences(review)}
                <p class="fine">{told}</p>
            </section>
            {buttons(token, looked)}
        </main>
    }
    .into_any()
}

/// Says that what is shown is not what was shown before. It takes the focus.
pub fn once_more() -> AnyView {
    view! {
        <div class="notice notice-wrong" role="group" aria-labelledby="changed" tabindex="-1" autofocus>
            <h2 id="changed">"Please look once more"</h2>
            <p>"Something changed since you looked. Nothing was saved yet; below stands what it comes to now."</p>
        </div>
    }
    .into_any()
}

fn differences(review: &Review) -> AnyView {
    let cell = |label: &'static str, text: &str| {
        let said = if text.is_empty() { "nothing" } else { text };
        view! {
            <dd>
                <span class="change-when">{label} " "</span>
                <span dir="auto">{said.to_owned()}</span>
            </dd>
        }
    };
    let rows = review.changes.iter().map(|change| {
        view! {
            <div class="change">
                <dt>{change.what}</dt>
                {cell("Now:", &change.before)}
                {cell("Then:", &change.after)}
            </div>
        }
    });
    view! { <dl class="changes">{rows.collect_view()}</dl> }.into_any()
}

fn buttons(token: &str, looked: &Looked) -> AnyView {
    let hidden = looked.form.carried().into_iter().map(|(name, value)| {
        view! { <input type="hidden" name=name value=value.to_owned()/> }
    });
    view! {
        <form class="sheet" method="post" action=own_path(token) novalidate>
            {hidden.collect_view()}
            <input type="hidden" name="seen" value=looked.review.seen.clone()/>
            <div class="own-buttons">
                <button type="submit" name="step" value="save" class="button">
                    "Save these changes"
                </button>
                <button type="submit" name="step" value="edit" class="button button-plain">
                    "Go back and edit"
                </button>
            </div>
        </form>
    }
    .into_any()
}
