//! The plan: what becomes of each rung, for the event and for one person.

use chrono::{DateTime, Utc};

use super::when::{grace, rung_of};
use super::{Audience, Ladder, Step};
use crate::event::{Event, State};
use crate::rsvp::Rsvp;

/// What becomes of a reminder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It will be posted at its moment.
    Coming,
    /// It is to be posted now.
    Due,
    /// It was posted.
    Written,
    /// It is not posted.
    Skipped(Why),
}

/// Why a reminder is not posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The event has no date.
    NoDate,
    /// The event is a draft.
    Draft,
    /// It was cancelled.
    Cancelled,
    /// It was postponed.
    Postponed,
    /// It was deleted.
    Deleted,
    /// It shows only after that.
    Hidden,
    /// It has begun.
    Begun,
    /// The moment had passed when the event got its date and hour.
    Moved,
    /// Too late to help.
    Late,
    /// They replied after that.
    RepliedLater,
    /// They were told how they stand after that.
    ToldLater,
}

/// One rung of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rung {
    /// How long before the beginning.
    pub minutes: i64,
    /// When; nothing without a date.
    pub at: Option<DateTime<Utc>>,
    /// What becomes of it.
    pub fate: Fate,
}

/// What the plan has to know of a guest.
pub struct Person<'a> {
    /// Their RSVP.
    pub rsvp: &'a Rsvp,
    /// When a letter last told them how they stand.
    pub told_at: Option<DateTime<Utc>>,
    /// The reminders that were written for them, by occurrence.
    pub written: &'a [i64],
}

/// One rung for one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned<'a> {
    /// The rung, with what becomes of it for them.
    pub rung: Rung,
    /// The step that they are on.
    pub step: &'a Step,
}

impl Ladder {
    /// The rungs of this event, the farthest first.
    pub fn rungs(&self, event: &Event, now: DateTime<Utc>) -> Vec<Rung> {
        let mut distances: Vec<i64> = self.steps.iter().map(|step| step.minutes).collect();
        distances.sort_unstable_by(|a, b| b.cmp(a));
        distances.dedup();
        let rung = |minutes| {
            let at = event.moment_before(minutes);
            Rung { minutes, at, fate: self.fate(event, minutes, at, now) }
        };
        distances.into_iter().map(rung).collect()
    }

    /// What becomes of each rung for this person; nothing of those that are for others.
    pub fn plan(&self, event: &Event, person: &Person<'_>, now: DateTime<Utc>) -> Vec<Planned<'_>> {
        let audiences = Audience::of(person.rsvp);
        let rungs = self.rungs(event, now).into_iter();
        let planned = rungs.filter_map(|rung| {
            let step = self.step(rung.minutes, &audiences)?;
            let occurrence = event.occurrence_of_rung(rung.minutes);
            let fate = fate_for(rung, occurrence, person, now);
            Some(Planned { rung: Rung { fate, ..rung }, step })
        });
        planned.collect()
    }

    /// The step at this distance for the first of these audiences that has one: nobody gets two
    /// letters of one rung.
    pub(super) fn step(&self, minutes: i64, audiences: &[Audience]) -> Option<&Step> {
        let at = || self.steps.iter().filter(move |step| step.minutes == minutes);
        audiences.iter().find_map(|audience| at().find(|step| step.to.contains(audience)))
    }

    /// Whether who gets the reminder of this occurrence is asked to say again that they come.
    pub(crate) fn asks(&self, occurrence: i64, rsvp: &Rsvp) -> bool {
        self.step(rung_of(occurrence), &Audience::of(rsvp)).is_some_and(|step| step.asks)
    }

    /// Whether a reminder of this occurrence is right for the event as it is now.
    pub(crate) fn has(&self, event: &Event, occurrence: i64) -> bool {
        let known = self.steps.iter().map(|step| event.occurrence_of_rung(step.minutes));
        hindrance(event).is_none() && known.flatten().any(|known| known == occurrence)
    }

    fn fate(
        &self,
        event: &Event,
        minutes: i64,
        at: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Fate {
        let (at, begins) = match (hindrance(event), at, event.begins()) {
            (Some(why), ..) => return Fate::Skipped(why),
            (None, Some(at), Some(begins)) => (at, begins),
            _ => return Fate::Skipped(Why::NoDate),
        };
        let shows = event.visible_from.map_or(at, |from| from.max(at));
        if begins <= now {
            Fate::Skipped(Why::Begun)
        } else if is_past(self.since, at, now) {
            Fate::Skipped(Why::Moved)
        } else if shows >= begins || shows - at > grace(minutes) {
            Fate::Skipped(Why::Hidden)
        } else if shows > now {
            Fate::Coming
        } else if now - at > grace(minutes) {
            Fate::Skipped(Why::Late)
        } else {
            Fate::Due
        }
    }
}

/// Why the event sends no reminders at all.
fn hindrance(event: &Event) -> Option<Why> {
    match event.state {
        _ if event.deleted_at.is_some() => Some(Why::Deleted),
        None | Some(State::Draft) => Some(Why::Draft),
        Some(State::Cancelled) => Some(Why::Cancelled),
        Some(State::Postponed) => Some(Why::Postponed),
        Some(State::Published) => None,
    }
}

/// Something was so, or done, at `since`, when the rung at `at` had passed. What lies in the future was
/// written while the clock was ahead, and says nothing.
fn is_past(since: Option<DateTime<Utc>>, at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    since.is_some_and(|since| since >= at && since <= now)
}

fn fate_for(rung: Rung, occurrence: Option<i64>, person: &Person<'_>, now: DateTime<Utc>) -> Fate {
    if occurrence.is_some_and(|occurrence| person.written.contains(&occurrence)) {
        return Fate::Written;
    }
    let Some(at) = rung.at else { return rung.fate };
    // Of what is over the page tells why they had none.
    if !matches!(rung.fate, Fate::Due | Fate::Skipped(Why::Late | Why::Begun)) {
        return rung.fate;
    }
    if is_past(Some(person.rsvp.replied_at), at, now) {
        Fate::Skipped(Why::RepliedLater)
    } else if is_past(person.told_at, at, now) {
        Fate::Skipped(Why::ToldLater)
    } else {
        rung.fate
    }
}
