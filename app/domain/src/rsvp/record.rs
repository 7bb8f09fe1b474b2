//! One RSVP with everything that staff may know of it.

use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QuerySelect as _};

use super::by_hand::{Place, Typed};
use super::came;
use super::list::{Heading, brief, heading_of, why};
use super::{COLUMN, Column, Entity, Rsvp, Standing, by_hand, seats};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::{self, Event};
use crate::journal;
use crate::line::{self, Reason};
use crate::opt_out;
use crate::outbox::of_rsvp;
use crate::staff::Staff;
use crate::time::Zone;
use crate::timeline;

/// Entries of the journal that its page shows.
const ENTRIES: u64 = 50;

/// An RSVP as staff see it.
#[expect(clippy::struct_excessive_bools, reason = "independent facts, all asked by name")]
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
    /// The places that they could have in line, while waiting or with an offer.
    pub places: Option<i64>,
    /// How it came to stand there, in a sentence: why there is no offer, until when there is one.
    pub why: Option<String>,
    /// Seats, their own among them.
    pub party: i64,
    /// The colleague's RSVP that has the place now: row number and name.
    pub handed_to: Option<(i64, String)>,
    /// The RSVP that the place came from, likewise.
    pub handed_by: Option<(i64, String)>,
    /// For a place online.
    pub online: bool,
    /// Letters and the calendar entry name nothing in what a glance can catch.
    pub discreet: bool,
    /// What was typed about the guest, as the form for correcting it shows it.
    pub kept: Typed,
    /// Who replied for them gets a copy of every letter.
    pub copies: bool,
    /// What they come as, in words.
    pub category: Option<String>,
    /// What looked odd about the reply, in words.
    pub oddities: Vec<&'static str>,
    /// When the reply that counts came.
    pub replied: String,
    /// When anything about it last changed.
    pub changed: String,
    /// Whether they came, in words, once the event has begun.
    pub came: Option<&'static str>,
    /// What the address wants of announcements, in words, where that is not all of them.
    pub announcements: Option<&'static str>,
    /// Staff may move it between the room and online.
    pub may_move: bool,
    /// When they last said again that they come.
    pub reconfirmed: Option<String>,
    /// Letters that are to come, and reminders that are not, and why.
    pub to_come: Vec<timeline::Coming>,
    /// Its letters, the newest first.
    pub letters: Vec<of_rsvp::Line>,
    /// What was done to it, the newest first.
    pub journal: Vec<journal::Line>,
}

crate::private::private!(Record);

impl Record {
    /// A seat for each of them would go over the limit of their half.
    pub fn lacks_room(&self) -> bool {
        // Seats that an offer holds are theirs already.
        let more = if self.standing.takes_a_seat() { 0 } else { self.party };
        !self.event.has_room_for(self.online, more)
    }

    /// Somebody more with them, or in the other half, could go over a limit.
    pub fn may_not_fit(&self) -> bool {
        let elsewhere = self.may_move && !self.event.has_room_for(!self.online, self.party);
        elsewhere || !self.event.has_room_for(self.online, 1)
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
    let reason = reason(desk, db, &event, &rsvp).await?;
    Ok(Record {
        event: heading_of(db, &event).await?,
        id: rsvp.id,
        standing: rsvp.standing,
        given_up_from: rsvp.given_up_from,
        place_in_line: seats::place_in_line(db, &rsvp).await?,
        places: places(db, &rsvp).await?,
        why: why(&rsvp, reason, zone),
        party: rsvp.party,
        handed_to: named(db, rsvp.handed_to).await?,
        handed_by: named(db, rsvp.handed_by).await?,
        online: rsvp.online,
        discreet: rsvp.discreet,
        copies: rsvp.scheduler_allowed_at.is_some(),
        category: rsvp.category.as_deref().map(super::category_in_words),
        oddities: oddities(rsvp.marks.as_deref()),
        replied: brief(rsvp.replied_at, zone),
        changed: brief(rsvp.changed_at, zone),
        came: event.has_begun(desk.now()).then(|| came::words(&rsvp)),
        announcements: opt_out::declines(db, &rsvp.email).await?.then_some("Wants none"),
        may_move: by_hand::may_choose(&event, Some(rsvp.online)),
        reconfirmed: rsvp.reconfirmed_at.map(|at| brief(at, zone)),
        to_come: timeline::of_rsvp(desk, staff, id).await?,
        letters: of_rsvp::of_rsvp(desk, id, zone).await?,
        journal: journal::of_rsvp(desk, id, ENTRIES).await?,
        kept: Typed {
            name: rsvp.name,
            email: rsvp.email,
            organization: rsvp.organization.unwrap_or_default(),
            job_title: rsvp.job_title.unwrap_or_default(),
            category: rsvp.category.unwrap_or_default(),
            access: rsvp.access.unwrap_or_default(),
            companions: rsvp.companions.0,
            scheduler_name: rsvp.scheduler_name.unwrap_or_default(),
            scheduler_email: rsvp.scheduler_email.unwrap_or_default(),
            attending: if rsvp.online { "online" } else { "room" }.to_owned(),
            place: Place::Unsaid,
        },
    })
}

/// Why who waits has no offer.
async fn reason<C: ConnectionTrait>(
    desk: &Desk,
    db: &C,
    event: &Event,
    rsvp: &Rsvp,
) -> Result<Option<Reason>> {
    if rsvp.standing != Standing::Waiting {
        return Ok(None);
    }
    Ok(line::reasons(db, event, desk.now()).await?.get(&rsvp.id).copied())
}

/// How long the line is with them in it.
async fn places<C: ConnectionTrait>(db: &C, rsvp: &Rsvp) -> Result<Option<i64>> {
    if !matches!(rsvp.standing, Standing::Waiting | Standing::Offered) {
        return Ok(None);
    }
    let others = seats::waiting(rsvp.event_id, rsvp.online).filter(COLUMN.id.ne(rsvp.id));
    Ok(i64::try_from(others.count(db).await?).ok().map(|others| others + 1))
}

/// The RSVP's number with the name.
async fn named<C: ConnectionTrait>(db: &C, id: Option<i64>) -> Result<Option<(i64, String)>> {
    let Some(id) = id else { return Ok(None) };
    let found = Entity::find_by_id(id).select_only().columns([Column::Id, Column::Name]);
    Ok(found.into_tuple().one(db).await?)
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
