//! What a letter about changes tells, as it was fixed when it was queued.

use super::{Kind, Posted};
use crate::briefing::Briefing;
use crate::change::{Difference, News, Told};
use crate::desk::Desk;
use crate::error::Result;
use crate::event::{self, Event};
use crate::letter::{Changes, Facts};

/// What is different by this letter.
pub(super) fn differences(posted: &Posted) -> Vec<Difference> {
    let told = posted.changes.as_deref().and_then(Told::read);
    told.map(|told| told.differences).unwrap_or_default()
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
