//! An event's page: what, when and where, who, and the form. The same for everybody.
//!
//! It shows each fact of its briefing as text, character for character, in every public state, and
//! nothing that is not known.

mod about;
mod agenda;
mod banner;
mod form;
mod heading;
mod line_up;
pub mod panel;
mod reply;

use domain::briefing::{Briefing, Replies, Stage};
use domain::event;
use leptos::prelude::*;

use crate::context::{Sent, desk, param, sent};
use crate::markdown;
use crate::pages::shown;
use crate::problem::Problem;
use crate::ui::facts::facts;
use crate::ui::head::{Islands, head_now};
use crate::ui::notice::NotTaken;

pub use form::ReplyForm;
pub use reply::reply;

/// `/events/{slug}`
#[component]
pub fn EventPage() -> impl IntoView {
    let (desk, slug, sent) = (desk(), param("slug"), sent::<ReplyForm>());
    shown(async move { event::briefing(&desk, &slug).await }, move |briefing| {
        sheet(&briefing, sent)
    })
}

fn sheet(briefing: &Briefing, sent: Option<Sent<ReplyForm>>) -> AnyView {
    let problem = sent.as_ref().map(|sent| sent.problem.clone());
    let now = now(briefing, problem.as_ref());
    let open = matches!(briefing.replies, Replies::Open(_));
    let coming = matches!(briefing.stage, Stage::Coming | Stage::UnderWay);
    let timed = briefing.when.machine.as_ref().is_some_and(|moment| moment.contains('T'));
    let summary = briefing.description.as_deref().map(markdown::summary);
    let about = summary.as_deref().or(briefing.subtitle.as_deref());
    view! {
        {head_now(now, &briefing.title, &path(briefing), about, &briefing.language)}
        {(open || (coming && timed)).then(|| view! { <Islands/> })}
        <main id="main" class="event">
            <div class="event-news">
                {problem.map(|problem| view! { <NotTaken problem/> })}
                {banner::banner(briefing)}
            </div>
            {heading::heading(briefing)} {bar(briefing)}
            {facts(briefing, along(briefing))}
            <div class="event-story">
                {line_up::line_up(&briefing.line_up)}
                {agenda::agenda(briefing)}
                {about::about(briefing)}
            </div>
            {panel::panel(briefing, sent)}
            {printed(briefing)}
        </main>
    }
    .into_any()
}

/// The word before the title in the browser's tab.
fn now(briefing: &Briefing, problem: Option<&Problem>) -> &'static str {
    match (problem, briefing.stage) {
        (Some(Problem::Invalid(_)), _) => "Not sent yet: ",
        (Some(_), _) => "Not taken: ",
        (None, Stage::Cancelled) => "Cancelled: ",
        (None, Stage::Postponed) => "Postponed: ",
        (None, Stage::Coming | Stage::UnderWay | Stage::Over) => "",
    }
}

/// The page's own path, which its form posts to as well.
pub fn path(briefing: &Briefing) -> String {
    format!("/events/{}", briefing.slug)
}

/// What an announcement calls itself: `briefing`, `forum`, else `event`.
pub fn noun(briefing: &Briefing) -> String {
    briefing.kind.as_ref().map_or_else(|| "event".to_owned(), ToString::to_string)
}

fn along(briefing: &Briefing) -> Vec<(String, &'static str)> {
    let mut links = Vec::new();
    let happens = matches!(briefing.stage, Stage::Coming | Stage::UnderWay);
    if happens && briefing.when.day.is_some() {
        links.push((format!("{}.ics", path(briefing)), "Add to calendar"));
    }
    if briefing.place.arrival.is_some() {
        links.push(("#arrive".to_owned(), "Getting in"));
    }
    links
}

/// On a phone the form is below the story, so it stays one tap away until it comes into view.
fn bar(briefing: &Briefing) -> Option<AnyView> {
    let Replies::Open(open) = &briefing.replies else { return None };
    let full = panel::is_full(briefing.place.mode, open);
    let words = if full { "Join the waiting list" } else { "RSVP" };
    let hours = briefing.when.hours.clone().filter(|_| !full);
    let moment: Vec<String> = briefing.when.short_day.iter().cloned().chain(hours).collect();
    let bar = view! {
        <a class="rsvp-bar" href="#rsvp" lang="en">
            <span>{moment.join(", ")}</span>
            " "
            <b>{words}</b>
        </a>
    };
    Some(bar.into_any())
}

/// Where this sheet of paper came from.
fn printed(briefing: &Briefing) -> AnyView {
    let address = desk().link(&path(briefing));
    view! { <p class="printed" aria-hidden="true">{address}</p> }.into_any()
}
