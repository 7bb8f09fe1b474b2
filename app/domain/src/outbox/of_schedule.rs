//! Letters that tell a speaker, or their assistant, what changed for them. What each tells stands in its
//! row as facts, and becomes words when it leaves.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, ConnectionTrait, QueryOrder as _, QuerySelect as _};

use super::claim::free;
use super::posting::letter;
use super::{ActiveModel, COLUMN, Column, Entity, Kind, Posted};
use crate::change::ToldSpeakerAll;
use crate::desk::Desk;
use crate::error::Result;
use crate::speaker::contact;

/// Why a letter was stopped that told something which changed again before it left.
const OVERTAKEN: &str = "a later change of the event";

/// Queues the letter, and one of its own for their assistant; nothing where no address is known.
pub(crate) async fn post_schedule_changes<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    speaker_id: i64,
    told: &ToldSpeakerAll,
) -> Result<()> {
    let occurrence = last_change(txn, speaker_id).await?.map_or(0, |last| last.max(-1) + 1);
    let changes = told.write()?;
    // Once the last of these events is over nobody need hear of it.
    let ends = told.events.iter().map(|one| one.after.lasts.map(|(_, over)| over));
    let ends: Option<Vec<DateTime<Utc>>> = ends.collect();
    let useless_from = ends.and_then(|ends| ends.into_iter().max());
    let rows: Vec<ActiveModel> = contact::addresses(txn, speaker_id)
        .await?
        .into_iter()
        .map(|(address, assistant)| ActiveModel {
            speaker_id: Set(Some(speaker_id)),
            occurrence: Set(occurrence),
            copy: Set(assistant),
            changes: Set(Some(changes.clone())),
            useless_from: Set(useless_from),
            ..letter(desk, &address, Kind::ScheduleChanged)
        })
        .collect();
    if !rows.is_empty() {
        Entity::insert_many(rows).exec_without_returning(txn).await?;
    }
    Ok(())
}

/// The number of the last of these letters; an assistant's is that of the letter which it copies.
pub(super) async fn last_change<C: ConnectionTrait>(
    txn: &C,
    speaker_id: i64,
) -> Result<Option<i64>> {
    let last: Option<Option<i64>> = to(speaker_id)
        .select_only()
        .column_as(Column::Occurrence.max(), "last")
        .into_tuple()
        .one(txn)
        .await?;
    Ok(last.flatten())
}

fn to(speaker_id: i64) -> Select<Entity> {
    Entity::find()
        .filter(COLUMN.speaker_id.eq(speaker_id))
        .filter(COLUMN.kind.eq(Kind::ScheduleChanged))
}

/// Stops what has not left, is in nobody's hands and tells something of this event. The answer is what
/// these letters would have told, the earliest first.
pub(crate) async fn overtake_schedule_changes<C: ConnectionTrait>(
    txn: &C,
    speaker_id: i64,
    event_id: i64,
    now: DateTime<Utc>,
) -> Result<Vec<ToldSpeakerAll>> {
    let unsent = to(speaker_id)
        .filter(COLUMN.done_at.is_null())
        .filter(free(now))
        .order_by_asc(COLUMN.id)
        .all(txn)
        .await?;
    let (mut stopped, mut occurrences) = (vec![], vec![]);
    for letter in unsent {
        let Some(told) = letter.changes.as_deref().and_then(ToldSpeakerAll::read) else { continue };
        let concerned = told.events.iter().any(|one| one.event == event_id);
        if concerned && !occurrences.contains(&letter.occurrence) {
            occurrences.push(letter.occurrence);
            stopped.push(told);
        }
    }
    if !stopped.is_empty() {
        Entity::update_many()
            .col_expr(Column::DoneAt, Expr::value(Some(now)))
            .col_expr(Column::ClaimedUntil, Expr::value(Option::<DateTime<Utc>>::None))
            .col_expr(Column::Outcome, Expr::value(Some("stopped".to_owned())))
            .col_expr(Column::Answer, Expr::value(Some(OVERTAKEN.to_owned())))
            .filter(COLUMN.speaker_id.eq(speaker_id))
            .filter(COLUMN.kind.eq(Kind::ScheduleChanged))
            .filter(COLUMN.occurrence.is_in(occurrences))
            .filter(COLUMN.done_at.is_null())
            .exec(txn)
            .await?;
    }
    Ok(stopped)
}

/// Whether a letter with the link has left to them or their assistant: before it nothing is known to them.
pub(crate) async fn was_schedule_sent<C: ConnectionTrait>(db: &C, speaker_id: i64) -> Result<bool> {
    let sent = Entity::find()
        .filter(COLUMN.speaker_id.eq(speaker_id))
        .filter(COLUMN.kind.eq(Kind::Schedule))
        .filter(COLUMN.outcome.eq("sent"));
    Ok(sent.count(db).await? > 0)
}

/// Those of these speakers who have the link, or will once the postman has been there.
pub(crate) async fn had_schedule<C: ConnectionTrait>(
    db: &C,
    speakers: impl Iterator<Item = i64>,
) -> Result<HashSet<i64>> {
    let written = Entity::find()
        .filter(COLUMN.speaker_id.is_in(speakers))
        .filter(COLUMN.kind.eq(Kind::Schedule))
        .filter(Condition::any().add(COLUMN.done_at.is_null()).add(COLUMN.outcome.eq("sent")))
        .select_only()
        .column(Column::SpeakerId)
        .distinct();
    let found: Vec<Option<i64>> = written.into_tuple().all(db).await?;
    Ok(found.into_iter().flatten().collect())
}

/// The letters about changes to these speakers that tell something of this event.
pub(crate) async fn of_speakers<C: ConnectionTrait>(
    db: &C,
    speakers: Vec<i64>,
    event_id: i64,
) -> Result<Vec<Posted>> {
    let letters = Entity::find()
        .filter(COLUMN.speaker_id.is_in(speakers))
        .filter(COLUMN.kind.eq(Kind::ScheduleChanged))
        .order_by_asc(COLUMN.id)
        .all(db)
        .await?;
    let tells = |letter: &Posted| {
        let told = letter.changes.as_deref().and_then(ToldSpeakerAll::read);
        told.is_some_and(|told| told.events.iter().any(|one| one.event == event_id))
    };
    Ok(letters.into_iter().filter(tells).collect())
}
