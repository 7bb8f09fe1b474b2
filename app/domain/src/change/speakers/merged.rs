//! Two entries of one person became one: whom was told of the one knows the other by it.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;

use super::look::learned_address;
use super::notice;
use super::told::Told;
use crate::agenda;
use crate::error::Result;
use crate::outbox;

/// Everybody who was told of `other` was told of `id`. Their appearances have changed hands already.
pub(crate) async fn merged<C: ConnectionTrait>(
    txn: &C,
    (id, other): (i64, i64),
    now: DateTime<Utc>,
) -> Result<()> {
    for event_id in agenda::event_ids(txn, id).await? {
        for row in notice::at_event(txn, event_id).await? {
            let Some(mut facts) = row.knows() else { continue };
            if facts.renumber(other, id) {
                row.knowing(Some(&facts))?.keep(txn).await?;
            }
        }
    }
    let unsent = outbox::Entity::find()
        .filter(outbox::COLUMN.kind.eq(outbox::Kind::ScheduleChanged))
        .filter(outbox::COLUMN.done_at.is_null());
    for letter in unsent.all(txn).await? {
        let Some(mut told) = letter.changes.as_deref().and_then(Told::read) else { continue };
        let mut any = false;
        for one in &mut told.events {
            any |= one.after.renumber(other, id);
            any |= one.before.as_mut().is_some_and(|facts| facts.renumber(other, id));
        }
        if any {
            outbox::Entity::update_many()
                .col_expr(outbox::Column::Changes, Expr::value(told.write()?))
                .filter(outbox::COLUMN.id.eq(letter.id))
                .exec(txn)
                .await?;
        }
    }
    // What was gathered for the other waits for this one.
    learned_address(txn, id, now).await
}
