//! What one speaker has, over all events: the page behind the link that is mailed to them, and its
//! calendar.
//!
//! Only their own comes out. Whoever sits beside them passes through the line-up like everywhere else;
//! of RSVPs, other people's addresses and staff's notes nothing is read here.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder as _, QuerySelect as _};

use crate::appearance;
use crate::change;
use crate::error::Result;
use crate::event::{self, Event};
use crate::line_up;
use crate::session;

mod calendar;
mod first;
mod letter;
pub(crate) mod links;
mod mailed;
mod part;
mod shown;
pub(crate) mod slot;
mod times;

pub use calendar::calendar;
pub(crate) use calendar::entries_at;
pub use first::{First, first, mail_first_links};
pub(crate) use first::{on_the_way, people_of};
pub use letter::mail;
pub(crate) use letter::{mail_first, part_shown, told, wanted};
pub use links::{Links, links, revoke};
pub(crate) use mailed::{Brought, bring, unbring};
pub(crate) use part::Part;
pub(crate) use shown::bearer;
pub use shown::{Agenda, Beside, Item, Own, agenda};
pub use times::Elsewhere;

/// Brings the calendars of everybody who is or was in an event's line-up in line with what it says
/// now, and has those written to who have something to come and no link to it yet. In the transaction
/// of each write of an event.
pub(crate) async fn look<C: ConnectionTrait>(
    txn: &C,
    event: &Event,
    now: DateTime<Utc>,
) -> Result<()> {
    let parts = settle(txn, event, now).await?;
    for (speaker_id, part) in &parts {
        letter::look(txn, *speaker_id, part, now).await?;
    }
    change::look_at_speakers(txn, event, &parts, now).await
}

/// The same for the calendars alone, and nobody is written to: everybody whom it concerns, with what
/// they have there.
pub(crate) async fn settle<C: ConnectionTrait>(
    txn: &C,
    event: &Event,
    now: DateTime<Utc>,
) -> Result<Vec<(i64, Part)>> {
    let line_up = line_up::of_event(txn, event.id).await?;
    let mut people = people_of(&line_up);
    people.extend(slot::holders(txn, event.id).await?);
    people.extend(change::told_speakers(txn, event.id).await?);
    let mut parts = Vec::with_capacity(people.len());
    if people.is_empty() {
        return Ok(parts);
    }
    let sessions = sessions(txn, event.id).await?;
    for speaker_id in people {
        let part = Part::new(speaker_id, (event.clone(), line_up.clone(), sessions.clone()));
        slot::keep(txn, (speaker_id, &part), now).await?;
        parts.push((speaker_id, part));
    }
    Ok(parts)
}

/// The numbers of the events at which somebody appears.
pub(crate) async fn event_ids<C: ConnectionTrait>(db: &C, speaker_id: i64) -> Result<Vec<i64>> {
    let found = appearance::Entity::find().filter(appearance::is_or_stands_in(speaker_id));
    let ids = found.select_only().column(appearance::Column::EventId).distinct();
    Ok(ids.into_tuple().all(db).await?)
}

/// What somebody has at one event, if it is only that they were in it.
pub(crate) async fn part_at<C: ConnectionTrait>(
    db: &C,
    speaker_id: i64,
    event: Event,
) -> Result<Part> {
    let line_up = line_up::of_event(db, event.id).await?;
    let sessions = sessions(db, event.id).await?;
    Ok(Part::new(speaker_id, (event, line_up, sessions)))
}

/// Everything that somebody has at events, drafts and deleted ones too, the earliest first.
pub(crate) async fn parts<C: ConnectionTrait>(db: &C, speaker_id: i64) -> Result<Vec<Part>> {
    let at = event_ids(db, speaker_id).await?;
    let mut events = event::Entity::find().filter(event::COLUMN.id.is_in(at)).all(db).await?;
    events.sort_by_key(|event| (event.starts_at.is_none(), event.starts_at, event.id));
    let mut parts = Vec::with_capacity(events.len());
    for event in events {
        let line_up = line_up::of_event(db, event.id).await?;
        let sessions = sessions(db, event.id).await?;
        parts.push(Part::new(speaker_id, (event, line_up, sessions)));
    }
    // Who stood in for somebody that comes after all.
    parts.retain(|part| part.own().next().is_some());
    Ok(parts)
}

async fn sessions<C: ConnectionTrait>(db: &C, event_id: i64) -> Result<Vec<session::Session>> {
    let found = session::Entity::find().filter(session::COLUMN.event_id.eq(event_id));
    Ok(found.order_by_asc(session::COLUMN.position).all(db).await?)
}
