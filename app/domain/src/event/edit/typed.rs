//! What is typed is kept before anybody presses Save: beside the event, and in a draft as the draft.
//!
//! A draft that was never public is nobody's yet but staff's, so it saves by itself whenever it can
//! be read and nobody else has saved. What is public, or was and shows on guests' own pages, changes
//! only when somebody says so.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder as _};

use super::{Scratch, named, save, says_the_same, scratch};
use crate::desk::Desk;
use crate::document::Document;
use crate::error::{Error, Result, Slip};
use crate::event::export::document;
use crate::event::form::EventForm;
use crate::event::{Event, State, edition, locked, locked_or_deleted};
use crate::private::private;
use crate::staff::Staff;
use crate::{journal, line_up, rsvp};

const DEED: &str = "edited the draft";

/// A draft that saves by itself is entered in the journal once in this time.
const ONE_ENTRY: TimeDelta = TimeDelta::minutes(10);

/// What became of what was typed.
#[derive(Clone)]
pub struct Kept {
    /// The revision that the form goes on from.
    pub revision: i64,
    /// How it is kept.
    pub outcome: Outcome,
    /// When.
    pub at: DateTime<Utc>,
    /// What the event would say; of what cannot be read, what it says now.
    pub document: Document,
    /// Of a draft that was saved, which rows of its line-up have become whom.
    pub people: Vec<(usize, i64)>,
}

private!(Kept);

/// How something typed is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It says what the event says.
    Same,
    /// The draft says it now.
    Saved,
    /// Beside the event, until it is saved.
    Aside,
    /// Beside the event; so many things need another look before it can be saved.
    Unread(usize),
    /// Beside the event: somebody else has saved since.
    Behind,
}

/// An event that somebody deleted while another one typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// Row number.
    pub id: i64,
    /// Its title.
    pub title: String,
    /// Who deleted it, if anybody of staff.
    pub by: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
}

/// Keeps what is typed; a draft is saved where that can be done without asking.
///
/// # Errors
/// `NotFound`.
pub async fn keep_typed(
    desk: &Desk,
    staff: &Staff,
    id: i64,
    base: i64,
    form: &EventForm,
) -> Result<Kept> {
    let txn = desk.begin().await?;
    let event = locked(&txn, id).await?;
    let kept = document(&txn, event.clone()).await?;
    let readable = save::read(&txn, &event, &kept, form).await;
    let by_itself = event.revision == base && saves_itself(&txn, &event).await?;
    let mut people = Vec::new();
    let revision = match &readable {
        Ok(readable) if by_itself => {
            let written = save::write(&txn, staff, &event, &kept, readable, desk.now()).await?;
            if written.changed.is_some() {
                enter_once(&txn, staff, id, desk.now()).await?;
            }
            people = rows_and_people(&txn, id, &readable.places).await?;
            written.changed.map(|changed| changed.revision)
        }
        _ => None,
    };
    let (revision, outcome) = match revision {
        Some(revision) => (revision, Outcome::Saved),
        None => standing(&event, &kept, base, form, readable)?,
    };
    put_aside(&txn, staff, id, base, form, outcome, desk.now()).await?;
    txn.commit().await?;
    let document = as_far_as_it_reads(form, &kept);
    Ok(Kept { revision, outcome, at: desk.now(), document, people })
}

/// Who the rows of the form's line-up are, as the event has them now.
async fn rows_and_people<C: ConnectionTrait>(
    txn: &C,
    event_id: i64,
    places: &[usize],
) -> Result<Vec<(usize, i64)>> {
    let line_up = line_up::of_event(txn, event_id).await?;
    let rows = places.iter().zip(line_up.appearances());
    Ok(rows.filter_map(|(place, one)| Some((*place, one.speaker_id?))).collect())
}

/// Keeps what is typed beside the event and changes nothing else, so that a page which is open
/// elsewhere can still be saved.
///
/// # Errors
/// `NotFound`.
pub async fn set_aside(
    desk: &Desk,
    staff: &Staff,
    id: i64,
    base: i64,
    form: &EventForm,
) -> Result<Kept> {
    let txn = desk.begin().await?;
    let event = locked(&txn, id).await?;
    let kept = document(&txn, event.clone()).await?;
    let readable = save::read(&txn, &event, &kept, form).await;
    let (revision, outcome) = standing(&event, &kept, base, form, readable)?;
    // A page that was only opened must not replace what was typed on another one.
    let opened = edition::at_revision(&txn, id, base).await?.and_then(|then| then.document());
    if !opened.is_some_and(|then| says_the_same(form, &then)) {
        put_aside(&txn, staff, id, base, form, outcome, desk.now()).await?;
    }
    txn.commit().await?;
    let document = as_far_as_it_reads(form, &kept);
    Ok(Kept { revision, outcome, at: desk.now(), document, people: Vec::new() })
}

