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
use crate::ui::facts::{Along, facts};
use crate::ui::head::{Islands, head_now, private_head};
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
    let summary = briefing.description.as_deref().map(markdown::summary);
    let about = summary.as_deref().or(briefing.subtitle.as_deref());
    view! {
        {head_now(now, &briefing.title, &path(briefing), about, &briefing.language)}
        {(open || tells_your_time(briefing)).then(|| view! { <Islands/> })}
        <main id="main" class="event">
            <div class="event-news">
                {problem.map(|problem| view! { <NotTaken problem/> })}
                {banner::banner(briefing)}
            </div>
            {what_it_says(briefing, along(briefing))}
            {panel::panel(briefing, sent)}
            {printed(briefing)}
        </main>
    }
    .into_any()
}

/// The page as it will be once everybody may see it, below a ribbon that says how things are. It
/// holds no link to what is not there yet, and its form cannot be sent.
pub fn preview_sheet(briefing: &Briefing, ribbon: AnyView) -> AnyView {
    let along = Along { arrival: arrival(briefing), entry: None };
    view! {
        {private_head(&format!("Preview: {}", briefing.title), &briefing.language)}
        {tells_your_time(briefing).then(|| view! { <Islands/> })}
        <main id="main" class="event">
            <p class="ribbon" lang="en">
                {ribbon}
            </p>
            <div class="event-news">{banner::banner(briefing)}</div>
            {what_it_says(briefing, along)}
            {panel::only_shown(briefing)}
        </main>
    }
    .into_any()
}

fn what_it_says(briefing: &Briefing, along: Along) -> AnyView {
    view! {
        {heading::heading(briefing)}
        {bar(briefing)}
        {facts(briefing, along)}
        <div class="event-story">
            {line_up::line_up(&briefing.line_up)}
            {agenda::agenda(briefing)}
            {about::about(briefing)}
        </div>
    }
    .into_any()
}

fn tells_your_time(briefing: &Briefing) -> bool {
    let coming = matches!(briefing.stage, Stage::Coming | Stage::UnderWay);
    coming && briefing.when.machine.as_ref().is_some_and(|moment| moment.contains('T'))
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

fn along(briefing: &Briefing) -> Along {
    let happens = matches!(briefing.stage, Stage::Coming | Stage::UnderWay);
    let dated = happens && briefing.when.day.is_some();
    Along { entry: dated.then(|| format!("{}.ics", path(briefing))), arrival: arrival(briefing) }
}

fn arrival(briefing: &Briefing) -> Option<String> {
    briefing.place.arrival.is_some().then(|| "#arrive".to_owned())
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
