//! Saving: read the form, bring it together with what others saved, write all of it or nothing.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, DbErr, SqlErr};

use super::{fewer_seats_than_taken, moved_there, named, scratch};
use crate::change;
use crate::desk::Desk;
use crate::document::Document;
use crate::document_check::is_slug;
use crate::error::{Error, Result, Slip};
use crate::event::export::document;
use crate::event::form::{EventForm, Merged, Readable, merge};
use crate::event::{COLUMN, Entity, Event, State, edition, for_staff, import, locked, rows};
use crate::journal;
use crate::line_up;
use crate::private::private;
use crate::staff::Staff;

/// What saving did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The event's revision now.
    pub revision: i64,
    /// The last part of its page's address.
    pub slug: String,
    /// What is odd about it, for staff.
    pub oddities: Vec<Slip>,
    /// A name was typed over the one that a protected speaker chose, and was not taken.
    pub kept_name: bool,
}

/// Why nothing was saved.
#[derive(Debug, thiserror::Error)]
pub enum NotSaved {
    /// Somebody else saved meanwhile.
    #[error("the event was changed meanwhile")]
    Clash(Box<Clashed>),
    /// The form's fault, or not.
    #[error(transparent)]
    Failed(#[from] Error),
}

/// What somebody else saved meanwhile, brought together with one's own form.
#[derive(Clone)]
pub struct Clashed {
    /// Both; one's own where both changed the same.
    pub merged: Merged,
    /// Who saved last; nobody of staff at the command line.
    pub by: Option<String>,
    /// It was the same person, in another window or over a line that broke.
    pub by_oneself: bool,
    /// When.
    pub at: DateTime<Utc>,
    /// The revision to save upon.
    pub revision: i64,
    /// Where the event stands, if that is not what it was.
    pub state: Option<State>,
}

private!(Clashed);

impl From<DbErr> for NotSaved {
    fn from(error: DbErr) -> Self {
        Self::Failed(error.into())
    }
}

/// Writes what the form says. A form that says what the event says already writes nothing.
///
/// # Errors
/// `Clash` when somebody else saved after revision `base`, and nothing is written; `Invalid` with
/// every slip; `NotFound`.
pub async fn save(
    desk: &Desk,
    staff: &Staff,
    id: i64,
    base: i64,
    form: &EventForm,
) -> Result<Saved, NotSaved> {
    let txn = desk.begin().await?;
    let event = locked(&txn, id).await?;
    let kept = document(&txn, event.clone()).await?;
    if event.revision != base
        && let Some(clash) = meanwhile(&txn, staff, &event, &kept, base, form).await?
    {
        return Err(NotSaved::Clash(Box::new(clash)));
    }
    let readable = read(&txn, &event, &kept, form).await?;
    let Written { changed, kept_name } =
        write(&txn, staff, &event, &kept, &readable, desk.now()).await?;
    let event = match changed {
        Some(changed) => {
            journal::by(staff, "edited").event(id).write(&txn, desk.now()).await?;
            changed
        }
        None => event,
    };
    let mut oddities = readable.oddities;
    oddities.extend(fewer_seats_than_taken(&txn, &event, desk.now()).await?);
    oddities.extend(moved_there(&txn, &event, desk.now()).await?);
    scratch::forget(&txn, id, staff).await?;
    txn.commit().await?;
    Ok(Saved { revision: event.revision, slug: event.slug, oddities, kept_name })
}

/// Puts what somebody else saved in the place of one's own, where [`Clashed`] showed both: the value
/// or list that `field` names, from the event as it is now. Nothing is written.
///
/// The answer is what both still have in different ways since `base`, which one began with.
///
/// # Errors
/// `NotFound`.
pub async fn take_theirs(
    desk: &Desk,
    staff: &Staff,
    id: i64,
    base: i64,
    form: &mut EventForm,
    field: &str,
) -> Result<Option<Clashed>> {
    let db = desk.read();
    let event = for_staff(db, staff, id).await?;
    let kept = document(db, event.clone()).await?;
    form.take(&shown(db, &event, &kept).await?, field);
    let clash = meanwhile(db, staff, &event, &kept, base, form).await?;
    Ok(clash.filter(|clash| !clash.merged.clashes.is_empty()))
}

/// What the form shows for the event as it is.
pub(super) async fn shown<C: ConnectionTrait>(
    db: &C,
    event: &Event,
    kept: &Document,
) -> Result<EventForm> {
    let line_up = line_up::of_event(db, event.id).await?;
    let people: Vec<_> = line_up.appearances().iter().map(|one| one.speaker_id).collect();
    Ok(EventForm::of_event(kept, &people))
}

/// What the others did since `base`; nothing if it does not concern this form.
async fn meanwhile<C: ConnectionTrait>(
    txn: &C,
    staff: &Staff,
    event: &Event,
    kept: &Document,
    base: i64,
    form: &EventForm,
) -> Result<Option<Clashed>> {
    let began = edition::at_revision(txn, event.id, base).await?;
    let began = began.and_then(|edition| edition.document());
    let merged =
        merge(began.as_ref().map(EventForm::of).as_ref(), &shown(txn, event, kept).await?, form);
    let moved = began.is_none_or(|began| began.state != kept.state);
    if !moved && merged.taken.is_empty() && merged.clashes.is_empty() {
        return Ok(None);
    }
    let last = edition::at_revision(txn, event.id, event.revision).await?;
    let by = last.and_then(|edition| edition.staff_id);
    Ok(Some(Clashed {
        merged,
        by: named(txn, by).await?,
        by_oneself: by == Some(staff.id()),
        at: event.changed_at,
        revision: event.revision,
        state: event.state.filter(|_| moved),
    }))
}

/// The form's document, and everything that stands in its way at once.
pub(super) async fn read<C: ConnectionTrait>(
    txn: &C,
    event: &Event,
    kept: &Document,
    form: &EventForm,
) -> Result<Readable> {
    let slug = form.value("slug").trim();
    let replacement = form.value("replacement").trim();
    let mut others = Vec::new();
    if slug != event.slug
        && let Some(other) = other_with(txn, event, slug).await?
    {
        let whose = if other.deleted_at.is_some() { "A deleted event" } else { "Another event" };
        others.push(Slip::new("slug", format!("{whose} has this address. Please choose another.")));
    }
    if Some(replacement) != event.replacement.as_deref() && !replacement.is_empty() {
        let other = other_with(txn, event, replacement).await?;
        if is_slug(replacement) && other.is_none_or(|other| other.deleted_at.is_some()) {
            others.push(Slip::new("replacement", "There is no other event with this address."));
        }
    }
    match form.read(kept) {
        Ok(readable) if others.is_empty() => Ok(readable),
        Ok(_) => Err(Error::Invalid(others)),
        Err(Error::Invalid(mut slips)) => {
            slips.extend(others);
            Err(Error::Invalid(slips))
        }
        Err(error) => Err(error),
    }
}

async fn other_with<C: ConnectionTrait>(
    txn: &C,
    event: &Event,
    slug: &str,
) -> Result<Option<Event>> {
    // What cannot be a slug is not asked for: PostgreSQL takes NUL for a fault of ours.
    if !is_slug(slug) {
        return Ok(None);
    }
    let other = Entity::find().filter(COLUMN.slug.eq(slug)).filter(COLUMN.id.ne(event.id));
    Ok(other.one(txn).await?)
}

/// What writing did.
pub(super) struct Written {
    /// The event as changed; nothing if the document says what it said before.
    pub changed: Option<Event>,
    /// A name was typed over the one that a protected speaker chose, and was not taken.
    pub kept_name: bool,
}

/// Writes what was read from the form.
pub(super) async fn write<C: ConnectionTrait>(
    txn: &C,
    staff: &Staff,
    event: &Event,
    kept: &Document,
    readable: &Readable,
    now: DateTime<Utc>,
) -> Result<Written> {
    // First, since the page's address comes from the title.
    let (read, lines) = (readable.document.clone(), &readable.lines);
    let mut document = line_up::guarded_as(txn, Some(event.id), read, lines).await?;
    let pairs = document.speakers.iter().zip(&readable.document.speakers);
    let kept_name = pairs.into_iter().any(|(now, typed)| now.name != typed.name);
    if document.slug.as_ref().is_none_or(String::is_empty) {
        let title = document.title.clone().unwrap_or_default();
        document.slug = Some(import::free_slug(txn, &title, Some(event.id)).await?);
    }
    if document.write() == kept.write() {
        return Ok(Written { changed: None, kept_name });
    }
    let people = line_up::behind(txn, event.id, &document, lines).await?;
    let changed = import::record(&document, Some(event), now);
    let changed = import::write(txn, changed, true).await.map_err(taken_meanwhile)?;
    let author = (Some(staff.id()), now);
    rows::replace_known(txn, &changed, &document, &people, author).await?;
    edition::keep(txn, &changed, &document, Some(staff.id()), now).await?;
    change::look(txn, &changed, now).await?;
    Ok(Written { changed: Some(changed), kept_name })
}

/// Two events that take one address in the same moment: the later one hears of it.
pub(super) fn taken_meanwhile(error: Error) -> Error {
    let Error::Broken(cause) = &error else { return error };
    match cause.downcast_ref::<DbErr>().and_then(DbErr::sql_err) {
        Some(SqlErr::UniqueConstraintViolation(_)) => {
            Error::invalid("slug", "Another event has this address. Please choose another.")
        }
        _ => error,
    }
}
