//! Who did what, written in the transaction that does it. Rows are only ever added.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;

use crate::error::Result;

/// An entry as kept. It names deeds, never what was typed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "journal")]
pub struct Model {
    /// Row number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// When.
    pub at: DateTimeUtc,
    /// `guest`, `command line`, `postman`; later a member of staff.
    pub who: String,
    /// What, in the past tense.
    pub deed: String,
    /// To which event.
    pub event_id: Option<i64>,
    /// To which RSVP.
    pub rsvp_id: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}

/// Adds an entry.
pub(crate) async fn note<C: ConnectionTrait>(
    txn: &C,
    at: DateTime<Utc>,
    who: &str,
    deed: &str,
    event_id: Option<i64>,
    rsvp_id: Option<i64>,
) -> Result<()> {
    let entry = ActiveModel {
        id: NotSet,
        at: Set(at),
        who: Set(who.to_owned()),
        deed: Set(deed.to_owned()),
        event_id: Set(event_id),
        rsvp_id: Set(rsvp_id),
    };
    Entity::insert(entry).exec_without_returning(txn).await?;
    Ok(())
}
