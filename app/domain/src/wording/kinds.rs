//! Which letters staff may put into their own words, and what these can tell.

use super::Occasion;
use crate::change::News;
use crate::error::{Error, Result};
use crate::letter::{self, Language, Placeholder, Typed};
use crate::outbox::Kind;

/// A letter that staff may put into their own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wordable {
    /// Which.
    pub occasion: Occasion,
    /// What it is called.
    pub name: &'static str,
    /// When it goes out.
    pub when: &'static str,
}

/// Pages of words and timelines have one name for a letter.
const fn letter(kind: Kind, when: &'static str) -> Wordable {
    Wordable { occasion: Occasion::Of(kind), name: kind.words(), when }
}

/// All of them, the commonest first.
pub const LETTERS: [Wordable; 15] = [
    letter(Kind::Confirmed, "when a seat is theirs"),
    letter(Kind::Waiting, "when all seats are taken"),
    letter(Kind::Asked, "when you decide on each request"),
    letter(Kind::Offered, "when a seat comes free for them"),
    letter(Kind::Lapsed, "when they did not take it in time"),
    letter(Kind::LineClosed, "when RSVPs close while they wait"),
    letter(Kind::Reminder, "before the event, by the steps that you set"),
    letter(Kind::EventChanged, "when its time, place, stream or keynote change, or it is on again"),
    Wordable {
        occasion: Occasion::CalledOff,
        name: "Event called off",
        when: "when you cancel or postpone the event",
    },
    letter(Kind::Changed, "when they change their RSVP"),
    letter(Kind::GivenUp, "when they cancel"),
    letter(Kind::Cancelled, "when you cancel their RSVP or decline a request"),
    letter(Kind::Corrected, "when you correct what is kept of them"),
    letter(Kind::AlreadyHere, "when they reply a second time"),
    letter(Kind::HandedOver, "when they handed their seat to a colleague"),
];

/// What is known of a letter that staff may put into their own words.
///
/// # Errors
/// `NotFound` for all others.
pub(super) fn wordable(occasion: Occasion) -> Result<Wordable> {
    LETTERS.into_iter().find(|letter| letter.occasion == occasion).ok_or(Error::NotFound)
}

/// What can stand in this letter, in the order in which staff read it.
pub fn known(occasion: Occasion) -> Vec<Placeholder> {
    Placeholder::ALL.into_iter().filter(|one| makes_sense(occasion, *one)).collect()
}

fn makes_sense(occasion: Occasion, placeholder: Placeholder) -> bool {
    let kind = occasion.kind();
    let off = occasion == Occasion::CalledOff;
    let farewell =
        off || matches!(kind, Kind::HandedOver | Kind::GivenUp | Kind::Cancelled | Kind::Lapsed);
    let varies = !off
        && matches!(
            kind,
            Kind::Changed
                | Kind::Corrected
                | Kind::AlreadyHere
                | Kind::Reminder
                | Kind::EventChanged
        );
    match placeholder {
        Placeholder::Near => kind == Kind::Reminder,
        Placeholder::RsvpLink | Placeholder::Standing => kind != Kind::HandedOver,
        Placeholder::Arrival => !farewell && !matches!(kind, Kind::Waiting | Kind::LineClosed),
        Placeholder::PlaceInLine => varies || kind == Kind::Waiting,
        Placeholder::OfferedUntil => varies || kind == Kind::Offered,
        Placeholder::CancelUntil => !farewell && kind != Kind::LineClosed,
        // Nobody is sent to a room where nothing happens.
        Placeholder::Where => !off,
        Placeholder::Changes => kind == Kind::EventChanged,
        _ => true,
    }
}

/// The letter's own words as staff would type them, as far as these are the same for everybody.
///
/// # Errors
/// `NotFound` for letters that have no words of staff.
pub fn standard(language: Language, occasion: Occasion) -> Result<Typed> {
    let kind = super::trying::exemplary(wordable(occasion)?.occasion)?;
    let off = occasion == Occasion::CalledOff;
    let news = if off { News::Cancelled } else { News::Changed };
    let body = letter::typed::standard(language, kind, news);
    Ok(Typed { subject: String::new(), body: body.map_err(Error::broken)? })
}
