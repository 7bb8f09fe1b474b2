//! A postman's hold on a letter: made to last, or given up.

use sea_orm::entity::prelude::*;

use super::claim::{Claimed, LEASE};
use super::{COLUMN, Column, Entity};
use crate::desk::Desk;
use crate::error::Result;
use crate::token;

impl Claimed {
    /// Until when it is this postman's.
    pub fn lease(&self) -> Lease {
        Lease { letter: self.letter.id, until: self.letter.claimed_until }
    }
}

/// A postman's hold on a letter.
#[derive(Clone, Copy, Debug)]
pub struct Lease {
    letter: i64,
    until: Option<DateTimeUtc>,
}

impl Lease {
    /// Makes it last for longer. False when the letter is not this postman's any more.
    pub async fn renew(&mut self, desk: &Desk) -> Result<bool> {
        let until = desk.now() + LEASE;
        let held = Entity::update_many()
            .col_expr(Column::ClaimedUntil, Expr::value(until))
            .filter(COLUMN.id.eq(self.letter))
            .filter(Column::ClaimedUntil.eq(self.until))
            .filter(COLUMN.done_at.is_null())
            .exec(desk.write())
            .await?;
        let held = held.rows_affected == 1;
        if held {
            self.until = Some(until);
        }
        Ok(held)
    }
}

/// Gives letters back that were not tried: others may go before them. Their links were in nobody's
/// hands and are forgotten.
pub async fn put_back(desk: &Desk, letters: &[Claimed]) -> Result<()> {
    if letters.is_empty() {
        return Ok(());
    }
    let txn = desk.begin().await?;
    for Lease { letter, until } in letters.iter().map(Claimed::lease) {
        Entity::update_many()
            .col_expr(Column::ClaimedUntil, Expr::value(Option::<DateTimeUtc>::None))
            .filter(COLUMN.id.eq(letter))
            .filter(Column::ClaimedUntil.eq(until))
            .exec(&txn)
            .await?;
    }
    let hashes = letters.iter().flat_map(Claimed::hashes);
    token::Entity::delete_many().filter(token::COLUMN.hash.is_in(hashes)).exec(&txn).await?;
    Ok(txn.commit().await?)
}
