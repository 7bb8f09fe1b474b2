//! Staff take a proposal over, or do not.
//!
//! Taking over writes what a save would write, and closes the proposal in the same transaction. What was
//! changed since staff looked is not overwritten: they look again.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, DatabaseTransaction, IntoActiveModel as _, QuerySelect as _};

use super::by_staff::{following, said, seen};
use super::{Entity, Field, Proposal, Verdict, open};
use crate::agenda::{self, Part};
use crate::desk::Desk;
use crate::document;
use crate::error::{Error, Result};
use crate::event;
use crate::event::edit::amend;
use crate::journal;
use crate::lines::Lines;
use crate::speaker::{self, Speaker};
use crate::staff::Staff;
use crate::text::paragraph;
use crate::word::Word;

/// What staff say to it, in characters at most.
pub const LONGEST_REPLY: usize = 500;

/// There is nothing to decide, or to take back.
pub const DECIDED: Error =
    Error::NotNow("This proposal does not wait any more: it was decided, or taken back.");
const MEANWHILE: Error =
    Error::NotNow("What is said was changed meanwhile. Please look at the proposal again.");

/// Writes what was proposed; `looked_at` is what [`super::Waiting::seen`] said.
///
/// # Errors
/// `NotNow` when it does not wait any more, or what is said is not what they looked at; `NotFound`.
pub async fn take_over(desk: &Desk, staff: &Staff, id: i64, looked_at: &str) -> Result<()> {
    let txn = desk.begin().await?;
    let now = desk.now();
    let (one, speaker, parts) = locked(&txn, id).await?;
    let part = parts.iter().find(|part| Some(part.event.id) == one.event_id);
    let said = said(one.field, &speaker, part);
    if seen(said.as_deref()) != looked_at {
        return Err(MEANWHILE);
    }
    match part {
        Some(part) => write(&txn, staff, part, &one, now).await?,
        None if one.event_id.is_some() => return Err(Error::NotFound),
        None => {
            for part in following(&parts, &one, said.as_deref(), now) {
                write(&txn, staff, part, &one, now).await?;
            }
            of_person(&txn, speaker, &one, now).await?;
        }
    }
    close(&txn, staff, one, (Verdict::Taken, None), now).await?;
    txn.commit().await?;
    desk.ring();
    Ok(())
}

/// Leaves everything as it is; the speaker reads `reply`, if anything is said.
///
/// # Errors
/// `Invalid` on `reply`; `NotNow` when it does not wait any more.
pub async fn decline(desk: &Desk, staff: &Staff, id: i64, reply: &str) -> Result<()> {
    let too_long = "Please keep it below 500 characters.";
    let reply = paragraph("reply", reply, LONGEST_REPLY, too_long);
    let reply = reply.map_err(|slip| Error::Invalid(vec![slip]))?;
    let txn = desk.begin().await?;
    let one = Entity::find_by_id(id).lock_exclusive().one(&txn).await?;
    let one = one.filter(|one| one.decided_at.is_none()).ok_or(DECIDED)?;
    close(&txn, staff, one, (Verdict::NotTaken, reply), desk.now()).await?;
    Ok(txn.commit().await?)
}

/// The proposal with all that it is about; events are locked before it, as everywhere.
async fn locked(txn: &DatabaseTransaction, id: i64) -> Result<(Proposal, Speaker, Vec<Part>)> {
    let one = open(txn, id).await?.ok_or(DECIDED)?;
    let mut events: Vec<i64> = match one.event_id {
        Some(id) => vec![id],
        None => agenda::parts(txn, one.speaker_id).await?.iter().map(|p| p.event.id).collect(),
    };
    events.sort_unstable();
    for id in events {
        event::locked_or_deleted(txn, id).await?;
    }
    let one = Entity::find_by_id(id).lock_exclusive().one(txn).await?;
    let one = one.filter(|one| one.decided_at.is_none()).ok_or(DECIDED)?;
    let speaker = speaker::by_id(txn, one.speaker_id).await?;
    let parts = agenda::parts(txn, one.speaker_id).await?;
    Ok((one, speaker, parts))
}

async fn write(
    txn: &DatabaseTransaction,
    staff: &Staff,
    part: &Part,
    one: &Proposal,
    now: DateTime<Utc>,
) -> Result<()> {
    if part.event.deleted_at.is_some() {
        return Err(Error::NotNow("This event was deleted. It can be restored."));
    }
    amend(txn, staff, &part.event, now, |draft| {
        for own in draft.of(one.speaker_id) {
            say(&mut own.speaker, one);
        }
        Ok(())
    })
    .await?;
    Ok(())
}

fn say(speaker: &mut document::Speaker, one: &Proposal) {
    match one.field {
        Field::Answer => speaker.state = one.proposed.as_ref().map(Word::new),
        Field::Titles => speaker.titles = lines(one).0,
        Field::Organisations => speaker.organisations = lines(one).0,
        Field::Biography => speaker.biography.clone_from(&one.proposed),
    }
}

async fn of_person<C: ConnectionTrait>(
    txn: &C,
    speaker: Speaker,
    one: &Proposal,
    now: DateTime<Utc>,
) -> Result<()> {
    let revision = speaker.revision + 1;
    let mut row = speaker.into_active_model();
    match one.field {
        Field::Answer => return Ok(()),
        Field::Titles => row.titles = Set(lines(one)),
        Field::Organisations => row.organisations = Set(lines(one)),
        Field::Biography => row.biography = Set(one.proposed.clone()),
    }
    row.revision = Set(revision);
    row.changed_at = Set(now);
    row.update(txn).await?;
    Ok(())
}

fn lines(one: &Proposal) -> Lines {
    let text = one.proposed.as_deref().unwrap_or_default();
    Lines(text.lines().map(str::to_owned).collect())
}

async fn close<C: ConnectionTrait>(
    txn: &C,
    staff: &Staff,
    one: Proposal,
    (verdict, reply): (Verdict, Option<String>),
    now: DateTime<Utc>,
) -> Result<()> {
    let deed = match verdict {
        Verdict::Taken => "took over a speaker’s proposal",
        Verdict::NotTaken => "did not take over a speaker’s proposal",
    };
    let entry = journal::by(staff, deed).speaker(one.speaker_id);
    let entry = match one.event_id {
        Some(id) => entry.event(id),
        None => entry,
    };
    entry.write(txn, now).await?;
    let mut row = one.into_active_model();
    row.verdict = Set(Some(verdict));
    row.reply = Set(reply);
    row.decided_by = Set(Some(staff.id()));
    row.decided_at = Set(Some(now));
    row.update(txn).await?;
    Ok(())
}
