//! When things happen. What people wrote — a wall clock's time and a zone — is kept and stays the
//! truth; the instant is derived from it each time. A zone's rules change between the day a
//! briefing is announced and the day it takes place, and what was announced is "1 pm in
//! Washington", not a number of seconds.

mod wall;
mod words;
mod zone;

pub use wall::{NotAWallTime, WallTime};
pub use words::{day, hours, machine, moment, month_day, short_day, short_moment, span, until};
pub use zone::{NoSuchTime, UnknownZone, Zone, ZoneGroup, zone_groups, zones};
