//! How somebody stands at an event, as staff set it by one press. A document may say other words,
//! which are kept and shown as written.

/// How somebody stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// Asked, and has not said yes: shown as invited.
    Invited,
    /// Will try to come: shown as invited.
    Tentative,
    /// Comes.
    Confirmed,
    /// Speaks by a recording.
    Video,
    /// Somebody else speaks in their place.
    Surrogate,
    /// Said no: not shown.
    Declined,
    /// Was to come and will not: not shown.
    Dropped,
}

impl Stand {
    /// All there are, in the order of their buttons.
    pub const ALL: [Self; 7] = [
        Self::Invited,
        Self::Tentative,
        Self::Confirmed,
        Self::Video,
        Self::Surrogate,
        Self::Declined,
        Self::Dropped,
    ];

    /// As documents and forms have it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Tentative => "tentative",
            Self::Confirmed => "confirmed",
            Self::Video => "video",
            Self::Surrogate => "surrogate",
            Self::Declined => "declined",
            Self::Dropped => "dropped",
        }
    }

    /// The one of this word.
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stand| stand.word() == word)
    }

    /// For staff, about somebody.
    pub fn words(self) -> &'static str {
        match self {
            Self::Invited => "Invited",
            Self::Tentative => "Tentative",
            Self::Confirmed => "Confirmed",
            Self::Video => "Remarks by video",
            Self::Surrogate => "Represented",
            Self::Declined => "Declined",
            Self::Dropped => "Dropped out",
        }
    }
}

/// A state of a document or of the history in words for staff.
pub fn told(word: &str) -> String {
    match word {
        "" | "tbd" => "Nothing said".to_owned(),
        "gone" => "Taken out of the line-up".to_owned(),
        "remarks_by_video" => Stand::Video.words().to_owned(),
        word => Stand::read(word)
            .map_or_else(|| crate::word::Word::new(word).label(), |stand| stand.words().to_owned()),
    }
}
