//! Where a reply leads: the same page whoever replied and whatever they got.
//!
//! The mail tells the person how they stand; this page tells only the event's state, so that nobody
//! can try addresses on it.

use domain::briefing::{Briefing, Mode, Replies};
use domain::{event, known_domains, outbox};
use leptos::prelude::*;

use crate::context::{desk, param, query};
use crate::pages::event::{panel, path};
use crate::pages::shown;
use crate::ui::head::private_head;
use crate::ui::time;

/// `/events/{slug}/replied`
#[component]
pub fn Replied() -> impl IntoView {
    let (desk, slug) = (desk(), param("slug"));
    let meant = query("meant").and_then(|domain| known_domains::known(&domain));
    let reading = async move {
        let briefing = event::briefing(&desk, &slug).await?;
        Ok((briefing, outbox::is_slow(&desk).await))
    };
    shown(reading, move |(briefing, slow)| sheet(&briefing, meant, slow))
}

fn sheet(briefing: &Briefing, meant: Option<&'static str>, slow: bool) -> AnyView {
    let when = &briefing.when;
    let facts = [time::line(when), when.hours.clone(), when.last_hours.clone()];
    let facts: Vec<_> = facts.into_iter().flatten().map(|fact| view! { <p>{fact}</p> }).collect();
    let place = if briefing.place.mode == Mode::InPerson { "seat" } else { "place" };
    view! {
        {private_head("Thank you for your reply", "en")}
        <main id="main" class="page page-short">
            <p class="kicker">"Reply received"</p>
            <h1>"Thank you for your reply"</h1>
            <p class="lead">
                {format!(
                    "We are writing to you now. The mail tells you whether you have a {place}, and holds the link to see, change or cancel your reply.",
                )}
            </p>
            {meant.map(|domain| advice(briefing, domain))}
            {state(briefing).map(|words| view! { <p>{words}</p> })}
            {slow
                .then(|| {
                    view! {
                        <p class="notice">
                            "Mail is slow just now. Your reply is safe; the letter follows as soon as it can."
                        </p>
                    }
                })}
            <div class="card">
                <h2 dir="auto">{briefing.title.clone()}</h2>
                {facts}
                <p>
                    <a href=path(briefing)>"Back to the event"</a>
                </p>
            </div>
            <h2>"No mail after ten minutes?"</h2>
            <p>"Look among the junk mail first. Then reply once more: a repeat does no harm."</p>
            <p class="fine">
                "Replied already, some time ago? "
                <a href="/my-rsvps">"Have your link sent again"</a>
            </p>
        </main>
    }
    .into_any()
}

fn advice(briefing: &Briefing, domain: &'static str) -> AnyView {
    view! {
        <div class="notice notice-wrong">
            <p class="notice-what">{format!("Did you mean {domain}?")}</p>
            <p>
                "The address that you typed looks like a slip, and then the mail cannot reach you. "
                <a href=format!("{}#rsvp", path(briefing))>
                    "Reply again with the right address"
                </a>
            </p>
        </div>
    }
    .into_any()
}

fn state(briefing: &Briefing) -> Option<String> {
    let Replies::Open(open) = &briefing.replies else { return None };
    if let Some(full) = panel::crowd(briefing.place.mode, open) {
        return Some(format!("{full}."));
    }
    let asked = "The hosts look at each request before it counts, and write to you.";
    open.by_approval.then(|| asked.to_owned())
}
