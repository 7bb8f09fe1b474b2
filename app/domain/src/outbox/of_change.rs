//! Letters that tell what changed about an event.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{Condition, ConnectionTrait, QueryOrder as _, QuerySelect as _};

use super::claim::free;
use super::of_rsvp::copy_to;
use super::posting::about;
use super::{ActiveModel, COLUMN, Column, Entity, Kind, Posted};
use crate::change::{Known, Told};
use crate::desk::Desk;
use crate::error::Result;
use crate::rsvp::{Rsvp, Standing};
use crate::token::random_id;

/// Why a letter was stopped that told something which changed again before it left.
const OVERTAKEN: &str = "a later change of the event";

/// Letters that one statement takes: databases bound how many numbers it may name.
const HANDFUL: usize = 500;

/// A letter about changes, without its words.
pub(crate) struct OfChange {
    /// Row number.
    pub id: i64,
    /// The revision that it tells.
    pub revision: i64,
    /// What its reader knew before.
    pub knew: Known,
    /// It never left, because the event changed again.
    pub overtaken: bool,
    /// It has not left.
    pub is_unsent: bool,
    /// The same, and nobody has it in hand.
    pub may_be_stopped: bool,
}

/// The newest letter about changes to each guest of an event, by their RSVP: of those that tell a
/// revision from this one on, or have not left.
pub(crate) async fn of_change<C: ConnectionTrait>(
    db: &C,
    event_id: i64,
    since: i64,
    now: DateTime<Utc>,
) -> Result<HashMap<i64, OfChange>> {
    let rows = Entity::find()
        .filter(COLUMN.event_id.eq(event_id))
        .filter(COLUMN.kind.eq(Kind::EventChanged))
        .filter(COLUMN.copy.eq(false))
        .filter(Condition::any().add(COLUMN.occurrence.gte(since)).add(COLUMN.done_at.is_null()))
        .order_by_asc(COLUMN.id)
        .all(db)
        .await?;
    let newest = rows.into_iter().filter_map(|letter| Some((letter.rsvp_id?, read(&letter, now))));
    Ok(newest.collect())
}

fn read(letter: &Posted, now: DateTime<Utc>) -> OfChange {
    let told = letter.changes.as_deref().and_then(Told::read);
    OfChange {
        id: letter.id,
        revision: letter.occurrence,
        knew: told.map_or(Known::all(letter.occurrence), |told| told.knew()),
        overtaken: letter.answer.as_deref() == Some(OVERTAKEN),
        is_unsent: letter.done_at.is_none(),
        may_be_stopped: letter.done_at.is_none() && !letter.is_in_hand(now),
    }
}

/// The revisions that letters about changes of an event told, each with what is kept of it.
pub(crate) async fn told_revisions<C: ConnectionTrait>(
    db: &C,
    event_id: i64,
) -> Result<Vec<(i64, Option<String>)>> {
    let letters = Entity::find()
        .filter(COLUMN.event_id.eq(event_id))
        .filter(COLUMN.kind.eq(Kind::EventChanged))
        .select_only()
        .columns([Column::Occurrence, Column::Changes])
        .distinct();
    Ok(letters.into_tuple().all(db).await?)
}

/// Stops letters that are not true any more, with their copies.
pub(crate) async fn overtake_changes<C: ConnectionTrait>(
    txn: &C,
    letters: &[i64],
    now: DateTime<Utc>,
) -> Result<()> {
    for ids in letters.chunks(HANDFUL) {
        let about: Vec<(Option<i64>, i64)> = Entity::find()
            .filter(COLUMN.id.is_in(ids.iter().copied()))
            .select_only()
            .columns([Column::RsvpId, Column::Occurrence])
            .into_tuple()
            .all(txn)
            .await?;
        let rsvps: Vec<i64> = about.iter().filter_map(|(rsvp, _)| *rsvp).collect();
        Entity::update_many()
            .col_expr(Column::DoneAt, Expr::value(Some(now)))
            .col_expr(Column::ClaimedUntil, Expr::value(Option::<DateTime<Utc>>::None))
            .col_expr(Column::Outcome, Expr::value(Some("stopped".to_owned())))
            .col_expr(Column::Answer, Expr::value(Some(OVERTAKEN.to_owned())))
            .filter(COLUMN.kind.eq(Kind::EventChanged))
            .filter(COLUMN.rsvp_id.is_in(rsvps))
            .filter(COLUMN.done_at.is_null())
            .exec(txn)
            .await?;
    }
    Ok(())
}

/// Stops all of an event's that have not left and that nobody has in hand: nobody is told of anything
/// just now.
pub(crate) async fn overtake_all_changes<C: ConnectionTrait>(
    txn: &C,
    event_id: i64,
    now: DateTime<Utc>,
) -> Result<()> {
    let unsent = Entity::find()
        .filter(COLUMN.event_id.eq(event_id))
        .filter(COLUMN.kind.eq(Kind::EventChanged))
        .filter(COLUMN.done_at.is_null())
        .filter(free(now))
        .select_only()
        .column(Column::Id);
    overtake_changes(txn, &unsent.into_tuple::<i64>().all(txn).await?, now).await
}

/// What changed, for one person.
pub(crate) struct Change<'a> {
    /// Their RSVP.
    pub rsvp: &'a Rsvp,
    /// What is told.
    pub told: &'a Told,
    /// The event's revision.
    pub revision: i64,
    /// What staff say beside it.
    pub note: Option<&'a str>,
}

/// Queues the letters of many, each with a copy for who replied on behalf of the guest. Who has a seat
/// has an entry in their calendar, which follows; whether it moves or goes is decided when it is written.
pub(crate) async fn post_changes<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    changes: &[Change<'_>],
) -> Result<()> {
    let mut rows = Vec::with_capacity(changes.len());
    for change in changes {
        let row = row(desk, change)?;
        let copy = copy_to(change.rsvp).map(|scheduler| ActiveModel {
            recipient: Set(scheduler.to_owned()),
            copy: Set(true),
            message_id: Set(format!("<{}@{}>", random_id(), desk.host())),
            ..row.clone()
        });
        rows.push(row);
        rows.extend(copy);
    }
    if !rows.is_empty() {
        let again = once_more();
        Entity::insert_many(rows).on_conflict(again).exec_without_returning(txn).await?;
    }
    Ok(())
}

/// A letter of this revision was stopped before it left, by a clock that was ahead: it is written again.
fn once_more() -> OnConflict {
    OnConflict::columns([Column::RsvpId, Column::Kind, Column::Occurrence, Column::Copy])
        .update_columns([Column::Changes, Column::Note, Column::Calendar, Column::DueAt])
        .update_columns([Column::WrittenAt, Column::DoneAt, Column::Outcome, Column::Answer])
        .action_and_where(COLUMN.outcome.eq("stopped"))
        .to_owned()
}

fn row(desk: &Desk, change: &Change<'_>) -> Result<ActiveModel> {
    let seated = change.rsvp.standing == Standing::Seated;
    Ok(ActiveModel {
        occurrence: Set(change.revision),
        note: Set(change.note.map(str::to_owned)),
        changes: Set(Some(change.told.write()?)),
        calendar: Set(seated.then(|| "REQUEST".to_owned())),
        ..about(desk, change.rsvp, Kind::EventChanged)
    })
}
