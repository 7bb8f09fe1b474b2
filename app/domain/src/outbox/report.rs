//! How the queue is doing, in the words of staff: what can go now, what waits and for what, where
//! letters go at all.
//!
//! What strangers asked for is not counted until the postman has found out whose it is.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};

use super::list::on_shelf;
use super::told::near;
use super::{COLUMN, Column, Entity, Kind, Shelf};
use crate::desk::Desk;
use crate::error::Result;
use crate::time::Zone;

/// What letters of each urgency are, the most urgent first.
const CALLED: [&str; 5] =
    ["asked for at a page", "about an RSVP", "about changes", "reminders", "to groups or digests"];
/// From this urgency on nobody waits for them.
const BULK: usize = 2;

/// The queue at a moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The moment.
    pub now: DateTime<Utc>,
    /// Letters that wait.
    pub letters: u64,
    /// When the oldest of them was written.
    pub oldest: Option<DateTime<Utc>>,
    /// How many of each urgency can go now, the most urgent first.
    due: [i64; CALLED.len()],
    /// How many wait for another attempt, why, and when the first of them is due.
    again: Vec<(Option<String>, i64, DateTime<Utc>)>,
    /// How many wait for their first attempt, of each urgency that has some, and when that is.
    later: Vec<(i64, i64, DateTime<Utc>)>,
    /// How many wait for another version of Dais, which alone can send them.
    others: u64,
    /// When the last letter was sent.
    last_sent: Option<DateTime<Utc>>,
    /// The folder where letters become files.
    folder: Option<String>,
}

impl Report {
    /// The same in sentences, the most important first; times are told in `zone`.
    pub fn sentences(&self, zone: Zone) -> Vec<String> {
        let folder = self.folder.as_ref().map(|folder| {
            format!(
                "No mail relay is set: letters become files in {folder} and reach nobody. DAIS_SMTP_URL sets one."
            )
        });
        let sent =
            self.last_sent.map(|at| format!("The last one went out {}.", when(at, self.now, zone)));
        let again = self.again.iter().map(|group| self.again(group, zone));
        let later = self.later.iter().map(|group| self.later(*group, zone));
        folder
            .into_iter()
            .chain(self.due())
            .chain(again)
            .chain(later)
            .chain(self.others())
            .chain(sent)
            .collect()
    }

    fn due(&self) -> Option<String> {
        let (first, behind) = self.due.split_at(BULK);
        let (first, behind) = (first.iter().sum::<i64>(), behind.iter().sum::<i64>());
        if first + behind == 0 {
            return None;
        }
        let each = CALLED.iter().zip(self.due).filter(|(_, number)| *number > 0);
        let each: Vec<String> =
            each.map(|(called, number)| format!("{} {called}", grouped(number))).collect();
        let order = if first > 0 && behind > 0 {
            format!(
                " Those that somebody waits for go first; {} wait behind them.",
                grouped(behind)
            )
        } else {
            String::new()
        };
        Some(format!("Can go now: {}.{order}", each.join(", ")))
    }

    fn others(&self) -> Option<String> {
        match self.others {
            0 => None,
            1 => Some(
                "One is a letter of another version of Dais, which alone can send it.".to_owned(),
            ),
            many => Some(format!(
                "{many} are letters of another version of Dais, which alone can send them."
            )),
        }
    }

    fn again(
        &self,
        (why, letters, next): &(Option<String>, i64, DateTime<Utc>),
        zone: Zone,
    ) -> String {
        let why = why.as_deref().unwrap_or("nobody knows why");
        let next = near(*next, self.now, zone);
        match letters {
            1 => format!("One waits for another attempt at {next}: {why}."),
            many => {
                format!("{} wait for another attempt, the first at {next}: {why}.", grouped(*many))
            }
        }
    }

    fn later(&self, (urgency, letters, next): (i64, i64, DateTime<Utc>), zone: Zone) -> String {
        let next = near(next, self.now, zone);
        let is_bulk = usize::try_from(urgency).is_ok_and(|urgency| urgency >= BULK);
        match (is_bulk, letters) {
            (true, 1) => format!("One is scheduled for {next}."),
            (true, many) => format!("{} are scheduled, the first for {next}.", grouped(many)),
            (false, 1) => {
                format!("One waits until {next}: its address had several letters in a short time.")
            }
            (false, many) => format!(
                "{} wait, the first until {next}: their addresses had several letters in a short time.",
                grouped(many)
            ),
        }
    }
}

