//! How many RSVPs stand where, for all events in one question: the staff's list asks it each time
//! it is opened.

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QuerySelect as _};

use super::{COLUMN, Column, Entity, Standing};
use crate::error::Result;

/// The RSVPs of one event, counted, and the seats that they take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Seats in the room.
    pub room: Taken,
    /// Places online.
    pub online: Taken,
    /// RSVPs in the waiting list, without those that have an offer.
    pub waiting: i64,
    /// RSVPs that the hosts have not answered yet.
    pub asked: i64,
    /// RSVPs that were given up, cancelled by staff, or whose offer ran out.
    pub gone: i64,
    alive: i64,
}

/// Seats that somebody has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Confirmed.
    pub confirmed: i64,
    /// Held by an offer.
    pub offered: i64,
}

impl std::ops::Add for Taken {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { confirmed: self.confirmed + other.confirmed, offered: self.offered + other.offered }
    }
}

impl Tally {
    /// RSVPs that have not ended: whoever has to be told when plans change.
    pub fn alive(&self) -> i64 {
        self.alive
    }

    fn add(&mut self, standing: Standing, online: bool, rsvps: i64, seats: i64) {
        let half = if online { &mut self.online } else { &mut self.room };
        match standing {
            Standing::Seated => half.confirmed += seats,
            Standing::Offered => half.offered += seats,
            Standing::Waiting => self.waiting += rsvps,
            Standing::Asked => self.asked += rsvps,
            Standing::GivenUp | Standing::Cancelled | Standing::Lapsed => self.gone += rsvps,
        }
        if standing.is_alive() {
            self.alive += rsvps;
        }
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
        // A sum is NUMERIC on PostgreSQL.
        .column_as(Expr::cust("CAST(sum(party) AS BIGINT)"), "seats")
        .group_by(Column::EventId)
        .group_by(Column::Standing)
        .group_by(Column::Online)
        .into_tuple::<(i64, Standing, bool, i64, i64)>()
        .all(db)
        .await?;
    let mut tallies: HashMap<i64, Tally> = HashMap::new();
    for (event_id, standing, online, rsvps, seats) in counted {
        tallies.entry(event_id).or_default().add(standing, online, rsvps, seats);
    }
    Ok(tallies)
}
