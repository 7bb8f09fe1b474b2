//! The answer that begins a session.

use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use domain::token::Token;

use super::cookies;

/// On to a page for staff, with the session's cookie.
pub fn entered(token: &Token, page: &str) -> Response {
    (AppendHeaders(cookies::session(token)), Redirect::to(page)).into_response()
}
