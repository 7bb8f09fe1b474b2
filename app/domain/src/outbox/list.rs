//! The outbox as staff see it: which letters wait, which failed, which went out.
//!
//! Somebody may type a stranger's address where one asks to sign in, or for one's RSVPs. Until the
//! postman has found out that it has nothing here, the letter waits like any other; it is kept out
//! of sight from the start.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{LikeExpr, Query};
use sea_orm::{Condition, ConnectionTrait, QueryOrder as _, QuerySelect as _};

use super::report::{Report, report};
use super::subject::{Hindrance, Subject, subjects};
use super::told::{Shelf, Told, told};
use super::{COLUMN, Column, Entity, Kind, Posted};
use crate::desk::Desk;
use crate::error::Result;
use crate::journal::About;
use crate::leaf::{Leaf, leaf};
use crate::staff::Staff;
use crate::time::Zone;
use crate::{event, rsvp, staff};

/// Letters of one page.
const ROWS: u64 = 100;
/// A search is no longer than this; nobody types more.
const LONGEST_SEARCH: usize = 200;

/// Which letters are asked for.
#[derive(Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Those that stand like this.
    pub shelf: Shelf,
    /// Those of this event alone.
    pub event: Option<i64>,
    /// Each of these words in the address, or in the guest's name or organisation.
    pub words: String,
    /// Which page of them, from 1.
    pub page: u64,
}

/// A page of letters.
pub struct Letters {
    /// The letters.
    pub rows: Vec<Row>,
    /// Which page this is.
    pub leaf: Leaf,
    /// How many letters stand how, whatever was searched for.
    pub counts: Counts,
    /// How many of each fit the search.
    pub found: Counts,
    /// The event that was asked for.
    pub event: Option<About>,
    /// How the queue is doing.
    pub report: Report,
}

/// How many letters stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// On their way.
    pub on_the_way: u64,
    /// Failed.
    pub failed: u64,
    /// Sent.
    pub sent: u64,
    /// Stopped.
    pub stopped: u64,
}

/// A letter in the list.
pub struct Row {
    /// Row number.
    pub id: i64,
    /// To whom, where a name is known.
    pub name: Option<String>,
    /// To which address.
    pub address: String,
    /// What it is: `Confirmation`, `Confirmation, copy`.
    pub kind: Cow<'static, str>,
    /// The RSVP that it is about, while its event is there.
    pub rsvp_id: Option<i64>,
    /// The event that it is about.
    pub event: Option<About>,
    /// When it was written.
    pub written_at: DateTime<Utc>,
    /// How it is doing.
    pub told: Told,
    /// Why it cannot be sent once more.
    pub hindrance: Option<Hindrance>,
}

crate::private::private!(Wanted, Row, Letters);

impl Row {
    /// Whether it can be made due now.
    pub fn may_retry(&self) -> bool {
        self.hindrance.is_none()
    }

    /// Whether it can be stopped.
    pub fn may_stop(&self) -> bool {
        self.told.shelf == Shelf::OnTheWay && !self.told.in_hand
    }
}

/// A page of letters; times are told in `zone`.
pub async fn letters(desk: &Desk, _: &Staff, wanted: &Wanted, zone: Zone) -> Result<Letters> {
    let (db, now) = (desk.read(), desk.now());
    let found = Entity::find().filter(on_shelf(wanted.shelf)).filter(wanted.condition());
    let leaf = leaf(wanted.page, found.clone().count(db).await?, ROWS);
    let found = match wanted.shelf {
        Shelf::OnTheWay => found.order_by_asc(COLUMN.due_at).order_by_asc(COLUMN.id),
        _ => found.order_by_desc(COLUMN.done_at).order_by_desc(COLUMN.id),
    };
    let posted = found.offset(leaf.skipped()).limit(ROWS).all(db).await?;
    let subjects = subjects(db, &posted).await?;
    let pairs = posted.into_iter().zip(subjects);
    let rows = pairs.map(|(posted, subject)| row(posted, subject, now, zone)).collect();
    Ok(Letters {
        rows,
        leaf,
        counts: counts(db, Condition::all()).await?,
        found: counts(db, wanted.condition()).await?,
        event: event(db, wanted.event).await?,
        report: report(desk).await?,
    })
}

