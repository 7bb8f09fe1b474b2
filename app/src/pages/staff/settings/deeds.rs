//! What the forms of the settings do.

use axum::Form;
use axum::extract::State;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::extract::rejection::FormRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::desk::Desk;
use domain::error::Result;
use domain::site::{self, Change};
use domain::staff::Staff;

use super::aside::{self, Deed};
use super::{Clashed, PATH, SettingsForm, parts};
use crate::guard::SignedIn;
use crate::render;

/// `POST /staff/settings`
pub async fn save(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Form(form): Form<SettingsForm>,
) -> Response {
    match change(&desk, &staff, &form).await {
        Ok(Change::Saved) => Redirect::to(&format!("{PATH}?done=saved")).into_response(),
        Ok(Change::Overtaken(overtaken)) => {
            let clashed = Clashed { typed: form, overtaken };
            render::with(desk, Some(&staff), PATH, StatusCode::CONFLICT, clashed).await
        }
        Err(error) => render::again_for(desk, &staff, PATH, Some(form), error.into()).await,
    }
}

async fn change(desk: &Desk, staff: &Staff, form: &SettingsForm) -> Result<Change> {
    site::change(desk, &staff.owner()?, form.revision(), &form.clone().into()).await
}

/// `POST /staff/settings/logo`
pub async fn upload(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    body: Result<Multipart, MultipartRejection>,
) -> Response {
    let (typed, file) = parts::read(body).await;
    let done = async { site::put_logo(&desk, &staff.owner()?, file?).await }.await;
    aside::answer(desk, &staff, Deed::Logo, typed, done).await
}

/// `POST /staff/settings/logo/remove`
pub async fn remove_logo(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    form: Result<Form<SettingsForm>, FormRejection>,
) -> Response {
    let typed = match along(form) {
        Ok(typed) => typed,
        Err(refused) => return refused.into_response(),
    };
    let done = async { site::remove_logo(&desk, &staff.owner()?).await }.await;
    aside::answer(desk, &staff, Deed::NoLogo, typed, done).await
}

/// `POST /staff/settings/test`
pub async fn test(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    form: Result<Form<SettingsForm>, FormRejection>,
) -> Response {
    let typed = match along(form) {
        Ok(typed) => typed,
        Err(refused) => return refused.into_response(),
    };
    let done = async { site::send_test(&desk, &staff.owner()?).await }.await;
    aside::answer(desk, &staff, Deed::Test, typed, done).await
}

/// What is typed in the main form; nothing from a lone button, which says no kind of form.
fn along(form: Result<Form<SettingsForm>, FormRejection>) -> Result<SettingsForm, FormRejection> {
    match form {
        Ok(Form(typed)) => Ok(typed),
        Err(FormRejection::InvalidFormContentType(_)) => Ok(SettingsForm::default()),
        Err(refused) => Err(refused),
    }
}
