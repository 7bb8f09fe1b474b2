//! An event's reminders: when each goes out and to whom, and the form that changes them.

mod form;

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::desk::Desk;
use domain::error::Result;
use domain::ladder::{self, Fate, LadderForm, MOST_STEPS, Shown, ShownRung, StepForm, distance};
use domain::staff::Staff;
use leptos::prelude::*;

use super::{heading, number, path};
use crate::addresses::Addresses;
use crate::context::{Sent, desk, param, query, sent, staff};
use crate::guard::SignedIn;
use crate::pages::shown;
use crate::render;
use crate::ui::head::private_head;
use crate::ui::notice::{Done, NotTaken};

/// `/staff/events/{id}/mail/reminders`
#[component]
pub fn LadderPage() -> impl IntoView {
    let (desk, staff) = (desk(), staff());
    let (sent, done) = (sent::<LadderForm>(), query("done"));
    let id = number(&param("id"));
    let reading = async move { ladder::shown(&desk, &staff, id?).await };
    shown(reading, move |ladder| sheet(&ladder, sent, done.as_deref().and_then(told)))
}

/// Where its forms are sent.
pub fn forms(addresses: Addresses) -> Addresses {
    addresses
        .post("/staff/events/{id}/mail/reminders", save)
        .post("/staff/events/{id}/mail/reminders/usual", usual)
}

/// Where it stands.
pub fn page(event_id: i64) -> String {
    format!("{}/reminders", path(event_id))
}

/// `POST /staff/events/{id}/mail/reminders`
async fn save(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let typed = form::read(&pairs);
    let done = ladder::change(&desk, &staff, id, &typed).await;
    settled(desk, &staff, id, done, Some(typed), "saved").await
}

/// `POST /staff/events/{id}/mail/reminders/usual`
async fn usual(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
) -> Response {
    let done = ladder::to_default(&desk, &staff, id).await;
    settled(desk, &staff, id, done, None, "usual").await
}

async fn settled(
    desk: Desk,
    staff: &Staff,
    id: i64,
    done: Result<()>,
    typed: Option<LadderForm>,
    word: &str,
) -> Response {
    let page = page(id);
    match done {
        Ok(()) => Redirect::to(&format!("{page}?done={word}")).into_response(),
        Err(error) => render::again_for(desk, staff, &page, typed, error.into()).await,
    }
}

fn told(done: &str) -> Option<&'static str> {
    match done {
        "saved" => Some("The reminders are saved. What has not left follows them already."),
        "usual" => Some("The usual reminders are back."),
        _ => None,
    }
}

fn sheet(ladder: &Shown, sent: Option<Sent<LadderForm>>, done: Option<&'static str>) -> AnyView {
    let problem = sent.as_ref().map(|sent| sent.problem.clone());
    let shown_problem = problem.clone().map(|problem| view! { <NotTaken problem done="saved"/> });
    let mut typed = sent.and_then(|sent| sent.typed).unwrap_or_else(|| ladder.form.clone());
    // One more, for a new one.
    if typed.rows.len() < MOST_STEPS && typed.rows.last().is_none_or(|row| !row.is_empty()) {
        typed.rows.push(StepForm { unit: "days".to_owned(), ..StepForm::default() });
    }
    view! {
        {private_head(&format!("Reminders: {}", ladder.title), "en")}
        <main id="main" class="staff">
            {shown_problem}
            {done.map(|words| view! { <Done words/> })}
            {heading(ladder.event_id, &ladder.title, "Reminders")}
            <p>
                <a href=path(ladder.event_id)>"All mail of this event"</a>
            </p>
            {as_they_are(ladder)}
            {form::panel(ladder.event_id, &typed, problem.as_ref())}
            {ladder.is_own.then(|| back(ladder.event_id))}
        </main>
    }
    .into_any()
}

fn as_they_are(ladder: &Shown) -> AnyView {
    let rungs = ladder.rungs.iter().map(rung).collect_view();
    let inside = if ladder.rungs.is_empty() {
        view! { <p>"This event sends no reminders."</p> }.into_any()
    } else {
        view! { <ol class="timeline">{rungs}</ol> }.into_any()
    };
    view! {
        <section class="panel" aria-labelledby="as-they-are">
            <h2 id="as-they-are">"As things stand"</h2>
            <p class="fine">
                "Nobody gets a reminder of a time that had passed when they replied, none twice, and none after the event has begun."
            </p>
            {inside}
        </section>
    }
    .into_any()
}

fn rung(rung: &ShownRung) -> AnyView {
    let at = rung.at.clone().unwrap_or_else(|| "No date".to_owned());
    let machine = rung.instant.map(|at| at.to_rfc3339());
    let to: Vec<&str> = rung.step.to.iter().map(|audience| audience.words()).collect();
    let asks = if rung.step.asks { "; asks to confirm" } else { "" };
    let people = match rung.people {
        1 => "1 person as things stand".to_owned(),
        people => format!("{people} people as things stand"),
    };
    let state = match rung.fate {
        Fate::Coming => people,
        Fate::Due => format!("{people}: goes out now, to who has none yet"),
        Fate::Written => "Sent".to_owned(),
        Fate::Skipped(why) => format!("Not sent: {}", why.words()),
    };
    view! {
        <li>
            <time datetime=machine>{at}</time>
            <span>{format!("{}: {}{asks}", distance(rung.step.minutes), to.join(", "))}</span>
            <span class="fine">{state}</span>
        </li>
    }
    .into_any()
}

fn back(event_id: i64) -> AnyView {
    view! {
        <section class="panel" aria-labelledby="usual">
            <h2 id="usual">"The usual reminders"</h2>
            <p>
                "Seven days, one day and two hours before, to everybody who has a seat; the one of the day before asks to confirm."
            </p>
            <div class="actions">
                <form method="post" action=format!("{}/usual", page(event_id))>
                    <button type="submit" class="button button-plain">
                        "Go back to the usual ones"
                    </button>
                </form>
            </div>
        </section>
    }
    .into_any()
}
