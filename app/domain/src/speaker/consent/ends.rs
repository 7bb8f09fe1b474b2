//! The ends of consents: what staff see coming, and what they hear of once it is there.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::ConnectionTrait;

use super::{Consent, of_speaker};
use crate::alert;
use crate::desk::Desk;
use crate::error::Result;
use crate::outbox::{self, Kind, News};
use crate::speaker::{self, Known, Scope};
use crate::time::day;

/// From so many days before its last one staff see that a consent runs out.
const SOON: TimeDelta = TimeDelta::days(60);

/// What staff are to know of somebody's consents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// Something that was consented to once is no longer: the consent ran out or was withdrawn.
    Over,
    /// Something will no longer be from the day after this one.
    On(NaiveDate),
}

impl Ends {
    /// The same in words.
    pub fn words(self) -> String {
        match self {
            Self::Over => {
                "Something that they consented to once is not covered any more.".to_owned()
            }
            Self::On(last) => format!("A consent runs out: its last day is {}.", day(last)),
        }
    }
}

impl Known {
    /// Whether a consent of theirs is over, or will be within 60 days. A newer one that covers the same
    /// counts in its place.
    pub fn consent_ends(&self, now: DateTime<Utc>) -> Option<Ends> {
        let ends = Scope::ALL.into_iter().filter_map(|scope| ends(&self.consents, scope, now));
        ends.min_by_key(|ends| match ends {
            Ends::Over => NaiveDate::MIN,
            Ends::On(day) => *day,
        })
    }
}

fn ends(consents: &[Consent], scope: Scope, now: DateTime<Utc>) -> Option<Ends> {
    let mut asked = consents.iter().filter(|consent| consent.covers(scope)).peekable();
    asked.peek()?;
    let last = asked.filter(|consent| consent.holds(now)).filter_map(Consent::last_day).max();
    match last {
        None => Some(Ends::Over),
        Some(day) => (day <= (now + SOON).date_naive()).then_some(Ends::On(day)),
    }
}

/// Tells staff who want alerts of a speaker's consents that have run out, each once; when the next one
/// does.
///
/// # Errors
/// `NotFound` for a speaker who is gone.
pub(crate) async fn watch<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    speaker_id: i64,
) -> Result<Option<DateTime<Utc>>> {
    let now = desk.now();
    speaker::locked(txn, speaker_id).await?;
    let consents = of_speaker(txn, speaker_id).await?;
    let running = consents.iter().filter(|consent| !consent.is_withdrawn());
    let (over, coming): (Vec<_>, Vec<_>) = running
        .filter_map(|consent| Some((consent.id, consent.ends_at()?)))
        .partition(|(_, ends_at)| *ends_at <= now);
    let over: Vec<i64> = over.into_iter().map(|(id, _)| id).collect();
    tell(desk, txn, &over).await?;
    Ok(coming.into_iter().map(|(_, ends_at)| ends_at).min())
}

/// A consent that nobody wanted to hear of when it ran out is told to who wants alerts later, when
/// another one is looked at; by then the page of speakers has said it for long.
async fn tell<C: ConnectionTrait>(desk: &Desk, txn: &C, over: &[i64]) -> Result<()> {
    let listeners = alert::listeners(txn).await?;
    if listeners.is_empty() || over.is_empty() {
        return Ok(());
    }
    let known = outbox::known_news(txn, Kind::ConsentOver, None, over).await?;
    for id in over.iter().filter(|id| !known.contains(id)) {
        let news = News { occurrence: *id, ..News::of(Kind::ConsentOver) };
        outbox::post_news(desk, txn, listeners.iter().map(String::as_str), &news).await?;
    }
    Ok(())
}
