//! A document becomes an event, whole or not at all.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::NotSet;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, IntoActiveModel as _, QuerySelect as _};

use super::{ActiveModel, COLUMN, Entity, Event, Model, State, edit, edition, entry, rows};
use crate::change;
use crate::desk::Desk;
use crate::document::Document;
use crate::document_check::{self, is_slug};
use crate::errand;
use crate::error::{Error, Result};
use crate::journal;
use crate::ladder;
use crate::line;
use crate::line_up;
use crate::lines::Lines;
use crate::mailing;
use crate::rsvp;
use crate::time::{WallTime, Zone};

/// What an import did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The last part of the event's address.
    pub slug: String,
    /// What is odd about the document, with paths.
    pub oddities: Vec<String>,
}

/// Writes the document's event in the place of the one with its slug, or as a new one.
///
/// RSVPs, links and letters stay. `publish` publishes a draft; a cancelled or postponed event is
/// public as it is.
///
/// # Errors
/// `Refusals` of the document with every path; or a failure of ours.
pub async fn import(
    desk: &Desk,
    document: &Document,
    publish: bool,
) -> Result<Imported, NotImported> {
    let findings = document_check::look_over(document);
    if !findings.problems.is_empty() {
        return Err(NotImported::Document(findings.problems));
    }
    let txn = desk.begin().await?;
    let standing = standing(&txn, document).await?;
    let guarded =
        line_up::guarded(&txn, standing.as_ref().map(|event| event.id), document.clone()).await?;
    let (document, now) = (&guarded, desk.now());
    let mut event = record(document, standing.as_ref(), now);
    if standing.is_none() && document.slug.as_ref().is_none_or(String::is_empty) {
        event.slug = free_slug(&txn, &document.title.clone().unwrap_or_default(), None).await?;
    }
    if publish && event.state.is_none_or(|state| state == State::Draft) {
        event.state = Some(State::Published);
    }
    let event = write(&txn, event, standing.is_some()).await?;
    let mut oddities = findings.oddities;
    rows::replace(&txn, &event, document, (None, now)).await?;
    edition::keep(&txn, &event, document, None, now).await?;
    let mut odd = edit::fewer_seats_than_taken(&txn, &event, now).await?;
    odd.extend(edit::moved_there(&txn, &event, now).await?);
    oddities.extend(odd.into_iter().map(|slip| format!("{}: {}", slip.field, slip.why)));
    change::look(&txn, &event, now).await?;
    journal::note(&txn, now, "command line", "imported", Some(event.id), None).await?;
    txn.commit().await.map_err(Error::from)?;
    Ok(Imported { slug: event.slug, oddities })
}

