//! How an event stands, as staff see it: its state together with the clock.
//!
//! The public's [`Stage`](crate::briefing::Stage) knows no drafts and nothing that waits for its
//! day; staff must tell all of them apart at a glance.

use chrono::{DateTime, Utc};

use super::{Event, State};
use crate::briefing::Stage;
use crate::time;

/// How an event stands, whether it was deleted or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Nobody but staff may know of it.
    Draft,
    /// Published, and not shown before this moment, in words.
    Scheduled(String),
    /// Public, and still to come or under way.
    Published,
    /// Public, and over.
    Over,
    /// It will not happen.
    Cancelled,
    /// It will happen on a day that is not known yet.
    Postponed,
}

impl std::fmt::Display for Condition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Draft => f.write_str("Draft"),
            Self::Scheduled(moment) => write!(f, "Scheduled for {moment}"),
            Self::Published => f.write_str("Published"),
            Self::Over => f.write_str("Over"),
            Self::Cancelled => f.write_str("Cancelled"),
            Self::Postponed => f.write_str("Postponed"),
        }
    }
}

impl Event {
    /// How it stands.
    pub fn condition(&self, now: DateTime<Utc>) -> Condition {
        match self.state {
            None | Some(State::Draft) => Condition::Draft,
            Some(State::Cancelled) => Condition::Cancelled,
            Some(State::Postponed) => Condition::Postponed,
            Some(State::Published) => match self.shows_from(now) {
                Some(moment) => Condition::Scheduled(moment),
                None if self.stage(now) == Stage::Over => Condition::Over,
                None => Condition::Published,
            },
        }
    }

    /// The moment in words before which it does not show, while that is still to come.
    pub fn shows_from(&self, now: DateTime<Utc>) -> Option<String> {
        let from = self.visible_from.filter(|from| *from > now)?;
        Some(time::moment(from, self.zone()))
    }
}
