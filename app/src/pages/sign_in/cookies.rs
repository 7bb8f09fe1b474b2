//! The two cookies: the session's, and for a few minutes who asked to sign in.
//!
//! Both have RFC 6265bis' `__Host-` prefix (§4.1.3.2). What was asked is no secret and proves nothing:
//! it saves typing the address twice and keeps it out of addresses and logs.

use axum::http::{HeaderMap, HeaderValue, header};
use domain::staff_session::{LONGEST, Visit};
use domain::token::Token;

use crate::guard::{self, COOKIE};

const ASKED: &str = "__Host-dais-asked";
/// Longer than a mailed link lives, in seconds.
const ASKED_FOR: i64 = 20 * 60;

/// Who asked to sign in, and where they wanted to go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Their address as typed; empty when nobody asked from this browser.
    pub email: String,
    /// The page they wanted to see, which anybody may have typed.
    pub next: String,
}

/// Keeps who asked.
pub fn asked(email: &str, next: &str) -> HeaderValue {
    let mut kept = url::form_urlencoded::Serializer::new(String::new());
    let kept = kept.append_pair("email", email).append_pair("next", next).finish();
    set(ASKED, &kept, ASKED_FOR)
}

/// Who asked in this browser.
pub fn who_asked(headers: &HeaderMap) -> Asked {
    let kept = value(headers, ASKED).as_bytes();
    let part = |name: &str| {
        let mut parts = url::form_urlencoded::parse(kept);
        parts.find(|(key, _)| key == name).map(|(_, part)| part.into_owned()).unwrap_or_default()
    };
    Asked { email: part("email"), next: part("next") }
}

/// Begins a session in the browser; who asked is forgotten.
pub fn session(token: &Token) -> [(header::HeaderName, HeaderValue); 2] {
    let begun = set(COOKIE, token.reveal(), LONGEST.num_seconds());
    [(header::SET_COOKIE, begun), (header::SET_COOKIE, set(ASKED, "", 0))]
}

/// Ends it there.
pub fn gone() -> HeaderValue {
    set(COOKIE, "", 0)
}

/// The browser that sends this request.
pub fn visit(headers: &HeaderMap) -> Visit<'_> {
    let user_agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    Visit { cookie: guard::cookie(headers), user_agent: user_agent.unwrap_or_default() }
}

/// All values here are a token or percent-encoded, so nothing in them ends the value.
fn set(name: &str, value: &str, seconds: i64) -> HeaderValue {
    let cookie =
        format!("{name}={value}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Lax");
    HeaderValue::from_str(&cookie).expect("letters and percent signs only")
}

fn value<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    let pairs = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = pairs.flat_map(|value| value.split(';')).map(str::trim);
    pairs.find_map(|pair| pair.strip_prefix(name)?.strip_prefix('=')).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header};

    use super::{Asked, asked, who_asked};

    fn comes_back(email: &str, next: &str) -> Asked {
        let set = asked(email, next).to_str().expect("plain").to_owned();
        let pair = set.split(';').next().expect("a pair");
        let line = format!("other=1; {pair}; more=2");
        let line = HeaderValue::from_str(&line).expect("a header");
        who_asked(&HeaderMap::from_iter([(header::COOKIE, line)]))
    }

    #[test]
    fn what_was_asked_comes_back_whole() {
        for email in ["ada@example.org", "o'brien+a&b=c%d@example.org", "{ada}|;x@example.org"] {
            let next = "/staff/events/7?q=a&page=2";
            assert_eq!(comes_back(email, next), Asked { email: email.into(), next: next.into() });
        }
        assert_eq!(who_asked(&HeaderMap::new()), Asked::default());
    }
}
