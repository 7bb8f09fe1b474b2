//! One's own RSVP, opened by the mailed link: see it, take an offer, change it, give it up, take it
//! back, hand it over, allow copies.
//!
//! The link only opens a page; every change is a button, because mail scanners follow links. Each
//! deed looks at the link again under the event's lock, since it may have died meanwhile.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, IntoActiveModel as _, QuerySelect as _};

use super::{Entity, Rsvp, Standing, by_hand, seats};
use crate::briefing::{Briefing, Stage};
use crate::desk::Desk;
use crate::error::{Error, Refusal, Result};
use crate::event::{self, Event};
use crate::outbox;
use crate::sitting::{self, Doing, Sitting};
use crate::time;
use crate::token::{self, Token};

mod change;
mod coming;
mod copies;
mod discreet;
mod hand_over;
mod leave;
mod offer;
mod plan;
mod room;

pub use change::{Answer, Changes, Review, Step, change};
pub use coming::confirm_coming;
pub use copies::{allow_copies, stop_copies};
pub use discreet::be_discreet;
pub use hand_over::{Colleague, Handing, HandingOver, hand_over};
pub use leave::{give_up, take_back};
pub use offer::{pass_on, take};

/// What a guest sees of their own RSVP.
#[expect(clippy::struct_excessive_bools, reason = "independent facts, all asked by name")]
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
    /// Until when the seats are held that are offered: `Friday, June 16, 2017, 1:00 pm ET`.
    pub offered_until: Option<String>,
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
    /// Seats: the guest's own and one for each companion.
    pub party: i64,
    /// Names of those whom the guest brings.
    pub companions: Vec<String>,
    /// Who replied on behalf of the guest, with another address than theirs.
    pub scheduler: Option<Scheduler>,
    /// The most seats that the RSVP may come to take.
    pub largest_party: i64,
    /// The room and online can be chosen from.
    pub choice: bool,
    /// They said again that they come.
    pub is_sure: bool,
    /// The stream's address, for the confirmed.
    pub stream: Option<String>,
    /// The offer can be taken and passed on.
    pub may_take: bool,
    /// It can still be changed and given up.
    pub may_change: bool,
    /// The hosts' cut-off for changes has passed.
    pub is_too_late: bool,
    /// Seats may still be offered to those who wait, now or later.
    pub may_be_offered: bool,
    /// The room, or online, has a limit.
    pub is_limited: bool,
    /// The hosts' cut-off in words, if they set one.
    pub changes_until: Option<String>,
    /// It can be handed over to a colleague.
    pub may_hand_over: bool,
    /// Whoever gives it up now can take that back for a while.
    pub may_come_back: bool,
    /// Letters and the calendar entry name nothing in what a glance can catch.
    pub discreet: bool,
    /// It was given up, or its offer ran out, and it can be taken back.
    pub may_take_back: bool,
}

/// Who replied on behalf of a guest.
#[derive(Clone, PartialEq, Eq)]
pub struct Scheduler {
    /// Name.
    pub name: String,
    /// Mail address.
    pub email: String,
    /// The guest, or staff, allowed them copies.
    pub is_allowed: bool,
}

crate::private::private!(OwnRsvp, Scheduler);

/// The RSVP that this link opens.
///
/// # Errors
/// `NotFound` for a link that opens nothing, whatever the reason.
pub async fn of_pass(desk: &Desk, pass: &str) -> Result<OwnRsvp> {
    let rsvp = as_it_stands(by_pass(desk.read(), pass).await?, desk.now());
    let (event, briefing) = event::own_briefing(desk, rsvp.event_id).await?;
    let place_in_line = seats::place_in_line(desk.read(), &rsvp).await?;
    Ok(shown(&event, briefing, rsvp, place_in_line, desk.now()))
}

