//! When something happens. The words come from the domain; each stays one piece of text.

use domain::briefing::When;
use leptos::prelude::*;

/// The days, one line each.
pub fn days(when: &When) -> AnyView {
    let day = when.day.clone().map(|day| {
        view! {
            <time class="fact-big" datetime=when.machine.clone()>
                {day}
            </time>
        }
    });
    let last = when.last_day.clone().map(|day| {
        view! {
            <span class="fact-to">"to"</span>
            <time class="fact-big" datetime=when.machine_end.clone()>
                {day}
            </time>
        }
    });
    view! { {day} {last} }.into_any()
}

/// The hours, one line each: doors, from when until when, on the last day.
pub fn hours(when: &When) -> AnyView {
    let all_day = when.all_day.then(|| view! { <span>"All day"</span> });
    let hours = when.hours.clone().map(|hours| view! { <span class="hours">{hours}</span> });
    let last = when.last_hours.clone().map(|hours| {
        let on = if when.last_day.is_some() { "On the last day " } else { "" };
        view! { <span class="hours">{on} <span>{hours}</span></span> }
    });
    let doors = when.doors.clone().map(|doors| {
        view! { <span class="fine">"Doors open " <span>{doors}</span></span> }
    });
    view! { {all_day} {hours} {last} {doors} }.into_any()
}

/// The day or the days on one line, for lists.
pub fn line(when: &When) -> Option<String> {
    match (&when.day, &when.last_day) {
        (Some(day), Some(last)) => Some(format!("{day} – {last}")),
        (Some(day), None) => Some(day.clone()),
        _ => None,
    }
}
