//! Each deed by hand, planned: what it needs to be possible, and what it comes to.

use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, TryIntoModel as _};

use super::plan::Plan;
use super::{Deed, Place, Stop, Typed, seat};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::Event;
use crate::outbox::Kind;
use crate::rsvp::{ActiveModel, Entity, Rsvp, Standing, found_by, reply, seats};

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
        Deed::Correct(typed) => correct(db, event, kept(db, id).await?, typed).await?,
        Deed::Admit(place) => admit(db, event, kept(db, id).await?, *place).await?,
        Deed::Cancel => cancel(kept(db, id).await?)?,
        Deed::BringBack(place) => bring_back(db, event, kept(db, id).await?, *place).await?,
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
    let counts = seats::counts(db, event).await?;
    let standing = seat::for_newcomer(event, online, counts, typed.place)?;
    let turn = seats::next_turn(db, event).await?;
    let row = reply::new_row(desk, event, &guest, online, standing, turn);
    let seated = standing == Standing::Seated;
    Ok(Plan {
        before: None,
        after: ActiveModel { id: Set(0), ..row }.try_into_model()?,
        letter: Some(letter_for(standing)),
        deeds: vec!["added by hand"],
        remarks: seated
            .then(|| seat::remark(event, online, counts))
            .flatten()
            .into_iter()
            .collect(),
    })
}

async fn correct<C: ConnectionTrait>(
    db: &C,
    event: &Event,
    before: Rsvp,
    typed: &Typed,
) -> Result<Plan, Stop> {
    let guest = typed.guest()?;
    let other = reply::of_person(db, event, &guest).await?;
    if let Some(other) = other.filter(|other| other.id != before.id) {
        return Err(Stop::Known(other.id));
    }
    let told = Rsvp {
        found_by: found_by(&guest.name, guest.organization.as_deref(), guest.email.as_str()),
        name: guest.name,
        email: guest.email.as_str().to_owned(),
        organization: guest.organization,
        job_title: guest.job_title,
        category: guest.category,
        access: guest.access,
        ..before.clone()
    };
    let mut plan = Plan::of(before, told);
    if plan.changes_something() {
        plan.deeds.push("corrected");
    }
    let online = typed.is_online(event, Some(plan.after.online));
    if online != plan.after.online {
        plan.move_to(db, event, online, typed.place).await?;
    }
    if plan.deeds.is_empty() {
        return Err(Error::NotNow("Nothing is different from what is kept.").into());
    }
    if plan.changes_address() {
        plan.remarks.push(
            "The links in all earlier mails stop working, and mails that wait for the old address are not sent.".into(),
        );
    }
    plan.letter = match (plan.was(), plan.after.standing) {
        (Some(Standing::Waiting), Standing::Seated) => Some(Kind::Confirmed),
        (_, standing) => standing.is_alive().then_some(Kind::Corrected),
    };
    Ok(plan)
}

async fn admit<C: ConnectionTrait>(
    db: &C,
    event: &Event,
    before: Rsvp,
    place: Place,
) -> Result<Plan, Stop> {
    match before.standing {
        Standing::Waiting | Standing::Asked => {}
        Standing::Seated => return Err(Error::NotNow("This seat is confirmed already.").into()),
        Standing::GivenUp | Standing::Cancelled => {
            return Err(Error::NotNow("This RSVP is cancelled. It can be brought back.").into());
        }
    }
    let counts = seats::counts(db, event).await?;
    seat::past_the_line(event, before.online, counts, place)?;
    let after = Rsvp { standing: Standing::Seated, ..before.clone() };
    let mut plan = Plan::of(before, after);
    plan.deeds.push("admitted");
    plan.letter = Some(Kind::Confirmed);
    // Admitting is giving a seat before others; only the limit needs a word.
    if !seat::has_room(event, plan.after.online, counts) {
        plan.remarks.extend(seat::remark(event, plan.after.online, counts));
    }
    Ok(plan)
}

fn cancel(before: Rsvp) -> Result<Plan> {
    if !before.standing.is_alive() {
        return Err(Error::NotNow("This RSVP is cancelled already."));
    }
    let after = Rsvp {
        standing: Standing::Cancelled,
        given_up_from: Some(before.standing),
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
    db: &C,
    event: &Event,
    before: Rsvp,
    place: Place,
) -> Result<Plan, Stop> {
    if before.standing.is_alive() {
        return Err(Error::NotNow("This RSVP is not cancelled.").into());
    }
    let (online, from) = (before.online, before.given_up_from);
    let counts = seats::counts(db, event).await?;
    let seat_again = from == Some(Standing::Seated) && seat::has_room(event, online, counts);
    let standing = match from {
        Some(Standing::Asked) => Standing::Asked,
        _ if seat_again || place == Place::Over => Standing::Seated,
        _ => seat::for_newcomer(event, online, counts, Place::Line)?,
    };
    let turn =
        if from == Some(standing) { before.turn } else { seats::next_turn(db, event).await? };
    let after = Rsvp { standing, turn, given_up_from: None, ..before.clone() };
    let mut plan = Plan::of(before, after);
    plan.deeds.push("brought back");
    plan.letter = Some(letter_for(standing));
    if standing == Standing::Seated {
        plan.remarks.extend(seat::remark(event, online, counts));
    }
    Ok(plan)
}

fn send_again(before: Rsvp) -> Plan {
    let mut plan = Plan::of(before.clone(), before);
    plan.deeds.push("sent again");
    plan.letter = Some(letter_for(plan.after.standing));
    plan
}

/// The letter that tells how an RSVP stands.
fn letter_for(standing: Standing) -> Kind {
    match standing {
        Standing::Seated => Kind::Confirmed,
        Standing::Waiting => Kind::Waiting,
        Standing::Asked => Kind::Asked,
        Standing::GivenUp => Kind::GivenUp,
        Standing::Cancelled => Kind::Cancelled,
    }
}
