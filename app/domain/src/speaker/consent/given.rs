//! Writing a consent down, and withdrawing it.
//!
//! What may be shown is asked at the moment of showing, so that nothing else has to be done for a
//! consent to end everywhere: pages, feeds, calendars and letters that wait ask the same question.

use chrono::{DateTime, Days, Months, NaiveDate, Utc};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;

use super::{ActiveModel, Entity, LONGEST};
use crate::desk::Desk;
use crate::errand;
use crate::error::{Error, Result, Slip};
use crate::journal;
use crate::lines::Lines;
use crate::private::private;
use crate::speaker::{self, Scope};
use crate::staff::Staff;
use crate::text;
use crate::time::day as in_words;

/// How long a consent holds unless staff write another day.
pub const USUAL: Months = Months::new(12);

const LONGEST_NOTE: usize = 2000;

/// A consent as typed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Given {
    /// To what.
    pub scope: Vec<Scope>,
    /// The day on which it was given: `2027-04-01`.
    pub given_on: String,
    /// The last day on which it holds; a year later if empty.
    pub expires_on: String,
    /// A parent or guardian gave it.
    pub by_guardian: bool,
    /// Where the paper is, and what else staff must know.
    pub note: String,
}

private!(Given);

struct Read {
    given_on: NaiveDate,
    expires_on: NaiveDate,
    note: Option<String>,
}

impl Given {
    fn read(&self, now: DateTime<Utc>) -> Result<Read> {
        let mut slips = Vec::new();
        if self.scope.is_empty() {
            slips.push(Slip::new("scope", "Please tick what the consent is about."));
        }
        let given_on = self.given_on(now).map_err(|slip| slips.push(slip)).ok();
        let expires_on = given_on
            .and_then(|given_on| self.expires_on(given_on).map_err(|slip| slips.push(slip)).ok());
        let too_long = "Please keep the note to 2000 letters.";
        let note = text::paragraph("note", &self.note, LONGEST_NOTE, too_long);
        let note = note.map_err(|slip| slips.push(slip)).unwrap_or_default();
        match (given_on, expires_on) {
            (Some(given_on), Some(expires_on)) if slips.is_empty() => {
                Ok(Read { given_on, expires_on, note })
            }
            _ => Err(Error::Invalid(slips)),
        }
    }

    fn given_on(&self, now: DateTime<Utc>) -> Result<NaiveDate, Slip> {
        let slip = |why: &'static str| Slip::new("given_on", why);
        let day: NaiveDate =
            self.given_on.trim().parse().map_err(|_| {
                slip("Please write the day on which it was given, as in 2027-04-20.")
            })?;
        // It may be tomorrow already where they live.
        if day > now.date_naive() + Days::new(1) {
            return Err(slip(
                "This day is yet to come: a consent is written down once it is given.",
            ));
        }
        Ok(day)
    }

    fn expires_on(&self, given_on: NaiveDate) -> Result<NaiveDate, Slip> {
        let slip = |why: String| Slip::new("expires_on", why);
        if self.expires_on.trim().is_empty() {
            return Ok(given_on.checked_add_months(USUAL).unwrap_or(given_on));
        }
        let day: NaiveDate = self
            .expires_on
            .trim()
            .parse()
            .map_err(|_| slip("Please write the last day, as in 2027-04-20.".to_owned()))?;
        if day < given_on {
            return Err(slip("The last day is before the first.".to_owned()));
        }
        let last = given_on.checked_add_months(LONGEST).unwrap_or(given_on);
        if day > last {
            return Err(slip(format!(
                "A consent lasts three years at most, so that people are asked again: {} is the latest day.",
                in_words(last)
            )));
        }
        Ok(day)
    }
}

/// Writes a consent down. It counts at once.
///
/// # Errors
/// `Invalid` with every slip, by the fields `scope`, `given_on`, `expires_on` and `note`; `NotFound`.
pub async fn give(desk: &Desk, staff: &Staff, speaker_id: i64, given: &Given) -> Result<()> {
    let now = desk.now();
    let read = given.read(now)?;
    let txn = desk.begin().await?;
    speaker::locked(&txn, speaker_id).await?;
    let scope = given.scope.iter().map(|scope| scope.word().to_owned());
    let row = ActiveModel {
        id: NotSet,
        speaker_id: Set(speaker_id),
        scope: Set(Lines(scope.collect())),
        given_on: Set(read.given_on.to_string()),
        expires_on: Set(read.expires_on.to_string()),
        by_guardian: Set(given.by_guardian),
        note: Set(read.note),
        withdrawn_at: Set(None),
        staff_id: Set(Some(staff.id())),
        at: Set(now),
    };
    Entity::insert(row).exec_without_returning(&txn).await?;
    errand::set(&txn, errand::Kind::Consent, speaker_id, now, now).await?;
    let entry = journal::by(staff, "wrote down a consent").speaker(speaker_id);
    entry.write(&txn, now).await?;
    txn.commit().await?;
    desk.ring();
    Ok(())
}

/// Ends a consent at this moment. What rested on it alone is gone from every output with the next
/// request. Doing it again changes nothing.
///
/// # Errors
/// `NotFound`, also for a consent of somebody else.
pub async fn withdraw(desk: &Desk, staff: &Staff, speaker_id: i64, id: i64) -> Result<()> {
    let now = desk.now();
    let txn = desk.begin().await?;
    speaker::locked(&txn, speaker_id).await?;
    let consent = Entity::find_by_id(id).one(&txn).await?;
    let consent = consent.filter(|one| one.speaker_id == speaker_id).ok_or(Error::NotFound)?;
    if consent.is_withdrawn() {
        return Ok(());
    }
    let row = super::Model { withdrawn_at: Some(now), ..consent }.into_active_model();
    row.reset_all().update(&txn).await?;
    let entry = journal::by(staff, "wrote down that a consent is withdrawn").speaker(speaker_id);
    entry.write(&txn, now).await?;
    txn.commit().await?;
    desk.ring();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Given, Scope};
    use crate::error::Error;

    fn given(given_on: &str, expires_on: &str) -> Given {
        let (given_on, expires_on) = (given_on.to_owned(), expires_on.to_owned());
        Given { scope: vec![Scope::Name], given_on, expires_on, ..Given::default() }
    }

    fn last_day(given: &Given) -> Result<String, String> {
        let now = "2027-04-01T12:00:00Z".parse().expect("a moment");
        match given.read(now) {
            Ok(read) => Ok(read.expires_on.to_string()),
            Err(Error::Invalid(slips)) => Err(slips[0].field.to_string()),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn a_consent_lasts_a_year_unless_said_and_three_at_most() {
        for (given_on, typed, last) in [
            ("2027-04-01", "", Ok("2028-04-01")),
            ("2024-02-29", "", Ok("2025-02-28")),
            ("2027-04-02", "2030-04-02", Ok("2030-04-02")),
            ("2024-02-29", "2027-02-28", Ok("2027-02-28")),
            ("2024-02-29", "2027-03-01", Err("expires_on")),
            ("2027-04-01", "2030-04-02", Err("expires_on")),
            ("2027-04-01", "2027-03-31", Err("expires_on")),
            ("2027-04-03", "", Err("given_on")),
            ("yesterday", "", Err("given_on")),
        ] {
            let last = last.map(str::to_owned).map_err(str::to_owned);
            assert_eq!(last_day(&given(given_on, typed)), last, "{given_on} {typed}");
        }
        let nothing = Given { scope: vec![], ..given("2027-04-01", "") };
        assert_eq!(last_day(&nothing), Err("scope".to_owned()));
    }
}
