//! What must be kept of what an event said, so that it is known what its guests know.

use std::collections::BTreeSet;

use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QuerySelect as _};

use super::known::Told;
use super::notice::Notice;
use crate::error::Result;
use crate::{outbox, rsvp};

/// The revisions of an event by which somebody knows it: read when they replied, told by a letter, known
/// before one, or passed as known.
pub(crate) async fn bases<C: ConnectionTrait>(db: &C, event_id: i64) -> Result<BTreeSet<i64>> {
    let seen = rsvp::Entity::find().filter(rsvp::COLUMN.event_id.eq(event_id));
    let seen = seen.select_only().column(rsvp::Column::SeenRevision).distinct();
    let mut bases: BTreeSet<i64> = seen.into_tuple().all(db).await?.into_iter().collect();
    bases.insert(Notice::of(db, event_id).await?.told_revision);
    for (revision, told) in outbox::told_revisions(db, event_id).await? {
        bases.insert(revision);
        if let Some(knew) = told.as_deref().and_then(Told::read).map(|told| told.knew()) {
            bases.extend([knew.facts, knew.state]);
        }
    }
    Ok(bases)
}
