//! How many RSVPs stand where, for all events in one question: the staff's list asks it each time
//! it is opened.

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QuerySelect as _};

use super::{COLUMN, Column, Entity, Standing};
use crate::error::Result;

/// The RSVPs of one event, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// With a seat in the room.
    pub room: i64,
    /// With a place online.
    pub online: i64,
    /// In the waiting list.
    pub waiting: i64,
    /// Not answered by the hosts yet.
    pub asked: i64,
    /// Given up by the guest, or cancelled by staff.
    pub gone: i64,
}

impl Tally {
    /// With a seat or a place.
    pub fn confirmed(&self) -> i64 {
        self.room + self.online
    }

    /// All who replied and have not given up: whoever has to be told when plans change.
    pub fn alive(&self) -> i64 {
        self.confirmed() + self.waiting + self.asked
    }

    fn add(&mut self, standing: Standing, online: bool, number: i64) {
        let place = match standing {
            Standing::Seated if online => &mut self.online,
            Standing::Seated => &mut self.room,
            Standing::Waiting => &mut self.waiting,
            Standing::Asked => &mut self.asked,
            Standing::GivenUp | Standing::Cancelled => &mut self.gone,
        };
        *place += number;
    }
}

/// The RSVPs of every event that has some, by its number.
pub(crate) async fn tallies<C: ConnectionTrait>(db: &C) -> Result<HashMap<i64, Tally>> {
    counted(db, Entity::find()).await
}

/// The RSVPs of this event.
pub(crate) async fn tally<C: ConnectionTrait>(db: &C, event_id: i64) -> Result<Tally> {
    let found = counted(db, Entity::find().filter(COLUMN.event_id.eq(event_id))).await?;
    Ok(found.get(&event_id).copied().unwrap_or_default())
}

async fn counted<C: ConnectionTrait>(db: &C, rows: Select<Entity>) -> Result<HashMap<i64, Tally>> {
    let counted = rows
        .select_only()
        .columns([Column::EventId, Column::Standing, Column::Online])
        .column_as(Expr::cust("count(*)"), "number")
        .group_by(Column::EventId)
        .group_by(Column::Standing)
        .group_by(Column::Online)
        .into_tuple::<(i64, Standing, bool, i64)>()
        .all(db)
        .await?;
    let mut tallies: HashMap<i64, Tally> = HashMap::new();
    for (event_id, standing, online, number) in counted {
        tallies.entry(event_id).or_default().add(standing, online, number);
    }
    Ok(tallies)
}
