//! The days and hours of the form become the document's local times.
//!
//! The form has a first day, a last day and hours; the document has `starts` or `date`, `ends` or
//! `end_date`. An hour without its day is asked back, never placed on a day by guess.

use chrono::{Datelike as _, NaiveDate, NaiveTime};

use super::clock;
use super::typed::Typed;
use crate::document::Time;
use crate::error::Slip;
use crate::time::WallTime;

const FIRST_DAY: &str = "time.first_day";
const LAST_DAY: &str = "time.last_day";

/// The controls of a moment on its own: the day's, the time's.
pub(super) type Controls = (&'static str, &'static str);

/// When the event happens.
pub(super) fn time(typed: &Typed, kept: &Time, slips: &mut Vec<Slip>) -> Time {
    let mut time = Time {
        zone: typed.text("time.zone", kept.zone.as_ref()),
        all_day: typed.flag("time.all_day", kept.all_day),
        ..kept.clone()
    };
    let on_first_day = typed.is_blank(LAST_DAY) && !typed.is_blank("time.end");
    let starts = !typed.is_unchanged(&[FIRST_DAY, "time.start"]);
    let ends = !typed.is_unchanged(&[LAST_DAY, "time.end"])
        || on_first_day && !typed.is_unchanged(&[FIRST_DAY]);
    let doors = !typed.is_unchanged(&[FIRST_DAY, "time.doors"]);

    // A day that nothing new hangs on is not read: what was kept may be none that people write.
    let needs_first = starts || doors || ends && on_first_day;
    let first = if needs_first { day(typed, FIRST_DAY, slips) } else { None };
    let mut dayless = false;
    if starts {
        let start = hour(typed, "time.start", slips);
        dayless |= !typed.is_blank("time.start") && typed.is_blank(FIRST_DAY);
        let date = first.filter(|_| typed.is_blank("time.start"));
        set(&mut time.starts, &mut time.date, wall(first, start), date);
    }
    if ends {
        let (last, end) = (day(typed, LAST_DAY, slips), hour(typed, "time.end", slips));
        dayless |= on_first_day && typed.is_blank(FIRST_DAY);
        let date = last.filter(|_| typed.is_blank("time.end"));
        let day = if on_first_day { first } else { last };
        set(&mut time.ends, &mut time.end_date, wall(day, end), date);
    }
    if doors {
        let doors = hour(typed, "time.doors", slips);
        dayless |= !typed.is_blank("time.doors") && typed.is_blank(FIRST_DAY);
        set(&mut time.doors, &mut None, wall(first, doors), None);
    }
    if dayless {
        slips.push(Slip::new(FIRST_DAY, "Which day? Please write it like June 16, 2017."));
    }
    time
}

/// A moment that needs both its day and its time.
pub(super) fn moment(
    typed: &Typed,
    (on, at): Controls,
    kept: Option<WallTime>,
    slips: &mut Vec<Slip>,
) -> Option<WallTime> {
    let read = wall(day(typed, on, slips), hour(typed, at, slips));
    match (typed.is_blank(on), typed.is_blank(at)) {
        (true, false) => {
            slips.push(Slip::new(on, "Which day? Please write it like June 16, 2017."));
        }
        (false, true) => slips.push(Slip::new(at, "At what time? Please write it like 1:00 pm.")),
        _ => {}
    }
    // The same time may have been written with seconds.
    kept.filter(|kept| Some(*kept) == read).or(read)
}

/// Writes a time, or a date in its stead. Where that says what stood there, what stood there stays
/// with its seconds and its second date.
fn set(
    time: &mut Option<WallTime>,
    date: &mut Option<NaiveDate>,
    new: Option<WallTime>,
    new_date: Option<NaiveDate>,
) {
    let says_the_same =
        if new.is_some() { *time == new } else { time.is_none() && *date == new_date };
    if !says_the_same {
        (*time, *date) = (new, new_date);
    }
}

pub(super) fn wall(day: Option<NaiveDate>, time: Option<NaiveTime>) -> Option<WallTime> {
    Some(day?.and_time(time?).into())
}

pub(super) fn day(typed: &Typed, name: &'static str, slips: &mut Vec<Slip>) -> Option<NaiveDate> {
    let raw = Some(typed.get(name)).filter(|raw| !raw.is_empty())?;
    // What the document has need not be a day that we would take from people.
    let kept = raw.parse().ok().filter(|day: &NaiveDate| (0..=9999).contains(&day.year()));
    if let Some(day) = kept.filter(|_| typed.is_unchanged(&[name])) {
        return Some(day);
    }
    clock::day(raw).map_err(|why| slips.push(Slip::new(name, why))).ok()
}

pub(super) fn hour(typed: &Typed, name: &'static str, slips: &mut Vec<Slip>) -> Option<NaiveTime> {
    let raw = Some(typed.get(name)).filter(|raw| !raw.is_empty())?;
    clock::time(raw).map_err(|why| slips.push(Slip::new(name, why))).ok()
}
