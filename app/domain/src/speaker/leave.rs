//! What may be shown of a speaker just now.
//!
//! Three things decide: what staff switched on, whether a consent that was asked for holds, and what a
//! minor may never have shown. Of whom nobody asked a consent for their name, the name shows: an
//! announcement that prints it was the hosts' decision. Once one is on record, its end is the end.

use chrono::{DateTime, Utc};

use super::Known;
use crate::lines::Lines;

/// Something that may be shown or done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The public name, and with it that they come at all.
    Name,
    /// A picture.
    Picture,
    /// The biography.
    Biography,
    /// Organisations.
    Organisation,
    /// The event is recorded while they speak.
    Recording,
    /// It is streamed while they speak.
    Stream,
    /// Posts about them.
    Social,
}

impl Scope {
    /// All there are, as staff see them.
    pub const ALL: [Self; 7] = [
        Self::Name,
        Self::Picture,
        Self::Biography,
        Self::Organisation,
        Self::Recording,
        Self::Stream,
        Self::Social,
    ];

    /// As forms and records have it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Picture => "picture",
            Self::Biography => "biography",
            Self::Organisation => "organisation",
            Self::Recording => "recording",
            Self::Stream => "stream",
            Self::Social => "social",
        }
    }

    /// What is switched on unless staff say otherwise.
    pub fn usual(protected: bool) -> Lines {
        let on = Self::ALL.iter().filter(|scope| **scope == Self::Name || !protected);
        Lines(on.map(|scope| scope.word().to_owned()).collect())
    }

    /// The one of this word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.word() == word)
    }
}

/// What may be shown of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leave(Vec<Scope>);

impl Leave {
    /// Of somebody of whom nothing more is known than what an event's document says.
    pub fn of_stranger(protected: bool) -> Self {
        let all = Scope::ALL.into_iter();
        Self(all.filter(|scope| !protected || *scope == Scope::Name).collect())
    }

    pub(super) fn of(known: &Known, now: DateTime<Utc>) -> Self {
        let may = |scope: &Scope| is_switched_on(known, *scope) && is_agreed(known, *scope, now);
        let name = may(&Scope::Name);
        // Who must not be named is not there: nothing else of them shows either.
        Self(Scope::ALL.into_iter().filter(|scope| name && may(scope)).collect())
    }

    /// What both let be shown.
    pub fn and(&self, other: &Self) -> Self {
        Self(self.0.iter().copied().filter(|scope| other.has(*scope)).collect())
    }

    /// Whether this may be shown.
    pub fn has(&self, scope: Scope) -> bool {
        self.0.contains(&scope)
    }
}

fn is_switched_on(known: &Known, scope: Scope) -> bool {
    let allows = known.speaker.allows.0.iter().any(|word| word == scope.word());
    match scope {
        Scope::Name => true,
        Scope::Picture => allows && !known.speaker.minor,
        _ => allows,
    }
}

fn is_agreed(known: &Known, scope: Scope, now: DateTime<Utc>) -> bool {
    let speaker = &known.speaker;
    let mut asked = known.consents.iter().filter(|consent| consent.covers(scope)).peekable();
    let was_asked = asked.peek().is_some();
    let holds = asked.any(|consent| consent.holds(now) && (consent.by_guardian || !speaker.minor));
    let must_be_asked = speaker.minor || (speaker.protected && scope != Scope::Name);
    holds || (!was_asked && !must_be_asked)
}
