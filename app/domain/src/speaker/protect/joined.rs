//! The same for two entries that become one, where one of them is protected.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;

use super::{Mention, Protecting, events, rewrite};
use crate::error::Result;
use crate::speaker::Speaker;
use crate::staff::Staff;

/// The numbers of the events at which somebody appears or appeared, the lowest first.
pub(in crate::speaker) async fn events_of<C: ConnectionTrait>(
    txn: &C,
    id: i64,
) -> Result<Vec<i64>> {
    Ok(events::of(txn, id).await?.into_iter().collect())
}

/// Puts the name of `chosen` in the place of the one that their record has, and of all by which they
/// were printed. The answer is where such a name stands in free text.
pub(in crate::speaker) async fn erase_names<C: ConnectionTrait>(
    txn: &C,
    staff: &Staff,
    chosen: &Speaker,
    now: DateTime<Utc>,
) -> Result<Vec<Mention>> {
    let typed = Protecting { name: chosen.name.clone(), minor: chosen.minor, seen: true };
    Ok(Box::pin(rewrite(txn, staff, chosen.id, &typed, now)).await?.mentions)
}
