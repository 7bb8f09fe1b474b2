//! An RSVP: one person's reply to one event.
//!
//! Where it stands is one word that only deeds under the event's lock write; who comes before whom
//! is its turn, which rises in commit order. Seats are counted, never kept in a counter.

use sea_orm::entity::prelude::*;

use crate::lines::Lines;
use crate::seating::Party;

mod arrival;
pub mod by_hand;
pub mod came;
mod crowd;
mod discreet;
mod export;
mod form;
pub mod list;
pub mod mine;
pub mod own;
mod record;
mod reply;
mod seats;
mod tally;

pub(crate) use crowd::Asked;
pub use discreet::set_discreet;
pub use export::{Sheet, export};
pub use form::Reply;
pub use own::{OwnRsvp, calendar, of_pass};
pub use record::{Record, heading, record};
pub use reply::{Replied, reply};
pub(crate) use seats::{
    CHOICE, ask_again, go_along, next_turn, place_in_line, seating, seating_of, waiting,
};
pub use tally::{Taken, Tally};
pub(crate) use tally::{tallies, tally};

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
    /// Name, organisation and address in small letters, for finding it.
    pub found_by: String,
    /// What looked odd about the reply: `honeypot`, `hurried`. It refuses nothing.
    pub marks: Option<String>,
    /// Where it stood when it was given up.
    pub given_up_from: Option<Standing>,
    /// For a place online, not in the room.
    pub online: bool,
    /// Seats: the guest's own and one for each companion.
    pub party: i64,
    /// Names of those whom the guest brings.
    pub companions: Lines,
    /// When seats were offered from the waiting list, while they are.
    pub offered_at: Option<DateTimeUtc>,
    /// Until when the offer can be taken.
    pub offered_until: Option<DateTimeUtc>,
    /// When it was last given up, passed on, cancelled, or its offer ran out.
    pub given_up_at: Option<DateTimeUtc>,
    /// Who replied on behalf of the guest.
    pub scheduler_name: Option<String>,
    /// Their address.
    pub scheduler_email: Option<String>,
    /// When the guest, or staff, allowed them copies of every letter.
    pub scheduler_allowed_at: Option<DateTimeUtc>,
    /// The colleague's RSVP that has the seat now.
    pub handed_to: Option<i64>,
    /// The RSVP that the seat came from.
    pub handed_by: Option<i64>,
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
    /// The event's revision that they read when they replied.
    pub seen_revision: i64,
    /// When they last said that they come for sure.
    pub reconfirmed_at: Option<DateTimeUtc>,
    /// Whether they came, once staff have written it down.
    pub came: Option<bool>,
    /// Their letters and their calendar entry name no event in what a glance can catch.
    pub discreet: bool,
}
pub use Model as Rsvp;

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The seats that it takes, or would take.
    pub fn as_party(&self) -> Party<'_> {
        Party { online: self.online, seats: self.party, category: self.category.as_deref() }
    }

    /// Who says to have replied on behalf of the guest, with another address than theirs.
    pub fn scheduler(&self) -> Option<(&str, &str)> {
        let both = self.scheduler_name.as_deref().zip(self.scheduler_email.as_deref());
        both.filter(|(_, email)| *email != self.email)
    }

    /// What it is found by: all names, organisation and addresses in small letters.
    pub(crate) fn findable(&self) -> String {
        let told = [&self.organization, &self.scheduler_name, &self.scheduler_email];
        let mut words = vec![self.name.as_str()];
        words.extend(told.into_iter().flatten().map(String::as_str));
        words.push(&self.email);
        words.extend(self.companions.0.iter().map(String::as_str));
        words.join(" ").to_lowercase()
    }
}

crate::private::private!(Model, ModelEx);

/// What guests can say that they come as, as kept and as people read it.
pub const CATEGORIES: [(&str, &str); 4] = [
    ("congressional_staff", "Congressional staff"),
    ("advocate", "Advocate or NGO"),
    ("press", "Press"),
    ("public", "Member of the public"),
];

/// What somebody comes as, in words; one that is not known as it was written.
pub fn category_in_words(category: &str) -> String {
    let known = CATEGORIES.iter().find(|(kept, _)| *kept == category);
    known.map_or(category, |(_, words)| words).to_owned()
}

/// Where an RSVP stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DeriveValueType)]
#[sea_orm(value_type = "String", column_type = "Text")]
pub enum Standing {
    /// A seat is theirs.
    Seated,
    /// In the waiting list.
    Waiting,
    /// In the waiting list, with an offer that holds a seat for a while.
    Offered,
    /// The hosts have not decided yet.
    Asked,
    /// The guest gave it up.
    GivenUp,
    /// Staff cancelled it.
    Cancelled,
    /// An offer ran out untaken; whoever still wants to come joins the line anew.
    Lapsed,
}

impl Standing {
    /// All there are.
    pub const ALL: [Self; 7] = [
        Self::Seated,
        Self::Waiting,
        Self::Offered,
        Self::Asked,
        Self::GivenUp,
        Self::Cancelled,
        Self::Lapsed,
    ];

    /// Those that take a seat: a confirmed one and one that is held for who has an offer.
    pub const TAKING: [Self; 2] = [Self::Seated, Self::Offered];

    /// Neither given up, nor cancelled, nor run out.
    pub fn is_alive(self) -> bool {
        !matches!(self, Self::GivenUp | Self::Cancelled | Self::Lapsed)
    }

    /// Whether it takes a seat.
    pub fn takes_a_seat(self) -> bool {
        Self::TAKING.contains(&self)
    }

    /// The same in the words of staff.
    pub fn words(self) -> &'static str {
        match self {
            Self::Seated => "Confirmed",
            Self::Waiting => "Waiting list",
            Self::Offered => "Seat offered",
            Self::Lapsed => "Offer ran out",
            Self::Asked => "Asked, not decided",
            Self::GivenUp => "Cancelled by the guest",
            Self::Cancelled => "Cancelled by the hosts",
        }
    }
}

impl std::fmt::Display for Standing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Seated => "seated",
            Self::Waiting => "waiting",
            Self::Offered => "offered",
            Self::Lapsed => "lapsed",
            Self::Asked => "asked",
            Self::GivenUp => "given_up",
            Self::Cancelled => "cancelled",
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
            "offered" => Ok(Self::Offered),
            "lapsed" => Ok(Self::Lapsed),
            "asked" => Ok(Self::Asked),
            "given_up" => Ok(Self::GivenUp),
            "cancelled" => Ok(Self::Cancelled),
            _ => Err(NoSuchStanding),
        }
    }
}
