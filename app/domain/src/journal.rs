//! Who did what, written in the transaction that does it. Rows are only ever added.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;

use crate::error::Result;
use crate::staff::Staff;

mod reading;

pub use reading::{About, Journal, Line, SORTS, Wanted, Who, of_event, of_rsvp, of_speaker, read};

/// An entry as kept. It names deeds, never what was typed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "journal")]
pub struct Model {
    /// Row number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// When.
    pub at: DateTimeUtc,
    /// `guest`, `command line`, `postman`, `stranger`, `waiting list`, `speaker` or `staff`.
    pub who: String,
    /// What, in the past tense.
    pub deed: String,
    /// To which event.
    pub event_id: Option<i64>,
    /// To which RSVP.
    pub rsvp_id: Option<i64>,
    /// Which member of staff did it.
    pub staff_id: Option<i64>,
    /// To which member of staff.
    pub other_id: Option<i64>,
    /// To which speaker.
    pub speaker_id: Option<i64>,
    /// How many things it concerned, where that matters.
    pub number: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}

/// An entry to be written.
#[must_use]
pub(crate) struct Entry(ActiveModel);

/// An entry about what `who` did, who is nobody of staff.
pub(crate) fn entry(who: &str, deed: &str) -> Entry {
    Entry(ActiveModel {
        id: NotSet,
        at: NotSet,
        who: Set(who.to_owned()),
        deed: Set(deed.to_owned()),
        event_id: Set(None),
        rsvp_id: Set(None),
        staff_id: Set(None),
        other_id: Set(None),
        speaker_id: Set(None),
        number: Set(None),
    })
}

/// An entry about what a member of staff did.
pub(crate) fn by(staff: &Staff, deed: &str) -> Entry {
    by_member(staff.id(), deed)
}

/// The same for who is not signed in yet or any more.
pub(crate) fn by_member(staff_id: i64, deed: &str) -> Entry {
    let mut entry = entry("staff", deed);
    entry.0.staff_id = Set(Some(staff_id));
    entry
}

impl Entry {
    /// To this event.
    pub fn event(mut self, id: i64) -> Self {
        self.0.event_id = Set(Some(id));
        self
    }

    /// To this RSVP of this event.
    pub fn rsvp(mut self, event_id: i64, id: i64) -> Self {
        self.0.event_id = Set(Some(event_id));
        self.0.rsvp_id = Set(Some(id));
        self
    }

    /// To this member of staff.
    pub fn other(mut self, id: i64) -> Self {
        self.0.other_id = Set(Some(id));
        self
    }

    /// To this speaker.
    pub fn speaker(mut self, id: i64) -> Self {
        self.0.speaker_id = Set(Some(id));
        self
    }

    /// Concerning so many things.
    pub fn number(mut self, number: i64) -> Self {
        self.0.number = Set(Some(number));
        self
    }

    /// Done at this moment, to be written with others.
    pub fn at(mut self, at: DateTime<Utc>) -> Self {
        self.0.at = Set(at);
        self
    }

    /// Writes it.
    pub async fn write<C: ConnectionTrait>(mut self, txn: &C, at: DateTime<Utc>) -> Result<()> {
        self.0.at = Set(at);
        Entity::insert(self.0).exec_without_returning(txn).await?;
        Ok(())
    }
}

/// Writes several, each done [`at`](Entry::at) its moment.
pub(crate) async fn write_all<C: ConnectionTrait>(txn: &C, entries: Vec<Entry>) -> Result<()> {
    if !entries.is_empty() {
        let rows = entries.into_iter().map(|entry| entry.0);
        Entity::insert_many(rows).exec_without_returning(txn).await?;
    }
    Ok(())
}

/// Adds an entry about what nobody of staff did.
pub(crate) async fn note<C: ConnectionTrait>(
    txn: &C,
    at: DateTime<Utc>,
    who: &str,
    deed: &str,
    event_id: Option<i64>,
    rsvp_id: Option<i64>,
) -> Result<()> {
    let mut entry = entry(who, deed);
    entry.0.event_id = Set(event_id);
    entry.0.rsvp_id = Set(rsvp_id);
    entry.write(txn, at).await
}
