//! VTIMEZONE: the clock changes that a calendar must know to place our times (RFC 5545 §3.6.5).
//!
//! They are read off the same tables that our own instants come from, around the times in question,
//! instead of being looked up in a list of rules: so the file and the page cannot disagree. A
//! yearly rule is only written for what those tables really repeat.

#[cfg(test)]
mod tests;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::{OffsetComponents, Tz, TzOffset};

use super::{Entry, Span, in_utc, local, sheet::Sheet, utc};
use crate::time::Zone;

/// How far around the times changes are looked for: enough years to tell a rule from a coincidence.
const BEFORE: TimeDelta = TimeDelta::days(3 * 366);
const AFTER: TimeDelta = TimeDelta::days(6 * 366);

/// A change that has happened in so many successive years is written as a rule.
const RULE: usize = 3;

/// One move of the clocks.
#[derive(Clone, Copy)]
struct Change {
    at: DateTime<Utc>,
    before: TzOffset,
    after: TzOffset,
}

/// Changes in successive years that one yearly rule describes.
struct Run {
    changes: Vec<Change>,
    /// The weeks of the month that fit all of them: first to fourth, or −1 for the last.
    weeks: Vec<i8>,
}

/// Writes one VTIMEZONE for each zone that the entries' times are in.
pub(super) fn write(sheet: &mut Sheet, entries: &[Entry]) {
    let mut zones: Vec<(Zone, DateTime<Utc>, DateTime<Utc>)> = Vec::new();
    for (zone, at) in entries.iter().flat_map(instants) {
        match zones.iter_mut().find(|(known, ..)| *known == zone) {
            Some((_, earliest, latest)) => {
                *earliest = at.min(*earliest);
                *latest = at.max(*latest);
            }
            None => zones.push((zone, at, at)),
        }
    }
    for (zone, earliest, latest) in zones {
        sheet.line("BEGIN:VTIMEZONE");
        sheet.line(&format!("TZID:{zone}"));
        observances(sheet, zone.tz(), earliest, latest);
        sheet.line("END:VTIMEZONE");
    }
}

/// The instants that need a VTIMEZONE: days have none, and UTC is written as such.
fn instants(entry: &Entry) -> impl Iterator<Item = (Zone, DateTime<Utc>)> {
    let zone = entry.zone;
    let times = match entry.span {
        Span::Timed { starts, ends } if !in_utc(zone, starts, ends) => [Some(starts), ends],
        _ => [None, None],
    };
    times.into_iter().flatten().map(move |wall| (zone, zone.nearest_instant(wall)))
}

fn observances(sheet: &mut Sheet, tz: Tz, earliest: DateTime<Utc>, latest: DateTime<Utc>) {
    let (start, horizon) = (earliest - BEFORE, latest + AFTER);
    let changes = changes(tz, start, horizon);
    let in_force = changes.iter().map(|change| change.at).rfind(|at| *at <= earliest);
    if in_force.is_none() {
        unchanged(sheet, start, tz.offset_from_utc_datetime(&start.naive_utc()));
    }
    // What ended before the change in force at the first time says nothing about any of ours. The
    // change after the last time does not either, but calendars look for a summer and a winter.
    let needed = |run: &&Run| {
        in_force.is_none_or(|at| run.last().at >= at)
            && run.first().at <= latest + TimeDelta::days(366)
    };
    for run in runs(changes).iter().filter(needed) {
        observance(sheet, run, horizon);
    }
}

/// The changes between two instants, in order.
fn changes(tz: Tz, start: DateTime<Utc>, horizon: DateTime<Utc>) -> Vec<Change> {
    let offset = |at: DateTime<Utc>| tz.offset_from_utc_datetime(&at.naive_utc());
    // The tables hold nothing outside of these years; a mistyped year must not cost a long search.
    let first_known = DateTime::UNIX_EPOCH - TimeDelta::days(130 * 366);
    let last_known = DateTime::UNIX_EPOCH + TimeDelta::days(135 * 366);
    let (mut day, horizon) = (start.max(first_known), horizon.min(last_known));
    let mut changes = Vec::new();
    while day < horizon {
        let next = day + TimeDelta::days(1);
        let (before, after) = (offset(day), offset(next));
        if before != after {
            let (mut same, mut other) = (day, next);
            while other - same > TimeDelta::seconds(1) {
                let middle = same + TimeDelta::seconds((other - same).num_seconds() / 2);
                if offset(middle) == before { same = middle } else { other = middle }
            }
            changes.push(Change { at: other, before, after });
        }
        day = next;
    }
    changes
}

