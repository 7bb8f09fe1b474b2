//! The timeline of letters: what is to come, and what was sent, of an event and of one person.
//!
//! What is to come is asked of the very functions that will post it.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{CaseStatement, SimpleExpr};

use crate::desk::Desk;
use crate::error::Result;
use crate::ladder::{self, Fate, ShownRung, distance};
use crate::mailing;
use crate::outbox::{self, Kind};
use crate::staff::Staff;
use crate::time::{moment, short_moment};
use crate::{change, event};

mod person;
mod schedules;
mod speakers;

pub use person::of_rsvp;

const CHANGE: &str = Kind::EventChanged.words();
const NOW: &str = "Now";
const NO_DATE: &str = "No date";

/// Letters of an event.
pub struct OfEvent {
    /// What is to come, the soonest first; then what is not sent, and why.
    pub to_come: Vec<Coming>,
    /// What was written, the newest first.
    pub written: Vec<Batch>,
}

/// Letters that are to come, or are not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coming {
    /// What they are: `Reminder, 7 days before`.
    pub what: String,
    /// To whom, where that is not one person.
    pub to: Option<String>,
    /// When, in words, also where the moment is not known; nothing for what needs none.
    pub at: Option<String>,
    /// The same for machines.
    pub instant: Option<DateTime<Utc>>,
    /// What becomes of them, in a few words.
    pub state: String,
    /// They will be sent.
    pub is_sure: bool,
}

/// Letters of one sort that were written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// What they are.
    pub what: String,
    /// The letter to a group that they are.
    pub mailing: Option<i64>,
    /// When the first and the last were written, in words.
    pub when: String,
    /// When the last was written.
    pub last: DateTime<Utc>,
    /// How many stand how.
    pub counts: outbox::Counts,
}

/// The letters of this event.
///
/// # Errors
/// `NotFound`, also for a deleted event.
pub async fn of_event(desk: &Desk, staff: &Staff, event_id: i64) -> Result<OfEvent> {
    let db = desk.read();
    let event = event::for_staff(db, staff, event_id).await?;
    let ladder = ladder::of_event(db, &event).await?;
    let written = batches(db, &event, desk.now()).await?;
    let known = written.iter().filter_map(|batch| batch.rung).collect::<Vec<_>>();
    let rungs = ladder::rungs(desk, &event, &ladder).await?;
    let had = |rung: &ShownRung| {
        let passed = rung.instant.is_some_and(|at| at <= desk.now());
        rung.fate == Fate::Written || passed && known.contains(&rung.step.minutes)
    };
    let mut to_come: Vec<Coming> = rungs.iter().filter(|rung| !had(rung)).map(reminder).collect();
    to_come.extend(changes(desk, staff, event_id).await?);
    to_come.extend(speakers::to_come(desk, staff, event_id).await?);
    to_come.extend(groups(desk, &event).await?);
    to_come.extend(schedules::to_come(db, &event, desk.now()).await?);
    to_come.sort_by_key(|coming| (!coming.is_sure, coming.instant));
    let mut written: Vec<Batch> = written.into_iter().map(|batch| batch.told).collect();
    written.extend(speakers::written(db, &event, desk.now()).await?);
    written.sort_by_key(|batch| std::cmp::Reverse(batch.last));
    Ok(OfEvent { to_come, written })
}

/// A rung as something to come.
fn reminder(rung: &ShownRung) -> Coming {
    let people = rung.people;
    let reach = if people == 1 { "1 person".to_owned() } else { format!("{people} people") };
    let state = match rung.fate {
        Fate::Coming => format!("Goes to {reach} as things stand"),
        Fate::Due => "Goes out now, to who has none yet".to_owned(),
        Fate::Written => "Sent".to_owned(),
        Fate::Skipped(why) => format!("Not sent: {}", why.words()),
    };
    let to = rung.step.to.iter().map(|audience| audience.words().to_owned());
    Coming {
        what: what(rung.step.minutes, rung.step.asks),
        to: Some(to.collect::<Vec<_>>().join(", ")),
        at: rung.at.clone().or_else(|| Some(NO_DATE.to_owned())),
        instant: rung.instant,
        state,
        is_sure: matches!(rung.fate, Fate::Coming | Fate::Due),
    }
}

fn what(minutes: i64, asks: bool) -> String {
    let asks = if asks { ", asks to confirm" } else { "" };
    format!("Reminder, {}{asks}", distance(minutes))
}

fn to_a_group(subject: &str) -> String {
    format!("Letter to a group: {subject}")
}

