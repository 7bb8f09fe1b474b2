//! Speakers: everybody who was entered, what needs care about them, and the pages about one of them.

pub mod add;
mod clash;
pub mod contact;
mod deeds;
pub mod draft;
mod links;
mod new;
mod occasions;
mod one;
mod pair;
pub mod standing;
mod table;
mod typed;

use domain::speaker::list::{self, List, Only};
use leptos::prelude::*;

use crate::addresses::Addresses;
use crate::context::{desk, query, staff};
use crate::pages::shown;
use crate::ui::head::private_head;
use crate::ui::pager::{address, pager};

pub use add::AddPage;
pub use contact::ContactPage;
pub use deeds::stand;
pub use new::NewPage;
pub use one::SpeakerPage;
pub use pair::PairPage;
pub use typed::Typed;

/// Where the list stands.
const PATH: &str = "/staff/speakers";

/// Where the forms on these pages lead.
pub fn forms(addresses: Addresses) -> Addresses {
    addresses
        .post("/staff/speakers", deeds::start)
        .post("/staff/speakers/{id}", deeds::save)
        .post("/staff/speakers/{id}/contact", contact::keep)
        .post("/staff/speakers/{id}/add", add::add)
        .post("/staff/speakers/{id}/state", deeds::set)
        .post("/staff/speakers/{id}/schedule", links::mail)
        .post("/staff/speakers/{id}/links/revoke", links::revoke)
        .post("/staff/speakers/{id}/merge/{other}", pair::merge)
        .post("/staff/speakers/{id}/apart/{other}", deeds::keep_apart)
}

/// The page of a speaker.
pub fn path(id: i64) -> String {
    format!("{PATH}/{id}")
}

/// The way from all speakers to a page about one.
fn crumbs(id: i64, name: &str) -> AnyView {
    view! {
        <p class="crumbs">
            <a href=PATH>"Speakers"</a>
            <a href=path(id) dir="auto">
                {name.to_owned()}
            </a>
        </p>
    }
    .into_any()
}

/// `/staff/speakers?q=…&only=…&page=…`
#[component]
pub fn SpeakersPage() -> impl IntoView {
    let (desk, staff) = (desk(), staff());
    let question = query("q").unwrap_or_default().trim().to_owned();
    let only = Only::read(&query("only").unwrap_or_default());
    let page = query("page").and_then(|page| page.parse().ok()).unwrap_or(1);
    let asked = question.clone();
    shown(async move { list::list(&desk, &staff, &asked, only, page).await }, move |list| {
        sheet(&list, &question, only)
    })
}

fn sheet(list: &List, question: &str, only: Only) -> AnyView {
    let query = [("q", question), ("only", only.word())];
    let found = if list.rows.is_empty() {
        nothing(list, question, only)
    } else {
        view! {
            <p class="fine">{counted(list)}</p>
            {table::table(&list.rows)}
        }
        .into_any()
    };
    view! {
        {private_head("Speakers", "en")}
        <main id="main" class="staff">
            <header class="staff-head">
                <h1>"Speakers"</h1>
                <p class="lead-small">
                    "Everybody is entered once and can appear at many events. Names in line-ups come here by themselves."
                </p>
                <div class="actions">
                    <a class="button" href=format!("{PATH}/new")>
                        "New speaker"
                    </a>
                </div>
            </header>
            {(list.all > 0).then(|| searching(question, only))}
            {found}
            {pager(PATH, &query, list.leaf)}
        </main>
    }
    .into_any()
}

fn counted(list: &List) -> String {
    match (list.leaf.found, list.all) {
        (1, 1) => "One speaker".to_owned(),
        (found, all) if u64::try_from(all) == Ok(found) => format!("{all} speakers"),
        (found, all) => format!("{found} of {all} speakers"),
    }
}

fn searching(question: &str, only: Only) -> AnyView {
    let choices = Only::ALL.map(|(each, word, words)| {
        view! {
            <option value=word selected=each == only>
                {words}
            </option>
        }
    });
    view! {
        <form class="search" role="search" method="get" action=PATH>
            <label for="q">"Name, title or organisation"</label>
            <input
                id="q"
                name="q"
                type="search"
                value=question.to_owned()
                maxlength="200"
                dir="auto"
                autocomplete="off"
                spellcheck="false"
            />
            <label for="only">"Show"</label>
            <select id="only" name="only">
                {choices.into_iter().collect_view()}
            </select>
            <button type="submit" class="button-quiet">
                "Search"
            </button>
        </form>
    }
    .into_any()
}

fn nothing(list: &List, question: &str, only: Only) -> AnyView {
    if list.all == 0 {
        return view! {
            <p>
                "Nobody is entered yet. Whoever stands in the line-up of an event comes here by themselves."
            </p>
        }
        .into_any();
    }
    let all = address(PATH, &[], 1);
    let words = if question.is_empty() && only != Only::All {
        "Nobody needs this just now. "
    } else {
        "Nobody fits this search. "
    };
    view! {
        <p>
            {words} <a href=all>"Show everybody"</a>
        </p>
    }
    .into_any()
}
