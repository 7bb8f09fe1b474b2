//! What an event says that matters to a person, and what of it has changed for whom.
//!
//! Pure: the same two texts and the same person always come to the same differences, so that staff are
//! shown what the letters say.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::briefing::{Mode, PublicSpeaker, When};
use crate::document::Document;
use crate::event::{self, Event, State};
use crate::outbox::when_told;

/// What an event says that matters to who comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    state: Stands,
    when: When,
    lasts: Option<(DateTime<Utc>, DateTime<Utc>)>,
    mode: Mode,
    rooms: Option<String>,
    stream: Option<String>,
    keynotes: Vec<String>,
}

/// Whether it takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stands {
    On,
    Cancelled,
    Postponed,
}

/// For whom it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Audience {
    /// Takes part online where there is a choice.
    pub online: bool,
    /// Has a seat, and with it the address of the stream.
    pub seated: bool,
}

/// What a difference is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// Whether it takes place.
    State,
    /// When.
    Time,
    /// Where.
    Place,
    /// The address of the stream. It stands on one's own page and in no letter.
    Stream,
    /// Who gives the keynote.
    Keynote,
}

impl What {
    /// As the heading of a pair of old and new.
    pub fn words(self) -> &'static str {
        match self {
            Self::State => "The event",
            Self::Time => "When",
            Self::Place => "Where",
            Self::Stream => "The stream",
            Self::Keynote => "Keynote",
        }
    }
}

/// A fact that is not what somebody was told.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Difference {
    /// What it is about.
    pub what: What,
    /// As they know it.
    pub old: String,
    /// As it is now.
    pub new: String,
}

/// What a letter about differences brings first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum News {
    /// Something about it is different.
    #[default]
    Changed,
    /// It does not take place.
    Cancelled,
    /// It takes place on a day that is not known yet.
    Postponed,
    /// It takes place after all.
    BackOn,
}

impl News {
    /// What these differences come to.
    pub fn of(differences: &[Difference]) -> Self {
        let state = differences.iter().find(|difference| difference.what == What::State);
        match state.map(|state| state.new.as_str()) {
            None => Self::Changed,
            Some(CANCELLED) => Self::Cancelled,
            Some(POSTPONED) => Self::Postponed,
            Some(_) => Self::BackOn,
        }
    }

    /// Whether the event does not take place on its day.
    pub(crate) fn is_called_off(self) -> bool {
        matches!(self, Self::Cancelled | Self::Postponed)
    }
}

pub(super) const ON: &str = "Takes place";
pub(super) const CANCELLED: &str = "Cancelled";
pub(super) const POSTPONED: &str = "Postponed";
pub(super) const NO_DATE: &str = "The date is not set yet";
const NO_PLACE: &str = "The place is not set yet";
const ONLINE: &str = "Online";
const NO_KEYNOTE: &str = "Not announced";

impl Facts {
    /// What an edition said, as far as it may be told now: `speakers` are the faces of those whom it
    /// named.
    pub(super) fn of_document(
        document: &Document,
        speakers: &[PublicSpeaker],
        now: DateTime<Utc>,
    ) -> Self {
        Self::of(tidy(event::record(document, None, now)), speakers)
    }

    fn of(event: Event, speakers: &[PublicSpeaker]) -> Self {
        Self {
            state: match event.state {
                Some(State::Cancelled) => Stands::Cancelled,
                Some(State::Postponed) => Stands::Postponed,
                Some(State::Published | State::Draft) | None => Stands::On,
            },
            // Doors open before it starts; nobody comes at another time for that.
            when: When { doors: None, ..event::when::of_event(&event) },
            lasts: event.lasts(),
            mode: event.mode(),
            rooms: event::rooms(&event),
            stream: event.online_url,
            keynotes: keynotes(speakers),
        }
    }

    /// The same for who knows by another edition whether it takes place.
    pub(super) fn standing_as(self, other: &Self) -> Self {
        Self { state: other.state, ..self }
    }

    /// Whether it does not take place on its day.
    pub(super) fn is_called_off(&self) -> bool {
        self.state != Stands::On
    }

