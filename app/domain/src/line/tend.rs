//! Tending: what is due now, and when to look again.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel as _, QueryOrder as _, QuerySelect as _};

use super::{COLUMN, Column, Entity, PORTION, never, set};
use crate::block;
use crate::briefing::Stage;
use crate::error::{Refusal, Result};
use crate::event::Event;
use crate::journal;
use crate::outbox::{self, Kind};
use crate::rsvp::{self, Rsvp, Standing};
use crate::sitting::Sitting;

/// Who waits is told of the closing when that leaves them at least so long before the event.
const WORTH_TELLING: TimeDelta = TimeDelta::hours(1);
/// A closing longer ago than this is news to nobody.
const STALE: TimeDelta = TimeDelta::hours(24);

/// Does what is due and says when the line is looked at again.
pub(crate) async fn tend(sitting: &mut Sitting) -> Result<()> {
    let (event_id, now) = (sitting.event().id, sitting.now());
    set(sitting.txn(), event_id, never(), now).await?;
    follow_the_event(sitting).await?;
    let all_lapsed = lapse(sitting).await?;
    let all_told = close(sitting).await?;
    sitting.seats_changed().await?;
    let next = if all_lapsed && all_told { next(sitting).await? } else { now };
    super::look_by(sitting.txn(), event_id, next).await
}

/// An event that was changed since may end its offers sooner, or make none just now: then nobody
/// loses their turn.
async fn follow_the_event(sitting: &mut Sitting) -> Result<()> {
    let (event, now) = (sitting.event(), sitting.now());
    match event.may_offer(now) {
        Ok(()) | Err(Refusal::Over | Refusal::TooLate) => {}
        Err(Refusal::Closed) if event.offers_end().is_some_and(|end| end <= now) => {}
        Err(_) => return put_back(sitting).await,
    }
    let Some(end) = event.offers_end() else { return Ok(()) };
    let longer = offered(sitting).filter(rsvp::COLUMN.offered_until.gt(end));
    for rsvp in longer.all(sitting.txn()).await? {
        shorten(sitting, rsvp, end).await?;
    }
    Ok(())
}

/// Who has an offer.
fn offered(sitting: &Sitting) -> Select<rsvp::Entity> {
    rsvp::Entity::find()
        .filter(rsvp::COLUMN.event_id.eq(sitting.event().id))
        .filter(rsvp::COLUMN.standing.eq(Standing::Offered))
}

/// Ends an offer sooner than it was told, which is told.
async fn shorten(sitting: &Sitting, rsvp: Rsvp, end: DateTime<Utc>) -> Result<()> {
    let (txn, now, occurrence) = (sitting.txn(), sitting.now(), rsvp.occurrence + 1);
    let mut row = rsvp.into_active_model();
    row.offered_until = Set(Some(end));
    row.occurrence = Set(occurrence);
    row.changed_at = Set(now);
    let rsvp = row.update(txn).await?;
    outbox::of_rsvp::overtake(txn, &rsvp, now).await?;
    if now < end {
        outbox::post(sitting.desk(), txn, &rsvp, Kind::Offered).await?;
    }
    note(sitting, "has less time to take the offer", rsvp.id).await
}

/// Puts who has an offer back into the line. Where the event goes on, who knew of the offer is told.
async fn put_back(sitting: &Sitting) -> Result<()> {
    let (event, txn, now) = (sitting.event(), sitting.txn(), sitting.now());
    let goes_on = event.is_public(now) && event.stage(now) == Stage::Coming;
    for rsvp in offered(sitting).all(txn).await? {
        let told = outbox::may_have_arrived(txn, &rsvp, Kind::Offered).await?;
        let rsvp = without_offer(sitting, rsvp, Standing::Waiting).await?;
        if goes_on && told {
            outbox::post(sitting.desk(), txn, &rsvp, Kind::Waiting).await?;
        }
        note(sitting, "kept the turn: nothing is offered just now", rsvp.id).await?;
    }
    Ok(())
}

/// Ends offers whose time is over; whether that was all of them.
async fn lapse(sitting: &mut Sitting) -> Result<bool> {
    let over = rsvp::Entity::find()
        .filter(rsvp::COLUMN.event_id.eq(sitting.event().id))
        .filter(rsvp::COLUMN.standing.eq(Standing::Offered))
        .filter(rsvp::COLUMN.offered_until.lte(sitting.now()))
        .order_by_asc(rsvp::COLUMN.turn)
        .limit(PORTION)
        .all(sitting.txn())
        .await?;
    let all = u64::try_from(over.len()).is_ok_and(|ended| ended < PORTION);
    for rsvp in over {
        end(sitting, rsvp).await?;
    }
    Ok(all)
}

