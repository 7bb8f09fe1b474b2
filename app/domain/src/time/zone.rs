//! The zone of a place, by its IANA name, and what follows from it: instants, days, the letters
//! behind a time. A time that the clocks skip is refused instead of moved, since nobody can tell
//! which hour was meant.

mod list;
#[cfg(test)]
mod tests;

use std::{fmt, str::FromStr};

use chrono::{DateTime, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta};
use chrono::{TimeZone, Utc};
use chrono_tz::{America, GapInfo, OffsetName, Pacific, Tz};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::WallTime;

pub use list::{ZoneGroup, zone_groups, zones};

/// A time zone of the IANA database, such as `Europe/Berlin`. Washington's unless told otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Zone(Tz);

/// The IANA database, as compiled in, has no zone of this name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no time zone we know; please write its IANA name, as in America/New_York")]
pub struct UnknownZone(String);

/// The clocks of the zone never show this time: they are put forward across it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoSuchTime {
    wall: WallTime,
    zone: Zone,
    skipped: Option<(NaiveDateTime, NaiveDateTime)>,
}

/// Zones whose letters people in the United States write without telling summer from winter.
const WITHOUT_SEASON: [(Tz, &str); 6] = [
    (America::New_York, "ET"),
    (America::Chicago, "CT"),
    (America::Denver, "MT"),
    (America::Los_Angeles, "PT"),
    (America::Anchorage, "AKT"),
    (Pacific::Honolulu, "HT"),
];

impl Zone {
    /// Coordinated Universal Time.
    pub const UTC: Self = Self(Tz::UTC);

    /// The instant at which the zone's clocks show `wall`; the first one if they show it twice.
    pub fn instant(self, wall: WallTime) -> Result<DateTime<Utc>, NoSuchTime> {
        match self.0.from_local_datetime(&wall.naive()) {
            LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => Ok(at.to_utc()),
            LocalResult::None => {
                let gap = self.gap(wall.naive());
                let skipped = gap.map(|(from, at)| (from, self.local(at)));
                Err(NoSuchTime { wall, zone: self, skipped })
            }
        }
    }

    /// Whether the clocks show this time twice, because they are put back across it.
    pub fn is_twice(self, wall: WallTime) -> bool {
        matches!(self.0.from_local_datetime(&wall.naive()), LocalResult::Ambiguous(..))
    }

    /// What the zone's clocks show at an instant.
    pub fn local(self, at: DateTime<Utc>) -> NaiveDateTime {
        at.with_timezone(&self.0).naive_local()
    }

    /// The first moment of the local day: midnight, or where the clocks skip it, the end of the
    /// gap.
    pub fn start_of_day(self, date: NaiveDate) -> DateTime<Utc> {
        let midnight = date.and_time(NaiveTime::MIN);
        match self.0.from_local_datetime(&midnight) {
            LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => at.to_utc(),
            LocalResult::None => self.gap(midnight).map_or(midnight.and_utc(), |(_, at)| at),
        }
    }

    /// The first moment after the local day.
    pub fn end_of_day(self, date: NaiveDate) -> DateTime<Utc> {
        self.start_of_day(date.succ_opt().unwrap_or(date))
    }

    /// The letters behind a time: `ET` and its kin where the clocks are those of a zone that has
    /// them, else the abbreviation in force at that instant (`CEST`), else the offset (`UTC+5:45`).
    pub fn label(self, at: DateTime<Utc>) -> String {
        let own = WITHOUT_SEASON.iter().find(|(kin, _)| self.keeps_time_with(*kin, at));
        if let Some((_, label)) = own {
            return (*label).to_owned();
        }
        let local = at.with_timezone(&self.0);
        match local.offset().abbreviation() {
            Some(letters) if letters.starts_with(char::is_alphabetic) => letters.to_owned(),
            _ => from_utc(local.offset().fix().local_minus_utc()),
        }
    }

    /// UTC under any of its names.
    pub(crate) fn is_utc(self) -> bool {
        let name = self.0.name();
        matches!(name.strip_prefix("Etc/").unwrap_or(name), "UTC" | "UCT" | "Universal" | "Zulu")
    }

    /// The zone's rules.
    pub(crate) fn tz(self) -> Tz {
        self.0
    }

    /// The instant of a wall time, a skipped one read with the offset before the gap (RFC 5545
    /// §3.3.5).
    pub(crate) fn nearest_instant(self, wall: WallTime) -> DateTime<Utc> {
        self.instant(wall).unwrap_or_else(|_| {
            let skipped = self.gap(wall.naive());
            skipped.map_or(wall.naive().and_utc(), |(from, at)| at + (wall.naive() - from))
        })
    }

    /// Same clocks and letters now, half a year ago and half a year on: Arizona is in step with
    /// Denver only in winter.
    fn keeps_time_with(self, kin: Tz, at: DateTime<Utc>) -> bool {
        let half_a_year = TimeDelta::days(182);
        [at - half_a_year, at, at + half_a_year].iter().all(|at| {
            let (ours, theirs) = (at.with_timezone(&self.0), at.with_timezone(&kin));
            ours.naive_local() == theirs.naive_local()
                && ours.offset().abbreviation() == theirs.offset().abbreviation()
        })
    }

    /// Where the gap around a skipped local time begins, and the instant at which the clocks jump.
    fn gap(self, skipped: NaiveDateTime) -> Option<(NaiveDateTime, DateTime<Utc>)> {
        let (from, before) = GapInfo::new(&skipped, &self.0)?.begin?;
        Some((from, (from - before.fix()).and_utc()))
    }
}

/// `UTC+5:45`, `UTC-3`, `UTC`.
fn from_utc(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    match (seconds.abs() / 3600, seconds.abs() / 60 % 60) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

impl Default for Zone {
    fn default() -> Self {
        Self(America::New_York)
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name())
    }
}

impl FromStr for Zone {
    type Err = UnknownZone;

    fn from_str(name: &str) -> Result<Self, UnknownZone> {
        name.parse().map(Self).map_err(|_| UnknownZone(name.to_owned()))
    }
}

impl TryFrom<String> for Zone {
    type Error = UnknownZone;

    fn try_from(name: String) -> Result<Self, UnknownZone> {
        name.parse()
    }
}

impl From<Zone> for String {
    fn from(zone: Zone) -> Self {
        zone.to_string()
    }
}

impl JsonSchema for Zone {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Zone".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "IANA name of the time zone",
            "examples": ["America/New_York"],
        })
    }
}

impl std::error::Error for NoSuchTime {}

impl fmt::Display for NoSuchTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} does not exist in {}", self.wall, self.zone)?;
        let Some((from, to)) = self.skipped else { return Ok(()) };
        // In 2011 Samoa skipped a whole day; times alone would read "from 00:00 to 00:00".
        let form = if from.date() == to.date() { "%H:%M" } else { "%Y-%m-%dT%H:%M" };
        write!(f, ": clocks go from {} to {} then", from.format(form), to.format(form))
    }
}