/// Why a document was not imported.
#[derive(Debug, thiserror::Error)]
pub enum NotImported {
    /// The document's fault: a sentence each, with its path.
    #[error("{}", .0.join("\n"))]
    Document(Vec<String>),
    /// Not the document's fault.
    #[error(transparent)]
    Failed(#[from] Error),
}

async fn standing<C: ConnectionTrait>(txn: &C, document: &Document) -> Result<Option<Event>> {
    let Some(slug) = document.slug.as_ref() else { return Ok(None) };
    Ok(Entity::find().filter(COLUMN.slug.eq(slug)).lock_exclusive().one(txn).await?)
}

/// A slug from the title that no event but `own` has: a document without one never replaces an event.
pub(super) async fn free_slug<C: ConnectionTrait>(
    txn: &C,
    title: &str,
    own: Option<i64>,
) -> Result<String> {
    let mut stem = slug::slugify(title);
    stem.truncate(70);
    let stem =
        if is_slug(stem.trim_end_matches('-')) { stem.trim_end_matches('-') } else { "event" };
    for number in 1.. {
        let slug = if number == 1 { stem.to_owned() } else { format!("{stem}-{number}") };
        let holder = Entity::find().filter(COLUMN.slug.eq(&slug)).one(txn).await?;
        if holder.is_none_or(|holder| Some(holder.id) == own) {
            return Ok(slug);
        }
    }
    unreachable!("there are more numbers than events")
}

pub(super) async fn write<C: ConnectionTrait>(txn: &C, event: Event, known: bool) -> Result<Event> {
    let id = event.id;
    let event = if known {
        let before = Entity::find_by_id(id).one(txn).await?;
        let once_more = before.as_ref().is_some_and(|before| entry::has_moved(before, &event));
        let moves = before.as_ref().map_or(0, |before| before.moves) + i64::from(once_more);
        let row = Model { moves, ..event }.into_active_model();
        let after = row.reset_all().update(txn).await?;
        if let Some(before) = before {
            rsvp::go_along(txn, &after, before.mode()).await?;
            if let Some(departure) = mailing::departure(&before, &after) {
                mailing::withdraw(txn, &after, departure).await?;
            }
            mailing::withdraw_early(txn, &after).await?;
        }
        after
    } else {
        ActiveModel { id: NotSet, ..event.into_active_model() }.insert(txn).await?
    };
    // Limits, blocks, times and state all concern the waiting line, which is looked at once this is
    // committed.
    line::look_at(txn, event.id, event.changed_at).await?;
    errand::set(txn, errand::Kind::Ladder, event.id, event.changed_at, event.changed_at).await?;
    ladder::withdraw_unplanned(txn, &event, event.changed_at).await?;
    Ok(event)
}

/// The event's row as the document says it, with the derived instants.
pub(crate) fn record(document: &Document, standing: Option<&Event>, now: DateTime<Utc>) -> Event {
    let document = document.clone();
    let time = document.time.unwrap_or_default();
    let place = document.place.unwrap_or_default();
    let online = document.online.unwrap_or_default();
    let rsvp = document.rsvp.unwrap_or_default();
    let contact = rsvp.contact.unwrap_or_default();
    let event = Model {
        id: standing.map_or(0, |event| event.id),
        slug: document.slug.unwrap_or_default(),
        kind: document.kind,
        language: filled(document.language),
        title: document.title.unwrap_or_default(),
        subtitle: filled(document.subtitle),
        occasion: filled(document.occasion),
        state: filled(document.state).and_then(|state| state.parse().ok()),
        reason: filled(document.reason),
        replacement: filled(document.replacement),
        publish_at: document.publish_at,
        zone: filled(time.zone),
        starts: time.starts,
        ends: time.ends,
        date: time.date.map(|date| date.to_string()),
        end_date: time.end_date.map(|date| date.to_string()),
        doors: time.doors,
        all_day: time.all_day,
        mode: filled(place.mode),
        building: filled(place.building),
        room: filled(place.room),
        address: filled(place.address),
        country: filled(place.country),
        arrival: filled(place.arrival),
        online_url: filled(online.url),
        online_reveal: filled(online.reveal),
        online_note: filled(online.note),
        description: filled(document.description),
        rsvp_mode: filled(rsvp.mode),
        opens: rsvp.opens,
        closes: rsvp.closes,
        seats: rsvp.seats,
        online_seats: rsvp.online_seats,
        largest_party: rsvp.largest_party,
        smaller_pass: rsvp.smaller_pass,
        shared_addresses: rsvp.shared_addresses,
        changes_until: rsvp.changes_until,
        contact_name: filled(contact.name),
        contact_email: filled(contact.email),
        tags: Lines(document.tags),
        visible_from: None,
        starts_at: None,
        over_at: None,
        opens_at: None,
        closes_at: None,
        changes_until_at: None,
        created_at: standing.map_or(now, |event| event.created_at),
        changed_at: now,
        revision: standing.map_or(0, |event| event.revision + 1),
        deleted_at: None,
        moves: standing.map_or(0, |event| event.moves),
        links_by_hand: standing.is_some_and(|event| event.links_by_hand),
    };
    with_instants(event)
}

/// Fills what follows from the wall times. Call it after every change to one of them.
pub(super) fn with_instants(event: Event) -> Event {
    let zone = event.zone();
    let at = |wall: Option<WallTime>| wall.and_then(|wall| zone.instant(wall).ok());
    let timed = !event.is_all_day();
    let start = at(event.starts.filter(|_| timed));
    let end = at(event.ends.filter(|_| timed)).filter(|end| start.is_none_or(|start| *end > start));
    let first_day = event.first_day();
    let over_at = end.or_else(|| event.last_day().map(|day| zone.end_of_day(day)));
    let start_of_day = first_day.map(|day| zone.start_of_day(day));
    Model {
        visible_from: at(event.publish_at),
        changes_until_at: at(event.changes_until),
        starts_at: start.or(start_of_day),
        over_at,
        opens_at: at(event.opens),
        closes_at: at(event.closes).or(start).or_else(|| closing_day(&event, zone)).or(over_at),
        ..event
    }
}

fn closing_day(event: &Event, zone: Zone) -> Option<DateTime<Utc>> {
    event.first_day().map(|day| zone.end_of_day(day))
}

/// An empty text says as little as none.
fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}
