//! What the forms beside changes for speakers do.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::change;
use domain::desk::Desk;
use domain::error::Error;
use domain::staff::Staff;

use super::SpeakersForm;
use crate::guard::SignedIn;
use crate::pages::staff::mail::path;
use crate::render;

/// `POST /staff/events/{id}/mail/speakers`
pub async fn tell(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
    Form(form): Form<SpeakersForm>,
) -> Response {
    let note = &form.speakers_note;
    if form.step == "now" {
        let done = change::tell_speakers_now(&desk, &staff, id, form.revision, note).await;
        settled(desk, &staff, id, form, done, "speakers-told").await
    } else {
        let done = change::set_speakers_note(&desk, &staff, id, note).await;
        settled(desk, &staff, id, form, done, "speakers-note").await
    }
}

/// `POST /staff/events/{id}/mail/speakers/mute`
pub async fn mute(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
    Form(form): Form<SpeakersForm>,
) -> Response {
    let done = change::mute_speakers(&desk, &staff, id, form.revision).await;
    settled(desk, &staff, id, form, done, "speakers-muted").await
}

async fn settled(
    desk: Desk,
    staff: &Staff,
    id: i64,
    form: SpeakersForm,
    done: Result<(), Error>,
    word: &'static str,
) -> Response {
    match done {
        Ok(()) => Redirect::to(&format!("{}?done={word}", path(id))).into_response(),
        Err(error) => render::again_for(desk, staff, &path(id), Some(form), error.into()).await,
    }
}
