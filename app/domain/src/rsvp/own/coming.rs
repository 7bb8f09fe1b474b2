//! Saying again that one comes, which a reminder asks for.

use super::{keep, note, with_pass};
use crate::briefing::Stage;
use crate::desk::Desk;
use crate::error::{Error, Refusal, Result};
use crate::rsvp::{Rsvp, Standing};
use crate::sitting::Sitting;

/// Writes down that who has a seat comes for sure. Doing it again changes nothing.
///
/// # Errors
/// `NotFound`; `NotNow` for who has no seat; `Refused` when the event is over or called off.
pub async fn confirm_coming(desk: &Desk, pass: &str) -> Result<()> {
    with_pass(desk, pass, |sitting, rsvp| Box::pin(confirm(sitting, rsvp))).await
}

async fn confirm(sitting: &mut Sitting, rsvp: Rsvp) -> Result<()> {
    if rsvp.standing != Standing::Seated {
        return Err(Error::NotNow("You have no confirmed seat, so there is nothing to say here."));
    }
    match sitting.event().stage(sitting.now()) {
        Stage::Coming | Stage::UnderWay => {}
        Stage::Over => return Err(Refusal::Over.into()),
        Stage::Cancelled => return Err(Refusal::Cancelled.into()),
        Stage::Postponed => return Err(Refusal::Postponed.into()),
    }
    if rsvp.reconfirmed_at.is_some() {
        return Ok(());
    }
    let now = sitting.now();
    let rsvp = keep(sitting.txn(), Rsvp { reconfirmed_at: Some(now), ..rsvp }).await?;
    note(sitting, "said again that they come", rsvp.id).await
}
