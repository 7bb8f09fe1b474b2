//! `/staff/speakers/{id}/protect`: the public name is chosen, and the other one goes.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::desk::Desk;
use domain::speaker::protect::{self, Beforehand, Mention, Protecting};
use domain::text::LONGEST_NAME;
use leptos::prelude::*;
use serde::Deserialize;

use super::{crumbs, path};
use crate::context::{Sent, desk, param, sent, staff};
use crate::guard::SignedIn;
use crate::pages::shown;
use crate::pages::staff::rsvps::number;
use crate::render;
use crate::ui::control::{Asked, tick};
use crate::ui::field::{TextField, reason};
use crate::ui::head::private_head;
use crate::ui::notice::NotTaken;

/// The form as sent. A browser may leave any of it out.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct ProtectForm {
    name: String,
    minor: String,
    seen: String,
}

/// `/staff/speakers/{id}/protect`
#[component]
pub fn ProtectPage() -> impl IntoView {
    let (desk, staff, id) = (desk(), staff(), number(&param("id")));
    let sent = sent::<ProtectForm>();
    let reading = async move { protect::beforehand(&desk, &staff, id).await };
    shown(reading, move |before| sheet(&before, sent.as_ref()))
}

fn sheet(before: &Beforehand, sent: Option<&Sent<ProtectForm>>) -> AnyView {
    let problem = sent.map(|sent| sent.problem.clone());
    let title = if before.protected { "Choose another public name" } else { "Protect" };
    view! {
        {private_head(&format!("{title}: {}", before.name), "en")}
        <main id="main" class="staff">
            {problem.map(|problem| view! { <NotTaken problem done="changed"/> })}
            <header class="staff-head">
                {crumbs(before.id, &before.name)}
                <h1>{title}</h1>
                <p class="lead-small" dir="auto">
                    {before.name.clone()}
                </p>
            </header>
            <div class="columns">
                <div>{form(before, sent)}</div>
                <div>{events(before)} {mentions(&before.mentions, LEFT)}</div>
            </div>
        </main>
    }
    .into_any()
}

fn form(before: &Beforehand, sent: Option<&Sent<ProtectForm>>) -> AnyView {
    let why = |field: &str| sent.and_then(|sent| sent.problem.with(field));
    let (why_name, why_seen) = (why("name"), why("seen"));
    let typed = sent.and_then(|sent| sent.typed.clone());
    // Nobody stays under a name because it stood there: it is chosen, if it is the same one.
    let kept = if before.protected { before.name.clone() } else { String::new() };
    let name = typed.as_ref().map_or(kept, |typed| typed.name.clone());
    let on = |is: bool| if is { "on" } else { "" }.to_owned();
    let minor = typed.as_ref().map_or(before.minor, |typed| !typed.minor.is_empty());
    let minor = tick(&Asked {
        name: "minor".to_owned(),
        label: "They are under age",
        help: "Only the initials of the name are kept. There is no picture, and nothing is public until a parent or guardian has consented.",
        value: on(minor),
        ..Asked::default()
    });
    let seen = (!before.mentions.is_empty()).then(|| {
        let ticked = typed.as_ref().is_some_and(|typed| !typed.seen.is_empty());
        let boxed = tick(&Asked {
            name: "seen".to_owned(),
            label: "I have seen where the name stands in texts that people wrote",
            value: on(ticked),
            ..Asked::default()
        });
        view! {
            {reason("seen", why_seen)}
            {boxed}
        }
    });
    view! {
        <form class="panel" method="post" action=format!("{}/protect", path(before.id)) novalidate>
            <p>
                "From now on this is the only name that anybody sees, in all events, past and coming. The name above goes from everything that is kept of them, also from texts, from what staff typed and from letters that wait. It cannot be brought back. Honorific, suffix and how the name is said go with it."
            </p>
            <TextField
                name="name"
                label="Public name"
                value=name
                why=why_name
                autocomplete="off"
                longest=LONGEST_NAME
                required=true
            />
            {minor}
            {seen}
            <div class="actions">
                <button type="submit" class="button">
                    "Use this name everywhere"
                </button>
                <a href=path(before.id)>"Leave it as it is"</a>
            </div>
        </form>
    }
    .into_any()
}

fn events(before: &Beforehand) -> AnyView {
    let rows = before.events.iter().map(|(id, title)| {
        view! {
            <li>
                <a href=format!("/staff/events/{id}") dir="auto">
                    {title.clone()}
                </a>
            </li>
        }
    });
    let inside = if before.events.is_empty() {
        view! { <p>"No event: they are in no line-up yet."</p> }.into_any()
    } else {
        view! { <ul>{rows.collect_view()}</ul> }.into_any()
    };
    view! {
        <section class="panel" aria-labelledby="events">
            <h2 id="events">"Changed by itself"</h2>
            <p>"Line-up, sessions, texts and earlier versions of:"</p>
            {inside}
        </section>
    }
    .into_any()
}

const LEFT: &str = "The surname alone, or the name where it may be another’s, also stands here. These are left \
     as they are. What is said around a name may give somebody away, too.";

/// Places that are left for staff to look at.
pub(super) fn mentions(mentions: &[Mention], words: &'static str) -> Option<AnyView> {
    if mentions.is_empty() {
        return None;
    }
    let rows = mentions.iter().map(|mention| {
        view! {
            <li>
                <a href=mention.link.clone() dir="auto">
                    {format!("{}: {}", mention.what, mention.of)}
                </a>
            </li>
        }
    });
    let panel = view! {
        <section class="panel" aria-labelledby="mentions">
            <h2 id="mentions">"Yours to change"</h2>
            <p>{words}</p>
            <ul>{rows.collect_view()}</ul>
        </section>
    };
    Some(panel.into_any())
}

/// `POST /staff/speakers/{id}/protect`
pub async fn protect(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
    Form(form): Form<ProtectForm>,
) -> Response {
    let typed = Protecting {
        name: form.name.clone(),
        minor: !form.minor.is_empty(),
        seen: !form.seen.is_empty(),
    };
    match protect::protect(&desk, &staff, id, &typed).await {
        Ok(()) => Redirect::to(&format!("{}/safety?done=protected", path(id))).into_response(),
        Err(error) => {
            let page = format!("{}/protect", path(id));
            render::again_for(desk, &staff, &page, Some(form), error.into()).await
        }
    }
}
