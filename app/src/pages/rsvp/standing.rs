//! How a guest stands, and the buttons that change it.

use domain::briefing::{Briefing, Stage};
use domain::rsvp::{OwnRsvp, Standing};
use leptos::prelude::*;

use super::whose;
use crate::pages::event::{noun, path};
use crate::ui::facts::Along;

/// How it stands, in a sentence, with what that means.
pub fn standing(own: &OwnRsvp, token: &str) -> AnyView {
    let (class, title, words) = told(own);
    let words = [words, whom_with(own)].into_iter().filter(|words| !words.is_empty());
    view! {
        <section class=class aria-labelledby="standing">
            <h2 id="standing">{title}</h2>
            {words.map(|words| view! { <p dir="auto">{words}</p> }).collect_view()}
            {own.is_sure.then(|| view! { <p>"You have said that you are coming."</p> })}
            {own.may_take.then(|| offer(own, token))}
            {whom_to_ask(own)}
            {own.may_take_back.then(|| button(format!("/r/{token}/undo"), "button", again(own)))}
        </section>
    }
    .into_any()
}

fn offer(own: &OwnRsvp, token: &str) -> AnyView {
    let thing = if own.online { "place" } else { "seat" };
    let (take, pass) = match own.party {
        1 => (format!("Take the {thing}"), "Pass it on"),
        party => (format!("Take the {party} {thing}s"), "Pass them on"),
    };
    view! {
        <div class="own-buttons">
            {button(format!("/r/{token}/take"), "button", take)}
            {button(format!("/r/{token}/pass"), "button button-plain", pass)}
        </div>
    }
    .into_any()
}

fn button(action: String, class: &'static str, words: impl Into<String>) -> AnyView {
    view! {
        <form method="post" action=action>
            <button type="submit" name="send" class=class>
                {words.into()}
            </button>
        </form>
    }
    .into_any()
}

/// Who comes with others sees whose seats they are.
fn whom_with(own: &OwnRsvp) -> String {
    let coming = matches!(own.briefing.stage, Stage::Coming | Stage::UnderWay);
    let is_over = own.standing == Standing::Waiting && !own.may_be_offered;
    if own.party == 1 || !coming || is_over || !own.standing.is_alive() {
        return String::new();
    }
    let whose = whose(own);
    match own.standing {
        Standing::Waiting => format!("You wait for {whose}."),
        Standing::Asked => format!("You asked for {whose}."),
        Standing::Offered if own.is_too_late => {
            format!("{whose}. If fewer of you come, please tell the hosts.")
        }
        Standing::Offered => {
            format!("{whose}. If fewer of you come, take them first and then leave somebody out.")
        }
        _ => format!("{whose}."),
    }
}

/// Only the hosts can undo what the hosts did, and change what guests cannot change any more.
fn whom_to_ask(own: &OwnRsvp) -> Option<AnyView> {
    let coming = matches!(own.briefing.stage, Stage::Coming | Stage::UnderWay);
    let words = why_not_here(own);
    let waits_in_vain = own.standing == Standing::Waiting && !own.may_be_offered;
    let asks = own.standing == Standing::Cancelled || waits_in_vain || words.is_some();
    (coming && asks).then(|| {
        let words = words.map(|words| view! { <p>{words}</p> });
        view! { {words} {contact(own)} }.into_any()
    })
}

/// Why there is no button for what guests do themselves otherwise.
fn why_not_here(own: &OwnRsvp) -> Option<String> {
    let late = own.changes_until.as_ref().filter(|_| own.is_too_late);
    let back = "If you would like to come after all, please write to the hosts.";
    match (own.standing, late) {
        (Standing::Cancelled, _) => None,
        (Standing::GivenUp | Standing::Lapsed, Some(until)) => {
            Some(format!("You could come back here until {until}. {back}"))
        }
        (Standing::GivenUp | Standing::Lapsed, None) => {
            (!own.may_take_back).then(|| format!("No more replies are taken here. {back}"))
        }
        (Standing::Offered, Some(until)) => Some(format!(
            "Once you have taken it, only the hosts can change that: changes were possible here until {until}."
        )),
        (_, Some(until)) => Some(format!(
            "Changes were possible here until {until}. If you cannot come or something is wrong, please write to the hosts."
        )),
        (_, None) => None,
    }
}

/// Whom to write to, if the hosts have said so.
pub fn contact(own: &OwnRsvp) -> Option<AnyView> {
    let contact = own.briefing.contact.as_ref()?;
    let email = contact.email.clone();
    let link = email.map(|email| view! { <a href=format!("mailto:{email}")>{email.clone()}</a> });
    let name = contact.name.clone().map(|name| view! { <span>{name}</span> " " });
    Some(view! { <p dir="auto">{name} {link}</p> }.into_any())
}

/// Links for one's own calendar and the way in, as long as there is a place.
pub fn along(own: &OwnRsvp, token: &str) -> Along {
    let coming = matches!(own.briefing.stage, Stage::Coming | Stage::UnderWay);
    let seated = matches!(own.standing, Standing::Seated);
    let entry = coming && seated && own.briefing.when.day.is_some();
    let way_in = own.briefing.place.arrival.is_some() && !own.online && own.is_public;
    Along {
        entry: entry.then(|| format!("/r/{token}.ics")),
        arrival: way_in.then(|| format!("{}#arrive", path(&own.briefing))),
    }
}

