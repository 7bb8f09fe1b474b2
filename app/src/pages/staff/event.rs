//! One event for staff: how it stands, who comes, what can be done next, what was done.

mod coming;
mod deeds;
mod file;
mod heading;
mod life;
mod line_up;
mod previews;
pub mod stand_in;
mod steps;

use domain::agenda;
use domain::briefing::Stage;
use domain::change;
use domain::error::{Error, Result};
use domain::event::life::CalledOff;
use domain::event::{self, Overview, edit};
use domain::journal::{self, Line};
use domain::speaker::safety::limits;
use leptos::prelude::*;
use serde::Deserialize;

use crate::addresses::Addresses;
use crate::context::{desk, param, query, sent, site, staff};
use crate::pages::shown;
use crate::pages::staff::edit::oddities;
use crate::pages::staff::journal::timeline;
use crate::pages::staff::speakers::Typed;
use crate::pages::staff::{mail, safety};
use crate::problem::Problem;
use crate::ui::head::private_head;
use crate::ui::notice::{Done, NotTaken};

pub use steps::{CancelPage, DeletePage, PostponePage, UnpublishPage};

/// Where the buttons of an event lead.
pub fn forms(addresses: Addresses) -> Addresses {
    addresses
        .get("/staff/events/{id}/document", file::document)
        .post("/staff/events/{id}/publish", deeds::publish)
        .post("/staff/events/{id}/links", deeds::mail_links)
        .post("/staff/events/{id}/unpublish", deeds::unpublish)
        .post("/staff/events/{id}/cancel", deeds::cancel)
        .post("/staff/events/{id}/postpone", deeds::postpone)
        .post("/staff/events/{id}/back-on", deeds::back_on)
        .post("/staff/events/{id}/delete", deeds::delete)
        .post("/staff/events/{id}/restore", deeds::restore)
        .post("/staff/events/{id}/line-up/state", line_up::set)
        .post("/staff/events/{id}/line-up/place", line_up::keep_place)
        .post("/staff/events/{id}/line-up/name", line_up::name)
        .post("/staff/events/{id}/stand-in/{place}", stand_in::choose)
        .post("/staff/events/{id}/preview", deeds::make_preview)
        .post("/staff/events/{id}/preview/{number}/revoke", deeds::revoke_preview)
}

/// So many of the last entries of the journal stand on the page.
const ENTRIES: u64 = 8;

/// What is typed when an event is called off. A browser may leave any of it out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct CalledOffForm {
    reason: String,
    replacement: String,
}

impl From<CalledOffForm> for CalledOff {
    fn from(form: CalledOffForm) -> Self {
        Self { reason: form.reason, replacement: form.replacement }
    }
}

/// A preview link that was just made; the page shows it once.
#[derive(Clone)]
pub struct NewLink(pub String);

/// `/staff/events/{id}`
#[component]
pub fn StaffEvent() -> impl IntoView {
    let (desk, staff) = (desk(), staff());
    let typed = sent::<Typed>();
    let problem = sent::<()>().map(|sent| sent.problem);
    let problem = problem.or_else(|| typed.as_ref().map(|sent| sent.problem.clone()));
    let (done, link) = (query("done"), use_context::<NewLink>());
    let id = number(&param("id"));
    let reading = async move {
        let event = event::overview(&desk, &staff, id?).await?;
        let entries = journal::of_event(&desk, event.id, ENTRIES).await?;
        let waits = match &event.deleted {
            None => (
                change::waits(&desk, &staff, event.id).await?,
                change::speakers_in_short(&desk, &staff, event.id).await?,
            ),
            Some(_) => (None, None),
        };
        let limits = limits(&desk, &staff, event.id).await?;
        let line_up = line_up::read(&desk, &staff, &event).await?;
        let first = match &event.deleted {
            None => Some(agenda::first(&desk, &staff, event.id).await?),
            Some(_) => None,
        };
        let odd = match event.briefing.stage {
            Stage::Coming | Stage::UnderWay if event.deleted.is_none() => {
                edit::oddities(&desk, &staff, event.id).await?
            }
            _ => Vec::new(),
        };
        Ok((event, entries, waits, (limits, odd, first), line_up))
    };
    shown(reading, move |(event, entries, waits, (limits, odd, first), line_up)| {
        let done = done.as_deref().and_then(|done| told(done, &event));
        let (guests, speakers) = waits;
        let guests = guests.map(|waits| mail::changes_wait(event.id, &waits));
        let speakers = speakers.map(|waits| mail::speakers_wait(event.id, &waits));
        let limits = safety::limits(&limits);
        let odd = oddities(&odd, &format!("{}/edit", path(event.id)));
        let waits = Some(view! { {guests} {speakers} {odd} {limits} }.into_any());
        let line_up = line_up.map(|line_up| line_up::panel(event.id, &line_up, typed.as_ref()));
        let steps = first.map(|first| life::panel(&event, &first));
        sheet(&event, &entries, problem, done, (link, waits, steps, line_up))
    })
}

