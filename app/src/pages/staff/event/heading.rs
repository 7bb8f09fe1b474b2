//! What the event is called, how it stands, and where its public page is.

use domain::event::{Condition, Overview};
use leptos::prelude::*;

use super::path;
use crate::context::desk;
use crate::pages::event::path as public_path;
use crate::pages::staff::events::pill;
use crate::pages::staff::mail;
use crate::ui::{place, time};

/// Title, state, the main facts, and where to go from here.
pub fn heading(event: &Overview) -> AnyView {
    let briefing = &event.briefing;
    let when = time::line(&briefing.when);
    let facts = [when, briefing.when.hours.clone(), place::line(&briefing.place)];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    let pill = match &event.deleted {
        Some(_) => view! { <span class="tag tag-wrong">"Deleted"</span> }.into_any(),
        None => pill(&event.condition),
    };
    view! {
        <header class="staff-head">
            <p class="crumbs">
                <a href="/staff">"Events"</a>
            </p>
            <h1 dir="auto">{briefing.title.clone()} " " {pill}</h1>
            <p class="lead-small">
                {if facts.is_empty() { "No date yet".to_owned() } else { facts.join(" · ") }}
            </p>
            {event.deleted.is_none().then(|| actions(event))}
        </header>
    }
    .into_any()
}

fn actions(event: &Overview) -> AnyView {
    let path = path(event.id);
    let page = event.is_public.then(|| {
        view! {
            <a class="button button-plain" href=public_path(&event.briefing)>
                "See the page"
            </a>
        }
    });
    view! {
        <div class="actions">
            <a class="button" href=format!("{path}/edit")>
                "Edit"
            </a>
            <a class="button button-plain" href=format!("{path}/rsvps")>
                "RSVPs"
            </a>
            <a class="button button-plain" href=mail::path(event.id)>
                "Mail"
            </a>
            {page}
            <a class="button button-plain" href=format!("{path}/document") download>
                "Download document"
            </a>
        </div>
    }
    .into_any()
}

/// Where everybody finds it, and from when on.
pub fn address(event: &Overview) -> AnyView {
    let address = desk().link(&public_path(&event.briefing));
    let words = match (&event.condition, &event.shows_from) {
        _ if event.is_public => None,
        (Condition::Draft, _) => {
            Some("It is not public yet: nobody but staff can open it.".to_owned())
        }
        (_, Some(from)) => Some(format!("It is not public yet: it shows from {from} on.")),
        _ => Some("It is not public.".to_owned()),
    };
    let shown = if event.is_public {
        view! { <a href=public_path(&event.briefing)>{address}</a> }.into_any()
    } else {
        address.into_any()
    };
    let reason = event.briefing.reason.clone();
    view! {
        <section class="panel" aria-labelledby="address">
            <h2 id="address">"Public page"</h2>
            <p>{shown}</p>
            {words.map(|words| view! { <p>{words}</p> })}
            {reason
                .map(|reason| {
                    view! {
                        <p>
                            "It says why: " <span dir="auto">{reason}</span>
                        </p>
                    }
                })}
        </section>
    }
    .into_any()
}
