//! Each deed by hand, planned: what it needs to be possible, and what it comes to.

use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, TryIntoModel as _};

use super::correction::correct;
use super::plan::Plan;
use super::{Deed, Place, Stop, Typed, line, seat};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::Event;
use crate::outbox::Kind;
use crate::rsvp::{ActiveModel, Entity, Rsvp, Standing, reply, seats};
use crate::seating::Seating;

/// Plans a deed. Under the event's lock nothing can come between the plan and storing it.
pub(super) async fn plan<C: ConnectionTrait>(
    desk: &Desk,
    db: &C,
    event: &Event,
    id: i64,
    deed: &Deed,
) -> Result<Plan, Stop> {
    let mut plan = match deed {
        Deed::Add(typed) => add(desk, db, event, typed).await?,
        Deed::Correct(typed) => correct(desk, db, event, kept(db, id).await?, typed).await?,
        Deed::Admit(place) => admit(desk, db, event, kept(db, id).await?, *place).await?,
        Deed::MoveInLine(to) => line::move_in_line(db, event, kept(db, id).await?, to).await?,
        Deed::Withdraw(to) => line::withdraw(desk, db, event, kept(db, id).await?, to).await?,
        Deed::Cancel => cancel(desk, kept(db, id).await?)?,
        Deed::BringBack(place) => bring_back(desk, db, event, kept(db, id).await?, *place).await?,
        Deed::SendAgain => send_again(kept(db, id).await?),
    };
    plan.weigh_letter(event, desk.now());
    if plan.letter.is_none() && matches!(deed, Deed::SendAgain) {
        return Err(Error::NotNow(
            "No mail fits any more: the event is over, cancelled or postponed.",
        )
        .into());
    }
    Ok(plan)
}

