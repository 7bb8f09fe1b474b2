//! "Send me my RSVPs": one field, and one answer for everybody, whoever has the address.

use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::desk::Desk;
use domain::outbox;
use domain::rsvp::mine;
use leptos::prelude::*;
use serde::Deserialize;

use crate::context::{desk, sent};
use crate::pages::shown;
use crate::render;
use crate::ui::field::MailInput;
use crate::ui::head::private_head;
use crate::ui::notice::NotTaken;

/// The page's own path, which its form posts to as well.
pub const PAGE: &str = "/my-rsvps";

/// The form's field as sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct AskForm {
    email: String,
}

/// `/my-rsvps`
#[component]
pub fn MyRsvps() -> impl IntoView {
    let sent = sent::<AskForm>();
    let problem = sent.as_ref().map(|sent| sent.problem.clone());
    let why = problem.as_ref().and_then(|problem| problem.with("email"));
    let typed = sent.and_then(|sent| sent.typed).unwrap_or_default();
    view! {
        {private_head("Your RSVPs", "en")}
        <main id="main" class="page page-short">
            {problem.map(|problem| view! { <NotTaken problem/> })}
            <h1>"Have your links sent again"</h1>
            <p class="lead">
                "We mail you a link to each of your RSVPs: with it you see, change or cancel your reply."
            </p>
            <form class="sheet" method="post" action=PAGE novalidate>
                <MailInput value=typed.email why hint=None/>
                <button type="submit" class="button">
                    "Send me my RSVPs"
                </button>
                <p class="fine">
                    "The address that you replied with, or with which you replied for somebody else."
                </p>
            </form>
        </main>
    }
}

/// `/my-rsvps/sent`
#[component]
pub fn MyRsvpsSent() -> impl IntoView {
    let desk = desk();
    shown(async move { Ok(outbox::is_slow(&desk).await) }, on_its_way)
}

fn on_its_way(slow: bool) -> AnyView {
    view! {
        {private_head("Look into your mail", "en")}
        <main id="main" class="page page-short">
            <h1>"Look into your mail"</h1>
            <p class="lead">
                "If the address has RSVPs to events that are still to come, a mail with a link to each is on its way."
            </p>
            {slow
                .then(|| {
                    view! {
                        <p class="notice">
                            "Mail is slow just now. The letter follows as soon as it can."
                        </p>
                    }
                })}
            <h2>"No mail after ten minutes?"</h2>
            <p>
                "Look among the junk mail first. Then try any other address that you may have replied with: "
                <a href=PAGE>"Ask for another mail"</a>
            </p>
            <p class="fine">"After three mails within ten minutes there is a pause."</p>
        </main>
    }
    .into_any()
}

/// `POST /my-rsvps`
pub async fn ask(State(desk): State<Desk>, Form(form): Form<AskForm>) -> Response {
    match mine::ask(&desk, &form.email).await {
        Ok(()) => Redirect::to("/my-rsvps/sent").into_response(),
        Err(error) => render::again(desk, PAGE, Some(form), error.into()).await,
    }
}