fn shown(
    event: &Event,
    briefing: Briefing,
    rsvp: Rsvp,
    place_in_line: Option<i64>,
    now: DateTime<Utc>,
) -> OwnRsvp {
    let (standing, changes) = (rsvp.standing, event.takes_changes(now));
    let comes_back = changes.is_ok() && event.takes_replies(now).is_ok();
    let gone = matches!(standing, Standing::GivenUp | Standing::Lapsed);
    let moment = |at| time::moment(at, event.zone());
    OwnRsvp {
        briefing,
        is_public: event.is_public(now),
        standing,
        given_up_from: rsvp.given_up_from,
        place_in_line,
        offered_until: rsvp.offered_until.map(moment),
        largest_party: event.largest_party().max(rsvp.party),
        choice: may_switch(event, &rsvp),
        stream: event.online_url.clone().filter(|_| standing == Standing::Seated),
        is_sure: rsvp.reconfirmed_at.is_some() && standing == Standing::Seated,
        may_take: standing == Standing::Offered && event.stage(now) == Stage::Coming,
        may_change: changes.is_ok() && standing.is_alive(),
        is_too_late: changes == Err(Refusal::TooLate),
        may_be_offered: event.may_come_to_offer(now) && event.halves().contains(&rsvp.online),
        is_limited: event.limit(rsvp.online).is_some(),
        changes_until: event.changes_until_at.map(moment),
        may_hand_over: hand_over::is_possible(event, &rsvp, now).is_ok(),
        may_come_back: comes_back,
        may_take_back: gone && comes_back,
        discreet: rsvp.discreet,
        scheduler: scheduler(&rsvp),
        name: rsvp.name,
        email: rsvp.email,
        organization: rsvp.organization.unwrap_or_default(),
        job_title: rsvp.job_title.unwrap_or_default(),
        access: rsvp.access.unwrap_or_default(),
        online: rsvp.online,
        party: rsvp.party,
        companions: rsvp.companions.0,
    }
}

fn scheduler(rsvp: &Rsvp) -> Option<Scheduler> {
    let (name, email) = rsvp.scheduler()?;
    let is_allowed = rsvp.scheduler_allowed_at.is_some();
    Some(Scheduler { name: name.to_owned(), email: email.to_owned(), is_allowed })
}

/// The own calendar entry as a file.
///
/// # Errors
/// `NotFound` for who has no seat, and for an event without a date.
pub async fn calendar(desk: &Desk, pass: &str) -> Result<String> {
    let rsvp = by_pass(desk.read(), pass).await?;
    outbox::own_calendar(desk, &rsvp).await
}

/// An offer that has run out is none, also before the line was looked at.
fn as_it_stands(rsvp: Rsvp, now: DateTime<Utc>) -> Rsvp {
    let over = rsvp.offered_until.is_some_and(|until| until <= now);
    if rsvp.standing != Standing::Offered || !over {
        return rsvp;
    }
    let from = Some(Standing::Offered);
    Rsvp { standing: Standing::Lapsed, given_up_from: from, offered_until: None, ..rsvp }
}

/// Whether the other of the room and online is there to go to.
fn may_switch(event: &Event, rsvp: &Rsvp) -> bool {
    by_hand::may_choose(event, Some(rsvp.online)) && event.limit(!rsvp.online) != Some(0)
}

/// Does a deed to the RSVP that the link opens, at its event's sitting.
async fn with_pass<T, D>(desk: &Desk, pass: &str, deed: D) -> Result<T>
where
    T: Send + 'static,
    D: for<'a> FnOnce(&'a mut Sitting, Rsvp) -> Doing<'a, T> + Send + 'static,
{
    let event_id = by_pass(desk.read(), pass).await?.event_id;
    let pass = pass.to_owned();
    sitting::at(desk, event_id, move |sitting| {
        Box::pin(async move {
            let rsvp = by_pass(sitting.txn(), &pass).await?;
            let rsvp = as_it_stands(rsvp, sitting.now());
            deed(sitting, rsvp).await
        })
    })
    .await
}

async fn by_pass<C: ConnectionTrait>(db: &C, pass: &str) -> Result<Rsvp> {
    let (rsvp, alive) = by_any_pass(db, pass).await?;
    if alive { Ok(rsvp) } else { Err(Error::NotFound) }
}

/// The RSVP that the link opens or once opened, and whether it still does.
async fn by_any_pass<C: ConnectionTrait>(db: &C, pass: &str) -> Result<(Rsvp, bool)> {
    let token = Token::from_link(pass).ok_or(Error::NotFound)?;
    let known = token::Entity::find()
        .filter(token::COLUMN.hash.eq(token.hash()))
        .select_only()
        .columns([token::Column::RsvpId, token::Column::RevokedAt])
        .into_tuple::<(i64, Option<DateTime<Utc>>)>()
        .one(db)
        .await?;
    let (rsvp_id, revoked_at) = known.ok_or(Error::NotFound)?;
    let rsvp = Entity::find_by_id(rsvp_id).one(db).await?;
    Ok((rsvp.ok_or(Error::NotFound)?, revoked_at.is_none()))
}

/// Writes down all of an RSVP that was there before.
async fn keep<C: ConnectionTrait>(txn: &C, rsvp: Rsvp) -> Result<Rsvp> {
    let rsvp = Rsvp { found_by: rsvp.findable(), ..rsvp };
    Ok(rsvp.into_active_model().reset_all().update(txn).await?)
}

async fn note(sitting: &Sitting, deed: &str, rsvp_id: i64) -> Result<()> {
    let entry = crate::journal::entry("guest", deed);
    entry.rsvp(sitting.event().id, rsvp_id).write(sitting.txn(), sitting.now()).await
}
