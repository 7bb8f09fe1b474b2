//! All events for staff: what is coming with its drafts, what is past, what was deleted.

mod table;

use domain::event::{self, Programme};
use leptos::prelude::*;

use crate::context::{desk, query, staff};
use crate::pages::shown;
use crate::ui::head::private_head;
use crate::ui::notice::Done;
use crate::ui::pager::address;

pub use table::pill;

const PATH: &str = "/staff";

/// So many events fit on a screen; more of them can be searched.
const A_SCREENFUL: usize = 12;

/// One of the three lists.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// Still to come, and every draft.
    Coming,
    /// Over.
    Past,
    /// Gone for everybody but staff.
    Deleted,
}

impl Tab {
    const ALL: [Self; 3] = [Self::Coming, Self::Past, Self::Deleted];

    /// As an address has it; nothing for the first.
    fn word(self) -> &'static str {
        match self {
            Self::Coming => "",
            Self::Past => "past",
            Self::Deleted => "deleted",
        }
    }

    fn read(word: Option<&str>) -> Self {
        let word = word.unwrap_or_default();
        Self::ALL.into_iter().find(|tab| tab.word() == word).unwrap_or(Self::Coming)
    }

    fn words(self) -> &'static str {
        match self {
            Self::Coming => "Coming",
            Self::Past => "Past",
            Self::Deleted => "Deleted",
        }
    }

    fn events(self, programme: &Programme) -> &[event::Planned] {
        match self {
            Self::Coming => &programme.coming,
            Self::Past => &programme.past,
            Self::Deleted => &programme.deleted,
        }
    }
}

/// `/staff?tab=…&q=…`
#[component]
pub fn StaffEvents() -> impl IntoView {
    let (desk, staff) = (desk(), staff());
    let tab = Tab::read(query("tab").as_deref());
    let search = query("q").unwrap_or_default().trim().to_owned();
    let done = (query("done").as_deref() == Some("deleted")).then_some(DELETED);
    let asked = search.clone();
    shown(async move { event::programme(&desk, &staff, &asked).await }, move |programme| {
        sheet(&programme, tab, &search, done)
    })
}

const DELETED: &str = "The event is deleted. It can be restored from here at any time.";

fn sheet(programme: &Programme, tab: Tab, search: &str, done: Option<&'static str>) -> AnyView {
    let inside = if programme.all == 0 { first() } else { lists(programme, tab, search) };
    view! {
        {private_head("Events", "en")}
        <main id="main" class="staff">
            {done.map(|words| view! { <Done words/> })}
            <header class="staff-head">
                <h1>"Events"</h1>
                {(programme.all > 0)
                    .then(|| {
                        view! {
                            <div class="actions">
                                <a class="button" href="/staff/events/new">
                                    "New event"
                                </a>
                            </div>
                        }
                    })}
            </header>
            {inside}
        </main>
    }
    .into_any()
}

/// For who has just set up the site.
fn first() -> AnyView {
    view! {
        <section class="panel">
            <h2>"Write the first event"</h2>
            <p>
                "A title is enough to begin. It stays a draft that nobody else can see until you publish it, and you can show it to others by a preview link before."
            </p>
            <a class="button" href="/staff/events/new">
                "Write the first event"
            </a>
        </section>
    }
    .into_any()
}

fn lists(programme: &Programme, tab: Tab, search: &str) -> AnyView {
    let tabs = Tab::ALL.map(|each| {
        let current = (each == tab).then_some("page");
        let path = address(PATH, &[("tab", each.word()), ("q", search)], 1);
        let number = each.events(programme).len();
        view! {
            <a href=path aria-current=current>
                {each.words()} " " <b>{number}</b>
            </a>
        }
    });
    let searchable = programme.all > A_SCREENFUL || !search.is_empty();
    let events = tab.events(programme);
    view! {
        <nav class="tabs" aria-label="Events">
            {tabs.into_iter().collect_view()}
        </nav>
        {searchable.then(|| searching(tab, search))}
        {if events.is_empty() { none(tab, search) } else { table::table(tab, events) }}
    }
    .into_any()
}

fn searching(tab: Tab, search: &str) -> AnyView {
    let tab = tab.word();
    view! {
        <form class="search" role="search" method="get" action=PATH>
            {(!tab.is_empty()).then(|| view! { <input type="hidden" name="tab" value=tab/> })}
            <label for="q">"Title"</label>
            <input id="q" name="q" type="search" value=search.to_owned()/>
            <button type="submit" class="button-quiet">
                "Search"
            </button>
        </form>
    }
    .into_any()
}

fn none(tab: Tab, search: &str) -> AnyView {
    let words = match tab {
        _ if !search.is_empty() => "No event here has these words in its title.",
        Tab::Coming => "Nothing is coming. Begin with a new event.",
        Tab::Past => "Nothing is over yet.",
        Tab::Deleted => "Nothing was deleted. What is deleted can be restored from here.",
    };
    view! { <p>{words}</p> }.into_any()
}
