//! Reminders as rows: posted many at once, each person, rung and day once, and withdrawn while they
//! have not left.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{ExprTrait as _, OnConflict, Query};
use sea_orm::{Condition, ConnectionTrait, QuerySelect as _};

use super::posting::letter;
use super::{ActiveModel, COLUMN, Column, Entity, Kind, Pending};
use crate::desk::Desk;
use crate::error::Result;
use crate::rsvp::{self, Rsvp};

/// Letters that tell somebody anew how they stand: who has one after the moment of a reminder needs
/// none.
const HOW_THEY_STAND: [Kind; 4] = [Kind::Confirmed, Kind::Waiting, Kind::Asked, Kind::Offered];

/// A guest who is reminded, and what staff add.
pub(crate) struct Reminder {
    pub rsvp: Rsvp,
    pub note: Option<String>,
}

/// Queues these reminders of one rung, with copies for who replied on behalf of a guest.
pub(crate) async fn post<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    reminders: &[Reminder],
    occurrence: i64,
    begins: Option<DateTime<Utc>>,
) -> Result<()> {
    let rows = reminders.iter().flat_map(|reminder| {
        let letters = Pending::about(desk, &reminder.rsvp, Kind::Reminder).into_iter();
        letters.map(|letter| ActiveModel {
            occurrence: Set(occurrence),
            note: Set(reminder.note.clone()),
            useless_from: Set(begins),
            ..letter.into_row()
        })
    });
    insert(txn, rows.collect()).await
}

/// The same to who speaks.
pub(crate) async fn post_to_speakers<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    event_id: i64,
    addresses: Vec<String>,
    (occurrence, begins): (i64, Option<DateTime<Utc>>),
    note: Option<&str>,
) -> Result<()> {
    let row = |address: String| ActiveModel {
        event_id: Set(Some(event_id)),
        occurrence: Set(occurrence),
        note: Set(note.map(str::to_owned)),
        useless_from: Set(begins),
        ..letter(desk, &address, Kind::SpeakerReminder)
    };
    insert(txn, addresses.into_iter().map(row).collect()).await
}

/// Whoever has this letter already keeps that one.
async fn insert<C: ConnectionTrait>(txn: &C, rows: Vec<ActiveModel>) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let once = OnConflict::new().do_nothing().to_owned();
    Entity::insert_many(rows).on_conflict(once).exec_without_returning(txn).await?;
    Ok(())
}

/// For RSVPs: no reminder of this occurrence was written to them.
pub(crate) fn none_of(occurrence: i64) -> Condition {
    let written = Query::select()
        .expr(Expr::value(1))
        .from(Entity)
        .and_where(Expr::col((Entity, Column::RsvpId)).equals((rsvp::Entity, rsvp::Column::Id)))
        .and_where(Expr::col((Entity, Column::Kind)).eq(Kind::Reminder))
        .and_where(Expr::col((Entity, Column::Occurrence)).eq(occurrence))
        .and_where(Expr::col((Entity, Column::Copy)).eq(false))
        .take();
    Condition::all().not().add(Expr::exists(written))
}

/// When each of these was last told how they stand.
pub(crate) async fn told_how_they_stand<C: ConnectionTrait>(
    db: &C,
    rsvps: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, DateTime<Utc>>> {
    let told = Entity::find()
        .filter(COLUMN.rsvp_id.is_in(rsvps))
        .filter(COLUMN.kind.is_in(HOW_THEY_STAND))
        .filter(COLUMN.copy.eq(false))
        .select_only()
        .column(Column::RsvpId)
        .column_as(Column::WrittenAt.max(), "told_at")
        .group_by(Column::RsvpId);
    Ok(told.into_tuple::<(i64, DateTime<Utc>)>().all(db).await?.into_iter().collect())
}

/// The occurrences of the reminders of one RSVP.
pub(crate) async fn written_to<C: ConnectionTrait>(db: &C, rsvp_id: i64) -> Result<Vec<i64>> {
    let written = Entity::find()
        .filter(COLUMN.rsvp_id.eq(rsvp_id))
        .filter(COLUMN.kind.eq(Kind::Reminder))
        .filter(COLUMN.copy.eq(false));
    Ok(written.select_only().column(Column::Occurrence).into_tuple().all(db).await?)
}

/// The addresses of speakers to whom a reminder of this occurrence was written.
pub(crate) async fn reminded_speakers<C: ConnectionTrait>(
    db: &C,
    event_id: i64,
    occurrence: i64,
) -> Result<HashSet<String>> {
    let written = Entity::find()
        .filter(COLUMN.event_id.eq(event_id))
        .filter(COLUMN.kind.eq(Kind::SpeakerReminder))
        .filter(COLUMN.occurrence.eq(occurrence));
    let to = written.select_only().column(Column::Recipient).into_tuple::<String>().all(db).await?;
    Ok(to.into_iter().collect())
}

/// The occurrences of an event's reminders that have not left.
pub(crate) async fn unsent<C: ConnectionTrait>(db: &C, event_id: i64) -> Result<Vec<i64>> {
    let unsent = Entity::find().filter(of_event(event_id)).filter(COLUMN.done_at.is_null());
    let unsent = unsent.select_only().column(Column::Occurrence).distinct();
    Ok(unsent.into_tuple().all(db).await?)
}

/// Lets the reminders of this occurrence that have not left go until this moment: the event may begin
/// at another hour now.
pub(crate) async fn hold_until<C: ConnectionTrait>(
    txn: &C,
    event_id: i64,
    occurrence: i64,
    begins: Option<DateTime<Utc>>,
) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::UselessFrom, Expr::value(begins))
        .filter(of_event(event_id).add(COLUMN.occurrence.eq(occurrence)))
        .filter(COLUMN.done_at.is_null())
        .filter(Column::UselessFrom.ne(begins))
        .exec(txn)
        .await?;
    Ok(())
}

/// Takes back the reminders of this occurrence that have not left. What no relay has seen was never
/// written, so that it is written when the event is put back; the rest is stopped for good.
pub(crate) async fn withdraw<C: ConnectionTrait>(
    txn: &C,
    event_id: i64,
    occurrence: i64,
    now: DateTime<Utc>,
) -> Result<()> {
    let unsent =
        of_event(event_id).add(COLUMN.occurrence.eq(occurrence)).add(COLUMN.done_at.is_null());
    let untouched = Condition::all().add(COLUMN.attempts.eq(0)).add(COLUMN.claimed_until.is_null());
    Entity::delete_many().filter(unsent.clone().add(untouched)).exec(txn).await?;
    Entity::update_many()
        .col_expr(Column::DoneAt, Expr::value(Some(now)))
        .col_expr(Column::ClaimedUntil, Expr::value(Option::<DateTime<Utc>>::None))
        .col_expr(Column::Outcome, Expr::value(Some("stopped".to_owned())))
        .col_expr(Column::Answer, Expr::value(Some("a later change of the event".to_owned())))
        .filter(unsent)
        .exec(txn)
        .await?;
    Ok(())
}

fn of_event(event_id: i64) -> Condition {
    let kinds = [Kind::Reminder, Kind::SpeakerReminder];
    Condition::all().add(COLUMN.event_id.eq(event_id)).add(COLUMN.kind.is_in(kinds))
}
