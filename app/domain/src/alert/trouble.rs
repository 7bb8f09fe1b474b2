//! Trouble with mail: letters that are refused in numbers, or that do not get out at all.
//!
//! Looked at every few minutes while somebody wants to hear of it, and told at most once a day. A
//! letter about it goes the way of all letters, so one that tells of a relay that took none is read
//! once that is over; until then the page of letters says it.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder as _, QuerySelect as _};
use serde::{Deserialize, Serialize};

use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::outbox::{self, COLUMN, Column, Kind, News};
use crate::{site, staff};

/// How often to look.
const EVERY: TimeDelta = TimeDelta::minutes(5);
/// So many refusals within [`A_DAY`] are several.
const SEVERAL: u64 = 5;
/// The time in which refusals are counted.
const A_DAY: TimeDelta = TimeDelta::hours(24);
/// A relay that takes nothing for so long is in trouble.
const A_WHILE: TimeDelta = TimeDelta::minutes(15);

/// What is wrong, as an alert's row keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub(crate) enum Trouble {
    /// Letters were refused for good.
    Refused {
        /// How many.
        letters: i64,
    },
    /// No letter gets out.
    Held {
        /// Since when.
        since: DateTime<Utc>,
        /// How many wait.
        letters: i64,
    },
}

/// Looks whether mail gets out, and tells who wants to know; when to look again.
pub(crate) async fn watch<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
) -> Result<Option<DateTime<Utc>>> {
    // Of two that come together the second finds what the first wrote.
    let listeners: Vec<staff::Member> = staff::Entity::find()
        .filter(staff::COLUMN.alerts.eq(true))
        .filter(staff::COLUMN.removed_at.is_null())
        .order_by_asc(staff::COLUMN.id)
        .lock_exclusive()
        .all(txn)
        .await?;
    if listeners.is_empty() {
        return Ok(None);
    }
    let now = desk.now();
    let occurrence = super::today(desk, site::current(desk).await?.zone);
    let told = outbox::known_news(txn, Kind::MailTrouble, None, &[occurrence]).await?;
    if told.is_empty()
        && let Some(trouble) = trouble(txn, now).await?
    {
        let facts = serde_json::to_string(&trouble).map_err(Error::broken)?;
        let news = News { occurrence, facts: Some(facts), ..News::of(Kind::MailTrouble) };
        let addresses = listeners.iter().map(|member| member.email.as_str());
        outbox::post_news(desk, txn, addresses, &news).await?;
    }
    Ok(Some(now + EVERY))
}

async fn trouble<C: ConnectionTrait>(txn: &C, now: DateTime<Utc>) -> Result<Option<Trouble>> {
    match held(txn, now).await? {
        None => refused(txn, now).await,
        held => Ok(held),
    }
}

/// Letters that the relay refused since the last alert, if that was within a day.
async fn refused<C: ConnectionTrait>(txn: &C, now: DateTime<Utc>) -> Result<Option<Trouble>> {
    let last: Option<DateTime<Utc>> = outbox::Entity::find()
        .filter(COLUMN.kind.eq(Kind::MailTrouble))
        .filter(COLUMN.written_at.lte(now))
        .order_by_desc(COLUMN.written_at)
        .select_only()
        .column(Column::WrittenAt)
        .into_tuple()
        .one(txn)
        .await?;
    let since = last.unwrap_or(now - A_DAY).max(now - A_DAY);
    let refused = outbox::Entity::find()
        .filter(COLUMN.outcome.eq("refused"))
        .filter(COLUMN.answer.ne(outbox::GONE))
        .filter(Column::DoneAt.gt(since))
        .filter(Column::DoneAt.lte(now));
    let letters = refused.count(txn).await?;
    let several = letters >= SEVERAL;
    Ok(several.then(|| Trouble::Refused { letters: i64::try_from(letters).unwrap_or(i64::MAX) }))
}

/// Letters that were tried in vain for a while, in which none got out. What a relay says of one
/// recipient tells nothing of the others.
async fn held<C: ConnectionTrait>(txn: &C, now: DateTime<Utc>) -> Result<Option<Trouble>> {
    let waiting = outbox::Entity::find()
        .filter(COLUMN.done_at.is_null())
        .filter(COLUMN.attempts.gt(0))
        .filter(COLUMN.answer.not_like("%recipient%"))
        .filter(COLUMN.written_at.lte(now));
    let Some(first) = waiting.clone().order_by_asc(COLUMN.written_at).one(txn).await? else {
        return Ok(None);
    };
    let last: Option<DateTime<Utc>> = outbox::Entity::find()
        .filter(COLUMN.outcome.eq("sent"))
        .filter(Column::DoneAt.lte(now))
        .order_by_desc(Column::DoneAt)
        .select_only()
        .column(Column::DoneAt)
        .into_tuple()
        .one(txn)
        .await?;
    let since = last.map_or(first.written_at, |last| first.written_at.max(last));
    let held = now - since >= A_WHILE;
    let letters = i64::try_from(waiting.count(txn).await?).unwrap_or(i64::MAX);
    Ok(held.then_some(Trouble::Held { since, letters }))
}
