//! What a letter about changes tells, as it was fixed when it was queued.

use super::Posted;
use crate::briefing::Briefing;
use crate::change::{self, News, Told};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::Event;
use crate::letter::{Changes, Facts};

/// Fills in the differences, and, while the event is called off, why. Of speakers only what may be told
/// at this moment: a consent may have ended since.
///
/// # Errors
/// `NotFound` when nothing is left that may be told.
pub(super) async fn tell(
    desk: &Desk,
    posted: &Posted,
    (event, briefing): (&Event, &Briefing),
    facts: &mut Facts,
) -> Result<()> {
    let told = posted.changes.as_deref().and_then(Told::read);
    let differences = match told {
        Some(told) => {
            change::tellable(desk.read(), event, told, posted.occurrence, desk.now()).await?
        }
        None => vec![],
    };
    if differences.is_empty() && posted.changes.is_some() {
        return Err(Error::NotFound);
    }
    let off = event.is_called_off();
    facts.changes = Changes {
        news: News::of(&differences),
        differences,
        reason: briefing.reason.clone().filter(|_| off),
        // The public page leads to it, if everybody may know of it.
        is_replaced: off && briefing.replacement.is_some(),
    };
    Ok(())
}
