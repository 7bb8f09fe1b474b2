//! A mailing as staff see it, and all of an event.

use chrono::{DateTime, Utc};
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;

use super::progress::{Progress, progress};
use super::recipients::{LeftOut, Recipient, recipients};
use super::release::seen;
use super::send::open;
use super::{COLUMN, Entity, Kind, Mailing, State, of};
use crate::desk::Desk;
use crate::error::Result;
use crate::event::{self, Event};
use crate::leaf::{Leaf, leaf};
use crate::rsvp::list::Wanted;
use crate::staff::Staff;
use crate::time::{self, Zone, short_moment};

/// People of one page.
const ROWS: u64 = 100;
/// Mailings that are told of at once.
const LINES: usize = 100;

/// The event that a mailing belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    /// Row number.
    pub id: i64,
    /// Title.
    pub title: String,
    /// The zone that its times are told in.
    pub zone: Zone,
    /// It has ended.
    pub over: bool,
    /// It was called off.
    pub cancelled: bool,
}

/// A mailing in an event's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Row number.
    pub id: i64,
    /// What it is for.
    pub kind: Kind,
    /// The subject as typed.
    pub subject: String,
    /// How far it is.
    pub state: State,
    /// When it goes out, or went out.
    pub due_at: Option<DateTime<Utc>>,
    /// The same in words of the event's zone.
    pub due: Option<String>,
    /// How far its letters are.
    pub progress: Progress,
}

/// A mailing.
pub struct Sheet {
    /// The event.
    pub event: Names,
    /// Row number.
    pub id: i64,
    /// What it is for.
    pub kind: Kind,
    /// The subject as typed.
    pub subject: String,
    /// The body as typed.
    pub body: String,
    /// Whom it is for.
    pub wanted: Wanted,
    /// It is an announcement.
    pub announcement: bool,
    /// How far it is.
    pub state: State,
    /// When it goes out, or went out, in words of the event's zone.
    pub due: Option<String>,
    /// How often it was written.
    pub revision: i64,
    /// How far its letters are.
    pub progress: Progress,
    /// Some of those who get it, or still will.
    pub rows: Vec<Recipient>,
    /// Which page of them.
    pub leaf: Leaf,
    /// Some of those who fit and get none, with the reason.
    pub left_out: Vec<(Recipient, LeftOut)>,
    /// How many those are.
    pub left_out_in_all: u64,
    /// What was looked at, for sending exactly that.
    pub seen: String,
}

crate::private::private!(Sheet);

/// A mailing with a page of those who get it.
///
/// # Errors
/// `NotFound`, also for a deleted event.
pub async fn sheet(desk: &Desk, staff: &Staff, event_id: i64, id: i64, page: u64) -> Result<Sheet> {
    let db = desk.read();
    let event = event::for_staff(db, staff, event_id).await?;
    let mailing = of(db, event_id, id).await?;
    let known = progress(db, &[id]).await?.get(&id).copied().unwrap_or_default();
    let found = recipients(db, &mailing).await?;
    let looked_at = seen(&mailing, &found.all);
    let ahead: Vec<Recipient> = match mailing.state {
        State::Draft | State::Scheduled => found.all,
        State::Sending => {
            found.all.into_iter().filter(|one| one.rsvp_id > mailing.reached).collect()
        }
        State::Done | State::Stopped | State::Unknown => vec![],
    };
    let number = u64::try_from(ahead.len()).unwrap_or(u64::MAX);
    let leaf = leaf(page, number, ROWS);
    let skipped = usize::try_from(leaf.skipped()).unwrap_or(usize::MAX);
    let shown = usize::try_from(ROWS).unwrap_or(usize::MAX);
    Ok(Sheet {
        due: mailing.due_at.map(|at| time::moment(at, event.zone())),
        event: names(&event, desk.now()),
        id,
        kind: mailing.kind,
        wanted: mailing.wanted(),
        announcement: mailing.announcement,
        state: mailing.state,
        revision: mailing.revision,
        subject: mailing.subject,
        body: mailing.body,
        progress: Progress { to_go: number, ..known },
        rows: ahead.into_iter().skip(skipped).take(shown).collect(),
        leaf,
        left_out_in_all: u64::try_from(found.left_out.len()).unwrap_or(u64::MAX),
        left_out: found.left_out.into_iter().take(shown).collect(),
        seen: looked_at,
    })
}

/// All mailings of an event, the newest first.
///
/// # Errors
/// `NotFound`, also for a deleted event.
pub async fn of_event(desk: &Desk, staff: &Staff, event_id: i64) -> Result<Vec<Line>> {
    let db = desk.read();
    let event = event::for_staff(db, staff, event_id).await?;
    let of_event = Entity::find().filter(COLUMN.event_id.eq(event_id));
    let mut found = of_event.order_by_desc(COLUMN.id).all(db).await?;
    found.truncate(LINES);
    let ids: Vec<i64> = found.iter().map(|mailing| mailing.id).collect();
    let known = progress(db, &ids).await?;
    let now = desk.now();
    let line = |mailing: Mailing| {
        let progress = known.get(&mailing.id).copied().unwrap_or_default();
        line(mailing, progress, &event, now)
    };
    Ok(found.into_iter().map(line).collect())
}

/// Those of an event that are still to go out, for what is to come.
pub(crate) async fn to_come(desk: &Desk, event: &Event) -> Result<Vec<Line>> {
    let found = open(event.id).order_by_asc(COLUMN.due_at).all(desk.read()).await?;
    let now = desk.now();
    Ok(found.into_iter().map(|one| line(one, Progress::default(), event, now)).collect())
}

fn line(mailing: Mailing, progress: Progress, event: &Event, now: DateTime<Utc>) -> Line {
    Line {
        id: mailing.id,
        kind: mailing.kind,
        due: mailing.due_at.map(|at| short_moment(at, now, event.zone())),
        due_at: mailing.due_at,
        subject: mailing.subject,
        state: mailing.state,
        progress,
    }
}

/// The event's names for a new letter.
///
/// # Errors
/// `NotFound`, also for a deleted event.
pub async fn names_of(desk: &Desk, staff: &Staff, event_id: i64) -> Result<Names> {
    let event = event::for_staff(desk.read(), staff, event_id).await?;
    Ok(names(&event, desk.now()))
}

fn names(event: &Event, now: DateTime<Utc>) -> Names {
    use crate::briefing::Stage;
    let stage = event.stage(now);
    Names {
        id: event.id,
        title: event.title.clone(),
        zone: event.zone(),
        over: stage == Stage::Over,
        cancelled: stage == Stage::Cancelled,
    }
}
