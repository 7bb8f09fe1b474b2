//! Who speaks, how they stand, and the buttons that change it.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::desk::Desk;
use domain::error::Result;
use domain::event::Overview;
use domain::line_up::by_staff;
use domain::speaker::{self, Appearing, sheet};
use domain::staff::Staff;
use leptos::prelude::*;

use super::path;
use crate::context::Sent;
use crate::guard::SignedIn;
use crate::pages::staff::speakers::{self, standing};
use crate::pages::staff::speakers::{Typed, add};
use crate::render;
use crate::ui::control::{Asked, Line, line, pick};
use crate::ui::field::reason;

/// Who is in it, and everybody who is known to choose from.
pub struct LineUp {
    all: Vec<Appearing>,
    known: Vec<(i64, String)>,
}

/// What the panel shows; nothing of a deleted event.
pub async fn read(desk: &Desk, staff: &Staff, event: &Overview) -> Result<Option<LineUp>> {
    if event.deleted.is_some() {
        return Ok(None);
    }
    let all = speaker::of_event(desk, staff, event.id).await?;
    Ok(Some(LineUp { all, known: sheet::names(desk, staff).await? }))
}

/// The panel; `sent` is a place that could not be kept, or be given to somebody.
pub fn panel(event_id: i64, line_up: &LineUp, sent: Option<&Sent<Typed>>) -> AnyView {
    let LineUp { all: line_up, known } = line_up;
    let cards = line_up.iter().map(|one| card(event_id, one, known, sent)).collect_view();
    let none = line_up.is_empty().then(|| view! { <p>"Nobody is in the line-up yet."</p> });
    view! {
        <section class="panel" aria-labelledby="line-up">
            <h2 id="line-up">"Line-up"</h2>
            {none}
            <ul class="cards">{cards}</ul>
            {kept_place(event_id, sent)}
            <p>
                "Somebody who is known is added from "
                <a href="/staff/speakers">"their page among the speakers"</a> "."
            </p>
        </section>
    }
    .into_any()
}

fn card(
    event_id: i64,
    one: &Appearing,
    known: &[(i64, String)],
    sent: Option<&Sent<Typed>>,
) -> AnyView {
    let called = if one.called.is_empty() { "Nobody said" } else { &one.called }.to_owned();
    let name = match one.speaker_id {
        Some(id) => view! { <a href=speakers::path(id)>{called.clone()}</a> }.into_any(),
        None => called.clone().into_any(),
    };
    let about: Vec<String> = one.roles.iter().chain(&one.of).cloned().collect();
    let about =
        (!about.is_empty()).then(|| view! { <p class="fine" dir="auto">{about.join(" · ")}</p> });
    let who = one.speaker_id.is_none().then(|| say_who(event_id, one, known, sent));
    view! {
        <li class="row-card">
            <div>
                <h3 dir="auto">{name}</h3>
                {about}
                <p>{standing::state(one)} " " {standing::public(one)}</p>
            </div>
            {standing::buttons(&format!("{}/line-up/state", path(event_id)), one, &called)}
            {who}
            {standing::history(&one.history)}
        </li>
    }
    .into_any()
}

