//! What the guests of an event were told, and the changes that are being gathered for them.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, IntoActiveModel as _};

use crate::error::Result;
use crate::event::Event;

/// Minutes for which changes are gathered unless staff say otherwise: whoever corrects a day often
/// corrects the hour next.
pub const MINUTES: i64 = 30;
/// The longest gathering, in minutes.
pub const LONGEST: i64 = 24 * 60;

/// What is kept of it.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "change_notice")]
pub struct Model {
    /// The event.
    #[sea_orm(primary_key, auto_increment = false)]
    pub event_id: i64,
    /// The event's revision that its guests know of, but for who replied later.
    pub told_revision: i64,
    /// Minutes for which changes are gathered; [`MINUTES`] if absent.
    pub minutes: Option<i64>,
    /// When the first change was made that somebody is yet to be told of.
    pub began_at: Option<DateTimeUtc>,
    /// What staff say beside it.
    pub note: Option<String>,
}
pub(super) use Model as Notice;

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// That of an event; of one that nobody was told of yet, a fresh one.
    pub async fn of<C: ConnectionTrait>(db: &C, event_id: i64) -> Result<Self> {
        let kept = Entity::find_by_id(event_id).one(db).await?;
        let (minutes, began_at, note) = (None, None, None);
        Ok(kept.unwrap_or(Self { event_id, told_revision: 0, minutes, began_at, note }))
    }

    /// Writes it down.
    pub async fn keep<C: ConnectionTrait>(self, txn: &C) -> Result<()> {
        let columns = [Column::ToldRevision, Column::Minutes, Column::BeganAt, Column::Note];
        let anew = OnConflict::column(Column::EventId).update_columns(columns).to_owned();
        let row = self.into_active_model().reset_all();
        Entity::insert(row).on_conflict(anew).exec_without_returning(txn).await?;
        Ok(())
    }

    /// Nobody is to be told of anything up to this revision.
    pub fn told(self, revision: i64) -> Self {
        Self { told_revision: revision, began_at: None, note: None, ..self }
    }

    /// Nobody is left who is to be told of anything.
    ///
    /// Not all that the event says counts as known by that: what is changed while it is called off is
    /// told to nobody until it is on again, and what `is_on_its_way` may be overtaken before it leaves.
    pub fn settled(self, event: &Event, is_on_its_way: bool) -> Self {
        if event.is_called_off() || is_on_its_way {
            return Self { began_at: None, note: None, ..self };
        }
        self.told(event.revision)
    }

    /// How long changes are gathered.
    pub fn gathering(&self) -> TimeDelta {
        TimeDelta::minutes(self.minutes.unwrap_or(MINUTES))
    }

    /// Something is being gathered, from now on if nothing was.
    pub fn gathers(self, now: DateTime<Utc>) -> Self {
        Self { began_at: Some(self.began(now)), ..self }
    }

    /// When what is being gathered is told, unless the event is near.
    pub fn due_at(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        self.began(now) + self.gathering()
    }

    /// Since when something is gathered. A clock that was put back must not keep anybody waiting for the
    /// day that it showed.
    pub fn began(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        self.began_at.filter(|began| *began <= now).unwrap_or(now)
    }
}

/// What staff say beside the changes of an event that are being gathered.
pub(crate) async fn note_of<C: ConnectionTrait>(db: &C, event_id: i64) -> Result<Option<String>> {
    Ok(Notice::of(db, event_id).await?.note)
}
