//! The links to a speaker's schedule. Each letter brings its own; they live until staff revoke them.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;

use crate::error::{Error, Result};
use crate::token::Token;

/// A link as kept.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "speaker_link")]
pub struct Model {
    /// Row number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Whose schedule it opens.
    pub speaker_id: i64,
    /// SHA-256 of the token, in hex.
    #[sea_orm(unique)]
    pub hash: String,
    /// It went to their assistant.
    pub assistant: bool,
    /// When the letter that carries it was claimed.
    pub minted_at: DateTimeUtc,
    /// When it was opened first.
    pub opened_at: Option<DateTimeUtc>,
    /// Since when it opens nothing.
    pub revoked_at: Option<DateTimeUtc>,
}
pub use Model as SpeakerLink;

impl ActiveModelBehavior for ActiveModel {}

/// Mints a link, for the one letter that will carry it.
pub(crate) async fn mint<C: ConnectionTrait>(
    txn: &C,
    (speaker_id, assistant): (i64, bool),
    now: DateTime<Utc>,
) -> Result<Token> {
    let token = Token::fresh();
    let row = ActiveModel {
        id: NotSet,
        speaker_id: Set(speaker_id),
        hash: Set(token.hash()),
        assistant: Set(assistant),
        minted_at: Set(now),
        opened_at: Set(None),
        revoked_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(txn).await?;
    Ok(token)
}

/// What a link opens.
///
/// # Errors
/// `NotFound` for what never was one, and for a revoked one: nobody can tell them apart.
pub(crate) async fn of<C: ConnectionTrait>(db: &C, raw: &str) -> Result<SpeakerLink> {
    let token = Token::from_link(raw).ok_or(Error::NotFound)?;
    let found = Entity::find()
        .filter(COLUMN.hash.eq(token.hash()))
        .filter(COLUMN.revoked_at.is_null())
        .one(db)
        .await?;
    found.ok_or(Error::NotFound)
}

/// Whether some link still opens the schedule.
pub(crate) async fn any_lives<C: ConnectionTrait>(db: &C, speaker_id: i64) -> Result<bool> {
    let live =
        Entity::find().filter(COLUMN.speaker_id.eq(speaker_id)).filter(COLUMN.revoked_at.is_null());
    Ok(live.one(db).await?.is_some())
}

/// Ends all links to a speaker's schedule at once.
pub(crate) async fn revoke<C: ConnectionTrait>(
    txn: &C,
    speaker_id: i64,
    now: DateTime<Utc>,
) -> Result<u64> {
    let ended = Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(Some(now)))
        .filter(COLUMN.speaker_id.eq(speaker_id))
        .filter(COLUMN.revoked_at.is_null())
        .exec(txn)
        .await?;
    Ok(ended.rows_affected)
}
