//! The events of one list as rows: what, how it stands, when, where, who comes.

use domain::briefing::Mode;
use domain::event::{Condition, Planned};
use domain::rsvp::Taken;
use leptos::prelude::*;

use super::Tab;
use crate::pages::staff::rsvps::over;
use crate::ui::{place, time};

/// The table.
pub fn table(tab: Tab, events: &[Planned]) -> AnyView {
    let rows = events.iter().map(row).collect_view();
    view! {
        <div class="table-frame">
            <table class="table">
                <caption class="apart">"Events"</caption>
                <thead>{if tab == Tab::Deleted { deleted_heads() } else { heads() }}</thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn heads() -> AnyView {
    view! {
        <tr>
            <th scope="col">"Event"</th>
            <th scope="col">"State"</th>
            <th scope="col">"When"</th>
            <th scope="col">"Where"</th>
            <th scope="col" class="number">
                "RSVPs"
            </th>
        </tr>
    }
    .into_any()
}

fn deleted_heads() -> AnyView {
    view! {
        <tr>
            <th scope="col">"Event"</th>
            <th scope="col">"Was"</th>
            <th scope="col">"When"</th>
            <th scope="col">"Deleted"</th>
            <th scope="col">
                <span class="apart">"Restore"</span>
            </th>
        </tr>
    }
    .into_any()
}

fn row(event: &Planned) -> AnyView {
    let rest = match &event.deleted {
        Some(deleted) => view! {
            <td data-label="Was">
                <span class="tag">{event.condition.to_string()}</span>
            </td>
            <td data-label="When">{when(event)}</td>
            <td data-label="Deleted">{deleted.clone()}</td>
            <td class="number">{restoring(event)}</td>
        }
        .into_any(),
        None => view! {
            <td data-label="State">{pill(&event.condition)}</td>
            <td data-label="When">{when(event)}</td>
            <td data-label="Where" class="wide">
                {place::line(&event.place)}
            </td>
            <td data-label="RSVPs" class="number">
                {rsvps(event)}
            </td>
        }
        .into_any(),
    };
    view! {
        <tr>
            <td>
                <a href=format!("/staff/events/{}", event.id) dir="auto">
                    {event.title.clone()}
                </a>
            </td>
            {rest}
        </tr>
    }
    .into_any()
}

/// The state in words, and in a colour for those who see it.
pub fn pill(condition: &Condition) -> AnyView {
    let class = match condition {
        Condition::Draft => "tag tag-draft",
        Condition::Scheduled(_) => "tag tag-waiting",
        Condition::Published => "tag tag-good",
        Condition::Over => "tag",
        Condition::Cancelled | Condition::Postponed => "tag tag-wrong",
    };
    view! { <span class=class>{condition.to_string()}</span> }.into_any()
}

fn when(event: &Planned) -> AnyView {
    let Some(day) = time::line(&event.when) else { return "No date yet".into_any() };
    let hours = event.when.hours.clone().map(|hours| view! { <small>{hours}</small> });
    view! { {day} " " {hours} }.into_any()
}

/// `42 of 80`, what is on offer, and who waits. Nothing for a draft that nobody could reply to.
fn rsvps(event: &Planned) -> AnyView {
    let tally = event.tally;
    if event.condition == Condition::Draft && tally == domain::rsvp::Tally::default() {
        return ().into_any();
    }
    let both = tally.room + tally.online;
    let mut lines = match event.mode {
        Mode::Hybrid => vec![
            format!("{} in the room", filled(tally.room, event.seats)),
            format!("{} online", filled(tally.online, event.online_seats)),
        ],
        Mode::Online => vec![filled(both, event.online_seats)],
        Mode::InPerson => vec![filled(both, event.seats)],
    };
    let more = [(both.offered, "on offer"), (tally.waiting, "waiting"), (tally.asked, "asked")];
    let more = more.iter().filter(|(number, _)| *number > 0);
    lines.extend(more.map(|(number, what)| format!("{number} {what}")));
    let first = lines.remove(0);
    let others = lines.into_iter().map(|line| view! { " " <small>{line}</small> });
    view! { <span>{first}</span> {others.collect_view()} }.into_any()
}

fn filled(taken: Taken, seats: Option<i64>) -> String {
    let confirmed = taken.confirmed;
    match (seats, over(taken, seats)) {
        (None, _) => confirmed.to_string(),
        (Some(seats), 0) => format!("{confirmed} of {seats}"),
        (Some(seats), over) => format!("{confirmed} of {seats} ({over} over)"),
    }
}

fn restoring(event: &Planned) -> AnyView {
    let label = format!("Restore {}", event.title);
    view! {
        <form method="post" action=format!("/staff/events/{}/restore", event.id)>
            <button type="submit" class="button-quiet" aria-label=label>
                "Restore"
            </button>
        </form>
    }
    .into_any()
}
