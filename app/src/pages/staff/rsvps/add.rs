//! Adding somebody by hand: who telephoned, who is on the hosts' own list.

use axum::Form;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::desk::Desk;
use domain::rsvp::heading;
use domain::rsvp::list::{Fill, Heading};
use leptos::prelude::*;

use super::{crumbs, fills, number, path};
use crate::context::{desk, param, staff};
use crate::guard::SignedIn;
use crate::pages::shown;
use crate::pages::staff::rsvp::{self, Again, HandForm, Looked, What};
use crate::ui::field::Choice;
use crate::ui::head::private_head;

/// `/staff/events/{id}/rsvps/new`
#[component]
pub fn AddPage() -> impl IntoView {
    let (desk, staff, id) = (desk(), staff(), number(&param("id")));
    let (looked, again) = (use_context::<Looked>(), use_context::<Again>());
    let reading = async move { heading(&desk, &staff, id).await };
    shown(reading, move |event| match looked {
        Some(looked) => rsvp::look(&looked),
        None => sheet(&event, again.as_ref()),
    })
}

/// `POST /staff/events/{id}/rsvps/new`
pub async fn add(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    number: Result<Path<i64>, PathRejection>,
    Form(form): Form<HandForm>,
) -> Response {
    let id = number.map_or(0, |Path(id)| id);
    rsvp::hand(desk, staff, id, What::Add, form).await
}

fn sheet(event: &Heading, again: Option<&Again>) -> AnyView {
    let title = "Add somebody by hand";
    let notice = again.and_then(Again::notice);
    let typed = again.map(|again| again.form.clone()).unwrap_or_default();
    let why = |field: &str| again.and_then(|again| again.with(field));
    let full = event.halves.iter().any(Fill::is_full);
    let place = (full || why("place").is_some()).then(|| place(&typed.place, why("place")));
    view! {
        {private_head(&format!("{title}: {}", event.title), "en")}
        <main id="main" class="staff">
            {notice}
            <header class="staff-head">
                <p class="crumbs">{crumbs(event)} <a href=path(event.id)>"RSVPs"</a></p>
                <h1>{title}</h1>
                <p class="lead-small">
                    "You see what will be kept, and the mail, before anything is done."
                </p>
            </header>
            <div class="columns">
                <form class="panel" method="post" action=format!("{}/new", path(event.id)) novalidate>
                    {rsvp::fields(&typed, &why, event.has_both())}
                    {place}
                    <button type="submit" name="step" value="look" class="button">
                        "Look at it first"
                    </button>
                </form>
                <section class="panel" aria-labelledby="full">
                    <h2 id="full">"How full it is"</h2>
                    {fills(event)}
                </section>
            </div>
        </main>
    }
    .into_any()
}

fn place(chosen: &str, why: Option<String>) -> AnyView {
    let choices = vec![
        ("line", "A place in the waiting list".to_owned()),
        ("over", "A seat all the same, over the limit or before those who wait".to_owned()),
    ];
    view! {
        <Choice
            name="place"
            legend="If no seat is free"
            choices
            chosen=chosen.to_owned()
            why
        />
    }
    .into_any()
}
