//! Neutral letters for a guest who asked staff for them.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::desk::Desk;
use domain::rsvp::{self, Record};
use leptos::prelude::*;
use serde::Deserialize;

use crate::guard::SignedIn;
use crate::pages::staff::letters::ButtonForm;
use crate::render;

/// The form's one field as sent.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct DiscreetForm {
    /// `yes`, or anything else for no.
    discreet: String,
}

/// The panel with its button.
pub fn panel(record: &Record) -> AnyView {
    let (means, value, button) = if record.discreet {
        ("Subjects and the calendar entry do not name the event.", "no", "Name the event again")
    } else {
        (
            "For a guest whose mail or calendar others see. They can switch it on their own page, too.",
            "yes",
            "Keep subjects neutral",
        )
    };
    view! {
        <section class="panel" aria-labelledby="discreet">
            <h2 id="discreet">"Neutral letters"</h2>
            <p>{means}</p>
            <form method="post" action=format!("/staff/rsvps/{}/discreet", record.id)>
                <button type="submit" name="discreet" value=value class="button button-plain">
                    {button}
                </button>
            </form>
        </section>
    }
    .into_any()
}

/// `POST /staff/rsvps/{id}/discreet`
pub async fn discreet(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
    Form(form): Form<DiscreetForm>,
) -> Response {
    let page = format!("/staff/rsvps/{id}");
    match rsvp::set_discreet(&desk, &staff, id, form.discreet == "yes").await {
        Ok(()) => Redirect::to(&format!("{page}?done=quiet")).into_response(),
        Err(error) => {
            render::again_for::<ButtonForm>(desk, &staff, &page, None, error.into()).await
        }
    }
}
