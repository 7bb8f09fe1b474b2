//! A speaker is added to an event, as what and with which titles there.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::appearance::stand::Stand;
use domain::desk::Desk;
use domain::error::{Error, Result};
use domain::line_up::by_staff::{self, Added};
use domain::speaker::{Draft, sheet};
use domain::staff::Staff;
use leptos::prelude::*;

use super::typed::Typed;
use super::{crumbs, path};
use crate::context::{Sent, desk, param, sent, staff};
use crate::guard::SignedIn;
use crate::pages::shown;
use crate::pages::staff::edit::ROLES;
use crate::pages::staff::rsvps::number;
use crate::problem::Problem;
use crate::render;
use crate::ui::control::{Asked, Line, line, pick};
use crate::ui::field::lines;
use crate::ui::head::private_head;
use crate::ui::notice::NotTaken;

/// `/staff/speakers/{id}/add`
#[component]
pub fn AddPage() -> impl IntoView {
    let (desk, staff, id) = (desk(), staff(), number(&param("id")));
    let sent = sent::<Typed>();
    shown(
        async move { sheet::invitation(&desk, &staff, id).await },
        move |(name, draft, events)| page(id, &name, &draft, &events, sent),
    )
}

fn page(
    id: i64,
    name: &str,
    draft: &Draft,
    events: &[(i64, String)],
    sent: Option<Sent<Typed>>,
) -> AnyView {
    let problem = sent.as_ref().map(|sent| sent.problem.clone());
    let typed = sent.and_then(|sent| sent.typed);
    let form = if events.is_empty() {
        view! { <p>"There is no event to come that they are not in already. Write one first."</p> }
            .into_any()
    } else {
        form(id, draft, events, typed.as_ref(), problem.as_ref())
    };
    view! {
        {private_head(&format!("Add to an event: {name}"), "en")}
        <main id="main" class="staff">
            {problem.map(|problem| view! { <NotTaken problem done="changed"/> })}
            <header class="staff-head">
                {crumbs(id, name)}
                <h1>"Add to an event"</h1>
            </header>
            {form}
        </main>
    }
    .into_any()
}

fn form(
    id: i64,
    draft: &Draft,
    events: &[(i64, String)],
    typed: Option<&Typed>,
    problem: Option<&Problem>,
) -> AnyView {
    let first = events.first().map(|(id, _)| id.to_string()).unwrap_or_default();
    let asked = |name: &'static str, label, help, stored: &str| Asked {
        name: name.to_owned(),
        label,
        help,
        value: typed.map_or_else(|| stored.to_owned(), |typed| typed.value(name).to_owned()),
        why: problem.and_then(|problem| problem.with(name)),
        focus: false,
    };
    let events: Vec<_> = events.iter().map(|(id, title)| (id.to_string(), title.clone())).collect();
    let event = asked("event", "Event", "", &first);
    let titles = asked("titles", "Job titles there", "One a line.", &draft.titles);
    let organisations =
        asked("organisations", "Organisations there", "One a line.", &draft.organisations);
    view! {
        <form class="editor" method="post" action=format!("{}/add", path(id)) novalidate>
            <fieldset class="group">
                <legend>"The appearance"</legend>
                {pick(&event, &events)}
                {roles(typed)}
                <div class="pair">
                    {line(
                        &asked("more_roles", "More roles", "With commas between them.", ""),
                        Line::Text,
                        None,
                    )}
                    {pick(&asked("state", "State", "", Stand::Invited.word()), &states())}
                </div>
                <div class="pair">{lines(&titles, 3)} {lines(&organisations, 3)}</div>
            </fieldset>
            <div class="editor-bar">
                <button type="submit" class="button">
                    "Add to the line-up"
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// What they do there, to tick; several may be.
pub fn roles(typed: Option<&Typed>) -> AnyView {
    let boxes = ROLES.map(|(role, words)| {
        let on = typed.is_some_and(|typed| typed.all("roles").any(|known| known == role));
        view! {
            <label class="choice">
                <input type="checkbox" name="roles" value=role autocomplete="off" checked=on/>
                <span>{words}</span>
            </label>
        }
    });
    view! {
        <fieldset class="field">
            <legend>"Roles"</legend>
            <div class="checks">{boxes.into_iter().collect_view()}</div>
        </fieldset>
    }
    .into_any()
}

/// The states to choose from at first.
pub fn states() -> Vec<(String, String)> {
    let first = [Stand::Invited, Stand::Tentative, Stand::Confirmed, Stand::Video];
    let said = first.map(|stand| (stand.word().to_owned(), stand.words().to_owned()));
    said.into_iter().chain([(String::new(), "Nothing said".to_owned())]).collect()
}

/// What was typed of an appearance.
pub fn read(typed: &Typed) -> Added {
    Added {
        roles: typed.all("roles").map(ToOwned::to_owned).collect(),
        more_roles: typed.value("more_roles").to_owned(),
        titles: typed.value("titles").to_owned(),
        organisations: typed.value("organisations").to_owned(),
        state: typed.value("state").to_owned(),
    }
}

/// `POST /staff/speakers/{id}/add`
pub async fn add(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let typed = Typed(pairs);
    match added(&desk, &staff, id, &typed).await {
        Ok(()) => Redirect::to(&format!("{}?done=added", path(id))).into_response(),
        Err(error) => {
            let page = format!("{}/add", path(id));
            render::again_for(desk, &staff, &page, Some(typed), error.into()).await
        }
    }
}

async fn added(desk: &Desk, staff: &Staff, id: i64, typed: &Typed) -> Result<()> {
    let event = typed.value("event").parse();
    let event = event.map_err(|_| Error::invalid("event", "Please choose an event."))?;
    by_staff::add(desk, staff, id, event, &read(typed)).await
}
