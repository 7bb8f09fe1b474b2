//! When a rung stands: by the clock on the wall for whole days, by the hour for less.
//!
//! "One day before 14:00" is 14:00 of the day before, also where the clocks are changed between them;
//! "two hours before" is two hours, wherever the clocks go.

use chrono::{DateTime, Datelike as _, NaiveTime, TimeDelta, Utc};

use super::DAY;
use crate::event::Event;
use crate::time::WallTime;

/// From when an event counts that has a day and no hour.
const MORNING: NaiveTime = NaiveTime::from_hms_opt(9, 0, 0).expect("a time of day");

/// A reminder that is late by more is not sent, however far ahead of the event it was meant to be.
const LATEST: TimeDelta = TimeDelta::hours(6);

/// Above every day number, so that rung and day fit in one number.
const RUNG: i64 = 1_000_000;

impl Event {
    /// What the clocks show when it begins, as reminders reckon.
    fn beginning(&self) -> Option<WallTime> {
        let timed = self.starts.filter(|_| !self.is_all_day());
        timed.or_else(|| Some(self.first_day()?.and_time(MORNING).into()))
    }

    /// The same as an instant; nothing without a date.
    pub(crate) fn begins(&self) -> Option<DateTime<Utc>> {
        self.beginning().map(|wall| self.zone().nearest_instant(wall))
    }

    /// The moment so many minutes before it, whole days by the local calendar.
    pub(crate) fn moment_before(&self, minutes: i64) -> Option<DateTime<Utc>> {
        if minutes % DAY == 0 {
            let wall = self.beginning()?.naive();
            let wall = wall.checked_sub_signed(TimeDelta::try_days(minutes / DAY)?)?;
            return Some(self.zone().nearest_instant(wall.into()));
        }
        self.begins()?.checked_sub_signed(TimeDelta::try_minutes(minutes)?)
    }

    /// Which letter of its kind a reminder is: of this rung, for this day of the event. An hour that
    /// moves within its day is no reason to remind anybody again.
    pub(crate) fn occurrence_of_rung(&self, minutes: i64) -> Option<i64> {
        Some(minutes * RUNG + i64::from(self.first_day()?.num_days_from_ce()))
    }
}

/// The rung of a reminder that was written.
pub(crate) fn rung_of(occurrence: i64) -> i64 {
    occurrence / RUNG
}

/// How late a reminder may be and still help.
pub(super) fn grace(minutes: i64) -> TimeDelta {
    TimeDelta::try_seconds(minutes * 30).map_or(LATEST, |half| half.min(LATEST))
}
