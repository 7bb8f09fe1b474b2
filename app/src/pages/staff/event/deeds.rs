//! What the buttons of an event do: the deed, then back to the event, which tells what is new.

use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::agenda;
use domain::desk::Desk;
use domain::error::Result;
use domain::event::{life, preview};
use domain::staff::Staff;
use serde::Deserialize;

use super::{CalledOffForm, NewLink, path};
use crate::guard::SignedIn;
use crate::render;

/// What goes along with publishing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct PublishForm {
    /// Ticked: speakers are not mailed their links.
    links_by_hand: Option<String>,
}

/// `POST /staff/events/{id}/publish`
pub async fn publish(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
    Form(form): Form<PublishForm>,
) -> Response {
    let done = life::publish(&desk, &staff, id, form.links_by_hand.is_some()).await;
    settled(desk, &staff, id, done, "published").await
}

/// `POST /staff/events/{id}/links`
pub async fn mail_links(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
) -> Response {
    let done = agenda::mail_first_links(&desk, &staff, id).await;
    settled(desk, &staff, id, done, "links").await
}

/// `POST /staff/events/{id}/unpublish`
pub async fn unpublish(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
) -> Response {
    let done = life::unpublish(&desk, &staff, id).await;
    settled(desk, &staff, id, done, "unpublished").await
}

/// `POST /staff/events/{id}/cancel`
pub async fn cancel(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
    Form(form): Form<CalledOffForm>,
) -> Response {
    match life::cancel(&desk, &staff, id, &form.clone().into()).await {
        Ok(()) => back(id, "cancelled"),
        Err(error) => {
            let page = format!("{}/cancel", path(id));
            render::again_for(desk, &staff, &page, Some(form), error.into()).await
        }
    }
}

/// `POST /staff/events/{id}/postpone`
pub async fn postpone(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
    Form(form): Form<CalledOffForm>,
) -> Response {
    match life::postpone(&desk, &staff, id, &form.clone().into()).await {
        Ok(()) => back(id, "postponed"),
        Err(error) => {
            let page = format!("{}/postpone", path(id));
            render::again_for(desk, &staff, &page, Some(form), error.into()).await
        }
    }
}

/// `POST /staff/events/{id}/back-on`
pub async fn back_on(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
) -> Response {
    let done = life::back_on(&desk, &staff, id).await;
    settled(desk, &staff, id, done, "back-on").await
}

/// `POST /staff/events/{id}/delete`
pub async fn delete(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
) -> Response {
    match life::delete(&desk, &staff, id).await {
        Ok(()) => Redirect::to("/staff?tab=deleted&done=deleted").into_response(),
        done => settled(desk, &staff, id, done, "deleted").await,
    }
}

/// `POST /staff/events/{id}/restore`
pub async fn restore(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
) -> Response {
    let done = life::restore(&desk, &staff, id).await;
    settled(desk, &staff, id, done, "restored").await
}

/// `POST /staff/events/{id}/preview`: the answer shows the link, once.
pub async fn make_preview(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
) -> Response {
    match preview::make(&desk, &staff, id).await {
        Ok(link) => {
            render::with(desk, Some(&staff), &path(id), StatusCode::OK, NewLink(link)).await
        }
        Err(error) => render::again_for::<()>(desk, &staff, &path(id), None, error.into()).await,
    }
}

/// `POST /staff/events/{id}/preview/{number}/revoke`
pub async fn revoke_preview(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path((id, number)): Path<(i64, i64)>,
) -> Response {
    let done = preview::revoke(&desk, &staff, id, number).await;
    settled(desk, &staff, id, done, "revoked").await
}

async fn settled(
    desk: Desk,
    staff: &Staff,
    id: i64,
    done: Result<()>,
    word: &'static str,
) -> Response {
    match done {
        Ok(()) => back(id, word),
        Err(error) => render::again_for::<()>(desk, staff, &path(id), None, error.into()).await,
    }
}

fn back(id: i64, word: &'static str) -> Response {
    Redirect::to(&format!("{}?done={word}", path(id))).into_response()
}