/// What to do when one cannot come, in plain sight. Who has an offer passes that on instead.
pub fn leave(own: &OwnRsvp, token: &str) -> Option<AnyView> {
    let offered = own.standing == Standing::Offered;
    let give_up = (own.may_change && !offered).then(|| give_up(own, token));
    let hand_over = own.may_hand_over.then(|| {
        view! {
            <section class="give-up" aria-labelledby="hand-over">
                <h2 id="hand-over">"Somebody else comes for you?"</h2>
                <p>"Hand this over to a colleague, who gets a mail with a link of their own."</p>
                <a class="button button-plain" href=format!("/r/{token}/hand-over")>
                    "Hand over to a colleague"
                </a>
            </section>
        }
    });
    (give_up.is_some() || hand_over.is_some()).then(|| view! { {hand_over} {give_up} }.into_any())
}

fn give_up(own: &OwnRsvp, token: &str) -> AnyView {
    let (title, words, button) = match own.standing {
        Standing::Waiting if !own.may_be_offered => (
            "No longer interested?",
            "Then the hosts do not look for a seat for you any more.",
            "Leave the waiting list",
        ),
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
        _ => ("Can’t come?", "Then somebody else can have your place.", what_to_give_up(own)),
    };
    view! {
        <section class="give-up" aria-labelledby="give-up">
            <h2 id="give-up">{title}</h2>
            <p>{words}</p>
            <a class="button button-plain" href=format!("/r/{token}/cancel")>
                {button}
            </a>
        </section>
    }
    .into_any()
}

fn what_to_give_up(own: &OwnRsvp) -> &'static str {
    match (own.online, own.party) {
        (true, 1) => "Give up my place",
        (true, _) => "Give up my places",
        (false, 1) => "Give up my seat",
        (false, _) => "Give up my seats",
    }
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
            let title =
                if own.party > 1 { "Your seats are reserved" } else { "Your seat is reserved" };
            (GOOD, title.into(), at_the_door(&own.briefing).into())
        }
        (_, Standing::Offered) => (GOOD, free_for_you(own), held(own)),
        (_, Standing::Lapsed) => (PLAIN, "The offer has run out".into(), ran_out(own)),
        (_, Standing::Waiting) if !own.may_be_offered => {
            (PLAIN, "You were on the waiting list".into(), none_came_free(own).into())
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

fn free_for_you(own: &OwnRsvp) -> String {
    let thing = if own.online { "place" } else { "seat" };
    match own.party {
        1 => format!("A {thing} is free for you"),
        party => format!("{party} {thing}s are free for you"),
    }
}

fn held(own: &OwnRsvp) -> String {
    let held = if own.party > 1 { "They are held for you" } else { "It is held for you" };
    let place = if own.online { "online" } else { "in the room" };
    own.offered_until.as_ref().map_or_else(
        || format!("{held} {place}."),
        |until| format!("{held} {place} until {until}. After that, whoever is next is asked."),
    )
}

fn ran_out(own: &OwnRsvp) -> String {
    let over = "It was not taken in time, so it is not held for you any more.";
    match (own.may_take_back, own.is_limited) {
        (true, true) => format!("{over} You can join the waiting list again, at its end."),
        (true, false) => format!("{over} You can still come."),
        (false, _) => over.to_owned(),
    }
}

/// For who waits when nothing is offered any more.
fn none_came_free(own: &OwnRsvp) -> &'static str {
    if own.online {
        "RSVPs are closed, and no place has come free. You cannot take part without a confirmed place."
    } else {
        "RSVPs are closed, and no seat has come free. Please don’t come without a confirmed seat."
    }
}

fn cancelled(own: &OwnRsvp) -> &'static str {
    match own.given_up_from {
        Some(Standing::Waiting | Standing::Offered) => "The hosts took you off the waiting list",
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
        Some(Standing::Offered) => "You passed the offer on",
        Some(Standing::Asked) => "You withdrew your request",
        _ => "You gave up your place",
    }
}

/// What the button says that takes it back.
fn again(own: &OwnRsvp) -> &'static str {
    match own.given_up_from {
        Some(Standing::Waiting | Standing::Offered) if own.is_limited => {
            "Join the waiting list again"
        }
        Some(Standing::Asked) => "Ask again",
        _ => "I can come after all",
    }
}

/// Only a place that one had can be somebody else's now.
fn free_for_others(own: &OwnRsvp) -> String {
    if matches!(own.given_up_from, Some(Standing::Waiting | Standing::Asked | Standing::Offered)) {
        return String::new();
    }
    let free = "Somebody else can have it.";
    let full = if own.online { "all places are taken" } else { "the room has filled up" };
    match (own.may_take_back, own.is_limited) {
        (true, true) => {
            format!("{free} You can come back: if {full} meanwhile, you join the waiting list.")
        }
        (true, false) => "You can come back.".to_owned(),
        (false, _) => free.to_owned(),
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
