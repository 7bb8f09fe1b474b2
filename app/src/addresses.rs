//! The router with a list of what is in it, so that a test can ask for every address there is: one
//! that nobody thought about fails it.

use axum::Router;
use axum::handler::Handler;
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use domain::desk::Desk;

/// One method at one address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// As the router writes it: `/events/{slug}`.
    pub path: String,
}

/// A router in the making.
#[derive(Default)]
pub struct Addresses {
    router: Router<Desk>,
    listed: Vec<Address>,
}

impl Addresses {
    /// Something to read.
    #[must_use]
    pub fn get<H: Handler<T, Desk>, T: 'static>(mut self, path: &str, handler: H) -> Self {
        self.listed.push(Address { method: "GET", path: path.to_owned() });
        self.router = self.router.route(path, get(handler));
        self
    }

    /// Something to do.
    #[must_use]
    pub fn post<H: Handler<T, Desk>, T: 'static>(mut self, path: &str, handler: H) -> Self {
        self.listed.push(Address { method: "POST", path: path.to_owned() });
        self.router = self.router.route(path, post(handler));
        self
    }

    /// The router and what is in it.
    pub fn into_parts(self) -> (Router<Desk>, Vec<Address>) {
        (self.router, self.listed)
    }
}

/// A form's answer stays at the form's address, so people come back to addresses that only take
/// forms: they are led to the page that the form stands on.
pub async fn only_for_forms(method: Method, uri: Uri) -> Response {
    if !matches!(method, Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    Redirect::to(page_of(uri.path())).into_response()
}

/// `/staff/rsvps/5/correct` stands on `/staff/rsvps/5`, `/staff/settings/logo` on `/staff/settings`.
fn page_of(path: &str) -> &str {
    let numbered = ["/staff/rsvps/", "/staff/events/", "/staff/people/", "/staff/speakers/"];
    let parts = if numbered.iter().any(|below| path.starts_with(below)) { 4 } else { 3 };
    let parts = below_mail(path).unwrap_or(parts);
    let end = path.match_indices('/').nth(parts - 1).map_or(path.len(), |(end, _)| end);
    match &path[..end] {
        "/staff/sign-out" => "/staff/me",
        page if page == path => "/staff",
        page => page,
    }
}

/// How many slashes an address has to the end of its page, for forms on the pages about an event's mail:
/// `/staff/events/5/mail/7/send` stands on `/staff/events/5/mail/7`, all others on the page itself.
fn below_mail(path: &str) -> Option<usize> {
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    let ["staff", "events", _, "mail", page, deed @ ..] = parts.as_slice() else { return None };
    let has_page = *page == "reminders" || page.parse::<i64>().is_ok();
    Some(if has_page && !deed.is_empty() { 6 } else { 5 })
}

#[cfg(test)]
mod tests {
    use super::page_of;

    #[test]
    fn people_are_led_to_the_page_of_a_form() {
        for (form, page) in [
            ("/staff/rsvps/5/correct", "/staff/rsvps/5"),
            ("/staff/events/2/preview/7/revoke", "/staff/events/2"),
            ("/staff/people/2/role", "/staff/people/2"),
            ("/staff/speakers/2/apart/3", "/staff/speakers/2"),
            ("/staff/letters/2/retry", "/staff/letters"),
            ("/staff/settings/logo", "/staff/settings"),
            ("/staff/sign-out", "/staff/me"),
            ("/staff/events/5/mail/7/send", "/staff/events/5/mail/7"),
            ("/staff/events/5/mail/reminders/usual", "/staff/events/5/mail/reminders"),
            ("/staff/events/5/mail/changes/mute", "/staff/events/5/mail"),
            ("/staff/events/5/mail/after", "/staff/events/5/mail"),
            ("/r/0123/cancel", "/r/0123"),
            ("/staff/events", "/staff"),
        ] {
            assert_eq!(page_of(form), page);
        }
    }
}
