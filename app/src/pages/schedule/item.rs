//! The event of a schedule that comes next, large, and what one needs to know of any.

use domain::agenda::{Beside, Item, Own};
use domain::briefing::{Contact, Mode, Stage};
use domain::word::Word;
use leptos::prelude::*;

use super::{proposed, when};
use crate::pages::event;
use crate::ui::{place, time};

/// What comes next, as much as one needs on the way there.
pub(super) fn next(item: &Item, path: &str) -> AnyView {
    view! {
        <section class="agenda-next" aria-labelledby="next">
            <p class="kicker">{kicker("Next", item)}</p>
            <h2 class="agenda-title" id="next">
                {title(item)}
            </h2>
            {proposed::question(item, path)}
            {facts(item)}
            {proposed::foot(item, path)}
        </section>
    }
    .into_any()
}

pub(super) fn facts(item: &Item) -> AnyView {
    view! {
        <dl class="facts">
            {whens(item)} {wheres(item)} {getting_in(item)} {contact(&item.contact)} {with(item)}
        </dl>
    }
    .into_any()
}

/// `Next · Keynote · Invited`
pub(super) fn kicker(first: &str, item: &Item) -> String {
    let mut parts: Vec<String> = vec![first.to_owned()];
    parts.extend(item.roles.iter().cloned());
    parts.extend(item.standing.clone());
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

pub(super) fn title(item: &Item) -> AnyView {
    let briefing = &item.briefing;
    view! {
        <a href=event::path(briefing) dir="auto" lang=briefing.language.clone()>
            {briefing.title.clone()}
        </a>
    }
    .into_any()
}

pub(super) fn called_off(item: &Item) -> Option<AnyView> {
    let words = match item.briefing.stage {
        Stage::Cancelled => "Cancelled",
        Stage::Postponed => "Postponed",
        Stage::Coming | Stage::UnderWay | Stage::Over => return None,
    };
    let reason = item.briefing.reason.clone().map(|reason| format!(" {reason}"));
    Some(
        view! {
            <p>
                <span class="tag tag-wrong">{words}</span>
                <span dir="auto">{reason}</span>
            </p>
        }
        .into_any(),
    )
}

/// Their own sessions, or the event's hours.
fn whens(item: &Item) -> AnyView {
    if item.own.is_empty() {
        let when = &item.briefing.when;
        let known = when.day.is_some() || when.last_hours.is_some();
        let words = if known {
            when::when(when, item.elsewhere.as_ref())
        } else {
            view! { <span>"The date is not set yet"</span> }.into_any()
        };
        return plain("When", Some(words)).into_any();
    }
    let usual = usual_room(item);
    let before = [None].into_iter().chain(item.own.iter().map(|own| own.when.day.as_ref()));
    let own = item.own.iter().zip(before).map(|(one, before)| own(item, one, before, usual));
    let own = own.collect_view();
    plain("Your part", Some(own.into_any())).into_any()
}

/// The event's room, which each part without its own says, once one of them has its own.
pub(super) fn usual_room(item: &Item) -> Option<&str> {
    let several_rooms = item.own.iter().any(|own| own.room.is_some());
    item.briefing.place.room.as_deref().filter(|_| several_rooms)
}

/// Its day stands where it is another one than `before`; its room, once one of them has its own.
fn own(item: &Item, own: &Own, before: Option<&String>, usual: Option<&str>) -> AnyView {
    let mut hours = own.when.clone();
    hours.day = hours.day.filter(|day| Some(day) != before);
    let room = own.room.as_deref().or(usual).map(place::room);
    view! {
        <div class="agenda-own" class=("agenda-over", own.is_past)>
            {time::when(&hours)} {room.map(|room| view! { <b>{room}</b> })}
            {own.elsewhere.as_ref().map(when::theirs)}
            <span class="agenda-part">
                {what(own).map(|title| view! { <span dir="auto">{title}</span> })} " " {besides(item, own)}
            </span>
        </div>
    }
    .into_any()
}

/// The title of a part, or its kind.
pub(super) fn what(own: &Own) -> Option<String> {
    own.title.clone().or_else(|| own.kind.as_ref().map(Word::label))
}

/// `Over · You lead it · In place of Rosa`; the latter stands above already where all of it is another's.
pub(super) fn besides(item: &Item, own: &Own) -> Option<AnyView> {
    let over = own.is_past.then(|| "Over".to_owned());
    let leads = own.moderates.then(|| "You lead it".to_owned());
    let in_place = own.in_place.clone().filter(|_| !item.is_stand_in);
    let words: Vec<String> = [over, leads, in_place].into_iter().flatten().collect();
    let words = (!words.is_empty()).then(|| words.join(" · "));
    words.map(|words| view! { <span class="fine" dir="auto">{words}</span> }.into_any())
}

fn wheres(item: &Item) -> Option<AnyView> {
    let place = &item.briefing.place;
    if place.mode == Mode::Online {
        let stream = item.stream.clone();
        let words = view! {
            <span class="fact-big">"Online"</span>
            {stream.map(|url| view! { <a href=url rel="noopener noreferrer">"Open the stream"</a> })}
        };
        return plain("Where", Some(words.into_any()));
    }
    // Each of their parts says its room, once one of them has its own.
    let said = item.own.iter().any(|own| own.room.is_some());
    let room = place.room.as_deref().filter(|_| !said).map(place::room);
    let (first, second) = match (room, place.building.clone()) {
        (Some(room), building) => (Some(room), building),
        (None, building) => (building, None),
    };
    let address = place::address(place);
    first.as_ref().or(address.as_ref())?;
    let words = view! {
        {first.map(|first| view! { <span class="fact-big">{first}</span> })}
        {second.map(|second| view! { <span>{second}</span> })}
        {address.map(|address| view! { <span class="fine">{address}</span> })}
    };
    plain("Where", Some(words.into_any()))
}

/// When the doors open, unless it stands above, and how one comes in.
fn getting_in(item: &Item) -> Option<AnyView> {
    let doors = item.briefing.when.doors.clone().filter(|_| !item.own.is_empty());
    let arrival = item.briefing.place.arrival.clone();
    doors.as_ref().or(arrival.as_ref())?;
    let doors = doors.map(|doors| view! { <span>"Doors open " <b>{doors}</b>". "</span> });
    let arrival =
        arrival.map(|words| view! { <span class="agenda-arrival" dir="auto">{words}</span> });
    fact("Getting in", Some(view! { <p>{doors} {arrival}</p> }.into_any()))
}

/// Who is beside them, in each part of theirs.
fn with(item: &Item) -> Option<AnyView> {
    let several = item.own.len() > 1;
    let mut groups: Vec<AnyView> = vec![];
    for own in &item.own {
        let leads = own.moderator.as_ref().map(|one| person(one, "moderator"));
        if leads.is_none() && own.beside.is_empty() {
            continue;
        }
        let of = own.title.clone().filter(|_| several);
        let of = of.map(|title| view! { <span class="fine" dir="auto">{title}</span> });
        let people = own.beside.iter().map(|one| person(one, "")).collect_view();
        groups.push(view! { {of} <ul class="agenda-people">{leads}{people}</ul> }.into_any());
    }
    if !item.beside.is_empty() {
        let people = item.beside.iter().map(|one| person(one, "")).collect_view();
        groups.push(view! { <ul class="agenda-people">{people}</ul> }.into_any());
    }
    let words = (!groups.is_empty()).then(|| groups.into_any());
    fact("Beside you", words)
}

fn person(beside: &Beside, role: &str) -> AnyView {
    let role = std::iter::once(role).filter(|role| !role.is_empty());
    let of = beside.titles.iter().chain(&beside.organisations).map(String::as_str);
    let about: Vec<&str> = role.chain(of).collect();
    let about = (!about.is_empty()).then(|| format!(", {}", about.join(", ")));
    view! {
        <li dir="auto">
            <b>{beside.name.clone()}</b>
            {about}
        </li>
    }
    .into_any()
}

fn contact(contact: &Contact) -> Option<AnyView> {
    let Contact { name, email } = contact.clone();
    let email = email.map(|email| view! { <a href=format!("mailto:{email}")>{email.clone()}</a> });
    let name = name.map(|name| view! { <span dir="auto">{name}</span> });
    fact("Questions", Some(view! { <div class="agenda-own">{name} {email}</div> }.into_any()))
}

/// A fact that says itself what it is, but to who cannot see it.
fn plain(term: &'static str, words: Option<AnyView>) -> Option<AnyView> {
    let term = view! { <span class="apart">{term}</span> };
    named(term.into_any(), words)
}

fn fact(term: &'static str, words: Option<AnyView>) -> Option<AnyView> {
    named(term.into_any(), words)
}

fn named(term: AnyView, words: Option<AnyView>) -> Option<AnyView> {
    let fact = words.map(|words| {
        view! {
            <div class="fact">
                <dt>{term}</dt>
                <dd>{words}</dd>
            </div>
        }
    });
    fact.map(IntoAny::into_any)
}
