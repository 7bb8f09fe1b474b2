//! What one speaker's part in an event comes to, as they are told of it.
//!
//! Pure. Texts of staff are kept with a hash of what they were: protecting somebody takes their name out of
//! what is kept, and that is no change of the event.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::person::Person;
use crate::agenda::Part;
use crate::appearance::Appearance;
use crate::briefing::{Mode, When};
use crate::event::{self, Event, State, when};
use crate::outbox::when_told;
use crate::session::Session;
use crate::text::said;
use crate::token::hashed;
use crate::word::Word;

/// What somebody has at an event.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Facts {
    /// The event's title.
    pub title: String,
    /// The day, for a subject: `Tue, Apr 20`.
    pub day: Option<String>,
    /// Whether it takes place.
    pub stands: Stands,
    /// Whether they come, as far as the hosts know.
    pub comes: bool,
    /// Their answer is asked for.
    pub asked: bool,
    /// They said that they do not come, or sent somebody: of places of their own they need not be told.
    pub said_no: bool,
    /// When it starts and is over.
    pub lasts: Option<(DateTime<Utc>, DateTime<Utc>)>,
    /// Their sessions, or the event as a whole where none names them.
    pub slots: Vec<Slot>,
    /// What they do: `Keynote`.
    pub roles: BTreeSet<String>,
    /// The way in.
    pub arrival: Option<Text>,
    /// A hash of the stream's address, where everything takes place there.
    pub stream: Option<String>,
}

/// Whether the event takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Stands {
    On,
    Cancelled,
    Postponed,
}

/// One of their sessions, or the event as a whole.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Slot {
    /// The session's title, or its kind where it has none; nothing for the event as a whole.
    pub title: Option<Text>,
    pub when: Time,
    pub place: Text,
    pub moderates: bool,
    /// Who leads it, if somebody else does.
    pub moderator: Option<Person>,
    /// Who else speaks in it.
    pub beside: BTreeSet<Person>,
    /// Whose place it is, if it is not their own.
    pub instead_of: Option<Person>,
}

/// When, in the event's zone.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Time {
    words: String,
    zone: String,
    from: Option<String>,
    to: Option<String>,
}

/// A text of staff, and a hash of what it was.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Text {
    pub text: String,
    mark: String,
}

crate::private::private!(Facts, Slot, Time, Text);

const NO_DATE: &str = "The date is not set yet";
const NO_PLACE: &str = "The place is not set yet";
const ONLINE: &str = "Online";

impl Facts {
    /// What the event says now.
    pub fn of(part: &Part, now: DateTime<Utc>) -> Self {
        let event = &part.event;
        let own: Vec<Slot> =
            part.own_sessions().map(|session| Slot::of(part, session, now)).collect();
        let first = part.own_sessions().find_map(|session| session.starts);
        let day = first.map(|starts| when::of_times(event.zone(), Some(starts), None).short_day);
        let online = event.mode() == Mode::Online;
        Self {
            title: event.title.clone(),
            day: day.unwrap_or_else(|| when::of_event(event).short_day),
            stands: stands(event),
            comes: !part.is_out(),
            asked: part.appearance().is_some_and(|one| one.is_asked() && !part.is_of_another(one)),
            said_no: said_no(part),
            lasts: event.lasts(),
            slots: if own.is_empty() { vec![Slot::whole(part)] } else { own },
            roles: part.appearance().map(roles).unwrap_or_default(),
            arrival: said(event.arrival.as_ref()).filter(|_| !online).map(|text| Text::of(&text)),
            stream: said(event.online_url.as_ref()).filter(|_| online).map(|url| hashed(&url)),
        }
    }

    /// What somebody knows who knew `before` and was told what is different now. Of an event that is
    /// off, and of one that is not theirs any more, they are told nothing else.
    pub fn known(before: Option<Self>, after: Self) -> Self {
        match before {
            Some(before) if after.stands != Stands::On || !after.comes => {
                let Self { stands, comes, asked, said_no, .. } = after;
                Self { stands, comes, asked, said_no, ..before }
            }
            _ => after,
        }
    }

    /// Names somebody by another number from now on; whether it did.
    pub fn renumber(&mut self, old: i64, new: i64) -> bool {
        let mut any = false;
        for slot in &mut self.slots {
            for one in slot.moderator.iter_mut().chain(&mut slot.instead_of) {
                any |= one.renumber(old, new);
            }
            let mut beside: Vec<Person> = std::mem::take(&mut slot.beside).into_iter().collect();
            for one in &mut beside {
                any |= one.renumber(old, new);
            }
            slot.beside = beside.into_iter().collect();
        }
        any
    }
}

