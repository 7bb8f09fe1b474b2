//! How the queue is doing, for the health page and for kind words to guests.

use chrono::TimeDelta;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};

use super::{COLUMN, Column, Entity};
use crate::desk::Desk;
use crate::error::Result;

/// A letter that is this old and was tried in vain is late.
const LATE: TimeDelta = TimeDelta::minutes(1);

/// The queue in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Queue {
    /// Letters to be sent.
    pub to_send: u64,
    /// Seconds since the oldest of them was written.
    pub oldest_seconds: i64,
    /// Letters that were parked: refused, or too late.
    pub parked: u64,
}

/// The queue at this moment.
pub async fn queue(desk: &Desk) -> Result<Queue> {
    let db = desk.read();
    let open = Entity::find().filter(COLUMN.done_at.is_null());
    let oldest: Option<DateTimeUtc> = open
        .clone()
        .order_by_asc(COLUMN.written_at)
        .select_only()
        .column(Column::WrittenAt)
        .into_tuple()
        .one(db)
        .await?;
    let parked = Entity::find().filter(COLUMN.outcome.is_in(["refused", "too_late"]));
    Ok(Queue {
        to_send: open.count(db).await?,
        oldest_seconds: oldest.map_or(0, |written| (desk.now() - written).num_seconds().max(0)),
        parked: parked.count(db).await?,
    })
}

/// Whether guests should be told that their mail may take a while.
pub async fn is_slow(desk: &Desk) -> bool {
    let late = Entity::find()
        .filter(COLUMN.done_at.is_null())
        .filter(COLUMN.attempts.gt(0))
        .filter(COLUMN.written_at.lt(desk.now() - LATE));
    late.one(desk.read()).await.is_ok_and(|letter| letter.is_some())
}
