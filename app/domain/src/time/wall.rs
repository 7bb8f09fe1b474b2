//! A local time as documents write it: no offset, no zone. It remembers whether seconds were
//! written, so that a document comes back character for character; two times that differ in nothing
//! else are equal.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use chrono::{NaiveDate, NaiveDateTime, Timelike};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// What a clock on the wall shows, date included: `2017-06-16T13:00`, or `2017-06-16T13:00:00`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, sea_orm::DeriveValueType)]
#[serde(try_from = "String", into = "String")]
#[sea_orm(value_type = "String", column_type = "Text")]
pub struct WallTime {
    naive: NaiveDateTime,
    with_seconds: bool,
}

/// The text is no [`WallTime`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is not a local time; please write date, T and time without an offset, as in 2017-06-16T13:00"
)]
pub struct NotAWallTime(String);

impl WallTime {
    /// The calendar day it falls on.
    pub fn date(self) -> NaiveDate {
        self.naive.date()
    }

    /// Date and time for reckoning.
    pub fn naive(self) -> NaiveDateTime {
        self.naive
    }
}

/// Seconds are not written when they are zero. Fractions of a second are lost.
impl From<NaiveDateTime> for WallTime {
    fn from(naive: NaiveDateTime) -> Self {
        let naive = naive.with_nanosecond(0).unwrap_or(naive);
        Self { naive, with_seconds: naive.second() != 0 }
    }
}

impl FromStr for WallTime {
    type Err = NotAWallTime;

    fn from_str(raw: &str) -> Result<Self, NotAWallTime> {
        parse(raw).ok_or_else(|| NotAWallTime(raw.to_owned()))
    }
}

/// By position, because chrono's own parser is lenient about digits, signs and leap seconds.
fn parse(raw: &str) -> Option<WallTime> {
    let with_seconds = raw.len() == "2017-06-16T13:00:00".len();
    let shape = if with_seconds { "0000-00-00T00:00:00" } else { "0000-00-00T00:00" };
    let fits = |(sign, place): (u8, u8)| match place {
        b'0' => sign.is_ascii_digit(),
        _ => sign == place,
    };
    if raw.len() != shape.len() || !raw.bytes().zip(shape.bytes()).all(fits) {
        return None;
    }
    let number = |from: usize, to: usize| raw.get(from..to)?.parse::<u32>().ok();
    let date =
        NaiveDate::from_ymd_opt(raw.get(0..4)?.parse().ok()?, number(5, 7)?, number(8, 10)?)?;
    let second = if with_seconds { number(17, 19)? } else { 0 };
    let naive = date.and_hms_opt(number(11, 13)?, number(14, 16)?, second)?;
    Some(WallTime { naive, with_seconds })
}

impl fmt::Display for WallTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let form = if self.with_seconds { "%Y-%m-%dT%H:%M:%S" } else { "%Y-%m-%dT%H:%M" };
        write!(f, "{}", self.naive.format(form))
    }
}

impl TryFrom<String> for WallTime {
    type Error = NotAWallTime;

    fn try_from(raw: String) -> Result<Self, NotAWallTime> {
        raw.parse()
    }
}

impl From<WallTime> for String {
    fn from(wall: WallTime) -> Self {
        wall.to_string()
    }
}

impl PartialEq for WallTime {
    fn eq(&self, other: &Self) -> bool {
        self.naive == other.naive
    }
}

impl Eq for WallTime {}

impl PartialOrd for WallTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for WallTime {
    fn cmp(&self, other: &Self) -> Ordering {
        self.naive.cmp(&other.naive)
    }
}

impl Hash for WallTime {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.naive.hash(state);
    }
}

impl JsonSchema for WallTime {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "WallTime".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$",
            "description": "Local time in the event's zone, without offset",
            "examples": ["2017-06-16T13:00"],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comes_back_as_it_was_written() {
        for raw in ["2017-06-16T13:00", "2017-06-16T13:00:00", "0987-02-28T23:59:59"] {
            let wall: WallTime = raw.parse().expect(raw);
            assert_eq!(wall.to_string(), raw);
            let json = serde_json::to_string(&wall).expect("a string");
            assert_eq!(json, format!("\"{raw}\""));
            assert_eq!(serde_json::from_str::<WallTime>(&json).expect(raw).to_string(), raw);
        }
    }

    #[test]
    fn refuses_whatever_is_not_a_plain_local_time() {
        for raw in [
            "",
            "2017-06-16",
            "2017-06-16T13",
            "2017-06-16 13:00",
            "2017-06-16t13:00",
            "2017-06-16T13:00Z",
            "2017-06-16T13:00-04:00",
            "2017-06-16T13:00:00.5",
            "2017-06-16T24:00",
            "2017-06-16T23:59:60",
            "2017-02-29T13:00",
            "+017-06-16T13:00",
            "2017-06-16T+1:00",
            "2017-6-16T13:000",
            " 2017-06-16T13:00",
            "２017-06-16T13:",
        ] {
            let told = raw.parse::<WallTime>().expect_err(raw).to_string();
            assert!(told.contains("2017-06-16T13:00"), "{told}");
            assert!(told.contains(raw), "{told}");
        }
        let told = serde_json::from_str::<WallTime>("\"tomorrow\"").expect_err("no time");
        assert!(told.to_string().contains("“tomorrow” is not a local time"), "{told}");
    }

    #[test]
    fn seconds_that_are_zero_make_no_difference() {
        let brief: WallTime = "2017-06-16T13:00".parse().expect("a time");
        let long: WallTime = "2017-06-16T13:00:00".parse().expect("a time");
        assert_eq!(brief, long);
        assert_eq!(brief.cmp(&long), Ordering::Equal);
        assert!(brief < "2017-06-16T13:00:01".parse().expect("a time"));
        assert_eq!(WallTime::from(brief.naive()).to_string(), "2017-06-16T13:00");
    }
}