/// `at 10:02 am ET`, `on Fri, Jun 16, 10:42 am ET`.
fn when(at: DateTime<Utc>, now: DateTime<Utc>, zone: Zone) -> String {
    let same_day = zone.local(at).date() == zone.local(now).date();
    format!("{} {}", if same_day { "at" } else { "on" }, near(at, now, zone))
}

/// `2,340`.
fn grouped(number: i64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + 2);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// How the queue is doing now.
pub(super) async fn report(desk: &Desk) -> Result<Report> {
    let (db, now) = (desk.read(), desk.now());
    let all = || Entity::find().filter(on_shelf(Shelf::OnTheWay));
    let waiting = || all().filter(COLUMN.kind.is_in(Kind::known()));
    let due: Vec<(i64, i64)> = waiting()
        .filter(COLUMN.due_at.lte(now))
        .select_only()
        .column(Column::Urgency)
        .column_as(Column::Id.count(), "letters")
        .group_by(Column::Urgency)
        .into_tuple()
        .all(db)
        .await?;
    let again = waiting()
        .filter(COLUMN.due_at.gt(now))
        .filter(COLUMN.attempts.gt(0))
        .select_only()
        .column(Column::Answer)
        .column_as(Column::Id.count(), "letters")
        .column_as(Column::DueAt.min(), "next")
        .group_by(Column::Answer)
        .into_tuple()
        .all(db)
        .await?;
    let later = waiting()
        .filter(COLUMN.due_at.gt(now))
        .filter(COLUMN.attempts.eq(0))
        .select_only()
        .column(Column::Urgency)
        .column_as(Column::Id.count(), "letters")
        .column_as(Column::DueAt.min(), "next")
        .group_by(Column::Urgency)
        .order_by_asc(Column::Urgency)
        .into_tuple()
        .all(db)
        .await?;
    let letters = all().count(db).await?;
    let mut report = Report {
        now,
        letters,
        others: letters - waiting().count(db).await?.min(letters),
        oldest: first(waiting().order_by_asc(COLUMN.written_at), Column::WrittenAt, desk).await?,
        again,
        later,
        last_sent: last_sent(desk).await?,
        folder: desk.mail_folder.as_ref().map(|folder| folder.display().to_string()),
        ..Report::default()
    };
    for (urgency, letters) in due {
        let place = usize::try_from(urgency).unwrap_or(0).min(CALLED.len() - 1);
        report.due[place] += letters;
    }
    report.again.sort_by_key(|(_, letters, _)| -letters);
    Ok(report)
}

async fn last_sent(desk: &Desk) -> Result<Option<DateTime<Utc>>> {
    let sent =
        Entity::find().filter(COLUMN.outcome.eq("sent")).filter(Column::DoneAt.is_not_null());
    first(sent.order_by_desc(Column::DoneAt), Column::DoneAt, desk).await
}

async fn first(rows: Select<Entity>, column: Column, desk: &Desk) -> Result<Option<DateTime<Utc>>> {
    Ok(rows.select_only().column(column).into_tuple().one(desk.read()).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(moment: &str) -> DateTime<Utc> {
        moment.parse().expect("an instant")
    }

    #[test]
    fn the_queue_is_told_in_sentences() {
        let now = at("2027-04-01T14:00:00Z");
        let report = Report {
            now,
            due: [0, 12, 0, 0, 2_340],
            again: vec![(
                Some("the mail relay cannot be reached".into()),
                7,
                at("2027-04-01T14:05:00Z"),
            )],
            later: vec![
                (1, 1, at("2027-04-01T14:10:00Z")),
                (4, 1_000_000, at("2027-04-02T14:00:00Z")),
            ],
            last_sent: Some(at("2027-03-31T14:00:00Z")),
            folder: Some("data/mail".into()),
            ..Report::default()
        };
        assert_eq!(
            report.sentences(Zone::default()),
            [
                "No mail relay is set: letters become files in data/mail and reach nobody. DAIS_SMTP_URL sets one.",
                "Can go now: 12 about an RSVP, 2,340 to groups or digests. Those that somebody waits for go first; 2,340 wait behind them.",
                "7 wait for another attempt, the first at 10:05 am ET: the mail relay cannot be reached.",
                "One waits until 10:10 am ET: its address had several letters in a short time.",
                "1,000,000 are scheduled, the first for Fri, Apr 2, 10:00 am ET.",
                "The last one went out on Wed, Mar 31, 10:00 am ET.",
            ]
        );
        assert!(Report { now, ..Report::default() }.sentences(Zone::default()).is_empty());
    }
}
