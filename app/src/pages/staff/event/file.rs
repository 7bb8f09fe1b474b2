//! The event's document as a file to keep or to carry elsewhere.

use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use domain::desk::Desk;
use domain::event;

use super::path;
use crate::guard::SignedIn;
use crate::render;

/// `GET /staff/events/{id}/document`
pub async fn document(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
) -> Response {
    match event::document(&desk, &staff, id).await {
        Ok((slug, document)) => {
            let name = format!("attachment; filename=\"{slug}.event.json\"");
            let headers =
                [(CONTENT_TYPE, "application/json".to_owned()), (CONTENT_DISPOSITION, name)];
            (headers, document.write()).into_response()
        }
        Err(error) => render::again_for::<()>(desk, &staff, &path(id), None, error.into()).await,
    }
}
