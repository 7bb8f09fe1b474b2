//! When something happens. The words come from the domain; each stays one piece of text.

use domain::briefing::When;
use leptos::prelude::*;

/// One line each: the day, its hours, when the doors open; the last day and until when.
///
/// Each hour stands under its own day, or it would read as the other day's.
pub fn when(when: &When) -> AnyView {
    let day = when.day.clone().map(|day| {
        view! {
            <time class="fact-big" datetime=when.machine.clone()>
                {day}
            </time>
        }
    });
    let hours = when.hours.clone().map(|hours| view! { <span class="hours">{hours}</span> });
    let doors = when.doors.clone().map(|doors| {
        view! { <span class="fine">"Doors open " <span>{doors}</span></span> }
    });
    let last = when.last_day.clone().map(|day| {
        view! {
            <span class="fact-to">"to"</span>
            <time class="fact-big" datetime=when.machine_end.clone()>
                {day}
            </time>
        }
    });
    let until = when.last_hours.clone().map(|until| view! { <span class="hours">{until}</span> });
    let all_day = when.all_day.then(|| view! { <span>"All day"</span> });
    view! { {day} {hours} {doors} {last} {until} {all_day} }.into_any()
}

/// The day or the days on one line, for lists.
pub fn line(when: &When) -> Option<String> {
    match (&when.day, &when.last_day) {
        (Some(day), Some(last)) => Some(format!("{day} – {last}")),
        (Some(day), None) => Some(day.clone()),
        _ => None,
    }
}
