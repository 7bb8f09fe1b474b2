//! Which letters staff may put into their own words, and what these can tell.

use crate::error::{Error, Result};
use crate::letter::{self, Language, Placeholder, Typed};
use crate::outbox::Kind;

/// A letter that staff may put into their own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wordable {
    /// Which.
    pub kind: Kind,
    /// What it is called.
    pub name: &'static str,
    /// When it goes out.
    pub when: &'static str,
}

/// Pages of words and timelines have one name for a letter.
const fn letter(kind: Kind, when: &'static str) -> Wordable {
    Wordable { kind, name: kind.words(), when }
}

/// All of them, the commonest first.
pub const LETTERS: [Wordable; 13] = [
    letter(Kind::Confirmed, "when a seat is theirs"),
    letter(Kind::Waiting, "when all seats are taken"),
    letter(Kind::Asked, "when you decide on each request"),
    letter(Kind::Offered, "when a seat comes free for them"),
    letter(Kind::Lapsed, "when they did not take it in time"),
    letter(Kind::LineClosed, "when RSVPs close while they wait"),
    letter(Kind::Reminder, "before the event, by the steps that you set"),
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
pub(super) fn wordable(kind: Kind) -> Result<Wordable> {
    LETTERS.into_iter().find(|letter| letter.kind == kind).ok_or(Error::NotFound)
}

/// What can stand in a letter of this kind, in the order in which staff read it.
pub fn known(kind: Kind) -> Vec<Placeholder> {
    Placeholder::ALL.into_iter().filter(|one| makes_sense(kind, *one)).collect()
}

fn makes_sense(kind: Kind, placeholder: Placeholder) -> bool {
    let farewell =
        matches!(kind, Kind::HandedOver | Kind::GivenUp | Kind::Cancelled | Kind::Lapsed);
    let varies =
        matches!(kind, Kind::Changed | Kind::Corrected | Kind::AlreadyHere | Kind::Reminder);
    match placeholder {
        Placeholder::Near => kind == Kind::Reminder,
        Placeholder::RsvpLink | Placeholder::Standing => kind != Kind::HandedOver,
        Placeholder::Arrival => !farewell && !matches!(kind, Kind::Waiting | Kind::LineClosed),
        Placeholder::PlaceInLine => varies || kind == Kind::Waiting,
        Placeholder::OfferedUntil => varies || kind == Kind::Offered,
        Placeholder::CancelUntil => !farewell && kind != Kind::LineClosed,
        _ => true,
    }
}

/// The letter's own words as staff would type them, as far as these are the same for everybody.
///
/// # Errors
/// `NotFound` for letters that have no words of staff.
pub fn standard(language: Language, kind: Kind) -> Result<Typed> {
    let kind = super::trying::exemplary(wordable(kind)?.kind)?;
    let body = letter::typed::standard(language, kind);
    Ok(Typed { subject: String::new(), body: body.map_err(Error::broken)? })
}
