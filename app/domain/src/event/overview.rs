//! One event for staff, at a glance: how it stands, who comes, what can be done next.

use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};

use super::preview::{self, Live};
use super::{COLUMN, Column, Condition, Entity, Event, State, export, face};
use crate::briefing::Briefing;
use crate::desk::Desk;
use crate::document::Document;
use crate::error::{Error, Result};
use crate::journal;
use crate::rsvp::{self, Tally};
use crate::staff::Staff;
use crate::time::{self, Zone};

/// An event for staff.
#[derive(Clone, Debug)]
pub struct Overview {
    /// Row number.
    pub id: i64,
    /// What everybody sees of it, or would.
    pub briefing: Briefing,
    /// How it stands; of a deleted one, how it stood.
    pub condition: Condition,
    /// Its state, as staff set it.
    pub state: State,
    /// Everybody may see it.
    pub is_public: bool,
    /// It does not show before this moment, in words, once it is published.
    pub shows_from: Option<String>,
    /// When it was deleted, in words.
    pub deleted: Option<String>,
    /// Its RSVPs.
    pub tally: Tally,
    /// Seats in the room; none is unlimited.
    pub seats: Option<i64>,
    /// Places online, likewise.
    pub online_seats: Option<i64>,
    /// Preview links that open it.
    pub previews: Vec<Live>,
    /// The zone of its times.
    pub zone: Zone,
}

/// The overview of an event, also of a deleted one.
///
/// # Errors
/// `NotFound`.
pub async fn overview(desk: &Desk, staff: &Staff, id: i64) -> Result<Overview> {
    let event = Entity::find_by_id(id).one(desk.read()).await?.ok_or(Error::NotFound)?;
    let now = desk.now();
    let previews = match event.deleted_at {
        None => preview::live(desk, staff, id).await?,
        Some(_) => Vec::new(),
    };
    Ok(Overview {
        id,
        briefing: face::face(desk, &event).await?,
        condition: event.condition(now),
        state: event.state.unwrap_or(State::Draft),
        is_public: event.is_public(now),
        shows_from: event.shows_from(now),
        deleted: event.deleted_at.map(|at| time::moment(at, event.zone())),
        tally: rsvp::tally(desk.read(), id).await?,
        seats: event.limit(false),
        online_seats: event.limit(true),
        previews,
        zone: event.zone(),
    })
}

/// Slug and title of every event that could take this one's place, the latest first.
pub async fn others(desk: &Desk, _: &Staff, id: i64) -> Result<Vec<(String, String)>> {
    let others = Entity::find()
        .filter(COLUMN.id.ne(id))
        .filter(COLUMN.deleted_at.is_null())
        .order_by_desc(COLUMN.id)
        .select_only()
        .columns([Column::Slug, Column::Title])
        .into_tuple()
        .all(desk.read())
        .await?;
    Ok(others)
}

/// The whole document of an event with its slug. It holds speakers' addresses, so that it was taken
/// stands in the journal.
///
/// # Errors
/// `NotFound`, also for a deleted event.
pub async fn document(desk: &Desk, staff: &Staff, id: i64) -> Result<(String, Document)> {
    let txn = desk.begin().await?;
    let event: Event = super::for_staff(&txn, staff, id).await?;
    let slug = event.slug.clone();
    let document = export::document(&txn, event).await?;
    journal::by(staff, "exported the document").event(id).write(&txn, desk.now()).await?;
    txn.commit().await?;
    Ok((slug, document))
}
