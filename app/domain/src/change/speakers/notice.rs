//! What a speaker was told of their part in an event, and what is being gathered for them.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, IntoActiveModel as _, QueryOrder as _, QuerySelect as _};

use super::facts::Facts;
use crate::error::{Error, Result};

/// What is kept of it.
#[sea_orm::model]
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "speaker_notice")]
pub struct Model {
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub speaker_id: i64,
    /// Of which event.
    #[sea_orm(primary_key, auto_increment = false)]
    pub event_id: i64,
    /// What they were told, as JSON; nothing yet if absent.
    pub told: Option<String>,
    /// When they were told last.
    pub told_at: Option<DateTimeUtc>,
    /// When the first change was made that they are yet to be told of.
    pub began_at: Option<DateTimeUtc>,
    /// When they are told of it.
    pub due_at: Option<DateTimeUtc>,
    /// What staff say beside it.
    pub note: Option<String>,
}
pub(super) use Model as Notice;

impl ActiveModelBehavior for ActiveModel {}

crate::private::private!(Model, ModelEx);

impl Model {
    /// That of somebody who was told nothing.
    pub fn fresh(speaker_id: i64, event_id: i64) -> Self {
        let (told, told_at, began_at, due_at, note) = (None, None, None, None, None);
        Self { speaker_id, event_id, told, told_at, began_at, due_at, note }
    }

    /// What they know; nothing also of what a later version of this program wrote.
    pub fn knows(&self) -> Option<Facts> {
        serde_json::from_str(self.told.as_deref()?).ok()
    }

    /// The same, knowing this.
    pub fn knowing(self, facts: Option<&Facts>) -> Result<Self> {
        let told = facts.map(serde_json::to_string).transpose().map_err(Error::broken)?;
        Ok(Self { told, ..self })
    }

    /// The same, told of all at this moment.
    pub fn told(self, facts: &Facts, now: DateTime<Utc>) -> Result<Self> {
        Ok(Self { told_at: Some(now), ..self.rests().knowing(Some(facts))? })
    }

    /// The same with nothing to be told.
    pub fn rests(self) -> Self {
        Self { began_at: None, due_at: None, note: None, ..self }
    }

    /// Whether something is being gathered.
    pub fn waits(&self) -> bool {
        self.began_at.is_some()
    }

    /// Since when something is gathered. A clock that was put back must not keep anybody waiting for the
    /// day that it showed.
    pub fn began(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        self.began_at.filter(|began| *began <= now).unwrap_or(now)
    }

    /// Writes it down.
    pub async fn keep<C: ConnectionTrait>(self, txn: &C) -> Result<()> {
        let columns = [Column::Told, Column::ToldAt, Column::BeganAt, Column::DueAt, Column::Note];
        let anew = OnConflict::columns([Column::SpeakerId, Column::EventId])
            .update_columns(columns)
            .to_owned();
        let row = self.into_active_model().reset_all();
        Entity::insert(row).on_conflict(anew).exec_without_returning(txn).await?;
        Ok(())
    }
}

/// Of all who are known at an event.
pub(super) async fn at_event<C: ConnectionTrait>(db: &C, event_id: i64) -> Result<Vec<Notice>> {
    let found = Entity::find().filter(COLUMN.event_id.eq(event_id));
    Ok(found.order_by_asc(COLUMN.speaker_id).all(db).await?)
}

/// Of all events of one speaker.
pub(super) async fn of_speaker<C: ConnectionTrait>(db: &C, speaker_id: i64) -> Result<Vec<Notice>> {
    let found = Entity::find().filter(COLUMN.speaker_id.eq(speaker_id));
    Ok(found.order_by_asc(COLUMN.event_id).all(db).await?)
}

/// That of one speaker at one event; of who was told nothing, a fresh one.
pub(super) async fn of<C: ConnectionTrait>(
    db: &C,
    speaker_id: i64,
    event_id: i64,
) -> Result<Notice> {
    let kept = Entity::find_by_id((speaker_id, event_id)).one(db).await?;
    Ok(kept.unwrap_or_else(|| Notice::fresh(speaker_id, event_id)))
}

/// When the first of what waits for a speaker is told.
pub(super) async fn first_due<C: ConnectionTrait>(
    db: &C,
    speaker_id: i64,
) -> Result<Option<DateTime<Utc>>> {
    let waiting = Entity::find()
        .filter(COLUMN.speaker_id.eq(speaker_id))
        .filter(COLUMN.began_at.is_not_null())
        .select_only()
        .column(Column::DueAt);
    let due: Vec<Option<DateTimeUtc>> = waiting.into_tuple().all(db).await?;
    Ok(due.into_iter().flatten().min())
}

/// Who was told something of an event, or is to be.
pub(crate) async fn holders<C: ConnectionTrait>(db: &C, event_id: i64) -> Result<Vec<i64>> {
    let found = Entity::find().filter(COLUMN.event_id.eq(event_id));
    Ok(found.select_only().column(Column::SpeakerId).into_tuple().all(db).await?)
}