    /// When it starts, or its first day does, and when it is over.
    pub(super) fn lasts(&self) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        self.lasts
    }

    fn time(&self) -> String {
        let told = when_told(&self.when).join(", ");
        if told.is_empty() { NO_DATE.to_owned() } else { told }
    }

    fn place(&self, online: bool) -> String {
        let rooms = || self.rooms.clone().unwrap_or_else(|| NO_PLACE.to_owned());
        if self.is_online_for(online) { ONLINE.to_owned() } else { rooms() }
    }

    /// Whether who chose this takes part online.
    fn is_online_for(&self, chose_online: bool) -> bool {
        match self.mode {
            Mode::Online => true,
            Mode::Hybrid => chose_online,
            Mode::InPerson => false,
        }
    }

    pub(super) fn keynote(&self) -> String {
        if self.keynotes.is_empty() { NO_KEYNOTE.to_owned() } else { self.keynotes.join(", ") }
    }
}

/// Those who give the keynote.
fn keynotes(speakers: &[PublicSpeaker]) -> Vec<String> {
    let gives = |face: &&PublicSpeaker| face.roles.iter().any(|role| role.as_str() == "keynote");
    let name = |face: &PublicSpeaker| face.name.split_whitespace().collect::<Vec<_>>().join(" ");
    speakers.iter().filter(gives).map(name).collect()
}

/// Another space in a room's name is no other room.
fn tidy(event: Event) -> Event {
    let tidy = |text: Option<String>| {
        let text = text?.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(text).filter(|text| !text.is_empty())
    };
    Event {
        building: tidy(event.building),
        room: tidy(event.room),
        address: tidy(event.address),
        online_url: tidy(event.online_url),
        ..event
    }
}

/// What is different for `who`, who knows `before`, now that the event says `after`.
///
/// While it is called off nothing else about it matters; once it is on again, everything does that is
/// not what it was.
pub fn material(before: &Facts, after: &Facts, who: Audience) -> Vec<Difference> {
    let state = (before.state != after.state).then(|| {
        difference(What::State, words(before.state).to_owned(), words(after.state).to_owned())
    });
    if after.state != Stands::On {
        return state.into_iter().collect();
    }
    let others = [time(before, after), place(before, after, who), stream(before, after, who)];
    let all = [state].into_iter().chain(others).chain([keynote(before, after)]);
    all.flatten().collect()
}

fn words(state: Stands) -> &'static str {
    match state {
        Stands::On => ON,
        Stands::Cancelled => CANCELLED,
        Stands::Postponed => POSTPONED,
    }
}

fn difference(what: What, old: String, new: String) -> Difference {
    Difference { what, old, new }
}

fn time(before: &Facts, after: &Facts) -> Option<Difference> {
    let (old, new) = (before.time(), after.time());
    let instants = |facts: &Facts| (facts.when.machine.clone(), facts.when.machine_end.clone());
    if old == new && instants(before) == instants(after) {
        return None;
    }
    // Two zones may share their letters, as CST does.
    let zoned = |told: String, facts: &Facts| format!("{told} ({})", facts.when.zone);
    let same = old == new;
    let (old, new) = if same { (zoned(old, before), zoned(new, after)) } else { (old, new) };
    Some(difference(What::Time, old, new))
}

fn place(before: &Facts, after: &Facts, who: Audience) -> Option<Difference> {
    let (old, new) = (before.place(who.online), after.place(who.online));
    (old != new).then(|| difference(What::Place, old, new))
}

fn stream(before: &Facts, after: &Facts, who: Audience) -> Option<Difference> {
    // Who was to come to the room was never given an address.
    let had = before.stream.as_ref().filter(|_| before.is_online_for(who.online));
    if !(who.seated && after.is_online_for(who.online)) || had == after.stream.as_ref() {
        return None;
    }
    // It says that there is another address, never which.
    let (old, new) = match (had, &after.stream) {
        (_, None) => ("You had its address", "The address is not set yet"),
        (None, Some(_)) => ("The address was not set yet", "Its address is on your RSVP page"),
        (Some(_), Some(_)) => ("You had another address", "Its new address is on your RSVP page"),
    };
    Some(difference(What::Stream, old.to_owned(), new.to_owned()))
}

fn keynote(before: &Facts, after: &Facts) -> Option<Difference> {
    let sorted = |facts: &Facts| {
        let mut names = facts.keynotes.clone();
        names.sort();
        names
    };
    (sorted(before) != sorted(after))
        .then(|| difference(What::Keynote, before.keynote(), after.keynote()))
}

#[cfg(test)]
mod tests;
