//! Magic links: 128 random bits for the person, a hash for us.
//!
//! The raw token exists while a letter is being sent and in that letter, nowhere else: the database
//! holds SHA-256 of it, so a stolen copy opens nothing. Several may live side by side, because each
//! letter brings its own.

use std::fmt;

use rand::TryRng as _;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, ConnectionTrait};
use sha2::{Digest as _, Sha256};

use crate::error::Result;

/// A magic link as kept.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "token")]
pub struct Model {
    /// Row number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// SHA-256 of the token, in hex.
    #[sea_orm(unique)]
    pub hash: String,
    /// The RSVP that it opens.
    pub rsvp_id: i64,
    /// The letter that carries it is not to the guest, but to who replied on their behalf.
    pub copy: bool,
    /// When the letter that carries it was claimed.
    pub minted_at: DateTimeUtc,
    /// Since when it opens nothing.
    pub revoked_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// A token on its way to a letter. It prints as dots.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A fresh one of 128 bits from the system's randomness.
    ///
    /// # Panics
    /// If the system has no randomness, since nothing may be mailed then.
    pub fn fresh() -> Self {
        Self(random_id())
    }

    /// Takes one back from a link. Anything else than a token's letters is nothing.
    pub fn from_link(raw: &str) -> Option<Self> {
        let well_formed =
            raw.len() == 32 && raw.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        well_formed.then(|| Self(raw.to_owned()))
    }

    /// What the database keeps of it.
    pub fn hash(&self) -> String {
        hashed(&self.0)
    }

    /// The letters, for the one link in the one letter.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// Ends all links to an RSVP at once.
pub(crate) async fn revoke_of_rsvp<C: ConnectionTrait>(
    txn: &C,
    rsvp_id: i64,
    now: DateTimeUtc,
) -> Result<()> {
    revoke(txn, Condition::all().add(COLUMN.rsvp_id.eq(rsvp_id)), now).await
}

/// Ends the links in what was sent to who replied on behalf of the guest.
pub(crate) async fn revoke_copies<C: ConnectionTrait>(
    txn: &C,
    rsvp_id: i64,
    now: DateTimeUtc,
) -> Result<()> {
    let copies = Condition::all().add(COLUMN.rsvp_id.eq(rsvp_id)).add(COLUMN.copy.eq(true));
    revoke(txn, copies, now).await
}

async fn revoke<C: ConnectionTrait>(txn: &C, which: Condition, now: DateTimeUtc) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(Some(now)))
        .filter(which)
        .filter(COLUMN.revoked_at.is_null())
        .exec(txn)
        .await?;
    Ok(())
}

/// SHA-256 in hex.
pub(crate) fn hashed(text: &str) -> String {
    in_hex(&Sha256::digest(text.as_bytes()))
}

/// A random identifier of 128 bits in hex, for Message-ID and UID.
///
/// # Panics
/// If the system has no randomness.
pub fn random_id() -> String {
    let mut bits = [0_u8; 16];
    rand::rngs::SysRng.try_fill_bytes(&mut bits).expect("the system's randomness");
    in_hex(&bits)
}

/// A random number that is not negative, of 63 bits.
///
/// # Panics
/// If the system has no randomness.
pub(crate) fn random_number() -> i64 {
    let mut bits = [0_u8; 8];
    rand::rngs::SysRng.try_fill_bytes(&mut bits).expect("the system's randomness");
    i64::from_be_bytes(bits) & i64::MAX
}

fn in_hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::Token;

    #[test]
    fn tokens_never_repeat_and_come_back_from_links() {
        let tokens: HashSet<String> =
            (0..10_000).map(|_| Token::fresh().reveal().to_owned()).collect();
        assert_eq!(tokens.len(), 10_000);
        for raw in &tokens {
            assert_eq!(Token::from_link(raw).expect("well formed").reveal(), raw);
        }
        assert_eq!(Token::from_link("short"), None);
        assert_eq!(Token::from_link(&"ä".repeat(16)), None);
    }

    #[test]
    fn a_token_does_not_print() {
        let token = Token::fresh();
        assert!(!format!("{token:?}").contains(token.reveal()));
    }
}
