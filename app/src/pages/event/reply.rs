//! Takes the form's reply: done, 303; not taken, the same page with everything that was typed.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::desk::Desk;
use domain::rsvp;

use crate::pages::event::ReplyForm;
use crate::render;

/// `POST /events/{slug}`
pub async fn reply(
    State(desk): State<Desk>,
    Path(slug): Path<String>,
    Form(form): Form<ReplyForm>,
) -> Response {
    match rsvp::reply(&desk, &slug, form.clone().into()).await {
        Ok(replied) => {
            let hint = replied.hint.map(|domain| format!("?meant={domain}")).unwrap_or_default();
            Redirect::to(&format!("/events/{slug}/replied{hint}")).into_response()
        }
        Err(error) => {
            render::again(desk, &format!("/events/{slug}"), Some(form), error.into()).await
        }
    }
}
