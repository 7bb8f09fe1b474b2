//! The strip of facts under a title: when, where, what to take along. What is unknown is left out.

use domain::briefing::{Briefing, Mode, PublicOnline, Stage};
use islands::YourTime;
use leptos::prelude::*;

use crate::ui::{place, time};

/// When, where, and the links given.
pub fn facts(briefing: &Briefing, along: Vec<(String, &'static str)>) -> AnyView {
    let known = [when(briefing), whereabouts(briefing), afar(briefing), take_along(along)];
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

fn take_along(links: Vec<(String, &'static str)>) -> Option<AnyView> {
    if links.is_empty() {
        return None;
    }
    let links = links
        .into_iter()
        .map(|(address, words)| view! { <a href=address>{words}</a> })
        .collect_view();
    Some(
        view! {
            <div class="fact fact-links">
                <dt lang="en">"For your visit"</dt>
                <dd>{links}</dd>
            </div>
        }
        .into_any(),
    )
}
