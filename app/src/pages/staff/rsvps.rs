//! An event's RSVPs: how full it is, who comes, who waits in which order; searched and taken along.

mod add;
mod came;
mod csv;
mod fill;
pub mod filters;
mod table;

use domain::rsvp::Taken;
use domain::rsvp::list::{Fill, Heading, List, Tab, Wanted, list};
use leptos::prelude::*;

use crate::context::{desk, param, query, sent, site, staff};
use crate::pages::shown;
use crate::ui::head::private_head;
use crate::ui::notice::{Done, NotTaken};
use crate::ui::pager::{address, pager};

pub use add::{AddPage, add};
pub use came::mark;
pub use csv::csv;
pub use fill::{fill, over};
pub use table::state;

/// `/staff/events/{id}/rsvps?state=…&q=…&page=…`
#[component]
pub fn RsvpsPage() -> impl IntoView {
    let (desk, staff, zone) = (desk(), staff(), site().zone);
    let id = number(&param("id"));
    let wanted = asked();
    let stale = use_context::<csv::Stale>();
    let problem = sent::<()>().map(|sent| sent.problem);
    let done = query("done").as_deref().and_then(came::told);
    let asked = wanted.clone();
    shown(async move { list(&desk, &staff, id, &asked, zone).await }, move |list| {
        let notice = view! {
            {problem.map(|problem| view! { <NotTaken problem done="changed"/> })}
            {done.map(|words| view! { <Done words/> })}
        };
        sheet(&list, &wanted, stale.is_some(), notice.into_any())
    })
}

/// Where a letter to those on the list is begun.
fn write_to(event_id: i64, wanted: &Wanted) -> String {
    address(&format!("/staff/events/{event_id}/mail/new"), &wanted.pairs(), 1)
}

/// What the address asks for.
fn asked() -> Wanted {
    let names = ["state", "q", "category", "part", "again", "came", "page"];
    let values = names.map(|name| (name, query(name).unwrap_or_default()));
    Wanted::of_pairs(values.iter().map(|(name, value)| (*name, value.as_str())))
}

/// A row's number as the address has it; what is no number is nobody's.
pub fn number(raw: &str) -> i64 {
    raw.parse().unwrap_or(0)
}

/// Where the list of an event stands.
pub fn path(event_id: i64) -> String {
    format!("/staff/events/{event_id}/rsvps")
}

/// The way from all events to this list.
pub fn crumbs(event: &Heading) -> AnyView {
    view! {
        <a href="/staff">"Events"</a>
        <a href=format!("/staff/events/{}", event.id) dir="auto">
            {event.title.clone()}
        </a>
    }
    .into_any()
}

fn sheet(list: &List, wanted: &Wanted, stale: bool, notice: AnyView) -> AnyView {
    let event = &list.event;
    let path = path(event.id);
    let asked = wanted.pairs();
    let here = address(&path, &asked, list.leaf.number);
    view! {
        {private_head(&format!("RSVPs: {}", event.title), "en")}
        <main id="main" class="staff">
            {notice} {stale.then(|| csv::sign_in_again(&here))}
            <header class="staff-head">
                <p class="crumbs">{crumbs(event)}</p>
                <h1>"RSVPs"</h1>
                <div class="actions">
                    <a class="button" href=format!("{path}/new")>
                        "Add by hand"
                    </a>
                    <a class="button button-plain" href=write_to(event.id, wanted)>
                        "Write to these"
                    </a>
                    <a class="button button-plain" href="#file">
                        "Take the list along"
                    </a>
                </div>
            </header>
            {fills(event)}
            {said_again(&path, list)}
            {tabs(&path, list, wanted)}
            {filters::search(&path, wanted)}
            {came::panel(list, wanted)}
            {if list.rows.is_empty() { nothing(event, wanted) } else { table::table(list, wanted) }}
            {pager(&path, &asked, list.leaf)}
            {csv::form(list, wanted)}
        </main>
    }
    .into_any()
}

/// `12 of 40 said again that they come`, once somebody did.
fn said_again(path: &str, list: &List) -> Option<AnyView> {
    let (sure, seated) = list.said_again?;
    let words = format!("{sure} of {seated} who are confirmed said again that they come");
    let sure = format!("{path}?state=confirmed&again=yes");
    Some(view! { <p><a href=sure>{words}</a></p> }.into_any())
}

/// How full the event is, the room and online each when there are both.
pub fn fills(event: &Heading) -> AnyView {
    let both = event.has_both();
    event.halves.iter().map(|half| counts(half, both)).collect_view().into_any()
}

fn counts(half: &Fill, both: bool) -> AnyView {
    let place = match (both, half.online) {
        (false, _) => "",
        (true, false) => " in the room",
        (true, true) => " online",
    };
    let of = half.limit.map(|limit| view! { " " <small>{format!("of {limit}")}</small> });
    let seats = (half.wanted > half.waiting)
        .then(|| view! { " " <small>{format!("for {} seats", half.wanted)}</small> });
    let more = [("On offer", half.offered), ("Asked", half.asked)];
    let more = more.into_iter().filter(|(_, number)| *number > 0).map(|(words, number)| {
        view! {
            <div>
                <dt>{format!("{words}{place}")}</dt>
                <dd>{number}</dd>
            </div>
        }
    });
    let taken = Taken { confirmed: half.seated, offered: half.offered };
    view! {
        <dl class="counts">
            <div>
                <dt>{format!("Confirmed{place}")}</dt>
                <dd>{half.seated} {of}</dd>
            </div>
            <div>
                <dt>{format!("Waiting{place}")}</dt>
                <dd>{half.waiting} {seats}</dd>
            </div>
            {more.collect_view()}
        </dl>
        {fill(taken, half.limit, place)}
    }
    .into_any()
}

fn tabs(path: &str, list: &List, wanted: &Wanted) -> AnyView {
    let tabs = Tab::ALL.into_iter().zip(list.on_tabs).map(|(tab, count)| {
        let href = address(path, &Wanted { tab, ..wanted.clone() }.pairs(), 1);
        view! {
            <a href=href aria-current=(tab == wanted.tab).then_some("page")>
                {words(tab)}
                " "
                <b>{count}</b>
            </a>
        }
    });
    view! {
        <nav class="tabs" aria-label="RSVPs by state">
            {tabs.collect_view()}
        </nav>
    }
    .into_any()
}

fn words(tab: Tab) -> &'static str {
    match tab {
        Tab::All => "All",
        Tab::Confirmed => "Confirmed",
        Tab::Waiting => "Waiting",
        Tab::Asked => "Asked",
        Tab::Cancelled => "Cancelled",
    }
}

fn nothing(event: &Heading, wanted: &Wanted) -> AnyView {
    let path = path(event.id);
    if event.rsvps == 0 {
        return view! {
            <p>
                "Nobody has replied yet. Replies stand here as soon as they come; "
                <a href=format!("{path}/new")>"add somebody by hand"</a>
                " who told you otherwise."
            </p>
        }
        .into_any();
    }
    if !wanted.is_narrow() {
        return view! { <p>"Nobody stands here just now."</p> }.into_any();
    }
    view! {
        <p>
            "Nobody fits this search. It looks for each word in names, organisations and addresses. "
            <a href=address(&path, &[("state", wanted.tab.word())], 1)>"Show everybody"</a>
        </p>
    }
    .into_any()
}
