//! The waiting line of an event, tended by itself: offers, their ends, and the closing of RSVPs.
//!
//! Each event has one row that says when its line is looked at next. Whoever locks the event then
//! does what is due, in one transaction that also moves that moment on: a process that is killed in
//! between has done nothing, and two that come together do it once. The lease on the row only keeps
//! processes from waiting for each other's lock. Everything goes by the desk's clock, and nothing
//! but the RSVPs themselves says what was done, so that a clock that jumps repeats nothing.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{Condition, ConnectionTrait, QueryOrder as _, QuerySelect as _};

use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::sitting::Sitting;

mod offer;
mod tend;
mod why;

pub(crate) use offer::offer;
pub(crate) use tend::tend;
pub(crate) use why::{Reason, reasons};

/// How long a process may be silent about a line before another looks at it.
const LEASE: TimeDelta = TimeDelta::seconds(60);
/// A lease that ends later than this from now was given before the clock was put back.
const IMPOSSIBLE: TimeDelta = TimeDelta::minutes(5);
/// RSVPs that one transaction changes at most: the event is locked meanwhile.
const PORTION: u64 = 200;

/// When a line is looked at next.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "line")]
pub struct Model {
    /// The event.
    #[sea_orm(primary_key, auto_increment = false)]
    pub event_id: i64,
    /// Not before.
    pub due_at: DateTimeUtc,
    /// Some process looks at it until then.
    pub claimed_until: Option<DateTimeUtc>,
    /// When it was looked at last.
    pub looked_at: Option<DateTimeUtc>,
    /// The moment of closing that those who wait were told of.
    pub closed_for: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// Has the line looked at from this moment on.
pub(crate) async fn look_at<C: ConnectionTrait>(
    txn: &C,
    event_id: i64,
    at: DateTime<Utc>,
) -> Result<()> {
    let row = ActiveModel {
        event_id: Set(event_id),
        due_at: Set(at),
        claimed_until: Set(None),
        looked_at: Set(None),
        closed_for: Set(None),
    };
    let anew = OnConflict::column(Column::EventId)
        .update_columns([Column::DueAt, Column::ClaimedUntil])
        .to_owned();
    Entity::insert(row).on_conflict(anew).exec_without_returning(txn).await?;
    Ok(())
}

/// Has it looked at by this moment at the latest.
async fn look_by<C: ConnectionTrait>(txn: &C, event_id: i64, at: DateTime<Utc>) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::DueAt, Expr::value(at))
        .filter(COLUMN.event_id.eq(event_id))
        .filter(COLUMN.due_at.gt(at))
        .exec(txn)
        .await?;
    Ok(())
}

/// Beyond every date of an event, and the last that sorts as text.
fn never() -> DateTime<Utc> {
    DateTime::from_timestamp(253_370_764_800, 0).expect("the first day of 9999")
}

/// Whether the line of this event is to be looked at: it is due, or the clock was put back since and
/// what seemed over lies ahead again.
pub(crate) async fn is_due<C: ConnectionTrait>(
    txn: &C,
    event_id: i64,
    now: DateTime<Utc>,
) -> Result<bool> {
    let row = Entity::find_by_id(event_id).one(txn).await?;
    Ok(row.is_some_and(|row| row.due_at <= now || row.looked_at.is_some_and(|at| now < at)))
}

/// Looks at the lines that are due and says how many; zero means rest.
///
/// # Errors
/// The database fails; leases then run out by themselves.
pub async fn round(desk: &Desk) -> Result<usize> {
    let now = desk.now();
    // Nothing to do is the common case, and asking costs no write lock.
    if due(now).one(desk.read()).await?.is_none() {
        return Ok(0);
    }
    let txn = desk.begin().await?;
    let ids: Vec<i64> = due(now)
        .order_by_asc(COLUMN.due_at)
        .limit(10)
        .select_only()
        .column(Column::EventId)
        .into_tuple()
        .all(&txn)
        .await?;
    // The condition again: PostgreSQL looks at it anew after waiting for another's commit.
    let claimed = Entity::update_many()
        .col_expr(Column::ClaimedUntil, Expr::value(now + LEASE))
        .filter(COLUMN.event_id.is_in(ids))
        .filter(is_free(now))
        .exec_with_returning(&txn)
        .await?;
    txn.commit().await?;
    for line in &claimed {
        match Sitting::open(desk, line.event_id).await {
            Ok(sitting) => sitting.commit().await?,
            Err(Error::NotFound) => rest(desk, line.event_id).await?,
            // Somebody holds this event: that must not keep the others waiting.
            Err(Error::Busy) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(claimed.len())
}

/// A deleted event's line rests until the event is written again.
async fn rest(desk: &Desk, event_id: i64) -> Result<()> {
    let txn = desk.begin().await?;
    set(&txn, event_id, never(), desk.now()).await?;
    Ok(txn.commit().await?)
}

async fn set<C: ConnectionTrait>(
    txn: &C,
    event_id: i64,
    due_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::DueAt, Expr::value(due_at))
        .col_expr(Column::LookedAt, Expr::value(Some(now)))
        .col_expr(Column::ClaimedUntil, Expr::value(Option::<DateTime<Utc>>::None))
        .filter(COLUMN.event_id.eq(event_id))
        .exec(txn)
        .await?;
    Ok(())
}

fn due(now: DateTime<Utc>) -> Select<Entity> {
    Entity::find().filter(is_free(now))
}

/// Due and in nobody's hands.
fn is_free(now: DateTime<Utc>) -> Condition {
    let free = Condition::any()
        .add(COLUMN.claimed_until.is_null())
        .add(COLUMN.claimed_until.lte(now))
        .add(COLUMN.claimed_until.gt(now + IMPOSSIBLE));
    let due = Condition::any().add(COLUMN.due_at.lte(now)).add(COLUMN.looked_at.gt(now));
    Condition::all().add(due).add(free)
}
