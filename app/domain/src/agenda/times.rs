//! A time in the speaker's own zone, where its clocks read otherwise than the event's.

use chrono::{DateTime, Utc};

use crate::event::Event;
use crate::session::Session;
use crate::time::{WallTime, Zone, day, hours, short_day, span};

/// The same time somewhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// `Wednesday, April 21, 2027`, where it is another day there.
    pub day: Option<String>,
    /// `12:30 – 2:00 am CEST`.
    pub hours: String,
    /// `the day after`, `the day before`.
    pub shift: Option<&'static str>,
    /// IANA name of the zone.
    pub zone: String,
}

/// The hours of a session, or of the event, as clocks in `own` show them; nothing where that reads the
/// same, and where no hour is known.
pub(super) fn elsewhere(event: &Event, session: Option<&Session>, own: Zone) -> Option<Elsewhere> {
    let (starts, ends) = match session {
        Some(session) => (session.starts?, session.ends),
        None if event.is_all_day() => return None,
        None => (event.starts?, event.ends),
    };
    let zone = event.zone();
    let ends = ends.filter(|ends| *ends > starts);
    let [from, to] = [Some(starts), ends].map(|wall| wall.map(|wall| zone.nearest_instant(wall)));
    let from = from?;
    let same = |at: DateTime<Utc>| own.local(at) == zone.local(at);
    if same(from) && to.is_none_or(same) {
        return None;
    }
    let there = WallTime::from(own.local(from)).date();
    Some(Elsewhere {
        day: (there != starts.date()).then(|| day(there)),
        hours: told(own, from, to),
        shift: match there.cmp(&starts.date()) {
            std::cmp::Ordering::Less => Some("the day before"),
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some("the day after"),
        },
        zone: own.to_string(),
    })
}

/// The letters behind a time are those of its own instant: an hour that the clocks show twice has two.
fn told(zone: Zone, from: DateTime<Utc>, to: Option<DateTime<Utc>>) -> String {
    let start = zone.local(from);
    let Some(to) = to else { return hours(start.time(), None, &zone.label(from)) };
    let end = zone.local(to);
    let (first, last) = (zone.label(from), zone.label(to));
    if start.date() == end.date() {
        return span((start.time(), &first), (end.time(), &last));
    }
    let start = hours(start.time(), None, &first);
    format!("{start} – {}, {}", short_day(end.date()), hours(end.time(), None, &last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(moment: &str) -> DateTime<Utc> {
        moment.parse().expect("an instant")
    }

    fn zone(name: &str) -> Zone {
        name.parse().expect("a zone")
    }

    #[test]
    fn an_hour_that_comes_twice_is_told_by_its_letters() {
        let berlin = zone("Europe/Berlin");
        // The clocks go back at 3:00 CEST on October 31, 2027.
        let (from, to) = (at("2027-10-31T00:30:00Z"), at("2027-10-31T01:30:00Z"));
        assert_eq!(told(berlin, from, Some(to)), "2:30 am CEST – 2:30 am CET");
        assert_eq!(told(berlin, to, None), "2:30 am CET");
    }

    #[test]
    fn an_end_on_another_day_names_it() {
        let (from, to) = (at("2027-04-20T13:30:00Z"), at("2027-04-20T15:30:00Z"));
        let told = told(zone("Asia/Tokyo"), from, Some(to));
        assert_eq!(told, "10:30 pm JST – Wed, Apr 21, 12:30 am JST");
    }
}
