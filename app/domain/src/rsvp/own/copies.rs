//! Copies for who replied on behalf of the guest: they go out only once the guest has allowed them,
//! since anybody can name any address in a form.

use super::{keep, note, with_pass};
use crate::briefing::Stage;
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::outbox::{self, of_rsvp};
use crate::rsvp::{Rsvp, reply};
use crate::sitting::Sitting;
use crate::token;

/// Allows copies of every letter, with links of their own, and sends one of how the RSVP stands. Doing
/// it again changes nothing.
///
/// # Errors
/// `NotFound`; `NotNow` when nobody replied on behalf of the guest.
pub async fn allow_copies(desk: &Desk, pass: &str) -> Result<()> {
    with_pass(desk, pass, |sitting, rsvp| Box::pin(allow(sitting, rsvp))).await
}

/// Stops the copies and ends the links in those that were sent. Doing it again changes nothing.
///
/// # Errors
/// `NotFound`.
pub async fn stop_copies(desk: &Desk, pass: &str) -> Result<()> {
    with_pass(desk, pass, |sitting, rsvp| Box::pin(stop(sitting, rsvp))).await
}

async fn allow(sitting: &mut Sitting, rsvp: Rsvp) -> Result<()> {
    if rsvp.scheduler().is_none() {
        return Err(Error::NotNow("Nobody replied on your behalf."));
    }
    if rsvp.scheduler_allowed_at.is_some() {
        return Ok(());
    }
    let (txn, now) = (sitting.txn(), sitting.now());
    let occurrence = rsvp.occurrence + 1;
    let allowed = Rsvp { scheduler_allowed_at: Some(now), occurrence, changed_at: now, ..rsvp };
    let rsvp = keep(txn, allowed).await?;
    note(sitting, "allowed copies", rsvp.id).await?;
    let comes = matches!(sitting.event().stage(now), Stage::Coming | Stage::UnderWay);
    match reply::greeting(rsvp.standing).filter(|_| comes) {
        Some(kind) => outbox::post_copy(sitting.desk(), txn, &rsvp, kind).await,
        None => Ok(()),
    }
}

async fn stop(sitting: &mut Sitting, rsvp: Rsvp) -> Result<()> {
    if rsvp.scheduler_allowed_at.is_none() {
        return Ok(());
    }
    let (txn, now) = (sitting.txn(), sitting.now());
    let stopped = Rsvp { scheduler_allowed_at: None, changed_at: now, ..rsvp };
    let rsvp = keep(txn, stopped).await?;
    token::revoke_copies(txn, rsvp.id, now).await?;
    of_rsvp::overtake_copies(txn, rsvp.id, now).await?;
    note(sitting, "stopped copies", rsvp.id).await
}
