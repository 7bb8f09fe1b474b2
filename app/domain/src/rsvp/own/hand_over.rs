//! Handing one's RSVP over to a colleague.
//!
//! The colleague gets an RSVP of their own, with a letter, a link and a calendar entry that are
//! theirs; the old ones die. What the answer says is the same whoever the colleague is and however
//! they stand already, so that nobody can ask about people with it.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;

use super::leave::without_seats;
use super::{as_it_stands, by_any_pass, by_pass, keep, note, with_pass};
use crate::alert;
use crate::briefing::Stage;
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::{self, Event};
use crate::lines::Lines;
use crate::outbox::{self, Kind, Pending, of_rsvp};
use crate::rsvp::form::{Guest, Reply};
use crate::rsvp::{ActiveModel, Entity, Rsvp, Standing, reply};
use crate::sitting::Sitting;
use crate::token::{self, hashed};

/// Who comes instead, as typed.
#[derive(Clone, Default)]
pub struct Colleague {
    /// Name.
    pub name: String,
    /// Mail address.
    pub email: String,
    /// Office or organisation.
    pub organization: String,
    /// Job title.
    pub job_title: String,
}

/// What handing over would come to.
#[derive(Clone, PartialEq, Eq)]
pub struct Handing {
    /// The colleague's name as it will be kept.
    pub name: String,
    /// The address that the letter goes to.
    pub email: String,
    /// Tells this from any other.
    pub seen: String,
}

/// What came of it.
pub enum HandingOver {
    /// What it would come to.
    Look(Handing),
    /// The same, because something has changed since it was looked at. Nothing was done.
    Changed(Handing),
    /// It is handed over, and the link opens nothing any more.
    Done,
}

crate::private::private!(Colleague, Handing);

/// Shows what handing over would come to, or does it if it is still what was `seen`.
///
/// # Errors
/// `NotFound`; `Invalid` with a slip per field; `Refused` once the cut-off has passed or the event
/// is over or called off; `NotNow` for who has nothing to hand over.
pub async fn hand_over(
    desk: &Desk,
    pass: &str,
    colleague: &Colleague,
    seen: Option<&str>,
) -> Result<HandingOver> {
    let Some(seen) = seen else { return look(desk, pass, colleague).await };
    if is_done(desk, pass, colleague, seen).await? {
        return Ok(HandingOver::Done);
    }
    let (typed, expected) = (colleague.clone(), seen.to_owned());
    let handed =
        with_pass(desk, pass, move |sitting, rsvp| Box::pin(hand(sitting, rsvp, typed, expected)));
    match handed.await {
        // The same form may have come twice at once, and the other was first.
        Err(Error::NotFound) if is_done(desk, pass, colleague, seen).await? => {
            Ok(HandingOver::Done)
        }
        answer => answer,
    }
}

/// Whether this RSVP can be handed over.
///
/// # Errors
/// Why not.
pub(super) fn is_possible(event: &Event, rsvp: &Rsvp, now: DateTime<Utc>) -> Result<()> {
    event.takes_changes(now)?;
    if !matches!(event.stage(now), Stage::Coming | Stage::UnderWay) {
        event.takes_replies(now)?;
    }
    if event.is_by_approval() {
        return Err(Error::NotNow("The hosts look at every guest here. Please ask them."));
    }
    match rsvp.standing {
        Standing::Seated | Standing::Offered | Standing::Waiting => Ok(()),
        _ => Err(Error::NotNow("You are not coming just now, so there is nothing to hand over.")),
    }
}

async fn look(desk: &Desk, pass: &str, colleague: &Colleague) -> Result<HandingOver> {
    let (db, now) = (desk.read(), desk.now());
    let rsvp = as_it_stands(by_pass(db, pass).await?, now);
    let event = event::Entity::find_by_id(rsvp.event_id).one(db).await?;
    let event = event.filter(|event| event.deleted_at.is_none()).ok_or(Error::NotFound)?;
    is_possible(&event, &rsvp, now)?;
    let guest = guest(&event, &rsvp, colleague)?;
    Ok(HandingOver::Look(handing(&rsvp, &guest)))
}

