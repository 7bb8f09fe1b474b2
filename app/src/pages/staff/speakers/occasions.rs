//! Where a speaker appears: each event with how they stand there and the buttons that change it.

use domain::speaker::Occasion;
use leptos::prelude::*;

use super::{path, standing};
use crate::pages::staff::event;
use crate::pages::staff::events::pill;

/// Everything to come, and what is past, folded.
pub fn panel(id: i64, name: &str, occasions: &[Occasion]) -> AnyView {
    let (ahead, past): (Vec<_>, Vec<_>) = occasions.iter().partition(|one| one.is_ahead);
    let none = occasions.is_empty().then(|| view! { <p>"They are in no line-up yet."</p> });
    let number = past.len();
    let past = (number > 0).then(|| {
        view! {
            <details open=ahead.is_empty()>
                <summary>{format!("Past: {number}")}</summary>
                <ul class="cards">{past.into_iter().map(|one| card(id, one)).collect_view()}</ul>
            </details>
        }
    });
    let to = format!("{}/add", path(id));
    view! {
        <section class="panel" aria-labelledby="appearances">
            <h2 id="appearances">"Appearances"</h2>
            {none}
            <ul class="cards">{ahead.into_iter().map(|one| card(id, one)).collect_view()}</ul>
            {past}
            <p>
                <a class="button button-plain" href=to>
                    "Add to an event"
                    <span class="apart" dir="auto">
                        {format!(": {name}")}
                    </span>
                </a>
            </p>
        </section>
    }
    .into_any()
}

fn card(id: i64, occasion: &Occasion) -> AnyView {
    let appearing = &occasion.appearing;
    let day = occasion.day.clone().unwrap_or_else(|| "No date yet".to_owned());
    let roles = appearing.roles.join(", ");
    let sessions = occasion.sessions.join("; ");
    let called = appearing.printed();
    let printed = if occasion.in_place { "Speaks in place of: " } else { "Printed: " };
    let shown = (!occasion.gone).then(|| standing::public(appearing));
    let deleted = occasion.deleted.then(|| view! { <span class="tag tag-wrong">"Deleted"</span> });
    let buttons = (!occasion.deleted && !occasion.in_place && !occasion.gone)
        .then(|| standing::buttons(&format!("{}/state", path(id)), appearing, &occasion.title));
    view! {
        <li class="row-card">
            <div>
                <h3 dir="auto">
                    <a href=event::path(occasion.event_id)>{occasion.title.clone()}</a>
                </h3>
                <p class="fine">{day} " " {pill(&occasion.condition)} " " {deleted}</p>
                {(!occasion.gone).then(|| view! { <p dir="auto">{printed} {called}</p> })}
                {(!roles.is_empty()).then(|| view! { <p>"Role: " {roles}</p> })}
                {(!sessions.is_empty()).then(|| view! { <p dir="auto">"In: " {sessions}</p> })}
                <p>{standing::state(appearing)} " " {shown}</p>
            </div>
            {buttons}
            {(!occasion.in_place).then(|| standing::history(&appearing.history))}
        </li>
    }
    .into_any()
}
