//! Copies for who replied on behalf of the guest, who allows or stops them here.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::briefing::Stage;
use domain::desk::Desk;
use domain::rsvp::OwnRsvp;
use domain::rsvp::own;
use leptos::prelude::*;
use serde::Deserialize;

use super::deeds::settled;

/// The form's one field as sent.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct CopiesForm {
    /// `yes`, or anything else for no.
    allow: String,
}

/// `POST /r/{token}/copies`
pub async fn copies(
    State(desk): State<Desk>,
    Path(token): Path<String>,
    Form(form): Form<CopiesForm>,
) -> Response {
    let done = if form.allow == "yes" {
        own::allow_copies(&desk, &token).await
    } else {
        own::stop_copies(&desk, &token).await
    };
    settled(desk, &token, done, "copies").await
}

/// Who replied, whether they get copies, and the button that changes it.
pub(super) fn section(own: &OwnRsvp, token: &str) -> Option<AnyView> {
    let scheduler = own.scheduler.as_ref().filter(|_| own.briefing.stage != Stage::Over)?;
    let who = format!("{} ({}) replied on your behalf.", scheduler.name, scheduler.email);
    let (means, allow, button) = if scheduler.is_allowed {
        (
            "They get copies of your mails, with a link that opens this page. If you stop that, their links die.",
            "no",
            "Stop the copies".to_owned(),
        )
    } else {
        (
            "They get no copies of your mails yet. Copies bring a link with which they can change your reply.",
            "yes",
            format!("Send copies to {}", scheduler.name),
        )
    };
    let section = view! {
        <section class="give-up" aria-labelledby="copies">
            <h2 id="copies">"Copies"</h2>
            <p dir="auto">{who}</p>
            <p>{means}</p>
            <form method="post" action=format!("/r/{token}/copies")>
                <button type="submit" name="allow" value=allow class="button button-plain" dir="auto">
                    {button}
                </button>
            </form>
        </section>
    };
    Some(section.into_any())
}
