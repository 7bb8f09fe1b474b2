//! Seats that staff give: by the rules that guests have, or over the limit when they say so.

use super::Place;
use crate::error::Error;
use crate::event::Event;
use crate::rsvp::Standing;
use crate::seating::{Party, Seating};

/// A seat while one is free and nobody waits for it; else what staff chose.
///
/// # Errors
/// `Invalid` on `place` while they have not chosen.
pub(super) fn for_newcomer(
    event: &Event,
    party: Party,
    seating: &Seating,
    place: Place,
) -> Result<Standing, Error> {
    match place {
        _ if seating.takes(party) => Ok(Standing::Seated),
        Place::Over => Ok(Standing::Seated),
        Place::Line => Ok(Standing::Waiting),
        Place::Unsaid => {
            Err(Error::invalid("place", format!("{} Please choose.", no_seat(event, party))))
        }
    }
}

/// A seat for who is given one past the line: while one is free, or over the limit.
///
/// # Errors
/// `Invalid` on `place` when staff have not said that it may go over the limit.
pub(super) fn past_the_line(
    event: &Event,
    party: Party,
    seating: &Seating,
    place: Place,
) -> Result<(), Error> {
    if has_room(party, seating) || place == Place::Over {
        return Ok(());
    }
    let why = format!("{} Tick the box to go over the limit.", no_seat(event, party));
    Err(Error::invalid("place", why))
}

/// Whether enough seats are free, whoever waits and for whomever they are kept.
pub(super) fn has_room(party: Party, seating: &Seating) -> bool {
    seating.free(party.online).is_none_or(|free| party.seats <= free)
}

/// What these seats come to, where that needs saying: `This makes 41 of 40 seats in the room.`
pub(super) fn remark(party: Party, seating: &Seating) -> Option<String> {
    let half = seating.half(party.online);
    let limit = half.limit?;
    let taken = half.taken + party.seats;
    let (seats, place) = if party.online { ("places", "online") } else { ("seats", "in the room") };
    if taken > limit {
        return Some(format!("Over the limit: this makes {taken} of {limit} {seats} {place}."));
    }
    if !seating.has_room_for(party) {
        return Some("The free seats are kept for others; this one gets some of them.".to_owned());
    }
    half.someone_waits.then(|| {
        "Others are on the waiting list; this one gets a seat before those who wait.".to_owned()
    })
}

fn no_seat(event: &Event, party: Party) -> String {
    let limit = event.limit(party.online).unwrap_or_default();
    match (party.online, limit) {
        (false, 0) => "There are no seats in the room.".to_owned(),
        (true, 0) => "There are no places online.".to_owned(),
        (false, _) if party.seats > 1 => {
            format!("No {} seats are free in the room: the limit is {limit}.", party.seats)
        }
        (true, _) if party.seats > 1 => {
            format!("No {} places are free online: the limit is {limit}.", party.seats)
        }
        (false, _) => format!("No seat is free in the room: the limit is {limit}."),
        (true, _) => format!("No place is free online: the limit is {limit}."),
    }
}
