//! A block: seats in the room that are kept for a category of guests until an hour.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::document;
use crate::time::{WallTime, Zone};

/// A block as kept.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "block")]
pub struct Model {
    /// Row number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The event.
    pub event_id: i64,
    /// Place in the document's order, from 0.
    pub position: i64,
    /// For whom, as replies have it: `press`.
    pub category: String,
    /// How many seats; none are kept if absent.
    pub seats: Option<i64>,
    /// From when on everybody may have what is left; until staff say so if absent.
    pub released: Option<WallTime>,
    /// Derived: the same as an instant.
    pub released_at: Option<DateTimeUtc>,
}
pub use Model as Block;

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// From a document, as the part at `position` of the event.
    pub fn from_document(
        event_id: i64,
        position: i64,
        block: &document::Block,
        zone: Zone,
    ) -> Self {
        Self {
            id: 0,
            event_id,
            position,
            category: block.category.clone().unwrap_or_default(),
            seats: block.seats,
            released: block.released,
            released_at: block.released.and_then(|wall| zone.instant(wall).ok()),
        }
    }

    /// Back into a document.
    pub fn into_document(self) -> document::Block {
        document::Block {
            category: Some(self.category),
            seats: self.seats,
            released: self.released,
        }
    }

    /// Whether its seats are still for its category alone.
    pub fn is_kept(&self, now: DateTime<Utc>) -> bool {
        self.released_at.is_none_or(|released| now < released)
    }
}
