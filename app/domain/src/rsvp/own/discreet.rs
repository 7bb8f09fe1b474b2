//! The guest asks for letters and a calendar entry that name nothing.

use super::{keep, note, with_pass};
use crate::desk::Desk;
use crate::error::Result;
use crate::rsvp::Rsvp;
use crate::rsvp::discreet::deed;
use crate::sitting::Sitting;

/// Whether the guest's letters are to be neutral. Doing it again changes nothing.
///
/// # Errors
/// `NotFound`.
pub async fn be_discreet(desk: &Desk, pass: &str, discreet: bool) -> Result<()> {
    with_pass(desk, pass, move |sitting, rsvp| Box::pin(set(sitting, rsvp, discreet))).await
}

async fn set(sitting: &mut Sitting, rsvp: Rsvp, discreet: bool) -> Result<()> {
    if rsvp.discreet == discreet {
        return Ok(());
    }
    let now = sitting.now();
    let rsvp = keep(sitting.txn(), Rsvp { discreet, changed_at: now, ..rsvp }).await?;
    note(sitting, deed(discreet), rsvp.id).await
}
