//! Becoming staff: by the command line or by an owner, with the one rule that somebody stays owner.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, IntoActiveModel as _, QueryOrder as _, QuerySelect as _};

use super::{ActiveModel, COLUMN, Entity, Member, Role, Staff};
use crate::address::MailAddress;
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::sign_in::{self, Purpose};
use crate::token::Token;
use crate::{journal, staff_session, text};

/// Makes somebody staff at the word of the command line; a link that signs them in once.
///
/// # Errors
/// `Invalid` for what cannot be taken, and for the last owner, who stays owner.
pub async fn add(desk: &Desk, email: &str, role: Role, name: Option<&str>) -> Result<Token> {
    let address = MailAddress::parse(email).map_err(|slip| Error::Invalid(vec![slip]))?;
    let name = name.map(text::person_name).transpose();
    let name = name.map_err(|slip| Error::Invalid(vec![slip]))?;
    let txn = desk.begin().await?;
    let now = desk.now();
    let appointed = appoint(&txn, &address, name.as_deref(), role, now).await?;
    let id = appointed.member.id;
    let (token, _) = sign_in::mint(&txn, Some(id), Purpose::Printed, now).await?;
    for deed in appointed.news.into_iter().chain(["printed a sign-in link"]) {
        journal::entry("command line", deed).other(id).write(&txn, now).await?;
    }
    txn.commit().await?;
    Ok(token)
}

/// Somebody who is staff now.
pub(crate) struct Appointed {
    /// Who.
    pub member: Member,
    /// What that changed, for the journal; nothing when they were just this before.
    pub news: Option<&'static str>,
}

/// Writes somebody down as staff, new or back or in another role. Who had another role is signed out.
pub(crate) async fn appoint<C: ConnectionTrait>(
    txn: &C,
    address: &MailAddress,
    name: Option<&str>,
    role: Role,
    now: DateTime<Utc>,
) -> Result<Appointed> {
    let known = Entity::find().filter(COLUMN.email.eq(address.as_str())).one(txn).await?;
    let Some(known) = known else {
        let row = ActiveModel {
            id: NotSet,
            email: Set(address.as_str().to_owned()),
            name: Set(name.unwrap_or_default().to_owned()),
            role: Set(role),
            created_at: Set(now),
            removed_at: Set(None),
            digest: Set(None),
            digested_at: Set(None),
            alerts: Set(false),
        };
        return Ok(Appointed { member: row.insert(txn).await?, news: Some("added") });
    };
    if known.removed_at.is_none() && known.role == Role::Owner && role != Role::Owner {
        leaves_an_owner(txn, known.id).await?;
    }
    let (back, another_role) = (known.removed_at.is_some(), known.role != role);
    if another_role {
        staff_session::end_all(txn, known.id, now).await?;
    }
    let mut row = known.into_active_model();
    row.role = Set(role);
    row.removed_at = Set(None);
    if back {
        row.created_at = Set(now);
        // What somebody wanted to hear of then they have to ask for again.
        row.digest = Set(None);
        row.alerts = Set(false);
    }
    if let Some(name) = name {
        row.name = Set(name.to_owned());
    }
    let news = match (back, another_role) {
        (true, _) => Some("added"),
        (false, true) => Some("changed the role"),
        (false, false) => None,
    };
    Ok(Appointed { member: row.update(txn).await?, news })
}

/// Refuses to take the last owner away. Two owners who do it to each other at once are counted one
/// after the other.
pub(super) async fn leaves_an_owner<C: ConnectionTrait>(txn: &C, leaving: i64) -> Result<()> {
    let owners: Vec<i64> = Entity::find()
        .filter(COLUMN.role.eq(Role::Owner))
        .filter(COLUMN.removed_at.is_null())
        .order_by_asc(COLUMN.id)
        .lock_exclusive()
        .all(txn)
        .await?
        .into_iter()
        .map(|owner| owner.id)
        .collect();
    if owners.iter().any(|id| *id != leaving) {
        return Ok(());
    }
    Err(Error::invalid("role", "Somebody has to be owner: make another person owner first."))
}

/// Changes one's own name.
///
/// # Errors
/// `Invalid` for what is no name.
pub async fn introduce(desk: &Desk, staff: &Staff, name: &str) -> Result<()> {
    let name = text::person_name(name).map_err(|slip| Error::Invalid(vec![slip]))?;
    let txn = desk.begin().await?;
    let mut row = super::member(&txn, staff.id()).await?.into_active_model();
    row.name = Set(name);
    row.update(&txn).await?;
    journal::by(staff, "changed their name").write(&txn, desk.now()).await?;
    Ok(txn.commit().await?)
}
