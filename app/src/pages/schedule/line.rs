//! An event in the list of a schedule: each part of theirs on a line of its own, the rest folded.

use domain::agenda::{Item, Own};
use domain::briefing::Place;
use leptos::prelude::*;

use super::item::{besides, called_off, facts, kicker, title, usual_room, what};
use super::{proposed, when};
use crate::ui::place;

/// One of those that are not next.
pub(super) fn line(item: &Item, path: &str) -> AnyView {
    let id = format!("event-{}", item.event_id);
    view! {
        <li class="agenda-item">
            <p class="agenda-day">{day(item)}</p>
            <h3 class="agenda-title" id=id>
                {title(item)}
            </h3>
            {called_off(item)}
            {parts(item)}
            {place_of(item).map(|place| view! { <p dir="auto">{place}</p> })}
            <p class="fine">{kicker("", item)}</p>
            {proposed::question(item, path)}
            <details>
                <summary>"When, where, with whom"</summary>
                {facts(item)}
                {proposed::foot(item, path)}
            </details>
        </li>
    }
    .into_any()
}

/// The day of their first part; of an event where none is theirs its hours, too.
fn day(item: &Item) -> Option<AnyView> {
    match item.own.first() {
        Some(own) if own.when.day.is_some() => {
            own.when.day.clone().map(|day| view! { <span>{day}</span> }.into_any())
        }
        _ => {
            let theirs = item.elsewhere.as_ref().map(when::theirs);
            when::line(&item.briefing.when)
                .map(|words| view! { <span>{words}</span> " " {theirs} }.into_any())
        }
    }
}

fn parts(item: &Item) -> Option<AnyView> {
    let first = item.own.first().and_then(|own| own.when.day.as_ref());
    let mut last = first;
    let usual = usual_room(item);
    let parts: Vec<AnyView> = item
        .own
        .iter()
        .map(|own| {
            let day = own.when.day.as_ref();
            let other = std::mem::replace(&mut last, day) != day;
            part(item, own, other.then(|| own.when.short_day.clone()).flatten(), usual)
        })
        .collect();
    let shown = || view! { <ul class="agenda-parts">{parts}</ul> }.into_any();
    (!item.own.is_empty()).then(shown)
}

/// `2:00 – 2:20 pm ET · Room 1302 · Opening`, and the same by their own clocks.
fn part(item: &Item, own: &Own, day: Option<String>, usual: Option<&str>) -> AnyView {
    let hours = [day, own.when.hours.clone(), own.when.last_hours.clone()];
    let hours: Vec<String> = hours.into_iter().flatten().collect();
    let hours = (!hours.is_empty()).then(|| view! { <b>{hours.join(", ")}</b> " " });
    let room = own.room.as_deref().or(usual).map(place::room);
    let what: Vec<String> = room.into_iter().chain(what(own)).collect();
    view! {
        <li class:agenda-over=own.is_past>
            {hours} <span dir="auto">{what.join(" · ")}</span> " " {besides(item, own)} " "
            {own.elsewhere.as_ref().map(when::theirs)}
        </li>
    }
    .into_any()
}

/// The event's place; its room only where none of their parts says one.
fn place_of(item: &Item) -> Option<String> {
    let place = &item.briefing.place;
    let said = item.own.iter().any(|own| own.room.is_some());
    let room = place.room.clone().filter(|_| !said);
    place::line(&Place { room, ..place.clone() })
}
