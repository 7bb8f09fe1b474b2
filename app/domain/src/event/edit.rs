//! Staff write an event: begin it, open it, save it, keep what is typed meanwhile.
//!
//! Nobody's work is overwritten and nothing typed is lost. Whoever saves says which revision they
//! began with; where the event has moved on, both versions are brought together and shown instead
//! of written. What is typed and not saved is kept apart from the event, by person.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;

use super::export::document;
use super::form::EventForm;
use super::{Event, State, edition, for_staff, import};
use crate::desk::Desk;
use crate::document::{Document, Rsvp, SCHEMA, Speaker, Time, Venue};
use crate::error::{Error, Result, Slip};
use crate::private::private;
use crate::staff::{self, Staff};
use crate::{journal, rsvp, site, text};

mod amend;
mod past;
mod save;
mod scratch;
mod typed;

pub(crate) use amend::{Draft, Part, amend};
pub(super) use past::moved_there;
pub use save::{Clashed, NotSaved, Saved, save, take_theirs};
pub use typed::{Gone, Kept, Outcome, discard_typed, keep_typed, set_aside, set_aside_of_deleted};

/// The longest title, in characters.
pub const LONGEST_TITLE: usize = 500;

/// An event opened for editing.
#[derive(Clone)]
pub struct Opened {
    /// Row number.
    pub id: i64,
    /// What it says.
    pub document: Document,
    /// The same as the form shows it.
    pub form: EventForm,
    /// How many times it was written before.
    pub revision: i64,
    /// Where it stands in its life.
    pub state: State,
    /// Whether everybody can see it now.
    pub is_public: bool,
    /// Whether what is typed is saved without Save: a draft that only staff know.
    pub saves_itself: bool,
    /// How many guests replied and did not give up, whose own pages show it.
    pub guests: i64,
    /// The last part of its page's address.
    pub slug: String,
    /// What is odd about it, for staff.
    pub oddities: Vec<Slip>,
    /// What this person typed and did not save, if it says something else.
    pub scratch: Option<Scratch>,
    /// Who wrote it last; nobody of staff at the command line.
    pub changed_by: Option<String>,
    /// When.
    pub changed_at: DateTime<Utc>,
}

/// What somebody typed and did not save.
#[derive(Clone)]
pub struct Scratch {
    /// The form as typed.
    pub form: EventForm,
    /// The revision that it began with.
    pub revision: i64,
    /// When it was last typed in.
    pub saved_at: DateTime<Utc>,
}

private!(Opened, Scratch);

/// Begins a draft and gives its number.
///
/// # Errors
/// `Invalid` for a title that is empty, too long or no line of text.
pub async fn start(desk: &Desk, staff: &Staff, title: &str) -> Result<i64> {
    let too_long = "That title is too long: please use 500 letters at most.";
    let title = text::line("title", title, LONGEST_TITLE, too_long);
    let title = title.map_err(|slip| Error::Invalid(vec![slip]))?;
    let title = title.ok_or_else(|| Error::invalid("title", "Please give the event a title."))?;
    let zone = site::current(desk).await?.zone;

    let txn = desk.begin().await?;
    let slug = import::free_slug(&txn, &title, None).await?;
    let document = blank(title, slug, zone.to_string());
    let event = import::record(&document, None, desk.now());
    let event = import::write(&txn, event, false).await.map_err(save::taken_meanwhile)?;
    edition::keep(&txn, &event, &document, Some(staff.id()), desk.now()).await?;
    journal::by(staff, "began").event(event.id).write(&txn, desk.now()).await?;
    txn.commit().await?;
    Ok(event.id)
}

/// What absent keys mean is written out, so that the form shows it as chosen.
fn blank(title: String, slug: String, zone: String) -> Document {
    Document {
        schema: Some(SCHEMA.to_owned()),
        slug: Some(slug),
        language: Some("en".to_owned()),
        title: Some(title),
        state: Some(State::Draft.to_string()),
        time: Some(Time { zone: Some(zone), ..Time::default() }),
        place: Some(Venue { mode: Some("in_person".to_owned()), ..Venue::default() }),
        rsvp: Some(Rsvp { mode: Some("open".to_owned()), ..Rsvp::default() }),
        ..Document::default()
    }
}