/// The form by which a kept place becomes somebody's.
fn say_who(
    event_id: i64,
    one: &Appearing,
    known: &[(i64, String)],
    sent: Option<&Sent<Typed>>,
) -> AnyView {
    let is_here = |typed: &&Typed| {
        typed.all("says").next().is_some() && typed.value("place") == one.place.to_string()
    };
    let typed = sent.and_then(|sent| sent.typed.as_ref()).filter(is_here);
    let problem = |name: &str| sent.filter(|_| typed.is_some())?.problem.with(name);
    let wrong = ["known", "name"].map(problem);
    let [chosen, written] =
        ["known", "name"].map(|name| typed.map_or("", |typed| typed.value(name)).to_owned());
    let none = (String::new(), "Somebody new, by the name beside".to_owned());
    let known = known.iter().map(|(id, name)| (id.to_string(), name.clone()));
    let choices: Vec<_> = std::iter::once(none).chain(known).collect();
    let (place, who) = (format!("who-{}", one.place), format!("name-{}", one.place));
    let options = choices.into_iter().map(|(value, words)| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{words}</option> }
    });
    let [of_place, of_who] = [(&place, &wrong[0]), (&who, &wrong[1])]
        .map(|(id, wrong)| wrong.as_ref().map(|_| format!("{id}-why")));
    let [why_place, why_who] = wrong;
    let (why_place, why_who) = (reason(&place, why_place), reason(&who, why_who));
    view! {
        <details open=typed.is_some()>
            <summary>
                "Say who it is" <span class="apart" dir="auto">{format!(": {}", one.called)}</span>
            </summary>
            <form class="editor" method="post" action=format!("{}/line-up/name", path(event_id))>
                <input type="hidden" name="place" value=one.place.to_string()/>
                <input type="hidden" name="says" value=one.called.clone()/>
                <div class="pair">
                    <div class="field">
                        <label for=place.clone()>"Known already"</label>
                        {why_place}
                        <select id=place name="known" autocomplete="off" aria-invalid=of_place.is_some().then_some("true") aria-describedby=of_place>
                            {options.collect_view()}
                        </select>
                    </div>
                    <div class="field">
                        <label for=who.clone()>"Name"</label>
                        {why_who}
                        <input
                            id=who
                            name="name"
                            type="text"
                            maxlength="120"
                            value=written
                            aria-invalid=of_who.is_some().then_some("true")
                            aria-describedby=of_who
                            autocomplete="off"
                            dir="auto"
                        />
                    </div>
                </div>
                <p>
                    <button type="submit" class="button button-plain">
                        "This is who it is"
                    </button>
                </p>
            </form>
        </details>
    }
    .into_any()
}

fn kept_place(event_id: i64, sent: Option<&Sent<Typed>>) -> AnyView {
    let typed = sent.and_then(|sent| sent.typed.as_ref());
    let typed = typed.filter(|typed| typed.all("placeholder").next().is_some());
    let asked = |name: &'static str, label, help| Asked {
        name: name.to_owned(),
        label,
        help,
        value: typed.map(|typed| typed.value(name).to_owned()).unwrap_or_default(),
        why: sent.and_then(|sent| sent.problem.with(name)),
        focus: false,
    };
    let words = asked("placeholder", "Instead of a name", "Representative of …");
    let state = asked("state", "State", "");
    view! {
        <details open=typed.is_some()>
            <summary>"Keep a place for somebody who is not known yet"</summary>
            <form class="editor" method="post" action=format!("{}/line-up/place", path(event_id))>
                <div class="pair">
                    {line(&words, Line::Text, None)} {pick(&state, &add::states())}
                </div>
                {add::roles(typed)}
                <p>
                    <button type="submit" class="button button-plain">
                        "Keep a place"
                    </button>
                </p>
            </form>
        </details>
    }
    .into_any()
}

/// `POST /staff/events/{id}/line-up/state`
pub async fn set(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
    Form(form): Form<standing::StateForm>,
) -> Response {
    let done = speakers::stand(&desk, &staff, id, &form).await;
    settled(desk, &staff, id, done, "stands", Typed::default()).await
}

/// `POST /staff/events/{id}/line-up/place`
pub async fn keep_place(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let typed = Typed(pairs);
    let words = typed.value("placeholder");
    let done = by_staff::keep_place(&desk, &staff, id, words, &add::read(&typed)).await;
    settled(desk, &staff, id, done, "place", typed).await
}

/// `POST /staff/events/{id}/line-up/name`
pub async fn name(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let typed = Typed(pairs);
    let done = named(&desk, &staff, id, &typed).await;
    settled(desk, &staff, id, done, "named", typed).await
}

async fn named(desk: &Desk, staff: &Staff, id: i64, typed: &Typed) -> Result<()> {
    let who = standing::one_of(typed.value("known"), ("name", typed.value("name")))?;
    let place = typed.value("place").parse().unwrap_or(usize::MAX);
    by_staff::say_who(desk, staff, id, (place, typed.value("says")), &who).await
}

async fn settled(
    desk: Desk,
    staff: &Staff,
    id: i64,
    done: Result<()>,
    word: &'static str,
    typed: Typed,
) -> Response {
    match done {
        Ok(()) => Redirect::to(&format!("{}?done={word}#line-up", path(id))).into_response(),
        Err(error) => render::again_for(desk, staff, &path(id), Some(typed), error.into()).await,
    }
}
