//! Counting: who sits, who waits, whose turn is when. Always in the caller's transaction.

use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder as _, QuerySelect as _};

use super::{COLUMN, Entity, Rsvp, Standing};
use crate::error::Result;
use crate::event::{Counts, Event};

/// What `admit` needs to know. Where there is no limit nothing is counted.
pub(crate) async fn counts<C: ConnectionTrait>(db: &C, event: &Event) -> Result<Counts> {
    let mut counts = Counts::default();
    for (online, half) in [(false, &mut counts.room), (true, &mut counts.online)] {
        if event.limit(online).is_some() {
            let seated = standing_as(event.id, Standing::Seated, online).count(db).await?;
            half.seated = i64::try_from(seated).unwrap_or(i64::MAX);
            let first = standing_as(event.id, Standing::Waiting, online);
            half.someone_waits =
                first.select_only().column(Column::Id).into_tuple::<i64>().one(db).await?.is_some();
        }
    }
    Ok(counts)
}

/// The place in the waiting list, from 1; nothing for who does not wait.
pub(crate) async fn place_in_line<C: ConnectionTrait>(db: &C, rsvp: &Rsvp) -> Result<Option<i64>> {
    if rsvp.standing != Standing::Waiting {
        return Ok(None);
    }
    let before = standing_as(rsvp.event_id, Standing::Waiting, rsvp.online)
        .filter(COLUMN.turn.lt(rsvp.turn))
        .count(db)
        .await?;
    Ok(i64::try_from(before).ok().map(|before| before + 1))
}

/// The turn after everybody's.
pub(super) async fn next_turn<C: ConnectionTrait>(txn: &C, event: &Event) -> Result<i64> {
    let last = Entity::find()
        .filter(COLUMN.event_id.eq(event.id))
        .order_by_desc(COLUMN.turn)
        .select_only()
        .column(Column::Turn)
        .into_tuple::<i64>()
        .one(txn)
        .await?;
    Ok(last.unwrap_or(0) + 1)
}

fn standing_as(event_id: i64, standing: Standing, online: bool) -> Select<Entity> {
    Entity::find()
        .filter(COLUMN.event_id.eq(event_id))
        .filter(COLUMN.standing.eq(standing))
        .filter(COLUMN.online.eq(online))
}

use super::Column;
