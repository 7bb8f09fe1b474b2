//! A day that is past where one to come stood before: most often a year that was mistyped.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;

use crate::error::{Result, Slip};
use crate::event::{Event, edition, import};

/// Says so when the last writing of the event made it one that is over.
pub(in crate::event) async fn moved_there<C: ConnectionTrait>(
    db: &C,
    event: &Event,
    now: DateTime<Utc>,
) -> Result<Option<Slip>> {
    let is_to_come = |event: &Event| event.over_at.is_some_and(|over| over > now);
    if event.over_at.is_none() || is_to_come(event) {
        return Ok(None);
    }
    let before = edition::before(db, event.id, event.revision).await?;
    let before = before.and_then(|edition| edition.document());
    let was_to_come =
        before.is_some_and(|before| is_to_come(&import::record(&before, Some(event), now)));
    let why = "By this day the event is over, and before it was still to come. Is the year right? \
               Nobody is told of a change to an event that is over.";
    Ok(was_to_come.then(|| Slip::new("time.first_day", why)))
}
