//! How a speaker is reached. Opening the page is entered in the journal, so nothing leads here but a
//! link that says so.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::desk::Desk;
use domain::speaker::reach::{self, Looked, Reach};
use leptos::prelude::*;

use super::clash::versions;
use super::typed::Typed;
use super::{crumbs, path};
use crate::context::{Sent, desk, param, sent, staff};
use crate::guard::SignedIn;
use crate::pages::shown;
use crate::pages::staff::rsvps::number;
use crate::problem::Problem;
use crate::render;
use crate::ui::control::{Asked, Line, line};
use crate::ui::field::lines;
use crate::ui::head::private_head;
use crate::ui::notice::NotTaken;

/// `/staff/speakers/{id}/contact`
#[component]
pub fn ContactPage() -> impl IntoView {
    let (desk, staff, id) = (desk(), staff(), number(&param("id")));
    let sent = sent::<Typed>();
    shown(async move { reach::look(&desk, &staff, id).await }, move |looked| {
        page(id, &looked, sent)
    })
}

fn page(id: i64, looked: &Looked, sent: Option<Sent<Typed>>) -> AnyView {
    let problem = sent.as_ref().map(|sent| sent.problem.clone());
    let typed = sent.and_then(|sent| sent.typed);
    let overtaken = typed.is_some() && !matches!(problem, None | Some(Problem::Invalid(_)));
    // After a clash the page knows theirs: saved once more, it takes the place of it.
    let seen = match (&typed, &problem) {
        (Some(typed), Some(Problem::Invalid(_))) => typed.value("seen").to_owned(),
        _ => looked.seen.clone(),
    };
    let shown = typed.as_ref().map_or_else(|| looked.reach.clone(), read);
    view! {
        {private_head(&format!("Contact: {}", looked.name), "en")}
        <main id="main" class="staff">
            {problem.clone().map(|problem| view! { <NotTaken problem done="saved"/> })}
            {overtaken.then(|| versions(differing(&looked.reach, &shown)))}
            <header class="staff-head">
                {crumbs(id, &looked.name)}
                <h1>"Contact and notes"</h1>
                <p class="lead-small">
                    "For staff only: nothing of this is in any page, file or letter. The journal says that you looked."
                </p>
            </header>
            <form class="editor" method="post" action=format!("{}/contact", path(id)) novalidate>
                <input type="hidden" name="seen" value=seen/>
                {controls(&shown, problem.as_ref())}
                <div class="editor-bar">
                    <button type="submit" class="button">
                        "Save the contact"
                    </button>
                </div>
            </form>
        </main>
    }
    .into_any()
}

fn controls(reach: &Reach, problem: Option<&Problem>) -> AnyView {
    let asked = |name: &str, help, value: &str| Asked {
        name: name.to_owned(),
        label: words(name),
        help,
        value: value.to_owned(),
        why: problem.and_then(|problem| problem.with(name)),
        focus: false,
    };
    let email = asked("email", "Their schedule and its changes go there.", &reach.email);
    let phone = asked("phone", "", &reach.phone);
    let name = asked("assistant_name", "An assistant or scheduler.", &reach.assistant_name);
    let second = asked("assistant_email", "Gets the same letters.", &reach.assistant_email);
    let agreed = asked("agreed", "When and how they want to be reached.", &reach.agreed);
    let notes = asked("notes", "What staff must know.", &reach.notes);
    view! {
        <fieldset class="group">
            <legend>"The speaker"</legend>
            {line(&email, Line::Mail, None)}
            {line(&phone, Line::Text, None)}
            {lines(&agreed, 3)}
        </fieldset>
        <fieldset class="group">
            <legend>"Who else is written to"</legend>
            {line(&name, Line::Text, None)}
            {line(&second, Line::Mail, None)}
        </fieldset>
        <fieldset class="group">
            <legend>"Notes"</legend>
            {lines(&notes, 5)}
        </fieldset>
    }
    .into_any()
}

/// Where what is saved and what was typed are not the same.
fn differing(saved: &Reach, typed: &Reach) -> Vec<(&'static str, &'static str, String, String)> {
    let pairs = fields(saved).into_iter().zip(fields(typed));
    pairs
        .filter(|((_, saved), (_, typed))| saved.trim() != typed.trim())
        .map(|((field, saved), (_, typed))| (field, words(field), saved.clone(), typed.clone()))
        .collect()
}

fn fields(reach: &Reach) -> [(&'static str, &String); 6] {
    [
        ("email", &reach.email),
        ("phone", &reach.phone),
        ("assistant_name", &reach.assistant_name),
        ("assistant_email", &reach.assistant_email),
        ("agreed", &reach.agreed),
        ("notes", &reach.notes),
    ]
}

/// How a control is called.
pub fn words(field: &str) -> &'static str {
    match field {
        "email" => "E-mail",
        "phone" => "Telephone",
        "assistant_name" => "Their name",
        "assistant_email" => "Their e-mail",
        "agreed" => "As agreed",
        "notes" => "Private notes",
        _ => "",
    }
}

fn read(typed: &Typed) -> Reach {
    let value = |name| typed.value(name).to_owned();
    Reach {
        email: value("email"),
        phone: value("phone"),
        assistant_name: value("assistant_name"),
        assistant_email: value("assistant_email"),
        agreed: value("agreed"),
        notes: value("notes"),
    }
}

/// `POST /staff/speakers/{id}/contact`
pub async fn keep(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let typed = Typed(pairs);
    match reach::keep(&desk, &staff, id, typed.value("seen"), &read(&typed)).await {
        Ok(()) => Redirect::to(&format!("{}?done=contact", path(id))).into_response(),
        Err(error) => {
            let page = format!("{}/contact", path(id));
            render::again_for(desk, &staff, &page, Some(typed), error.into()).await
        }
    }
}
