//! Seats that staff give: by the rules that guests have, or over the limit when they say so.

use super::Place;
use crate::error::Error;
use crate::event::{Counts, Event};
use crate::rsvp::Standing;

/// A seat while one is free and nobody waits for it; else what staff chose.
///
/// # Errors
/// `Invalid` on `place` while they have not chosen.
pub(super) fn for_newcomer(
    event: &Event,
    online: bool,
    counts: Counts,
    place: Place,
) -> Result<Standing, Error> {
    match place {
        _ if !event.is_full(online, counts) => Ok(Standing::Seated),
        Place::Over => Ok(Standing::Seated),
        Place::Line => Ok(Standing::Waiting),
        Place::Unsaid => {
            Err(Error::invalid("place", format!("{} Please choose.", no_seat(event, online))))
        }
    }
}

/// A seat for who is given one past the line: while one is free, or over the limit.
///
/// # Errors
/// `Invalid` on `place` when staff have not said that it may go over the limit.
pub(super) fn past_the_line(
    event: &Event,
    online: bool,
    counts: Counts,
    place: Place,
) -> Result<(), Error> {
    if has_room(event, online, counts) || place == Place::Over {
        return Ok(());
    }
    let why = format!("{} Tick the box to go over the limit.", no_seat(event, online));
    Err(Error::invalid("place", why))
}

/// Whether fewer sit than there are seats, whoever waits.
pub(super) fn has_room(event: &Event, online: bool, counts: Counts) -> bool {
    event.limit(online).is_none_or(|limit| counts.seated(online) < limit)
}

/// What one seat more comes to, where that needs saying: `This makes 41 of 40 seats in the room.`
pub(super) fn remark(event: &Event, online: bool, counts: Counts) -> Option<String> {
    let limit = event.limit(online)?;
    let seated = counts.seated(online) + 1;
    let (seats, place) = if online { ("places", "online") } else { ("seats", "in the room") };
    if seated > limit {
        return Some(format!("Over the limit: this makes {seated} of {limit} {seats} {place}."));
    }
    counts.someone_waits(online).then(|| {
        "Others are on the waiting list; this one gets a seat before those who wait.".to_owned()
    })
}

fn no_seat(event: &Event, online: bool) -> String {
    let limit = event.limit(online).unwrap_or_default();
    match (online, limit) {
        (false, 0) => "There are no seats in the room.".to_owned(),
        (true, 0) => "There are no places online.".to_owned(),
        (false, _) => format!("No seat is free in the room: the limit is {limit}."),
        (true, _) => format!("No place is free online: the limit is {limit}."),
    }
}
