//! Requests that change something come from our own pages.
//!
//! `Sec-Fetch-Site` decides where a browser sends it; an older browser's `Origin` must be the public
//! address; a program that sends neither passes only without a cookie, so it can do nothing in a
//! person's name. Server functions have no defence of their own against foreign pages.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use url::Url;

/// Refuses with 403 what another site's page sends.
pub async fn check(State(public_url): State<Arc<Url>>, request: Request, next: Next) -> Response {
    if is_safe(request.method()) || is_ours(request.headers(), &public_url) {
        return next.run(request).await;
    }
    (StatusCode::FORBIDDEN, "This form was sent from another site and was not taken.\n")
        .into_response()
}

/// The one address that takes a file.
pub const UPLOAD: &str = "/staff/settings/logo";

/// Refuses with 415 what no form of ours sends. A foreign page could send other kinds without the
/// browser asking first, and a body that nobody reads is no reason to take it.
pub async fn forms_only(request: Request, next: Next) -> Response {
    let kind = request.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    let path = request.uri().path();
    // Mail programs should decline announcements in parts (RFC 8058 §3.2); what they say is not read.
    let takes_a_file = path == UPLOAD || path.starts_with("/u/");
    let form = |kind: &[u8]| {
        let kind = kind.split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii();
        kind.eq_ignore_ascii_case(b"application/x-www-form-urlencoded")
            || takes_a_file && kind.eq_ignore_ascii_case(b"multipart/form-data")
    };
    if is_safe(request.method()) || kind.is_none_or(form) {
        return next.run(request).await;
    }
    (StatusCode::UNSUPPORTED_MEDIA_TYPE, "Forms are taken as forms only.\n").into_response()
}

fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS | Method::TRACE)
}

fn is_ours(headers: &HeaderMap, public_url: &Url) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    match headers.get(header::ORIGIN) {
        Some(origin) => {
            origin.to_str().is_ok_and(|origin| origin == public_url.origin().ascii_serialization())
        }
        None => !headers.contains_key(header::COOKIE),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue};

    use super::is_ours;

    #[test]
    fn the_matrix_of_headers() {
        let url = "https://example.org/".parse().expect("an address");
        let ours = |headers: &[(&'static str, &'static str)]| {
            let pairs = headers.iter().map(|(name, value)| {
                (name.parse().expect("a name"), HeaderValue::from_static(value))
            });
            is_ours(&pairs.collect::<HeaderMap>(), &url)
        };
        assert!(ours(&[("sec-fetch-site", "same-origin")]));
        assert!(ours(&[("sec-fetch-site", "none")]));
        assert!(!ours(&[("sec-fetch-site", "same-site")]));
        assert!(!ours(&[("sec-fetch-site", "cross-site")]));
        assert!(!ours(&[("sec-fetch-site", "cross-site"), ("origin", "https://example.org")]));
        assert!(ours(&[("origin", "https://example.org")]));
        assert!(!ours(&[("origin", "https://evil.example")]));
        assert!(!ours(&[("origin", "null")]));
        assert!(!ours(&[("origin", "http://example.org")]));
        assert!(ours(&[]));
        assert!(!ours(&[("cookie", "a=b")]));
    }
}
