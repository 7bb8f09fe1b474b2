//! What the buttons of one's own RSVP do: the deed, then back to the page, which tells what is new.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::desk::Desk;
use domain::error::Error;
use domain::rsvp;

use crate::pages::rsvp::CorrectionForm;
use crate::render;

/// `POST /r/{token}`
pub async fn correct(
    State(desk): State<Desk>,
    Path(token): Path<String>,
    Form(form): Form<CorrectionForm>,
) -> Response {
    match rsvp::correct(&desk, &token, &form.clone().into()).await {
        Ok(()) => back(&token, "saved"),
        Err(error) => render::again(desk, &own(&token), Some(form), error.into()).await,
    }
}

/// `POST /r/{token}/cancel`
pub async fn cancel(State(desk): State<Desk>, Path(token): Path<String>) -> Response {
    let done = rsvp::give_up(&desk, &token).await;
    settled(desk, &token, done, "cancelled").await
}

/// `POST /r/{token}/undo`
pub async fn undo(State(desk): State<Desk>, Path(token): Path<String>) -> Response {
    let done = rsvp::take_back(&desk, &token).await;
    settled(desk, &token, done, "back").await
}

async fn settled(desk: Desk, token: &str, done: Result<(), Error>, word: &str) -> Response {
    match done {
        Ok(()) => back(token, word),
        Err(error) => render::again::<CorrectionForm>(desk, &own(token), None, error.into()).await,
    }
}

fn own(token: &str) -> String {
    format!("/r/{token}")
}

fn back(token: &str, word: &str) -> Response {
    Redirect::to(&format!("/r/{token}?done={word}")).into_response()
}
