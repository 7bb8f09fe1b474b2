//! One's own page: name, mail, sessions, the way out.
//!
//! A session that one does not know is ended here, without asking anybody.

mod mail;
mod sessions;

use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::desk::Desk;
use domain::digest;
use domain::staff::{self, Role, Staff};
use domain::staff_session;
use domain::text::LONGEST_NAME;
use leptos::prelude::*;
use serde::Deserialize;

use crate::context::{self, Sent, desk, query, sent, site, staff};
use crate::guard::SignedIn;
use crate::pages::shown;
use crate::render;
use crate::ui::field::TextField;
use crate::ui::head::private_head;
use crate::ui::notice::{Done, NotTaken};

pub use mail::choose;
pub use sessions::{end, end_others, sign_out};

const PATH: &str = "/staff/me";

/// The form's fields as sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct NameForm {
    name: String,
}

/// `/staff/me`
#[component]
pub fn Me() -> impl IntoView {
    let (desk, staff, zone) = (desk(), staff(), site().zone);
    let (sent, done) = (sent::<NameForm>(), query("done").and_then(|done| told(&done)));
    let (me, eight, of_mail) = (staff.clone(), digest::eight(desk.now(), zone), context::sent());
    let reading = async move {
        Ok((staff_session::own(&desk, &me).await?, staff::wishes(&desk, &me).await?))
    };
    shown(reading, move |(own, wishes)| {
        let of_name = sent.as_ref().map(|sent| sent.problem.clone());
        let problem =
            of_name.or(of_mail.as_ref().map(|sent: &Sent<mail::MailForm>| sent.problem.clone()));
        view! {
            {private_head("You", "en")}
            <main id="main" class="staff">
                {problem.map(|problem| view! { <NotTaken problem done="changed"/> })}
                {done.map(|words| view! { <Done words/> })}
                <header class="staff-head">
                    <h1>{staff.called().to_owned()}</h1>
                    <p class="lead-small">{may(staff.role)}</p>
                    <div class="actions">
                        <form method="post" action="/staff/sign-out">
                            <button type="submit" class="button button-plain">
                                "Sign out"
                            </button>
                        </form>
                    </div>
                </header>
                {about(&staff, sent)}
                {mail::panel(wishes, of_mail, &eight)}
                {sessions::list(own, &staff, zone)}
            </main>
        }
        .into_any()
    })
}

fn told(done: &str) -> Option<&'static str> {
    match done {
        "name" => Some("Your name is saved."),
        "mail" => Some("What you get by mail is saved."),
        "ended" => Some("That session has ended."),
        "others" => Some("All other sessions have ended."),
        _ => None,
    }
}

/// What a role may do, in a sentence.
fn may(role: Role) -> &'static str {
    match role {
        Role::Owner => "Owner: you can do everything here, settings and people included.",
        Role::Editor => "Editor: you look after events, their RSVPs and letters.",
    }
}

fn about(staff: &Staff, sent: Option<Sent<NameForm>>) -> AnyView {
    let why = sent.as_ref().and_then(|sent| sent.problem.with("name"));
    let name = sent.and_then(|sent| sent.typed).map_or_else(|| staff.name.clone(), |it| it.name);
    view! {
        <section class="panel" aria-labelledby="about">
            <h2 id="about">"About you"</h2>
            <form method="post" action=PATH novalidate>
                <TextField
                    name="name"
                    label="Name"
                    value=name
                    why
                    autocomplete="name"
                    longest=LONGEST_NAME
                    required=true
                />
                <p class="field">
                    <span class="label">"E-mail"</span>
                    <span>{staff.email.clone()}</span>
                </p>
                <p class="fine">
                    "You sign in by mail to this address. For another one, an owner invites it and removes this one."
                </p>
                <div class="actions">
                    <button type="submit" class="button">
                        "Save my name"
                    </button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// `POST /staff/me`
pub async fn rename(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Form(form): Form<NameForm>,
) -> Response {
    match staff::introduce(&desk, &staff, &form.name).await {
        Ok(()) => done("name"),
        Err(error) => render::again_for(desk, &staff, PATH, Some(form), error.into()).await,
    }
}

fn done(word: &str) -> Response {
    Redirect::to(&format!("{PATH}?done={word}")).into_response()
}
