//! Staff change an event's reminders.

use sea_orm::ActiveValue::Set;
use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

use super::form::written;
use super::{ActiveModel, Column, Entity, LadderForm};
use crate::desk::Desk;
use crate::errand;
use crate::error::{Error, Result};
use crate::event;
use crate::journal;
use crate::staff::Staff;

/// Somebody else was faster.
const CHANGED: Error = Error::NotNow(
    "Somebody else changed these reminders since you opened the page. What you typed is still here: open the page again in another window to compare, then save there.",
);

/// Keeps the steps that the form says. What is no more among them and has not left is not sent.
///
/// # Errors
/// `Invalid` with every slip; `NotNow` when they were changed since the form was shown; `NotFound`.
pub async fn change(desk: &Desk, staff: &Staff, event_id: i64, form: &LadderForm) -> Result<()> {
    let steps = form.steps()?;
    let txn = desk.begin().await?;
    let event = event::locked(&txn, event_id).await?;
    let before = super::of_event(&txn, &event).await?;
    if written(&before.steps) == written(&steps) {
        return Ok(());
    }
    if written(&before.steps) != form.seen {
        return Err(CHANGED);
    }
    keep(&txn, event_id, Some(written(&steps))).await?;
    look(desk, txn, staff, event_id, "changed the reminders").await
}

/// Goes back to the usual reminders.
///
/// # Errors
/// `NotFound`.
pub async fn to_default(desk: &Desk, staff: &Staff, event_id: i64) -> Result<()> {
    let txn = desk.begin().await?;
    let event = event::locked(&txn, event_id).await?;
    if !super::of_event(&txn, &event).await?.is_own {
        return Ok(());
    }
    keep(&txn, event_id, None).await?;
    look(desk, txn, staff, event_id, "put back the usual reminders").await
}

async fn keep<C: ConnectionTrait>(txn: &C, event_id: i64, steps: Option<String>) -> Result<()> {
    let event = event::Entity::find_by_id(event_id).one(txn).await?.ok_or(Error::NotFound)?;
    let ladder = super::of_event(txn, &event).await?;
    let row = ActiveModel {
        event_id: Set(event_id),
        steps: Set(steps),
        begins_at: Set(event.begins()),
        since: Set(ladder.since),
    };
    let anew = OnConflict::column(Column::EventId).update_column(Column::Steps).to_owned();
    Entity::insert(row).on_conflict(anew).exec_without_returning(txn).await?;
    Ok(())
}

async fn look(
    desk: &Desk,
    txn: sea_orm::DatabaseTransaction,
    staff: &Staff,
    event_id: i64,
    deed: &str,
) -> Result<()> {
    let now = desk.now();
    errand::set(&txn, errand::Kind::Ladder, event_id, now, now).await?;
    journal::by(staff, deed).event(event_id).write(&txn, now).await?;
    Ok(txn.commit().await?)
}
