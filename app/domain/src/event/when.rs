//! When an event or a session happens, put into words of its own zone.
//!
//! What is not known stays absent: no end is guessed, no midnight invented.

use chrono::NaiveDate;

use super::Event;
use crate::briefing::When;
use crate::time::{self, WallTime, Zone};

/// The words for an event.
pub fn of_event(event: &Event) -> When {
    let zone = event.zone();
    let timed = !event.is_all_day();
    let starts = event.starts.filter(|_| timed);
    let ends = event.ends.filter(|_| timed);
    let mut when = of_times(zone, starts, ends);
    when.all_day = event.is_all_day();
    if let Some(first) = event.first_day() {
        name_days(&mut when, first, event.last_day());
    }
    when.doors =
        event.doors.map(|doors| time::hours(doors.naive().time(), None, &label(zone, doors)));
    when
}

/// An event's title with its day, to tell it from others: `Hours in the Field – Tuesday, April 20, 2027`.
pub fn titled(event: &Event) -> String {
    let day = of_event(event).day.map(|day| format!(" – {day}")).unwrap_or_default();
    format!("{}{day}", event.title)
}

/// The words for two times, either of which may be missing.
pub fn of_times(zone: Zone, starts: Option<WallTime>, ends: Option<WallTime>) -> When {
    let mut when = When { zone: zone.to_string(), ..When::default() };
    let Some(starts) = starts else {
        when.last_hours = ends.map(|ends| time::until(ends.naive().time(), &label(zone, ends)));
        if let Some(ends) = ends {
            name_days(&mut when, ends.date(), None);
        }
        when.machine_end = ends.and_then(|ends| machine(zone, ends));
        return when;
    };
    let ends = ends.filter(|ends| *ends > starts);
    let same_day = ends.filter(|ends| ends.date() == starts.date());
    let start_time = starts.naive().time();
    let end_time = same_day.map(|ends| ends.naive().time());
    name_days(&mut when, starts.date(), ends.map(WallTime::date));
    let first = label(zone, starts);
    when.hours = Some(match end_time.zip(same_day) {
        Some((end, ends)) => time::span((start_time, &first), (end, &label(zone, ends))),
        None => time::hours(start_time, None, &first),
    });
    if let (Some(ends), None) = (ends, same_day) {
        when.last_hours = Some(time::until(ends.naive().time(), &label(zone, ends)));
    }
    when.machine = machine(zone, starts);
    when.machine_end = ends.and_then(|ends| machine(zone, ends));
    when
}

/// A moment such as a deadline, in words; nothing if the zone's clocks skip it.
pub fn moment(zone: Zone, at: WallTime) -> Option<String> {
    zone.instant(at).ok().map(|instant| time::moment(instant, zone))
}

fn name_days(when: &mut When, first: NaiveDate, last: Option<NaiveDate>) {
    when.day = Some(time::day(first));
    when.short_day = Some(time::short_day(first));
    when.last_day = last.filter(|last| *last > first).map(time::day);
    when.machine.get_or_insert_with(|| first.to_string());
}

fn label(zone: Zone, at: WallTime) -> String {
    zone.instant(at).map(|instant| zone.label(instant)).unwrap_or_default()
}

fn machine(zone: Zone, at: WallTime) -> Option<String> {
    zone.instant(at).ok().map(|instant| time::machine(instant, zone))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_that_change_meanwhile_have_two_labels() {
        let wall = |text: &str| Some(text.parse::<WallTime>().expect("a wall time"));
        let hours = |zone: &str, from, to| {
            of_times(zone.parse().expect("a zone"), wall(from), wall(to)).hours.expect("hours")
        };
        assert_eq!(
            hours("Europe/Berlin", "2027-03-28T01:30", "2027-03-28T03:30"),
            "1:30 am CET – 3:30 am CEST"
        );
        assert_eq!(
            hours("Europe/London", "2027-10-31T00:30", "2027-10-31T02:30"),
            "12:30 am BST – 2:30 am GMT"
        );
        assert_eq!(
            hours("America/New_York", "2027-11-07T00:30", "2027-11-07T03:00"),
            "12:30 – 3:00 am ET"
        );
    }
}
