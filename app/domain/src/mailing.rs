//! Letters of staff to a group of guests.
//!
//! A mailing is a draft until staff have seen whom it would go to; then it is sent, at once or at a
//! moment they chose. Its letters are written a portion at a time by an errand: who fits the question
//! when their turn comes gets one, once per address, which the letters' own unique keys see to. A stop
//! holds for all that has not been handed to a postman.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

use crate::error::{Error, Result};
use crate::event::{self, Event};
use crate::letter::Typed;
use crate::rsvp::list::Wanted;
use crate::staff::Staff;

mod after;
mod draft;
mod progress;
mod recipients;
mod release;
mod send;
mod sheet;
mod specimen;
mod theirs;
mod withdraw;

pub use after::{Offer, after, begin};
pub use draft::{PLACEHOLDERS, Written, copy, discard, draft, save};
pub use progress::Progress;
pub use recipients::{LeftOut, Recipient};
pub use release::{put_back, release, schedule, stop};
pub(crate) use send::send;
pub(crate) use sheet::to_come;
pub use sheet::{Line, Names, Sheet, names_of, of_event, sheet};
pub(crate) use specimen::specimen;
pub use specimen::{Shown, send_test, shown};
pub(crate) use theirs::{Theirs, to_come_for};
pub use withdraw::{Underway, underway};
pub(crate) use withdraw::{departure, withdraw, withdraw_early};

/// A mailing as kept.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mailing")]
pub struct Model {
    /// Row number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The event whose guests it is for.
    pub event_id: i64,
    /// What it is for.
    pub kind: Kind,
    /// The subject as typed.
    pub subject: String,
    /// The body as typed: Markdown with placeholders.
    pub body: String,
    /// Whom it is for, as [`Wanted`] writes it.
    pub question: String,
    /// It is not about the guests' own RSVPs, and whoever wants none gets none.
    pub announcement: bool,
    /// How far it is.
    pub state: State,
    /// When it goes out, or went out.
    pub due_at: Option<DateTimeUtc>,
    /// The last RSVP that had its turn, by row number.
    pub reached: i64,
    /// How often it was written.
    pub revision: i64,
    /// Who wrote it.
    pub staff_id: Option<i64>,
    /// When it was begun.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub changed_at: DateTimeUtc,
}
pub use Model as Mailing;

impl ActiveModelBehavior for ActiveModel {}

/// What a mailing is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DeriveValueType)]
#[sea_orm(value_type = "String", column_type = "Text")]
pub enum Kind {
    /// Whatever staff want to say.
    Group,
    /// Thanks and materials, for who came.
    Came,
    /// Materials, for who did not come.
    Missed,
    /// For what only another version of Dais knows. Only read, never written.
    Unknown,
}

const KINDS: [(Kind, &str); 3] =
    [(Kind::Group, "group"), (Kind::Came, "came"), (Kind::Missed, "missed")];

/// How far a mailing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DeriveValueType)]
#[sea_orm(value_type = "String", column_type = "Text")]
pub enum State {
    /// It can be changed, and nothing happens by itself.
    Draft,
    /// It goes out at its moment.
    Scheduled,
    /// Letters are being written.
    Sending,
    /// All letters are written.
    Done,
    /// Staff stopped it, or its event was deleted.
    Stopped,
    /// So far as only another version of Dais knows, which looks after it. Only read, never written.
    Unknown,
}

const STATES: [(State, &str); 5] = [
    (State::Draft, "draft"),
    (State::Scheduled, "scheduled"),
    (State::Sending, "sending"),
    (State::Done, "done"),
    (State::Stopped, "stopped"),
];

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(KINDS.iter().find(|(kind, _)| kind == self).map_or("", |(_, name)| name))
    }
}

impl std::str::FromStr for Kind {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = KINDS.into_iter().find(|(_, name)| *name == text);
        Ok(known.map_or(Self::Unknown, |(kind, _)| kind))
    }
}

impl std::fmt::Display for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(STATES.iter().find(|(state, _)| state == self).map_or("", |(_, name)| name))
    }
}

