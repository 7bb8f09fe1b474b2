//! Speakers, whom a change is not told by this: they are no guests, and what concerns them is said in
//! person.

use crate::desk::Desk;
use crate::error::Result;
use crate::ladder;
use crate::staff::Staff;

/// How many addresses of speakers stand with an event, so that staff know whom they must tell
/// themselves.
///
/// # Errors
/// The database fails.
pub async fn unheard_speakers(desk: &Desk, _: &Staff, event_id: i64) -> Result<usize> {
    Ok(ladder::speakers(desk.read(), event_id, desk.now()).await?.len())
}
