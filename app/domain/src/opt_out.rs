//! Who wants no announcements.
//!
//! Letters about one's own RSVP go out all the same; an announcement is the only letter that one can
//! decline (RFC 8058, and what large mail services ask of whoever writes to many). The link in it is
//! for its address alone, works without a session, and changes something only by POST: link scanners
//! open every link. One can take it back at the same place.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QuerySelect as _};

use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::token::Token;
use crate::{journal, mailing};

mod link;

pub(crate) use link::{Minted, mint_all};

/// An address that wants none.
#[sea_orm::model]
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "opt_out")]
pub struct Model {
    /// The address, normalised.
    #[sea_orm(primary_key, auto_increment = false)]
    pub email: String,
    /// Since when.
    pub at: DateTimeUtc,
    /// The letter to a group that brought the link.
    pub mailing_id: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}

crate::private::private!(Model, ModelEx);

/// Whether the address of this link wants no announcements.
///
/// # Errors
/// `NotFound` for a link that leads nowhere.
pub async fn is_out(desk: &Desk, token: &str) -> Result<bool> {
    let link = link::of(desk.read(), token).await?;
    declines(desk.read(), &link.email).await
}

/// The address of this link wants no announcements any more. Doing it again changes nothing.
///
/// # Errors
/// `NotFound` for a link that leads nowhere.
pub async fn leave(desk: &Desk, token: &str) -> Result<()> {
    let txn = desk.begin().await?;
    let (link, now) = (link::of(&txn, token).await?, desk.now());
    let row =
        ActiveModel { email: Set(link.email), at: Set(now), mailing_id: Set(link.mailing_id) };
    let added = Entity::insert(row).on_conflict_do_nothing().exec_without_returning(&txn).await?;
    if matches!(added, sea_orm::TryInsertResult::Inserted(1..)) {
        noted(&txn, link.mailing_id, "declined announcements", now).await?;
    }
    Ok(txn.commit().await?)
}

/// The address of this link wants them again.
///
/// # Errors
/// `NotFound` for a link that leads nowhere.
pub async fn come_back(desk: &Desk, token: &str) -> Result<()> {
    let txn = desk.begin().await?;
    let (link, now) = (link::of(&txn, token).await?, desk.now());
    let gone = Entity::delete_by_id(link.email).exec(&txn).await?;
    if gone.rows_affected > 0 {
        noted(&txn, link.mailing_id, "wants announcements again", now).await?;
    }
    Ok(txn.commit().await?)
}

/// The journal tells that somebody did it, never who.
async fn noted<C: ConnectionTrait>(
    txn: &C,
    mailing_id: Option<i64>,
    deed: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let event_id = mailing::event_of(txn, mailing_id).await?;
    journal::note(txn, now, "guest", deed, event_id, None).await
}

/// Whether this address wants none.
pub(crate) async fn declines<C: ConnectionTrait>(db: &C, email: &str) -> Result<bool> {
    Ok(Entity::find_by_id(email).one(db).await?.is_some())
}

/// Those of an event's guests, and of who replied for them, who want none.
pub(crate) async fn of_event<C: ConnectionTrait>(db: &C, event_id: i64) -> Result<HashSet<String>> {
    use crate::rsvp;
    let mut all = HashSet::new();
    for column in [rsvp::Column::Email, rsvp::Column::SchedulerEmail] {
        let known = rsvp::Entity::find()
            .filter(rsvp::COLUMN.event_id.eq(event_id))
            .filter(column.is_not_null())
            .select_only()
            .column(column);
        let known = sea_orm::QueryTrait::into_query(known);
        let out = Entity::find().filter(Column::Email.in_subquery(known));
        let out = out.select_only().column(Column::Email).into_tuple::<String>();
        all.extend(out.all(db).await?);
    }
    Ok(all)
}

/// Those of these addresses that want none.
pub(crate) async fn among<C: ConnectionTrait>(
    db: &C,
    addresses: impl Iterator<Item = &str>,
) -> Result<HashSet<String>> {
    let out = Entity::find().filter(COLUMN.email.is_in(addresses)).select_only();
    let out = out.column(Column::Email).into_tuple::<String>().all(db).await?;
    Ok(out.into_iter().collect())
}

/// What a link's token reads as.
fn read(raw: &str) -> Result<Token> {
    Token::from_link(raw).ok_or(Error::NotFound)
}
