//! A speaker's schedule, by the link from the mail: where they are wanted next, then everything else.
//!
//! It is read on a phone in a corridor, so what comes next fills the first screen. Opening the link
//! changes nothing, and nothing that is pressed here is public before the hosts have agreed.

mod deeds;
mod item;
mod line;
mod proposed;
mod when;
mod words;

use domain::agenda::{self, Agenda};
use domain::proposal::Verdict;
use leptos::prelude::*;

use crate::addresses::Addresses;
use crate::context::{desk, param, query, sent};
use crate::pages::shown;
use crate::problem::Problem;
use crate::ui::head::private_head;
use crate::ui::notice::{Done, NotTaken};

pub use words::{WordsForm, WordsOfEventPage, WordsPage};

/// Where the forms of a schedule lead.
pub fn forms(addresses: Addresses) -> Addresses {
    addresses
        .post("/s/{token}/answer", deeds::answer)
        .post("/s/{token}/withdraw", deeds::withdraw)
        .post("/s/{token}/words", deeds::words)
        .post("/s/{token}/words/{event}", deeds::words_of_event)
}

/// `/s/{token}`
#[component]
pub fn SchedulePage() -> impl IntoView {
    let (desk, token, done) = (desk(), param("token"), query("done"));
    let problem = sent::<()>().map(|sent| sent.problem);
    let pass = token.clone();
    shown(async move { agenda::agenda(&desk, &pass).await }, move |agenda| {
        sheet(&agenda, &token, problem, done.and_then(|done| told(&done)))
    })
}

/// What was just done, by the word that the redirect carries.
fn told(done: &str) -> Option<&'static str> {
    match done {
        "answered" => Some("Thank you. The hosts have your answer and will confirm it."),
        "proposed" => Some("Thank you. It waits for the hosts; nothing is public yet."),
        "same" => Some("Nothing was different, so nothing was sent."),
        "withdrawn" => Some("Taken back: the hosts see it no more."),
        _ => None,
    }
}

fn sheet(
    agenda: &Agenda,
    token: &str,
    problem: Option<Problem>,
    done: Option<&'static str>,
) -> AnyView {
    let path = path(token);
    view! {
        {private_head("Your schedule", "en")}
        <main id="main" class="page own agenda">
            {problem.map(|problem| view! { <NotTaken problem/> })}
            {done.map(|words| view! { <Done words/> })}
            {head(agenda)}
            {next(agenda, &path)}
            {coming(agenda, &path)}
            {past(agenda, &path)}
            {along(agenda, &path)}
            <p class="fine">
                "This page is yours alone: whoever has its link sees it. It follows every change by itself."
            </p>
        </main>
    }
    .into_any()
}

fn head(agenda: &Agenda) -> AnyView {
    let words = if agenda.by_assistant { "Schedule of" } else { "Your schedule" };
    view! {
        <header class="agenda-head">
            <p class="kicker">{words}</p>
            <h1 dir="auto">{agenda.name.clone()}</h1>
        </header>
    }
    .into_any()
}

fn next(agenda: &Agenda, path: &str) -> AnyView {
    match &agenda.next {
        Some(next) => item::next(next, path),
        None => view! {
            <p class="lead">"Nothing is planned just now. What is new will stand here by itself."</p>
        }
        .into_any(),
    }
}

fn coming(agenda: &Agenda, path: &str) -> Option<AnyView> {
    let items = agenda.coming.iter().map(|one| line::line(one, path)).collect_view();
    let list = view! {
        <section class="agenda-list" aria-labelledby="coming">
            <h2 id="coming">{if agenda.next.is_some() { "Also to come" } else { "To come" }}</h2>
            <ol>{items}</ol>
        </section>
    };
    (!agenda.coming.is_empty()).then(|| list.into_any())
}

fn past(agenda: &Agenda, path: &str) -> Option<AnyView> {
    let items = agenda.past.iter().map(|one| line::line(one, path)).collect_view();
    let list = view! {
        <details class="agenda-list">
            <summary>{format!("Over ({})", agenda.past.len())}</summary>
            <ol>{items}</ol>
        </details>
    };
    (!agenda.past.is_empty()).then(|| list.into_any())
}

/// The calendar, and what is said of them in general.
fn along(agenda: &Agenda, path: &str) -> AnyView {
    let zone = agenda.zone.clone().map(|zone| {
        view! {
            <p class="fine">
                "Times are those of the place where it happens, and beside them yours (" {zone.replace('_', " ")} ") where clocks read otherwise."
            </p>
        }
    });
    view! {
        <section class="give-up" aria-labelledby="along">
            <h2 id="along">"Take it along"</h2>
            {zone}
            <p class="actions">
                <a href=format!("{path}.ics")>"Your calendar as a file"</a>
                <a href=format!("{path}/words")>"What is said of you"</a>
            </p>
            <p class="fine">
                "A calendar that subscribes to the file’s address follows every change."
            </p>
            {proposed::list(&agenda.proposals, path)}
        </section>
    }
    .into_any()
}

/// The page's own path.
fn path(token: &str) -> String {
    format!("/s/{token}")
}

/// How a proposal stands, in a few words.
fn stands(verdict: Option<Verdict>) -> &'static str {
    match verdict {
        None => "Waiting for the hosts",
        Some(Verdict::Taken) => "Taken over",
        Some(Verdict::NotTaken) => "Not taken over",
    }
}
