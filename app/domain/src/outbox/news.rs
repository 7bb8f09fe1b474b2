//! News for staff: digests and alerts, to those who want them.
//!
//! They go to an address of staff, bring no token and name no guest. What a letter tells is either kept
//! in its row, as facts of the moment at which it was written, or read anew from its event.

use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QuerySelect as _};

use super::posting::letter;
use super::{ActiveModel, COLUMN, Column, Entity, Kind};
use crate::desk::Desk;
use crate::error::Result;

/// A letter of news before it is known who gets it.
pub(crate) struct News {
    /// What it tells.
    pub kind: Kind,
    /// About which event.
    pub event_id: Option<i64>,
    /// Which one of its kind: the number of a day, or of an RSVP.
    pub occurrence: i64,
    /// What it tells of the moment, in JSON.
    pub facts: Option<String>,
}

impl News {
    /// News of this kind, with nothing in them yet.
    pub fn of(kind: Kind) -> Self {
        Self { kind, event_id: None, occurrence: 0, facts: None }
    }
}

impl Kind {
    /// Whether it tells staff what is new.
    pub fn is_news(self) -> bool {
        matches!(
            self,
            Self::Digest
                | Self::MemberReplied
                | Self::RoomFull
                | Self::ConsentOver
                | Self::MailTrouble
        )
    }
}

/// Queues the news to each of these addresses. Whether they were told already is the caller's to
/// know, under a lock.
pub(crate) async fn post_news<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    addresses: impl IntoIterator<Item = &str>,
    news: &News,
) -> Result<()> {
    let rows: Vec<ActiveModel> = addresses
        .into_iter()
        .map(|address| ActiveModel {
            event_id: Set(news.event_id),
            occurrence: Set(news.occurrence),
            changes: Set(news.facts.clone()),
            ..letter(desk, address, news.kind)
        })
        .collect();
    if !rows.is_empty() {
        Entity::insert_many(rows).exec_without_returning(txn).await?;
    }
    Ok(())
}

/// The occurrences of this kind about this event, or about none, that were written among these.
pub(crate) async fn known_news<C: ConnectionTrait>(
    txn: &C,
    kind: Kind,
    event_id: Option<i64>,
    occurrences: &[i64],
) -> Result<Vec<i64>> {
    let about = match event_id {
        Some(id) => Column::EventId.eq(id),
        None => Column::EventId.is_null(),
    };
    let known = Entity::find()
        .filter(COLUMN.kind.eq(kind))
        .filter(about)
        .filter(COLUMN.occurrence.is_in(occurrences.iter().copied()))
        .select_only()
        .column(Column::Occurrence)
        .distinct();
    Ok(known.into_tuple().all(txn).await?)
}
