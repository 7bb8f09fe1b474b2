//! Who may enter the staff pages.
//!
//! One layer in front of everything below `/staff` finds out who is signed in and leaves [`Staff`] in
//! the request; handlers take it out through [`SignedIn`] and hand it to deeds that ask for it. Who
//! is not signed in is led to the sign-in page; a form of theirs is kept on the page that says so,
//! since a session may end while somebody types. What is for owners is not there for editors.

use axum::body::to_bytes;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::desk::Desk;
use domain::staff::{Role, Staff};
use domain::staff_session;

use crate::pages::staff::signed_out::Kept;
use crate::problem::Problem;
use crate::render;

/// RFC 6265bis §4.1.3.2: only over https, for this host alone, for every path.
pub const COOKIE: &str = "__Host-dais";

/// What only owners reach, besides everything below it.
const FOR_OWNERS: [&str; 2] = ["/staff/settings", "/staff/people"];

/// The largest form that is kept for who has to sign in again.
const LARGEST: usize = 4 * 1024 * 1024;
/// The same for who sends no cookie.
const SMALL: usize = 64 * 1024;
/// The most fields that are kept of it.
const MOST_FIELDS: usize = 5_000;

/// Who signs in does not want to go straight out again.
const SIGN_OUT: &str = "/staff/sign-out";

/// The longest address that is remembered over a sign-in, in bytes.
const LONGEST_NEXT: usize = 1000;

/// Who sent this request. A handler that takes it is for staff only.
pub struct SignedIn(pub Staff);

impl<S: Sync> FromRequestParts<S> for SignedIn {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        // Only a route outside of `/staff` can come here without.
        parts.extensions.get::<Staff>().cloned().map(Self).ok_or(StatusCode::NOT_FOUND)
    }
}

/// The layer.
pub async fn staff_only(State(desk): State<Desk>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    if goes_elsewhere(&path) {
        return render::trouble(desk, Problem::NotHere).await;
    }
    if !is_below(&path, "/staff") {
        return next.run(request).await;
    }
    let mut answer = match staff_session::signed_in(&desk, cookie(request.headers())).await {
        Ok(Some(staff)) if may_reach(&staff, &path) => {
            request.extensions_mut().insert(staff);
            next.run(request).await
        }
        Ok(Some(staff)) => not_here(desk, &staff).await,
        Ok(None) => sign_in_first(desk, request).await,
        Err(error) => render::trouble(desk, Problem::from(error)).await,
    };
    answer.headers_mut().append(header::VARY, HeaderValue::from_static("cookie"));
    answer
}

/// The cookie's value; empty without one.
pub fn cookie(headers: &HeaderMap) -> &str {
    let pairs = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = pairs.flat_map(|value| value.split(';')).map(str::trim);
    let own = pairs.find_map(|pair| pair.strip_prefix(COOKIE)?.strip_prefix('='));
    own.unwrap_or_default()
}

/// `next` as an address of ours that may follow the sign-in: a page for staff and nothing else.
pub fn next_page(next: Option<&str>) -> &str {
    let page = next.filter(|next| {
        let path = next.split('?').next().unwrap_or_default();
        next.len() <= LONGEST_NEXT
            && is_below(path, "/staff")
            && !is_below(path, SIGN_OUT)
            && !goes_elsewhere(path)
            && next.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-_.?=&%+[]:@".contains(&b))
            && !next.contains("//")
    });
    page.unwrap_or("/staff")
}

/// Whether a path leads somewhere else once its dots are followed, as the pages' router does: this
/// layer and that router must mean the same page. Browsers follow the dots before they ask.
fn goes_elsewhere(path: &str) -> bool {
    let path =
        path.to_ascii_lowercase().replace("%2e", ".").replace("%5c", "\\").replace("%2f", "/");
    path.contains('\\') || path.split('/').any(|part| matches!(part, "." | ".."))
}

fn may_reach(staff: &Staff, path: &str) -> bool {
    staff.role == Role::Owner || !FOR_OWNERS.iter().any(|part| is_below(path, part))
}

fn is_below(path: &str, part: &str) -> bool {
    path.strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

async fn not_here(desk: Desk, staff: &Staff) -> Response {
    render::with(desk, Some(staff), "/staff/nothing", StatusCode::NOT_FOUND, ()).await
}

async fn sign_in_first(desk: Desk, request: Request) -> Response {
    let asked = request.uri().path_and_query().map_or("/staff", |asked| asked.as_str());
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        let next = next_page(Some(asked));
        return Redirect::to(&format!("/sign-in?next={}", encoded(next))).into_response();
    }
    let path = request.uri().path().to_owned();
    // A file cannot wait on a page: it is chosen anew.
    let kind = request.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    let is_file = kind.is_some_and(|kind| kind.starts_with(b"multipart/"));
    // Who never was signed in has typed nothing long here.
    let most = if cookie(request.headers()).is_empty() { SMALL } else { LARGEST };
    let body = to_bytes(request.into_body(), most).await.unwrap_or_default();
    let mut fields = if is_file { vec![] } else { form_pairs(&body) };
    // No form of ours has as many; a page of a million fields is of use to nobody.
    fields.truncate(MOST_FIELDS);
    render::with(desk, None, "/signed-out", StatusCode::UNAUTHORIZED, Kept { path, fields }).await
}

/// The fields of a form's body, in order; nothing for other bodies.
pub fn form_pairs(body: &[u8]) -> Vec<(String, String)> {
    url::form_urlencoded::parse(body).into_owned().collect()
}

fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::{goes_elsewhere, next_page};

    #[test]
    fn dots_are_not_followed() {
        for path in [
            "/./staff",
            "/x/../staff/people",
            "/staff/./people",
            "/%2e/staff",
            "/x/%2E%2e/staff",
            "/staff\\people",
            "/x/..%2fstaff",
        ] {
            assert!(goes_elsewhere(path), "{path}");
        }
        for path in
            ["/staff/people", "/events/a-b.ics", "/.well-known/security.txt", "/site/a.b.css"]
        {
            assert!(!goes_elsewhere(path), "{path}");
        }
    }

    #[test]
    fn after_signing_in_people_stay_here() {
        let longest = format!("/staff/events?q={}", "a".repeat(1000 - 16));
        for own in [
            "/staff",
            "/staff/events/7?state=waiting",
            "/staff/people",
            "/staff/events/a..b/.c",
            "/staff/events?q=../..",
            longest.as_str(),
        ] {
            assert_eq!(next_page(Some(own)), own);
        }
        let too_long = format!("{longest}a");
        for foreign in [
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "/staff//evil.example",
            "/staff\\..",
            "/staffroom",
            "/events",
            "",
            "/staff\r\nSet-Cookie: a=b",
            "/staff/../evil",
            "/staff/./events",
            "/staff/..",
            "/staff/%2e%2E/evil",
            "/staff/.%2e",
            "/staff/..%2fevil",
            "/staff/%2e?a=b",
            "/staff/sign-out",
            "/staff/sign-out?a=b",
            too_long.as_str(),
        ] {
            assert_eq!(next_page(Some(foreign)), "/staff", "{foreign}");
        }
        assert_eq!(next_page(None), "/staff");
    }
}
