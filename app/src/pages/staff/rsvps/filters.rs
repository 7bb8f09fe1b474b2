//! What narrows the list besides its tabs, as controls: for looking, and for writing to a group.

use domain::rsvp::CATEGORIES;
use domain::rsvp::list::{Choice, Tab, Wanted};
use leptos::prelude::*;

use super::words;
use crate::ui::control::{Asked, pick};
use crate::ui::pager::address;

/// Search, and what narrows it, in one form that leads to the list again.
pub fn search(path: &str, wanted: &Wanted) -> AnyView {
    let state = wanted.tab.word();
    let state =
        (!state.is_empty()).then(|| view! { <input type="hidden" name="state" value=state/> });
    let narrow = Wanted { question: String::new(), ..wanted.clone() }.is_narrow();
    let everybody = wanted.is_narrow().then(
        || view! { <a href=address(path, &[("state", wanted.tab.word())], 1)>"Show everybody"</a> },
    );
    view! {
        <form class="narrowing" role="search" method="get" action=path.to_owned()>
            {state} <div class="search">{question(wanted)}</div>
            <details open=narrow>
                <summary>"Narrow the list"</summary>
                <div class="narrowing-controls">{controls(wanted, &|_| None)}</div>
                <div class="actions">
                    <button type="submit" class="button button-plain">
                        "Narrow"
                    </button>
                    {everybody}
                </div>
            </details>
        </form>
    }
    .into_any()
}

fn question(wanted: &Wanted) -> AnyView {
    view! {
        <label for="q">"Names, organisation or address"</label>
        <input
            id="q"
            name="q"
            type="search"
            value=wanted.question.clone()
            maxlength="200"
            dir="auto"
            autocomplete="off"
            spellcheck="false"
        />
        <button type="submit" class="button-quiet">
            "Search"
        </button>
    }
    .into_any()
}

/// What narrows a question besides tab and words; `why` knows what is wrong with a control.
pub fn controls(wanted: &Wanted, why: &dyn Fn(&str) -> Option<String>) -> AnyView {
    let [.., category, part, again, came] = wanted.pairs();
    let all = [
        control("Comes as", category, &CATEGORIES, "Anybody"),
        control("Takes part", part, &Wanted::parts(), "In the room or online"),
        control("Confirmed again", again, &Wanted::agains(), "Said it again or not"),
        control("Attendance", came, &Wanted::cames(), "Came or not"),
    ];
    let all = all
        .into_iter()
        .map(|(asked, choices)| pick(&Asked { why: why(&asked.name), ..asked }, &choices));
    all.collect_view().into_any()
}

/// The tab as a control, and what is wrong with it.
pub fn tab(wanted: &Wanted, why: Option<String>) -> AnyView {
    let tabs =
        Tab::ALL.map(|tab| (tab.word(), if tab == Tab::All { "Everybody" } else { words(tab) }));
    let choices: Vec<_> =
        tabs.iter().map(|(word, words)| ((*word).to_owned(), (*words).to_owned())).collect();
    let asked = Asked {
        name: "state".to_owned(),
        label: "State",
        help: "“Everybody” leaves out who gave up or was cancelled.",
        value: wanted.tab.word().to_owned(),
        why,
        ..Asked::default()
    };
    pick(&asked, &choices)
}

/// A control with its choices.
fn control(
    label: &'static str,
    (name, value): (&'static str, &str),
    choices: &[Choice],
    any: &str,
) -> (Asked, Vec<(String, String)>) {
    let first = (String::new(), any.to_owned());
    let choices = choices.iter().map(|(word, words)| ((*word).to_owned(), (*words).to_owned()));
    let choices: Vec<_> = std::iter::once(first).chain(choices).collect();
    let asked = Asked { name: name.to_owned(), label, value: value.to_owned(), ..Asked::default() };
    (asked, choices)
}
