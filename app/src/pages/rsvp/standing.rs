//! How a guest stands, and the buttons that change it.

use domain::briefing::{Briefing, Stage};
use domain::rsvp::{OwnRsvp, Standing};
use leptos::prelude::*;

use crate::pages::event::{noun, path};

/// How it stands, in a sentence, with what that means.
pub fn standing(own: &OwnRsvp, token: &str) -> AnyView {
    let (class, title, words) = told(own);
    let back = own.may_take_back.then(|| {
        view! {
            <form method="post" action=format!("/r/{token}/undo")>
                <button type="submit" name="send" class="button">
                    {again(own)}
                </button>
            </form>
        }
    });
    view! {
        <section class=class aria-labelledby="standing">
            <h2 id="standing">{title}</h2>
            {(!words.is_empty()).then(|| view! { <p dir="auto">{words}</p> })}
            {whom_to_ask(own)}
            {back}
        </section>
    }
    .into_any()
}

/// Only the hosts can undo what the hosts did.
fn whom_to_ask(own: &OwnRsvp) -> Option<AnyView> {
    let coming = matches!(own.briefing.stage, Stage::Coming | Stage::UnderWay);
    let contact = own.briefing.contact.as_ref();
    let contact = contact.filter(|_| coming && own.standing == Standing::Cancelled)?;
    let email = contact.email.clone();
    let link = email.map(|email| view! { <a href=format!("mailto:{email}")>{email.clone()}</a> });
    let name = contact.name.clone().map(|name| view! { <span>{name}</span> " " });
    Some(view! { <p dir="auto">{name} {link}</p> }.into_any())
}

/// Links for one's own calendar and the way in, as long as there is a place.
pub fn along(own: &OwnRsvp, token: &str) -> Vec<(String, &'static str)> {
    let coming = matches!(own.briefing.stage, Stage::Coming | Stage::UnderWay);
    let mut links = Vec::new();
    if coming && matches!(own.standing, Standing::Seated) && own.briefing.when.day.is_some() {
        links.push((format!("/r/{token}.ics"), "Add to calendar"));
    }
    if own.briefing.place.arrival.is_some() && !own.online && own.is_public {
        links.push((format!("{}#arrive", path(&own.briefing)), "Getting in"));
    }
    links
}

/// Giving up, in plain sight: an undo stands on the same page.
pub fn give_up(own: &OwnRsvp, token: &str) -> AnyView {
    let (title, words, button) = match own.standing {
        Standing::Waiting => (
            "No longer interested?",
            "You would lose your place in line.",
            "Leave the waiting list",
        ),
        Standing::Asked => (
            "No longer interested?",
            "The hosts would no longer see your request.",
            "Cancel my request",
        ),
        Standing::Seated | Standing::GivenUp | Standing::Cancelled => (
            "Can’t come?",
            "Then somebody else can have your place. You can change your mind on this page.",
            if own.online { "Give up my place" } else { "Give up my seat" },
        ),
    };
    view! {
        <section class="give-up" aria-labelledby="give-up">
            <h2 id="give-up">{title}</h2>
            <p>{words}</p>
            <form method="post" action=format!("/r/{token}/cancel")>
                <button type="submit" name="send" class="button button-plain">
                    {button}
                </button>
            </form>
        </section>
    }
    .into_any()
}

fn told(own: &OwnRsvp) -> (&'static str, String, String) {
    const GOOD: &str = "standing standing-good";
    const PLAIN: &str = "standing";
    let noun = noun(&own.briefing);
    let reason = own.briefing.reason.clone().unwrap_or_default();
    match (own.briefing.stage, &own.standing) {
        (Stage::Cancelled, _) => (PLAIN, format!("This {noun} was cancelled"), reason),
        (Stage::Postponed, _) => (PLAIN, format!("This {noun} was postponed"), reason),
        (Stage::Over, _) => (PLAIN, format!("This {noun} is over"), String::new()),
        (_, Standing::Seated) if own.online => {
            (GOOD, "You take part online".into(), "Your place is confirmed.".into())
        }
        (_, Standing::Seated) => {
            (GOOD, "Your seat is reserved".into(), at_the_door(&own.briefing).into())
        }
        (_, Standing::Waiting) => (PLAIN, "You are on the waiting list".into(), in_line(own)),
        (_, Standing::Asked) => (
            PLAIN,
            "The hosts have your request".into(),
            "They look at each one and write to you.".into(),
        ),
        (_, Standing::Cancelled) => (PLAIN, cancelled(own).into(), by_the_hosts(own).into()),
        (_, Standing::GivenUp) => (PLAIN, given_up(own).into(), free_for_others(own)),
    }
}

fn cancelled(own: &OwnRsvp) -> &'static str {
    match own.given_up_from {
        Some(Standing::Waiting) => "The hosts took you off the waiting list",
        Some(Standing::Asked) => "The hosts declined your request",
        _ => "The hosts cancelled your RSVP",
    }
}

fn by_the_hosts(own: &OwnRsvp) -> &'static str {
    let contact = own.briefing.contact.as_ref();
    if contact.is_some_and(|contact| contact.email.is_some()) {
        "If you think that is a mistake, please write to them:"
    } else {
        "If you think that is a mistake, please ask them."
    }
}

fn given_up(own: &OwnRsvp) -> &'static str {
    match own.given_up_from {
        Some(Standing::Waiting) => "You have left the waiting list",
        Some(Standing::Asked) => "You withdrew your request",
        _ => "You gave up your place",
    }
}

/// What the button says that takes it back.
fn again(own: &OwnRsvp) -> &'static str {
    match own.given_up_from {
        Some(Standing::Waiting) => "Join the waiting list again",
        Some(Standing::Asked) => "Ask again",
        _ => "I can come after all",
    }
}

/// Only a place that one had can be somebody else's now.
fn free_for_others(own: &OwnRsvp) -> String {
    if matches!(own.given_up_from, Some(Standing::Waiting | Standing::Asked)) {
        return String::new();
    }
    let free = "Somebody else can have it.";
    let full = if own.online { "all places are taken" } else { "the room has filled up" };
    if own.may_take_back {
        format!("{free} You can come back: if {full} meanwhile, you join the waiting list.")
    } else {
        free.to_owned()
    }
}

/// Nobody is sent to a door that is not known.
fn at_the_door(briefing: &Briefing) -> &'static str {
    let place = &briefing.place;
    let known = place.room.is_some() || place.building.is_some() || place.address.is_some();
    if known { "Give your name at the door." } else { "Your place is confirmed." }
}

fn in_line(own: &OwnRsvp) -> String {
    let what = if own.online { "place" } else { "seat" };
    let next = format!("The hosts write to you if a {what} comes free.");
    own.place_in_line
        .map_or_else(|| next.clone(), |place| format!("You are number {place} in line. {next}"))
}
