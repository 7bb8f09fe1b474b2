//! How much a request may carry: little, but for the few forms that need more.

use axum::RequestExt as _;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::origin::UPLOAD;

const KB: usize = 1024;

/// The largest form elsewhere: a reply is under 3 kB, whatever is typed.
const LARGEST: usize = 64 * KB;
/// A picture of 2 MB, and what a form writes around it.
const LARGEST_UPLOAD: usize = 2_560 * KB;
/// 25,000 characters, each up to twelve bytes in a form.
const LARGEST_SETTINGS: usize = 384 * KB;
/// A briefing with everything in it, in any alphabet.
const LARGEST_EVENT: usize = 4_096 * KB;

/// Refuses with 413 what is larger than any form sent to its address.
pub async fn limit(mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let (most, is_upload) = (largest(path), path == UPLOAD);
    DefaultBodyLimit::max(most).apply(&mut request);
    // Who sends too large a picture reads why on the page that it was sent from. What reads it
    // keeps to the limit, and could not tell why it ended if it ended here.
    if is_upload {
        return next.run(request).await;
    }
    if length(request.headers()).is_some_and(|length| length > most) {
        let words = "This form is larger than any form here can be and was not taken.\n";
        return (StatusCode::PAYLOAD_TOO_LARGE, words).into_response();
    }
    next.run(request.with_limited_body()).await
}

fn largest(path: &str) -> usize {
    match path {
        UPLOAD => LARGEST_UPLOAD,
        "/staff/settings" | "/staff/settings/test" | "/staff/settings/logo/remove" => {
            LARGEST_SETTINGS
        }
        path if path.starts_with("/staff/events/") => LARGEST_EVENT,
        _ => LARGEST,
    }
}

fn length(headers: &HeaderMap) -> Option<usize> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}
