//! The outbox: what waits, what failed and why, what went out; a button to try again, one to stop.
//!
//! Buttons lead back to the list that they were pressed on.

mod deeds;
mod queue;
mod table;

use domain::outbox::{self, Counts, Letters, Shelf, Wanted};
use domain::time::Zone;
use leptos::prelude::*;

use crate::context::{desk, query, sent, site, staff};
use crate::pages::shown;
use crate::ui::head::private_head;
use crate::ui::notice::{Done, NotTaken};
use crate::ui::pager::{address, pager};

pub use deeds::{ButtonForm, retry, retry_failed, stop};

pub(super) const PATH: &str = "/staff/letters";

const SHELVES: [(Shelf, &str, &str); 4] = [
    (Shelf::OnTheWay, "queue", "On the way"),
    (Shelf::Failed, "failed", "Failed"),
    (Shelf::Sent, "sent", "Sent"),
    (Shelf::Stopped, "stopped", "Stopped"),
];

/// `/staff/letters?state=…&event=…&q=…&page=…`
#[component]
pub fn LettersPage() -> impl IntoView {
    let (desk, staff, zone) = (desk(), staff(), site().zone);
    let refused = sent::<ButtonForm>();
    let state = query("state");
    let asked = SHELVES.iter().find(|(_, word, _)| state.as_deref() == Some(word));
    let wanted = Wanted {
        shelf: asked.map_or(Shelf::OnTheWay, |(shelf, ..)| *shelf),
        // What is no number is no event: the list is empty then, not that of all.
        event: query("event").map(|event| event.parse().unwrap_or(0)),
        words: query("q").unwrap_or_default(),
        page: query("page").and_then(|page| page.parse().ok()).unwrap_or(1),
    };
    let done = query("done").and_then(|done| told(&done));
    let asked = wanted.clone();
    let reading = async move { outbox::letters(&desk, &staff, &asked, zone).await };
    shown(reading, move |letters| {
        let problem = refused.map(|refused| refused.problem);
        view! {
            {private_head("Letters", "en")}
            <main id="main" class="staff">
                {problem.map(|problem| view! { <NotTaken problem/> })}
                {done.map(|words| view! { <Done words/> })}
                {sheet(&letters, &wanted, zone)}
            </main>
        }
        .into_any()
    })
}

/// What was just done, by the word that the redirect carries.
pub fn told(done: &str) -> Option<&'static str> {
    match done {
        "due" => Some("The letter goes out now. It takes a moment; load this page again to see."),
        "all" => {
            Some("Those that failed go out now, but for the ones that make no sense any more.")
        }
        "none" => Some("None of them can go out any more. Beside each it says why."),
        "stopped" => Some("The letter was stopped. Nobody will get it."),
        _ => None,
    }
}

fn sheet(letters: &Letters, wanted: &Wanted, zone: Zone) -> AnyView {
    let state = word(wanted.shelf);
    let event = wanted.event.map(|id| id.to_string()).unwrap_or_default();
    let kept = [("event", event.as_str()), ("q", wanted.words.as_str())];
    let asked = [("state", state), kept[0], kept[1]];
    let here = address(PATH, &asked, letters.leaf.number);
    view! {
        <header class="staff-head">
            <h1>"Letters"</h1>
            {queue::queue(letters, zone)}
            {retry_all(letters, wanted)}
        </header>
        {letters.event.as_ref().map(|about| queue::narrowed(about, state))}
        {tabs(letters.found, wanted.shelf, &kept)}
        {search(state, &event, &wanted.words)}
        {if letters.rows.is_empty() {
            nothing(wanted)
        } else {
            table::table(&letters.rows, &here, zone)
        }}
        {pager(PATH, &asked, letters.leaf)}
    }
    .into_any()
}

fn retry_all(letters: &Letters, wanted: &Wanted) -> Option<AnyView> {
    // It retries those of all events.
    let all = wanted.shelf == Shelf::Failed && wanted.event.is_none();
    let several = all && letters.counts.failed > 1;
    several.then(|| {
        view! {
            <div class="actions">
                <form method="post" action="/staff/letters/retry">
                    <button type="submit" class="button button-plain">
                        "Retry all that failed"
                    </button>
                </form>
            </div>
        }
        .into_any()
    })
}

fn tabs(counts: Counts, shelf: Shelf, kept: &[(&str, &str); 2]) -> AnyView {
    let tabs = SHELVES.iter().map(|(own, word, words)| {
        let count = match own {
            Shelf::Failed => counts.failed,
            Shelf::Sent => counts.sent,
            Shelf::Stopped => counts.stopped,
            Shelf::OnTheWay | Shelf::Nobodys => counts.on_the_way,
        };
        view! {
            <a href=address(PATH, &[("state", word), kept[0], kept[1]], 1) aria-current=(*own == shelf).then_some("page")>
                {*words}
                " "
                <b>{count}</b>
            </a>
        }
    });
    view! {
        <nav class="tabs" aria-label="Letters by state">
            {tabs.collect_view()}
        </nav>
    }
    .into_any()
}

fn search(state: &'static str, event: &str, words: &str) -> AnyView {
    let event = (!event.is_empty())
        .then(|| view! { <input type="hidden" name="event" value=event.to_owned()/> });
    view! {
        <form class="search" role="search" method="get" action=PATH>
            <input type="hidden" name="state" value=state/>
            {event}
            <label for="q">"Name, organisation or address"</label>
            <input id="q" name="q" type="search" value=words.to_owned() maxlength="200" dir="auto"/>
            <button type="submit" class="button-quiet">
                "Search"
            </button>
        </form>
    }
    .into_any()
}

fn nothing(wanted: &Wanted) -> AnyView {
    let words = match wanted.shelf {
        _ if !wanted.words.trim().is_empty() => "No letter here fits this search.",
        _ if wanted.event.is_some() => "No letter about this event stands here.",
        Shelf::Failed => "No letter has failed.",
        Shelf::Sent => "No letter was sent yet.",
        Shelf::Stopped => "No letter was stopped.",
        Shelf::OnTheWay | Shelf::Nobodys => "Every letter that was written has left.",
    };
    view! { <p>{words}</p> }.into_any()
}

fn word(shelf: Shelf) -> &'static str {
    SHELVES.iter().find(|(own, ..)| *own == shelf).map_or("queue", |(_, word, _)| word)
}
