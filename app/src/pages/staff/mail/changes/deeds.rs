//! What the forms beside a change do.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::change;
use domain::desk::Desk;
use domain::error::Error;
use domain::staff::Staff;

use super::ChangeForm;
use crate::guard::SignedIn;
use crate::pages::staff::mail::path;
use crate::render;

/// `POST /staff/events/{id}/mail/changes`
pub async fn tell(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
    Form(form): Form<ChangeForm>,
) -> Response {
    if form.step == "now" {
        let done = change::tell_now(&desk, &staff, id, form.revision, &form.note).await;
        settled(desk, &staff, id, form, done, "changes-told").await
    } else {
        let done = change::set_note(&desk, &staff, id, &form.note).await;
        settled(desk, &staff, id, form, done, "changes-note").await
    }
}

/// `POST /staff/events/{id}/mail/changes/mute`
pub async fn mute(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
    Form(form): Form<ChangeForm>,
) -> Response {
    let done = change::mute(&desk, &staff, id, form.revision).await;
    settled(desk, &staff, id, form, done, "changes-muted").await
}

/// `POST /staff/events/{id}/mail/changes/gathering`
pub async fn gathering(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
    Form(form): Form<ChangeForm>,
) -> Response {
    let minutes = form.minutes.clone().unwrap_or_default();
    let done = change::set_gathering(&desk, &staff, id, &minutes).await;
    let form = ChangeForm { minutes: Some(minutes), ..form };
    settled(desk, &staff, id, form, done, "changes-gathering").await
}

async fn settled(
    desk: Desk,
    staff: &Staff,
    id: i64,
    form: ChangeForm,
    done: Result<(), Error>,
    word: &'static str,
) -> Response {
    match done {
        Ok(()) => Redirect::to(&format!("{}?done={word}", path(id))).into_response(),
        Err(error) => render::again_for(desk, staff, &path(id), Some(form), error.into()).await,
    }
}
