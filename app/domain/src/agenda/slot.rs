//! A slot: one entry of a speaker's calendar, kept from the day on which it was first known.
//!
//! Sessions have no number of their own, and their rows are written anew with each save. So an entry is
//! kept here, written with the event: it keeps its UID while its session moves, changes its title or
//! takes another's place, its SEQUENCE rises with what the calendar shows, and it stays, cancelled, once
//! it is off: a calendar that is only no longer told of something goes on showing it. Of titles and
//! rooms nothing is kept but whether they are the same.

use std::collections::VecDeque;

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, IntoActiveModel as _, QueryOrder as _};

use super::part::Part;
use crate::appearance::Appearance;
use crate::calendar::Span;
use crate::desk::Desk;
use crate::error::Result;
use crate::event::{self, Event};
use crate::session::Session;
use crate::text::said;
use crate::token::{hashed, random_id};

/// A slot as kept.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "speaker_slot")]
pub struct Model {
    /// Row number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Whose.
    pub speaker_id: i64,
    /// At which event.
    pub event_id: i64,
    /// The entry's UID, without the host.
    #[sea_orm(unique)]
    pub uid: String,
    /// How often what the calendar shows has changed.
    pub sequence: i64,
    /// A hash of the session's title; nothing for the event as a whole.
    pub session: Option<String>,
    /// A hash of all that the calendar shows.
    pub facts: String,
    /// The last hours or days that it had.
    pub span: String,
    /// Somebody may have seen it: the event was public since.
    pub shown: bool,
    /// It is off, or somebody else's.
    pub gone: bool,
    /// The SEQUENCE that a letter brought last; nothing while none did.
    pub mailed: Option<i64>,
    /// When any of it changed last.
    pub changed_at: DateTimeUtc,
}
pub(crate) use Model as Slot;

impl ActiveModelBehavior for ActiveModel {}

/// What a slot says: a session of theirs, or the event itself where no session with a time names them.
pub(crate) struct Facts<'a> {
    /// The session.
    pub session: Option<&'a Session>,
    /// When.
    pub span: Span,
    /// Where.
    pub place: Option<String>,
    /// They have not said yet that they come.
    pub is_asked: bool,
}

/// What the person's calendar shows of the event now, in the order of the agenda; nothing once they
/// will not come.
pub(crate) fn facts(part: &Part) -> Vec<Facts<'_>> {
    if part.is_out() {
        return vec![];
    }
    let event = &part.event;
    let is_asked = part.appearance().is_some_and(Appearance::is_asked);
    let timed = part.own_sessions().filter_map(|session| {
        let span = Span::Timed { starts: session.starts?, ends: session.ends };
        Some(Facts { session: Some(session), span, place: place(event, Some(session)), is_asked })
    });
    let timed: Vec<Facts<'_>> = timed.collect();
    if !timed.is_empty() {
        return timed;
    }
    let whole = |span| Facts { session: None, span, place: place(event, None), is_asked };
    event::span(event).map(whole).into_iter().collect()
}

/// The session's own room in the event's building.
fn place(event: &Event, session: Option<&Session>) -> Option<String> {
    let room = session.and_then(|session| said(session.room.as_ref()));
    if room.is_none() {
        return event::location(event);
    }
    event::rooms(&Event { room, ..event.clone() })
}

impl Facts<'_> {
    /// The session's title as a mark that tells nothing.
    fn mark(&self) -> Option<String> {
        self.session.map(|session| hashed(session.title.as_deref().unwrap_or_default()))
    }

    fn hash(&self, event: &Event) -> String {
        let title = self.session.and_then(|session| session.title.clone());
        let off = (event.state, event.deleted_at.is_some());
        let zone = event.zone();
        let said = (&event.title, &event.slug, title, &self.place, off, self.is_asked);
        hashed(&format!("{zone} {:?} {said:?}", self.span))
    }
}

impl Model {
    /// The hours or days that it had.
    pub fn last_span(&self) -> Option<Span> {
        read_span(&self.span)
    }
}

fn write_span(span: Span) -> String {
    match span {
        Span::Timed { starts, ends: Some(ends) } => format!("{starts}/{ends}"),
        Span::Timed { starts, ends: None } => format!("{starts}/"),
        Span::Days { first, last } => format!("{first}/{last}"),
    }
}

fn read_span(text: &str) -> Option<Span> {
    let (from, to) = text.split_once('/')?;
    if let (Ok(first), Ok(last)) = (from.parse(), to.parse()) {
        return Some(Span::Days { first, last });
    }
    Some(Span::Timed { starts: from.parse().ok()?, ends: to.parse().ok() })
}

/// The slots of somebody at an event, as kept.
pub(crate) async fn of<C: ConnectionTrait>(
    db: &C,
    speaker_id: i64,
    event_id: i64,
) -> Result<Vec<Slot>> {
    let found = Entity::find().filter(COLUMN.speaker_id.eq(speaker_id));
    let found = found.filter(COLUMN.event_id.eq(event_id)).order_by_asc(COLUMN.id);
    Ok(found.all(db).await?)
}