async fn hand(
    sitting: &mut Sitting,
    rsvp: Rsvp,
    typed: Colleague,
    seen: String,
) -> Result<HandingOver> {
    let now = sitting.now();
    is_possible(sitting.event(), &rsvp, now)?;
    let guest = guest(sitting.event(), &rsvp, &typed)?;
    let handing = handing(&rsvp, &guest);
    if handing.seen != seen {
        return Ok(HandingOver::Changed(handing));
    }
    let known = reply::of_person(sitting.txn(), sitting.event(), &guest).await?;
    let colleague = give(sitting, &rsvp, &guest, known).await?;
    let id = rsvp.id;
    token::revoke_of_rsvp(sitting.txn(), id, now).await?;
    of_rsvp::overtake_all(sitting.txn(), id, now).await?;
    let gone = Rsvp { handed_to: Some(colleague), ..without_seats(rsvp, now) };
    let gone = keep(sitting.txn(), gone).await?;
    outbox::post(sitting.desk(), sitting.txn(), &gone, Kind::HandedOver).await?;
    note(sitting, "handed over", id).await?;
    sitting.seats_changed().await?;
    Ok(HandingOver::Done)
}

/// Gives the colleague what the guest had; their row number. Whoever has as much or more keeps that,
/// and so does who was cancelled by the hosts: the seats are free for the line then.
async fn give(sitting: &Sitting, from: &Rsvp, guest: &Guest, known: Option<Rsvp>) -> Result<i64> {
    let (txn, now) = (sitting.txn(), sitting.now());
    let given = match known {
        None => anew(sitting, from, guest).insert(txn).await?,
        Some(known) if matches!(known.standing, Standing::GivenUp | Standing::Lapsed) => {
            let who = if sitting.event().shares_addresses() {
                reply::who(&guest.name)
            } else {
                known.who
            };
            reply::parts_from_scheduler(sitting, known.id).await?;
            let row = ActiveModel {
                id: Set(known.id),
                uid: Set(known.uid),
                who: Set(who),
                sequence: Set(known.sequence + 1),
                occurrence: Set(known.occurrence + 1),
                ..anew(sitting, from, guest)
            };
            row.update(txn).await?
        }
        Some(known) if is_less(&known, from) => keep(txn, lifted(known, from, now)).await?,
        Some(known) if can_join(sitting.event(), &known, from) => {
            return join(sitting, known, from).await;
        }
        Some(known) => return Ok(known.id),
    };
    of_rsvp::overtake(txn, &given, now).await?;
    alert::members_replied(sitting.desk(), txn, std::slice::from_ref(&given)).await?;
    if let Some(kind) = reply::greeting(given.standing) {
        let letters = Pending::about(sitting.desk(), &given, kind);
        outbox::post_sparingly(sitting.desk(), txn, letters).await?;
    }
    note(sitting, "was handed a seat", given.id).await?;
    Ok(given.id)
}

/// A new RSVP of the colleague. Who replied on the old one's behalf has no part in it.
fn anew(sitting: &Sitting, from: &Rsvp, guest: &Guest) -> ActiveModel {
    let (desk, event) = (sitting.desk(), sitting.event());
    ActiveModel {
        party: Set(from.party),
        offered_at: Set(from.offered_at),
        offered_until: Set(from.offered_until),
        handed_by: Set(Some(from.id)),
        ..reply::new_row(desk, event, guest, from.online, from.standing, from.turn)
    }
}

/// The colleague's own RSVP with all seats of the guest. What they told about themselves stays; the
/// companions are the guest's, since the seats were given for these.
fn lifted(known: Rsvp, from: &Rsvp, now: DateTime<Utc>) -> Rsvp {
    Rsvp {
        standing: from.standing,
        online: from.online,
        party: from.party,
        companions: Lines(from.companions.0.clone()),
        category: from.category.clone(),
        turn: from.turn,
        offered_at: from.offered_at,
        offered_until: from.offered_until,
        handed_by: Some(from.id),
        sequence: known.sequence + 1,
        occurrence: known.occurrence + 1,
        changed_at: now,
        ..known
    }
}

/// Whether the guest's companions can come with a colleague who sits, too: their seats are there.
fn can_join(event: &Event, known: &Rsvp, from: &Rsvp) -> bool {
    let both_sit = (known.standing, from.standing) == (Standing::Seated, Standing::Seated);
    let seats = known.party + from.party - 1;
    both_sit && known.online == from.online && from.party > 1 && seats <= event.largest_party()
}

/// The colleague keeps their own seat and gets those of the guest's companions.
async fn join(sitting: &Sitting, known: Rsvp, from: &Rsvp) -> Result<i64> {
    let (txn, now) = (sitting.txn(), sitting.now());
    let mut companions = known.companions.0.clone();
    companions.extend(from.companions.0.iter().cloned());
    let joined = Rsvp {
        party: known.party + from.party - 1,
        companions: Lines(companions),
        handed_by: Some(from.id),
        sequence: known.sequence + 1,
        occurrence: known.occurrence + 1,
        changed_at: now,
        ..known
    };
    let joined = keep(txn, joined).await?;
    let letters = Pending::about(sitting.desk(), &joined, Kind::Confirmed);
    outbox::post_sparingly(sitting.desk(), txn, letters).await?;
    note(sitting, "was handed seats for companions", joined.id).await?;
    Ok(joined.id)
}

