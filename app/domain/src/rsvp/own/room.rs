//! Whether the seats are there for a guest's change, by the rules that a newcomer has.

use super::Changes;
use super::plan::slip_on;
use crate::error::{Error, Result};
use crate::event::Event;
use crate::rsvp::{Rsvp, Standing};
use crate::seating::{Party, Seating};

/// What a change of seats means.
#[derive(Default)]
pub(super) struct Note {
    /// In sentences.
    pub words: Vec<String>,
    /// They go to the end of the line.
    pub is_behind: bool,
}

impl Note {
    fn saying(words: impl Into<String>) -> Self {
        Self { words: vec![words.into()], is_behind: false }
    }

    fn behind(words: impl Into<String>) -> Self {
        Self { words: vec![words.into()], is_behind: true }
    }
}

/// Decides about other seats than before: how it stands then, and what that means.
///
/// # Errors
/// `Invalid` beside the first companion for whom no seat is free, or on `attending`.
pub(super) fn seat(
    event: &Event,
    seating: &Seating,
    before: &Rsvp,
    after: &mut Rsvp,
    typed: &Changes,
) -> Result<Note> {
    let moves = before.online != after.online;
    let more = after.party - before.party;
    if moves || (more > 0 && !before.standing.takes_a_seat()) {
        fits(event, after, typed)?;
    }
    match before.standing {
        Standing::Seated | Standing::Offered if moves => {
            let note = switch(seating, before, after)?;
            after.standing = Standing::Seated;
            Ok(note)
        }
        Standing::Seated if more > 0 => add(event, seating, before, after, typed),
        Standing::Seated => Ok(gives_back(-more, after.online)),
        Standing::Offered if more > 0 => {
            let held = before.party;
            let why = format!("The offer is for {}. Take it first.", seats(held, before.online));
            Err(slip_on(typed, first_new(before), why))
        }
        Standing::Offered => {
            let held = seats(after.party, after.online);
            Ok(Note::saying(format!("The offer stays as it is, for {held}.")))
        }
        Standing::Waiting
            if moves && !event.is_by_approval() && seating.takes(after.as_party()) =>
        {
            after.standing = Standing::Seated;
            let yours = if after.party == 1 { "it is yours" } else { "they are yours" };
            Ok(Note::saying(format!("{}: {yours} at once.", free(after))))
        }
        Standing::Waiting if moves => {
            let place = place(after.online);
            Ok(Note::behind(format!(
                "You give up your place in this line and wait at the end of the one for a place {place}."
            )))
        }
        Standing::Waiting if more > 0 => Ok(Note::behind(
            "A party that grows goes to the end of the waiting list: others came before.",
        )),
        Standing::Waiting => Ok(Note::saying("You keep your place in the waiting list.")),
        _ => Ok(Note::default()),
    }
}

/// A party larger than its half could only wait for ever.
fn fits(event: &Event, after: &Rsvp, typed: &Changes) -> Result<()> {
    let Some(limit) = event.limit(after.online).filter(|limit| after.party > *limit) else {
        return Ok(());
    };
    if after.companions.0.is_empty() {
        return Ok(());
    }
    let kept = usize::try_from(limit - 1).unwrap_or_default().min(after.companions.0.len() - 1);
    let all = seats(limit, after.online);
    Err(slip_on(typed, kept, format!("There is no more than {all} in all.")))
}

/// Who sits or has an offer moves only to free seats.
fn switch(seating: &Seating, before: &Rsvp, after: &Rsvp) -> Result<Note> {
    let (here, there) = (place(before.online), place(after.online));
    if seating.takes(after.as_party()) {
        let seats = seats(before.party, before.online);
        let words = format!("{}: you move there and give back {seats} {here}.", free(after));
        return Ok(Note::saying(words));
    }
    let kept = if before.standing == Standing::Offered { "the offer" } else { "what you have" };
    let why = format!("Not enough is free {there} just now. You keep {kept} {here}.");
    Err(Error::invalid("attending", why))
}

/// More seats beside those that a guest has, never past who waits.
fn add(
    event: &Event,
    seating: &Seating,
    before: &Rsvp,
    after: &Rsvp,
    typed: &Changes,
) -> Result<Note> {
    let first = first_new(before);
    if event.is_by_approval() {
        let why = "The hosts look at every guest here: please ask them about this one.".to_owned();
        return Err(slip_on(typed, first, why));
    }
    let more = after.party - before.party;
    let party = |seats| Party { seats, ..after.as_party() };
    if let Some(lacking) = (1..=more).find(|seats| !seating.takes(party(*seats))) {
        let number = first + usize::try_from(lacking - 1).unwrap_or_default();
        let name = after.companions.0.get(number).map_or("one more", String::as_str);
        let free = if after.online { "No place is free for" } else { "No seat is free for" };
        return Err(slip_on(typed, number, format!("{free} {name}.")));
    }
    let thing = if after.online { "place" } else { "seat" };
    Ok(Note::saying(match more {
        1 => format!("1 more {thing} is free: it is added."),
        more => format!("{more} more {thing}s are free: they are added."),
    }))
}

fn gives_back(fewer: i64, online: bool) -> Note {
    Note::saying(format!("You give back {}.", seats(fewer, online)))
}

/// Among the companions, the first for whom there is no seat yet.
fn first_new(before: &Rsvp) -> usize {
    before.companions.0.len()
}

fn seats(number: i64, online: bool) -> String {
    let thing = if online { "place" } else { "seat" };
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}

/// `A seat is free in the room`, `3 places are free online`: all that the party asks for.
fn free(after: &Rsvp) -> String {
    let place = place(after.online);
    match after.party {
        1 if after.online => format!("A place is free {place}"),
        1 => format!("A seat is free {place}"),
        party => format!("{} are free {place}", seats(party, after.online)),
    }
}

fn place(online: bool) -> &'static str {
    if online { "online" } else { "in the room" }
}
