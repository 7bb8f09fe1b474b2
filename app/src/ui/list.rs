//! Lists of events: one line each, the date first.

use domain::briefing::{Listed, Stage};
use leptos::prelude::*;

use crate::ui::place;

/// The events given, in their order.
pub fn events(events: &[Listed]) -> AnyView {
    view! { <ol class="events">{events.iter().map(entry).collect_view()}</ol> }.into_any()
}

fn entry(event: &Listed) -> AnyView {
    let day = event.when.day.clone().map(|day| {
        view! { <time datetime=event.when.machine.clone()>{day}</time> }
    });
    let undated = day.is_none().then(|| view! { <span class="entry-undated">"No date yet"</span> });
    let last = event.when.last_day.clone();
    let (hours, until) = (event.when.hours.clone(), event.when.last_hours.clone());
    view! {
        <li class="entry">
            <div class="entry-when">
                {day}
                {undated}
                {hours.map(|hours| view! { <span>{hours}</span> })}
                {last
                    .map(|day| {
                        view! {
                            <span>
                                "to " <time datetime=event.when.machine_end.clone()>{day}</time>
                            </span>
                        }
                    })}
                {until.map(|until| view! { <span>{until}</span> })}
            </div>
            <div class="entry-what">
                <h3 dir="auto">
                    <a href=format!("/events/{}", event.slug)>{event.title.clone()}</a>
                </h3>
                {event.subtitle.clone().map(|subtitle| view! { <p class="entry-sub" dir="auto">{subtitle}</p> })}
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
