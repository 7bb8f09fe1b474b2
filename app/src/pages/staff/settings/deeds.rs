//! What the forms of the settings do.

use axum::Form;
use axum::extract::State;
use axum::extract::multipart::{Multipart, MultipartError, MultipartRejection};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::desk::Desk;
use domain::error::{Error, Result};
use domain::site::{self, Change, LARGEST_PICTURE, LOGO_FIELD, TOO_HEAVY};
use domain::staff::Staff;

use super::{Clashed, PATH, SettingsForm, Trial, Upload};
use crate::context::Sent;
use crate::guard::SignedIn;
use crate::problem::Problem;
use crate::render;

/// `POST /staff/settings`
pub async fn save(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Form(form): Form<SettingsForm>,
) -> Response {
    match change(&desk, &staff, &form).await {
        Ok(Change::Saved) => back("saved"),
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
    match put_logo(&desk, &staff, body).await {
        Ok(()) => back("logo"),
        Err(error) => render::again_for::<Upload>(desk, &staff, PATH, None, error.into()).await,
    }
}

async fn put_logo(
    desk: &Desk,
    staff: &Staff,
    body: Result<Multipart, MultipartRejection>,
) -> Result<()> {
    let owner = staff.owner()?;
    // What is no such form holds no file either.
    let file = match body {
        Ok(body) => file(body).await?,
        Err(_) => vec![],
    };
    site::put_logo(desk, &owner, file).await
}

/// The first file of the form; empty if there is none.
async fn file(mut body: Multipart) -> Result<Vec<u8>> {
    while let Some(mut part) = body.next_field().await.map_err(|error| broken_off(&error))? {
        if part.name() != Some(LOGO_FIELD) {
            continue;
        }
        let mut file = Vec::new();
        while let Some(chunk) = part.chunk().await.map_err(|error| broken_off(&error))? {
            // Read to the end all the same: a browser that is cut short shows no page.
            if file.len() <= LARGEST_PICTURE {
                file.extend_from_slice(&chunk);
            }
        }
        return Ok(file);
    }
    Ok(vec![])
}

fn broken_off(error: &MultipartError) -> Error {
    let why = if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        TOO_HEAVY
    } else {
        "The picture did not arrive whole. Please send it again."
    };
    Error::invalid(LOGO_FIELD, why)
}

/// `POST /staff/settings/logo/remove`
pub async fn remove_logo(State(desk): State<Desk>, SignedIn(staff): SignedIn) -> Response {
    let done = async { site::remove_logo(&desk, &staff.owner()?).await }.await;
    match done {
        Ok(()) => back("no-logo"),
        Err(error) => render::again_for::<Upload>(desk, &staff, PATH, None, error.into()).await,
    }
}

/// `POST /staff/settings/test`
pub async fn test(State(desk): State<Desk>, SignedIn(staff): SignedIn) -> Response {
    let done = async { site::send_test(&desk, &staff.owner()?).await }.await;
    let problem = match done {
        Ok(()) => return back("test"),
        Err(error) => Problem::from(error),
    };
    let status = match problem {
        Problem::Invalid(_) => StatusCode::TOO_MANY_REQUESTS,
        _ => problem.status(),
    };
    let refused = Sent::<Trial> { typed: None, problem };
    render::with(desk, Some(&staff), PATH, status, refused).await
}

fn back(word: &str) -> Response {
    Redirect::to(&format!("{PATH}?done={word}")).into_response()
}
