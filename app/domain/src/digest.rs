//! Digests: what is new among the replies, in one letter, for staff who want that.
//!
//! A letter tells numbers and no names, since it may be read anywhere; the lists are one link away. It
//! goes out when the site's clocks show eight, at most once for each such moment, and only when there is
//! something new. What was told is known from two things that are written together under the lock of the
//! member's row: the moment until which replies were looked at, and the letters themselves with their
//! day. A clock that jumps makes no second letter of one day, and loses none that replied.

use chrono::{DateTime, Datelike as _, Days, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, IntoActiveModel as _, QuerySelect as _};

use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::outbox::{self, Kind, News};
use crate::staff::{self, Member};
use crate::time::{self, WallTime, Zone};
use crate::{errand, site};

mod numbers;

pub(crate) use numbers::{Digest, OfEvent};

/// When digests go out, in the site's zone.
const EIGHT: NaiveTime = NaiveTime::from_hms_opt(8, 0, 0).expect("a time of day");

/// What was written down so shortly before may not be committed yet, and is left for the next letter.
const UNDER_WAY: TimeDelta = TimeDelta::minutes(1);

/// How often somebody gets a digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rhythm {
    /// Every day.
    Daily,
    /// Every Monday.
    Weekly,
}

impl Rhythm {
    /// All there are.
    pub const ALL: [Self; 2] = [Self::Daily, Self::Weekly];

    /// As it is kept.
    pub fn word(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Weekly => "weekly",
        }
    }

    /// The one of this word.
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rhythm| rhythm.word() == word)
    }

    fn has(self, day: NaiveDate) -> bool {
        self == Self::Daily || day.weekday() == Weekday::Mon
    }

    /// The last day whose letter is due by now, and since when it is.
    fn last(self, now: DateTime<Utc>, zone: Zone) -> Option<(NaiveDate, DateTime<Utc>)> {
        let today = zone.local(now).date();
        let days = (0..=7).filter_map(|back| today.checked_sub_days(Days::new(back)));
        let moments = days.filter(|day| self.has(*day)).map(|day| (day, at_eight(day, zone)));
        moments.into_iter().find(|(_, at)| *at <= now)
    }

    /// When the next letter is due.
    fn next(self, now: DateTime<Utc>, zone: Zone) -> Option<DateTime<Utc>> {
        let today = zone.local(now).date();
        let days = (0..=7).filter_map(|on| today.checked_add_days(Days::new(on)));
        days.filter(|day| self.has(*day)).map(|day| at_eight(day, zone)).find(|at| *at > now)
    }
}

fn at_eight(day: NaiveDate, zone: Zone) -> DateTime<Utc> {
    zone.nearest_instant(WallTime::from(day.and_time(EIGHT)))
}

/// When digests go out, as the clocks of this zone show it now: `8:00 am ET`.
pub fn eight(now: DateTime<Utc>, zone: Zone) -> String {
    time::hours(EIGHT, None, &zone.label(now))
}

/// Has the errand done at the next moment of this rhythm.
pub(crate) async fn expect<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    staff_id: i64,
    rhythm: Rhythm,
) -> Result<()> {
    let zone = site::current(desk).await?.zone;
    let now = desk.now();
    let next = rhythm.next(now, zone).unwrap_or(now);
    errand::set(txn, errand::Kind::Digest, staff_id, next, now).await
}

/// Tells a member of staff what is new, where a letter is due and there is something to tell; when to
/// look again.
///
/// # Errors
/// `NotFound` for who does not work here any more.
pub(crate) async fn tell<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    staff_id: i64,
) -> Result<Option<DateTime<Utc>>> {
    let member = locked(txn, staff_id).await?;
    let Some(rhythm) = member.digest.as_deref().and_then(Rhythm::read) else { return Ok(None) };
    let (now, zone) = (desk.now(), site::current(desk).await?.zone);
    // A moment that is still to come was written down while the clock was ahead.
    let since = member.digested_at.filter(|at| *at <= now).unwrap_or(now);
    let due = rhythm.last(now, zone).filter(|(_, at)| since < *at);
    let looked_at = match due {
        Some((day, _)) if was_written(txn, &member, day).await? => since,
        Some((day, _)) => {
            write(desk, txn, &member, (since, now), day).await?;
            now
        }
        None => since,
    };
    if member.digested_at != Some(looked_at) {
        let mut row = member.into_active_model();
        row.digested_at = Set(Some(looked_at));
        row.update(txn).await?;
    }
    Ok(rhythm.next(now, zone))
}

