//! Two who look like one, of whom staff know that they are two.

use std::collections::HashSet;

use sea_orm::ActiveValue::Set;
use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;

use super::by_id;
use crate::desk::Desk;
use crate::error::Result;
use crate::journal;
use crate::staff::Staff;

/// A pair as kept.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "speaker_apart")]
pub struct Model {
    /// The lower number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub speaker_id: i64,
    /// The higher one.
    #[sea_orm(primary_key, auto_increment = false)]
    pub other_id: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// The two in the order in which they are kept.
pub(super) fn pair(one: i64, other: i64) -> (i64, i64) {
    (one.min(other), one.max(other))
}

/// All pairs.
pub(super) async fn all<C: ConnectionTrait>(db: &C) -> Result<HashSet<(i64, i64)>> {
    let found = Entity::find().all(db).await?;
    Ok(found.into_iter().map(|pair| (pair.speaker_id, pair.other_id)).collect())
}

/// Says that two who look like one are two.
///
/// # Errors
/// `NotFound`, also for somebody and themselves.
pub async fn keep_apart(desk: &Desk, staff: &Staff, one: i64, other: i64) -> Result<()> {
    let txn = desk.begin().await?;
    if one == other {
        return Err(crate::error::Error::NotFound);
    }
    by_id(&txn, one).await?;
    by_id(&txn, other).await?;
    let (low, high) = pair(one, other);
    let row = ActiveModel { speaker_id: Set(low), other_id: Set(high) };
    Entity::insert(row).on_conflict_do_nothing().exec_without_returning(&txn).await?;
    let entry = journal::by(staff, "said that two speakers are two people").speaker(one);
    entry.write(&txn, desk.now()).await?;
    txn.commit().await?;
    Ok(())
}
