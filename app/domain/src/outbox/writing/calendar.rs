//! The calendar part of a letter, and the guest's own entry as a file.

use sea_orm::entity::prelude::*;

use crate::calendar::{self, Method};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::{self, Event};
use crate::outbox::Posted;
use crate::rsvp::{Rsvp, Standing};
use crate::site::{self, Site};

/// Where an entry of who takes part online takes place.
const ONLINE: &str = "Online";

/// The calendar part as fixed when the letter was queued; an event without a date has none.
pub(super) fn calendar_part(
    desk: &Desk,
    site: &Site,
    posted: &Posted,
    rsvp: &Rsvp,
    event: &Event,
) -> Option<(&'static str, String)> {
    let (method, name) = match posted.calendar.as_deref()? {
        "CANCEL" => (Method::Cancel, "CANCEL"),
        _ => (Method::Request, "REQUEST"),
    };
    let sequence = u32::try_from(posted.sequence).unwrap_or(u32::MAX);
    let mut entry = event::entry(desk, site, event, rsvp.uid.clone(), sequence, posted.written_at)?;
    // Calendars take an invitation only for an address of their own (RFC 5546 §3.2.2).
    entry.attendee = Some(posted.recipient.clone());
    if rsvp.online {
        entry.place = Some(ONLINE.to_owned());
    }
    if name == "CANCEL" {
        entry.standing = calendar::Standing::Cancelled;
    }
    Some((name, calendar::render(method, None, &[entry])))
}

/// The guest's own entry as a file: no attendee, no link of theirs.
///
/// # Errors
/// `NotFound` for who has no seat, and for an event without a date.
pub(crate) async fn own_calendar(desk: &Desk, rsvp: &Rsvp) -> Result<String> {
    let event = event::Entity::find_by_id(rsvp.event_id).one(desk.read()).await?;
    let event = event.filter(|event| event.deleted_at.is_none()).ok_or(Error::NotFound)?;
    let sequence = u32::try_from(rsvp.sequence).unwrap_or(u32::MAX);
    let site = site::current(desk).await?;
    // The same SEQUENCE with a later stamp is newer, too (RFC 5546 §2.1.5): the event may have been
    // called off since.
    let stamp = rsvp.changed_at.max(event.changed_at);
    let entry = event::entry(desk, &site, &event, rsvp.uid.clone(), sequence, stamp);
    let mut entry = entry.ok_or(Error::NotFound)?;
    if rsvp.online {
        entry.place = Some(ONLINE.to_owned());
    }
    match rsvp.standing {
        Standing::Seated => {}
        Standing::GivenUp | Standing::Cancelled if rsvp.given_up_from == Some(Standing::Seated) => {
            entry.standing = calendar::Standing::Cancelled;
        }
        _ => return Err(Error::NotFound),
    }
    Ok(calendar::render(Method::Publish, None, &[entry]))
}
