//! What somebody typed into a letter that is no draft any more: it is kept, and can go on as a new
//! letter.

use domain::mailing::{Sheet, State};
use domain::rsvp::list::Wanted;
use leptos::prelude::*;

use super::super::path;
use super::deeds::GroupForm;
use crate::ui::control::Asked;
use crate::ui::field::lines_to_read;

/// The panel, with a form that begins a new draft of what was typed.
pub fn panel(mailing: &Sheet, typed: &GroupForm) -> AnyView {
    let instead = if mailing.state == State::Scheduled {
        " Or take the letter back below: then it is a draft again, with the words that were saved."
    } else {
        ""
    };
    view! {
        <section class="panel" id="unsaved" aria-labelledby="unsaved-title">
            <h2 id="unsaved-title">"What you typed was not saved"</h2>
            <p>
                "While you were typing, this letter stopped being a draft, so your words are not in it. To keep them, copy them as a new draft: nothing is sent by that."
                {instead}
            </p>
            <form method="post" action=format!("{}/new", path(mailing.event.id)) novalidate>
                {whom(typed)} {words(typed)}
                <div class="actions">
                    <button type="submit" class="button">
                        "Copy my words as a new draft"
                    </button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// Whom it was for goes along.
fn whom(typed: &GroupForm) -> AnyView {
    let wanted: Wanted = domain::mailing::Written::from(typed.clone()).wanted;
    let pairs = wanted.pairs().map(|(name, value)| (name, value.to_owned()));
    let pairs = pairs.into_iter().chain([("announcement", typed.announcement.clone())]);
    pairs
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view()
        .into_any()
}

fn words(typed: &GroupForm) -> AnyView {
    let asked = |name: &str, label: &'static str, value: &str| Asked {
        name: name.to_owned(),
        label,
        value: value.to_owned(),
        ..Asked::default()
    };
    let subject = asked("subject", "Subject that you typed", &typed.subject);
    let body = asked("body", "Letter that you typed", &typed.body);
    view! { {lines_to_read(&subject, 1)} {lines_to_read(&body, 14)} }.into_any()
}