fn sheet(
    event: &Overview,
    entries: &[Line],
    problem: Option<Problem>,
    done: Option<&'static str>,
    (link, waits, steps, line_up): (
        Option<NewLink>,
        Option<AnyView>,
        Option<AnyView>,
        Option<AnyView>,
    ),
) -> AnyView {
    let journal = journal(event, entries);
    let inside = match &event.deleted {
        Some(when) => view! { {deleted(event, when.clone())} {journal} }.into_any(),
        None => alive(event, link, steps, (line_up, journal)),
    };
    view! {
        {private_head(&event.briefing.title, "en")}
        <main id="main" class="staff">
            {problem.map(|problem| view! { <NotTaken problem done="changed"/> })}
            {done.map(|words| view! { <Done words/> })}
            {heading::heading(event)}
            {waits}
            {inside}
        </main>
    }
    .into_any()
}

/// What was just done, by the word that the redirect carries.
fn told(done: &str, event: &Overview) -> Option<&'static str> {
    let somebody = event.tally.alive() > 0;
    Some(match done {
        "published" if event.is_public => "Published: everybody can see it now.",
        "published" => "Published. It shows from the moment that is written below.",
        "links" => "Their links leave in ten minutes.",
        "unpublished" => "It is a draft again: the public page is gone.",
        "cancelled" if somebody => {
            "Cancelled: the public page says so now, and whoever has replied is told by mail."
        }
        "cancelled" => "Cancelled: the public page says so now.",
        "postponed" if somebody => {
            "Postponed: the public page says so now, and whoever has replied is told by mail."
        }
        "postponed" => "Postponed: the public page says so now.",
        "back-on" if somebody => {
            "It is on again: the public page shows it as before. Whoever was told otherwise gets a mail."
        }
        "back-on" => "It is on again: the public page shows it as before.",
        "restored" => "Restored: it is back as it was.",
        "stands" => "It is written down, and the public page says so.",
        "place" => "A place is kept in the line-up.",
        "named" => "The place is theirs now.",
        "revoked" => "Revoked: that preview link opens nothing any more.",
        _ => return None,
    })
}

fn alive(
    event: &Overview,
    link: Option<NewLink>,
    steps: Option<AnyView>,
    (line_up, journal): (Option<AnyView>, AnyView),
) -> AnyView {
    view! {
        {coming::coming(event)}
        <div class="columns">
            <div>{heading::address(event)} {steps} {journal}</div>
            <div>{previews::panel(event, link)} {life::deleting(event)}</div>
        </div>
        {line_up}
    }
    .into_any()
}

fn deleted(event: &Overview, when: String) -> AnyView {
    view! {
        <section class="panel" aria-labelledby="deleted">
            <h2 id="deleted">"This event is deleted"</h2>
            <p>
                "It was deleted on " <span>{when}</span>
                ". Its page, its preview links and its guests’ own pages show nothing until it is restored; then it is back as it was."
            </p>
            <form method="post" action=format!("{}/restore", path(event.id))>
                <button type="submit" class="button">
                    "Restore"
                </button>
            </form>
        </section>
    }
    .into_any()
}

fn journal(event: &Overview, entries: &[Line]) -> AnyView {
    if entries.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="panel" aria-labelledby="journal">
            <h2 id="journal">"What was done last"</h2>
            {timeline(entries, site().zone)}
            <p>
                <a href=format!("/staff/journal?event={}", event.id)>"The whole journal of this event"</a>
            </p>
        </section>
    }
    .into_any()
}

/// The page of an event for staff.
pub fn path(id: i64) -> String {
    format!("/staff/events/{id}")
}

/// The row number in an address.
fn number(text: &str) -> Result<i64> {
    text.parse().map_err(|_| Error::NotFound)
}
