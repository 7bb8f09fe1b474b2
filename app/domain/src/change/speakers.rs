//! What changed for those who speak.
//!
//! A speaker hears of what is their own: whether the event takes place, when and where they are wanted,
//! what they do there and beside whom. What another panel does is nothing to them. Guests are told by the
//! revision that they know; a speaker is told by what they were told of their own part, which is kept for
//! each event ([`Facts`]): who sits beside them by number alone, so that no name rests here and a consent
//! that ends is an end for letters that wait.
//!
//! The first telling is the letter with the link to the schedule. From then on each write of an event
//! looks at those whom it has or had in its line-up; what is gathered leaves as one letter over all their
//! events, and what was changed back before it left was never told.

mod baseline;
mod by_staff;
mod differing;
mod facts;
mod look;
mod merged;
mod notice;
mod person;
mod reckoning;
mod tell;
mod told;

pub(crate) use baseline::schedule_is_told;
pub use by_staff::{
    ForSpeakers, Reach, SpeakersWait, ToTell, for_speakers, mute_speakers, set_speakers_note,
    speakers_in_short, tell_speakers_now, unreached,
};
pub use differing::Change;
pub(crate) use differing::{News, changes, news};
pub(crate) use look::{learned_address, look};
pub(crate) use merged::merged;
pub(crate) use notice::holders;
pub(crate) use person::Person;
pub(crate) use tell::tell;
pub(crate) use told::{OfEvent, Told};
