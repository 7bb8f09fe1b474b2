//! Signing in: one-time links and the six-digit codes beside them.
//!
//! A link is 128 random bits and opens a page with a button, since mail scanners open links. The
//! code is for those who read their mail on another device; it is short, so guesses are counted and
//! slowed, while the link beside it always works: nobody can lock anybody out.

use chrono::{DateTime, TimeDelta, Utc};
use rand::TryRng as _;
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;

use crate::error::Result;
use crate::token::{self, Token};

mod asked;
mod code;
mod first;
mod link;
mod turn;
mod wrong_code;

pub use asked::ask;
pub(crate) use asked::had_enough;
pub use code::{Guess, by_code};
pub use first::{Introduction, become_first_owner, first_link};
pub(crate) use link::void_all;
pub use link::{Opens, enter, opens};
pub(crate) use turn::in_turn;

/// A way in as kept.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_in")]
pub struct Model {
    /// Row number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// For whom; nobody yet for the first owner's.
    pub staff_id: Option<i64>,
    /// SHA-256 of the link's token, in hex.
    #[sea_orm(unique)]
    pub hash: String,
    /// SHA-256 of code and token's hash, in hex.
    pub code_hash: Option<String>,
    /// How it travels.
    pub purpose: Purpose,
    /// When it was made.
    pub minted_at: DateTimeUtc,
    /// Since when it opens nothing.
    pub expires_at: DateTimeUtc,
    /// When it was used, or made void.
    pub used_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// How a way in travels, which settles how long it lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DeriveValueType)]
#[sea_orm(value_type = "String", column_type = "Text")]
pub enum Purpose {
    /// By mail, asked for on the sign-in page.
    Mailed,
    /// By mail, when somebody was invited.
    Invited,
    /// Printed by the command line.
    Printed,
    /// Printed for the first owner, whose address is not known yet.
    First,
}

const PURPOSES: [(Purpose, &str); 4] = [
    (Purpose::Mailed, "mailed"),
    (Purpose::Invited, "invited"),
    (Purpose::Printed, "printed"),
    (Purpose::First, "first"),
];

impl std::fmt::Display for Purpose {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let name = PURPOSES.iter().find(|(purpose, _)| purpose == self);
        f.write_str(name.map_or("", |(_, name)| name))
    }
}

/// The text names no [`Purpose`].
#[derive(Debug, thiserror::Error)]
#[error("no such purpose")]
pub struct NoSuchPurpose;

impl std::str::FromStr for Purpose {
    type Err = NoSuchPurpose;

    fn from_str(text: &str) -> Result<Self, NoSuchPurpose> {
        let known = PURPOSES.into_iter().find(|(_, name)| *name == text);
        known.map(|(purpose, _)| purpose).ok_or(NoSuchPurpose)
    }
}

impl Purpose {
    /// How long it opens anything.
    pub fn life(self) -> TimeDelta {
        match self {
            Self::Mailed => TimeDelta::minutes(15),
            Self::Invited => TimeDelta::days(3),
            Self::Printed | Self::First => TimeDelta::hours(24),
        }
    }
}

/// A fresh way in; the code comes with mailed ones only.
pub(crate) async fn mint<C: ConnectionTrait>(
    txn: &C,
    staff_id: Option<i64>,
    purpose: Purpose,
    now: DateTime<Utc>,
) -> Result<(Token, Option<String>)> {
    let token = Token::fresh();
    let code = (purpose == Purpose::Mailed).then(fresh_code);
    let row = ActiveModel {
        id: NotSet,
        staff_id: Set(staff_id),
        hash: Set(token.hash()),
        code_hash: Set(code.as_ref().map(|code| code_hash(code, &token.hash()))),
        purpose: Set(purpose),
        minted_at: Set(now),
        expires_at: Set(now + purpose.life()),
        used_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(txn).await?;
    Ok((token, code))
}

/// The link's hash is the salt.
pub(crate) fn code_hash(code: &str, hash: &str) -> String {
    token::hashed(&format!("{code} {hash}"))
}

/// Six digits, each of the million as likely.
fn fresh_code() -> String {
    // 2^64 is no multiple of a million, which makes no code likelier by more than one in 10^13.
    let mut bits = [0_u8; 8];
    rand::rngs::SysRng.try_fill_bytes(&mut bits).expect("the system's randomness");
    format!("{:06}", u64::from_le_bytes(bits) % 1_000_000)
}
