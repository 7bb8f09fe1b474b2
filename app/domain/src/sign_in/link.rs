//! The link: what it opens, and its one use.
//!
//! One statement asks whether a link still counts and uses it up, so that of two who press the button
//! at once one gets in. Used, late, made void and made up are one answer.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, ConnectionTrait};

use super::{COLUMN, Column, Entity, Model};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::staff;
use crate::staff_session::{self, Visit};
use crate::token::Token;

/// What stands behind a link that still counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opens {
    /// A session for the member of staff that it was made for.
    Session,
    /// The question who the first owner is.
    FirstOwner,
}

/// What a link opens. Changes nothing.
///
/// # Errors
/// `NotFound` for a link that opens nothing, whatever the reason.
pub async fn opens(desk: &Desk, link: &str) -> Result<Opens> {
    let hash = hash_of(link)?;
    let alive = Entity::find().filter(COLUMN.hash.eq(hash)).filter(is_alive(desk.now()));
    let way = alive.one(desk.read()).await?.ok_or(Error::NotFound)?;
    match way.staff_id {
        Some(id) => staff::member(desk.read(), id).await.map(|_| Opens::Session),
        None if staff::has_owner(desk.read()).await? => Err(Error::NotFound),
        None => Ok(Opens::FirstOwner),
    }
}

/// Uses a link up and begins a session; the token is the cookie's value.
///
/// # Errors
/// As [`opens`], and for the first owner's link, which [`super::become_first_owner`] takes.
pub async fn enter(desk: &Desk, link: &str, visit: &Visit<'_>) -> Result<Token> {
    let hash = hash_of(link)?;
    let txn = desk.begin().await?;
    let now = desk.now();
    let way = use_up(&txn, COLUMN.hash.eq(hash), now).await?;
    let staff_id = way.into_iter().find_map(|way| way.staff_id).ok_or(Error::NotFound)?;
    staff::member(&txn, staff_id).await?;
    let token = staff_session::begin(&txn, staff_id, visit, now).await?;
    txn.commit().await?;
    Ok(token)
}

/// Uses up what still counts of these, and says what that was.
pub(super) async fn use_up<C: ConnectionTrait>(
    txn: &C,
    which: impl sea_orm::sea_query::IntoCondition,
    now: DateTime<Utc>,
) -> Result<Vec<Model>> {
    let used = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(Some(now)))
        .filter(which)
        .filter(is_alive(now))
        .exec_with_returning(txn)
        .await?;
    Ok(used)
}

/// Makes every way in of a member of staff void.
pub(crate) async fn void_all<C: ConnectionTrait>(
    txn: &C,
    staff_id: i64,
    now: DateTime<Utc>,
) -> Result<()> {
    use_up(txn, COLUMN.staff_id.eq(staff_id), now).await.map(|_| ())
}

pub(super) fn hash_of(link: &str) -> Result<String> {
    Token::from_link(link).map(|token| token.hash()).ok_or(Error::NotFound)
}

fn is_alive(now: DateTime<Utc>) -> Condition {
    Condition::all().add(COLUMN.used_at.is_null()).add(COLUMN.expires_at.gt(now))
}
