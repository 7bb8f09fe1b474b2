//! Editions: what an event said at each revision, so that two people who edit at once can be told
//! apart field by field.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder as _, QuerySelect as _};

use super::Event;
use crate::change;
use crate::document::Document;
use crate::error::Result;

/// An edition as kept.
#[sea_orm::model]
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "edition")]
pub struct Model {
    /// Row number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The event.
    pub event_id: i64,
    /// The event's revision that said this.
    pub revision: i64,
    /// The whole document. It holds speakers' addresses.
    pub document: String,
    /// Who wrote it; nobody of staff at the command line.
    pub staff_id: Option<i64>,
    /// When.
    pub at: DateTimeUtc,
}
pub(crate) use Model as Edition;

impl ActiveModelBehavior for ActiveModel {}

crate::private::private!(Model, ModelEx);

/// So many editions of an event are kept, and besides those that tell what somebody knows of it.
const KEPT: i64 = 100;

/// Keeps what the event says now.
pub(crate) async fn keep<C: ConnectionTrait>(
    txn: &C,
    event: &Event,
    document: &Document,
    staff_id: Option<i64>,
    now: DateTime<Utc>,
) -> Result<()> {
    let row = ActiveModel {
        id: NotSet,
        event_id: Set(event.id),
        revision: Set(event.revision),
        document: Set(document.write()),
        staff_id: Set(staff_id),
        at: Set(now),
    };
    Entity::insert(row).exec_without_returning(txn).await?;
    if event.revision >= KEPT {
        let bases = change::bases(txn, event.id).await?;
        Entity::delete_many()
            .filter(COLUMN.event_id.eq(event.id))
            .filter(COLUMN.revision.lte(event.revision - KEPT))
            .filter(COLUMN.revision.is_not_in(bases))
            .exec(txn)
            .await?;
    }
    Ok(())
}

/// What the event said at all revisions that are kept, the oldest first.
pub(crate) async fn editions<C: ConnectionTrait>(db: &C, event_id: i64) -> Result<Vec<Document>> {
    let all = Entity::find().filter(COLUMN.event_id.eq(event_id)).order_by_asc(COLUMN.revision);
    Ok(all.all(db).await?.iter().filter_map(Edition::document).collect())
}

/// What the event said at this revision, if it is still kept.
pub(crate) async fn at_revision<C: ConnectionTrait>(
    db: &C,
    event_id: i64,
    revision: i64,
) -> Result<Option<Edition>> {
    let edition =
        Entity::find().filter(COLUMN.event_id.eq(event_id)).filter(COLUMN.revision.eq(revision));
    Ok(edition.one(db).await?)
}

/// The same, or where it is not kept any more, what was said first of what is.
pub(crate) async fn at_or_after<C: ConnectionTrait>(
    db: &C,
    event_id: i64,
    revision: i64,
) -> Result<Option<Edition>> {
    let editions =
        Entity::find().filter(COLUMN.event_id.eq(event_id)).filter(COLUMN.revision.gte(revision));
    Ok(editions.order_by_asc(COLUMN.revision).limit(1).one(db).await?)
}

/// The last one before it that is kept.
pub(crate) async fn before<C: ConnectionTrait>(
    db: &C,
    event_id: i64,
    revision: i64,
) -> Result<Option<Edition>> {
    let editions =
        Entity::find().filter(COLUMN.event_id.eq(event_id)).filter(COLUMN.revision.lt(revision));
    Ok(editions.order_by_desc(COLUMN.revision).limit(1).one(db).await?)
}

impl Model {
    /// The document, unless a later version of this program cannot read it.
    pub(crate) fn document(&self) -> Option<Document> {
        Document::read(&self.document).ok()
    }
}
