//! What is different for a speaker between what they were told and what the event says.
//!
//! Pure, but for names: `named` says how somebody may be called at this moment, and what comes to the same
//! words is no difference.

use super::facts::{Facts, Slot, Stands, Text};
use super::person::Person;

/// A difference in words, old beside new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The session that it is about; nothing for the event.
    pub of: Option<String>,
    /// What it is about: `When`.
    pub what: &'static str,
    /// As they know it.
    pub old: String,
    /// As it is now.
    pub new: String,
}

/// What a letter brings first about an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum News {
    Changed,
    Cancelled,
    Postponed,
    BackOn,
    /// They are part of it now.
    Joined,
    /// They are part of it again.
    JoinedAgain,
    /// They are asked whether they come to something new.
    Invited,
    /// They are asked whether they come, once more.
    AskedAgain,
    /// They are not any more.
    Left,
}

const PART: &str = "Your part";
const ASKED_FOR: &str = "You are asked for";
const NOT_YOURS: &str = "Not yours";
const NOT_ANY_MORE: &str = "Not yours any more";

/// How somebody may be called; nothing of who may not be named.
pub(crate) type Named<'a> = &'a dyn Fn(&Person) -> Option<String>;

/// What there is to tell; nothing of a place to who gave it up themselves.
pub(crate) fn changes(before: Option<&Facts>, after: &Facts, named: Named<'_>) -> Vec<Change> {
    match before {
        Some(before) if before.comes && !after.comes => {
            let told = before.slots.iter().filter(|_| before.stands == Stands::On);
            told.filter(|slot| !is_given_up(slot, after)).map(gone).collect()
        }
        Some(before) if before.comes => event(before, after, named),
        _ if !after.comes || after.stands != Stands::On => vec![],
        _ => {
            let of = if after.asked { (ASKED_FOR, "Nothing") } else { (PART, NOT_YOURS) };
            after.slots.iter().map(|slot| new(slot, of, named)).collect()
        }
    }
}

/// What these come to.
pub(crate) fn news(before: Option<&Facts>, after: &Facts) -> News {
    match (before, after.stands) {
        _ if !after.comes => News::Left,
        (None, _) if after.asked => News::Invited,
        (None, _) => News::Joined,
        (Some(before), _) if !before.comes && after.asked => News::AskedAgain,
        (Some(before), _) if !before.comes => News::JoinedAgain,
        (_, Stands::Cancelled) => News::Cancelled,
        (_, Stands::Postponed) => News::Postponed,
        (Some(before), _) if before.stands != Stands::On => News::BackOn,
        (Some(before), _) if after.asked && !before.asked => News::AskedAgain,
        _ => News::Changed,
    }
}

fn change(of: Option<&str>, what: &'static str, old: &str, new: &str) -> Change {
    let of = of.map(str::to_owned);
    Change { of, what, old: old.to_owned(), new: new.to_owned() }
}

fn event(before: &Facts, after: &Facts, named: Named<'_>) -> Vec<Change> {
    let state = (before.stands != after.stands)
        .then(|| change(None, "The event", words(before.stands), words(after.stands)));
    if after.stands != Stands::On {
        return state.into_iter().collect();
    }
    let roles = |facts: &Facts| {
        let roles: Vec<&str> = facts.roles.iter().map(String::as_str).collect();
        if roles.is_empty() { "Nothing said".to_owned() } else { roles.join(", ") }
    };
    let role = (before.roles != after.roles)
        .then(|| change(None, "Your role", &roles(before), &roles(after)));
    // Who is asked no longer said so themselves, or hears it from who asked.
    let answer = (after.asked && !before.asked)
        .then(|| change(None, "Your answer", "You come", "Asked for again"));
    // What is about the event comes first: behind a session it would read as if it were that one's.
    let all = state.into_iter().chain(answer).chain(role).chain(arrival(before, after));
    all.chain(stream(before, after)).chain(slots(before, after, named)).collect()
}

fn words(stands: Stands) -> &'static str {
    match stands {
        Stands::On => "Takes place",
        Stands::Cancelled => "Cancelled",
        Stands::Postponed => "Postponed",
    }
}

fn arrival(before: &Facts, after: &Facts) -> Option<Change> {
    if same_text(before.arrival.as_ref(), after.arrival.as_ref()) {
        return None;
    }
    let told =
        |text: Option<&Text>| text.map_or("Nothing said", |text| text.text.as_str()).to_owned();
    let (old, new) = (told(before.arrival.as_ref()), told(after.arrival.as_ref()));
    Some(change(None, "The way in", &old, &new))
}

/// It says that there is another address, never which.
fn stream(before: &Facts, after: &Facts) -> Option<Change> {
    let (old, new) = match (&before.stream, &after.stream) {
        (old, new) if old == new => return None,
        (_, None) => ("You had its address", "The address is not set yet"),
        (None, Some(_)) => ("The address was not set yet", "Its address is on your schedule"),
        (Some(_), Some(_)) => ("You had another address", "Its new address is on your schedule"),
    };
    // Who is not wanted there any more is told so by the place.
    let online = |facts: &Facts| facts.slots.iter().any(|slot| slot.place.text == "Online");
    online(after).then(|| change(None, "The stream", old, new))
}

fn same_text(one: Option<&Text>, other: Option<&Text>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.is(other),
        (one, other) => one.is_none() && other.is_none(),
    }
}

