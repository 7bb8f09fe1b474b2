//! The strip of facts under a title: when, where, what to take along. What is unknown is left out.

use domain::briefing::{Briefing, Mode, PublicOnline, Stage};
use domain::calendar::web;
use islands::YourTime;
use leptos::prelude::*;

use crate::context::desk;
use crate::ui::{place, time};

/// What can be taken along from the facts.
#[derive(Default)]
pub struct Along {
    /// The entry as a file.
    pub entry: Option<String>,
    /// The way in.
    pub arrival: Option<String>,
}

/// When, where, and what can be taken along.
pub fn facts(briefing: &Briefing, along: Along) -> AnyView {
    let along = take_along(briefing, along);
    let known = [when(briefing), whereabouts(briefing), afar(briefing), along];
    let known: Vec<AnyView> = known.into_iter().flatten().collect();
    (!known.is_empty()).then(|| view! { <dl class="facts">{known}</dl> }).into_any()
}

fn when(briefing: &Briefing) -> Option<AnyView> {
    let when = &briefing.when;
    when.day.as_ref()?;
    let coming = matches!(briefing.stage, Stage::Coming | Stage::UnderWay);
    let words = if briefing.stage == Stage::Postponed { "Was planned for" } else { "When" };
    // A date without a clock is the same everywhere.
    let timed = coming && when.machine.as_ref().is_some_and(|moment| moment.contains('T'));
    let fact = view! {
        <div class="fact fact-when">
            <dt lang="en">{words}</dt>
            <dd>
                {time::when(when)}
                {timed.then(|| view! { <YourTime/> })}
            </dd>
        </div>
    };
    Some(fact.into_any())
}

fn whereabouts(briefing: &Briefing) -> Option<AnyView> {
    let place = &briefing.place;
    let room = place.room.as_deref().map(place::room);
    let address = place::address(place);
    let (first, second) = match (room, place.building.clone()) {
        (Some(room), building) => (Some(room), building),
        (None, building) => (building, None),
    };
    first.as_ref().or(address.as_ref())?;
    let fact = view! {
        <div class="fact">
            <dt lang="en">"Where"</dt>
            <dd>
                {first.map(|first| view! { <span class="fact-big">{first}</span> })}
                {second.map(|second| view! { <span>{second}</span> })}
                {address.map(|address| view! { <span class="fine">{address}</span> })}
            </dd>
        </div>
    };
    Some(fact.into_any())
}

fn afar(briefing: &Briefing) -> Option<AnyView> {
    let (term, title) = match briefing.place.mode {
        Mode::InPerson if briefing.online.is_none() => return None,
        Mode::Online => ("Where", "Online"),
        Mode::InPerson | Mode::Hybrid => ("Online", "Also online"),
    };
    let PublicOnline { url, note } =
        briefing.online.clone().unwrap_or(PublicOnline { url: None, note: None });
    let quiet = url.is_none() && briefing.stage != Stage::Over;
    let fact = view! {
        <div class="fact">
            <dt lang="en">{term}</dt>
            <dd>
                <span class="fact-big">{title}</span>
                {note.map(|note| view! { <span>{note}</span> })}
                {url.map(|url| view! { <a href=url rel="noopener">"Open the stream"</a> })}
                {quiet
                    .then(|| {
                        view! {
                            <span class="fine">"The link comes with a confirmed place"</span>
                        }
                    })}
            </dd>
        </div>
    };
    Some(fact.into_any())
}

fn take_along(briefing: &Briefing, along: Along) -> Option<AnyView> {
    let Along { entry, arrival } = along;
    if entry.is_none() && arrival.is_none() {
        return None;
    }
    let elsewhere = entry.is_some().then(|| web_calendars(briefing));
    let links = view! {
        <div class="fact fact-links">
            <dt lang="en">"For your visit"</dt>
            <dd>
                {entry.map(|entry| view! { <a href=entry>"Add to calendar"</a> })}
                {elsewhere}
                {arrival.map(|arrival| view! { <a href=arrival>"Getting in"</a> })}
            </dd>
        </div>
    };
    Some(links.into_any())
}

/// The same entry for calendars that take no file, folded away.
fn web_calendars(briefing: &Briefing) -> Option<AnyView> {
    let page = desk().link(&format!("/events/{}", briefing.slug));
    let links = web::links(&briefing.title, briefing.planned.as_ref()?, &page);
    let links = links.map(|(name, link)| {
        view! {
            <li>
                <a href=link rel="noopener noreferrer">
                    {name}
                </a>
            </li>
        }
    });
    let folded = view! {
        <details class="web-calendars" lang="en">
            <summary>"Add to a web calendar"</summary>
            <ul>{links.into_iter().collect_view()}</ul>
        </details>
    };
    Some(folded.into_any())
}
