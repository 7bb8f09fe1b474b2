//! Wrong codes, counted by address, so that guessing is slow.
//!
//! The address is kept as a hash, and counted whether anybody has it or not: counting tells nothing.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, ConnectionTrait, QueryOrder as _, QuerySelect as _};

use super::turn::{SKEW, hash};
use crate::address::MailAddress;
use crate::error::Result;

/// So many wrong codes an address may have in such a time. The second rule is for those who guess
/// all year: one in a million, twenty times a day.
const LIMITS: [(usize, TimeDelta); 2] = [(5, TimeDelta::minutes(15)), (20, LONGEST)];
/// The longest time in which they are counted.
const LONGEST: TimeDelta = TimeDelta::hours(24);

/// A wrong code as kept.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "wrong_code")]
pub struct Model {
    /// Row number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// SHA-256 of the normalised address, in hex.
    pub address_hash: String,
    /// When.
    pub at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

/// How long no code for this address is looked at; nothing when one may be.
pub(super) async fn wait<C: ConnectionTrait>(
    txn: &C,
    address: &MailAddress,
    now: DateTime<Utc>,
) -> Result<Option<TimeDelta>> {
    let times: Vec<DateTime<Utc>> = Entity::find()
        .filter(COLUMN.address_hash.eq(hash(address)))
        .filter(COLUMN.at.gt(now - LONGEST))
        .filter(COLUMN.at.lte(now + SKEW))
        .order_by_asc(COLUMN.at)
        .select_only()
        .column(Column::At)
        .into_tuple()
        .all(txn)
        .await?;
    Ok(LIMITS.iter().filter_map(|(most, window)| until_fewer(&times, *most, *window, now)).max())
}

/// How long until fewer than `most` of the times, the earliest first, lie in the window.
fn until_fewer(
    times: &[DateTime<Utc>],
    most: usize,
    window: TimeDelta,
    now: DateTime<Utc>,
) -> Option<TimeDelta> {
    let last_of_them = times.len().checked_sub(most)?;
    Some(times[last_of_them] + window - now).filter(|wait| *wait > TimeDelta::zero())
}

/// Counts a wrong code, and forgets those that do not count any more.
pub(super) async fn count<C: ConnectionTrait>(
    txn: &C,
    address: &MailAddress,
    now: DateTime<Utc>,
) -> Result<()> {
    let past = Condition::any().add(COLUMN.at.lte(now - LONGEST)).add(COLUMN.at.gt(now + SKEW));
    Entity::delete_many().filter(past).exec(txn).await?;
    let row = ActiveModel { id: NotSet, address_hash: Set(hash(address)), at: Set(now) };
    Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta, Utc};

    use super::{LIMITS, until_fewer};

    #[test]
    fn a_few_wrong_codes_cost_minutes_and_many_a_day() {
        let now = DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(9);
        let ago = |minutes: i64| now - TimeDelta::minutes(minutes);
        let wait = |times: &[DateTime<Utc>]| {
            let waits =
                LIMITS.iter().filter_map(|(most, time)| until_fewer(times, *most, *time, now));
            waits.max().map(|wait| wait.num_minutes())
        };
        assert_eq!(wait(&[ago(3), ago(2), ago(1), ago(0)]), None);
        assert_eq!(wait(&[ago(4), ago(3), ago(2), ago(1), ago(0)]), Some(11));
        assert_eq!(wait(&[ago(60), ago(3), ago(2), ago(1), ago(0)]), None);
        let all_day: Vec<_> = (0..20).rev().map(|nth| ago(nth * 60)).collect();
        assert_eq!(wait(&all_day), Some(5 * 60));
        assert_eq!(wait(&all_day[1..]), None);
    }
}