fn runs(changes: Vec<Change>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for change in changes {
        match runs.iter_mut().find(|run| run.continues_with(&change)) {
            Some(run) => run.extend(change),
            None => runs.push(Run::of(change)),
        }
    }
    let (rules, short): (Vec<Run>, Vec<Run>) =
        runs.into_iter().partition(|run| run.changes.len() >= RULE);
    let single = short.into_iter().flat_map(|run| run.changes).map(Run::of);
    let mut runs: Vec<Run> = rules.into_iter().chain(single).collect();
    runs.sort_by_key(|run| run.first().at);
    runs
}

impl Change {
    /// What the clocks showed when they were moved; RFC 5545 counts in the offset before.
    fn onset(&self) -> NaiveDateTime {
        self.at.naive_utc() + self.before.fix()
    }

    /// Ireland and Morocco count their winter as the exception: it is the move that makes a summer.
    fn makes_summer(&self) -> bool {
        let seasonal = !(self.before.dst_offset().is_zero() && self.after.dst_offset().is_zero());
        seasonal && seconds(&self.after) > seconds(&self.before)
    }

    fn repeats(&self, earlier: &Self) -> bool {
        let (now, then) = (self.onset(), earlier.onset());
        (self.before, self.after) == (earlier.before, earlier.after)
            && (now.year(), now.month()) == (then.year() + 1, then.month())
            && (now.weekday(), now.time()) == (then.weekday(), then.time())
    }
}

impl Run {
    fn of(change: Change) -> Self {
        Self { weeks: weeks(change.onset().date()), changes: vec![change] }
    }

    fn first(&self) -> Change {
        self.changes[0]
    }

    fn last(&self) -> Change {
        self.changes[self.changes.len() - 1]
    }

    fn continues_with(&self, change: &Change) -> bool {
        let weeks = weeks(change.onset().date());
        change.repeats(&self.last()) && self.weeks.iter().any(|week| weeks.contains(week))
    }

    fn extend(&mut self, change: Change) {
        let weeks = weeks(change.onset().date());
        self.weeks.retain(|week| weeks.contains(week));
        self.changes.push(change);
    }

    /// `RRULE`, ending where the tables say that it did.
    fn rule(&self, horizon: DateTime<Utc>) -> Option<String> {
        let (onset, last) = (self.first().onset(), self.last());
        let week = self.weeks.last().filter(|_| self.changes.len() >= RULE)?;
        let month = onset.month();
        let weekday = onset.weekday().to_string().to_uppercase();
        let rule = format!("RRULE:FREQ=YEARLY;BYMONTH={month};BYDAY={week}{}", &weekday[..2]);
        let goes_on = last.onset().year() >= horizon.year() - 1;
        Some(if goes_on { rule } else { format!("{rule};UNTIL={}", utc(last.at)) })
    }
}

/// Which weekday of its month a day is, counted from the front and, for the last one, from the
/// back.
fn weeks(date: NaiveDate) -> Vec<i8> {
    let counted = (1..=4).filter(|week| (date.day0() / 7 + 1).cast_signed() == i32::from(*week));
    let last = (date + TimeDelta::days(7)).month() != date.month();
    counted.chain(last.then_some(-1)).collect()
}

fn observance(sheet: &mut Sheet, run: &Run, horizon: DateTime<Utc>) {
    let change = run.first();
    let kind = if change.makes_summer() { "DAYLIGHT" } else { "STANDARD" };
    component(sheet, kind, change.onset(), [&change.before, &change.after], run.rule(horizon));
}

/// For a zone whose clocks have not moved lately: its offset, from a day well before.
fn unchanged(sheet: &mut Sheet, start: DateTime<Utc>, offset: TzOffset) {
    let kind = if offset.dst_offset() > TimeDelta::zero() { "DAYLIGHT" } else { "STANDARD" };
    let day = start.date_naive();
    let onset = day.with_ordinal(1).unwrap_or(day).and_time(chrono::NaiveTime::MIN);
    component(sheet, kind, onset, [&offset, &offset], None);
}

fn component(
    sheet: &mut Sheet,
    kind: &str,
    onset: NaiveDateTime,
    [before, after]: [&TzOffset; 2],
    rule: Option<String>,
) {
    sheet.line(&format!("BEGIN:{kind}"));
    sheet.line(&format!("DTSTART:{}", local(onset)));
    sheet.line(&format!("TZOFFSETFROM:{}", utc_offset(seconds(before))));
    sheet.line(&format!("TZOFFSETTO:{}", utc_offset(seconds(after))));
    sheet.text("TZNAME", &after.to_string());
    if let Some(rule) = rule {
        sheet.line(&rule);
    }
    sheet.line(&format!("END:{kind}"));
}

fn seconds(offset: &TzOffset) -> i32 {
    offset.fix().local_minus_utc()
}

/// `-0500`; seconds only for the local mean times of long ago (RFC 5545 §3.3.14).
fn utc_offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let seconds = seconds.abs();
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let rest = if rest == 0 { String::new() } else { format!("{rest:02}") };
    format!("{sign}{hours:02}{minutes:02}{rest}")
}
