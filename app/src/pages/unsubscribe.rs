//! Declining announcements, by the link that each of them brings.
//!
//! Opening the page changes nothing: link scanners open every link. Mail programs decline with one POST
//! of their own (RFC 8058), in a form of either encoding, without cookie or `Origin`; they get a plain
//! answer and are led nowhere.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use domain::desk::Desk;
use domain::error::Error;
use domain::opt_out;
use leptos::prelude::*;

use crate::context::{desk, param, query};
use crate::guard::form_pairs;
use crate::pages::shown;
use crate::problem::Problem;
use crate::render;
use crate::ui::head::private_head;
use crate::ui::notice::Done;

/// The field that a mail program sends, and what is in it.
const ONE_CLICK: [&str; 2] = ["List-Unsubscribe", "One-Click"];

/// `/u/{token}`
#[component]
pub fn UnsubscribePage() -> impl IntoView {
    let (desk, token, done) = (desk(), param("token"), query("done"));
    let asked = token.clone();
    let reading = async move { opt_out::is_out(&desk, &asked).await };
    shown(reading, move |out| sheet(&token, out, done.as_deref()))
}

/// `POST /u/{token}`
pub async fn decide(State(desk): State<Desk>, Path(token): Path<String>, body: Bytes) -> Response {
    let pairs = form_pairs(&body);
    let wants = pairs.iter().any(|(name, value)| name == "want" && value == "yes");
    let done = if wants {
        opt_out::come_back(&desk, &token).await
    } else {
        opt_out::leave(&desk, &token).await
    };
    match done {
        Ok(()) if is_one_click(&body) => plain("No more announcements to this address.\n"),
        Ok(()) => {
            let word = if wants { "back" } else { "out" };
            Redirect::to(&format!("/u/{token}?done={word}")).into_response()
        }
        Err(Error::NotFound) if is_one_click(&body) => {
            let status = Problem::NotHere.status();
            (status, plain("This link leads nowhere.\n")).into_response()
        }
        Err(error) => render::again::<()>(desk, &format!("/u/{token}"), None, error.into()).await,
    }
}

/// Both encodings have the two words in them, and nothing that people press does.
fn is_one_click(body: &[u8]) -> bool {
    let holds = |words: &str| body.windows(words.len()).any(|part| part == words.as_bytes());
    ONE_CLICK.into_iter().all(holds)
}

fn plain(words: &'static str) -> Response {
    let headers = [(CONTENT_TYPE, "text/plain; charset=utf-8"), (CACHE_CONTROL, "no-store")];
    (headers, words).into_response()
}

fn sheet(token: &str, out: bool, done: Option<&str>) -> AnyView {
    let done = match (done, out) {
        (Some("out"), true) => Some("Done: no more announcements go to this address."),
        (Some("back"), false) => Some("Done: announcements go to this address again."),
        _ => None,
    };
    view! {
        {private_head("Announcements", "en")}
        <main id="main" class="page page-short">
            {done.map(|words| view! { <Done words/> })}
            <h1>"Announcements"</h1>
            {if out { come_back(token) } else { leave(token) }}
            <p class="fine">
                "Letters about your own replies to events, such as confirmations and changes, are no announcements and go out all the same."
            </p>
        </main>
    }
    .into_any()
}

fn leave(token: &str) -> AnyView {
    view! {
        <p class="lead">"The address that this mail went to gets announcements from us."</p>
        <form class="sheet" method="post" action=format!("/u/{token}")>
            <button type="submit" name="want" value="no" class="button">
                "I want no more announcements"
            </button>
        </form>
    }
    .into_any()
}

fn come_back(token: &str) -> AnyView {
    view! {
        <p class="lead">"The address that this mail went to gets no announcements from us."</p>
        <form class="sheet" method="post" action=format!("/u/{token}")>
            <button type="submit" name="want" value="yes" class="button button-plain">
                "I do want them"
            </button>
        </form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::is_one_click;

    #[test]
    fn a_mail_program_is_known_by_its_form_in_either_encoding() {
        assert!(is_one_click(b"List-Unsubscribe=One-Click"));
        let parts = b"--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--";
        assert!(is_one_click(parts));
        assert!(!is_one_click(b"want=no") && !is_one_click(b""));
    }
}
