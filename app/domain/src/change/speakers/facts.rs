//! What one speaker's part in an event comes to, as they are told of it.
//!
//! Pure. Texts of staff are kept with a hash of what they were: protecting somebody takes their name out of
//! what is kept, and that is no change of the event.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

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
    /// Whether they come.
    pub comes: Comes,
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

/// Whether they come, as far as the hosts know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Comes {
    /// They are in it.
    Yes,
    /// They said that they do not, and need not be told.
    Declined,
    /// Staff took them out.
    No,
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

/// Somebody whom a session names: by number, or, of a name that the line-up never had, as written.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Person {
    Known(i64),
    Written(String),
}

crate::private::private!(Facts, Slot, Time, Text, Person);

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
            comes: comes(part),
            lasts: event.lasts(),
            slots: if own.is_empty() { vec![Slot::whole(event)] } else { own },
            roles: part.appearance().map(roles).unwrap_or_default(),
            arrival: said(event.arrival.as_ref()).filter(|_| !online).map(|text| Text::of(&text)),
            stream: said(event.online_url.as_ref()).filter(|_| online).map(|url| hashed(&url)),
        }
    }

    /// What somebody knows who knew `before` and was told what is different now. Of an event that is
    /// off, and of one that is not theirs any more, they are told nothing else.
    pub fn known(before: Option<Self>, after: Self) -> Self {
        match before {
            Some(before) if after.stands != Stands::On || after.comes != Comes::Yes => {
                Self { stands: after.stands, comes: after.comes, ..before }
            }
            _ => after,
        }
    }

    /// Names somebody by another number from now on; whether it did.
    pub fn renumber(&mut self, old: i64, new: i64) -> bool {
        let old = Person::Known(old);
        let mut any = false;
        for slot in &mut self.slots {
            if slot.beside.remove(&old) {
                slot.beside.insert(Person::Known(new));
                any = true;
            }
            if slot.moderator.as_ref() == Some(&old) {
                slot.moderator = Some(Person::Known(new));
                any = true;
            }
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

fn comes(part: &Part) -> Comes {
    // Who declined said so, and who is represented sent somebody.
    let declined = |one: &Appearance| {
        let state = one.state.as_ref().map(Word::as_str);
        state == Some("declined") || one.is_represented()
    };
    if !part.is_out() {
        Comes::Yes
    } else if part.own().any(declined) {
        Comes::Declined
    } else {
        Comes::No
    }
}

fn roles(appearance: &Appearance) -> BTreeSet<String> {
    appearance.roles.0.iter().map(|role| Word::new(role).label()).collect()
}

impl Slot {
    fn whole(event: &Event) -> Self {
        Self {
            title: None,
            when: Time::of(When { doors: None, ..when::of_event(event) }),
            place: place(event, None),
            moderates: false,
            moderator: None,
            beside: BTreeSet::new(),
        }
    }

    fn of(part: &Part, session: &Session, now: DateTime<Utc>) -> Self {
        let event = &part.event;
        let title = said(session.title.as_ref())
            .or_else(|| session.kind.as_ref().map(Word::label))
            .unwrap_or_else(|| "Your session".to_owned());
        // One without hours of its own is at those of the event.
        let when = match session.starts {
            Some(_) => when::of_times(event.zone(), session.starts, session.ends),
            None => When { doors: None, ..when::of_event(event) },
        };
        let moderator = session.moderator.as_ref();
        let moderates = moderator.is_some_and(|name| part.is_own_name(name));
        let others = session.speakers.0.iter().filter(|name| !part.is_own_name(name));
        Self {
            title: Some(Text::of(&title)),
            when: Time::of(when),
            place: place(event, said(session.room.as_ref())),
            moderates,
            moderator: moderator.filter(|_| !moderates).and_then(|name| person(part, name, now)),
            beside: others.filter_map(|name| person(part, name, now)).collect(),
        }
    }
}

/// Who a session names; nobody for who will not come.
fn person(part: &Part, name: &str, now: DateTime<Utc>) -> Option<Person> {
    let mut theirs = part
        .line_up
        .appearances()
        .iter()
        .filter(|one| one.name.as_deref() == Some(name))
        .peekable();
    if theirs.peek().is_none() {
        return part.line_up.named(name, now).map(Person::Written);
    }
    let one = theirs.find(|one| !one.is_out())?;
    // Whoever stands in is beside them.
    let who = one.spoken_by().or(one.speaker_id);
    Some(who.map_or_else(|| Person::Written(name.to_owned()), Person::Known))
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