fn row(posted: Posted, subject: Subject, now: DateTime<Utc>, zone: Zone) -> Row {
    let hindrance = subject.allows(&posted, now).err();
    let of_speaker = posted.speaker_id.is_some();
    let gone = subject.event.as_ref().is_none_or(|event| event.deleted);
    let rsvp_id = subject.rsvp.as_ref().map(|rsvp| rsvp.id).filter(|_| !gone);
    let name = subject.rsvp.map(|rsvp| rsvp.name).or(subject.member.map(|member| member.name));
    let name = name.or(subject.speaker.map(|speaker| speaker.name));
    Row {
        id: posted.id,
        name: name.filter(|name| *name != posted.recipient),
        kind: posted.words(),
        rsvp_id,
        event: subject.event,
        written_at: posted.written_at,
        told: told(&posted, now, zone),
        hindrance,
        // A look at a speaker's address leaves an entry in the journal, and this is none.
        address: if of_speaker { String::new() } else { posted.recipient },
    }
}

/// Those that stand like this and that staff may see.
pub(super) fn on_shelf(shelf: Shelf) -> Condition {
    let outcomes: &[&str] = match shelf {
        Shelf::OnTheWay => {
            return Condition::all().add(COLUMN.done_at.is_null()).add(is_somebodys());
        }
        Shelf::Failed => &["refused", "too_late"],
        Shelf::Sent => &["sent"],
        Shelf::Stopped => &["stopped"],
        Shelf::Nobodys => &[],
    };
    Condition::all().add(COLUMN.outcome.is_in(outcomes.iter().copied()))
}

/// Neither a sign-in letter to an address that is nobody's of staff, nor one about RSVPs to an
/// address that has none.
fn is_somebodys() -> Condition {
    let of_staff = Query::select()
        .column(staff::Column::Email)
        .from(staff::Entity)
        .and_where(staff::Column::RemovedAt.is_null())
        .take();
    let both = |kind: Kind, known| {
        Condition::all().add(COLUMN.kind.eq(kind)).add(Column::Recipient.in_subquery(known))
    };
    let guests = Query::select().column(rsvp::Column::Email).from(rsvp::Entity).take();
    let schedulers = Query::select()
        .column(rsvp::Column::SchedulerEmail)
        .from(rsvp::Entity)
        .and_where(rsvp::Column::SchedulerAllowedAt.is_not_null())
        .take();
    let guests = [guests, schedulers].map(|known| both(Kind::Mine, known));
    let plain = COLUMN.kind.is_not_in([Kind::SignIn, Kind::Mine]);
    guests
        .into_iter()
        .fold(Condition::any().add(plain).add(both(Kind::SignIn, of_staff)), Condition::add)
}

impl Wanted {
    fn condition(&self) -> Condition {
        matching(&self.words).add_option(self.event.map(|id| Column::EventId.eq(id)))
    }
}

async fn event<C: ConnectionTrait>(db: &C, id: Option<i64>) -> Result<Option<About>> {
    let Some(id) = id else { return Ok(None) };
    let row: Option<(String, Option<DateTimeUtc>)> = event::Entity::find_by_id(id)
        .select_only()
        .columns([event::Column::Title, event::Column::DeletedAt])
        .into_tuple()
        .one(db)
        .await?;
    Ok(row.map(|(title, deleted_at)| About { id, title, deleted: deleted_at.is_some() }))
}

fn matching(words: &str) -> Condition {
    let words: String = words.chars().filter(|c| !c.is_control()).take(LONGEST_SEARCH).collect();
    let words = words.to_lowercase();
    words.split_whitespace().fold(Condition::all(), |all, word| all.add(holding(word)))
}

fn holding(word: &str) -> Condition {
    let escaped = word.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
    let pattern = LikeExpr::new(format!("%{escaped}%")).escape('\\');
    let guests = Query::select()
        .column(rsvp::Column::Id)
        .from(rsvp::Entity)
        .and_where(rsvp::Column::FoundBy.like(pattern.clone()))
        .take();
    Condition::any().add(Column::Recipient.like(pattern)).add(Column::RsvpId.in_subquery(guests))
}

async fn counts<C: ConnectionTrait>(db: &C, asked: Condition) -> Result<Counts> {
    let done = Entity::find()
        .filter(asked.clone())
        .filter(COLUMN.outcome.is_not_null())
        .select_only()
        .column(Column::Outcome)
        .column_as(Column::Id.count(), "letters")
        .group_by(Column::Outcome)
        .into_tuple::<(String, i64)>()
        .all(db)
        .await?;
    let mut counts = Counts {
        on_the_way: Entity::find()
            .filter(on_shelf(Shelf::OnTheWay))
            .filter(asked)
            .count(db)
            .await?,
        ..Counts::default()
    };
    for (outcome, letters) in done {
        let letters = u64::try_from(letters).unwrap_or(0);
        match outcome.as_str() {
            "refused" | "too_late" => counts.failed += letters,
            "sent" => counts.sent += letters,
            "stopped" => counts.stopped += letters,
            _ => {}
        }
    }
    Ok(counts)
}
