//! `/staff/speakers/{id}/consents`: what somebody consented to, a new consent, and the end of one.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::desk::Desk;
use domain::speaker::Scope;
use domain::speaker::consent::{self, Consents, Given, Line};
use domain::time::moment;
use leptos::prelude::*;

use super::switches::Ticks;
use super::{crumbs, path};
use crate::context::{Sent, desk, param, query, sent, site, staff};
use crate::guard::SignedIn;
use crate::pages::shown;
use crate::pages::staff::rsvps::number;
use crate::render;
use crate::ui::control::{self, Asked, tick};
use crate::ui::field::{TextArea, reason};
use crate::ui::head::private_head;
use crate::ui::notice::{Done, NotTaken};

/// `/staff/speakers/{id}/consents`
#[component]
pub fn ConsentsPage() -> impl IntoView {
    let (desk, staff, id) = (desk(), staff(), number(&param("id")));
    let (sent, done) = (sent::<Ticks>(), query("done").and_then(|done| told(&done)));
    let reading = async move { consent::consents(&desk, &staff, id).await };
    shown(reading, move |consents| sheet(&consents, sent.as_ref(), done))
}

fn told(done: &str) -> Option<&'static str> {
    match done {
        "given" => Some("Written down. It counts from now on."),
        "withdrawn" => Some("Withdrawn. What rested on it alone is gone everywhere, at once."),
        _ => None,
    }
}

fn sheet(consents: &Consents, sent: Option<&Sent<Ticks>>, done: Option<&'static str>) -> AnyView {
    let problem = sent.map(|sent| sent.problem.clone());
    let none = consents.lines.is_empty().then(|| view! { <p>"None is written down yet."</p> });
    let lines = consents.lines.iter().map(|one| line(consents.speaker_id, one));
    view! {
        {private_head(&format!("Consents of {}", consents.name), "en")}
        <main id="main" class="staff">
            {problem.map(|problem| view! { <NotTaken problem done="written down"/> })}
            {done.map(|words| view! { <Done words/> })}
            <header class="staff-head">
                {crumbs(consents.speaker_id, &consents.name)}
                <h1>"Consents"</h1>
                <p class="lead-small" dir="auto">
                    {consents.name.clone()}
                </p>
            </header>
            <div class="columns">
                <div>{none} {lines.collect_view()}</div>
                <div>{form(consents, sent)}</div>
            </div>
            <p class="fine">"That you looked at this page stands in the journal."</p>
        </main>
    }
    .into_any()
}

fn line(speaker_id: i64, line: &Line) -> AnyView {
    let scope: Vec<&str> = line.scope.iter().map(|scope| scope.label()).collect();
    let (class, words) = match line.state {
        consent::State::Holds => ("tag tag-good", "Holds".to_owned()),
        consent::State::NotYet => ("tag", "Begins later".to_owned()),
        consent::State::RanOut => ("tag tag-wrong", "Ran out".to_owned()),
        consent::State::Withdrawn(at) => {
            ("tag tag-wrong", format!("Withdrawn on {}", moment(at, site().zone)))
        }
    };
    let ended = matches!(line.state, consent::State::RanOut | consent::State::Withdrawn(_));
    let by = if line.by_guardian { "A parent or guardian" } else { "The person" };
    let withdraw = (!ended).then(|| {
        view! {
            <p>
                <a
                    class="button button-plain"
                    href=format!("{}/consents/{}", path(speaker_id), line.id)
                >
                    "Withdraw"
                </a>
            </p>
        }
    });
    let note = line.note.clone().map(|note| view! { <dt>"Note"</dt> <dd dir="auto">{note}</dd> });
    view! {
        <section class="panel" aria-label=scope.join(", ")>
            <h2>{scope.join(", ")}</h2>
            <p class=class>{words}</p>
            <dl class="details">
                <dt>"Given by"</dt>
                <dd>{by}</dd>
                <dt>"Given on"</dt>
                <dd>{line.given_on.clone()}</dd>
                <dt>"Last day"</dt>
                <dd>{line.expires_on.clone()}</dd>
                {note}
            </dl>
            {withdraw}
        </section>
    }
    .into_any()
}

fn form(consents: &Consents, sent: Option<&Sent<Ticks>>) -> AnyView {
    let typed = sent.and_then(|sent| sent.typed.clone());
    let value = |name: &str| typed.as_ref().map(|typed| of(typed, name));
    let why = |name: &str| sent.and_then(|sent| sent.problem.with(name));
    let boxed = |name: &'static str, label: &'static str, help: &'static str| {
        let value = value(name).unwrap_or_default();
        tick(&Asked { name: name.to_owned(), label, help, value, ..Asked::default() })
    };
    let scopes = Scope::ALL.into_iter().map(|scope| boxed(scope.word(), scope.label(), ""));
    let dated = |name: &str, label: &'static str, help: &'static str, usual: String| {
        let value = value(name).unwrap_or(usual);
        let asked =
            Asked { name: name.to_owned(), label, help, value, why: why(name), focus: false };
        control::line(&asked, control::Line::Day, None)
    };
    let guardian = if consents.minor {
        "They are under age: without a guardian’s consent nothing of them is public."
    } else {
        ""
    };
    view! {
        <form
            class="panel"
            method="post"
            action=format!("{}/consents", path(consents.speaker_id))
            novalidate
        >
            <h2>"Write a consent down"</h2>
            <fieldset class="field" id="scope" class=("field-wrong", why("scope").is_some())>
                <legend>"What it is about"</legend>
                {reason("scope", why("scope"))}
                {scopes.collect_view()}
            </fieldset>
            {dated("given_on", "Given on", "", consents.today.clone())}
            {dated("expires_on", "Last day", "A year later if empty; three years at most.", String::new())}
            {boxed("by_guardian", "A parent or guardian gave it", guardian)}
            <TextArea
                name="note"
                label="Note"
                help="Where the paper is, and what else staff must know. Only staff see it."
                value=value("note").unwrap_or_default()
                why=why("note")
                longest=2000
            />
            <div class="actions">
                <button type="submit" class="button">
                    "Write it down"
                </button>
            </div>
        </form>
    }
    .into_any()
}

fn of(typed: &Ticks, name: &str) -> String {
    let found = typed.iter().find(|(known, _)| known == name);
    found.map(|(_, text)| text.clone()).unwrap_or_default()
}

/// `POST /staff/speakers/{id}/consents`
pub async fn give(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
    Form(typed): Form<Ticks>,
) -> Response {
    let given = Given {
        scope: typed.iter().filter_map(|(name, _)| Scope::of(name)).collect(),
        given_on: of(&typed, "given_on"),
        expires_on: of(&typed, "expires_on"),
        by_guardian: !of(&typed, "by_guardian").is_empty(),
        note: of(&typed, "note"),
    };
    let page = format!("{}/consents", path(id));
    match consent::give(&desk, &staff, id, &given).await {
        Ok(()) => Redirect::to(&format!("{page}?done=given")).into_response(),
        Err(error) => render::again_for(desk, &staff, &page, Some(typed), error.into()).await,
    }
}
