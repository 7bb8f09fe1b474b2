//! To who had an RSVP in their calendar by mistake: staff have corrected its address.
//!
//! The letter takes the entry out again (RFC 5546 §3.2.5). It may go to a stranger, so it brings no link
//! of the guest's and not their name.

use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, ConnectionTrait};

use super::posting::letter;
use super::{ActiveModel, COLUMN, Column, Entity, Kind};
use crate::desk::Desk;
use crate::error::Result;
use crate::rsvp::{Rsvp, Standing};

/// Whether the guest's address may have the entry of this RSVP in its calendar: it has a seat, and the
/// letter with the entry left, or is leaving.
pub(crate) async fn may_have_the_entry<C: ConnectionTrait>(db: &C, rsvp: &Rsvp) -> Result<bool> {
    if rsvp.standing != Standing::Seated {
        return Ok(false);
    }
    let left =
        Condition::any().add(COLUMN.outcome.eq("sent")).add(Column::ClaimedUntil.is_not_null());
    let invitations = Entity::find()
        .filter(COLUMN.rsvp_id.eq(rsvp.id))
        .filter(COLUMN.recipient.eq(rsvp.email.as_str()))
        .filter(COLUMN.calendar.eq("REQUEST"))
        .filter(left);
    Ok(invitations.count(db).await? > 0)
}

/// Queues the letter that takes the entry of this RSVP, which has its new address by now, out of the
/// calendar of the old one.
pub(crate) async fn post_readdressed<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    rsvp: &Rsvp,
    old_address: &str,
) -> Result<()> {
    let row = ActiveModel {
        rsvp_id: Set(Some(rsvp.id)),
        event_id: Set(Some(rsvp.event_id)),
        occurrence: Set(rsvp.occurrence),
        calendar: Set(Some("CANCEL".to_owned())),
        // Older than the entry of the new address: both may lead to one calendar.
        sequence: Set(rsvp.sequence - 1),
        ..letter(desk, old_address, Kind::Readdressed)
    };
    Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}
