//! Taking a reply: a seat, a place in the waiting list, or the RSVP that was there already.
//!
//! The answer is the same whoever was on the list before; only the mail tells.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, IntoActiveModel as _};

use super::form::{Guest, Reply};
use super::{ActiveModel, COLUMN, Entity, Rsvp, Standing, found_by, seats};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::{self, Event};
use crate::outbox::{self, Kind};
use crate::token::random_id;
use crate::{journal, known_domains};

/// The same reply within this time is the same click: a double one, or one whose answer was lost.
const SAME_CLICK: TimeDelta = TimeDelta::minutes(2);

/// What the answer page may know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replied {
    /// The well-known domain that the typed one seems to misspell.
    pub hint: Option<&'static str>,
}

/// Takes a guest's reply to the public event of this slug.
///
/// # Errors
/// `NotFound`, `Refused` (closed, over …), `Invalid` with a slip per field, `Busy`.
pub async fn reply(desk: &Desk, slug: &str, reply: &Reply) -> Result<Replied> {
    let event = event::public(desk.read(), slug, desk.now()).await?;
    event.takes_replies(desk.now())?;
    let guest = reply.guest()?;
    let online = event.is_online_reply(&reply.attending);

    let _place = desk.queue()?;
    let txn = desk.begin().await?;
    let event = event::locked(&txn, event.id).await?;
    if !event.is_public(desk.now()) {
        return Err(Error::NotFound);
    }
    event.takes_replies(desk.now())?;
    match of_person(&txn, &event, &guest).await? {
        Some(known) => again(desk, &txn, &event, known, &guest, online).await?,
        None => first(desk, &txn, &event, &guest, online).await?,
    }
    txn.commit().await?;
    desk.ring();
    Ok(Replied { hint: known_domains::meant(guest.email.as_str()) })
}

/// The RSVP of who has this address.
pub(super) async fn of_person<C: ConnectionTrait>(
    txn: &C,
    event: &Event,
    guest: &Guest,
) -> Result<Option<Rsvp>> {
    let of_person = Entity::find()
        .filter(COLUMN.event_id.eq(event.id))
        .filter(COLUMN.email.eq(guest.email.as_str()))
        .filter(COLUMN.who.eq(""));
    Ok(of_person.one(txn).await?)
}

async fn first<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    event: &Event,
    guest: &Guest,
    online: bool,
) -> Result<()> {
    let standing = event.admit(online, seats::counts(txn, event).await?)?;
    let turn = seats::next_turn(txn, event).await?;
    let rsvp = new_row(desk, event, guest, online, standing, turn).insert(txn).await?;
    welcome(desk, txn, &rsvp).await?;
    journal::note(txn, desk.now(), "guest", "replied", Some(event.id), Some(rsvp.id)).await
}

/// A reply as it will be kept.
pub(super) fn new_row(
    desk: &Desk,
    event: &Event,
    guest: &Guest,
    online: bool,
    standing: Standing,
    turn: i64,
) -> ActiveModel {
    let now = desk.now();
    ActiveModel {
        id: NotSet,
        event_id: Set(event.id),
        email: Set(guest.email.as_str().to_owned()),
        who: Set(String::new()),
        name: Set(guest.name.clone()),
        standing: Set(standing),
        uid: Set(format!("{}@{}", random_id(), desk.host())),
        organization: Set(guest.organization.clone()),
        job_title: Set(guest.job_title.clone()),
        category: Set(guest.category.clone()),
        access: Set(guest.access.clone()),
        found_by: Set(found_by(&guest.name, guest.organization.as_deref(), guest.email.as_str())),
        marks: Set(guest.marks.clone()),
        given_up_from: Set(None),
        online: Set(online),
        turn: Set(turn),
        sequence: Set(0),
        occurrence: Set(0),
        replied_at: Set(now),
        changed_at: Set(now),
    }
}

/// The letter that a new standing deserves.
pub(super) async fn welcome<C: ConnectionTrait>(desk: &Desk, txn: &C, rsvp: &Rsvp) -> Result<()> {
    let kind = match rsvp.standing {
        Standing::Seated => Kind::Confirmed,
        Standing::Waiting => Kind::Waiting,
        Standing::Asked => Kind::Asked,
        Standing::GivenUp | Standing::Cancelled => return Ok(()),
    };
    outbox::post(desk, txn, rsvp, kind).await
}

/// Somebody with this address has replied before. Who sends this one is not known, so nothing that
/// they said then is changed; the letter brings the link with which they can.
async fn again<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    event: &Event,
    known: Rsvp,
    guest: &Guest,
    online: bool,
) -> Result<()> {
    if known.standing == Standing::GivenUp {
        return return_to(desk, txn, event, known, guest, online).await;
    }
    if is_same_click(&known, guest, online, desk.now())
        || !outbox::may_write_to(desk, txn, &known.email).await?
    {
        return Ok(());
    }
    let mut row = known.clone().into_active_model();
    row.occurrence = Set(known.occurrence + 1);
    let rsvp = row.update(txn).await?;
    outbox::post(desk, txn, &rsvp, Kind::AlreadyHere).await
}

fn is_same_click(known: &Rsvp, guest: &Guest, online: bool, now: DateTime<Utc>) -> bool {
    let just_now = (now - known.replied_at).abs() < SAME_CLICK;
    let said = (
        &known.name,
        &known.organization,
        &known.job_title,
        &known.category,
        &known.access,
        known.online,
    );
    let says = (
        &guest.name,
        &guest.organization,
        &guest.job_title,
        &guest.category,
        &guest.access,
        online,
    );
    just_now && said == says
}

/// Who gave up their seat and replies anew stands where a new guest would.
async fn return_to<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    event: &Event,
    known: Rsvp,
    guest: &Guest,
    online: bool,
) -> Result<()> {
    let standing = event.admit(online, seats::counts(txn, event).await?)?;
    let mut row =
        new_row(desk, event, guest, online, standing, seats::next_turn(txn, event).await?);
    row.id = Set(known.id);
    row.uid = Set(known.uid);
    row.sequence = Set(known.sequence + 1);
    row.occurrence = Set(known.occurrence + 1);
    let rsvp = row.update(txn).await?;
    welcome(desk, txn, &rsvp).await?;
    journal::note(txn, desk.now(), "guest", "replied anew", Some(event.id), Some(rsvp.id)).await
}
