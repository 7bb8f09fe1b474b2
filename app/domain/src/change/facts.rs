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
    starts_at: Option<DateTime<Utc>>,
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
    /// Takes part online.
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
}

const ON: &str = "Takes place";
const CANCELLED: &str = "Cancelled";
const POSTPONED: &str = "Postponed";
const NO_DATE: &str = "The date is not set yet";
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
        Self::of(&event::record(document, None, now), speakers)
    }

    fn of(event: &Event, speakers: &[PublicSpeaker]) -> Self {
        Self {
            state: match event.state {
                Some(State::Cancelled) => Stands::Cancelled,
                Some(State::Postponed) => Stands::Postponed,
                Some(State::Published | State::Draft) | None => Stands::On,
            },
            // Doors open before it starts; nobody comes at another time for that.
            when: When { doors: None, ..event::when::of_event(event) },
            starts_at: event.starts_at,
            mode: event.mode(),
            rooms: event::rooms(event),
            stream: event.online_url.clone(),
            keynotes: keynotes(speakers),
        }
    }

    /// When it starts, or its first day does.
    pub(super) fn starts_at(&self) -> Option<DateTime<Utc>> {
        self.starts_at
    }

    fn time(&self) -> String {
        let told = when_told(&self.when).join(", ");
        if told.is_empty() { NO_DATE.to_owned() } else { told }
    }

    fn place(&self, online: bool) -> String {
        let rooms = || self.rooms.clone().unwrap_or_else(|| NO_PLACE.to_owned());
        match (self.mode, online) {
            (Mode::Online, _) | (Mode::Hybrid, true) => ONLINE.to_owned(),
            (Mode::InPerson | Mode::Hybrid, false) => rooms(),
            (Mode::InPerson, true) => format!("No longer online, only here: {}", rooms()),
        }
    }

    pub(super) fn keynote(&self) -> String {
        if self.keynotes.is_empty() { NO_KEYNOTE.to_owned() } else { self.keynotes.join(", ") }
    }
}

/// Those who give the keynote.
fn keynotes(speakers: &[PublicSpeaker]) -> Vec<String> {
    let gives = |face: &&PublicSpeaker| face.roles.iter().any(|role| role.as_str() == "keynote");
    speakers.iter().filter(gives).map(|face| face.name.clone()).collect()
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
    let old = match (before.mode, after.mode) {
        // All of them take part online now, whatever they had chosen.
        (Mode::Hybrid, Mode::Online) => format!("{}, and online", before.place(false)),
        (Mode::InPerson, Mode::Online) => before.place(false),
        _ => before.place(who.online),
    };
    let new = after.place(who.online);
    (old != new).then(|| difference(What::Place, old, new))
}

fn stream(before: &Facts, after: &Facts, who: Audience) -> Option<Difference> {
    let follows = (who.online || after.mode == Mode::Online) && who.seated;
    if !follows || before.stream == after.stream {
        return None;
    }
    // It says that there is another address, never which.
    let (old, new) = match (&before.stream, &after.stream) {
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
