//! `/staff/speakers/{id}/safety`: what is switched on, and letters that name nothing.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::desk::Desk;
use domain::speaker::Scope;
use domain::speaker::safety::{self, Safety, Switches};
use leptos::prelude::*;

use super::{crumbs, marks, path, shows};
use crate::context::{desk, param, query, sent, staff};
use crate::guard::SignedIn;
use crate::pages::shown;
use crate::pages::staff::rsvps::number;
use crate::problem::Problem;
use crate::render;
use crate::ui::control::{Asked, tick};
use crate::ui::head::private_head;
use crate::ui::notice::{Done, NotTaken};

/// Boxes as a browser sends them: only those that are ticked.
pub type Ticks = Vec<(String, String)>;

/// `/staff/speakers/{id}/safety`
#[component]
pub fn SafetyPage() -> impl IntoView {
    let (desk, staff, id) = (desk(), staff(), number(&param("id")));
    let problem = sent::<Ticks>().map(|sent| sent.problem);
    let done = query("done").and_then(|done| told(&done));
    shown(async move { safety::safety(&desk, &staff, id).await }, move |safety| {
        sheet(&safety, problem, done)
    })
}

fn told(done: &str) -> Option<&'static str> {
    match done {
        "switched" => Some("Switched. It counts from now on, everywhere."),
        "protected" => Some(
            "Protected. The chosen name stands everywhere now, and the other one is gone, but for the texts that you saw.",
        ),
        "lifted" => Some("The protection is lifted. What is switched off stays off."),
        _ => None,
    }
}

fn sheet(safety: &Safety, problem: Option<Problem>, done: Option<&'static str>) -> AnyView {
    view! {
        {private_head(&format!("Safety of {}", safety.name), "en")}
        <main id="main" class="staff">
            {problem.map(|problem| view! { <NotTaken problem done="changed"/> })}
            {done.map(|words| view! { <Done words/> })}
            <header class="staff-head">
                {crumbs(safety.id, &safety.name)}
                <h1>"Safety"</h1>
                <p class="lead-small" dir="auto">
                    {safety.name.clone()}
                </p>
                {marks(safety)}
            </header>
            <div class="columns">
                <div>{switches(safety)}</div>
                <div>
                    <section class="panel" aria-label="What may be shown now">
                        {shows(safety)}
                        <p>
                            <a href=format!("{}/consents", path(safety.id))>"Consents"</a>
                        </p>
                    </section>
                    {protection(safety)}
                </div>
            </div>
        </main>
    }
    .into_any()
}

fn switches(safety: &Safety) -> AnyView {
    let boxes = safety.shows.iter().filter(|shows| shows.scope != Scope::Name).map(|shows| {
        tick(&Asked {
            name: shows.scope.word().to_owned(),
            label: shows.scope.label(),
            value: if shows.on { "on" } else { "" }.to_owned(),
            ..Asked::default()
        })
    });
    let discreet = tick(&Asked {
        name: "discreet".to_owned(),
        label: "Neutral letters and calendar entries",
        help: "Subjects say “Your appointment on Apr 20”, and calendar entries are called “Appointment”.",
        value: if safety.discreet { "on" } else { "" }.to_owned(),
        ..Asked::default()
    });
    view! {
        <section class="panel" aria-labelledby="switches">
            <h2 id="switches">"What may be shown and done"</h2>
            <p>
                "Of a protected person, or one under age, a switch alone shows nothing: a consent has to cover it, too."
            </p>
            <form method="post" action=format!("{}/safety", path(safety.id))>
                <input type="hidden" name="revision" value=safety.revision/>
                {boxes.collect_view()}
                {discreet}
                <div class="actions">
                    <button type="submit" class="button">
                        "Save"
                    </button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

fn protection(safety: &Safety) -> AnyView {
    let page = path(safety.id);
    let (title, words, way) = if safety.protected {
        (
            "Protected",
            "Everybody knows them by the chosen name alone. Nothing else of them shows unless it is switched on and they consented.",
            "Choose another public name",
        )
    } else {
        (
            "Protect",
            "For survivors, and whoever else must not be found. They choose a public name; the name that stands here now goes from everything that is kept.",
            "Protect this person",
        )
    };
    let lift = (safety.protected && !safety.minor).then(|| {
        view! {
            <details>
                <summary>"Lift the protection"</summary>
                <p>
                    "The chosen name stays. What is switched on shows without consent again, unless one that covered it has ended."
                </p>
                <form method="post" action=format!("{page}/unprotect")>
                    <button type="submit" class="button button-danger">
                        "Lift the protection"
                    </button>
                </form>
            </details>
        }
    });
    view! {
        <section class="panel" aria-labelledby="protection">
            <h2 id="protection">{title}</h2>
            <p>{words}</p>
            <p>
                <a class="button button-plain" href=format!("{page}/protect")>
                    {way}
                </a>
            </p>
            {lift}
        </section>
    }
    .into_any()
}

/// `POST /staff/speakers/{id}/safety`
pub async fn switch(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
    Form(ticks): Form<Ticks>,
) -> Response {
    let value = |name: &str| ticks.iter().find(|(known, _)| known == name).map(|(_, text)| text);
    let switches = Switches {
        revision: value("revision").and_then(|text| text.parse().ok()).unwrap_or(-1),
        allows: ticks.iter().filter_map(|(name, _)| Scope::of(name)).collect(),
        discreet: value("discreet").is_some(),
    };
    let page = format!("{}/safety", path(id));
    match safety::switch(&desk, &staff, id, &switches).await {
        Ok(()) => Redirect::to(&format!("{page}?done=switched")).into_response(),
        Err(error) => render::again_for(desk, &staff, &page, Some(ticks), error.into()).await,
    }
}

/// `POST /staff/speakers/{id}/unprotect`
pub async fn lift(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
) -> Response {
    let page = format!("{}/safety", path(id));
    match safety::lift(&desk, &staff, id).await {
        Ok(()) => Redirect::to(&format!("{page}?done=lifted")).into_response(),
        Err(error) => render::again_for::<Ticks>(desk, &staff, &page, None, error.into()).await,
    }
}
