//! What a letter about changes tells, as it was fixed when it was queued.

use super::{Kind, Posted};
use crate::briefing::Briefing;
use crate::change::{self, Difference, News, Told};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::{self, Event};
use crate::letter::{Changes, Facts};

/// What the letter brings first, as it was when it was queued.
pub(super) fn news(posted: &Posted) -> News {
    let told = posted.changes.as_deref().and_then(Told::read);
    told.map_or(News::Changed, |told| News::of(&told.differences))
}

/// What is different by this letter; of speakers only what may be told at this moment: a consent may
/// have ended since.
///
/// # Errors
/// `NotFound` when nothing is left that may be told.
pub(super) async fn differences(
    desk: &Desk,
    posted: &Posted,
    event: &Event,
) -> Result<Vec<Difference>> {
    let Some(told) = posted.changes.as_deref().and_then(Told::read) else { return Ok(vec![]) };
    let revision = posted.occurrence;
    let left = change::tellable(desk.read(), event, told, revision, desk.now()).await?;
    if left.is_empty() { Err(Error::NotFound) } else { Ok(left) }
}

/// A deleted event with its briefing, for the letter that tells its end: that goes out all the same.
pub(super) async fn of_deleted(
    desk: &Desk,
    posted: &Posted,
    event_id: i64,
) -> Result<Option<(Event, Briefing)>> {
    if posted.kind != Kind::EventChanged {
        return Ok(None);
    }
    event::deleted_after_its_end(desk, event_id).await
}

/// Fills in the differences, and, while the event is called off, why.
pub(super) fn tell(
    differences: Vec<Difference>,
    (event, briefing): (&Event, &Briefing),
    facts: &mut Facts,
) {
    let off = event.is_called_off();
    facts.changes = Changes {
        news: News::of(&differences),
        differences,
        reason: briefing.reason.clone().filter(|_| off),
        // The public page leads to it, if everybody may know of it.
        is_replaced: off && briefing.replacement.is_some(),
    };
}