/// Keeps what was typed into the form of an event that is deleted by now: it is there again when the
/// event is restored. None if it is not deleted.
///
/// # Errors
/// `NotFound` where there never was one.
pub async fn set_aside_of_deleted(
    desk: &Desk,
    staff: &Staff,
    id: i64,
    base: i64,
    form: &EventForm,
) -> Result<Option<Gone>> {
    let txn = desk.begin().await?;
    let event = locked_or_deleted(&txn, id).await?;
    let Some(at) = event.deleted_at else { return Ok(None) };
    put_aside(&txn, staff, id, base, form, Outcome::Behind, desk.now()).await?;
    let by = who_deleted(&txn, id).await?;
    txn.commit().await?;
    Ok(Some(Gone { id, title: event.title, by, at }))
}

async fn who_deleted<C: ConnectionTrait>(txn: &C, id: i64) -> Result<Option<String>> {
    let deleted = journal::Entity::find()
        .filter(journal::COLUMN.event_id.eq(id))
        .filter(journal::COLUMN.deed.eq("deleted the event"))
        .order_by_desc(journal::COLUMN.id);
    let entry = deleted.one(txn).await?;
    named(txn, entry.and_then(|entry| entry.staff_id)).await
}

/// Lets go of what was typed and not saved.
///
/// # Errors
/// `NotFound`.
pub async fn discard_typed(desk: &Desk, staff: &Staff, id: i64) -> Result<()> {
    let txn = desk.begin().await?;
    let event = locked(&txn, id).await?;
    if scratch::forget(&txn, event.id, staff).await? {
        journal::by(staff, "let go of unsaved changes").event(id).write(&txn, desk.now()).await?;
    }
    Ok(txn.commit().await?)
}

/// Whether what is typed may be saved without asking: a draft that nobody outside of staff knows.
pub(super) async fn saves_itself<C: ConnectionTrait>(db: &C, event: &Event) -> Result<bool> {
    if event.state.is_some_and(|state| state != State::Draft) {
        return Ok(false);
    }
    if rsvp::tally(db, event.id).await?.alive() > 0 {
        return Ok(false);
    }
    let published = journal::Entity::find()
        .filter(journal::COLUMN.event_id.eq(event.id))
        .filter(journal::COLUMN.deed.is_in(["published", "unpublished"]));
    Ok(published.count(db).await? == 0)
}

/// How a form that was not written stands to the event, and the revision that it goes on from.
fn standing<T>(
    event: &Event,
    kept: &Document,
    base: i64,
    form: &EventForm,
    readable: Result<T>,
) -> Result<(i64, Outcome)> {
    if says_the_same(form, kept) {
        return Ok((event.revision, Outcome::Same));
    }
    match readable {
        _ if event.revision != base => Ok((base, Outcome::Behind)),
        Ok(_) => Ok((base, Outcome::Aside)),
        Err(Error::Invalid(slips)) => Ok((base, Outcome::Unread(slips.len()))),
        Err(error) => Err(error),
    }
}

async fn put_aside<C: ConnectionTrait>(
    txn: &C,
    staff: &Staff,
    id: i64,
    base: i64,
    form: &EventForm,
    outcome: Outcome,
    now: DateTime<Utc>,
) -> Result<()> {
    if matches!(outcome, Outcome::Same | Outcome::Saved) {
        scratch::forget(txn, id, staff).await?;
        return Ok(());
    }
    let typed = Scratch { form: form.clone(), revision: base, saved_at: now };
    scratch::keep(txn, id, staff, &typed).await
}

/// Who types for an hour did one thing.
async fn enter_once<C: ConnectionTrait>(
    txn: &C,
    staff: &Staff,
    id: i64,
    now: DateTime<Utc>,
) -> Result<()> {
    let lately = journal::Entity::find()
        .filter(journal::COLUMN.event_id.eq(id))
        .filter(journal::COLUMN.staff_id.eq(staff.id()))
        .filter(journal::COLUMN.deed.eq(DEED))
        .filter(journal::COLUMN.at.gt(now - ONE_ENTRY));
    if lately.count(txn).await? == 0 {
        journal::by(staff, DEED).event(id).write(txn, now).await?;
    }
    Ok(())
}

/// The document of a form, what cannot be read in it left as it was.
fn as_far_as_it_reads(form: &EventForm, kept: &Document) -> Document {
    match form.read(kept) {
        Ok(read) => read.document,
        Err(Error::Invalid(slips)) => {
            let mended = mended(form, kept, &slips).and_then(|form| form.read(kept));
            mended.map_or_else(|_| kept.clone(), |read| read.document)
        }
        Err(_) => kept.clone(),
    }
}

/// The form with what the event says in the place of what has a slip. Rows may have moved, so in
/// them it is left out.
fn mended(form: &EventForm, kept: &Document, slips: &[Slip]) -> Result<EventForm> {
    let before = EventForm::of(kept);
    let mut pairs = form.pairs();
    for (name, typed) in &mut pairs {
        if slips.iter().any(|slip| slip.field == *name) {
            *typed = if name.contains('[') { String::new() } else { before.value(name).to_owned() };
        }
    }
    EventForm::from_pairs(&pairs)
}