impl std::str::FromStr for State {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = STATES.into_iter().find(|(_, name)| *name == text);
        Ok(known.map_or(Self::Unknown, |(state, _)| state))
    }
}

const SENDING: &str = "This letter is being sent already.";
const SCHEDULED: &str = "This letter is scheduled. Take it back first: then it is a draft again.";
const SENT: &str = "This letter was sent. Copy it to write another one.";
const UNKNOWN: &str = "Another version of Dais looks after this letter.";
const STOPPED: &str = "This letter was stopped. Copy it to send it to those who did not get it.";

impl Model {
    /// Whom it is for.
    pub fn wanted(&self) -> Wanted {
        Wanted::read(&self.question)
    }

    /// What staff typed.
    pub(crate) fn typed(&self) -> Typed {
        Typed { subject: self.subject.clone(), body: self.body.clone() }
    }

    /// Whether it is about the guests' own RSVPs: then it brings the link to them, and copies go to who
    /// replied on behalf of a guest.
    pub(crate) fn is_about_their_own(&self) -> bool {
        self.kind == Kind::Group && !self.announcement
    }

    /// Refuses what only a draft allows.
    fn is_draft(&self) -> Result<()> {
        match self.state {
            State::Draft => Ok(()),
            State::Scheduled => Err(Error::NotNow(SCHEDULED)),
            State::Sending => Err(Error::NotNow(SENDING)),
            State::Done => Err(Error::NotNow(SENT)),
            State::Stopped => Err(Error::NotNow(STOPPED)),
            State::Unknown => Err(Error::NotNow(UNKNOWN)),
        }
    }

    /// Whether it still makes sense once its event is over.
    pub(crate) fn outlives_its_event(&self) -> bool {
        self.announcement || self.kind != Kind::Group
    }

    /// Whether it is for after the event, which is not over.
    pub(crate) fn is_too_early(&self, event: &Event, now: DateTime<Utc>) -> bool {
        self.kind != Kind::Group && event.over_at.is_none_or(|over| over > now)
    }

    /// Whether it was written for people whose RSVP had ended: nobody else gets such a letter.
    pub(crate) fn is_for_ended(&self) -> bool {
        recipients::takes_ended(&self.wanted())
    }
}

/// The mailing of this number that belongs to this event, for reading.
async fn of<C: ConnectionTrait>(db: &C, event_id: i64, id: i64) -> Result<Mailing> {
    let found = Entity::find_by_id(id).filter(COLUMN.event_id.eq(event_id)).one(db).await?;
    found.ok_or(Error::NotFound)
}

/// The event and its mailing, both locked, in this order: who gets a letter is decided under the same
/// lock as where an RSVP stands.
async fn locked<C: ConnectionTrait>(
    txn: &C,
    _: &Staff,
    event_id: i64,
    id: i64,
) -> Result<(Event, Mailing)> {
    let event = event::locked(txn, event_id).await?;
    let found = Entity::find_by_id(id).filter(COLUMN.event_id.eq(event_id)).lock_exclusive();
    Ok((event, found.one(txn).await?.ok_or(Error::NotFound)?))
}

/// The event that a mailing is for.
pub(crate) async fn event_of<C: ConnectionTrait>(db: &C, id: Option<i64>) -> Result<Option<i64>> {
    let Some(id) = id else { return Ok(None) };
    let event = Entity::find_by_id(id).select_only().column(Column::EventId);
    Ok(event.into_tuple().one(db).await?)
}

/// Those of these numbers, for letters that are about to leave.
pub(crate) async fn these<C: ConnectionTrait>(
    db: &C,
    ids: impl Iterator<Item = i64>,
) -> Result<Vec<Mailing>> {
    let ids: Vec<i64> = ids.collect();
    if ids.is_empty() {
        return Ok(vec![]);
    }
    Ok(Entity::find().filter(COLUMN.id.is_in(ids)).all(db).await?)
}

/// A mailing to which something happened.
fn changed(mailing: Mailing, state: State, now: DateTime<Utc>) -> ActiveModel {
    use sea_orm::ActiveValue::Set;
    let mut row = ActiveModel::from(mailing);
    row.state = Set(state);
    row.changed_at = Set(now);
    row
}