/// Whether the colleague stands worse than the guest.
fn is_less(known: &Rsvp, from: &Rsvp) -> bool {
    let rank = |standing| match standing {
        Standing::Seated => 3,
        Standing::Offered => 2,
        Standing::Waiting => 1,
        _ => 0,
    };
    let (theirs, ours) = (rank(known.standing), rank(from.standing));
    let both_wait = known.standing == Standing::Waiting && theirs == ours;
    // Nobody can take a party's seats, offer or turn from it by handing its leader a single seat.
    let fits = known.party <= from.party;
    known.standing.is_alive() && fits && (theirs < ours || (both_wait && from.turn < known.turn))
}

/// The colleague by the rules of the reply form, in the place of the guest.
fn guest(event: &Event, rsvp: &Rsvp, typed: &Colleague) -> Result<Guest> {
    let reply = Reply {
        name: typed.name.clone(),
        email: typed.email.clone(),
        organization: typed.organization.clone(),
        job_title: typed.job_title.clone(),
        ..Reply::default()
    };
    let guest = reply.guest(1).map_err(|error| for_another(error, typed))?;
    if guest.email.as_str() == rsvp.email {
        if !event.shares_addresses() {
            let why = "This is your own address. Please give your colleague’s.";
            return Err(Error::invalid("email", why));
        }
        if reply::who(&guest.name) == reply::who(&rsvp.name) {
            return Err(Error::invalid("name", "This is your own name and address."));
        }
    }
    let (category, companions) = (rsvp.category.clone(), rsvp.companions.0.clone());
    Ok(Guest { category, companions, ..guest })
}

/// The reply form speaks to the guest themselves.
fn for_another(error: Error, typed: &Colleague) -> Error {
    let Error::Invalid(mut slips) = error else { return error };
    for slip in &mut slips {
        if slip.field == "name" && typed.name.trim().is_empty() {
            "Please tell us your colleague’s name.".clone_into(&mut slip.why);
        }
        if slip.field == "email" && typed.email.trim().is_empty() {
            "Please tell us your colleague’s address.".clone_into(&mut slip.why);
        }
    }
    Error::Invalid(slips)
}

fn handing(rsvp: &Rsvp, guest: &Guest) -> Handing {
    Handing {
        name: guest.name.clone(),
        email: guest.email.as_str().to_owned(),
        seen: fingerprint(rsvp, rsvp.standing, rsvp.occurrence, guest),
    }
}

/// What the guest has and who gets it. Nothing in it comes from what is known of the colleague.
fn fingerprint(rsvp: &Rsvp, standing: Standing, occurrence: i64, guest: &Guest) -> String {
    let counts = [rsvp.id, occurrence, rsvp.party, i64::from(rsvp.online)];
    let counts = counts.map(|count| count.to_string());
    let standing = standing.to_string();
    let (organization, title) = (guest.organization.as_deref(), guest.job_title.as_deref());
    let told = [&guest.name, guest.email.as_str(), organization.unwrap_or_default()];
    let counts = counts.iter().map(String::as_str);
    let words = counts.chain(told).chain([title.unwrap_or_default(), &standing]);
    hashed(&words.collect::<Vec<_>>().join("\u{0}"))
}

/// Whether this very form has done it already: its answer was lost, and its link is dead by now.
async fn is_done(desk: &Desk, pass: &str, typed: &Colleague, seen: &str) -> Result<bool> {
    let (rsvp, opens) = by_any_pass(desk.read(), pass).await?;
    if opens || rsvp.handed_to.is_none() {
        return Ok(false);
    }
    let event = event::Entity::find_by_id(rsvp.event_id).one(desk.read()).await?;
    let Some(event) = event else { return Ok(false) };
    let (Some(standing), Ok(guest)) = (rsvp.given_up_from, guest(&event, &rsvp, typed)) else {
        return Ok(false);
    };
    // Another review of the same RSVP may have been done first, for somebody else.
    let colleague = match rsvp.handed_to {
        Some(id) => Entity::find_by_id(id).one(desk.read()).await?,
        None => None,
    };
    let is_theirs = colleague.is_some_and(|colleague| colleague.email == guest.email.as_str());
    Ok(is_theirs && fingerprint(&rsvp, standing, rsvp.occurrence - 1, &guest) == seen)
}
