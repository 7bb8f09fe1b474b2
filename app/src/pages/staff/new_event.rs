//! A new event begins with its title; everything else is typed in the editor.

use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::desk::Desk;
use domain::event::edit;
use leptos::prelude::*;
use serde::Deserialize;

use crate::context::sent;
use crate::guard::SignedIn;
use crate::render;
use crate::ui::control::{Asked, Line, line};
use crate::ui::head::private_head;
use crate::ui::notice::NotTaken;

const PATH: &str = "/staff/events/new";

/// The form as sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct NewEventForm {
    title: String,
}

/// `/staff/events/new`
#[component]
pub fn NewEvent() -> impl IntoView {
    let sent = sent::<NewEventForm>();
    let problem = sent.as_ref().map(|sent| sent.problem.clone());
    let title = Asked {
        name: "title".into(),
        label: "Title",
        help: "You can change it later.",
        why: problem.as_ref().and_then(|problem| problem.with("title")),
        value: sent.and_then(|sent| sent.typed).unwrap_or_default().title,
        focus: problem.is_none(),
    };
    view! {
        {private_head("New event", "en")}
        <main id="main" class="staff">
            {problem.map(|problem| view! { <NotTaken problem done="saved"/> })}
            <header class="staff-head">
                <p class="crumbs">
                    <a href="/staff">"Events"</a>
                </p>
                <h1>"New event"</h1>
                <p class="lead-small">"It begins as a draft that nobody but staff sees."</p>
            </header>
            <form method="post" action="/staff/events" class="editor" novalidate>
                {line(&title, Line::Text, None)}
                <p>
                    <button type="submit" class="button">
                        "Begin the draft"
                    </button>
                </p>
            </form>
        </main>
    }
}

/// `POST /staff/events`
pub async fn begin(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Form(form): Form<NewEventForm>,
) -> Response {
    match edit::start(&desk, &staff, &form.title).await {
        Ok(id) => Redirect::to(&format!("/staff/events/{id}/edit?done=began")).into_response(),
        Err(error) => render::again_for(desk, &staff, PATH, Some(form), error.into()).await,
    }
}
