//! Who came: staff write it down once the event has begun. Until then, and for whom nobody has said
//! anything, it is unknown.

use sea_orm::ConnectionTrait;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::ExprTrait as _;

use super::{COLUMN, Column, Entity, Rsvp, Standing};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::{self, Event};
use crate::journal;
use crate::staff::Staff;

const NOT_BEGUN: &str = "The event has not begun: nobody can have come yet.";

/// RSVPs that one statement takes: databases bound how many numbers it may name.
const HANDFUL: usize = 500;

/// Whose mark it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whom {
    /// RSVPs of these numbers.
    These(Vec<i64>),
    /// Everybody with a seat who is not marked yet.
    TheRest,
}

/// How many came, of those that have a seat or are marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attendance {
    /// Came.
    pub came: u64,
    /// Did not come.
    pub missed: u64,
    /// Have a seat, and nobody has said.
    pub unmarked: u64,
}

/// Writes down that they came (`true`), did not (`false`), or that it is unknown again; says how many
/// RSVPs that changed.
///
/// # Errors
/// `NotFound` for a deleted event; `NotNow` before it has begun.
pub async fn mark(
    desk: &Desk,
    staff: &Staff,
    event_id: i64,
    whom: &Whom,
    came: Option<bool>,
) -> Result<u64> {
    let txn = desk.begin().await?;
    let event = event::locked(&txn, event_id).await?;
    let now = desk.now();
    if !event.has_begun(now) {
        return Err(Error::NotNow(NOT_BEGUN));
    }
    let marked = match whom {
        Whom::TheRest => set(&txn, event_id, unmarked(), came).await?,
        Whom::These(ids) => {
            let mut marked = 0;
            for ids in ids.chunks(HANDFUL) {
                let these = COLUMN.id.is_in(ids.iter().copied());
                marked += set(&txn, event_id, these, came).await?;
            }
            marked
        }
    };
    if marked > 0 {
        let number = i64::try_from(marked).unwrap_or(i64::MAX);
        let entry = journal::by(staff, deed(came)).event(event_id).number(number);
        entry.write(&txn, now).await?;
    }
    txn.commit().await?;
    Ok(marked)
}

fn deed(came: Option<bool>) -> &'static str {
    match came {
        Some(true) => "wrote down who came",
        Some(false) => "wrote down who did not come",
        None => "took back who came",
    }
}

fn unmarked() -> Expr {
    COLUMN.came.is_null().and(COLUMN.standing.eq(Standing::Seated))
}

async fn set<C: ConnectionTrait>(
    txn: &C,
    event_id: i64,
    which: Expr,
    came: Option<bool>,
) -> Result<u64> {
    let changes = match came {
        Some(came) => Column::Came.is_null().or(Column::Came.ne(came)),
        None => Column::Came.is_not_null(),
    };
    let done = Entity::update_many()
        .col_expr(Column::Came, Expr::value(came))
        .filter(COLUMN.event_id.eq(event_id))
        .filter(which)
        .filter(changes)
        .exec(txn)
        .await?;
    Ok(done.rows_affected)
}

/// How many came; nothing before the event has begun.
pub(super) async fn attendance<C: ConnectionTrait>(
    db: &C,
    event: &Event,
    now: DateTimeUtc,
) -> Result<Option<Attendance>> {
    if !event.has_begun(now) {
        return Ok(None);
    }
    let rows: Vec<(Option<bool>, Standing, i64)> = Entity::find()
        .filter(COLUMN.event_id.eq(event.id))
        .select_only()
        .columns([Column::Came, Column::Standing])
        .column_as(Expr::cust("count(*)"), "n")
        .group_by(Column::Came)
        .group_by(Column::Standing)
        .into_tuple()
        .all(db)
        .await?;
    let mut all = Attendance::default();
    for (came, standing, number) in rows {
        let number = u64::try_from(number).unwrap_or_default();
        match came {
            Some(true) => all.came += number,
            Some(false) => all.missed += number,
            None if standing == Standing::Seated => all.unmarked += number,
            None => {}
        }
    }
    Ok(Some(all))
}

/// What is written down of one, in words.
pub(super) fn words(rsvp: &Rsvp) -> &'static str {
    match rsvp.came {
        Some(true) => "Came",
        Some(false) => "Did not come",
        None => "Not marked",
    }
}
