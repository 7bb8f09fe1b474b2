//! Consent: what somebody agreed to, until when, and since when no longer.

use chrono::{DateTime, Days, Months, NaiveDate, NaiveTime, Utc};
use sea_orm::ConnectionTrait;
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;

use super::Scope;
use crate::error::Result;
use crate::lines::Lines;

mod ends;
mod given;
mod list;

pub use ends::Ends;
pub(crate) use ends::watch;
pub use given::{Given, give, withdraw};
pub use list::{Consents, Line, State, consents};

/// A consent lasts three years at most: what was said once must be asked again
/// (guidance for survivor speakers: time-limited and revocable).
pub const LONGEST: Months = Months::new(36);

/// A consent as kept.
#[sea_orm::model]
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consent")]
pub struct Model {
    /// Row number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Whose.
    pub speaker_id: i64,
    /// To what: words of [`Scope`].
    pub scope: Lines,
    /// The day on which it was given.
    pub given_on: String,
    /// The last day on which it holds.
    pub expires_on: String,
    /// A parent or guardian gave it.
    pub by_guardian: bool,
    /// Where the paper is, and what else staff must know. Private.
    pub note: Option<String>,
    /// Since when it holds no longer.
    pub withdrawn_at: Option<DateTimeUtc>,
    /// Who of staff wrote it down.
    pub staff_id: Option<i64>,
    /// When.
    pub at: DateTimeUtc,
}
pub use Model as Consent;

impl ActiveModelBehavior for ActiveModel {}

crate::private::private!(Model, ModelEx);

impl Model {
    /// Whether it is about this.
    pub fn covers(&self, scope: Scope) -> bool {
        self.scope.0.iter().any(|word| word == scope.word())
    }

    /// Whether it holds: given, not withdrawn, and its last day not over. Days are days of UTC, the
    /// last one in full; a consent written for a day that is not yet here does not hold yet.
    pub fn holds(&self, now: DateTime<Utc>) -> bool {
        let over = self.last_day().is_none_or(|last| last < now.date_naive());
        !self.is_withdrawn() && !self.begins_after(now) && !over
    }

    /// Whether it was withdrawn. A clock that is put back brings no consent back.
    pub fn is_withdrawn(&self) -> bool {
        self.withdrawn_at.is_some()
    }

    /// Whether the day on which it was given is yet to come, anywhere on earth.
    pub fn begins_after(&self, now: DateTime<Utc>) -> bool {
        self.first_day().is_none_or(|given| given > now.date_naive() + Days::new(1))
    }

    fn first_day(&self) -> Option<NaiveDate> {
        self.given_on.parse().ok()
    }

    /// The last day on which it can hold; nothing where it has none that can be read, which no consent
    /// of ours is without.
    pub fn last_day(&self) -> Option<NaiveDate> {
        let last: NaiveDate = self.expires_on.parse().ok()?;
        let longest = self.first_day()?.checked_add_months(LONGEST);
        Some(longest.map_or(last, |longest| last.min(longest)))
    }

    /// The moment from which on it holds no more, by its last day.
    pub fn ends_at(&self) -> Option<DateTime<Utc>> {
        let next = self.last_day()?.succ_opt()?;
        Some(next.and_time(NaiveTime::MIN).and_utc())
    }
}

/// The consents of one speaker, the oldest first.
pub(crate) async fn of_speaker<C: ConnectionTrait>(
    db: &C,
    speaker_id: i64,
) -> Result<Vec<Consent>> {
    of_speakers(db, vec![speaker_id]).await
}

/// All consents of these speakers, the oldest first.
pub(crate) async fn of_speakers<C: ConnectionTrait>(db: &C, ids: Vec<i64>) -> Result<Vec<Consent>> {
    let found = Entity::find().filter(COLUMN.speaker_id.is_in(ids)).order_by_asc(COLUMN.id);
    Ok(found.all(db).await?)
}
