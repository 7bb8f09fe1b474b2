//! The link to a speaker's schedule: mailing it, sending it again, revoking all of them.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::agenda::{self, Links};
use domain::desk::Desk;
use domain::error::Result;
use domain::staff::Staff;
use domain::time::moment;
use leptos::prelude::*;

use super::path;
use super::standing::StateForm;
use crate::context::site;
use crate::guard::SignedIn;
use crate::render;

/// How many links live, and what can be done about them.
pub(super) fn panel(id: i64, links: &Links) -> AnyView {
    let zone = site().zone;
    let live = links.live.iter().map(|(at, assistant)| {
        let whose = if *assistant { ", to the assistant" } else { "" };
        view! {
            <li>
                "Mailed " <span>{moment(*at, zone)}</span> {whose}
            </li>
        }
    });
    let live = (!links.live.is_empty()).then(|| view! { <ul>{live.collect_view()}</ul> });
    let to = match (links.has_address, links.has_assistant) {
        (true, true) => "It goes to them and, with a link of its own, to their assistant.",
        (true, false) => "It goes to their address.",
        (false, true) => "It goes to their assistant; no address of their own is known.",
        (false, false) => "No address is known. Add one under “Contact and notes”.",
    };
    let waits = links.on_the_way.then(|| view! { <p>"A letter with a link is on its way."</p> });
    let may = links.has_address || links.has_assistant;
    let words = if links.live.is_empty() { "Mail the link" } else { "Mail the link again" };
    view! {
        <section class="panel" aria-labelledby="links">
            <h2 id="links">"Their schedule"</h2>
            <p>
                "Whoever has the link sees everything they have with you, over all events, until you revoke it. Who is in a public event gets it once by itself."
            </p>
            {waits}
            {live}
            <p class="fine">{to}</p>
            {may
                .then(|| {
                    view! {
                        <form method="post" action=format!("{}/schedule", path(id)) class="actions">
                            <button type="submit" class="button button-plain">
                                {words}
                            </button>
                        </form>
                    }
                })}
            {(!links.live.is_empty() || links.on_the_way).then(|| revoking(id))}
        </section>
    }
    .into_any()
}

fn revoking(id: i64) -> AnyView {
    view! {
        <details>
            <summary>"Revoke all links"</summary>
            <p>
                "They open nothing any more, at once, in calendars too. A new link works only once it is mailed."
            </p>
            <form method="post" action=format!("{}/links/revoke", path(id)) class="actions">
                <button type="submit" class="button button-danger">
                    "Revoke all links"
                </button>
            </form>
        </details>
    }
    .into_any()
}

/// `POST /staff/speakers/{id}/schedule`
pub(super) async fn mail(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
) -> Response {
    let done = agenda::mail(&desk, &staff, id).await;
    settled(desk, &staff, id, done, "mailed").await
}

/// `POST /staff/speakers/{id}/links/revoke`
pub(super) async fn revoke(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
) -> Response {
    let done = agenda::revoke(&desk, &staff, id).await;
    settled(desk, &staff, id, done, "revoked").await
}

async fn settled(desk: Desk, staff: &Staff, id: i64, done: Result<()>, word: &str) -> Response {
    match done {
        Ok(()) => Redirect::to(&format!("{}?done={word}", path(id))).into_response(),
        Err(error) => {
            render::again_for::<StateForm>(desk, staff, &path(id), None, error.into()).await
        }
    }
}