/// The event with everything that the editor's page shows.
///
/// # Errors
/// `NotFound`, also for a deleted one.
pub async fn for_editing(desk: &Desk, staff: &Staff, id: i64) -> Result<Opened> {
    let db = desk.read();
    let event = for_staff(db, staff, id).await?;
    let document = document(db, event.clone()).await?;
    look_at_contacts(desk, staff, (id, &document)).await?;
    let form = save::shown(db, &event, &document).await?;
    let oddities = odd(db, &event, &document, &form, desk.now()).await?;
    let edition = edition::at_revision(db, id, event.revision).await?;
    let changed_by = named(db, edition.and_then(|edition| edition.staff_id)).await?;
    let scratch = scratch::of(db, id, staff).await?;
    let saves_itself = typed::saves_itself(db, &event).await?;
    let guests = rsvp::tally(db, id).await?.alive();
    Ok(Opened {
        id,
        revision: event.revision,
        state: event.state.unwrap_or(State::Draft),
        is_public: event.is_public(desk.now()),
        saves_itself,
        guests,
        slug: event.slug,
        oddities,
        scratch: scratch.filter(|scratch| !says_the_same(&scratch.form, &document)),
        changed_by,
        changed_at: event.changed_at,
        document,
        form,
    })
}

/// The form has the addresses of its speakers. That those of protected ones were looked at stands in the
/// journal.
async fn look_at_contacts(
    desk: &Desk,
    staff: &Staff,
    (id, document): (i64, &Document),
) -> Result<()> {
    let is_guarded = |one: &Speaker| one.protected == Some(true) && one.email.is_some();
    if !document.speakers.iter().any(is_guarded) {
        return Ok(());
    }
    let txn = desk.begin().await?;
    let entry = journal::by(staff, "looked at the contact of a protected speaker").event(id);
    entry.write(&txn, desk.now()).await?;
    Ok(txn.commit().await?)
}

/// What is odd about the event as it is saved, each by the control of the form that it is about.
///
/// # Errors
/// `NotFound`, also for a deleted one.
pub async fn oddities(desk: &Desk, staff: &Staff, id: i64) -> Result<Vec<Slip>> {
    let db = desk.read();
    let event = for_staff(db, staff, id).await?;
    let document = document(db, event.clone()).await?;
    odd(db, &event, &document, &EventForm::of(&document), desk.now()).await
}

async fn odd<C: ConnectionTrait>(
    db: &C,
    event: &Event,
    document: &Document,
    form: &EventForm,
    now: DateTime<Utc>,
) -> Result<Vec<Slip>> {
    let mut oddities = form.read(document).map(|read| read.oddities).unwrap_or_default();
    oddities.extend(fewer_seats_than_taken(db, event, now).await?);
    oddities.extend(past::moved_there(db, event, now).await?);
    Ok(oddities)
}

/// Whether a form means what the document says, however it is typed.
fn says_the_same(form: &EventForm, document: &Document) -> bool {
    form.read(document).is_ok_and(|read| read.document.write() == document.write())
}

async fn named<C: ConnectionTrait>(db: &C, staff_id: Option<i64>) -> Result<Option<String>> {
    let Some(id) = staff_id else { return Ok(None) };
    let member = staff::Entity::find_by_id(id).one(db).await?;
    Ok(member.map(|member| member.called().to_owned()))
}

/// A limit below what is taken is allowed, and so are blocks larger than what is free: seats once
/// given stay.
pub(super) async fn fewer_seats_than_taken<C: ConnectionTrait>(
    db: &C,
    event: &Event,
    now: DateTime<Utc>,
) -> Result<Vec<Slip>> {
    let seating = rsvp::seating_of(db, event, now).await?;
    let mut slips = Vec::new();
    for (online, field, seat) in
        [(false, "rsvp.seats", "seat"), (true, "rsvp.online_seats", "place")]
    {
        let taken = seating.half(online).taken;
        if event.limit(online).is_some_and(|limit| taken > limit) {
            let are = if taken == 1 { " is" } else { "s are" };
            let why =
                format!("{taken} {seat}{are} taken: nobody loses one, and no new one is given.");
            slips.push(Slip::new(field, why));
        }
    }
    let kept: i64 = seating.kept.iter().map(|kept| kept.left).sum();
    if let Some(free) = seating.free(false).map(|free| free.max(0)).filter(|free| kept > *free) {
        let why =
            format!("{kept} are still to be kept, but only {free} free: who sits already stays.");
        slips.push(Slip::new("rsvp.blocks[0].seats", why));
    }
    Ok(slips)
}
