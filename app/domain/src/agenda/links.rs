//! The links to a schedule, as staff see them: how many live, and what ends them.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder as _};

use crate::desk::Desk;
use crate::error::Result;
use crate::journal;
use crate::outbox;
use crate::speaker::{self, contact, link};
use crate::staff::Staff;

/// What staff may know of the links of one speaker.
pub struct Links {
    /// When each that still opens the schedule was mailed, the newest first, and whether to their
    /// assistant.
    pub live: Vec<(DateTime<Utc>, bool)>,
    /// A letter with one is on its way.
    pub on_the_way: bool,
    /// There is an address for them.
    pub has_address: bool,
    /// There is one for an assistant.
    pub has_assistant: bool,
}

/// The links of one speaker.
///
/// # Errors
/// `NotFound`.
pub async fn links(desk: &Desk, _: &Staff, speaker_id: i64) -> Result<Links> {
    let db = desk.read();
    speaker::by_id(db, speaker_id).await?;
    let contact = contact::of(db, speaker_id).await?;
    Ok(Links {
        live: live(db, speaker_id).await?,
        on_the_way: outbox::has_unsent_to_speaker(db, speaker_id).await?,
        has_address: contact.email.is_some(),
        has_assistant: contact.assistant_email.is_some(),
    })
}

async fn live<C: ConnectionTrait>(db: &C, speaker_id: i64) -> Result<Vec<(DateTime<Utc>, bool)>> {
    let found = link::Entity::find()
        .filter(link::COLUMN.speaker_id.eq(speaker_id))
        .filter(link::COLUMN.revoked_at.is_null())
        .order_by_desc(link::COLUMN.id)
        .all(db)
        .await?;
    Ok(found.into_iter().map(|link| (link.minted_at, link.assistant)).collect())
}

/// Ends all links to a speaker's schedule at once; letters that would bring one do not leave.
///
/// # Errors
/// `NotFound`.
pub async fn revoke(desk: &Desk, staff: &Staff, speaker_id: i64) -> Result<()> {
    let (txn, now) = (desk.begin().await?, desk.now());
    speaker::by_id(&txn, speaker_id).await?;
    let ended = link::revoke(&txn, speaker_id, now).await?;
    outbox::stop_schedules(&txn, speaker_id, staff.signature(), now).await?;
    let entry = journal::by(staff, "revoked the links to a speaker’s schedule");
    let number = i64::try_from(ended).unwrap_or(i64::MAX);
    entry.speaker(speaker_id).number(number).write(&txn, now).await?;
    Ok(txn.commit().await?)
}
