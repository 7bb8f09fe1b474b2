//! What the buttons of a speaker's page do: the deed, then back to the page.

use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::appearance::stand::Stand;
use domain::desk::Desk;
use domain::error::{Error, Result};
use domain::line_up::by_staff;
use domain::speaker::{apart, edit};
use domain::staff::Staff;

use super::one::Clashed;
use super::standing::StateForm;
use super::typed::Typed;
use super::{PATH, draft, path};
use crate::guard::SignedIn;
use crate::render;

/// `POST /staff/speakers`
pub async fn start(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let typed = Typed(pairs);
    match edit::start(&desk, &staff, &draft::read(&typed)).await {
        Ok(id) => to(&format!("{}?done=entered", path(id))),
        Err(error) => {
            let page = format!("{PATH}/new");
            render::again_for(desk, &staff, &page, Some(typed), error.into()).await
        }
    }
}

/// `POST /staff/speakers/{id}`
pub async fn save(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let typed = Typed(pairs);
    let base = typed.value("revision").parse().unwrap_or(-1);
    let (new, follow) = (draft::read(&typed), typed.numbers("follow"));
    match edit::save(&desk, &staff, id, base, &new, &follow).await {
        Ok(edit::Change::Saved) => to(&format!("{}?done=saved", path(id))),
        Ok(edit::Change::Overtaken(overtaken)) => {
            let clashed = Clashed { typed, overtaken };
            render::with(desk, Some(&staff), &path(id), StatusCode::CONFLICT, clashed).await
        }
        Err(error) => render::again_for(desk, &staff, &path(id), Some(typed), error.into()).await,
    }
}

/// `POST /staff/speakers/{id}/state`
pub async fn set(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
    Form(form): Form<StateForm>,
) -> Response {
    match stand(&desk, &staff, form.event(), &form).await {
        Ok(()) => to(&format!("{}?done=stands", path(id))),
        Err(error) => render::again_for(desk, &staff, &path(id), Some(form), error.into()).await,
    }
}

/// What a button for somebody's state does, wherever it stands.
pub async fn stand(desk: &Desk, staff: &Staff, event_id: i64, form: &StateForm) -> Result<()> {
    let stand = form.stand().ok_or(Error::NotNow("Please press one of the buttons."))?;
    let at = form.place();
    match stand {
        Stand::Surrogate => {
            by_staff::represent(desk, staff, (event_id, &at), &form.stands_in()?).await
        }
        stand => by_staff::set(desk, staff, (event_id, &at), stand).await,
    }
}

/// `POST /staff/speakers/{id}/apart/{other}`
pub async fn keep_apart(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path((id, other)): Path<(i64, i64)>,
) -> Response {
    match apart::keep_apart(&desk, &staff, id, other).await {
        Ok(()) => to(&format!("{}?done=apart", path(id))),
        Err(error) => {
            render::again_for(desk, &staff, &path(id), None::<StateForm>, error.into()).await
        }
    }
}

fn to(path: &str) -> Response {
    Redirect::to(path).into_response()
}
