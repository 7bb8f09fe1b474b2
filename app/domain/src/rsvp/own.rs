//! One's own RSVP, opened by the mailed link: see it, correct it, give it up, take it back.
//!
//! The link only opens a page; every change is a button, because mail scanners follow links.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, DatabaseTransaction, IntoActiveModel as _, QuerySelect as _};

use super::form::Reading;
use super::{Entity, Rsvp, Standing, found_by, reply, seats};
use crate::briefing::{Briefing, Stage};
use crate::desk::Desk;
use crate::error::{Error, Refusal, Result};
use crate::event::{self, Event};
use crate::outbox::{self, Kind};
use crate::token::{self, Token};
use crate::{journal, text};

/// What a guest sees of their own RSVP.
#[expect(clippy::struct_excessive_bools, reason = "four independent facts, all asked by name")]
pub struct OwnRsvp {
    /// The event.
    pub briefing: Briefing,
    /// Everybody may see the event's page just now.
    pub is_public: bool,
    /// Where the RSVP stands.
    pub standing: Standing,
    /// Where it stood when it was given up.
    pub given_up_from: Option<Standing>,
    /// The place in the waiting list, from 1, while waiting.
    pub place_in_line: Option<i64>,
    /// Name.
    pub name: String,
    /// Mail address.
    pub email: String,
    /// Office or organisation.
    pub organization: String,
    /// Job title.
    pub job_title: String,
    /// What they need to take part.
    pub access: String,
    /// For a place online.
    pub online: bool,
    /// The stream's address, for the confirmed.
    pub stream: Option<String>,
    /// It can still be corrected and given up.
    pub may_change: bool,
    /// It was given up and can be taken back.
    pub may_take_back: bool,
}

/// What a guest may correct, as typed.
#[derive(Clone, Default)]
pub struct Correction {
    /// Name.
    pub name: String,
    /// Office or organisation.
    pub organization: String,
    /// Job title.
    pub job_title: String,
    /// What they need to take part.
    pub access: String,
}

/// The RSVP that this link opens.
///
/// # Errors
/// `NotFound` for a link that opens nothing, whatever the reason.
pub async fn of_pass(desk: &Desk, pass: &str) -> Result<OwnRsvp> {
    let rsvp = by_pass(desk.read(), pass).await?;
    let (event, briefing) = event::own_briefing(desk, rsvp.event_id).await?;
    let place_in_line = seats::place_in_line(desk.read(), &rsvp).await?;
    let going_on = event_goes_on(&event, desk.now());
    let confirmed = rsvp.standing == Standing::Seated;
    Ok(OwnRsvp {
        briefing,
        is_public: event.is_public(desk.now()),
        standing: rsvp.standing,
        given_up_from: rsvp.given_up_from,
        place_in_line,
        name: rsvp.name,
        email: rsvp.email,
        organization: rsvp.organization.unwrap_or_default(),
        job_title: rsvp.job_title.unwrap_or_default(),
        access: rsvp.access.unwrap_or_default(),
        online: rsvp.online,
        stream: event.online_url.clone().filter(|_| confirmed),
        may_change: going_on && rsvp.standing.is_alive(),
        may_take_back: rsvp.standing == Standing::GivenUp
            && event.takes_replies(desk.now()).is_ok(),
    })
}

/// The own calendar entry as a file.
///
/// # Errors
/// `NotFound` for who has no seat, and for an event without a date.
pub async fn calendar(desk: &Desk, pass: &str) -> Result<String> {
    let rsvp = by_pass(desk.read(), pass).await?;
    outbox::own_calendar(desk, &rsvp).await
}

/// Corrects what was typed.
///
/// # Errors
/// `Invalid` with a slip per field; `NotFound`; `Refused` once the event is over or called off.
pub async fn correct(desk: &Desk, pass: &str, typed: &Correction) -> Result<()> {
    let mut reading = Reading::default();
    let name = reading.field(text::person_name(&typed.name));
    let organization = reading.line("organization", &typed.organization);
    let job_title = reading.line("title", &typed.job_title);
    let access = reading.access(&typed.access);

    let (txn, event, rsvp) = open(desk, pass).await?;
    still_on(&event, desk.now())?;
    if !rsvp.standing.is_alive() {
        return Err(Error::Refused(Refusal::Closed));
    }
    let name = reading.done(name)?;
    let (event_id, id) = (rsvp.event_id, rsvp.id);
    let found_by = found_by(&name, organization.as_deref(), &rsvp.email);
    let mut row = rsvp.into_active_model();
    row.found_by = Set(found_by);
    row.name = Set(name);
    row.organization = Set(organization);
    row.job_title = Set(job_title);
    row.access = Set(access);
    row.changed_at = Set(desk.now());
    row.update(&txn).await?;
    journal::note(&txn, desk.now(), "guest", "corrected", Some(event_id), Some(id)).await?;
    Ok(txn.commit().await?)
}