/// Sessions are the same by their title; of what is left over, by their hours. The rest is over, or new.
fn slots(before: &Facts, after: &Facts, named: Named<'_>) -> Vec<Change> {
    let mut left: Vec<&Slot> = before.slots.iter().collect();
    let mut found: Vec<(&Slot, Option<&Slot>)> =
        after.slots.iter().map(|slot| (slot, None)).collect();
    let same_title = |one: &Slot, other: &Slot| same_text(one.title.as_ref(), other.title.as_ref());
    let same_hours = |one: &Slot, other: &Slot| one.when.is(&other.when);
    for same in [&same_title as &dyn Fn(&Slot, &Slot) -> bool, &same_hours] {
        for (slot, was) in found.iter_mut().filter(|(_, was)| was.is_none()) {
            *was = left.iter().position(|old| same(old, slot)).map(|at| left.remove(at));
        }
    }
    let mut changes = vec![];
    for (slot, was) in &found {
        match was {
            Some(was) => changes.extend(slot_changes(was, slot, named)),
            // No session names them any more.
            None if slot.title.is_none() => {
                changes.push(new(slot, (PART, "In sessions of the event"), named));
            }
            None => changes.push(new(slot, (PART, NOT_YOURS), named)),
        }
    }
    // The event as a whole gives way to sessions that are named.
    let told = |old: &&Slot| old.title.is_some() && !is_given_up(old, after);
    changes.extend(left.into_iter().filter(told).map(gone));
    changes
}

fn new(slot: &Slot, (what, old): (&'static str, &str), named: Named<'_>) -> Change {
    let beside = people(slot, named).map(|names| format!("with {names}"));
    let leads = slot.moderator.as_ref().and_then(named).map(|name| format!("led by {name}"));
    let leads = if slot.moderates { Some("you lead it".to_owned()) } else { leads };
    let instead =
        slot.instead_of.as_ref().map(|person| format!("in place of {}", whom(person, named)));
    let when = Some(slot.when.words().to_owned());
    let parts = [when, Some(slot.place.text.clone()), instead, leads, beside];
    let told = parts.into_iter().flatten().collect::<Vec<String>>().join(", ");
    let told = if slot.title.is_some() { told } else { format!("The whole event: {told}") };
    change(title(slot), what, old, &told)
}

/// Somebody whose place they have, also where nobody may name them.
fn whom(person: &Person, named: Named<'_>) -> String {
    named(person).unwrap_or_else(|| "somebody else".to_owned())
}

/// Whether they know by their own word that it is not theirs any more.
fn is_given_up(slot: &Slot, after: &Facts) -> bool {
    after.said_no && slot.instead_of.is_none()
}

fn gone(slot: &Slot) -> Change {
    let old = format!("{}, {}", slot.when.words(), slot.place.text);
    change(title(slot), PART, &old, NOT_ANY_MORE)
}

fn title(slot: &Slot) -> Option<&str> {
    slot.title.as_ref().map(|title| title.text.as_str())
}

fn slot_changes(was: &Slot, slot: &Slot, named: Named<'_>) -> Vec<Change> {
    let of = title(slot);
    let renamed = (!same_text(was.title.as_ref(), slot.title.as_ref())).then(|| {
        change(
            of,
            "Title",
            title(was).unwrap_or("The whole event"),
            of.unwrap_or("The whole event"),
        )
    });
    let when = (!was.when.is(&slot.when)).then(|| {
        let (old, new) = was.when.told(&slot.when);
        change(of, "When", &old, &new)
    });
    let place = (!was.place.is(&slot.place))
        .then(|| change(of, "Where", &was.place.text, &slot.place.text));
    let does = |slot: &Slot| if slot.moderates { "You lead it" } else { "You speak" };
    let does =
        (was.moderates != slot.moderates).then(|| change(of, "What you do", does(was), does(slot)));
    let whose = |slot: &Slot| match &slot.instead_of {
        Some(person) => format!("In place of {}", whom(person, named)),
        None => "Your own".to_owned(),
    };
    let whose = (was.instead_of != slot.instead_of && whose(was) != whose(slot))
        .then(|| change(of, "The place", &whose(was), &whose(slot)));
    [renamed, when, place, whose, does, leads(was, slot, named), beside(was, slot, named)]
        .into_iter()
        .flatten()
        .collect()
}

fn leads(was: &Slot, slot: &Slot, named: Named<'_>) -> Option<Change> {
    if was.moderator == slot.moderator || was.moderates != slot.moderates {
        return None;
    }
    let name = |slot: &Slot| slot.moderator.as_ref().and_then(named);
    let nobody = || "Not announced".to_owned();
    let (old, new) = (name(was).unwrap_or_else(nobody), name(slot).unwrap_or_else(nobody));
    (old != new).then(|| change(title(slot), "Led by", &old, &new))
}

/// Who comes and goes is told by name, the rest of the panel beside it.
fn beside(was: &Slot, slot: &Slot, named: Named<'_>) -> Option<Change> {
    if was.beside == slot.beside {
        return None;
    }
    let nobody = || "Nobody".to_owned();
    let old = people(was, named).unwrap_or_else(nobody);
    let new = people(slot, named).unwrap_or_else(nobody);
    (old != new).then(|| change(title(slot), "Beside you", &old, &new))
}

fn people(slot: &Slot, named: Named<'_>) -> Option<String> {
    let mut all: Vec<String> = slot.beside.iter().filter_map(named).collect();
    all.sort();
    (!all.is_empty()).then(|| all.join(", "))
}
