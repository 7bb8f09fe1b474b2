//! The consents of a speaker, for staff. Each look at them leaves an entry in the journal: their notes
//! are private.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Consent, of_speaker};
use crate::desk::Desk;
use crate::error::Result;
use crate::journal;
use crate::private::private;
use crate::speaker::{self, Scope};
use crate::staff::Staff;
use crate::time::day;

/// All consents of a speaker.
pub struct Consents {
    /// Whose.
    pub speaker_id: i64,
    /// Their public name.
    pub name: String,
    /// They are under age, so that a guardian has to consent.
    pub minor: bool,
    /// The newest first.
    pub lines: Vec<Line>,
    /// The day that it is: `2027-04-20`.
    pub today: String,
}

/// One of them.
#[derive(Clone)]
pub struct Line {
    /// Row number.
    pub id: i64,
    /// To what.
    pub scope: Vec<Scope>,
    /// The day on which it was given, in words.
    pub given_on: String,
    /// The last day on which it holds, in words.
    pub expires_on: String,
    /// A parent or guardian gave it.
    pub by_guardian: bool,
    /// What staff wrote beside it.
    pub note: Option<String>,
    /// Where it stands.
    pub state: State,
}

private!(Consents, Line);

/// Where a consent stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It will hold from the day on which it is given.
    NotYet,
    /// It holds.
    Holds,
    /// Its last day is over.
    RanOut,
    /// It was withdrawn at this moment.
    Withdrawn(DateTime<Utc>),
}

/// The consents of this speaker, and a note in the journal that somebody looked.
///
/// # Errors
/// `NotFound`.
pub async fn consents(desk: &Desk, staff: &Staff, speaker_id: i64) -> Result<Consents> {
    let now = desk.now();
    let speaker = speaker::by_id(desk.read(), speaker_id).await?;
    let lines = of_speaker(desk.read(), speaker_id).await?;
    let txn = desk.begin().await?;
    let entry = journal::by(staff, "looked at the consents of a speaker").speaker(speaker_id);
    entry.write(&txn, now).await?;
    txn.commit().await?;
    Ok(Consents {
        speaker_id,
        name: speaker.name,
        minor: speaker.minor,
        lines: lines.into_iter().rev().map(|one| line(one, now)).collect(),
        today: now.date_naive().to_string(),
    })
}

fn in_words(text: String) -> String {
    text.parse().map_or(text, |date: NaiveDate| day(date))
}

fn line(consent: Consent, now: DateTime<Utc>) -> Line {
    let state = match consent.withdrawn_at {
        Some(at) => State::Withdrawn(at),
        None if consent.holds(now) => State::Holds,
        None if consent.begins_after(now) => State::NotYet,
        None => State::RanOut,
    };
    Line {
        id: consent.id,
        scope: consent.scope.0.iter().filter_map(|word| Scope::of(word)).collect(),
        given_on: in_words(consent.given_on),
        expires_on: in_words(consent.expires_on),
        by_guardian: consent.by_guardian,
        note: consent.note,
        state,
    }
}
