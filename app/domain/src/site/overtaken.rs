//! What somebody else saved while an owner was typing.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder as _};

use super::Settings;
use super::draft::Draft;
use super::settings::CHANGED;
use crate::error::Result;
use crate::journal;
use crate::staff::{self, Owner};

/// What somebody else saved meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overtaken {
    /// Who, if they are still known: `You` if it was in another window.
    pub by: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
    /// The revision that they made: a form with it may be saved over theirs.
    pub revision: i64,
    /// Where the two versions differ.
    pub clashes: Vec<Clash>,
}

/// One field in two versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The control's name.
    pub field: &'static str,
    /// As it is kept now.
    pub theirs: String,
    /// As it was sent.
    pub yours: String,
}

/// The two versions, and whose the other one is.
pub(super) async fn overtaken<C: ConnectionTrait>(
    txn: &C,
    row: &Settings,
    owner: &Owner,
    yours: &Draft,
) -> Result<Overtaken> {
    let theirs = Draft::of(row);
    let pairs = theirs.fields().into_iter().zip(yours.fields());
    let clashes = pairs
        .filter(|((_, theirs), (_, yours))| theirs != yours)
        .map(|((field, theirs), (_, yours))| Clash {
            field,
            theirs: theirs.to_owned(),
            yours: yours.to_owned(),
        })
        .collect();
    let last = journal::Entity::find()
        .filter(journal::COLUMN.deed.eq(CHANGED))
        .order_by_desc(journal::COLUMN.id)
        .one(txn)
        .await?;
    let at = last.as_ref().map_or(row.changed_at, |entry| entry.at);
    let by = match last.and_then(|entry| entry.staff_id) {
        Some(id) => staff::Entity::find_by_id(id).one(txn).await?,
        None => None,
    };
    let own = |id| id == owner.staff().id();
    let by = by.map(|member| if own(member.id) { "You" } else { member.called() }.to_owned());
    Ok(Overtaken { by, at, revision: row.revision, clashes })
}
