//! What the buttons beside letters do.

use axum::Form;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::desk::Desk;
use domain::error::Error;
use domain::outbox;
use domain::staff::Staff;
use serde::Deserialize;

use super::PATH;
use crate::guard::{SignedIn, next_page};
use crate::render;

/// What a button carries.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ButtonForm {
    /// The page that it was pressed on.
    next: String,
}

/// A letter's number as the address has it; what is no number is nothing here.
type Number = Result<Path<i64>, PathRejection>;

/// `POST /staff/letters/{id}/retry`
pub async fn retry(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    number: Number,
    Form(form): Form<ButtonForm>,
) -> Response {
    let done = match number {
        Ok(Path(id)) => outbox::retry(&desk, &staff, id).await,
        Err(_) => Err(Error::NotFound),
    };
    settled(desk, &staff, form, done, "due").await
}

/// `POST /staff/letters/{id}/stop`
pub async fn stop(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    number: Number,
    Form(form): Form<ButtonForm>,
) -> Response {
    let done = match number {
        Ok(Path(id)) => outbox::stop(&desk, &staff, id).await,
        Err(_) => Err(Error::NotFound),
    };
    settled(desk, &staff, form, done, "stopped").await
}

/// `POST /staff/letters/retry`
pub async fn retry_failed(State(desk): State<Desk>, SignedIn(staff): SignedIn) -> Response {
    match outbox::retry_failed(&desk, &staff).await {
        Ok(0) => to("/staff/letters?state=failed&done=none"),
        Ok(_) => to("/staff/letters?state=queue&done=all"),
        Err(error) => {
            let page = "/staff/letters?state=failed";
            render::again_for::<ButtonForm>(desk, &staff, page, None, error.into()).await
        }
    }
}

async fn settled(
    desk: Desk,
    staff: &Staff,
    form: ButtonForm,
    done: Result<(), Error>,
    word: &str,
) -> Response {
    let page = back(&form.next);
    match done {
        Ok(()) => to(&with_word(&page, word)),
        Err(error) => {
            // Only this page knows how to say why.
            let page = if page.starts_with(PATH) { &page } else { PATH };
            render::again_for(desk, staff, page, Some(form), error.into()).await
        }
    }
}

/// The list again, or the page of the RSVP whose letter it was.
fn back(next: &str) -> String {
    if next.is_empty() { PATH.to_owned() } else { next_page(Some(next)).to_owned() }
}

fn with_word(page: &str, word: &str) -> String {
    let joint = if page.contains('?') { '&' } else { '?' };
    format!("{page}{joint}done={word}")
}

fn to(page: &str) -> Response {
    Redirect::to(page).into_response()
}