/// The letters about what changed, which wait to be told.
async fn changes(desk: &Desk, staff: &Staff, event_id: i64) -> Result<Option<Coming>> {
    let waits = change::waits(desk, staff, event_id).await?;
    Ok(waits.map(|waits| Coming {
        what: CHANGE.to_owned(),
        to: Some(waits.counts.to_string()),
        instant: waits.instant,
        state: match waits.people {
            1 => "Goes to 1 person".to_owned(),
            people => format!("Goes to {people} people"),
        },
        at: waits.at.or_else(|| Some(NOW.to_owned())),
        is_sure: true,
    }))
}

/// Letters to groups that have their moment.
async fn groups(desk: &Desk, event: &event::Event) -> Result<Vec<Coming>> {
    let coming = |mailing: mailing::Line| Coming {
        what: to_a_group(&mailing.subject),
        to: None,
        at: mailing.due_at.map(|at| moment(at, event.zone())),
        instant: mailing.due_at,
        state: match mailing.state {
            mailing::State::Sending => "Letters are being written".to_owned(),
            _ => "Goes to who fits its filter then".to_owned(),
        },
        is_sure: true,
    };
    Ok(mailing::to_come(desk, event).await?.into_iter().map(coming).collect())
}

/// A batch, and of reminders their rung.
struct Sorted {
    rung: Option<i64>,
    told: Batch,
}

/// One group of letters as the database counts them.
type Counted = (Kind, i64, Option<String>, i64, DateTimeUtc, DateTimeUtc);

/// The event's letters by kind; reminders by rung as well, and letters to groups each by itself.
async fn batches<C: ConnectionTrait>(
    db: &C,
    event: &event::Event,
    now: DateTime<Utc>,
) -> Result<Vec<Sorted>> {
    let reminders = outbox::COLUMN.kind.is_in([Kind::Reminder, Kind::SpeakerReminder, Kind::Group]);
    let rung: SimpleExpr = CaseStatement::new()
        .case(reminders, Expr::col(outbox::Column::Occurrence))
        .finally(0)
        .into();
    let mut counted: Vec<Counted> = outbox::Entity::find()
        .filter(outbox::COLUMN.event_id.eq(event.id))
        .select_only()
        .column(outbox::Column::Kind)
        .column_as(rung, "rung")
        .column(outbox::Column::Outcome)
        .column_as(outbox::Column::Id.count(), "letters")
        .column_as(outbox::Column::WrittenAt.min(), "first")
        .column_as(outbox::Column::WrittenAt.max(), "last")
        .group_by(outbox::Column::Kind)
        .group_by(Expr::cust("2"))
        .group_by(outbox::Column::Outcome)
        .into_tuple()
        .all(db)
        .await?;
    counted.extend(schedules::written(db, event).await?);
    let mut sorts: Vec<(Kind, i64)> =
        counted.iter().map(|(kind, occurrence, ..)| (*kind, *occurrence)).collect();
    sorts.sort_by_key(|(kind, occurrence)| (kind.to_string(), *occurrence));
    sorts.dedup();
    let zone = event.zone();
    let groups = sorts.iter().filter(|(kind, _)| *kind == Kind::Group).map(|(_, id)| *id);
    let groups = mailing::these(db, groups).await?;
    let batch = |(kind, occurrence): (Kind, i64)| {
        let rows = || counted.iter().filter(move |row| (row.0, row.1) == (kind, occurrence));
        let first = rows().map(|row| row.4).min()?;
        let last = rows().map(|row| row.5).max()?;
        let group = groups.iter().find(|one| kind == Kind::Group && one.id == occurrence);
        let rung = (kind != Kind::Group && occurrence != 0).then(|| ladder::rung_of(occurrence));
        let distance = rung.map(|rung| format!(", {}", distance(rung))).unwrap_or_default();
        let (from, to) = (short_moment(first, now, zone), short_moment(last, now, zone));
        let when = if from == to { from } else { format!("{from} – {to}") };
        let what = match group {
            Some(group) => to_a_group(&group.subject),
            None => format!("{}{distance}", kind.words()),
        };
        let mailing = group.map(|group| group.id);
        Some(Sorted { rung, told: Batch { what, mailing, when, last, counts: counts(rows()) } })
    };
    let mut batches: Vec<Sorted> = sorts.into_iter().filter_map(batch).collect();
    batches.sort_by_key(|batch| std::cmp::Reverse(batch.told.last));
    Ok(batches)
}

fn counts<'a>(rows: impl Iterator<Item = &'a Counted>) -> outbox::Counts {
    let mut counts = outbox::Counts::default();
    for (.., outcome, letters, _, _) in rows {
        let letters = u64::try_from(*letters).unwrap_or_default();
        match outcome.as_deref() {
            None => counts.on_the_way += letters,
            Some("sent") => counts.sent += letters,
            Some("stopped" | "nobody") => counts.stopped += letters,
            Some(_) => counts.failed += letters,
        }
    }
    counts
}
