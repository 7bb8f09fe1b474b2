//! Letters to groups: written down a portion at a time, looked at once more before they leave, stopped
//! together.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{Condition, TryIntoModel as _};

use super::claim::IMPOSSIBLE;
use super::posting::{about, letter};
use super::{ActiveModel, COLUMN, Column, Entity, Kind, Letter, Pen, Posted};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::mailing::{self, Mailing, Recipient, State};
use crate::opt_out::{self, Minted};
use crate::rsvp::Rsvp;
use crate::token::{Token, random_number};

/// By what a letter is stopped of which no more is known.
const WITH_ALL: &str = "staff, with all of its group";
/// Test copies that one member of staff may have in [`WINDOW`].
const TESTS: u64 = 10;
/// The time in which they are counted.
const WINDOW: TimeDelta = TimeDelta::minutes(10);

/// Queues a mailing's letters to these. Who has one already gets no other: the letters' unique keys
/// see to it, whoever comes here twice.
pub(crate) async fn post_mailing<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    mailing: &Mailing,
    to: Vec<Recipient>,
) -> Result<()> {
    if to.is_empty() {
        return Ok(());
    }
    let row = |one: Recipient| ActiveModel {
        rsvp_id: Set(Some(one.rsvp_id)),
        event_id: Set(Some(mailing.event_id)),
        mailing_id: Set(Some(mailing.id)),
        occurrence: Set(mailing.id),
        copy: Set(one.copy),
        ..letter(desk, &one.email, Kind::Group)
    };
    // No target: there are two keys, and either may hold.
    let once = OnConflict::new().do_nothing().to_owned();
    let rows = Entity::insert_many(to.into_iter().map(row)).on_conflict(once);
    rows.exec_without_returning(txn).await?;
    Ok(())
}

/// Letters of a mailing that a stop reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reached {
    /// They were stopped.
    pub stopped: i64,
    /// A postman has them: what the relay takes from him at this moment is sent, and nothing else of them
    /// goes.
    pub in_hand: i64,
}

impl Reached {
    /// Whether there was none to stop.
    pub fn is_nothing(self) -> bool {
        self.stopped + self.in_hand == 0
    }
}

/// Stops the letters of a mailing that did not go; says how many those are.
pub(crate) async fn stop_mailing<C: ConnectionTrait>(
    txn: &C,
    mailing_id: i64,
    by: &str,
    now: DateTime<Utc>,
) -> Result<Reached> {
    let free = Condition::any()
        .add(COLUMN.claimed_until.is_null())
        .add(COLUMN.claimed_until.lte(now))
        .add(COLUMN.claimed_until.gt(now + IMPOSSIBLE));
    let stopped = Entity::update_many()
        .col_expr(Column::DoneAt, Expr::value(Some(now)))
        .col_expr(Column::ClaimedUntil, Expr::value(Option::<DateTime<Utc>>::None))
        .col_expr(Column::Outcome, Expr::value(Some("stopped".to_owned())))
        .col_expr(Column::Answer, Expr::value(Some(by.to_owned())))
        .filter(COLUMN.mailing_id.eq(mailing_id))
        .filter(COLUMN.kind.eq(Kind::Group))
        .filter(COLUMN.done_at.is_null())
        .filter(free)
        .exec(txn)
        .await?;
    let in_hand = Entity::update_many()
        .col_expr(Column::UselessFrom, Expr::value(Some(now)))
        .col_expr(Column::Answer, Expr::value(Some(by.to_owned())))
        .filter(COLUMN.mailing_id.eq(mailing_id))
        .filter(COLUMN.kind.eq(Kind::Group))
        .filter(COLUMN.done_at.is_null())
        .exec(txn)
        .await?;
    let number = |rows: u64| i64::try_from(rows).unwrap_or(i64::MAX);
    Ok(Reached { stopped: number(stopped.rows_affected), in_hand: number(in_hand.rows_affected) })
}

/// Whether the letter was stopped while a postman had it.
fn was_stopped_in_hand(letter: &Posted) -> bool {
    letter.kind == Kind::Group && letter.useless_from.is_some()
}

/// A postman brings a letter back that was stopped while he had it: then it stays here.
pub(super) async fn stays_stopped(
    desk: &Desk,
    letter: &Posted,
    attempts: i64,
    now: DateTime<Utc>,
) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::DoneAt, Expr::value(Some(now)))
        .col_expr(Column::ClaimedUntil, Expr::value(Option::<DateTime<Utc>>::None))
        .col_expr(Column::Outcome, Expr::value(Some("stopped".to_owned())))
        .col_expr(Column::Attempts, Expr::value(attempts))
        .filter(COLUMN.id.eq(letter.id))
        .filter(COLUMN.done_at.is_null())
        .filter(COLUMN.kind.eq(Kind::Group))
        .filter(COLUMN.useless_from.is_not_null())
        .exec(desk.write())
        .await?;
    Ok(())
}