async fn kept<C: ConnectionTrait>(db: &C, id: i64) -> Result<Rsvp> {
    Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

async fn add<C: ConnectionTrait>(
    desk: &Desk,
    db: &C,
    event: &Event,
    typed: &Typed,
) -> Result<Plan, Stop> {
    let guest = typed.guest()?;
    if let Some(known) = reply::of_person(db, event, &guest).await? {
        return Err(Stop::Known(known.id));
    }
    let online = typed.is_online(event, None);
    let seating = seats::seating_of(db, event, desk.now()).await?;
    let party = guest.as_party(online);
    let standing = seat::for_newcomer(event, party, &seating, typed.place)?;
    let turn = seats::next_turn(db, event.id).await?;
    let row = reply::new_row(desk, event, &guest, online, standing, turn);
    let seated = standing == Standing::Seated;
    // Staff vouch for whom they enter.
    let scheduler_allowed_at = Set(guest.scheduler.as_ref().map(|_| desk.now()));
    let after = ActiveModel { id: Set(0), scheduler_allowed_at, ..row }.try_into_model()?;
    Ok(Plan {
        before: None,
        letter: Some(letter_for(&after)),
        after,
        moved: None,
        deeds: vec!["added by hand"],
        remarks: seated.then(|| seat::remark(party, &seating)).flatten().into_iter().collect(),
    })
}

async fn admit<C: ConnectionTrait>(
    desk: &Desk,
    db: &C,
    event: &Event,
    before: Rsvp,
    place: Place,
) -> Result<Plan, Stop> {
    match before.standing {
        Standing::Waiting | Standing::Offered | Standing::Asked => {}
        Standing::Seated => return Err(Error::NotNow("This seat is confirmed already.").into()),
        Standing::GivenUp | Standing::Cancelled | Standing::Lapsed => {
            return Err(Error::NotNow("This RSVP is cancelled. It can be brought back.").into());
        }
    }
    let seating = without(desk, db, event, &before).await?;
    seat::past_the_line(event, before.as_party(), &seating, place)?;
    let after = Rsvp { standing: Standing::Seated, ..before.clone() };
    let mut plan = Plan::of(before, after);
    plan.deeds.push("admitted");
    plan.letter = Some(Kind::Confirmed);
    // Admitting is giving a seat before others; only the limit needs a word.
    let party = plan.after.as_party();
    if !seating.has_room_for(party) {
        plan.remarks.extend(seat::remark(party, &seating));
    }
    Ok(plan)
}

fn cancel(desk: &Desk, before: Rsvp) -> Result<Plan> {
    if !before.standing.is_alive() {
        return Err(Error::NotNow("This RSVP is cancelled already."));
    }
    let after = Rsvp {
        standing: Standing::Cancelled,
        given_up_from: Some(before.standing),
        given_up_at: Some(desk.now()),
        reconfirmed_at: None,
        ..before.clone()
    };
    let mut plan = Plan::of(before, after);
    plan.deeds.push("cancelled by hand");
    plan.letter = Some(Kind::Cancelled);
    Ok(plan)
}

/// As it stood before while that is possible, else where a newcomer would stand: an undo right after
/// a slip must not put anybody behind people who only waited.
async fn bring_back<C: ConnectionTrait>(
    desk: &Desk,
    db: &C,
    event: &Event,
    before: Rsvp,
    place: Place,
) -> Result<Plan, Stop> {
    if before.standing.is_alive() {
        return Err(Error::NotNow("This RSVP is not cancelled.").into());
    }
    let from = before.given_up_from;
    let seating = seats::seating_of(db, event, desk.now()).await?;
    let party = before.as_party();
    let seat_again = from == Some(Standing::Seated) && seating.has_room_for(party);
    let standing = match from {
        Some(Standing::Asked) => Standing::Asked,
        _ if seat_again || place == Place::Over => Standing::Seated,
        _ => seat::for_newcomer(event, party, &seating, Place::Line)?,
    };
    let turn = if keeps_the_turn(&before, standing) {
        before.turn
    } else {
        seats::next_turn(db, event.id).await?
    };
    let after = Rsvp {
        standing,
        turn,
        given_up_from: None,
        given_up_at: None,
        handed_to: None,
        ..before.clone()
    };
    let handed_over = before.handed_to.is_some();
    let mut plan = Plan::of(before, after);
    plan.deeds.push("brought back");
    plan.letter = Some(letter_for(&plan.after));
    if standing == Standing::Seated {
        plan.remarks.extend(seat::remark(plan.after.as_party(), &seating));
    }
    if handed_over {
        plan.remarks.push(
            "Their place was handed over to a colleague, who keeps it: this takes one more.".into(),
        );
    }
    Ok(plan)
}

/// Who had an offer that staff cancelled is next in line again; who let one pass is not.
fn keeps_the_turn(before: &Rsvp, standing: Standing) -> bool {
    let offer = before.given_up_from == Some(Standing::Offered)
        && before.standing == Standing::Cancelled
        && standing == Standing::Waiting;
    before.given_up_from == Some(standing) || offer
}

/// How full the event is but for this RSVP.
async fn without<C: ConnectionTrait>(
    desk: &Desk,
    db: &C,
    event: &Event,
    rsvp: &Rsvp,
) -> Result<Seating> {
    let mut seating = seats::seating_of(db, event, desk.now()).await?;
    if rsvp.standing.takes_a_seat() {
        seating.take_back(rsvp.as_party());
    }
    Ok(seating)
}

fn send_again(before: Rsvp) -> Plan {
    let mut plan = Plan::of(before.clone(), before);
    plan.deeds.push("sent again");
    plan.letter = Some(letter_for(&plan.after));
    plan
}

/// The letter that tells how an RSVP stands.
fn letter_for(rsvp: &Rsvp) -> Kind {
    match rsvp.standing {
        Standing::Seated => Kind::Confirmed,
        Standing::Waiting => Kind::Waiting,
        Standing::Offered => Kind::Offered,
        Standing::Lapsed => Kind::Lapsed,
        Standing::Asked => Kind::Asked,
        // Whoever handed it over has no business with it any more: this letter has no link.
        Standing::GivenUp if rsvp.handed_to.is_some() => Kind::HandedOver,
        Standing::GivenUp => Kind::GivenUp,
        Standing::Cancelled => Kind::Cancelled,
    }
}
