//! Two entries beside each other, which may be one person: staff choose, and one of them goes.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::desk::Desk;
use domain::speaker::merge::{self, Chosen, Pair, Side, Which};
use leptos::prelude::*;

use super::typed::Typed;
use super::{crumbs, draft, path, table};
use crate::context::{Sent, desk, param, sent, staff};
use crate::guard::SignedIn;
use crate::pages::shown;
use crate::pages::staff::rsvps::number;
use crate::render;
use crate::ui::field::reason;
use crate::ui::head::private_head;
use crate::ui::notice::NotTaken;

/// `/staff/speakers/{id}/merge/{other}`
#[component]
pub fn PairPage() -> impl IntoView {
    let (desk, staff) = (desk(), staff());
    let (id, other) = (number(&param("id")), number(&param("other")));
    let sent = sent::<Typed>();
    shown(async move { merge::pair(&desk, &staff, id, other).await }, move |pair| page(&pair, sent))
}

fn page(pair: &Pair, sent: Option<Sent<Typed>>) -> AnyView {
    let problem = sent.as_ref().map(|sent| sent.problem.clone());
    let why = problem.as_ref().and_then(|problem| problem.with("seen"));
    let typed = sent.and_then(|sent| sent.typed);
    let apart = format!("{}/apart/{}", path(pair.one.id), pair.other.id);
    view! {
        {private_head("Are these one person?", "en")}
        <main id="main" class="staff">
            {problem.map(|problem| view! { <NotTaken problem done="changed"/> })}
            <header class="staff-head">
                {crumbs(pair.one.id, &pair.one.name)}
                <h1>"Are these one person?"</h1>
                <p class="lead-small">
                    "If so, all appearances, consents and links of both become one’s, and the other entry is gone. This cannot be undone."
                </p>
            </header>
            {both(pair)}
            {notes(pair)}
            {form(pair, typed.as_ref(), why)}
            <section class="panel" aria-labelledby="two">
                <h2 id="two">"They are two people"</h2>
                <p>"They stay as they are, and are not brought up together again."</p>
                <form method="post" action=apart>
                    <button type="submit" class="button button-plain">
                        "Keep both"
                    </button>
                </form>
            </section>
        </main>
    }
    .into_any()
}

fn both(pair: &Pair) -> AnyView {
    let side = |side: &Side, words: &'static str| {
        let many = |number: usize, thing: &str| {
            format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
        };
        let events = side.events.iter().map(|title| view! { <li dir="auto">{title.clone()}</li> });
        let events: Vec<_> = events.collect();
        view! {
            <section class="panel">
                <h2 dir="auto">
                    <a href=path(side.id)>{side.name.clone()}</a>
                </h2>
                <p class="fine">
                    {format!("{words} · {} · {}", many(events.len(), "event"), many(side.consents, "consent"))}
                </p>
                <ul>{events}</ul>
                <p>{table::marks(&side.marks)}</p>
            </section>
        }
    };
    view! {
        <div class="pair">
            {side(&pair.one, "This entry stays")} {side(&pair.other, "This entry goes")}
        </div>
    }
    .into_any()
}

fn notes(pair: &Pair) -> AnyView {
    let guarded = pair.name_of.map(|_| {
        view! {
            <p>
                "One of the two is protected or under age, so the one person is. Only the chosen name stays: the other goes from all events, also past ones, and from everything that was kept of them."
            </p>
        }
    });
    view! { {guarded} }.into_any()
}

/// Line-ups that have both: one place is kept, unless staff untick it.
fn both_at(pair: &Pair, typed: Option<&Typed>) -> Option<AnyView> {
    let kept = typed.map(|typed| typed.numbers("keep_one"));
    let boxes = pair.both_at.iter().map(|(id, title)| {
        let on = kept.as_ref().is_none_or(|kept| kept.contains(id));
        view! {
            <label class="choice">
                <input
                    type="checkbox"
                    name="keep_one"
                    value=id.to_string()
                    autocomplete="off"
                    checked=on
                />
                <span dir="auto">{title.clone()}</span>
            </label>
        }
    });
    let boxes = boxes.collect_view();
    let asked = view! {
        <fieldset class="group">
            <legend>"Both are in these line-ups. Keep one place of the two?"</legend>
            <p class="fine">
                "Roles, titles, organisations and sessions of both stand there together. Without a tick the person stands there twice."
            </p>
            <div class="checks">{boxes}</div>
        </fieldset>
    };
    (!pair.both_at.is_empty()).then(|| asked.into_any())
}

