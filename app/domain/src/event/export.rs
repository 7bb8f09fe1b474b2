//! An event becomes a document again, with nothing lost.

use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;

use super::{COLUMN, Entity, Event, rows};
use crate::appearance::Appearance;
use crate::desk::Desk;
use crate::document::{Contact, Document, Online, Rsvp, SCHEMA, Time, Venue};
use crate::error::{Error, Result};

/// The document of the event with this slug, drafts included: for staff.
pub async fn export(desk: &Desk, slug: &str) -> Result<Document> {
    let db = desk.read();
    let event = Entity::find().filter(COLUMN.slug.eq(slug)).one(db).await?;
    document(db, event.ok_or(Error::NotFound)?).await
}

/// What the event says, as a document.
pub(crate) async fn document<C: ConnectionTrait>(db: &C, event: Event) -> Result<Document> {
    let parts = rows::read(db, &event).await?;
    let mut document = head(event);
    document.hosts = parts.hosts.into_iter().map(crate::host::Model::into_document).collect();
    document.speakers =
        parts.line_up.into_appearances().into_iter().map(Appearance::into_document).collect();
    document.sessions =
        parts.sessions.into_iter().map(crate::session::Model::into_document).collect();
    let blocks = parts.blocks.into_iter().map(crate::block::Model::into_document).collect();
    document.rsvp.get_or_insert_default().blocks = blocks;
    document.notices = parts.notices.into_iter().map(crate::notice::Model::into_document).collect();
    Ok(document)
}

fn head(event: Event) -> Document {
    Document {
        schema: Some(SCHEMA.to_owned()),
        slug: Some(event.slug),
        kind: event.kind,
        language: event.language,
        title: Some(event.title),
        subtitle: event.subtitle,
        occasion: event.occasion,
        state: event.state.map(|state| state.to_string()),
        reason: event.reason,
        replacement: event.replacement,
        publish_at: event.publish_at,
        time: Some(Time {
            zone: event.zone,
            starts: event.starts,
            ends: event.ends,
            date: event.date.and_then(|date| date.parse().ok()),
            end_date: event.end_date.and_then(|date| date.parse().ok()),
            doors: event.doors,
            all_day: event.all_day,
        }),
        place: Some(Venue {
            mode: event.mode,
            building: event.building,
            room: event.room,
            address: event.address,
            country: event.country,
            arrival: event.arrival,
        }),
        online: Some(Online {
            url: event.online_url,
            reveal: event.online_reveal,
            note: event.online_note,
        }),
        description: event.description,
        rsvp: Some(Rsvp {
            mode: event.rsvp_mode,
            opens: event.opens,
            closes: event.closes,
            seats: event.seats,
            online_seats: event.online_seats,
            largest_party: event.largest_party,
            smaller_pass: event.smaller_pass,
            shared_addresses: event.shared_addresses,
            changes_until: event.changes_until,
            blocks: Vec::new(),
            contact: Some(Contact { name: event.contact_name, email: event.contact_email }),
        }),
        tags: event.tags.0,
        ..Document::default()
    }
}
