//! Letters that tell speakers of an event what changed for them: they are about several events at once,
//! and stand in the timeline of each.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;

use super::{Batch, Coming, NOW};
use crate::change;
use crate::desk::Desk;
use crate::error::Result;
use crate::event::Event;
use crate::outbox::{self, Kind, Shelf};
use crate::staff::Staff;
use crate::time::short_moment;

/// What waits to be told to them.
pub(super) async fn to_come(desk: &Desk, staff: &Staff, event_id: i64) -> Result<Option<Coming>> {
    let waits = change::speakers_in_short(desk, staff, event_id).await?;
    Ok(waits.map(|waits| Coming {
        what: Kind::ScheduleChanged.words().to_owned(),
        to: Some("Speakers whom it concerns".to_owned()),
        instant: waits.instant,
        state: match waits.people {
            1 => "Goes to 1 speaker".to_owned(),
            people => format!("Goes to {people} speakers"),
        },
        at: waits.at.or_else(|| Some(NOW.to_owned())),
        is_sure: true,
    }))
}

/// What was written to them.
pub(super) async fn written<C: ConnectionTrait>(
    db: &C,
    event: &Event,
    now: DateTime<Utc>,
) -> Result<Option<Batch>> {
    let people = change::told_speakers(db, event.id).await?;
    let letters = outbox::of_speakers(db, people, event.id).await?;
    let moments = || letters.iter().map(|letter| letter.written_at);
    let (Some(first), Some(last)) = (moments().min(), moments().max()) else { return Ok(None) };
    let mut counts = outbox::Counts::default();
    for letter in &letters {
        match letter.shelf() {
            Shelf::OnTheWay => counts.on_the_way += 1,
            Shelf::Sent => counts.sent += 1,
            Shelf::Stopped | Shelf::Nobodys => counts.stopped += 1,
            Shelf::Failed => counts.failed += 1,
        }
    }
    let zone = event.zone();
    let (from, to) = (short_moment(first, now, zone), short_moment(last, now, zone));
    let when = if from == to { from } else { format!("{from} – {to}") };
    let what = Kind::ScheduleChanged.words().to_owned();
    Ok(Some(Batch { what, mailing: None, when, last, counts }))
}
