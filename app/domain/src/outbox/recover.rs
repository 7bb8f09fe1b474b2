//! After the relay was away: who waits for nothing but the relay goes at once.
//!
//! Each attempt in vain makes a letter wait for longer, up to an hour, also where nothing was wrong with
//! the letter. So what a postman says of a relay that takes nothing from anybody begins with one of these
//! openings, and by that such letters are found again once some letter got through.

use sea_orm::Condition;
use sea_orm::entity::prelude::*;

use super::claim::free;
use super::{COLUMN, Column, Entity};
use crate::desk::Desk;
use crate::error::Result;

/// Nothing answers at its address.
pub const UNREACHABLE: &str = "the mail relay cannot be reached";
/// It answers that it takes no letters from anybody just now.
pub const BUSY: &str = "the mail relay is busy just now";
/// It answers that it takes no letters from this machine.
pub const UNWELCOME: &str = "the mail relay turns us away";
/// It fell silent before it knew which letter.
pub const SILENT: &str = "the mail relay did not answer in time";
/// Nothing may cross the network without.
pub const UNENCRYPTED: &str = "encryption with the mail relay failed";
/// It knows no such user, or another password.
pub const NO_SIGN_IN: &str = "the mail relay did not accept our sign-in";

/// It listened, and fell silent about this one letter: mostly it waits for somebody else, such as the
/// domain of whom it is for. That tells nothing about other letters.
pub const MUTE: &str = "the mail relay gave no answer about this letter in time";
/// It had all of the letter and never said that it took it.
pub const UNCONFIRMED: &str =
    "the letter was on its way: the mail relay did not confirm it in time";

const OPENINGS: [&str; 6] = [UNREACHABLE, BUSY, UNWELCOME, SILENT, UNENCRYPTED, NO_SIGN_IN];

/// Letters that held a postman up for as long as he has patience, and are likely to again.
pub(super) fn mute() -> Condition {
    let openings = [MUTE, UNCONFIRMED].into_iter();
    openings.fold(Condition::any(), |any, opening| any.add(COLUMN.answer.starts_with(opening)))
}

/// A letter got through after the relay had been away: those that wait for it alone are due, in the order in
/// which they were written. Says how many those are.
pub async fn recover(desk: &Desk) -> Result<u64> {
    let now = desk.now();
    let of_the_relay = OPENINGS
        .into_iter()
        .fold(Condition::any(), |any, opening| any.add(COLUMN.answer.starts_with(opening)));
    let due = Entity::update_many()
        .col_expr(Column::DueAt, Expr::col(Column::WrittenAt))
        .filter(COLUMN.done_at.is_null())
        .filter(COLUMN.due_at.gt(now))
        .filter(COLUMN.written_at.lte(now))
        .filter(COLUMN.attempts.gt(0))
        .filter(of_the_relay)
        .filter(free(now));
    Ok(due.exec(desk.write()).await?.rows_affected)
}
