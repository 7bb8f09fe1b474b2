//! An event: what it says, when it happens, and who may still come.
//!
//! Wall times and the zone are the truth. The instants beside them (`starts_at`, `over_at`,
//! `opens_at`, `closes_at`, `visible_from`) are derived on every write, for the index and for
//! comparing with the clock.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QuerySelect as _};

use crate::briefing::{Mode, Stage};
use crate::document_check::is_slug;
use crate::error::{Error, Result};
use crate::lines::Lines;
use crate::staff::Staff;
use crate::time::{WallTime, Zone};
use crate::word::Word;

mod condition;
pub mod edit;
pub(crate) mod edition;
mod entry;
mod export;
mod face;
pub mod form;
mod import;
pub mod life;
mod listing;
mod overview;
pub mod preview;
mod programme;
mod replies;
mod rows;
pub mod when;

pub use condition::Condition;
pub(crate) use edition::editions;
pub use entry::{calendar_of_all, calendar_of_one, room_label};
pub(crate) use entry::{entry, entry_at, location, rooms, span};
pub(crate) use export::document as full_document;
pub use export::export;
pub(crate) use face::deleted_after_its_end;
pub use face::{briefing, face_of, own_briefing};
pub(crate) use import::record;
pub use import::{Imported, import};
pub use listing::{Listing, listing};
pub use overview::{Overview, document, others, overview};
pub use programme::{Planned, Programme, programme};
pub use replies::LARGEST_PARTY;

/// An event as kept.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "event")]
pub struct Model {
    /// Row number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The last part of its page's address.
    #[sea_orm(unique)]
    pub slug: String,
    /// Briefing, forum, hearing …
    pub kind: Option<Word>,
    /// BCP 47 tag; English if absent.
    pub language: Option<String>,
    /// The title.
    pub title: String,
    /// The line below it.
    pub subtitle: Option<String>,
    /// The day or campaign that it belongs to.
    pub occasion: Option<String>,
    /// A draft if absent.
    pub state: Option<State>,
    /// Why it was cancelled or postponed.
    pub reason: Option<String>,
    /// Slug of what takes its place.
    pub replacement: Option<String>,
    /// From when on a published event shows.
    pub publish_at: Option<WallTime>,
    /// IANA zone; Washington's if absent.
    pub zone: Option<String>,
    /// Start.
    pub starts: Option<WallTime>,
    /// End.
    pub ends: Option<WallTime>,
    /// The day, when no hour is known: `2017-06-16`.
    pub date: Option<String>,
    /// The last day of several.
    pub end_date: Option<String>,
    /// When the doors open.
    pub doors: Option<WallTime>,
    /// Whole days.
    pub all_day: Option<bool>,
    /// `in_person`, `online`, `hybrid`; in person if absent.
    pub mode: Option<String>,
    /// The building.
    pub building: Option<String>,
    /// The room as written.
    pub room: Option<String>,
    /// Street address.
    pub address: Option<String>,
    /// ISO 3166 code.
    pub country: Option<String>,
    /// How to get in.
    pub arrival: Option<String>,
    /// The stream's address.
    pub online_url: Option<String>,
    /// Who may have it: `public`, else the confirmed.
    pub online_reveal: Option<String>,
    /// Languages, captions.
    pub online_note: Option<String>,
    /// What it is about, in Markdown.
    pub description: Option<String>,
    /// How people reply; `open` if absent.
    pub rsvp_mode: Option<String>,
    /// When the form opens.
    pub opens: Option<WallTime>,
    /// When it closes.
    pub closes: Option<WallTime>,
    /// Seats in the room: none is unlimited, 0 is closed.
    pub seats: Option<i64>,
    /// Places online, likewise.
    pub online_seats: Option<i64>,
    /// The most seats that one reply may take; 1 if absent.
    pub largest_party: Option<i64>,
    /// On the waiting list smaller parties may pass larger ones that do not fit.
    pub smaller_pass: Option<bool>,
    /// Several people may reply with one address.
    pub shared_addresses: Option<bool>,
    /// Until when guests may change their own reply.
    pub changes_until: Option<WallTime>,
    /// Who answers questions.
    pub contact_name: Option<String>,
    /// Their address.
    pub contact_email: Option<String>,
    /// Subjects.
    pub tags: Lines,
    /// Derived: from when on it shows; at once if absent.
    pub visible_from: Option<DateTimeUtc>,
    /// Derived: start, or the first moment of its first day.
    pub starts_at: Option<DateTimeUtc>,
    /// Derived: end, or the end of its last local day. Never without a date.
    pub over_at: Option<DateTimeUtc>,
    /// Derived: when the form opens.
    pub opens_at: Option<DateTimeUtc>,
    /// Derived: when the form closes. Never without a date.
    pub closes_at: Option<DateTimeUtc>,
    /// Derived: until when guests may change their own reply.
    pub changes_until_at: Option<DateTimeUtc>,
    /// When it was first written.
    pub created_at: DateTimeUtc,
    /// When it was last written.
    pub changed_at: DateTimeUtc,
    /// How many times it was written since.
    pub revision: i64,
    /// Since when it is gone for everybody but staff, who can bring it back.
    pub deleted_at: Option<DateTimeUtc>,
    /// How many times that changed which its guests' calendar entries say. Entries of theirs count
    /// their SEQUENCE on top of it.
    pub moves: i64,
    /// Speakers who have no link to their schedule yet get none because of this event: staff mail it.
    pub links_by_hand: bool,
}
pub use Model as Event;

