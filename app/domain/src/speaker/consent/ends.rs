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

/// So long before a consent runs out staff who want alerts hear of it.
const NOTICE: TimeDelta = TimeDelta::days(30);

/// Tells staff who want alerts of a speaker's consents that will run out within 30 days and that have run
/// out, each once; when there is more to tell. Of one in whose place another came nothing is told.
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
    let mut moments = vec![];
    let (mut over, mut soon) = (vec![], vec![]);
    for consent in consents.iter().filter(|consent| is_last(consent, &consents)) {
        let Some(ends_at) = consent.ends_at() else { continue };
        let heard_at = ends_at - NOTICE;
        match now {
            now if ends_at <= now => over.push(consent.id),
            // Who consents for a few days knows.
            now if heard_at <= now && consent.at < heard_at => soon.push(-consent.id),
            _ => {}
        }
        moments.extend([heard_at, ends_at].into_iter().filter(|at| *at > now));
    }
    tell(desk, txn, &over).await?;
    tell(desk, txn, &soon).await?;
    Ok(moments.into_iter().min())
}

/// Whether anything that it covers is covered by no other that lasts longer.
fn is_last(one: &Consent, all: &[Consent]) -> bool {
    let longer = |scope: &Scope| {
        let others = all.iter().filter(|other| other.id != one.id && !other.is_withdrawn());
        others.filter(|other| other.covers(*scope)).any(|other| {
            let guards = other.by_guardian || !one.by_guardian;
            guards && (other.last_day(), other.id) > (one.last_day(), one.id)
        })
    };
    !one.is_withdrawn() && Scope::ALL.iter().any(|scope| one.covers(*scope) && !longer(scope))
}

/// One of which nobody wanted to hear when it ran out is told to who wants alerts later, when another one
/// is looked at; by then the page of speakers has said it for long. The number of a consent that is yet to
/// run out is told as a negative one, so that its end is news again.
async fn tell<C: ConnectionTrait>(desk: &Desk, txn: &C, ends: &[i64]) -> Result<()> {
    let listeners = alert::listeners(txn).await?;
    if listeners.is_empty() || ends.is_empty() {
        return Ok(());
    }
    let known = outbox::known_news(txn, Kind::ConsentOver, None, ends).await?;
    for id in ends.iter().filter(|id| !known.contains(id)) {
        let news = News { occurrence: *id, ..News::of(Kind::ConsentOver) };
        outbox::post_news(desk, txn, listeners.iter().map(String::as_str), &news).await?;
    }
    Ok(())
}
