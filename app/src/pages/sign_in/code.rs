//! The page after asking: look into your mail, or type its code here.
//!
//! It is the same for an address that nobody has, through every wrong code to the pause after many.

use axum::Form;
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use domain::desk::Desk;
use domain::error::Slip;
use domain::sign_in::{self, Guess};
use leptos::prelude::*;
use serde::Deserialize;

use super::cookies::{visit, who_asked};
use super::entered::entered;
use super::kept_next;
use crate::context::{Sent, query, sent};
use crate::guard::next_page;
use crate::problem::Problem;
use crate::render;
use crate::ui::code_field::CodeField;
use crate::ui::field::MailInput;
use crate::ui::head::private_head;
use crate::ui::notice::NotTaken;

const PAGE: &str = "/sign-in/code";

/// The form's fields as sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct CodeForm {
    email: String,
    code: String,
    next: String,
    /// The address is known from the cookie: it is told, not asked for. Never sent.
    #[serde(skip)]
    known: bool,
}

/// A form whose code was not looked at, and for how long that stays so.
#[derive(Clone)]
struct Paused {
    typed: CodeForm,
    minutes: i64,
}

/// `/sign-in/code`
#[component]
pub fn CodePage() -> impl IntoView {
    let sent = sent::<CodeForm>();
    let problem = sent.as_ref().map(|sent| sent.problem.clone());
    let paused = use_context::<Paused>();
    let minutes = paused.as_ref().map(|paused| paused.minutes);
    let typed = sent.and_then(|sent| sent.typed).or_else(|| paused.map(|paused| paused.typed));
    let typed = typed.unwrap_or_else(asked_here);
    view! {
        {private_head("Look into your mail", "en")}
        <main id="main" class="page page-short">
            {problem.clone().map(not_in)}
            {minutes.map(pause)}
            <h1>"Look into your mail"</h1>
            {lead(&typed)}
            {form(typed, problem.as_ref())}
            {no_mail()}
        </main>
    }
}

fn asked_here() -> CodeForm {
    let asked = use_context::<Parts>().map(|parts| who_asked(&parts.headers)).unwrap_or_default();
    let next = query("next").unwrap_or_default();
    CodeForm { known: !asked.email.is_empty(), email: asked.email, next, ..CodeForm::default() }
}

fn lead(typed: &CodeForm) -> AnyView {
    let address = if typed.known { typed.email.clone() } else { "your address".to_owned() };
    view! {
        <p class="lead">
            "If " <strong>{address}</strong>
            " belongs to somebody who works here, a mail is on its way to it. Open the link in it, or type its code here."
        </p>
    }
    .into_any()
}

fn form(typed: CodeForm, problem: Option<&Problem>) -> AnyView {
    let why = |field: &str| problem.and_then(|problem| problem.with(field));
    let address = (!typed.known).then(|| {
        view! { <MailInput value=typed.email.clone() why=why("email") hint=None/> }
    });
    view! {
        <form class="sheet" method="post" action=PAGE novalidate>
            {address}
            <CodeField value=typed.code why=why("code")/>
            {kept_next(&typed.next)}
            <button type="submit" class="button">
                "Sign in"
            </button>
        </form>
    }
    .into_any()
}

/// What was typed opened nothing, and why.
fn not_in(problem: Problem) -> AnyView {
    let Problem::Invalid(slips) = problem else {
        return view! { <NotTaken problem/> }.into_any();
    };
    let links = slips.into_iter().map(|slip| {
        view! {
            <li>
                <a href=format!("#{}", slip.field)>{slip.why}</a>
            </li>
        }
    });
    view! {
        <div class="notice notice-wrong" role="group" aria-labelledby="not-in" tabindex="-1" autofocus>
            <h2 id="not-in">"You are not signed in yet"</h2>
            <ul>{links.collect_view()}</ul>
        </div>
    }
    .into_any()
}

fn pause(minutes: i64) -> AnyView {
    let minutes = match minutes {
        ..=1 => "a minute".to_owned(),
        minutes => format!("{minutes} minutes"),
    };
    view! {
        <div class="notice notice-wrong" role="group" aria-labelledby="paused" tabindex="-1" autofocus>
            <h2 id="paused">"Too many codes were wrong"</h2>
            <p>
                {format!(
                    "Codes for this address are not looked at for {minutes}. The link in the mail works all the same.",
                )}
            </p>
        </div>
    }
    .into_any()
}

fn no_mail() -> AnyView {
    view! {
        <h2>"No mail after two minutes?"</h2>
        <p>
            "Look among the junk mail first. Is it the address that you were invited with? "
            <a href="/sign-in">"Ask for another mail"</a>
        </p>
        <p class="fine">
            "Only the newest mail's code counts, for fifteen minutes. After three mails within ten minutes there is a pause."
        </p>
    }
    .into_any()
}

/// The page's path, with where one wanted to go.
pub fn path(next: &str) -> String {
    if next == "/staff" {
        return PAGE.to_owned();
    }
    let next: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
    format!("{PAGE}?next={next}")
}

/// `POST /sign-in/code`
pub async fn take_code(
    State(desk): State<Desk>,
    headers: HeaderMap,
    Form(mut form): Form<CodeForm>,
) -> Response {
    if form.email.is_empty() {
        form.email = who_asked(&headers).email;
        form.known = !form.email.is_empty();
    }
    match sign_in::by_code(&desk, &form.email, &form.code, &visit(&headers)).await {
        Ok(Guess::Right(token)) => entered(&token, next_page(Some(&form.next))),
        Ok(Guess::Wrong) => {
            let why = "This is not the code of the newest mail. Please check its six digits.";
            again(desk, form, Problem::Invalid(vec![Slip::new("code", why)])).await
        }
        Ok(Guess::TooMany(wait)) => too_many(desk, form, wait.num_seconds() + 1).await,
        Err(error) => again(desk, form, error.into()).await,
    }
}

async fn again(desk: Desk, form: CodeForm, problem: Problem) -> Response {
    let status = problem.status();
    render::with(desk, None, PAGE, status, Sent { typed: Some(form), problem }).await
}

async fn too_many(desk: Desk, form: CodeForm, seconds: i64) -> Response {
    let paused = Paused { typed: form, minutes: (seconds + 59) / 60 };
    let status = StatusCode::TOO_MANY_REQUESTS;
    let mut answer = render::with(desk, None, PAGE, status, paused).await;
    answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    answer
}
