//! A few words within a letter that depend on what it tells. Which ones is decided here; how they read
//! stands in the language's `phrases.txt`.

use super::{Facts, Kind, plain};
use crate::rsvp::Standing;

/// Which words.
#[derive(Clone, Copy)]
pub(super) enum Phrase<'a> {
    /// What there is in the room, or online: `seat`.
    Seat,
    /// What a guest is called whose name is not repeated.
    Guest,
    /// `A seat`, `3 seats`, at the beginning of a sentence.
    ASeat,
    /// `3 seats`.
    Seats,
    /// How an RSVP stands, in a sentence.
    Stands(Standing),
    /// Until when the guest may change or cancel.
    Changes(&'a str),
    /// The same for seats that they take now.
    AfterTaking(&'a str),
    /// How long who gave up may come back by the link; until a moment, where there is one.
    WhileOpen(Option<&'a str>),
    /// How near the event is, in days.
    Near(i64),
    /// What the button is called that leads to the guest's own page.
    Button(Kind),
    /// What stands before the link to it.
    LeadIn,
    /// What the link to the event's page is called.
    EventLink,
    /// Where online guests find the stream; whether they have a place.
    Online(bool),
    /// The seats of a party, and whether they are theirs.
    Party(bool),
    /// The same with the others' names: all but the last, each after a comma, and the last.
    PartyOf(bool, &'a str, &'a str),
    /// A copy's first words, with the guest's name or nothing.
    Copy(&'a str),
    /// Who replied asks for copies; a name or nothing.
    AsksForCopies(&'a str),
    /// Who replied; a name or nothing.
    OnBehalf(&'a str),
    /// The whole subject of a letter to who wants nothing told by it.
    Appointment(Kind),
    /// Who handed what over: a name or nothing, and by which kind of letter that is told.
    Handed(&'a str, Kind),
}

impl Facts {
    /// These words in the letter's language.
    pub(super) fn say(&self, phrase: Phrase<'_>) -> String {
        // Rendering into a String does not fail, and a letter is worth more than a word in it.
        plain::line(&self.language.phrase(phrase, self).unwrap_or_default())
    }

    /// The subject for who wants nothing told by what a glance can catch. Whoever waits must still
    /// be able to tell that from a confirmation.
    pub(super) fn neutral_subject(&self, kind: Kind) -> String {
        self.say(Phrase::Appointment(kind))
    }

    /// What there is in the room, or online.
    pub(super) fn seat(&self) -> String {
        self.say(Phrase::Seat)
    }

    /// `A seat`, `3 seats`, at the beginning of a sentence.
    pub(super) fn a_seat(&self) -> String {
        self.say(Phrase::ASeat)
    }

    /// Until when the guest may change or cancel, where the hosts set an end to that.
    pub(super) fn changes(&self) -> Option<String> {
        Some(self.say(Phrase::Changes(&self.until()?)))
    }

    /// What the guest can do by the link with seats that they take now, where the hosts set an end to
    /// changes.
    pub(super) fn after_taking(&self) -> Option<String> {
        Some(self.say(Phrase::AfterTaking(&self.until()?)))
    }

    /// How long who gave up or missed an offer may come back by the link.
    pub(super) fn while_open(&self) -> String {
        self.say(Phrase::WhileOpen(self.until().as_deref()))
    }

    fn until(&self) -> Option<String> {
        plain::some_line(self.deadlines.changes_until.as_deref()?)
    }

    /// How near the event is: `tomorrow`, `in a week`.
    pub(super) fn nearness(&self) -> String {
        self.say(Phrase::Near(self.reminder.map_or(0, |reminder| reminder.days.max(0))))
    }

    /// The same at the beginning of a subject.
    pub(super) fn opening_of_reminder(&self) -> String {
        let near = self.nearness();
        let mut letters = near.chars();
        let first = letters.next().map(|first| first.to_uppercase().to_string());
        first.unwrap_or_default() + letters.as_str()
    }

    /// What the button says that leads to the guest's own page.
    pub(super) fn button(&self, kind: Kind) -> String {
        self.say(Phrase::Button(kind))
    }

    /// What stands before the link to it.
    pub(super) fn lead_in(&self) -> String {
        self.say(Phrase::LeadIn)
    }

    /// `3 seats: yours, Ben Example and Cleo Example`; nothing for who comes alone.
    pub(super) fn party(&self, kind: Kind) -> Option<String> {
        if !self.are_many() {
            return None;
        }
        let named =
            i64::try_from(self.companions.len()).is_ok_and(|others| others + 1 == self.seats);
        let theirs = kind.is_seated() || kind.is_offered();
        let Some((last, first)) = self.companions.split_last().filter(|_| named) else {
            return Some(self.say(Phrase::Party(theirs)));
        };
        let first: String = first.iter().flat_map(|name| [", ", name.as_str()]).collect();
        Some(self.say(Phrase::PartyOf(theirs, &first, last)))
    }

    /// What a copy says before everything else, and the guest's own letter of who replied.
    pub(super) fn on_behalf(&self, kind: Kind) -> Option<String> {
        let scheduler = self.scheduler.as_deref()?;
        Some(self.say(if self.copy {
            Phrase::Copy(self.guest.as_deref().unwrap_or_default())
        } else if self.asks_for_copies && !kind.is_farewell() {
            Phrase::AsksForCopies(scheduler)
        } else {
            Phrase::OnBehalf(scheduler)
        }))
    }

    /// From whom an RSVP came that was handed over.
    pub(super) fn handed(&self, kind: Kind) -> Option<String> {
        let colleague = self.handed_by.as_deref()?;
        let told = matches!(kind, Kind::Confirmed | Kind::Offered | Kind::Waiting);
        told.then(|| self.say(Phrase::Handed(colleague, kind)))
    }
}
