//! The reminder that staff look at before anybody gets it.

use chrono::{DateTime, Utc};

use super::{Audience, DAY, Ladder, Step};
use crate::event::Event;
use crate::rsvp::Rsvp;

impl Ladder {
    /// The step whose reminder is shown: of those for this guest, or for who sits in the room, the next
    /// one to come, else that of a day before.
    pub(crate) fn example(
        &self,
        event: &Event,
        rsvp: Option<&Rsvp>,
        now: DateTime<Utc>,
    ) -> Option<&Step> {
        let audiences = rsvp.map_or_else(|| vec![Audience::Room], Audience::of);
        let theirs =
            || self.steps.iter().filter(|step| audiences.iter().any(|one| step.to.contains(one)));
        let to_come = |step: &&Step| event.moment_before(step.minutes).is_some_and(|at| at > now);
        let next = theirs().filter(to_come).max_by_key(|step| step.minutes);
        next.or_else(|| theirs().find(|step| step.minutes == DAY))
    }
}

/// How many days before the event a step's reminder goes out; of no step, the day before.
pub(crate) fn days_of(event: &Event, step: Option<&Step>) -> i64 {
    let minutes = step.map_or(DAY, |step| step.minutes);
    let at = event.moment_before(minutes).map(|at| event.zone().local(at).date());
    let days = event.first_day().zip(at).map(|(first, at)| (first - at).num_days());
    days.unwrap_or(minutes / DAY)
}
