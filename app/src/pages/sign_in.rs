//! Signing in: one asks for a mail, and its link or its code opens the staff pages. No password.
//!
//! Each of these pages says the same to everybody, whoever's address was typed.

mod code;
mod cookies;
mod entered;
mod link;

use axum::Form;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use domain::desk::Desk;
use domain::sign_in;
use leptos::prelude::*;
use serde::Deserialize;

use crate::context::{query, sent, site};
use crate::guard::next_page;
use crate::render;
use crate::ui::field::MailInput;
use crate::ui::head::private_head;
use crate::ui::notice::{Done, NotTaken};

pub use code::{CodePage, take_code};
pub use cookies::gone;
pub use link::{LinkPage, press};

/// The form's fields as sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct AskForm {
    email: String,
    next: String,
}

/// `/sign-in`
#[component]
pub fn SignIn() -> impl IntoView {
    let sent = sent::<AskForm>();
    let problem = sent.as_ref().map(|sent| sent.problem.clone());
    let why = problem.as_ref().and_then(|problem| problem.with("email"));
    let asked = AskForm { next: query("next").unwrap_or_default(), ..AskForm::default() };
    let typed = sent.and_then(|sent| sent.typed).unwrap_or(asked);
    let out = query("done").is_some_and(|done| done == "out");
    view! {
        {private_head("Sign in", "en")}
        <main id="main" class="page page-short">
            {problem.map(|problem| view! { <NotTaken problem/> })}
            {out.then(|| view! { <Done words="You are signed out."/> })}
            <h1>"Sign in"</h1>
            <p class="lead">
                {format!("For those who work on the events of {}.", site().name)}
            </p>
            <form class="sheet" method="post" action="/sign-in" novalidate>
                <MailInput value=typed.email why hint=None/>
                {kept_next(&typed.next)}
                <button type="submit" class="button">
                    "Send me a link"
                </button>
                <p class="fine">
                    "We mail you a link and a code that work once. There is no password."
                </p>
            </form>
            <p class="fine">
                "You replied to an invitation? No need to sign in: the link in our mail to you opens your reply."
            </p>
        </main>
    }
}

/// Where one wanted to go, for the form that follows.
fn kept_next(next: &str) -> Option<AnyView> {
    let next = next_page(Some(next)).to_owned();
    (next != "/staff").then(|| view! { <input type="hidden" name="next" value=next/> }.into_any())
}

/// `POST /sign-in`
pub async fn ask(State(desk): State<Desk>, Form(form): Form<AskForm>) -> Response {
    match sign_in::ask(&desk, &form.email).await {
        Ok(address) => {
            let next = next_page(Some(&form.next));
            let cookie = cookies::asked(address.as_str(), next);
            let kept = AppendHeaders([(SET_COOKIE, cookie)]);
            (kept, Redirect::to(&code::path(next))).into_response()
        }
        Err(error) => render::again(desk, "/sign-in", Some(form), error.into()).await,
    }
}
