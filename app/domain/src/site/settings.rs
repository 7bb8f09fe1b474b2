//! Changing the settings.
//!
//! Two owners may have the form open at once. Who saves second is shown what the first one wrote
//! and decides with both versions in view: the form carries the revision that it was filled from.

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, IntoActiveModel as _, QuerySelect as _};

use super::draft::Draft;
use super::overtaken::{Overtaken, overtaken};
use super::{ActiveModel, Entity, ROW, Settings, settings};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::journal;
use crate::staff::Owner;

/// What the journal says of a change.
pub(super) const CHANGED: &str = "changed the settings";

/// The settings as they are, for the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// What is set.
    pub draft: Draft,
    /// How many times it was changed; the form sends it back.
    pub revision: i64,
}

/// What became of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It holds.
    Saved,
    /// Nothing was written: somebody else saved first.
    Overtaken(Overtaken),
}

/// The settings as they are.
pub async fn kept(desk: &Desk, _: &Owner) -> Result<Kept> {
    let row = settings(desk.read()).await?;
    Ok(row.map(|row| Kept { draft: Draft::of(&row), revision: row.revision }).unwrap_or_default())
}

/// Changes the settings. Saving what is kept already changes nothing.
///
/// # Errors
/// `Invalid` with a slip per field.
pub async fn change(desk: &Desk, owner: &Owner, revision: i64, typed: &Draft) -> Result<Change> {
    let draft = typed.checked()?;
    let txn = desk.begin().await?;
    let row = locked(desk, &txn).await?;
    if Draft::of(&row) == draft {
        return Ok(Change::Saved);
    }
    if row.revision != revision {
        return Ok(Change::Overtaken(overtaken(&txn, &row, owner, &draft).await?));
    }
    let now = desk.now();
    let mut row = row.into_active_model();
    row.name = Set(set(draft.name));
    row.zone = Set(set(draft.zone));
    row.about = Set(set(draft.about));
    row.privacy = Set(set(draft.privacy));
    row.sender = Set(set(draft.sender));
    row.changed_at = Set(now);
    row.revision = Set(revision + 1);
    row.update(&txn).await?;
    journal::by(owner.staff(), CHANGED).write(&txn, now).await?;
    txn.commit().await?;
    Ok(Change::Saved)
}

/// The row, made if need be, and locked: who holds it decides alone until commit.
pub(super) async fn locked<C: ConnectionTrait>(desk: &Desk, txn: &C) -> Result<Settings> {
    let first = ActiveModel {
        id: Set(ROW),
        changed_at: Set(desk.now()),
        revision: Set(0),
        name: NotSet,
        zone: NotSet,
        about: NotSet,
        privacy: NotSet,
        sender: NotSet,
        logo_name: NotSet,
        logo: NotSet,
    };
    Entity::insert(first).on_conflict_do_nothing().exec_without_returning(txn).await?;
    let row = Entity::find_by_id(ROW).lock_exclusive().one(txn).await?;
    row.ok_or(Error::NotFound)
}

fn set(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}