/// Nobody loses their turn over an offer that they were never told of. But who could not be told twice
/// is not asked for ever while others wait.
async fn end(sitting: &Sitting, rsvp: Rsvp) -> Result<()> {
    let (txn, id) = (sitting.txn(), rsvp.id);
    let stage = sitting.event().stage(sitting.now());
    let told = outbox::may_have_arrived(txn, &rsvp, Kind::Offered).await?;
    let again = !told && outbox::failed_to_leave(txn, &rsvp, Kind::Offered).await? < 2;
    if stage == Stage::Coming && again {
        without_offer(sitting, rsvp, Standing::Waiting).await?;
        return note(sitting, "kept the turn: no mail had left", id).await;
    }
    let rsvp = without_offer(sitting, rsvp, Standing::Lapsed).await?;
    if stage == Stage::Coming {
        outbox::post(sitting.desk(), txn, &rsvp, Kind::Lapsed).await?;
    }
    note(sitting, "let an offer run out", id).await
}

/// Takes the offer away; letters about it that have not left are not sent any more.
async fn without_offer(sitting: &Sitting, rsvp: Rsvp, standing: Standing) -> Result<Rsvp> {
    let (txn, now) = (sitting.txn(), sitting.now());
    let occurrence = rsvp.occurrence + 1;
    let mut row = rsvp.into_active_model();
    row.standing = Set(standing);
    row.offered_at = Set(None);
    row.offered_until = Set(None);
    row.occurrence = Set(occurrence);
    row.changed_at = Set(now);
    if standing == Standing::Lapsed {
        row.given_up_from = Set(Some(Standing::Offered));
        row.given_up_at = Set(Some(now));
    }
    let rsvp = row.update(txn).await?;
    outbox::of_rsvp::overtake(txn, &rsvp, now).await?;
    Ok(rsvp)
}

async fn note(sitting: &Sitting, deed: &str, id: i64) -> Result<()> {
    let event_id = Some(sitting.event().id);
    journal::note(sitting.txn(), sitting.now(), "waiting list", deed, event_id, Some(id)).await
}

/// Tells those who wait that RSVPs have closed; whether that was all of them.
async fn close(sitting: &mut Sitting) -> Result<bool> {
    let (event, now) = (sitting.event(), sitting.now());
    let Some(closed) = event.closes_at.filter(|closes| *closes <= now) else { return Ok(true) };
    let line = Entity::find_by_id(event.id).one(sitting.txn()).await?;
    if line.is_none_or(|line| line.closed_for == Some(closed)) {
        return Ok(true);
    }
    if !is_worth_telling(event, closed, now) {
        return Ok(true);
    }
    if !tell(sitting).await? {
        return Ok(false);
    }
    Entity::update_many()
        .col_expr(Column::ClosedFor, Expr::value(Some(closed)))
        .filter(COLUMN.event_id.eq(event.id))
        .exec(sitting.txn())
        .await?;
    Ok(true)
}

fn is_worth_telling(event: &Event, closed: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    let in_time = event.starts_at.is_none_or(|starts| starts - now >= WORTH_TELLING);
    event.is_public(now) && event.stage(now) == Stage::Coming && in_time && now - closed < STALE
}

async fn tell(sitting: &Sitting) -> Result<bool> {
    let (txn, now) = (sitting.txn(), sitting.now());
    let told = outbox::about_kind(Kind::LineClosed);
    let untold = rsvp::Entity::find()
        .filter(rsvp::COLUMN.event_id.eq(sitting.event().id))
        .filter(rsvp::COLUMN.standing.eq(Standing::Waiting))
        .filter(rsvp::COLUMN.id.not_in_subquery(told))
        .order_by_asc(rsvp::COLUMN.turn)
        .limit(PORTION)
        .all(txn)
        .await?;
    for rsvp in &untold {
        outbox::post(sitting.desk(), txn, rsvp, Kind::LineClosed).await?;
    }
    let told = i64::try_from(untold.len()).unwrap_or(i64::MAX);
    if told > 0 {
        let entry = journal::entry("waiting list", "was told that RSVPs have closed");
        entry.event(sitting.event().id).number(told).write(txn, now).await?;
    }
    Ok(u64::try_from(untold.len()).is_ok_and(|told| told < PORTION))
}

/// The next moment at which something may be due: an offer's end, a block's release, the closing.
async fn next(sitting: &Sitting) -> Result<DateTime<Utc>> {
    let (event, txn, now) = (sitting.event(), sitting.txn(), sitting.now());
    let offer: Option<DateTime<Utc>> = rsvp::Entity::find()
        .filter(rsvp::COLUMN.event_id.eq(event.id))
        .filter(rsvp::COLUMN.standing.eq(Standing::Offered))
        .filter(rsvp::COLUMN.offered_until.is_not_null())
        .order_by_asc(rsvp::COLUMN.offered_until)
        .select_only()
        .column(rsvp::Column::OfferedUntil)
        .into_tuple()
        .one(txn)
        .await?;
    let blocks = block::Entity::find().filter(block::COLUMN.event_id.eq(event.id)).all(txn).await?;
    let released = blocks.into_iter().filter_map(|block| block.released_at);
    let moments = released.chain([event.closes_at, event.visible_from].into_iter().flatten());
    let moments = moments.filter(|moment| *moment > now).chain(offer);
    Ok(moments.min().unwrap_or(never()))
}
