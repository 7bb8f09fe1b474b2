//! Claiming: a lease on letters, so that any number of postmen share the work.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::entity::prelude::*;
use sea_orm::{
    Condition, ConnectionTrait, IntoActiveModel as _, QueryOrder as _, QuerySelect as _,
};

use super::{COLUMN, Column, Entity, Kind, Posted};
use crate::desk::Desk;
use crate::error::Result;
use crate::rsvp;
use crate::sign_in::{self, Purpose};
use crate::staff;
use crate::token::{self, Token};

/// How long a postman may be silent about a letter before another takes it up.
const LEASE: TimeDelta = TimeDelta::seconds(60);

/// A lease that ends later than this from now was given before the clock was put back. It leaves
/// room for clocks that differ between machines, and for a process that read its clock and waited.
pub(super) const IMPOSSIBLE: TimeDelta = TimeDelta::minutes(5);

/// A letter in a postman's hands, with the one copy of its link's token.
pub struct Claimed {
    pub(super) letter: Posted,
    pub(super) pass: Pass,
}

/// What a letter opens for its reader. It has no `Debug`.
pub(super) enum Pass {
    /// One's own RSVP.
    Rsvp(Token),
    /// All RSVPs of one address, by row number; `more` when some had to be left out.
    Mine { links: Vec<(i64, Token)>, more: bool },
    /// Dais itself, by link or by code.
    SignIn(Token, Option<String>),
    /// Nothing.
    Nothing,
}

impl Claimed {
    /// Row number, for the log.
    pub fn id(&self) -> i64 {
        self.letter.id
    }
}

/// Takes up to `most` letters that are due, the most urgent and then the earliest first, and mints their links' tokens.
pub async fn claim(desk: &Desk, most: u64) -> Result<Vec<Claimed>> {
    loop {
        let (taken, claimed) = handful(desk, most).await?;
        // Letters to nobody, or too late, are put away here, and whoever waits behind them should not.
        if taken == 0 || !claimed.is_empty() {
            return Ok(claimed);
        }
    }
}

/// How many letters were taken up, and those of them that are for somebody.
async fn handful(desk: &Desk, most: u64) -> Result<(usize, Vec<Claimed>)> {
    // Nothing to do is the common case, and asking costs no write lock.
    if due(desk.now()).one(desk.read()).await?.is_none() {
        return Ok((0, vec![]));
    }
    let txn = desk.begin().await?;
    let now = desk.now();
    let ids: Vec<i64> = due(now)
        .order_by_asc(COLUMN.urgency)
        .order_by_asc(COLUMN.due_at)
        .order_by_asc(COLUMN.id)
        .limit(most)
        .select_only()
        .column(Column::Id)
        .into_tuple()
        .all(&txn)
        .await?;
    // The condition again: PostgreSQL looks at it anew after waiting for another postman's commit.
    let mut letters = Entity::update_many()
        .col_expr(Column::ClaimedUntil, Expr::value(now + LEASE))
        .filter(COLUMN.id.is_in(ids))
        .filter(is_due(now))
        .exec_with_returning(&txn)
        .await?;
    letters.sort_by_key(|letter| (letter.urgency, letter.due_at, letter.id));
    let taken = letters.len();
    let (mut claimed, mut minted) = (Vec::with_capacity(taken), vec![]);
    for letter in letters {
        if letter.useless_from.is_some_and(|end| end <= now) {
            put_away(&txn, letter, now, "too_late", Some("what it offers has run out")).await?;
            continue;
        }
        match pass(&txn, &letter, &mut minted, now).await? {
            Some(pass) => claimed.push(Claimed { letter, pass }),
            None => put_away(&txn, letter, now, "nobody", None).await?,
        }
    }
    if !minted.is_empty() {
        token::Entity::insert_many(minted).exec_without_returning(&txn).await?;
    }
    txn.commit().await?;
    Ok((taken, claimed))
}

