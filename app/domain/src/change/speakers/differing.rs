//! What is different for a speaker between what they were told and what the event says.
//!
//! Pure, but for names: `named` says how somebody may be called at this moment, and what comes to the same
//! words is no difference.

use super::facts::{Comes, Facts, Person, Slot, Stands, Text};

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
    /// They are not any more.
    Left,
}

const PART: &str = "Your part";
const NOT_YOURS: &str = "Not yours";
const NOT_ANY_MORE: &str = "Not yours any more";

/// How somebody may be called; nothing of who may not be named.
pub(crate) type Named<'a> = &'a dyn Fn(&Person) -> Option<String>;

/// What there is to tell; nothing to who said that they do not come.
pub(crate) fn changes(before: Option<&Facts>, after: &Facts, named: Named<'_>) -> Vec<Change> {
    match (before, after.comes) {
        (Some(before), Comes::No) if before.comes == Comes::Yes && before.stands == Stands::On => {
            before.slots.iter().map(gone).collect()
        }
        (Some(before), Comes::Yes) if before.comes != Comes::No => event(before, after, named),
        (_, Comes::Yes) if after.stands == Stands::On => {
            after.slots.iter().map(|slot| new(slot, NOT_YOURS, named)).collect()
        }
        _ => vec![],
    }
}

/// What these come to.
pub(crate) fn news(before: Option<&Facts>, after: &Facts) -> News {
    match (after.comes, after.stands) {
        (Comes::No | Comes::Declined, _) => News::Left,
        _ if before.is_none_or(|before| before.comes == Comes::No) => News::Joined,
        (_, Stands::Cancelled) => News::Cancelled,
        (_, Stands::Postponed) => News::Postponed,
        _ if before.is_some_and(|before| before.stands != Stands::On) => News::BackOn,
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
    // What is about the event comes first: behind a session it would read as if it were that one's.
    let all = state.into_iter().chain(role).chain(arrival(before, after));
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
                changes.push(new(slot, "In sessions of the event", named));
            }
            None => changes.push(new(slot, NOT_YOURS, named)),
        }
    }
    // The event as a whole gives way to sessions that are named.
    changes.extend(left.into_iter().filter(|old| old.title.is_some()).map(gone));
    changes
}

fn new(slot: &Slot, old: &str, named: Named<'_>) -> Change {
    let beside = people(slot, named).map(|names| format!("with {names}"));
    let leads = slot.moderates.then(|| "you lead it".to_owned());
    let parts = [Some(slot.when.words().to_owned()), Some(slot.place.text.clone()), leads, beside];
    let told = parts.into_iter().flatten().collect::<Vec<String>>().join(", ");
    let told = if slot.title.is_some() { told } else { format!("The whole event: {told}") };
    change(title(slot), PART, old, &told)
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
    [renamed, when, place, does, leads(was, slot, named), beside(was, slot, named)]
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
