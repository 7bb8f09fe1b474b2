//! An RSVP: one person's reply to one event.
//!
//! Where it stands is one word that only deeds under the event's lock write; who comes before whom
//! is its turn, which rises in commit order. Seats are counted, never kept in a counter.

use sea_orm::entity::prelude::*;

mod form;
mod own;
mod reply;
mod seats;

pub use form::Reply;
pub use own::{Correction, OwnRsvp, calendar, correct, give_up, of_pass, take_back};
pub use reply::{Replied, reply};
pub(crate) use seats::{counts, place_in_line};

/// An RSVP as kept.
#[sea_orm::model]
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rsvp")]
pub struct Model {
    /// Row number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The event.
    pub event_id: i64,
    /// The address, normalised.
    pub email: String,
    /// Tells people apart who share an address; empty for one person an address.
    pub who: String,
    /// Their name.
    pub name: String,
    /// Where it stands.
    pub standing: Standing,
    /// The calendar entry's UID (RFC 5545 §3.8.4.7), random.
    pub uid: String,
    /// Office or organisation.
    pub organization: Option<String>,
    /// Job title.
    pub job_title: Option<String>,
    /// What they come as.
    pub category: Option<String>,
    /// What they need to take part.
    pub access: Option<String>,
    /// What looked odd about the reply: `honeypot`, `hurried`. It refuses nothing.
    pub marks: Option<String>,
    /// Where it stood when it was given up.
    pub given_up_from: Option<Standing>,
    /// For a place online, not in the room.
    pub online: bool,
    /// Rises in commit order within the event.
    pub turn: i64,
    /// The calendar entry's SEQUENCE (RFC 5545 §3.8.7.4).
    pub sequence: i64,
    /// Counts what caused letters, so that no letter is written twice.
    pub occurrence: i64,
    /// When the reply that counts came.
    pub replied_at: DateTimeUtc,
    /// When anything about it last changed.
    pub changed_at: DateTimeUtc,
}
pub use Model as Rsvp;

impl ActiveModelBehavior for ActiveModel {}

crate::private::private!(Model, ModelEx);

/// Where an RSVP stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DeriveValueType)]
#[sea_orm(value_type = "String", column_type = "Text")]
pub enum Standing {
    /// A seat is theirs.
    Seated,
    /// In the waiting list.
    Waiting,
    /// The hosts have not decided yet.
    Asked,
    /// The guest gave it up.
    GivenUp,
}

impl std::fmt::Display for Standing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Seated => "seated",
            Self::Waiting => "waiting",
            Self::Asked => "asked",
            Self::GivenUp => "given_up",
        })
    }
}

/// The text names no [`Standing`].
#[derive(Debug, thiserror::Error)]
#[error("no such standing")]
pub struct NoSuchStanding;

impl std::str::FromStr for Standing {
    type Err = NoSuchStanding;

    fn from_str(text: &str) -> Result<Self, NoSuchStanding> {
        match text {
            "seated" => Ok(Self::Seated),
            "waiting" => Ok(Self::Waiting),
            "asked" => Ok(Self::Asked),
            "given_up" => Ok(Self::GivenUp),
            _ => Err(NoSuchStanding),
        }
    }
}
