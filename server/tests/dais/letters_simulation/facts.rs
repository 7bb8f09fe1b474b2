//! What an event says, and what of it is news to somebody.

use chrono::NaiveDateTime;

use super::mailbox::Arrived;

/// A zone that keeps one offset all the while.
pub struct Zone {
    pub name: &'static str,
    /// Minutes ahead of UTC.
    pub ahead: i64,
    /// What stands behind an hour.
    pub letters: &'static str,
}

pub static ZONES: [Zone; 4] = [
    Zone { name: "America/New_York", ahead: -240, letters: "ET" },
    Zone { name: "Asia/Kathmandu", ahead: 345, letters: "UTC+5:45" },
    Zone { name: "Asia/Kolkata", ahead: 330, letters: "IST" },
    Zone { name: "UTC", ahead: 0, letters: "UTC" },
];

pub const ROOMS: [&str; 4] = ["1300", "B-318", "2172", "121"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    On,
    Draft,
    Cancelled,
    Postponed,
}

impl State {
    /// As documents have it.
    pub fn word(self) -> &'static str {
        match self {
            Self::On => "published",
            Self::Draft => "draft",
            Self::Cancelled => "cancelled",
            Self::Postponed => "postponed",
        }
    }

    pub fn is_off(self) -> bool {
        matches!(self, Self::Cancelled | Self::Postponed)
    }
}

/// All that matters to who comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    pub state: State,
    /// On the clocks there.
    pub starts: NaiveDateTime,
    pub room: &'static str,
}

impl Facts {
    /// What somebody knows who is told of these facts and knew others: while it is called off nobody
    /// is told when and where it would have been.
    pub fn told_to(self, knew: Self) -> Self {
        if self.state.is_off() { Self { state: self.state, ..knew } } else { self }
    }

    pub fn is_news_to(self, knew: Self) -> bool {
        self.told_to(knew) != knew
    }

    pub fn day(self) -> String {
        self.starts.format("%A, %B %-d, %Y").to_string()
    }

    pub fn hours(self, zone: &Zone) -> String {
        format!("{} {}", self.starts.format("%-I:%M %P"), zone.letters)
    }

    fn room(self) -> String {
        format!("Room {}", self.room)
    }

    fn place(self) -> String {
        format!("{}, Longworth House Office Building", self.room())
    }

    /// The letter that tells this to who knew that.
    pub fn told(self, knew: Self, zone: &Zone) -> Arrived {
        let kind = match self.state {
            _ if self.state == knew.state => "EventChanged",
            State::Cancelled => "EventCancelled",
            State::Postponed => "EventPostponed",
            State::On | State::Draft => "EventBackOn",
        };
        let pair = |what: &str, old: String, new: String| {
            let lines = [format!("{what}, before: {old}"), format!("{what}, now: {new}")];
            if old == new { vec![] } else { lines.to_vec() }
        };
        let when = |facts: Self| format!("{}, {}", facts.day(), facts.hours(zone));
        let mut told = vec![];
        if !self.state.is_off() {
            told.extend(pair("When", when(knew), when(self)));
            told.extend(pair("Where", knew.place(), self.place()));
        }
        Arrived { kind: kind.to_owned(), told, shows: vec![], entry: None }
    }

    /// The same letter, or another, with what it shows of the event as it is when it leaves.
    pub fn shown_in(self, letter: Arrived, zone: &Zone) -> Arrived {
        let is_short = letter.kind == "GivenUp"
            || matches!(letter.kind.as_str(), "EventCancelled" | "EventPostponed");
        let room = (!is_short).then(|| self.room());
        let shows = [self.day(), self.hours(zone)].into_iter().chain(room).collect();
        let gone = letter.kind == "GivenUp" || self.state.is_off();
        let method = if gone { "CANCEL" } else { "REQUEST" };
        let starts = self.starts.format("%Y%m%dT%H%M%S").to_string();
        let entry = (letter.kind != "Reminder").then(|| [method.to_owned(), starts, self.place()]);
        Arrived { shows, entry, ..letter }
    }
}
