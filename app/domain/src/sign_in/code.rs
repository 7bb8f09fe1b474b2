//! The six-digit code: for those who read their mail on another device.
//!
//! A million codes are few, so wrong ones are counted by address and, past a few, not looked at for a
//! while. Nobody is locked out by that: the link in the same mail goes on working. An address that
//! nobody has gets the same answers after the same work.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder as _};

use super::asked::address;
use super::link::use_up;
use super::turn::in_turn;
use super::{COLUMN, Entity, Model, Purpose, code_hash, wrong_code};
use crate::address::MailAddress;
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::staff_session::{self, Visit};
use crate::token::Token;
use crate::{journal, staff};

/// What became of a typed code.
pub enum Guess {
    /// A session began; the token is the cookie's value.
    Right(Token),
    /// Not this one.
    Wrong,
    /// It was not looked at: too many were wrong. How long that stays so.
    TooMany(TimeDelta),
}

/// Takes a typed code. Spaces and hyphens in it do not matter.
///
/// # Errors
/// `Invalid` for an address that cannot be written to.
pub async fn by_code(desk: &Desk, email: &str, code: &str, visit: &Visit<'_>) -> Result<Guess> {
    let address = address(email).map_err(|slip| Error::Invalid(vec![slip]))?;
    // What can be no code is a slip of the keyboard and no guess.
    let Some(code) = digits(code) else { return Ok(Guess::Wrong) };
    let txn = desk.begin().await?;
    in_turn(&txn, &address).await?;
    let now = desk.now();
    if let Some(wait) = wrong_code::wait(&txn, &address, now).await? {
        return Ok(Guess::TooMany(wait));
    }
    let guess = if let Some(staff_id) = entered(&txn, &address, &code, now).await? {
        Guess::Right(staff_session::begin(&txn, staff_id, visit, now).await?)
    } else {
        wrong_code::count(&txn, &address, now).await?;
        journal::entry("stranger", "sign-in failed").write(&txn, now).await?;
        Guess::Wrong
    };
    txn.commit().await?;
    Ok(guess)
}

/// Whom the code signs in, with the way in used up.
async fn entered<C: ConnectionTrait>(
    txn: &C,
    address: &MailAddress,
    code: &str,
    now: DateTime<Utc>,
) -> Result<Option<i64>> {
    let member = staff::by_address(txn, address.as_str()).await?;
    let staff_id = member.map_or(NOBODY, |member| member.id);
    let newest = newest(txn, staff_id, now).await?;
    let (id, hash, kept) =
        newest.map_or((NOBODY, String::new(), None), |way| (way.id, way.hash, way.code_hash));
    // Hashes are compared, so the time that takes tells nothing of the code.
    if kept != Some(code_hash(code, &hash)) {
        return Ok(None);
    }
    let used = use_up(txn, COLUMN.id.eq(id), now).await?;
    Ok(used.into_iter().find_map(|way| way.staff_id))
}

/// No row has this number; asking for it takes as long as for any other.
const NOBODY: i64 = 0;

/// Only the newest mail's code counts: each older one that did would be one more chance to guess.
async fn newest<C: ConnectionTrait>(
    txn: &C,
    staff_id: i64,
    now: DateTime<Utc>,
) -> Result<Option<Model>> {
    let mailed = Entity::find()
        .filter(COLUMN.staff_id.eq(staff_id))
        .filter(COLUMN.purpose.eq(Purpose::Mailed))
        .filter(COLUMN.expires_at.gt(now))
        .order_by_desc(COLUMN.id);
    Ok(mailed.one(txn).await?)
}

fn digits(typed: &str) -> Option<String> {
    let code: String =
        typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '‑')).collect();
    (code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit())).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn a_code_may_be_typed_with_gaps() {
        for typed in ["012345", " 012 345\n", "012-345", "0 1 2 3 4 5", "012\u{a0}345"] {
            assert_eq!(digits(typed).as_deref(), Some("012345"), "{typed}");
        }
        for typed in ["", "12345", "1234567", "12345a", "١٢٣٤٥٦"] {
            assert_eq!(digits(typed), None, "{typed}");
        }
    }
}
