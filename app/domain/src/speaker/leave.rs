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

    /// As staff read it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Name => "Public name",
            Self::Picture => "Picture",
            Self::Biography => "Biography",
            Self::Organisation => "Organisation",
            Self::Recording => "Recording",
            Self::Stream => "Livestream",
            Self::Social => "Posts about them",
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
        let shown = |scope: &Scope| hidden(known, *scope, now).is_none();
        Self(Scope::ALL.into_iter().filter(shown).collect())
    }

    /// What both let be shown.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self(self.0.iter().copied().filter(|scope| other.has(*scope)).collect())
    }

    /// Whether this may be shown.
    pub fn has(&self, scope: Scope) -> bool {
        self.0.contains(&scope)
    }
}

/// Why something is not shown, for staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hidden {
    /// They may not be named at all.
    NoName,
    /// Staff have not switched it on.
    SwitchedOff,
    /// A picture of somebody under age.
    NeverOfMinors,
    /// No consent is on record, and one is needed.
    NotAsked,
    /// They consented, but are under age, and no guardian did.
    NoGuardian,
    /// The consent begins later.
    NotYet,
    /// It was withdrawn.
    Withdrawn,
    /// Its last day is over.
    RanOut,
}

impl Hidden {
    /// The same in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::NoName => "Hidden, because the name is",
            Self::SwitchedOff => "Switched off",
            Self::NeverOfMinors => "Never of somebody under age",
            Self::NotAsked => "No consent is on record",
            Self::NoGuardian => "No parent or guardian has consented",
            Self::NotYet => "The consent begins later",
            Self::Withdrawn => "The consent was withdrawn",
            Self::RanOut => "The consent has run out",
        }
    }
}

/// Why this is not shown at this moment; nothing where it is.
pub(super) fn hidden(known: &Known, scope: Scope, now: DateTime<Utc>) -> Option<Hidden> {
    let own = switched_off(known, scope).or_else(|| not_agreed(known, scope, now));
    // Who must not be named is not there: nothing else of them shows either.
    let name = || not_agreed(known, Scope::Name, now).map(|_| Hidden::NoName);
    own.or_else(|| if scope == Scope::Name { None } else { name() })
}

fn switched_off(known: &Known, scope: Scope) -> Option<Hidden> {
    let allows = known.speaker.allows.0.iter().any(|word| word == scope.word());
    match scope {
        Scope::Name => None,
        Scope::Picture if known.speaker.minor => Some(Hidden::NeverOfMinors),
        _ => (!allows).then_some(Hidden::SwitchedOff),
    }
}

fn not_agreed(known: &Known, scope: Scope, now: DateTime<Utc>) -> Option<Hidden> {
    let speaker = &known.speaker;
    let asked = || known.consents.iter().filter(|consent| consent.covers(scope));
    let holding = || asked().filter(|consent| consent.holds(now));
    let Some(last) = asked().next_back() else {
        let must_be_asked = speaker.minor || (speaker.protected && scope != Scope::Name);
        return must_be_asked.then_some(Hidden::NotAsked);
    };
    if holding().any(|consent| consent.by_guardian || !speaker.minor) {
        return None;
    }
    Some(match last {
        _ if holding().next().is_some() => Hidden::NoGuardian,
        last if last.is_withdrawn() => Hidden::Withdrawn,
        last if last.begins_after(now) => Hidden::NotYet,
        _ => Hidden::RanOut,
    })
}
