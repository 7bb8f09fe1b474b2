//! The first owner, by a link that only who started the program can read.
//!
//! There is no account to begin with and no password to forget to change: as long as nobody is
//! owner, the command line prints a link that asks who is. One such link counts at a time, and none
//! does once there is an owner.

use sea_orm::entity::prelude::*;

use super::asked::address;
use super::link::{hash_of, use_up};
use super::{COLUMN, Purpose, mint};
use crate::address::MailAddress;
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::staff::{self, Role};
use crate::staff_session::{self, Visit};
use crate::token::Token;
use crate::{journal, text};

/// Who says to be the first owner, as typed.
#[derive(Clone, Default)]
pub struct Introduction {
    /// Name.
    pub name: String,
    /// Mail address.
    pub email: String,
}

/// A link for the first owner; nothing when there is an owner. Earlier ones are void from now on.
pub async fn first_link(desk: &Desk) -> Result<Option<Token>> {
    let txn = desk.begin().await?;
    let now = desk.now();
    if staff::has_owner(&txn).await? {
        return Ok(None);
    }
    use_up(&txn, COLUMN.purpose.eq(Purpose::First), now).await?;
    let (token, _) = mint(&txn, None, Purpose::First, now).await?;
    txn.commit().await?;
    Ok(Some(token))
}

/// Makes who holds the first owner's link the owner and begins their session.
///
/// # Errors
/// `NotFound` for a link that does not count, before anything typed is looked at; `Invalid`.
pub async fn become_first_owner(
    desk: &Desk,
    link: &str,
    typed: &Introduction,
    visit: &Visit<'_>,
) -> Result<Token> {
    let hash = hash_of(link)?;
    let txn = desk.begin().await?;
    let now = desk.now();
    // All of them at once: two who hold one each cannot both be first.
    let used = use_up(&txn, COLUMN.purpose.eq(Purpose::First), now).await?;
    if used.iter().all(|way| way.hash != hash) || staff::has_owner(&txn).await? {
        return Err(Error::NotFound);
    }
    let (name, address) = introduced(typed)?;
    let owner = staff::appoint(&txn, &address, Some(&name), Role::Owner, now).await?.member;
    journal::by_member(owner.id, "became the first owner").write(&txn, now).await?;
    let token = staff_session::begin(&txn, owner.id, visit, now).await?;
    txn.commit().await?;
    Ok(token)
}

fn introduced(typed: &Introduction) -> Result<(String, MailAddress)> {
    match (text::person_name(&typed.name), address(&typed.email)) {
        (Ok(name), Ok(address)) => Ok((name, address)),
        (name, address) => {
            let slips = [name.err(), address.err()];
            Err(Error::Invalid(slips.into_iter().flatten().collect()))
        }
    }
}
