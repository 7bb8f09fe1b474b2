//! When somebody is wanted: the event's own time, and theirs where clocks read otherwise.

use domain::agenda::Elsewhere;
use domain::briefing::When;
use leptos::prelude::*;

use crate::ui::time;

/// Day and hours, each one piece of text, and the same by their own clocks.
pub(super) fn when(when: &When, elsewhere: Option<&Elsewhere>) -> AnyView {
    view! { {time::when(when)} {elsewhere.map(theirs)} }.into_any()
}

/// `Your time: 12:30 – 2:00 am CEST, Wednesday, April 21, 2027 (the day after)`
pub(super) fn theirs(elsewhere: &Elsewhere) -> AnyView {
    let day = elsewhere.day.clone().map(|day| {
        let shift = elsewhere.shift.map(|shift| format!(" ({shift})"));
        view! {
            <span>
                ", " <b>{day}</b>
                {shift}
            </span>
        }
    });
    view! {
        <span class="elsewhere">
            "Your time: " <span class="elsewhere-hours">{elsewhere.hours.clone()}</span>{day}
        </span>
    }
    .into_any()
}

/// The same on one line, for lists: `Tue, Apr 20, 2:00 – 3:30 pm ET`.
pub(super) fn line(when: &When) -> Option<String> {
    let parts = [&when.day, &when.hours, &when.last_hours];
    let parts: Vec<&str> = parts.into_iter().filter_map(Option::as_deref).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
