//! What changed about an event and is told to those who come.
//!
//! Only what matters to a person causes a letter ([`material`]), and several edits cause one: changes
//! are gathered for a while, unless the event is near. Who is to be told of what is never written down.
//! It follows from the revision that each person knows (the one that they replied to, the one that their
//! last letter told, the one that everybody was told), so that an edit which is taken back is told to
//! nobody, and a process that dies halfway has repeated and lost nothing.

mod bases;
mod by_staff;
mod counts;
mod example;
mod facts;
mod known;
mod notice;
mod speakers;
mod tell;

pub(crate) use bases::bases;
pub(crate) use by_staff::waits_for;
pub use by_staff::{
    Case, Gathered, LONGEST_NOTE, Waits, gathered, mute, set_gathering, set_note, tell_now, waits,
};
pub use counts::Counts;
pub(crate) use example::example;
pub use facts::{Audience, Difference, Facts, News, What, material};
pub(crate) use known::{Known, Told, tellable};
pub(crate) use notice::note_of;
pub use notice::{LONGEST, MINUTES};
pub use speakers::{
    Change as SpeakerChange, ForSpeakers, Reach, SpeakersWait, ToTell, for_speakers, mute_speakers,
    set_speakers_note, speakers_in_short, tell_speakers_now, unreached,
};
pub(crate) use speakers::{
    News as SpeakerNews, OfEvent as ToldSpeaker, Person as ToldPerson, Told as ToldSpeakerAll,
    changes as speaker_changes, holders as told_speakers, learned_address,
    look as look_at_speakers, merged as speakers_merged, news as speaker_news, schedule_is_told,
    tell as tell_speaker,
};
pub(crate) use tell::{goes_before_reminders, look, tell, tell_the_end};
