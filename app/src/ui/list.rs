//! Lists of events: one line each, the date first.

use domain::briefing::{Listed, Stage};
use leptos::prelude::*;

use crate::ui::place;

/// The events given, in their order.
pub fn events(events: &[Listed]) -> AnyView {
    view! { <ol class="events">{events.iter().map(entry).collect_view()}</ol> }.into_any()
}

fn entry(event: &Listed) -> AnyView {
    let day = event.when.day.clone().unwrap_or_else(|| "No date yet".to_owned());
    let last = event.when.last_day.clone();
    let hours = event.when.hours.clone();
    view! {
        <li class="entry">
            <div class="entry-when">
                <time datetime=event.when.machine.clone()>{day}</time>
                {last
                    .map(|day| {
                        view! {
                            <span>
                                "to " <time datetime=event.when.machine_end.clone()>{day}</time>
                            </span>
                        }
                    })}
                {hours.map(|hours| view! { <span>{hours}</span> })}
            </div>
            <div class="entry-what">
                <h3>
                    <a href=format!("/events/{}", event.slug)>{event.title.clone()}</a>
                </h3>
                {event.subtitle.clone().map(|subtitle| view! { <p class="entry-sub">{subtitle}</p> })}
                {place::line(&event.place).map(|place| view! { <p>{place}</p> })}
                {by(event)} {tag(event.stage)}
            </div>
        </li>
    }
    .into_any()
}

fn by(event: &Listed) -> Option<AnyView> {
    if event.hosts.is_empty() {
        return None;
    }
    let hosts = event.hosts.join(", ");
    Some(view! { <p class="fine">{hosts}</p> }.into_any())
}

fn tag(stage: Stage) -> Option<AnyView> {
    let (class, words) = match stage {
        Stage::Cancelled => ("tag tag-wrong", "Cancelled"),
        Stage::Postponed => ("tag tag-wrong", "Postponed"),
        Stage::UnderWay => ("tag tag-good", "Under way"),
        Stage::Coming | Stage::Over => return None,
    };
    Some(view! { <p class=class>{words}</p> }.into_any())
}
