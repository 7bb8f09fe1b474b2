//! The programme: every event as staff see it in their list, drafts and deleted ones too.

use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder as _};

use super::{COLUMN, Condition, Entity, Event, face, when};
use crate::briefing::{Place, When};
use crate::desk::Desk;
use crate::error::Result;
use crate::rsvp::{self, Tally};
use crate::staff::Staff;
use crate::time;

/// All events whose titles fit what was searched for, each in its own list.
#[derive(Clone, Debug, Default)]
pub struct Programme {
    /// The next one first, those without a date last. A draft is coming whatever its date.
    pub coming: Vec<Planned>,
    /// The latest first.
    pub past: Vec<Planned>,
    /// What was deleted last first.
    pub deleted: Vec<Planned>,
    /// How many there are of all kinds, whatever was searched for.
    pub all: usize,
}

/// An event as one line of the programme.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Row number.
    pub id: i64,
    /// The title.
    pub title: String,
    /// How it stands; of a deleted one, how it stood.
    pub condition: Condition,
    /// When it happens.
    pub when: When,
    /// Where.
    pub place: Place,
    /// Its RSVPs.
    pub tally: Tally,
    /// Seats in the room; none is unlimited.
    pub seats: Option<i64>,
    /// Places online, likewise.
    pub online_seats: Option<i64>,
    /// Guests come to the room, online, or as they like.
    pub mode: crate::briefing::Mode,
    /// When it was deleted, in words.
    pub deleted: Option<String>,
}

/// The programme. `search` are words that a title must hold, each of them.
pub async fn programme(desk: &Desk, _: &Staff, search: &str) -> Result<Programme> {
    let db = desk.read();
    let now = desk.now();
    let tallies = rsvp::tallies(db).await?;
    let events = by_start(db).await?;
    let mut programme = Programme { all: events.len(), ..Programme::default() };
    let mut deleted = Vec::new();
    for event in events.iter().filter(|event| is_called(&event.title, search)) {
        let tally = tallies.get(&event.id).copied().unwrap_or_default();
        let planned = planned(event, tally, now);
        match event.deleted_at {
            Some(at) => deleted.push((at, planned)),
            None if planned.condition == Condition::Draft || face::is_coming(event, now) => {
                programme.coming.push(planned);
            }
            None => programme.past.push(planned),
        }
    }
    programme.past.reverse();
    deleted.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    programme.deleted = deleted.into_iter().map(|(_, planned)| planned).collect();
    Ok(programme)
}

async fn by_start<C: ConnectionTrait>(db: &C) -> Result<Vec<Event>> {
    let mut events = Entity::find().order_by_asc(COLUMN.id).all(db).await?;
    events.sort_by_key(|event| (event.starts_at.is_none(), event.starts_at));
    Ok(events)
}

fn is_called(title: &str, search: &str) -> bool {
    let title = title.to_lowercase();
    search.to_lowercase().split_whitespace().all(|word| title.contains(word))
}

fn planned(event: &Event, tally: Tally, now: DateTimeUtc) -> Planned {
    Planned {
        id: event.id,
        title: event.title.clone(),
        condition: event.condition(now),
        when: when::of_event(event),
        place: face::place(event),
        tally,
        seats: event.limit(false),
        online_seats: event.limit(true),
        mode: event.mode(),
        deleted: event.deleted_at.map(|at| time::moment(at, event.zone())),
    }
}