async fn locked<C: ConnectionTrait>(txn: &C, staff_id: i64) -> Result<Member> {
    let member = staff::Entity::find_by_id(staff_id).filter(staff::COLUMN.removed_at.is_null());
    member.lock_exclusive().one(txn).await?.ok_or(Error::NotFound)
}

/// Whether the letter of this day was written, also while the clock was ahead.
async fn was_written<C: ConnectionTrait>(txn: &C, member: &Member, day: NaiveDate) -> Result<bool> {
    let same = outbox::Entity::find()
        .filter(outbox::COLUMN.kind.eq(Kind::Digest))
        .filter(outbox::COLUMN.recipient.eq(member.email.as_str()))
        .filter(outbox::COLUMN.occurrence.eq(number_of(day)));
    Ok(same.count(txn).await? > 0)
}

fn number_of(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce())
}

async fn write<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    member: &Member,
    (since, until): (DateTime<Utc>, DateTime<Utc>),
    day: NaiveDate,
) -> Result<()> {
    let digest = numbers::between(desk, since - UNDER_WAY, until - UNDER_WAY).await?;
    if digest.events.is_empty() {
        return Ok(());
    }
    let facts = serde_json::to_string(&digest).map_err(Error::broken)?;
    let news = News { occurrence: number_of(day), facts: Some(facts), ..News::of(Kind::Digest) };
    outbox::post_news(desk, txn, [member.email.as_str()], &news).await
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDate, Utc};

    use super::Rhythm;
    use crate::time::Zone;

    fn at(moment: &str) -> DateTime<Utc> {
        moment.parse().expect("an instant")
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn eight_is_what_the_clocks_of_the_site_show() {
        let zone = Zone::default();
        for (now, last, next) in [
            // Before and after eight on a Thursday.
            ("2027-04-01T11:59:59Z", "2027-03-31T12:00:00Z", "2027-04-01T12:00:00Z"),
            ("2027-04-01T12:00:00Z", "2027-04-01T12:00:00Z", "2027-04-02T12:00:00Z"),
            // The clocks go forward on March 14 and back on November 7.
            ("2027-03-13T20:00:00Z", "2027-03-13T13:00:00Z", "2027-03-14T12:00:00Z"),
            ("2027-11-06T20:00:00Z", "2027-11-06T12:00:00Z", "2027-11-07T13:00:00Z"),
        ] {
            let now = at(now);
            assert_eq!(Rhythm::Daily.last(now, zone).map(|(_, at)| at), Some(at(last)), "{now}");
            assert_eq!(Rhythm::Daily.next(now, zone), Some(at(next)), "{now}");
        }
    }

    #[test]
    fn a_week_begins_on_monday_at_eight() {
        let zone: Zone = "Asia/Kathmandu".parse().expect("a zone");
        let eight = "2027-04-05T02:15:00Z";
        let week = (day("2027-04-05"), at(eight));
        assert_eq!(Rhythm::Weekly.last(at(eight), zone), Some(week));
        assert_eq!(Rhythm::Weekly.last(at("2027-04-12T02:14:59Z"), zone), Some(week));
        assert_eq!(Rhythm::Weekly.next(at(eight), zone), Some(at("2027-04-12T02:15:00Z")));
        assert_eq!(Rhythm::Weekly.next(at("2027-04-05T02:14:59Z"), zone), Some(at(eight)));
    }
}
