//! Letters that found their event deleted go out after all, once staff have restored it.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder as _, QuerySelect as _};

use super::by_staff::make_sound_due;
use super::{COLUMN, Entity, GONE};
use crate::error::Result;

/// Makes those letters of an event due that were parked because it was gone, and that still make sense.
/// The event is there again in this transaction.
pub(crate) async fn come_back<C: ConnectionTrait>(
    txn: &C,
    event_id: i64,
    now: DateTime<Utc>,
) -> Result<()> {
    let parked = Entity::find()
        .filter(COLUMN.event_id.eq(event_id))
        .filter(COLUMN.outcome.eq("refused"))
        .filter(COLUMN.answer.eq(GONE))
        .order_by_asc(COLUMN.id)
        .lock_exclusive()
        .all(txn)
        .await?;
    make_sound_due(txn, &parked, now).await?;
    Ok(())
}