fn stands(event: &Event) -> Stands {
    match event.state {
        Some(State::Cancelled) => Stands::Cancelled,
        Some(State::Postponed) => Stands::Postponed,
        Some(State::Published | State::Draft) | None => Stands::On,
    }
}

fn said_no(part: &Part) -> bool {
    // Who declined said so, and who is represented sent somebody.
    let declined = |one: &&Appearance| {
        let state = one.state.as_ref().map(Word::as_str);
        state == Some("declined") || one.is_represented()
    };
    let mut own = part.own().filter(|one| !part.is_of_another(one)).peekable();
    let has_own = own.peek().is_some();
    has_own && own.all(|one| declined(&one))
}

fn roles(appearance: &Appearance) -> BTreeSet<String> {
    appearance.roles.0.iter().map(|role| Word::new(role).label()).collect()
}

impl Slot {
    fn whole(part: &Part) -> Self {
        let event = &part.event;
        Self {
            title: None,
            when: Time::of(When { doors: None, ..when::of_event(event) }),
            place: place(event, None),
            moderates: false,
            moderator: None,
            beside: BTreeSet::new(),
            instead_of: part
                .appearance()
                .filter(|one| part.is_of_another(one))
                .and_then(Person::behind),
        }
    }

    fn of(part: &Part, session: &Session, now: DateTime<Utc>) -> Self {
        let event = &part.event;
        let title = said(session.title.as_ref())
            .or_else(|| session.kind.as_ref().map(Word::label))
            .unwrap_or_else(|| "Your session".to_owned());
        let when = match session.starts {
            Some(_) => Time::of(when::of_times(event.zone(), session.starts, session.ends)),
            None => Time::of(When { doors: None, ..when::of_event(event) }).somewhere_within(),
        };
        let moderator = session.moderator.as_ref();
        let moderates = moderator.is_some_and(|name| part.is_own_name(name));
        let others = session.speakers.0.iter().filter(|name| !part.is_own_name(name));
        Self {
            title: Some(Text::of(&title)),
            when,
            place: place(event, said(session.room.as_ref())),
            moderates,
            moderator: moderator
                .filter(|_| !moderates)
                .and_then(|name| Person::of(part, name, now)),
            beside: others.filter_map(|name| Person::of(part, name, now)).collect(),
            instead_of: part.in_place_of(session).and_then(Person::behind),
        }
    }
}

/// The session's own room in the event's building.
fn place(event: &Event, room: Option<String>) -> Text {
    if event.mode() == Mode::Online {
        return Text::of(ONLINE);
    }
    let room = room.or_else(|| event.room.clone());
    let rooms = event::rooms(&Event { room, ..event.clone() });
    Text::of(rooms.as_deref().unwrap_or(NO_PLACE))
}

impl Time {
    fn of(when: When) -> Self {
        let words = when_told(&when).join(", ");
        let words = if words.is_empty() { NO_DATE.to_owned() } else { words };
        Self { words, zone: when.zone, from: when.machine, to: when.machine_end }
    }

    /// Of a session without hours of its own: nobody should think that it lasts as long as the event.
    fn somewhere_within(self) -> Self {
        if self.from.is_none() {
            return self;
        }
        Self { words: format!("during the event, {}", self.words), ..self }
    }

    /// Whether it is the same for clocks; words may have got better.
    pub fn is(&self, other: &Self) -> bool {
        let clocks = |time: &Self| (time.zone.clone(), time.from.clone(), time.to.clone());
        clocks(self) == clocks(other) && (self.from.is_some() || self.words == other.words)
    }

    /// Both in words that tell them apart: two zones may share their letters, as CST does.
    pub fn told(&self, other: &Self) -> (String, String) {
        let zoned = |time: &Self| format!("{} ({})", time.words, time.zone);
        if self.words == other.words {
            (zoned(self), zoned(other))
        } else {
            (self.words.clone(), other.words.clone())
        }
    }

    /// In words.
    pub fn words(&self) -> &str {
        &self.words
    }
}

impl Text {
    /// Another space is no other text.
    fn of(text: &str) -> Self {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Self { mark: hashed(&text), text }
    }

    /// Whether it is what it was, or reads like it.
    pub fn is(&self, other: &Self) -> bool {
        self.mark == other.mark || self.text == other.text
    }
}
