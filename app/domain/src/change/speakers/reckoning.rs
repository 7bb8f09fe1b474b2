//! Whether there is something to tell one speaker about one event, and when. Pure.

use chrono::{DateTime, TimeDelta, Utc};

use super::differing::{Change, changes};
use super::facts::Facts;
use super::notice::Notice;
use super::person::Person;
use crate::agenda::Part;
use crate::change::tell::{NEAR, is_over};
use crate::event::{Event, State};

/// Whoever publishes one event often publishes the next, and may still correct it.
const PAUSE: TimeDelta = TimeDelta::minutes(10);

/// Whoever goes on editing puts the pause off, by no more than so many of them.
const LONGEST: i32 = 4;

/// When what has been gathered since `began` is, if nothing changes after `now`.
pub(super) fn gathered(
    began: DateTime<Utc>,
    gathering: TimeDelta,
    now: DateTime<Utc>,
) -> DateTime<Utc> {
    (now + gathering).min(began + gathering * LONGEST)
}

/// What there is to do about one speaker at one event.
pub(super) struct Reckoned {
    /// What the event says now of their part.
    pub facts: Facts,
    /// What they know.
    pub knows: Option<Facts>,
    /// What is different, in words.
    pub changes: Vec<Change>,
    /// Whether, and when, it can be told.
    pub turn: Turn,
}

/// Whether something about an event can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// It can.
    Now,
    /// Nobody may see it before this moment.
    From(DateTime<Utc>),
    /// Nobody may see it.
    Hidden,
    /// It is over, or their part in it.
    Over,
}

impl Reckoned {
    /// Looks at what they know and what the event says.
    pub fn of(part: &Part, notice: &Notice, now: DateTime<Utc>) -> Self {
        let (facts, knows) = (Facts::of(part, now), notice.knows());
        let named = |person: &Person| person.named(&part.line_up, now);
        // Staff said that they tell the speakers of this event themselves, to begin with.
        let by_hand = part.event.links_by_hand && knows.is_none();
        let changes = if by_hand { vec![] } else { changes(knows.as_ref(), &facts, &named) };
        Self { changes, turn: turn(part, now), facts, knows }
    }

    /// Whether they have yet to be told something, now or once it can be seen.
    pub fn is_untold(&self) -> bool {
        !self.changes.is_empty() && matches!(self.turn, Turn::Now | Turn::From(_))
    }

    /// When: once it is `gathered`, and at the latest when the event comes near, by its start now or by
    /// the one that they know. An event that is under way is near, and one that is gone cannot wait.
    pub fn due_at(
        &self,
        event: &Event,
        gathered: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> DateTime<Utc> {
        if let Turn::From(from) = self.turn {
            return from + PAUSE;
        }
        let known = self.knows.as_ref().and_then(|facts| facts.lasts);
        let lasts = || event.lasts().into_iter().chain(known);
        let near = lasts().any(|(starts, over)| starts < now + NEAR && over > now);
        if near || event.deleted_at.is_some() {
            return now;
        }
        let comes_near = lasts().map(|(starts, _)| starts - NEAR).filter(|at| *at >= now);
        comes_near.fold(gathered, std::cmp::min)
    }

    /// What they know without a letter: their own answer.
    pub fn quietly(&self) -> Option<Facts> {
        let knows = self.knows.as_ref().filter(|_| self.changes.is_empty())?;
        let Facts { comes, asked, said_no, .. } = self.facts;
        let answered = Facts { comes, asked, said_no, ..knows.clone() };
        (answered != *knows).then_some(answered)
    }

    /// What they know once it was told.
    pub fn told(&self) -> Facts {
        Facts::known(self.knows.clone(), self.facts.clone())
    }
}

/// Who was told that it is called off may be told so once it was deleted.
fn turn(part: &Part, now: DateTime<Utc>) -> Turn {
    let event = &part.event;
    let is_told = event.state.is_some_and(|state| state != State::Draft);
    if !is_told || (event.deleted_at.is_some() && !event.is_called_off()) {
        return Turn::Hidden;
    }
    if is_over(event, now) || part.is_past(now) {
        return Turn::Over;
    }
    match event.visible_from.filter(|from| *from > now) {
        Some(from) => Turn::From(from),
        None => Turn::Now,
    }
}
