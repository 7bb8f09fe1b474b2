//! Where a link leads: a page with a button, since mail scanners open links.
//!
//! The page does not say whom the link is for: whoever holds it may not know. A link that opens
//! nothing leads to one page, whatever the reason.

use axum::Form;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use domain::desk::Desk;
use domain::error::{Error, Result};
use domain::sign_in::{self, Introduction, Opens};
use domain::text::LONGEST_NAME;
use domain::token::Token;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use serde::Deserialize;

use super::cookies::{visit, who_asked};
use super::entered::entered;
use crate::context::{Sent, desk, param, sent, site};
use crate::guard::next_page;
use crate::pages::shown;
use crate::render;
use crate::ui::field::{MailInput, TextField};
use crate::ui::head::private_head;
use crate::ui::notice::NotTaken;

/// An address that no link has, for showing that one opens nothing.
const NOTHING: &str = "/sign-in/nothing";

/// What the first owner tells; empty for everybody else.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct IntroductionForm {
    name: String,
    email: String,
}

impl From<IntroductionForm> for Introduction {
    fn from(form: IntroductionForm) -> Self {
        Self { name: form.name, email: form.email }
    }
}

/// `/sign-in/{token}`
#[component]
pub fn LinkPage() -> impl IntoView {
    let (desk, token) = (desk(), param("token"));
    let sent = sent::<IntroductionForm>();
    let link = token.clone();
    shown(async move { found(sign_in::opens(&desk, &link).await) }, move |opens| match opens {
        Some(Opens::Session) => button(&token),
        Some(Opens::FirstOwner) => first(&token, sent),
        None => dead(),
    })
}

fn found(opens: Result<Opens>) -> Result<Option<Opens>> {
    match opens {
        Ok(opens) => Ok(Some(opens)),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

fn button(token: &str) -> AnyView {
    let site = site().name;
    view! {
        {private_head("Sign in", "en")}
        <main id="main" class="page page-short">
            <h1>{format!("Sign in to {site}")}</h1>
            <p class="lead">"One more press, and you are in."</p>
            <form class="sheet" method="post" action=path(token)>
                <button type="submit" class="button">
                    "Sign in"
                </button>
                <p class="fine">"The link works once."</p>
            </form>
        </main>
    }
    .into_any()
}

fn first(token: &str, sent: Option<Sent<IntroductionForm>>) -> AnyView {
    let problem = sent.as_ref().map(|sent| sent.problem.clone());
    let typed = sent.and_then(|sent| sent.typed).unwrap_or_default();
    let why = |field: &str| problem.as_ref().and_then(|problem| problem.with(field));
    view! {
        {private_head("Welcome", "en")}
        <main id="main" class="page page-short">
            {problem.clone().map(|problem| view! { <NotTaken problem done="saved"/> })}
            <h1>"Welcome to Dais"</h1>
            <p class="lead">
                "You are the first here. Tell us who you are: you can then set up the site and invite others."
            </p>
            <form class="sheet" method="post" action=path(token) novalidate>
                <TextField
                    name="name"
                    label="Name"
                    value=typed.name
                    why=why("name")
                    autocomplete="name"
                    longest=LONGEST_NAME
                    required=true
                />
                <MailInput value=typed.email why=why("email") hint=None/>
                <p class="fine">
                    "From now on you sign in with a mail to this address, so please check it twice."
                </p>
                <button type="submit" class="button">
                    "Begin"
                </button>
            </form>
        </main>
    }
    .into_any()
}

fn dead() -> AnyView {
    expect_context::<ResponseOptions>().set_status(StatusCode::NOT_FOUND);
    view! {
        {private_head("This link opens nothing", "en")}
        <main id="main" class="page page-short">
            <h1>"This link opens nothing"</h1>
            <p class="lead">
                "It may have been used, it may be too old, or a newer one may have taken its place."
            </p>
            <p>
                <a href="/sign-in">"Ask for a new link"</a>
            </p>
        </main>
    }
    .into_any()
}

/// `POST /sign-in/{token}`
pub async fn press(
    State(desk): State<Desk>,
    Path(token): Path<String>,
    headers: HeaderMap,
    Form(form): Form<IntroductionForm>,
) -> Response {
    match used(&desk, &token, &headers, &form).await {
        Ok((session, page)) => entered(&session, &page),
        Err(Error::NotFound) => render::with(desk, None, NOTHING, StatusCode::NOT_FOUND, ()).await,
        Err(error) => render::again(desk, &path(&token), Some(form), error.into()).await,
    }
}

/// The session's token, and where to go with it.
async fn used(
    desk: &Desk,
    link: &str,
    headers: &HeaderMap,
    form: &IntroductionForm,
) -> Result<(Token, String)> {
    let visit = visit(headers);
    match sign_in::opens(desk, link).await? {
        Opens::Session => {
            let session = sign_in::enter(desk, link, &visit).await?;
            Ok((session, next_page(Some(&who_asked(headers).next)).to_owned()))
        }
        Opens::FirstOwner => {
            let told = form.clone().into();
            let session = sign_in::become_first_owner(desk, link, &told, &visit).await?;
            Ok((session, "/staff/settings?done=welcome".to_owned()))
        }
    }
}

fn path(token: &str) -> String {
    format!("/sign-in/{token}")
}
