//! A ladder in words of staff.

use super::{Audience, DAY, Why};

/// `7 days before`, `2 hours before`, `90 minutes before`.
pub fn distance(minutes: i64) -> String {
    let (number, unit) = match minutes {
        minutes if minutes % DAY == 0 => (minutes / DAY, "day"),
        minutes if minutes % 60 == 0 => (minutes / 60, "hour"),
        minutes => (minutes, "minute"),
    };
    let many = if number == 1 { "" } else { "s" };
    format!("{number} {unit}{many} before")
}

impl Audience {
    /// Who they are.
    pub fn words(self) -> &'static str {
        match self {
            Self::Room => "Guests in the room",
            Self::Online => "Guests online",
            Self::WaitingList => "The waiting list",
            Self::Speakers => "Speakers",
            Self::Press => "Press",
        }
    }
}

impl Why {
    /// The same as the end of a sentence: `Not sent: the event is a draft`.
    pub fn words(self) -> &'static str {
        match self {
            Self::NoDate => "the event has no date",
            Self::Draft => "the event is a draft",
            Self::Cancelled => "the event is cancelled",
            Self::Postponed => "the event is postponed",
            Self::Deleted => "the event is deleted",
            Self::Hidden => "the event does not show before that",
            Self::Begun => "the event has begun",
            Self::Moved => "it had passed when the event got its date and hour",
            Self::Late => "it passed too long ago to help",
            Self::RepliedLater => "they replied after that",
            Self::ToldLater => "another letter told them how they stand after that",
        }
    }
}
