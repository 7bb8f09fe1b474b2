//! Letters and a calendar entry that name nothing: one button.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::desk::Desk;
use domain::rsvp::OwnRsvp;
use domain::rsvp::own;
use leptos::prelude::*;
use serde::Deserialize;

use super::deeds::settled;

/// The form's one field as sent.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct DiscreetForm {
    /// `yes`, or anything else for no.
    discreet: String,
}

/// `POST /r/{token}/discreet`
pub async fn discreet(
    State(desk): State<Desk>,
    Path(token): Path<String>,
    Form(form): Form<DiscreetForm>,
) -> Response {
    let done = own::be_discreet(&desk, &token, form.discreet == "yes").await;
    settled(desk, &token, done, "discreet").await
}

/// How it is, and the button that changes it, as long as anything of the RSVP
/// can be changed.
pub(super) fn section(own: &OwnRsvp, token: &str) -> Option<AnyView> {
    if !own.may_change {
        return None;
    }
    let (means, value, button) = if own.discreet {
        (
            "The subjects of your mails say “Your appointment”, and your calendar entry is called “Appointment”, without the event’s name.",
            "no",
            "Name the event again",
        )
    } else {
        (
            "Does somebody else see your mail or your calendar? Subjects and the calendar entry can go without the event’s name. Inside, the mails say as much as before.",
            "yes",
            "Keep subjects neutral",
        )
    };
    let section = view! {
        <section class="give-up" aria-labelledby="discreet">
            <h2 id="discreet">"Neutral subjects"</h2>
            <p>{means}</p>
            <form method="post" action=format!("/r/{token}/discreet")>
                <button type="submit" name="discreet" value=value class="button button-plain">
                    {button}
                </button>
            </form>
        </section>
    };
    Some(section.into_any())
}
