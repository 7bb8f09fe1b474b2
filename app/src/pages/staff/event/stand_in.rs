//! Who speaks in somebody's place: a person who is known and then has it in their own schedule, or a name.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::desk::Desk;
use domain::error::{Error, Result};
use domain::event::{self, Overview};
use domain::line_up::by_staff;
use domain::speaker::{self, Appearing, sheet};
use domain::staff::Staff;
use leptos::prelude::*;

use super::{number, path};
use crate::context::{Sent, desk, param, sent, staff};
use crate::guard::SignedIn;
use crate::pages::shown;
use crate::pages::staff::speakers::standing::{self, StateForm};
use crate::render;
use crate::ui::control::{Asked, Line, line, pick};
use crate::ui::head::private_head;
use crate::ui::notice::NotTaken;

/// Where it is chosen who speaks in the place of one of the line-up.
pub fn way(appearing: &Appearing) -> String {
    format!("{}/stand-in/{}", path(appearing.event_id), appearing.place)
}

struct Read {
    event: Overview,
    one: Appearing,
    names: Vec<(i64, String)>,
}

/// `/staff/events/{id}/stand-in/{place}`
#[component]
pub fn StandInPage() -> impl IntoView {
    let (desk, staff, sent) = (desk(), staff(), sent::<StateForm>());
    let (id, place) = (number(&param("id")), param("place"));
    let reading = async move { read(&desk, &staff, id?, &place).await };
    shown(reading, move |read| page(&read, sent.as_ref()))
}

async fn read(desk: &Desk, staff: &Staff, id: i64, place: &str) -> Result<Read> {
    let event = event::overview(desk, staff, id).await?;
    let all = speaker::of_event(desk, staff, id).await?;
    let one = all.into_iter().find(|one| one.place.to_string() == place).ok_or(Error::NotFound)?;
    let mut names = sheet::names(desk, staff).await?;
    names.retain(|(id, _)| Some(*id) != one.speaker_id);
    Ok(Read { event, one, names })
}

fn page(read: &Read, sent: Option<&Sent<StateForm>>) -> AnyView {
    let Read { event, one, .. } = read;
    let called = if one.called.is_empty() { "Nobody said" } else { &one.called }.to_owned();
    let problem = sent.map(|sent| sent.problem.clone());
    view! {
        {private_head(&format!("Who speaks in their place: {called}"), "en")}
        <main id="main" class="staff">
            {problem.map(|problem| view! { <NotTaken problem done="changed"/> })}
            <header class="staff-head">
                <p class="crumbs">
                    <a href="/staff">"Events"</a>
                    <a href=format!("{}#line-up", path(event.id)) dir="auto">
                        {event.briefing.title.clone()}
                    </a>
                </p>
                <h1 dir="auto">{called}</h1>
                <p>{standing::state(one)} " " {standing::public(one)}</p>
            </header>
            {form(read, sent)}
        </main>
    }
    .into_any()
}

fn form(read: &Read, sent: Option<&Sent<StateForm>>) -> AnyView {
    let Read { event, one, names } = read;
    let typed = sent.and_then(|sent| sent.typed.as_ref());
    let asked = |name: &'static str, label, help, typed: Option<&str>, stored: String| Asked {
        name: name.to_owned(),
        label,
        help,
        value: typed.map_or(stored, ToOwned::to_owned),
        why: sent.and_then(|sent| sent.problem.with(name)),
        focus: false,
    };
    let stored = one.stand_in_id.map(|id| id.to_string()).unwrap_or_default();
    let known = asked(
        "known",
        "Somebody who is known",
        "It stands in their own schedule, and what protects them holds here, too.",
        typed.map(StateForm::known),
        stored,
    );
    let stored = one.stand_in.clone().filter(|_| one.stand_in_id.is_none()).unwrap_or_default();
    let name = asked(
        "stand_in",
        "Or a name",
        "It is public. Nobody is written to. Leave both empty if nobody knows yet.",
        typed.map(StateForm::stand_in),
        stored,
    );
    let none = (String::new(), "Nobody of these".to_owned());
    let people = names.iter().map(|(id, name)| (id.to_string(), name.clone()));
    let people: Vec<_> = std::iter::once(none).chain(people).collect();
    view! {
        <form
            class="editor"
            method="post"
            action=format!("{}/stand-in/{}", path(event.id), one.place)
            novalidate
        >
            <fieldset class="group">
                <legend>"Who speaks in their place?"</legend>
                <p class="fine">
                    "The page says “Represented by …”, and the entries go out of their own calendar."
                </p>
                {standing::meant(one)}
                {pick(&known, &people)}
                {line(&name, Line::Text, None)}
            </fieldset>
            <div class="editor-bar">
                <button type="submit" class="button">
                    "Represented"
                </button>
            </div>
        </form>
    }
    .into_any()
}

async fn represent(desk: &Desk, staff: &Staff, id: i64, form: &StateForm) -> Result<()> {
    by_staff::represent(desk, staff, (id, &form.place()), &form.stands_in()?).await
}

/// `POST /staff/events/{id}/stand-in/{place}`
pub async fn choose(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path((id, place)): Path<(i64, usize)>,
    Form(form): Form<StateForm>,
) -> Response {
    match represent(&desk, &staff, id, &form).await {
        Ok(()) => Redirect::to(&format!("{}?done=stands#line-up", path(id))).into_response(),
        Err(error) => {
            let page = format!("{}/stand-in/{place}", path(id));
            render::again_for(desk, &staff, &page, Some(form), error.into()).await
        }
    }
}