/// All slots of somebody.
pub(crate) async fn all_of<C: ConnectionTrait>(db: &C, speaker_id: i64) -> Result<Vec<Slot>> {
    let found = Entity::find().filter(COLUMN.speaker_id.eq(speaker_id));
    Ok(found.order_by_asc(COLUMN.event_id).order_by_asc(COLUMN.id).all(db).await?)
}

/// Who has slots at an event.
pub(super) async fn holders<C: ConnectionTrait>(db: &C, event_id: i64) -> Result<Vec<i64>> {
    let found = Entity::find().filter(COLUMN.event_id.eq(event_id)).all(db).await?;
    Ok(found.into_iter().map(|slot| slot.speaker_id).collect())
}

/// Brings the slots of one person at an event in line with what it says now.
pub(super) async fn keep<C: ConnectionTrait>(
    txn: &C,
    (speaker_id, part): (i64, &Part),
    now: DateTime<Utc>,
) -> Result<()> {
    let facts = facts(part);
    let kept = of(txn, speaker_id, part.event.id).await?;
    for (slot, at) in carried(kept, &facts) {
        match (slot, at.map(|at| &facts[at])) {
            (Some(slot), Some(facts)) => go_on(txn, slot, facts, &part.event, now).await?,
            (Some(slot), None) => end(txn, slot, &part.event, now).await?,
            (None, Some(facts)) => begin(txn, speaker_id, facts, &part.event, now).await?,
            (None, None) => {}
        }
    }
    Ok(())
}

/// Which kept slot is which now: the session of the same title first, else in their order. What is left
/// over has ended, or is new. One that still lives is moved rather than one that is over brought back.
pub(super) fn carried(
    mut kept: Vec<Slot>,
    facts: &[Facts<'_>],
) -> Vec<(Option<Slot>, Option<usize>)> {
    kept.sort_by_key(|slot| (slot.gone, slot.id));
    let mut kept: VecDeque<Slot> = kept.into();
    let mut found: Vec<Option<Slot>> = facts.iter().map(|_| None).collect();
    for (facts, found) in facts.iter().zip(&mut found) {
        let mark = facts.mark();
        let at = kept.iter().position(|slot| mark.is_some() && slot.session == mark);
        *found = at.and_then(|at| kept.remove(at));
    }
    for found in found.iter_mut().filter(|found| found.is_none()) {
        *found = kept.pop_front();
    }
    let now = found.into_iter().zip(0..).map(|(slot, at)| (slot, Some(at)));
    now.chain(kept.into_iter().map(|slot| (Some(slot), None))).collect()
}

async fn begin<C: ConnectionTrait>(
    txn: &C,
    speaker_id: i64,
    facts: &Facts<'_>,
    event: &Event,
    now: DateTime<Utc>,
) -> Result<()> {
    let row = ActiveModel {
        id: NotSet,
        speaker_id: Set(speaker_id),
        event_id: Set(event.id),
        uid: Set(random_id()),
        sequence: Set(0),
        session: Set(facts.mark()),
        facts: Set(facts.hash(event)),
        span: Set(write_span(facts.span)),
        shown: Set(event.is_public(now)),
        gone: Set(false),
        mailed: Set(None),
        changed_at: Set(now),
    };
    Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}

async fn go_on<C: ConnectionTrait>(
    txn: &C,
    slot: Slot,
    facts: &Facts<'_>,
    event: &Event,
    now: DateTime<Utc>,
) -> Result<()> {
    let hash = facts.hash(event);
    let shown = slot.shown || event.is_public(now);
    if slot.facts == hash && !slot.gone && slot.shown == shown {
        return Ok(());
    }
    let sequence = slot.sequence + i64::from(shown);
    let mut row = slot.into_active_model();
    row.sequence = Set(sequence);
    row.shown = Set(shown);
    row.session = Set(facts.mark());
    row.facts = Set(hash);
    row.span = Set(write_span(facts.span));
    row.gone = Set(false);
    row.changed_at = Set(now);
    row.update(txn).await?;
    Ok(())
}

/// What nobody could have seen yet was never there.
async fn end<C: ConnectionTrait>(
    txn: &C,
    slot: Slot,
    event: &Event,
    now: DateTime<Utc>,
) -> Result<()> {
    if slot.gone {
        return Ok(());
    }
    if !slot.shown && !event.is_public(now) {
        Entity::delete_by_id(slot.id).exec(txn).await?;
        return Ok(());
    }
    let sequence = slot.sequence + 1;
    let mut row = slot.into_active_model();
    row.sequence = Set(sequence);
    row.shown = Set(true);
    row.gone = Set(true);
    row.changed_at = Set(now);
    row.update(txn).await?;
    Ok(())
}

impl Slot {
    /// The entry's UID.
    pub fn full_uid(&self, desk: &Desk) -> String {
        format!("{}@{}", self.uid, desk.host())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_and_days_come_back_as_they_were_kept() {
        let wall = |text: &str| text.parse().expect("a wall time");
        let day = |text: &str| text.parse().expect("a day");
        for span in [
            Span::Timed { starts: wall("2027-04-20T14:00"), ends: None },
            Span::Timed { starts: wall("2027-04-20T14:00"), ends: Some(wall("2027-04-21T01:30")) },
            Span::Days { first: day("2027-04-20"), last: day("2027-04-22") },
        ] {
            assert_eq!(read_span(&write_span(span)), Some(span));
        }
    }
}
