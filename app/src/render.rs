//! One way from a request to a page, for GETs and for forms that come back alike.
//!
//! Leptos adds two inline scripts to each page that are constant as long as no page has resources.
//! They are taken out here and the islands' start file defines what they define, so that pages need
//! no nonce, the policy allows no inline script, and a public page is the same for everybody.

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::desk::Desk;
use domain::site::Site;
use domain::staff::Staff;
use leptos::prelude::*;

use crate::context::{Sent, WaitingProposals};
use crate::problem::Problem;
use crate::shell::shell;

const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// Seconds after which a busy server may be asked again.
const RETRY: HeaderValue = HeaderValue::from_static("5");

/// What Leptos writes when no page has resources.
const CONSTANT: [&str; 2] = [
    "__RESOLVED_RESOURCES=[];__SERIALIZED_ERRORS=[];__PENDING_RESOURCES=[];__RESOURCE_RESOLVERS=[];",
    "__INCOMPLETE_CHUNKS=[];",
];

/// The page at the request's address.
pub async fn page(State(desk): State<Desk>, request: Request) -> Response {
    let staff = request.extensions().get::<Staff>().cloned();
    render(desk, staff, request, StatusCode::OK, || ()).await
}

/// The page at `path` once more, because a form that belongs to it was not taken.
pub async fn again<T>(desk: Desk, path: &str, typed: Option<T>, problem: Problem) -> Response
where
    T: Clone + Send + Sync + 'static,
{
    let status = problem.status();
    with(desk, None, path, status, Sent { typed, problem }).await
}

/// The same for a form of staff.
pub async fn again_for<T>(
    desk: Desk,
    staff: &Staff,
    path: &str,
    typed: Option<T>,
    problem: Problem,
) -> Response
where
    T: Clone + Send + Sync + 'static,
{
    let status = problem.status();
    with(desk, Some(staff), path, status, Sent { typed, problem }).await
}

/// The page at `path`, with something given that it finds in its context.
pub async fn with<T>(
    desk: Desk,
    staff: Option<&Staff>,
    path: &str,
    status: StatusCode,
    given: T,
) -> Response
where
    T: Clone + Send + Sync + 'static,
{
    let Ok(request) = Request::get(path).body(Body::empty()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let more = move || provide_context(given.clone());
    let mut answer = render(desk, staff.cloned(), request, status, more).await;
    // What was typed is nobody else's.
    answer.headers_mut().insert(CACHE_CONTROL, NO_STORE);
    answer
}

/// A page that only tells what stands in the way.
pub async fn trouble(desk: Desk, problem: Problem) -> Response {
    with(desk, None, "/in-the-way", problem.status(), problem).await
}

/// `status` holds unless the page itself fails, which sets its own.
async fn render(
    desk: Desk,
    staff: Option<Staff>,
    request: Request,
    status: StatusCode,
    more: impl Fn() + Clone + Send + Sync + 'static,
) -> Response {
    // A page without its letterhead is better than none.
    let site = domain::site::current(&desk).await.unwrap_or_else(|error| {
        tracing::warn!(cause = &error as &dyn std::error::Error, "the settings cannot be read");
        Site { name: desk.site_name.to_string(), ..Site::default() }
    });
    let waiting = waiting(&desk, staff.as_ref()).await;
    let context = move || {
        provide_context(desk.clone());
        provide_context(site.clone());
        if let Some(staff) = staff.clone() {
            provide_context(staff);
            provide_context(waiting);
        }
        more();
    };
    let answer = leptos_axum::render_app_async_with_context(context, shell)(request).await;
    let (mut head, body) = answer.into_parts();
    // The body is a page that was just made in memory: it has an end and cannot fail.
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    if head.status == StatusCode::OK {
        head.status = status;
    }
    if head.status == StatusCode::SERVICE_UNAVAILABLE {
        head.headers.insert(RETRY_AFTER, RETRY);
    }
    let page = without_constant_scripts(&String::from_utf8_lossy(&body));
    Response::from_parts(head, Body::from(page))
}

/// What waits for staff, for the rail of their pages.
async fn waiting(desk: &Desk, staff: Option<&Staff>) -> WaitingProposals {
    let Some(_) = staff else { return WaitingProposals::default() };
    WaitingProposals(domain::proposal::count(desk).await.unwrap_or_default())
}

fn without_constant_scripts(page: &str) -> String {
    let mut kept = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(start) = rest.find("<script nonce=\"") {
        let Some(length) = rest[start..].find("</script>") else { break };
        let script = &rest[start..start + length];
        let constant = script.split_once('>').is_some_and(|(_, code)| CONSTANT.contains(&code));
        let end = start + length + "</script>".len();
        kept.push_str(&rest[..if constant { start } else { end }]);
        rest = &rest[end..];
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_constant_scripts_go() {
        let page = format!(
            "<p>a</p><script nonce=\"x\">{}</script><script nonce=\"y\">other()</script>b\
             <script nonce=\"x\">{}</script>",
            CONSTANT[0], CONSTANT[1]
        );
        assert_eq!(
            without_constant_scripts(&page),
            "<p>a</p><script nonce=\"y\">other()</script>b"
        );
    }
}
