//! Offering: whoever is next and fits is offered what is free, in the order of turns.

use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, IntoActiveModel as _, QueryOrder as _, QuerySelect as _};

use super::{PORTION, look_by};
use crate::error::Result;
use crate::journal;
use crate::outbox::{self, Kind};
use crate::rsvp::{self, Standing};
use crate::seating::{Verdict, Walk};
use crate::sitting::Sitting;

/// Offers what is free. What is too much for one transaction is left for the next look.
pub(crate) async fn offer(sitting: &mut Sitting) -> Result<()> {
    let now = sitting.now();
    if sitting.event().may_offer(now).is_err() {
        return Ok(());
    }
    for &online in sitting.event().halves() {
        let half = *sitting.seating().await?.half(online);
        if half.limit.is_none() || half.someone_waits {
            offer_half(sitting, online).await?;
        }
    }
    Ok(())
}

async fn offer_half(sitting: &mut Sitting, online: bool) -> Result<()> {
    let event_id = sitting.event().id;
    let mut walk = Walk::new(sitting.seating().await?.clone(), online);
    let (mut passed, mut offered) = (i64::MIN, 0);
    while walk.goes_on() {
        let next = next(sitting.txn(), event_id, online, passed).await?;
        let Some(last) = next.last() else { break };
        passed = last.1;
        for (id, _, seats, category) in &next {
            if walk.goes_on() && walk.next(*seats, category.as_deref()) == Verdict::Offer {
                offer_to(sitting, *id).await?;
                offered += 1;
                if offered == PORTION {
                    sitting.forget();
                    return look_by(sitting.txn(), event_id, sitting.now()).await;
                }
            }
        }
    }
    if offered > 0 {
        sitting.forget();
        let until = sitting.event().offered_until(sitting.now());
        look_by(sitting.txn(), event_id, until).await?;
    }
    Ok(())
}

/// Some who wait after this turn: row, turn, seats, category.
async fn next<C: ConnectionTrait>(
    txn: &C,
    event_id: i64,
    online: bool,
    after: i64,
) -> Result<Vec<(i64, i64, i64, Option<String>)>> {
    let next = rsvp::waiting(event_id, online)
        .filter(rsvp::COLUMN.turn.gt(after))
        .order_by_asc(rsvp::COLUMN.turn)
        .limit(PORTION)
        .select_only()
        .columns([rsvp::Column::Id, rsvp::Column::Turn])
        .columns([rsvp::Column::Party, rsvp::Column::Category]);
    Ok(next.into_tuple().all(txn).await?)
}

async fn offer_to(sitting: &Sitting, id: i64) -> Result<()> {
    let (txn, now) = (sitting.txn(), sitting.now());
    let Some(rsvp) = rsvp::Entity::find_by_id(id).one(txn).await? else { return Ok(()) };
    let occurrence = rsvp.occurrence + 1;
    let mut row = rsvp.into_active_model();
    row.standing = Set(Standing::Offered);
    row.offered_at = Set(Some(now));
    row.offered_until = Set(Some(sitting.event().offered_until(now)));
    row.occurrence = Set(occurrence);
    row.changed_at = Set(now);
    let rsvp = row.update(txn).await?;
    outbox::of_rsvp::overtake(txn, &rsvp, now).await?;
    outbox::post(sitting.desk(), txn, &rsvp, Kind::Offered).await?;
    let event_id = Some(rsvp.event_id);
    journal::note(txn, now, "waiting list", "was offered a seat", event_id, Some(rsvp.id)).await
}
