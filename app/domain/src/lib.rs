//! What Dais knows: records, rules, deeds, letters, calendar.
//!
//! One noun, one file: the record, its rules (pure, on the record), its finders and its deeds (one
//! transaction each). The feature `store` adds the database; without it the crate is only the
//! vocabulary that the browser may have too, so that an island can never reach a record.

#![warn(missing_docs)]

pub mod known_domains;

#[cfg(feature = "store")]
pub mod address;
#[cfg(feature = "store")]
pub mod agenda;
#[cfg(feature = "store")]
pub mod alert;
#[cfg(feature = "store")]
pub mod appearance;
#[cfg(feature = "store")]
pub mod block;
#[cfg(feature = "store")]
pub mod briefing;
#[cfg(feature = "store")]
pub mod calendar;
#[cfg(feature = "store")]
pub mod change;
#[cfg(feature = "store")]
pub mod desk;
#[cfg(feature = "store")]
pub mod digest;
#[cfg(feature = "store")]
pub mod document;
#[cfg(feature = "store")]
pub mod document_check;
#[cfg(feature = "store")]
pub mod errand;
#[cfg(feature = "store")]
pub mod error;
#[cfg(feature = "store")]
pub mod event;
#[cfg(feature = "store")]
pub mod host;
#[cfg(feature = "store")]
pub mod journal;
#[cfg(feature = "store")]
pub mod ladder;
#[cfg(feature = "store")]
pub mod leaf;
#[cfg(feature = "store")]
pub mod letter;
#[cfg(feature = "store")]
pub mod line;
#[cfg(feature = "store")]
pub mod line_up;
#[cfg(feature = "store")]
pub mod lines;
#[cfg(feature = "store")]
pub mod mailing;
#[cfg(feature = "store")]
pub mod notice;
#[cfg(feature = "store")]
pub mod opt_out;
#[cfg(feature = "store")]
pub mod outbox;
#[cfg(feature = "store")]
mod private;
#[cfg(feature = "store")]
pub mod proposal;
#[cfg(feature = "store")]
pub mod rsvp;
#[cfg(feature = "store")]
pub mod seating;
#[cfg(feature = "store")]
pub mod session;
#[cfg(feature = "store")]
pub mod sign_in;
#[cfg(feature = "store")]
pub mod site;
#[cfg(feature = "store")]
pub mod sitting;
#[cfg(feature = "store")]
pub mod speaker;
#[cfg(feature = "store")]
pub mod staff;
#[cfg(feature = "store")]
pub mod staff_session;
#[cfg(feature = "store")]
pub mod text;
#[cfg(feature = "store")]
pub mod time;
#[cfg(feature = "store")]
pub mod timeline;
#[cfg(feature = "store")]
pub mod token;
#[cfg(feature = "store")]
pub mod word;
#[cfg(feature = "store")]
pub mod wording;