/// Renews the lease on a claimed letter. False when it is not this postman's any more.
pub async fn renew(desk: &Desk, claimed: &mut Claimed) -> Result<bool> {
    let until = desk.now() + LEASE;
    let txn = desk.begin().await?;
    let held = Entity::update_many()
        .col_expr(Column::ClaimedUntil, Expr::value(until))
        .filter(COLUMN.id.eq(claimed.letter.id))
        .filter(Column::ClaimedUntil.eq(claimed.letter.claimed_until))
        .filter(COLUMN.done_at.is_null())
        .exec(&txn)
        .await?;
    txn.commit().await?;
    claimed.letter.claimed_until = Some(until);
    Ok(held.rows_affected == 1)
}

/// What the letter opens; nothing at all when it was asked for with an address that has nothing here.
///
/// Whether somebody is staff, or has RSVPs, is asked only here, out of sight of whoever typed the
/// address: the pages do the same for every address, in the same time.
///
/// Tokens of RSVPs are minted into `minted`, to be written down together.
async fn pass<C: ConnectionTrait>(
    txn: &C,
    letter: &Posted,
    minted: &mut Vec<token::ActiveModel>,
    now: DateTime<Utc>,
) -> Result<Option<Pass>> {
    if matches!(letter.kind, Kind::HandedOver | Kind::Receipt) {
        return Ok(Some(Pass::Nothing));
    }
    if letter.kind == Kind::Mine {
        return all_of(txn, &letter.recipient, minted, now).await;
    }
    if let Some(rsvp_id) = letter.rsvp_id {
        return Ok(Some(Pass::Rsvp(mint(minted, rsvp_id, letter.copy, now))));
    }
    let Some(member) = staff::by_address(txn, &letter.recipient).await? else { return Ok(None) };
    let purpose = match letter.kind {
        Kind::SignIn => Purpose::Mailed,
        Kind::Invited => Purpose::Invited,
        _ => return Ok(Some(Pass::Nothing)),
    };
    let (token, code) = sign_in::mint(txn, Some(member.id), purpose, now).await?;
    Ok(Some(Pass::SignIn(token, code)))
}

/// A link to each RSVP of the address; nothing when it has none.
async fn all_of<C: ConnectionTrait>(
    txn: &C,
    address: &str,
    minted: &mut Vec<token::ActiveModel>,
    now: DateTime<Utc>,
) -> Result<Option<Pass>> {
    let (ids, more) = rsvp::mine::of_address(txn, address, now).await?;
    let mut links = Vec::with_capacity(ids.len());
    for (id, is_guest) in ids {
        links.push((id, mint(minted, id, !is_guest, now)));
    }
    Ok((!links.is_empty()).then_some(Pass::Mine { links, more }))
}

async fn put_away<C: ConnectionTrait>(
    txn: &C,
    letter: Posted,
    now: DateTime<Utc>,
    outcome: &str,
    why: Option<&str>,
) -> Result<()> {
    let mut row = letter.into_active_model();
    row.claimed_until = Set(None);
    row.done_at = Set(Some(now));
    row.outcome = Set(Some(outcome.to_owned()));
    row.answer = Set(why.map(str::to_owned));
    row.update(txn).await?;
    Ok(())
}

fn mint(
    minted: &mut Vec<token::ActiveModel>,
    rsvp_id: i64,
    copy: bool,
    now: DateTime<Utc>,
) -> Token {
    let token = Token::fresh();
    minted.push(token::ActiveModel {
        id: NotSet,
        hash: Set(token.hash()),
        rsvp_id: Set(rsvp_id),
        copy: Set(copy),
        minted_at: Set(now),
        revoked_at: Set(None),
    });
    token
}

fn due(now: DateTime<Utc>) -> Select<Entity> {
    Entity::find().filter(is_due(now))
}

/// Due and in nobody's hands.
fn is_due(now: DateTime<Utc>) -> Condition {
    let free = Condition::any()
        .add(COLUMN.claimed_until.is_null())
        .add(COLUMN.claimed_until.lte(now))
        .add(COLUMN.claimed_until.gt(now + IMPOSSIBLE));
    Condition::all().add(COLUMN.done_at.is_null()).add(COLUMN.due_at.lte(now)).add(free)
}
