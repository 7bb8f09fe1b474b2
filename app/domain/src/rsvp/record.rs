//! One RSVP with everything that staff may know of it.

use sea_orm::entity::prelude::*;

use super::by_hand::{Place, Typed};
use super::list::{Heading, brief, heading_of};
use super::{Entity, Standing, by_hand, seats};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event;
use crate::journal;
use crate::outbox::of_rsvp;
use crate::staff::Staff;
use crate::time::Zone;

/// Entries of the journal that its page shows.
const ENTRIES: u64 = 50;

/// An RSVP as staff see it.
pub struct Record {
    /// The event and how full it is.
    pub event: Heading,
    /// Row number.
    pub id: i64,
    /// Where it stands.
    pub standing: Standing,
    /// Where it stood when it was cancelled.
    pub given_up_from: Option<Standing>,
    /// The place in the waiting list, from 1, while waiting.
    pub place_in_line: Option<i64>,
    /// For a place online.
    pub online: bool,
    /// What was typed about the guest, as the form for correcting it shows it.
    pub kept: Typed,
    /// What they come as, in words.
    pub category: Option<String>,
    /// What looked odd about the reply, in words.
    pub oddities: Vec<&'static str>,
    /// When the reply that counts came.
    pub replied: String,
    /// When anything about it last changed.
    pub changed: String,
    /// Staff may move it between the room and online.
    pub may_move: bool,
    /// Its letters, the newest first.
    pub letters: Vec<of_rsvp::Line>,
    /// What was done to it, the newest first.
    pub journal: Vec<journal::Line>,
}

crate::private::private!(Record);

impl Record {
    /// A seat more in its own half would go over the limit.
    pub fn is_full(&self) -> bool {
        self.event.is_full(self.online)
    }
}

/// The RSVP of this number; times of its letters are told in `zone`, which is the site's.
///
/// # Errors
/// `NotFound`, also when its event was deleted.
pub async fn record(desk: &Desk, staff: &Staff, id: i64, zone: Zone) -> Result<Record> {
    let db = desk.read();
    let rsvp = Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)?;
    let event = event::for_staff(db, staff, rsvp.event_id).await?;
    Ok(Record {
        event: heading_of(db, &event).await?,
        id: rsvp.id,
        standing: rsvp.standing,
        given_up_from: rsvp.given_up_from,
        place_in_line: seats::place_in_line(db, &rsvp).await?,
        online: rsvp.online,
        category: rsvp.category.as_deref().map(super::category_in_words),
        oddities: oddities(rsvp.marks.as_deref()),
        replied: brief(rsvp.replied_at, zone),
        changed: brief(rsvp.changed_at, zone),
        may_move: by_hand::may_choose(&event, Some(rsvp.online)),
        letters: of_rsvp::of_rsvp(desk, id, zone).await?,
        journal: journal::of_rsvp(desk, id, ENTRIES).await?,
        kept: Typed {
            name: rsvp.name,
            email: rsvp.email,
            organization: rsvp.organization.unwrap_or_default(),
            job_title: rsvp.job_title.unwrap_or_default(),
            category: rsvp.category.unwrap_or_default(),
            access: rsvp.access.unwrap_or_default(),
            attending: if rsvp.online { "online" } else { "room" }.to_owned(),
            place: Place::Unsaid,
        },
    })
}

/// What stands above the form for adding somebody to this event.
///
/// # Errors
/// `NotFound`, also when it was deleted.
pub async fn heading(desk: &Desk, staff: &Staff, event_id: i64) -> Result<Heading> {
    let event = event::for_staff(desk.read(), staff, event_id).await?;
    heading_of(desk.read(), &event).await
}

/// The marks in words. They accuse nobody: assistive technology leaves the same ones.
fn oddities(marks: Option<&str>) -> Vec<&'static str> {
    let marks = marks.unwrap_or_default().split_whitespace();
    marks
        .map(|mark| match mark {
            "honeypot" => "A field that people do not see was filled in, as programs do",
            "hurried" => "The form was sent within two seconds",
            _ => "Something about the reply looked odd",
        })
        .collect()
}
