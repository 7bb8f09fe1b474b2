//! Staff: who may work here, and as what.
//!
//! [`Staff`] is a person who is signed in, and the deeds ask for one: what a route forgot to check,
//! the compiler asks for. An [`Owner`] is a `Staff` who may also change settings and people.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;

use crate::error::{Error, Result};

mod appointing;
mod people;
mod wishes;

pub(crate) use appointing::appoint;
pub use appointing::{add, introduce};
pub use people::{Invitation, Person, change_role, invite, invite_again, people, person, remove};
pub use wishes::{Wishes, wish, wishes};

/// What asks for a fresh sign-in takes one that is no older.
const FRESH: TimeDelta = TimeDelta::hours(1);

/// A member of staff as kept.
#[sea_orm::model]
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff")]
pub struct Model {
    /// Row number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The address, normalised.
    #[sea_orm(unique)]
    pub email: String,
    /// Their name; empty until they told it.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Since when.
    pub created_at: DateTimeUtc,
    /// Since when no more.
    pub removed_at: Option<DateTimeUtc>,
    /// How often they get new replies in one letter: `daily`, `weekly`; not at all if absent.
    pub digest: Option<String>,
    /// What was told to them already: replies until then.
    pub digested_at: Option<DateTimeUtc>,
    /// They want to hear at once of what should not wait.
    pub alerts: bool,
}
pub use Model as Member;

impl ActiveModelBehavior for ActiveModel {}

crate::private::private!(Model, ModelEx, Staff, Owner);

/// What a member of staff may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DeriveValueType)]
#[sea_orm(value_type = "String", column_type = "Text")]
pub enum Role {
    /// Everything.
    Owner,
    /// Events, their RSVPs and letters; neither settings nor people.
    Editor,
}

impl std::fmt::Display for Role {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Owner => "owner",
            Self::Editor => "editor",
        })
    }
}

/// The text names no [`Role`].
#[derive(Debug, thiserror::Error)]
#[error("write owner or editor")]
pub struct NoSuchRole;

impl std::str::FromStr for Role {
    type Err = NoSuchRole;

    fn from_str(text: &str) -> Result<Self, NoSuchRole> {
        match text {
            "owner" => Ok(Self::Owner),
            "editor" => Ok(Self::Editor),
            _ => Err(NoSuchRole),
        }
    }
}

/// Somebody who is signed in. Only a live session makes one.
#[derive(Clone, PartialEq, Eq)]
pub struct Staff {
    pub(crate) id: i64,
    pub(crate) session: i64,
    pub(crate) signed_in_at: DateTimeUtc,
    /// What they may do.
    pub role: Role,
    /// Their name; empty until they told it.
    pub name: String,
    /// Their address.
    pub email: String,
}

impl Staff {
    /// Their number.
    pub fn id(&self) -> i64 {
        self.id
    }

    /// The number of the session that this request came with.
    pub fn session(&self) -> i64 {
        self.session
    }

    /// The name, or the address of who has not told one.
    pub fn called(&self) -> &str {
        if self.name.is_empty() { &self.email } else { &self.name }
    }

    /// Who did something, where an address must not stand.
    pub(crate) fn signature(&self) -> &str {
        if self.name.is_empty() { "a member of staff" } else { &self.name }
    }

    /// Whether they signed in within the last hour: what takes data out of the house asks for it.
    pub fn is_fresh(&self, now: DateTime<Utc>) -> bool {
        now < self.signed_in_at + FRESH
    }

    /// The same person as an owner.
    ///
    /// # Errors
    /// `Forbidden` for everybody else, which is shown as not found.
    pub fn owner(&self) -> Result<Owner> {
        if self.role == Role::Owner { Ok(Owner(self.clone())) } else { Err(Error::Forbidden) }
    }
}

/// Somebody who is signed in and may do everything.
#[derive(Clone, PartialEq, Eq)]
pub struct Owner(Staff);

impl Owner {
    /// The person.
    pub fn staff(&self) -> &Staff {
        &self.0
    }
}

impl Model {
    /// The name, or the address of who has not told one.
    pub fn called(&self) -> &str {
        if self.name.is_empty() { &self.email } else { &self.name }
    }
}

/// The member of staff with this normalised address who was not removed.
pub(crate) async fn by_address<C: ConnectionTrait>(
    db: &C,
    address: &str,
) -> Result<Option<Member>> {
    let active =
        Entity::find().filter(COLUMN.email.eq(address)).filter(COLUMN.removed_at.is_null());
    Ok(active.one(db).await?)
}

/// The member of staff with this number who was not removed.
pub(crate) async fn member<C: ConnectionTrait>(db: &C, id: i64) -> Result<Member> {
    let member = Entity::find_by_id(id).filter(COLUMN.removed_at.is_null()).one(db).await?;
    member.ok_or(Error::NotFound)
}

/// Whether anybody may do everything.
pub(crate) async fn has_owner<C: ConnectionTrait>(db: &C) -> Result<bool> {
    let owners =
        Entity::find().filter(COLUMN.role.eq(Role::Owner)).filter(COLUMN.removed_at.is_null());
    Ok(owners.one(db).await?.is_some())
}
