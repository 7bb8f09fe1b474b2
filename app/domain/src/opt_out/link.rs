//! The links in announcements by which they are declined. Each letter brings one of its own.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;

use super::read;
use crate::error::{Error, Result};
use crate::token::Token;

/// A link as kept.
#[sea_orm::model]
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "unsubscribe")]
pub struct Model {
    /// SHA-256 of the token, in hex.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: String,
    /// The address that it is for.
    pub email: String,
    /// The letter to a group that brought it.
    pub mailing_id: Option<i64>,
    /// When the letter that carries it was claimed.
    pub minted_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

crate::private::private!(Model, ModelEx);

/// Links that are minted for several letters, to be written down together.
pub(crate) struct Minted {
    now: DateTime<Utc>,
    rows: Vec<ActiveModel>,
}

impl Minted {
    /// None yet.
    pub fn none(now: DateTime<Utc>) -> Self {
        Self { now, rows: vec![] }
    }

    /// One for this address, in a letter of this mailing.
    pub fn one(&mut self, email: &str, mailing_id: i64) -> Token {
        let token = Token::fresh();
        self.rows.push(ActiveModel {
            hash: Set(token.hash()),
            email: Set(email.to_owned()),
            mailing_id: Set(Some(mailing_id)),
            minted_at: Set(self.now),
        });
        token
    }
}

/// Writes down the links that were minted.
pub(crate) async fn mint_all<C: ConnectionTrait>(txn: &C, minted: Minted) -> Result<()> {
    if !minted.rows.is_empty() {
        Entity::insert_many(minted.rows).exec_without_returning(txn).await?;
    }
    Ok(())
}

/// What a link stands for.
pub(super) async fn of<C: ConnectionTrait>(db: &C, raw: &str) -> Result<Model> {
    let found = Entity::find_by_id(read(raw)?.hash()).one(db).await?;
    found.ok_or(Error::NotFound)
}