/// Gives up the seat or the place in the waiting list. Doing it again changes nothing.
///
/// # Errors
/// `NotFound`; `Refused` once the event is over or called off.
pub async fn give_up(desk: &Desk, pass: &str) -> Result<()> {
    let (txn, event, rsvp) = open(desk, pass).await?;
    still_on(&event, desk.now())?;
    if !rsvp.standing.is_alive() {
        return Ok(());
    }
    let from = rsvp.standing;
    let (sequence, occurrence) = (rsvp.sequence, rsvp.occurrence);
    let mut row = rsvp.into_active_model();
    row.standing = Set(Standing::GivenUp);
    row.given_up_from = Set(Some(from));
    row.sequence = Set(sequence + i64::from(from == Standing::Seated));
    row.occurrence = Set(occurrence + 1);
    row.changed_at = Set(desk.now());
    let rsvp = row.update(&txn).await?;
    outbox::post(desk, &txn, &rsvp, Kind::GivenUp).await?;
    journal::note(&txn, desk.now(), "guest", "gave up", Some(event.id), Some(rsvp.id)).await?;
    txn.commit().await?;
    desk.ring();
    Ok(())
}

/// Takes back what was given up: the seat while one is free, else a place in the waiting list.
/// Doing it again changes nothing.
///
/// # Errors
/// `NotFound`; `Refused` when the event takes no replies any more.
pub async fn take_back(desk: &Desk, pass: &str) -> Result<()> {
    let (txn, event, rsvp) = open(desk, pass).await?;
    if rsvp.standing != Standing::GivenUp {
        return Ok(());
    }
    event.takes_replies(desk.now())?;
    let standing = standing_again(&txn, &event, &rsvp).await?;
    let keeps_turn = rsvp.given_up_from == Some(standing);
    let turn = if keeps_turn { rsvp.turn } else { seats::next_turn(&txn, &event).await? };
    let (sequence, occurrence) = (rsvp.sequence, rsvp.occurrence);
    let mut row = rsvp.into_active_model();
    row.standing = Set(standing);
    row.given_up_from = Set(None);
    row.turn = Set(turn);
    row.sequence = Set(sequence + 1);
    row.occurrence = Set(occurrence + 1);
    row.changed_at = Set(desk.now());
    let rsvp = row.update(&txn).await?;
    reply::welcome(desk, &txn, &rsvp).await?;
    journal::note(&txn, desk.now(), "guest", "took back", Some(event.id), Some(rsvp.id)).await?;
    txn.commit().await?;
    desk.ring();
    Ok(())
}

/// A seat that was given up is theirs again while nobody else has got it: an undo right after a
/// slip must not put them behind people who only waited.
async fn standing_again<C: ConnectionTrait>(
    txn: &C,
    event: &Event,
    rsvp: &Rsvp,
) -> Result<Standing> {
    let counts = seats::counts(txn, event).await?;
    let free = event.limit(rsvp.online).is_none_or(|limit| counts.seated(rsvp.online) < limit);
    match rsvp.given_up_from {
        Some(Standing::Asked) => Ok(Standing::Asked),
        Some(Standing::Seated) if free => Ok(Standing::Seated),
        _ => Ok(event.admit(rsvp.online, counts)?),
    }
}

/// Begins a change of the RSVP that the link opens, its event locked first.
async fn open(desk: &Desk, pass: &str) -> Result<(DatabaseTransaction, Event, Rsvp)> {
    let event_id = by_pass(desk.read(), pass).await?.event_id;
    let txn = desk.begin().await?;
    let event = event::locked(&txn, event_id).await?;
    let rsvp = by_pass(&txn, pass).await?;
    Ok((txn, event, rsvp))
}

async fn by_pass<C: ConnectionTrait>(db: &C, pass: &str) -> Result<Rsvp> {
    let token = Token::from_link(pass).ok_or(Error::NotFound)?;
    let rsvp_id = token::Entity::find()
        .filter(token::COLUMN.hash.eq(token.hash()))
        .filter(token::COLUMN.revoked_at.is_null())
        .select_only()
        .column(token::Column::RsvpId)
        .into_tuple::<i64>()
        .one(db)
        .await?;
    let rsvp = Entity::find_by_id(rsvp_id.ok_or(Error::NotFound)?).one(db).await?;
    rsvp.ok_or(Error::NotFound)
}

fn event_goes_on(event: &Event, now: DateTime<Utc>) -> bool {
    matches!(event.stage(now), Stage::Coming | Stage::UnderWay | Stage::Postponed)
}

fn still_on(event: &Event, now: DateTime<Utc>) -> Result<()> {
    if event_goes_on(event, now) {
        return Ok(());
    }
    Ok(event.takes_replies(now)?)
}