/// What is known of letters to groups just before they leave.
pub(super) struct Ahead {
    mailings: HashMap<i64, Mailing>,
    declining: HashSet<String>,
    minted: Minted,
}

impl Ahead {
    /// Looks at those of these letters that are to groups; without any it asks nothing.
    pub async fn of<C: ConnectionTrait>(
        txn: &C,
        letters: &[Posted],
        now: DateTime<Utc>,
    ) -> Result<Self> {
        let to_groups = || letters.iter().filter(|letter| letter.kind == Kind::Group);
        let mut ids: Vec<i64> = to_groups().filter_map(|letter| letter.mailing_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let (mut mailings, mut declining) = (HashMap::new(), HashSet::new());
        if !ids.is_empty() {
            let found = mailing::these(txn, ids.into_iter()).await?;
            mailings = found.into_iter().map(|mailing| (mailing.id, mailing)).collect();
            let to = to_groups().map(|letter| letter.recipient.as_str());
            declining = opt_out::among(txn, to).await?;
        }
        Ok(Self { mailings, declining, minted: Minted::none(now) })
    }

    /// By whom or what the letter is kept from leaving.
    pub fn stopped_by(&self, letter: &Posted) -> Option<String> {
        let mailing = self.mailing(letter)?;
        if was_stopped_in_hand(letter) {
            return Some(letter.answer.clone().unwrap_or_else(|| WITH_ALL.to_owned()));
        }
        if mailing.state == State::Stopped {
            return Some(WITH_ALL.to_owned());
        }
        (mailing.announcement && self.declining.contains(&letter.recipient))
            .then(|| "its reader, who wants no announcements".to_owned())
    }

    /// Whether the letter still makes sense once its event is over.
    pub fn outlives_its_event(&self, letter: &Posted) -> bool {
        self.mailing(letter).is_some_and(Mailing::outlives_its_event)
    }

    /// Whether the letter brings the link to one's own RSVP.
    pub fn opens_own(&self, letter: &Posted) -> bool {
        self.mailing(letter).is_none_or(Mailing::is_about_their_own)
    }

    /// The link by which its reader declines announcements.
    pub fn way_out(&mut self, letter: &Posted) -> Option<Token> {
        let mailing = self.mailing(letter).filter(|mailing| mailing.announcement)?;
        let id = mailing.id;
        Some(self.minted.one(&letter.recipient, id))
    }

    fn mailing(&self, letter: &Posted) -> Option<&Mailing> {
        let id = letter.mailing_id.filter(|_| letter.kind == Kind::Group)?;
        self.mailings.get(&id)
    }

    /// Writes down the links that were minted.
    pub async fn end<C: ConnectionTrait>(self, txn: &C) -> Result<()> {
        opt_out::mint_all(txn, self.minted).await
    }
}

/// Queues a copy of the letter for the member of staff who asked, at their own address.
///
/// # Errors
/// `NotNow` when they had enough of them lately.
pub(crate) async fn post_specimen<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    mailing: &Mailing,
    address: &str,
) -> Result<()> {
    let lately = Entity::find()
        .filter(COLUMN.recipient.eq(address))
        .filter(COLUMN.kind.eq(Kind::Specimen))
        .filter(COLUMN.written_at.gt(desk.now() - WINDOW));
    if lately.count(txn).await? >= TESTS {
        return Err(Error::NotNow(
            "Ten test copies are on their way to you already. Please wait ten minutes.",
        ));
    }
    let row = ActiveModel {
        event_id: Set(Some(mailing.event_id)),
        mailing_id: Set(Some(mailing.id)),
        occurrence: Set(random_number()),
        ..letter(desk, address, Kind::Specimen)
    };
    Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}

/// The letter as this guest would get it now. Nothing is stored.
pub(crate) async fn preview_of_mailing(
    desk: &Desk,
    mailing: &Mailing,
    rsvp: &Rsvp,
) -> Result<Letter> {
    let unsent = ActiveModel {
        id: Set(0),
        mailing_id: Set(Some(mailing.id)),
        ..about(desk, rsvp, Kind::Group)
    };
    Pen::fresh(desk).await?.specimen_of(&unsent.try_into_model()?, mailing, rsvp).await
}
