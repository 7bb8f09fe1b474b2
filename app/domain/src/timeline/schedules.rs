//! The links to their schedules, which an event's speakers get: each letter tells of all their events, so
//! it is no event's own.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

use super::{Coming, Counted};
use crate::error::Result;
use crate::event::Event;
use crate::outbox::{self, Kind};
use crate::time::moment;
use crate::{agenda, line_up};

/// Those that are to come by themselves.
pub(super) async fn to_come<C: ConnectionTrait>(
    db: &C,
    event: &Event,
    now: DateTime<Utc>,
) -> Result<Option<Coming>> {
    let waiting = agenda::on_the_way(db, event, now).await?;
    Ok(waiting.map(|(people, at)| Coming {
        what: Kind::Schedule.words().to_owned(),
        to: Some(if people == 1 { "1 speaker".into() } else { format!("{people} speakers") }),
        at: Some(moment(at, event.zone())),
        instant: Some(at),
        state: "Goes to who has no link yet".to_owned(),
        is_sure: true,
    }))
}

/// Those that were written to its speakers since there is the event, as the database counts them.
pub(super) async fn written<C: ConnectionTrait>(db: &C, event: &Event) -> Result<Vec<Counted>> {
    let line_up = line_up::of_event(db, event.id).await?;
    let people: Vec<i64> = agenda::people_of(&line_up).into_iter().collect();
    if people.is_empty() {
        return Ok(vec![]);
    }
    Ok(outbox::Entity::find()
        .filter(outbox::COLUMN.kind.eq(Kind::Schedule))
        .filter(outbox::COLUMN.speaker_id.is_in(people))
        .filter(outbox::COLUMN.written_at.gte(event.created_at))
        .select_only()
        .column(outbox::Column::Kind)
        .column_as(Expr::value(0_i64), "rung")
        .column(outbox::Column::Outcome)
        .column_as(outbox::Column::Id.count(), "letters")
        .column_as(outbox::Column::WrittenAt.min(), "first")
        .column_as(outbox::Column::WrittenAt.max(), "last")
        .group_by(outbox::Column::Kind)
        .group_by(outbox::Column::Outcome)
        .into_tuple()
        .all(db)
        .await?)
}
