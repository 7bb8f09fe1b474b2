//! What staff do to letters: send one again that failed or waits, stop one that waits.
//!
//! A letter stays the same row with the same Message-ID, so that a mail program shows a letter that
//! came through after all only once. What a postman has in hand is left to him: he may have given it
//! to the relay already, and nobody can call it back from there.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, IntoActiveModel as _, QueryOrder as _, QuerySelect as _,
};

use super::list::on_shelf;
use super::subject::{Subject, subjects};
use super::{COLUMN, Column, Entity, Hindrance, Kind, Posted, Shelf};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::journal;
use crate::staff::Staff;

/// Letters that one statement takes: databases bound how many numbers it may name.
const HANDFUL: usize = 500;

/// Makes a letter due now, also one that was given up. Attempts made so far still count.
///
/// # Errors
/// `NotFound`; `NotNow` for one that is in hand, was sent or stopped, or makes no sense any more.
pub async fn retry(desk: &Desk, staff: &Staff, id: i64) -> Result<()> {
    let txn = desk.begin().await?;
    let (letter, subject) = locked(&txn, id).await?;
    let now = desk.now();
    subject.allows(&letter, now)?;
    make_due(&txn, &[id], now).await?;
    about(&subject, journal::by(staff, "tried a letter again")).write(&txn, now).await?;
    txn.commit().await?;
    desk.ring();
    Ok(())
}

/// The same for every letter that failed and still makes sense; says how many those are.
pub async fn retry_failed(desk: &Desk, staff: &Staff) -> Result<usize> {
    let txn = desk.begin().await?;
    let now = desk.now();
    let failed = Entity::find().filter(on_shelf(Shelf::Failed)).order_by_asc(COLUMN.id);
    let failed = failed.lock_exclusive().all(&txn).await?;
    let again = make_sound_due(&txn, &failed, now).await?;
    if again > 0 {
        let number = i64::try_from(again).unwrap_or(i64::MAX);
        let entry = journal::by(staff, "tried failed letters again").number(number);
        entry.write(&txn, now).await?;
    }
    txn.commit().await?;
    desk.ring();
    Ok(again)
}

/// Makes those of these letters due that still make sense; how many those are.
pub(super) async fn make_sound_due<C: ConnectionTrait>(
    txn: &C,
    letters: &[Posted],
    now: DateTime<Utc>,
) -> Result<usize> {
    let mut made = 0;
    for letters in letters.chunks(HANDFUL) {
        let subjects = subjects(txn, letters).await?;
        let pairs = letters.iter().zip(&subjects);
        let sound = pairs.filter(|(letter, subject)| subject.allows(letter, now).is_ok());
        let ids: Vec<i64> = sound.map(|(letter, _)| letter.id).collect();
        make_due(txn, &ids, now).await?;
        made += ids.len();
    }
    Ok(made)
}

/// Stops a letter that waits. Doing it again changes nothing.
///
/// # Errors
/// `NotFound`; `NotNow` for one that is in hand or done with.
pub async fn stop(desk: &Desk, staff: &Staff, id: i64) -> Result<()> {
    let txn = desk.begin().await?;
    let (letter, subject) = locked(&txn, id).await?;
    let now = desk.now();
    match letter.shelf() {
        Shelf::Stopped => return Ok(()),
        Shelf::Sent => return Err(Hindrance::Sent.into()),
        Shelf::Failed | Shelf::Nobodys => return Err(Hindrance::Failed.into()),
        Shelf::OnTheWay if letter.is_in_hand(now) => return Err(Hindrance::InHand.into()),
        Shelf::OnTheWay => {}
    }
    let mut row = letter.into_active_model();
    row.claimed_until = Set(None);
    row.done_at = Set(Some(now));
    row.outcome = Set(Some("stopped".to_owned()));
    row.answer = Set(Some(staff.signature().to_owned()));
    row.update(&txn).await?;
    about(&subject, journal::by(staff, "stopped a letter")).write(&txn, now).await?;
    Ok(txn.commit().await?)
}

/// The letter, locked, and what it is about. What strangers asked for is not there for staff.
async fn locked(txn: &DatabaseTransaction, id: i64) -> Result<(Posted, Subject)> {
    let letter = Entity::find_by_id(id).lock_exclusive().one(txn).await?;
    let letter = letter.filter(|letter| letter.shelf() != Shelf::Nobodys);
    let letter = letter.ok_or(Error::NotFound)?;
    let subject = subjects(txn, std::slice::from_ref(&letter)).await?.pop().unwrap_or_default();
    let is_nobodys = match letter.kind {
        Kind::SignIn => subject.member.is_none(),
        Kind::Mine => !subject.has_rsvps,
        _ => false,
    };
    if is_nobodys {
        return Err(Error::NotFound);
    }
    Ok((letter, subject))
}

async fn make_due<C: ConnectionTrait>(txn: &C, ids: &[i64], now: DateTime<Utc>) -> Result<()> {
    let free = Expr::value(Option::<DateTimeUtc>::None);
    Entity::update_many()
        .col_expr(Column::DueAt, Expr::value(now))
        .col_expr(Column::ClaimedUntil, free.clone())
        .col_expr(Column::DoneAt, free)
        .col_expr(Column::Outcome, Expr::value(Option::<String>::None))
        .filter(COLUMN.id.is_in(ids.iter().copied()))
        .exec(txn)
        .await?;
    Ok(())
}

fn about(subject: &Subject, entry: journal::Entry) -> journal::Entry {
    match (&subject.rsvp, &subject.event, &subject.member) {
        (Some(rsvp), Some(event), _) => entry.rsvp(event.id, rsvp.id),
        (_, _, Some(member)) => entry.other(member.id),
        _ => entry,
    }
}
