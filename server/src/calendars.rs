//! Calendar files: downloads, and feeds that calendars ask for again and again.
//!
//! Each has a strong `ETag`, the hash of its octets: nothing in a file comes from the clock, so it is another
//! one exactly when the file is. They are not compressed, or one tag would stand for two
//! sequences of octets (RFC 9110 §8.8.3); who asks again gets 304 and no file at all.

use app::Address;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::desk::Desk;
use domain::error::Error;

const KIND: &str = "text/calendar; charset=utf-8";
const ONE: &str = "attachment; filename=\"event.ics\"";
const SCHEDULE: &str = "attachment; filename=\"schedule.ics\"";
const ALL: &str = "attachment; filename=\"events.ics\"";

/// What [`of_pages`] answers.
const OF_PAGES: [&str; 3] = ["/events/{slug}.ics", "/r/{token}.ics", "/s/{token}.ics"];

/// Addresses of the calendar files that no route of their own has.
pub fn addresses() -> impl Iterator<Item = Address> {
    OF_PAGES.into_iter().map(|path| Address { method: "GET", path: path.to_owned() })
}

/// Addresses that end in `.ics` are the calendar files of the pages without the ending; the router
/// cannot tell the two apart by itself.
pub async fn of_pages(State(desk): State<Desk>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let named =
        path.strip_suffix(".ics").and_then(|path| path.trim_start_matches('/').split_once('/'));
    let is_get = matches!(*request.method(), Method::GET | Method::HEAD);
    let file = match named.filter(|_| is_get) {
        Some(("events", slug)) => domain::event::calendar_of_one(&desk, slug).await,
        Some(("r", pass)) => domain::rsvp::calendar(&desk, pass).await,
        Some(("s", pass)) => {
            return answer(
                request.headers(),
                SCHEDULE,
                domain::agenda::calendar(&desk, pass).await,
            );
        }
        _ => return next.run(request).await,
    };
    answer(request.headers(), ONE, file)
}

/// `GET /events.ics`
pub async fn of_all(State(desk): State<Desk>, headers: HeaderMap) -> Response {
    answer(&headers, ALL, domain::event::calendar_of_all(&desk).await)
}

/// Whether an answer is a calendar file.
pub fn is_calendar(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|kind| kind == KIND)
}

fn answer(asked: &HeaderMap, name: &'static str, file: domain::error::Result<String>) -> Response {
    match file {
        Ok(text) => {
            let tag = domain::calendar::tag(&text);
            if is_known(asked, &tag) {
                return (StatusCode::NOT_MODIFIED, [(ETAG, tag)]).into_response();
            }
            let headers = [(CONTENT_TYPE, KIND), (CONTENT_DISPOSITION, name)];
            (headers, [(ETAG, tag)], text).into_response()
        }
        Err(Error::NotFound | Error::Forbidden) => {
            (StatusCode::NOT_FOUND, "There is no calendar entry here.\n").into_response()
        }
        Err(Error::Busy) => {
            (StatusCode::SERVICE_UNAVAILABLE, [("retry-after", "5")], "Please try again.\n")
                .into_response()
        }
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "a calendar file failed");
            crate::serve::failed()
        }
    }
}

/// Whether who asks has it already. The comparison is the weak one (RFC 9110 §13.1.2): a proxy may have
/// marked our tag.
fn is_known(asked: &HeaderMap, tag: &str) -> bool {
    let lists = asked.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let mut tags = lists.flat_map(|list| list.split(',')).map(str::trim);
    tags.any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn a_file_is_known_by_its_tag_in_any_list() {
        let knows = |asked: &'static str| {
            let mut headers = HeaderMap::new();
            headers.append(IF_NONE_MATCH, HeaderValue::from_static(asked));
            is_known(&headers, "\"5f\"")
        };
        for asked in ["\"5f\"", "\"00\", \"5f\"", "W/\"5f\"", "*", "\"00\",W/\"5f\" "] {
            assert!(knows(asked), "{asked}");
        }
        for asked in ["", "5f", "\"5\"", "\"5f0\"", "W/\"00\""] {
            assert!(!knows(asked), "{asked}");
        }
        assert!(!is_known(&HeaderMap::new(), "\"5f\""));
    }
}
