//! Preview links: an event's page for whoever has the link, before everybody may see it.
//!
//! Several live side by side, so that one can be revoked without the others. Only the hash is
//! kept; who made a link sees it once. A deleted event's links open nothing, and open it again
//! when it is restored.

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder as _};

use super::face::face;
use super::{for_staff, locked};
use crate::briefing::Briefing;
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::staff::{self, Staff};
use crate::token::Token;
use crate::{journal, time};

/// A preview link as kept.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "preview")]
pub struct Model {
    /// Row number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The event that it shows.
    pub event_id: i64,
    /// SHA-256 of the token, in hex.
    #[sea_orm(unique)]
    pub hash: String,
    /// Who made it.
    pub staff_id: Option<i64>,
    /// When.
    pub minted_at: DateTimeUtc,
    /// Since when it opens nothing.
    pub revoked_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// A link that opens its event's preview, without the link itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Live {
    /// Its number.
    pub id: i64,
    /// Who made it.
    pub by: String,
    /// When, in words.
    pub made: String,
}

/// What a preview link shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Previewed {
    /// The event as everybody will see it.
    pub briefing: Briefing,
    /// Everybody sees it already.
    pub is_public: bool,
    /// From when on everybody will, in words, where that is settled.
    pub shows_from: Option<String>,
}

/// Makes a link and returns it, whole: nobody can ask for it again.
///
/// # Errors
/// `NotFound`.
pub async fn make(desk: &Desk, staff: &Staff, event_id: i64) -> Result<String> {
    let txn = desk.begin().await?;
    let event = locked(&txn, event_id).await?;
    let token = Token::fresh();
    let row = ActiveModel {
        id: NotSet,
        event_id: Set(event.id),
        hash: Set(token.hash()),
        staff_id: Set(Some(staff.id())),
        minted_at: Set(desk.now()),
        revoked_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(&txn).await?;
    journal::by(staff, "made a preview link").event(event.id).write(&txn, desk.now()).await?;
    txn.commit().await?;
    Ok(desk.link(&format!("/p/{}", token.reveal())))
}

/// Makes a link open nothing. Doing it again changes nothing.
///
/// # Errors
/// `NotFound` for a link that this event never had.
pub async fn revoke(desk: &Desk, staff: &Staff, event_id: i64, id: i64) -> Result<()> {
    let txn = desk.begin().await?;
    let event = locked(&txn, event_id).await?;
    let of_event = Entity::find_by_id(id).filter(COLUMN.event_id.eq(event.id));
    let preview = of_event.one(&txn).await?.ok_or(Error::NotFound)?;
    if preview.revoked_at.is_some() {
        return Ok(());
    }
    let row = ActiveModel { revoked_at: Set(Some(desk.now())), ..preview.into() };
    row.update(&txn).await?;
    journal::by(staff, "revoked a preview link").event(event.id).write(&txn, desk.now()).await?;
    Ok(txn.commit().await?)
}

/// What this link shows.
///
/// # Errors
/// `NotFound` for a link that opens nothing, whatever the reason.
pub async fn of_pass(desk: &Desk, pass: &str) -> Result<Previewed> {
    let token = Token::from_link(pass).ok_or(Error::NotFound)?;
    let live = Entity::find()
        .filter(COLUMN.hash.eq(token.hash()))
        .filter(COLUMN.revoked_at.is_null())
        .one(desk.read())
        .await?;
    let event_id = live.ok_or(Error::NotFound)?.event_id;
    let event = super::Entity::find_by_id(event_id).one(desk.read()).await?;
    let event = event.filter(|event| event.deleted_at.is_none()).ok_or(Error::NotFound)?;
    let now = desk.now();
    let waits = event.state == Some(super::State::Published);
    Ok(Previewed {
        briefing: face(desk, &event).await?,
        is_public: event.is_public(now),
        shows_from: event.shows_from(now).filter(|_| waits),
    })
}

/// The links of an event that open it, the newest first.
///
/// # Errors
/// `NotFound`.
pub async fn live(desk: &Desk, staff: &Staff, event_id: i64) -> Result<Vec<Live>> {
    let db = desk.read();
    let event = for_staff(db, staff, event_id).await?;
    let rows = Entity::find()
        .filter(COLUMN.event_id.eq(event.id))
        .filter(COLUMN.revoked_at.is_null())
        .order_by_desc(COLUMN.id)
        .all(db)
        .await?;
    let makers = makers(db, &rows).await?;
    let by = |row: &Model| {
        let maker = makers.iter().find(|maker| Some(maker.id) == row.staff_id);
        maker.map_or_else(|| "Somebody".to_owned(), |maker| maker.called().to_owned())
    };
    let made = |row: &Model| time::moment(row.minted_at, event.zone());
    Ok(rows.iter().map(|row| Live { id: row.id, by: by(row), made: made(row) }).collect())
}

async fn makers<C: ConnectionTrait>(db: &C, rows: &[Model]) -> Result<Vec<staff::Member>> {
    let ids = rows.iter().filter_map(|row| row.staff_id);
    Ok(staff::Entity::find().filter(staff::COLUMN.id.is_in(ids)).all(db).await?)
}
