//! `GET /logo/{name}`: the coalition's logo.
//!
//! Its name changes with the picture, so a browser may keep it for good; every other name is nothing.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use domain::desk::Desk;
use domain::error::Error;
use domain::site;

use crate::problem::Problem;
use crate::render;

/// The picture.
pub async fn logo(State(desk): State<Desk>, Path(name): Path<String>) -> Response {
    match site::logo(&desk, &name).await {
        Ok(png) => {
            let kind = (CONTENT_TYPE, "image/png");
            let keep = (CACHE_CONTROL, "public, max-age=31536000, immutable");
            ([kind, keep], png).into_response()
        }
        Err(Error::NotFound) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => render::trouble(desk, Problem::from(error)).await,
    }
}
