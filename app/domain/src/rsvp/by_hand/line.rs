//! The line by hand: another place for who waits, and taking an offer back.
//!
//! Moving somebody to a place shifts everybody from there on by one turn, so that the order of all
//! others stays. Places are counted in each half by itself, as guests are told them.

use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder as _, QuerySelect as _};

use super::Stop;
use super::plan::{Moved, Plan};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::Event;
use crate::outbox::Kind;
use crate::rsvp::{COLUMN, Column, Rsvp, Standing, seats};
use crate::seating::{Seating, Verdict, Walk};

/// The control's name.
const FIELD: &str = "place-in-line";

/// Somebody who waits gets the place that was typed.
pub(super) async fn move_in_line<C: ConnectionTrait>(
    db: &C,
    event: &Event,
    before: Rsvp,
    typed: &str,
) -> Result<Plan, Stop> {
    let Some(from) = seats::place_in_line(db, &before).await? else {
        return Err(Error::NotNow("Only who waits has a place in line.").into());
    };
    let others = others(db, &before).await?;
    if others == 0 {
        return Err(Error::NotNow("Nobody else waits: there is no other place in line.").into());
    }
    let to = place(typed, others + 1)?;
    if to == from {
        return Err(Error::invalid(FIELD, "They stand there already.").into());
    }
    let mut plan = to_place(db, event, before, to).await?;
    plan.moved = plan.moved.map(|moved| Moved { from: Some(from), ..moved });
    plan.deeds.push("moved in line");
    plan.remarks.push("No mail goes out: places in line change all the time.".to_owned());
    Ok(plan)
}

/// An offer is taken back; its holder waits at the place that was typed, or where they stood.
///
/// # Errors
/// `Invalid` on the place when the same seat would be offered to them again at once.
pub(super) async fn withdraw<C: ConnectionTrait>(
    desk: &Desk,
    db: &C,
    event: &Event,
    before: Rsvp,
    typed: &str,
) -> Result<Plan, Stop> {
    if before.standing != Standing::Offered {
        return Err(Error::NotNow("This RSVP has no offer that could be taken back.").into());
    }
    let others = others(db, &before).await?;
    let to = if typed.trim().is_empty() {
        in_front(db, &before).await? + 1
    } else {
        place(typed, others + 1)?
    };
    let mut seating = seats::seating_of(db, event, desk.now()).await?;
    seating.take_back(before.as_party());
    let again = event.may_offer(desk.now()).is_ok() && is_next(db, seating, &before, to).await?;
    if again {
        let why = "The seat would be offered to them again at once. Please choose a place further back, or move somebody else before them first.";
        return Err(Error::invalid(FIELD, why).into());
    }
    let mut plan = to_place(db, event, before, to).await?;
    plan.after.standing = Standing::Waiting;
    plan.deeds.push("withdrew the offer");
    plan.letter = Some(Kind::Waiting);
    Ok(plan)
}

fn place(typed: &str, last: i64) -> Result<i64> {
    let place = typed.trim().parse().ok().filter(|place| (1..=last).contains(place));
    place.ok_or_else(|| {
        Error::invalid(FIELD, format!("Please write a whole number from 1 to {last}."))
    })
}

/// At this place in line: they get the turn of who has it now, or come after the last.
async fn to_place<C: ConnectionTrait>(
    db: &C,
    event: &Event,
    before: Rsvp,
    to: i64,
) -> Result<Plan> {
    let skipped = u64::try_from(to - 1).unwrap_or_default();
    let there: Option<i64> = line(&before)
        .order_by_asc(COLUMN.turn)
        .offset(skipped)
        .limit(1)
        .select_only()
        .column(Column::Turn)
        .into_tuple()
        .one(db)
        .await?;
    let turn = match there {
        Some(turn) => turn,
        None => seats::next_turn(db, event.id).await?,
    };
    let after = Rsvp { turn, ..before.clone() };
    let mut plan = Plan::of(before, after);
    plan.moved = Some(Moved { from: None, to, others_from: there });
    Ok(plan)
}

/// All others who wait in the same half.
fn line(rsvp: &Rsvp) -> Select<crate::rsvp::Entity> {
    seats::waiting(rsvp.event_id, rsvp.online).filter(COLUMN.id.ne(rsvp.id))
}

async fn others<C: ConnectionTrait>(db: &C, rsvp: &Rsvp) -> Result<i64> {
    Ok(i64::try_from(line(rsvp).count(db).await?).unwrap_or(i64::MAX - 1))
}

async fn in_front<C: ConnectionTrait>(db: &C, rsvp: &Rsvp) -> Result<i64> {
    let before = line(rsvp).filter(COLUMN.turn.lt(rsvp.turn)).count(db).await?;
    Ok(i64::try_from(before).unwrap_or(i64::MAX - 1))
}

/// Whether the line would come to an offer for them at this place.
async fn is_next<C: ConnectionTrait>(
    db: &C,
    seating: Seating,
    rsvp: &Rsvp,
    place: i64,
) -> Result<bool> {
    let before: Vec<(i64, Option<String>)> = line(rsvp)
        .order_by_asc(COLUMN.turn)
        .limit(u64::try_from(place - 1).unwrap_or_default())
        .select_only()
        .columns([Column::Party, Column::Category])
        .into_tuple()
        .all(db)
        .await?;
    let mut walk = Walk::new(seating, rsvp.online);
    for (seats, category) in before {
        walk.next(seats, category.as_deref());
    }
    Ok(walk.next(rsvp.party, rsvp.category.as_deref()) == Verdict::Offer)
}