impl ActiveModelBehavior for ActiveModel {}

/// Where an event stands in its life, as staff set it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DeriveValueType)]
#[sea_orm(value_type = "String", column_type = "Text")]
pub enum State {
    /// Nobody but staff may know of it.
    Draft,
    /// Public.
    Published,
    /// Public: it will not happen.
    Cancelled,
    /// Public: it will happen on a day that is not known yet.
    Postponed,
}

impl std::fmt::Display for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Cancelled => "cancelled",
            Self::Postponed => "postponed",
        })
    }
}

/// The text names no [`State`].
#[derive(Debug, thiserror::Error)]
#[error("write draft, published, cancelled or postponed")]
pub struct NoSuchState;

impl std::str::FromStr for State {
    type Err = NoSuchState;

    fn from_str(text: &str) -> Result<Self, NoSuchState> {
        match text {
            "draft" => Ok(Self::Draft),
            "published" => Ok(Self::Published),
            "cancelled" => Ok(Self::Cancelled),
            "postponed" => Ok(Self::Postponed),
            _ => Err(NoSuchState),
        }
    }
}

impl Model {
    /// The zone that all its wall times are in.
    pub fn zone(&self) -> Zone {
        self.zone.as_ref().and_then(|name| name.parse().ok()).unwrap_or_default()
    }

    /// Its first local day.
    pub fn first_day(&self) -> Option<NaiveDate> {
        self.starts.map(WallTime::date).or_else(|| self.date.as_ref()?.parse().ok())
    }

    /// Its last local day, which may be its first.
    pub fn last_day(&self) -> Option<NaiveDate> {
        let stated = self.ends.map(WallTime::date).or_else(|| self.end_date.as_ref()?.parse().ok());
        stated.max(self.first_day())
    }

    /// Whether it lasts whole days.
    pub fn is_all_day(&self) -> bool {
        self.all_day == Some(true)
    }

    /// How people take part.
    pub fn mode(&self) -> Mode {
        match self.mode.as_deref() {
            Some("online") => Mode::Online,
            Some("hybrid") => Mode::Hybrid,
            _ => Mode::InPerson,
        }
    }

    /// Whether everybody may know of it.
    pub fn is_public(&self, now: DateTime<Utc>) -> bool {
        self.deleted_at.is_none()
            && self.state.is_some_and(|state| state != State::Draft)
            && self.visible_from.is_none_or(|from| from <= now)
    }

    /// Whether it does not take place on its day: cancelled, or postponed.
    pub fn is_called_off(&self) -> bool {
        matches!(self.state, Some(State::Cancelled | State::Postponed))
    }

    /// When it starts, or its first day does, and when it is over; nothing without a date.
    pub(crate) fn lasts(&self) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let over = self.over_at?;
        Some((self.starts_at.unwrap_or(over), over))
    }

    /// Where it stands in its life.
    pub fn stage(&self, now: DateTime<Utc>) -> Stage {
        match self.state {
            Some(State::Cancelled) => Stage::Cancelled,
            Some(State::Postponed) => Stage::Postponed,
            _ if self.over_at.is_some_and(|over| over <= now) => Stage::Over,
            _ if self.starts_at.is_some_and(|start| start <= now) => Stage::UnderWay,
            _ => Stage::Coming,
        }
    }

    /// Whether it is going on, or over: people may have come.
    pub fn has_begun(&self, now: DateTime<Utc>) -> bool {
        matches!(self.stage(now), Stage::UnderWay | Stage::Over)
    }
}

/// The public event of this slug.
pub(crate) async fn public<C: ConnectionTrait>(
    db: &C,
    slug: &str,
    now: DateTime<Utc>,
) -> Result<Event> {
    let event = of_slug(slug)?.one(db).await?;
    event.filter(|event| event.is_public(now)).ok_or(Error::NotFound)
}

/// The same, [locked].
pub(crate) async fn locked_public<C: ConnectionTrait>(
    txn: &C,
    slug: &str,
    now: DateTime<Utc>,
) -> Result<Event> {
    let event = of_slug(slug)?.lock_exclusive().one(txn).await?;
    event.filter(|event| event.is_public(now)).ok_or(Error::NotFound)
}

/// What cannot be a slug is not asked for: PostgreSQL takes NUL for a fault of ours.
fn of_slug(slug: &str) -> Result<Select<Entity>> {
    if is_slug(slug) {
        Ok(Entity::find().filter(COLUMN.slug.eq(slug)))
    } else {
        Err(Error::NotFound)
    }
}

/// The event of this number, for staff: drafts too, but none that was deleted.
pub(crate) async fn for_staff<C: ConnectionTrait>(db: &C, _: &Staff, id: i64) -> Result<Event> {
    let event = Entity::find_by_id(id).one(db).await?;
    event.filter(|event| event.deleted_at.is_none()).ok_or(Error::NotFound)
}

/// The event of this number, locked: who holds it decides alone about it until commit. One that
/// was deleted meanwhile is not there.
pub(crate) async fn locked<C: ConnectionTrait>(txn: &C, id: i64) -> Result<Event> {
    let event = locked_or_deleted(txn, id).await?;
    if event.deleted_at.is_none() { Ok(event) } else { Err(Error::NotFound) }
}

pub(crate) async fn locked_or_deleted<C: ConnectionTrait>(txn: &C, id: i64) -> Result<Event> {
    let row = Entity::find_by_id(id).lock_exclusive().one(txn).await?;
    row.ok_or(Error::NotFound)
}
