//! Staff enter a speaker and change what is known of them.
//!
//! Two may have the form open at once: it carries the revision that it was filled from, and who saves
//! second sees both versions first. Coming events print names of their own, so whoever changes a name
//! or a title says which of them follow.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::NotSet;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, IntoActiveModel as _, QueryOrder as _, QuerySelect as _};

use super::draft::Draft;
use super::{Entity, Scope, Speaker};
use crate::agenda;
use crate::appearance;
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::{self, edit};
use crate::journal;
use crate::line_up::by_staff::is_ahead;
use crate::lines::Lines;
use crate::staff::{self, Staff};

/// What the journal says of a change.
const CHANGED: &str = "changed a speaker";

/// What became of a change.
pub enum Change {
    /// It holds.
    Saved,
    /// Nothing was written: somebody else saved first.
    Overtaken(Overtaken),
}

/// What somebody else saved meanwhile.
#[derive(Clone)]
pub struct Overtaken {
    /// Who, if they are still known; `You` if it was in another window.
    pub by: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
    /// The revision that they made: a form with it may be saved over theirs.
    pub revision: i64,
    /// Where the two versions differ: the control's name, theirs, yours.
    pub clashes: Vec<(&'static str, String, String)>,
}

crate::private::private!(Change, Overtaken);

/// Enters a speaker and gives their number.
///
/// # Errors
/// `Invalid` with a slip per field.
pub async fn start(desk: &Desk, staff: &Staff, typed: &Draft) -> Result<i64> {
    let draft = typed.checked(false)?;
    let now = desk.now();
    let txn = desk.begin().await?;
    let row = draft.put_into(blank(now)).into_active_model();
    let row = super::ActiveModel { id: NotSet, ..row }.insert(&txn).await?;
    journal::by(staff, "entered a speaker").speaker(row.id).write(&txn, now).await?;
    txn.commit().await?;
    Ok(row.id)
}

fn blank(now: DateTime<Utc>) -> Speaker {
    Speaker {
        id: 0,
        name: String::new(),
        honorific: None,
        suffix: None,
        spoken: None,
        zone: None,
        titles: Lines::default(),
        organisations: Lines::default(),
        biography: None,
        protected: false,
        minor: false,
        discreet: false,
        allows: Scope::usual(false),
        revision: 0,
        created_at: now,
        changed_at: now,
    }
}

/// Changes what is known of a speaker. The events of `follow` print from now on what has changed, as
/// far as they are still to come; an event has words of its own otherwise.
///
/// # Errors
/// `Invalid` with a slip per field; `NotFound`.
pub async fn save(
    desk: &Desk,
    staff: &Staff,
    id: i64,
    base: i64,
    typed: &Draft,
    follow: &[i64],
) -> Result<Change> {
    let now = desk.now();
    let txn = desk.begin().await?;
    let events = locked_events(&txn, id, follow).await?;
    let kept = locked(&txn, id).await?;
    let draft = typed.checked(kept.minor)?;
    let before = Draft::of(&kept);
    if before == draft {
        return Ok(Change::Saved);
    }
    if kept.revision != base {
        return Ok(Change::Overtaken(overtaken(&txn, &kept, staff, &draft).await?));
    }
    let (was, revision) = (kept.clone(), kept.revision + 1);
    let new = Speaker { revision, changed_at: now, ..draft.put_into(kept) };
    new.clone().into_active_model().reset_all().update(&txn).await?;
    journal::by(staff, CHANGED).speaker(id).write(&txn, now).await?;
    for event in events.iter().filter(|event| is_ahead(event, now)) {
        let edited = edit::amend(&txn, staff, event, now, |draft| {
            follow_in(draft, &was, &new);
            Ok(())
        });
        if edited.await?.is_some() {
            journal::by(staff, "edited").event(event.id).speaker(id).write(&txn, now).await?;
        }
    }
    txn.commit().await?;
    desk.ring();
    Ok(Change::Saved)
}

/// What is new of somebody, into what an event says of them.
fn follow_in(draft: &mut edit::Draft, was: &Speaker, new: &Speaker) {
    let theirs = |place: &usize| draft.line_up[*place].person == Some(new.id);
    let places: Vec<usize> = (0..draft.line_up.len()).filter(theirs).collect();
    for part in draft.line_up.iter_mut().filter(|part| part.stand_in == Some(new.id)) {
        part.speaker.stand_in = Some(new.on_paper());
    }
    for place in places {
        if was.on_paper() != new.on_paper() {
            draft.rename(place, &new.on_paper());
        }
        let said = &mut draft.line_up[place].speaker;
        if was.titles != new.titles {
            said.titles.clone_from(&new.titles.0);
        }
        if was.organisations != new.organisations {
            said.organisations.clone_from(&new.organisations.0);
        }
        if was.biography != new.biography {
            said.biography.clone_from(&new.biography);
        }
    }
}

/// The speaker's row, locked. Events come before speakers, always, or two deeds wait for each other.
pub(crate) async fn locked<C: ConnectionTrait>(txn: &C, id: i64) -> Result<Speaker> {
    Entity::find_by_id(id).lock_exclusive().one(txn).await?.ok_or(Error::NotFound)
}

/// Those of these events at which the speaker appears, or stands in for somebody, locked in their order.
async fn locked_events<C: ConnectionTrait>(
    txn: &C,
    id: i64,
    wanted: &[i64],
) -> Result<Vec<event::Event>> {
    let mut theirs = agenda::event_ids(txn, id).await?;
    theirs.sort_unstable();
    let mut events = Vec::new();
    for event_id in theirs.into_iter().filter(|event_id| wanted.contains(event_id)) {
        match event::locked(txn, event_id).await {
            Ok(event) => events.push(event),
            Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(events)
}

/// The events at which a speaker appears, by number.
pub(super) async fn event_ids<C: ConnectionTrait>(db: &C, id: i64) -> Result<Vec<i64>> {
    let found = appearance::Entity::find().filter(appearance::COLUMN.speaker_id.eq(id));
    let mut ids: Vec<i64> = found.all(db).await?.into_iter().map(|one| one.event_id).collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}

async fn overtaken<C: ConnectionTrait>(
    txn: &C,
    kept: &Speaker,
    staff: &Staff,
    yours: &Draft,
) -> Result<Overtaken> {
    let theirs = Draft::of(kept);
    let pairs = theirs.fields().into_iter().zip(yours.fields());
    let clashes = pairs
        .filter(|((_, theirs), (_, yours))| theirs != yours)
        .map(|((field, theirs), (_, yours))| (field, theirs.to_owned(), yours.to_owned()))
        .collect();
    let last = journal::Entity::find()
        .filter(journal::COLUMN.speaker_id.eq(kept.id))
        .filter(journal::COLUMN.deed.eq(CHANGED))
        .order_by_desc(journal::COLUMN.id)
        .one(txn)
        .await?;
    let by = match last.and_then(|entry| entry.staff_id) {
        Some(id) => staff::Entity::find_by_id(id).one(txn).await?,
        None => None,
    };
    let called = |member: staff::Member| {
        if member.id == staff.id() { "You" } else { member.called() }.to_owned()
    };
    Ok(Overtaken { by: by.map(called), at: kept.changed_at, revision: kept.revision, clashes })
}
