//! Letters that bring a speaker, or their assistant, the link to the schedule. The row says whose
//! schedule and to which address; the link is minted when the letter leaves.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, QuerySelect as _};

use super::posting::letter;
use super::{ActiveModel, COLUMN, Column, Entity, Kind, Posted};
use crate::desk::Desk;
use crate::error::Result;
use crate::speaker::{self, contact};

/// Queues the link for a speaker, and one of its own for their assistant. `again`: staff ask for it,
/// whatever was written before; else whoever has such a letter keeps it.
///
/// Nothing is queued, and the answer is false, where no address is known.
pub(crate) async fn post_schedule<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    speaker_id: i64,
    again: bool,
) -> Result<bool> {
    let occurrence = if again { next(txn, speaker_id).await? } else { 0 };
    let rows: Vec<ActiveModel> = contact::addresses(txn, speaker_id)
        .await?
        .into_iter()
        .map(|(address, assistant)| ActiveModel {
            speaker_id: Set(Some(speaker_id)),
            occurrence: Set(occurrence),
            copy: Set(assistant),
            ..letter(desk, &address, Kind::Schedule)
        })
        .collect();
    if rows.is_empty() {
        return Ok(false);
    }
    let once = OnConflict::new().do_nothing().to_owned();
    Entity::insert_many(rows).on_conflict(once).exec_without_returning(txn).await?;
    Ok(true)
}

async fn next<C: ConnectionTrait>(txn: &C, speaker_id: i64) -> Result<i64> {
    let last: Option<Option<i64>> = to(speaker_id)
        .select_only()
        .column_as(Column::Occurrence.max(), "last")
        .into_tuple()
        .one(txn)
        .await?;
    Ok(last.flatten().map_or(0, |last| last + 1))
}

fn to(speaker_id: i64) -> Select<Entity> {
    Entity::find().filter(COLUMN.speaker_id.eq(speaker_id)).filter(COLUMN.kind.eq(Kind::Schedule))
}

/// Whether the link was ever written to them.
pub(crate) async fn was_schedule_written<C: ConnectionTrait>(
    db: &C,
    speaker_id: i64,
) -> Result<bool> {
    Ok(to(speaker_id).count(db).await? > 0)
}

/// Whether a letter that brings a link is on its way.
pub(crate) async fn has_unsent_to_speaker<C: ConnectionTrait>(
    db: &C,
    speaker_id: i64,
) -> Result<bool> {
    Ok(to(speaker_id).filter(COLUMN.done_at.is_null()).count(db).await? > 0)
}

/// Whether the letter's address is still theirs, or their assistant's.
pub(crate) async fn may_be_written_to<C: ConnectionTrait>(
    db: &C,
    speaker_id: i64,
    letter: &Posted,
) -> Result<bool> {
    if speaker::by_id(db, speaker_id).await.is_err() {
        return Ok(false);
    }
    let contact = contact::of(db, speaker_id).await?;
    let address = if letter.copy { contact.assistant_email } else { contact.email };
    Ok(address.as_ref() == Some(&letter.recipient))
}

/// Stops all letters with the link that have not left. Those about changes leave without one.
pub(crate) async fn stop_schedules<C: ConnectionTrait>(
    txn: &C,
    speaker_id: i64,
    by: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::DoneAt, Expr::value(Some(now)))
        .col_expr(Column::ClaimedUntil, Expr::value(Option::<DateTime<Utc>>::None))
        .col_expr(Column::Outcome, Expr::value(Some("stopped".to_owned())))
        .col_expr(Column::Answer, Expr::value(Some(by.to_owned())))
        .filter(COLUMN.speaker_id.eq(speaker_id))
        .filter(COLUMN.kind.eq(Kind::Schedule))
        .filter(COLUMN.done_at.is_null())
        .exec(txn)
        .await?;
    Ok(())
}
