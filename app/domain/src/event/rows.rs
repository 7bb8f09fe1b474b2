//! An event's rows as one thing: read together, replaced together.

use sea_orm::ActiveValue::NotSet;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, IntoActiveModel as _, QueryOrder as _};

use super::Event;
use crate::appearance::{self, Appearance};
use crate::document::Document;
use crate::error::Result;
use crate::host::{self, Host};
use crate::notice::{self, Notice};
use crate::session::{self, Session};

/// What belongs to one event, each list in its order.
pub(super) struct Rows {
    pub hosts: Vec<Host>,
    pub appearances: Vec<Appearance>,
    pub sessions: Vec<Session>,
    pub notices: Vec<Notice>,
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
        appearances: appearance::Entity::find()
            .filter(appearance::COLUMN.event_id.eq(id))
            .order_by_asc(appearance::COLUMN.position)
            .all(db)
            .await?,
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
    })
}

/// Puts the document's parts in the place of all that the event has.
pub(super) async fn replace<C: ConnectionTrait>(txn: &C, id: i64, new: &Document) -> Result<()> {
    host::Entity::delete_many().filter(host::COLUMN.event_id.eq(id)).exec(txn).await?;
    appearance::Entity::delete_many().filter(appearance::COLUMN.event_id.eq(id)).exec(txn).await?;
    session::Entity::delete_many().filter(session::COLUMN.event_id.eq(id)).exec(txn).await?;
    notice::Entity::delete_many().filter(notice::COLUMN.event_id.eq(id)).exec(txn).await?;

    let hosts = (0..).zip(&new.hosts).map(|(place, part)| host::ActiveModel {
        id: NotSet,
        ..Host::from_document(id, place, part).into_active_model()
    });
    host::Entity::insert_many(hosts).exec_without_returning(txn).await?;
    let speakers = (0..).zip(&new.speakers).map(|(place, part)| appearance::ActiveModel {
        id: NotSet,
        ..Appearance::from_document(id, place, part).into_active_model()
    });
    appearance::Entity::insert_many(speakers).exec_without_returning(txn).await?;
    let sessions = (0..).zip(&new.sessions).map(|(place, part)| session::ActiveModel {
        id: NotSet,
        ..Session::from_document(id, place, part).into_active_model()
    });
    session::Entity::insert_many(sessions).exec_without_returning(txn).await?;
    let notices = (0..).zip(&new.notices).map(|(place, part)| notice::ActiveModel {
        id: NotSet,
        ..Notice::from_document(id, place, part).into_active_model()
    });
    notice::Entity::insert_many(notices).exec_without_returning(txn).await?;
    Ok(())
}