fn form(pair: &Pair, typed: Option<&Typed>, why: Option<String>) -> AnyView {
    let of_the_name = ["name", "honorific", "suffix", "spoken"];
    let rows = pair.fields.iter().map(|(field, one, other)| {
        let fixed = pair.name_of.filter(|_| of_the_name.contains(field));
        choice(field, one, other, fixed, typed)
    });
    let contact = pair.two_contacts.then(|| {
        let (one, other) = ("As it is here", "As it is there");
        let help =
            "What one lacks comes from the other, and what would be lost is kept in the notes.";
        view! { {choice("contact", one, other, None, typed)} <p class="fine">{help}</p> }
    });
    let action = format!("{}/merge/{}", path(pair.one.id), pair.other.id);
    let same = (pair.fields.is_empty() && contact.is_none())
        .then(|| view! { <p>"Nothing differs between the two."</p> });
    view! {
        <form class="editor" method="post" action=action novalidate>
            <input type="hidden" name="one" value=pair.one.revision.to_string()/>
            <input type="hidden" name="other" value=pair.other.revision.to_string()/>
            <fieldset class="group">
                <legend>"What stays"</legend>
                {same}
                {rows.collect_view()}
                {contact}
            </fieldset>
            {both_at(pair, typed)} {why.map(|why| seen(&why))}
            <div class="editor-bar">
                <button type="submit" class="button button-danger">
                    "Make them one"
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// One of two values.
fn choice(
    field: &'static str,
    one: &str,
    other: &str,
    fixed: Option<Which>,
    typed: Option<&Typed>,
) -> AnyView {
    let from_other = match fixed {
        Some(which) => which == Which::Other,
        None => match typed {
            Some(typed) => typed.value(field) == "other",
            // What only one of them has is not lost by looking away.
            None => one.is_empty() && !other.is_empty(),
        },
    };
    let value = |text: &str, word: &'static str, on: bool| {
        let shown = match text {
            "" => view! { <em>"Nothing"</em> }.into_any(),
            text => view! { <span class="lines" dir="auto">{text.to_owned()}</span> }.into_any(),
        };
        let off = fixed.is_some() && !on;
        view! {
            <label class="choice">
                <input type="radio" name=field value=word autocomplete="off" checked=on disabled=off/>
                <span>{shown}</span>
            </label>
        }
    };
    view! {
        <fieldset class="field" id=field>
            <legend>{draft::words(field)}</legend>
            {value(one, "one", !from_other)}
            {value(other, "other", from_other)}
        </fieldset>
    }
    .into_any()
}

fn seen(why: &str) -> AnyView {
    view! {
        <div class="field field-wrong">
            {reason("seen", Some(why.to_owned()))}
            <label class="choice">
                <input
                    type="checkbox"
                    id="seen"
                    name="seen"
                    value="on"
                    autocomplete="off"
                    aria-invalid="true"
                    aria-describedby="seen-why"
                />
                <span>"I have seen them"</span>
            </label>
        </div>
    }
    .into_any()
}

/// `POST /staff/speakers/{id}/merge/{other}`
pub async fn merge(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path((id, other)): Path<(i64, i64)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let typed = Typed(pairs);
    let from_other = typed.0.iter().filter(|(_, value)| value == "other");
    let revision = |name| typed.value(name).parse().unwrap_or(-1);
    let chosen = Chosen {
        others: from_other.map(|(name, _)| name.clone()).collect(),
        seen: typed.is_on("seen"),
        keep_one: typed.numbers("keep_one"),
        revisions: (revision("one"), revision("other")),
    };
    match merge::merge(&desk, &staff, id, other, &chosen).await {
        Ok(()) => Redirect::to(&format!("{}?done=merged", path(id))).into_response(),
        Err(error) => {
            let page = format!("{}/merge/{other}", path(id));
            render::again_for(desk, &staff, &page, Some(typed), error.into()).await
        }
    }
}
