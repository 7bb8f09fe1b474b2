//! Headers that every answer carries, errors and files included.
//!
//! The policy allows no inline script and no other host; public pages need no nonce, because the
//! islands start from a file.

use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, HeaderName};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; \
    base-uri 'none'; object-src 'none'; frame-ancestors 'none'";

const ALWAYS: [(HeaderName, &str); 8] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // Not `no-referrer`: browsers then send `Origin: null` with our own forms.
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    ),
];

/// Adds them; personal pages are kept by nobody.
pub async fn add(request: Request, next: Next) -> Response {
    let personal = is_personal(request.uri().path());
    let mut answer = next.run(request).await;
    let headers = answer.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if personal {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    } else if !headers.contains_key(CACHE_CONTROL) {
        // Events change and fill up: a cache may keep a page, but asks before it shows it.
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    }
    answer
}

/// Paths that a token opens, or a session, or where one says who one is.
pub fn is_personal(path: &str) -> bool {
    ["/r/", "/p/", "/s/", "/staff", "/sign-in", "/my-rsvps"]
        .iter()
        .any(|prefix| path.starts_with(prefix))
}
