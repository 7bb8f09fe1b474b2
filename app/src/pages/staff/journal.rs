//! Who did what: every deed of everybody, the newest first.
//!
//! Guests have no names here. The journal outlives what is known of a guest, so an entry leads to the
//! RSVP instead of repeating what stands there.

use domain::journal::{self, About, Journal, Line, SORTS, Wanted, Who};
use domain::time::{Zone, machine, short_moment};
use leptos::prelude::*;

use crate::context::{desk, query, site, staff};
use crate::pages::shown;
use crate::ui::head::private_head;
use crate::ui::pager::pager;
use crate::ui::table;

const PATH: &str = "/staff/journal";

/// `/staff/journal?event=…&who=…&page=…`
#[component]
pub fn JournalPage() -> impl IntoView {
    let (desk, staff, zone) = (desk(), staff(), site().zone);
    let number = |name| query(name).and_then(|value| value.parse::<i64>().ok());
    let wanted = Wanted {
        event: number("event"),
        who: query("who").and_then(|who| Who::read(&who)),
        page: query("page").and_then(|page| page.parse().ok()).unwrap_or(1),
    };
    shown(async move { journal::read(&desk, &staff, wanted).await }, move |journal| {
        sheet(&journal, wanted, zone)
    })
}

fn sheet(journal: &Journal, wanted: Wanted, zone: Zone) -> AnyView {
    let event = wanted.event.map(|id| id.to_string()).unwrap_or_default();
    let who = wanted.who.map(|who| who.to_string()).unwrap_or_default();
    let asked = [("event", event.as_str()), ("who", who.as_str())];
    view! {
        {private_head("Journal", "en")}
        <main id="main" class="staff">
            <header class="staff-head">
                <h1>"Journal"</h1>
                <p class="lead-small">{counted(journal.leaf.found)}</p>
            </header>
            {narrowing(journal, &event, &who)}
            {if journal.lines.is_empty() {
                nothing(wanted)
            } else {
                table(&journal.lines, zone)
            }}
            {pager(PATH, &asked, journal.leaf)}
        </main>
    }
    .into_any()
}

fn counted(found: u64) -> String {
    match found {
        0 => "No entries.".to_owned(),
        1 => "One entry.".to_owned(),
        many => format!("{many} entries, the newest first."),
    }
}

fn nothing(wanted: Wanted) -> AnyView {
    let words = if wanted.event.is_some() || wanted.who.is_some() {
        "Nobody has done anything that fits this choice."
    } else {
        "Nobody has done anything yet. Whatever happens will be written here."
    };
    view! { <p>{words}</p> }.into_any()
}

fn narrowing(journal: &Journal, event: &str, who: &str) -> AnyView {
    let events = journal.events.iter().map(|about| {
        let gone = if about.deleted { " (deleted)" } else { "" };
        choice(&about.id.to_string(), format!("{}{gone}", about.title), event)
    });
    let people = journal.people.iter().map(|(id, name)| (id.to_string(), name.clone()));
    let sorts = SORTS.iter().map(|(sort, words)| ((*sort).to_owned(), (*words).to_owned()));
    let people = people.chain(sorts).map(|(value, name)| choice(&value, name, who));
    view! {
        <form class="search" role="search" method="get" action=PATH>
            <label for="event">"Event"</label>
            <select id="event" name="event">
                <option value="">"All events"</option>
                {events.collect_view()}
            </select>
            <label for="who">"Who"</label>
            <select id="who" name="who">
                <option value="">"Everybody"</option>
                {people.collect_view()}
            </select>
            <button type="submit" class="button-quiet">
                "Show"
            </button>
        </form>
    }
    .into_any()
}

fn choice(value: &str, words: String, chosen: &str) -> AnyView {
    view! {
        <option value=value.to_owned() selected=value == chosen>
            {words}
        </option>
    }
    .into_any()
}

fn table(lines: &[Line], zone: Zone) -> AnyView {
    let rows = lines.iter().map(|line| {
        view! {
            <tr>
                <td>{time(line, zone)}</td>
                <td data-label="Who">{line.who.clone()}</td>
                <td data-label="What">{deed(line)}</td>
                <td data-label="Event">{line.event.as_ref().map(event)}</td>
            </tr>
        }
    });
    table::with_heads(
        "Who did what, the newest first",
        &["When", "Who", "What", "Event"],
        rows.collect_view(),
    )
}

/// Entries as a column of short lines, for the page of the event or RSVP that they are about.
pub fn timeline(lines: &[Line], zone: Zone) -> AnyView {
    let lines = lines.iter().map(|line| {
        view! {
            <li>
                {time(line, zone)}
                <span>{line.who.clone()} " " {deed(line)}</span>
            </li>
        }
    });
    view! { <ol class="timeline">{lines.collect_view()}</ol> }.into_any()
}

fn time(line: &Line, zone: Zone) -> AnyView {
    let words = short_moment(line.at, desk().now(), zone);
    view! { <time datetime=machine(line.at, zone)>{words}</time> }.into_any()
}

/// What was done, to whom.
fn deed(line: &Line) -> AnyView {
    let gone = line.event.as_ref().is_some_and(|event| event.deleted);
    let rsvp = line.rsvp_id.map(|id| {
        let page = (!gone).then(|| format!("/staff/rsvps/{id}"));
        view! { " · " <a href=page>"an RSVP"</a> }
    });
    let other = line.other.clone().map(|name| view! { ": " <span dir="auto">{name}</span> });
    let speaker = line.speaker.clone().map(|(id, name)| {
        let page = format!("/staff/speakers/{id}");
        view! { ": " <a href=page dir="auto">{name}</a> }
    });
    view! { {line.deed.clone()} {other} {speaker} {rsvp} }.into_any()
}

fn event(about: &About) -> AnyView {
    let gone = about.deleted.then_some(" (deleted)");
    view! {
        <a href=format!("/staff/events/{}", about.id) dir="auto">
            {about.title.clone()}
        </a>
        {gone}
    }
    .into_any()
}
