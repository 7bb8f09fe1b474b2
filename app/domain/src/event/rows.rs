//! An event's rows as one thing: read together, replaced together.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::NotSet;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, IntoActiveModel as _, QueryOrder as _};

use super::Event;
use crate::appearance::{self, Appearance};
use crate::block::{self, Block};
use crate::document::Document;
use crate::error::Result;
use crate::host::{self, Host};
use crate::line_up::{self, LineUp};
use crate::notice::{self, Notice};
use crate::session::{self, Session};

/// What belongs to one event, each list in its order.
pub(super) struct Rows {
    pub hosts: Vec<Host>,
    pub line_up: LineUp,
    pub sessions: Vec<Session>,
    pub notices: Vec<Notice>,
    pub blocks: Vec<Block>,
}

/// All parts of the event.
pub(super) async fn read<C: ConnectionTrait>(db: &C, event: &Event) -> Result<Rows> {
    let id = event.id;
    Ok(Rows {
        hosts: host::Entity::find()
            .filter(host::COLUMN.event_id.eq(id))
            .order_by_asc(host::COLUMN.position)
            .all(db)
            .await?,
        line_up: line_up::of_event(db, id).await?,
        sessions: session::Entity::find()
            .filter(session::COLUMN.event_id.eq(id))
            .order_by_asc(session::COLUMN.position)
            .all(db)
            .await?,
        notices: notice::Entity::find()
            .filter(notice::COLUMN.event_id.eq(id))
            .order_by_asc(notice::COLUMN.position)
            .all(db)
            .await?,
        blocks: block::Entity::find()
            .filter(block::COLUMN.event_id.eq(id))
            .order_by_asc(block::COLUMN.position)
            .all(db)
            .await?,
    })
}

/// The document's parts as rows of this event, not stored.
pub(super) async fn of<C: ConnectionTrait>(
    db: &C,
    event: &Event,
    document: &Document,
) -> Result<Rows> {
    let line_up = line_up::of_document(db, event.id, document).await?;
    let Parts { hosts, sessions, notices, blocks } = parts(event, document);
    Ok(Rows { hosts, line_up, sessions, notices, blocks })
}

/// What of a document's parts follows from the document alone.
struct Parts {
    hosts: Vec<Host>,
    sessions: Vec<Session>,
    notices: Vec<Notice>,
    blocks: Vec<Block>,
}

fn parts(event: &Event, document: &Document) -> Parts {
    let id = event.id;
    let placed = |(place, part)| Host::from_document(id, place, part);
    let hosts = (0..).zip(&document.hosts).map(placed).collect();
    let placed = |(place, part)| Session::from_document(id, place, part);
    let sessions = (0..).zip(&document.sessions).map(placed).collect();
    let placed = |(place, part)| Notice::from_document(id, place, part);
    let notices = (0..).zip(&document.notices).map(placed).collect();
    let kept = document.rsvp.as_ref().map(|rsvp| rsvp.blocks.as_slice()).unwrap_or_default();
    let placed = |(place, part)| Block::from_document(id, place, part, event.zone());
    let blocks = (0..).zip(kept).map(placed).collect();
    Parts { hosts, sessions, notices, blocks }
}

/// Puts the document's parts in the place of all that the event has. `staff_id` is who wrote it, if
/// anybody of staff.
pub(super) async fn replace<C: ConnectionTrait>(
    txn: &C,
    event: &Event,
    new: &Document,
    (staff_id, now): (Option<i64>, DateTime<Utc>),
) -> Result<()> {
    let appearances = line_up::link(txn, event, new, staff_id, now).await?;
    put(txn, event, new, appearances).await
}

/// The same where it is known who the document's speakers are, one after the other.
pub(super) async fn replace_known<C: ConnectionTrait>(
    txn: &C,
    event: &Event,
    new: &Document,
    people: &[line_up::Behind],
    (staff_id, now): (Option<i64>, DateTime<Utc>),
) -> Result<()> {
    let appearances = line_up::link_as(txn, event, (new, people), staff_id, now).await?;
    put(txn, event, new, appearances).await
}

async fn put<C: ConnectionTrait>(
    txn: &C,
    event: &Event,
    new: &Document,
    appearances: Vec<Appearance>,
) -> Result<()> {
    let id = event.id;
    host::Entity::delete_many().filter(host::COLUMN.event_id.eq(id)).exec(txn).await?;
    appearance::Entity::delete_many().filter(appearance::COLUMN.event_id.eq(id)).exec(txn).await?;
    session::Entity::delete_many().filter(session::COLUMN.event_id.eq(id)).exec(txn).await?;
    notice::Entity::delete_many().filter(notice::COLUMN.event_id.eq(id)).exec(txn).await?;

    block::Entity::delete_many().filter(block::COLUMN.event_id.eq(id)).exec(txn).await?;

    let new = parts(event, new);
    let hosts = new.hosts.into_iter();
    let hosts = hosts.map(|row| host::ActiveModel { id: NotSet, ..row.into_active_model() });
    host::Entity::insert_many(hosts).exec_without_returning(txn).await?;
    let speakers = appearances.into_iter();
    let speakers =
        speakers.map(|row| appearance::ActiveModel { id: NotSet, ..row.into_active_model() });
    appearance::Entity::insert_many(speakers).exec_without_returning(txn).await?;
    let sessions = new.sessions.into_iter();
    let sessions =
        sessions.map(|row| session::ActiveModel { id: NotSet, ..row.into_active_model() });
    session::Entity::insert_many(sessions).exec_without_returning(txn).await?;
    let notices = new.notices.into_iter();
    let notices = notices.map(|row| notice::ActiveModel { id: NotSet, ..row.into_active_model() });
    notice::Entity::insert_many(notices).exec_without_returning(txn).await?;
    let blocks = new.blocks.into_iter();
    let blocks = blocks.map(|row| block::ActiveModel { id: NotSet, ..row.into_active_model() });
    block::Entity::insert_many(blocks).exec_without_returning(txn).await?;
    Ok(())
}
