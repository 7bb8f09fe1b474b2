//! Letters and a calendar entry that name nothing in what a glance can catch: some share a screen, a
//! calendar or a house with people who must not know. The guest decides, or staff for them.

use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, IntoActiveModel as _};

use super::{Entity, Rsvp};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event;
use crate::journal;
use crate::staff::Staff;

/// Whether this guest's letters are to be neutral, as staff say. The entry in the calendar follows with
/// the next letter, and at once where it is subscribed to.
///
/// # Errors
/// `NotFound`, also when the event was deleted.
pub async fn set_discreet(desk: &Desk, staff: &Staff, id: i64, discreet: bool) -> Result<()> {
    let txn = desk.begin().await?;
    let known = Entity::find_by_id(id).one(&txn).await?.ok_or(Error::NotFound)?;
    let event = event::locked(&txn, known.event_id).await?;
    let rsvp = Entity::find_by_id(id).one(&txn).await?.ok_or(Error::NotFound)?;
    if rsvp.discreet != discreet {
        keep(&txn, Rsvp { discreet, changed_at: desk.now(), ..rsvp }).await?;
        let entry = journal::by(staff, deed(discreet)).rsvp(event.id, id);
        entry.write(&txn, desk.now()).await?;
    }
    txn.commit().await?;
    Ok(())
}

/// What the journal says of it.
pub(super) fn deed(discreet: bool) -> &'static str {
    if discreet { "asked for neutral letters" } else { "asked for letters as usual" }
}

async fn keep<C: ConnectionTrait>(txn: &C, rsvp: Rsvp) -> Result<()> {
    rsvp.into_active_model().reset_all().update(txn).await?;
    Ok(())
}
