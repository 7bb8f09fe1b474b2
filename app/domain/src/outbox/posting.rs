//! Posting: letters become rows, in the transaction of what causes them.
//!
//! A letter about an RSVP goes to its guest, and a copy of it to whoever replied on their behalf. A
//! crowd's letters are written down together: one question about all addresses, one insertion.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::SelectStatement;
use sea_orm::{Condition, ConnectionTrait, QueryOrder as _, QuerySelect as _, QueryTrait as _};

use super::writing::TestCopy;
use super::{ActiveModel, COLUMN, Column, Entity, Kind, of_rsvp};
use crate::desk::Desk;
use crate::error::Result;
use crate::letter::Typed;
use crate::rsvp::{Rsvp, Standing};
use crate::token::{random_id, random_number};
use crate::wording::Occasion;

/// Letters that one address may cause in [`WINDOW`].
const LETTERS: usize = 3;
/// Copies of one RSVP, or receipts, that may be on their way to one address beside those letters.
const COPIES: usize = 12;
/// The time in which they are counted.
const WINDOW: TimeDelta = TimeDelta::minutes(10);

/// A letter about an RSVP that is not written down yet.
pub(crate) struct Pending {
    recipient: String,
    row: ActiveModel,
}

impl Pending {
    /// The letters about this RSVP as it stands now: the guest's, and the copy if one is due.
    pub fn about(desk: &Desk, rsvp: &Rsvp, kind: Kind) -> Vec<Self> {
        let guests = Self { recipient: rsvp.email.clone(), row: about(desk, rsvp, kind) };
        let copy = of_rsvp::copy_to(rsvp).map(|scheduler| {
            let recipient = Set(scheduler.to_owned());
            // Another Message-ID, too: it is another letter.
            let row = ActiveModel { recipient, copy: Set(true), ..about(desk, rsvp, kind) };
            Self { recipient: scheduler.to_owned(), row }
        });
        [guests].into_iter().chain(copy).collect()
    }

    /// The receipt for who says to have replied on behalf of somebody of this name, as typed. It is
    /// the same whoever was on the list before, so nobody can ask about people with it.
    pub fn receipt(
        desk: &Desk,
        (event_id, rsvp_id): (i64, i64),
        scheduler: &str,
        guest: &str,
    ) -> Self {
        let row = ActiveModel {
            rsvp_id: Set(Some(rsvp_id)),
            event_id: Set(Some(event_id)),
            // Every reply gets one, also a second one of the same moment.
            occurrence: Set(random_number()),
            note: Set(Some(guest.to_owned())),
            copy: Set(true),
            ..letter(desk, scheduler, Kind::Receipt)
        };
        Self { recipient: scheduler.to_owned(), row }
    }

    /// The row as it would be written.
    pub(super) fn into_row(self) -> ActiveModel {
        self.row
    }

    /// To whom.
    pub fn recipient(&self) -> &str {
        &self.recipient
    }

    fn quota(&self) -> Quota {
        let row = &self.row;
        let rsvp_id = row.rsvp_id.clone().unwrap().unwrap_or_default();
        Quota::of(row.kind.clone().unwrap(), row.copy.clone().unwrap(), rsvp_id)
    }
}

/// Whether the same receipt, of the same reply, was written since then.
pub(crate) async fn was_written_since<C: ConnectionTrait>(
    txn: &C,
    receipt: &Pending,
    since: DateTime<Utc>,
) -> Result<bool> {
    let same = Entity::find()
        .filter(COLUMN.recipient.eq(receipt.recipient.as_str()))
        .filter(COLUMN.kind.eq(Kind::Receipt))
        .filter(Column::RsvpId.eq(receipt.row.rsvp_id.clone().unwrap()))
        .filter(Column::Note.eq(receipt.row.note.clone().unwrap()))
        .filter(COLUMN.written_at.gte(since))
        .filter(Column::WrittenAt.lte(receipt.row.written_at.clone().unwrap()));
    Ok(same.select_only().column(Column::Id).into_tuple::<i64>().one(txn).await?.is_some())
}

/// Queues a letter about this RSVP as it stands now, and a copy for who replied on behalf of the
/// guest. The guest's goes out at once after the commit: only who has their link, or the line, has
/// caused it. Whose address the copy's is nobody knows.
pub(crate) async fn post<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    rsvp: &Rsvp,
    kind: Kind,
) -> Result<()> {
    if kind == Kind::HandedOver {
        // Unsent letters would bring live links to who has nothing here any more.
        of_rsvp::overtake_all(txn, rsvp.id, desk.now()).await?;
        of_rsvp::overtake_of_groups(txn, rsvp, desk.now()).await?;
    }
    let mut letters = Pending::about(desk, rsvp, kind);
    // An offer runs out while it lies here, and nobody can cause one.
    let copies = if kind == Kind::Offered { vec![] } else { letters.split_off(1) };
    Entity::insert_many(letters.into_iter().map(|letter| letter.row))
        .exec_without_returning(txn)
        .await?;
    post_sparingly(desk, txn, copies).await
}

/// Queues the copy alone, where one is due: the guest knows how they stand.
pub(crate) async fn post_copy<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    rsvp: &Rsvp,
    kind: Kind,
) -> Result<()> {
    post_sparingly(desk, txn, Pending::about(desk, rsvp, kind).split_off(1)).await
}

/// Queues letters that anybody can cause, each at once or when its address has had few enough of
/// them again: somebody may be typing another's address into many forms.
pub(crate) async fn post_sparingly<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    letters: Vec<Pending>,
) -> Result<()> {
    if letters.is_empty() {
        return Ok(());
    }
    let now = desk.now();
    let mut known = lately(txn, letters.iter().map(Pending::recipient), now).await?;
    let rows = letters.into_iter().filter_map(|letter| {
        let quota = letter.quota();
        let known = known.entry((letter.recipient, quota)).or_default();
        // Beyond that copies stay unsaid: nobody confirmed that the address wants any.
        let too_many = quota != Quota::Own && known.len() >= COPIES;
        (!too_many).then(|| ActiveModel { due_at: Set(due_at(known, now)), ..letter.row })
    });
    Entity::insert_many(rows).exec_without_returning(txn).await?;
    Ok(())
}

/// The same at the word of staff: at once, and with what they add in their own words.
pub(crate) async fn post_for_staff<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    rsvp: &Rsvp,
    kind: Kind,
    note: Option<String>,
) -> Result<()> {
    let letters = Pending::about(desk, rsvp, kind).into_iter();
    let rows = letters.map(|letter| ActiveModel { note: Set(note.clone()), ..letter.row });
    Entity::insert_many(rows).exec_without_returning(txn).await?;
    Ok(())
}

/// Queues a letter to a member of staff, or to who says to be one. It goes out after the commit.
pub(crate) async fn post_to_staff<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    address: &str,
    kind: Kind,
) -> Result<()> {
    Entity::insert(letter(desk, address, kind)).exec_without_returning(txn).await?;
    Ok(())
}

/// Queues a test copy of a letter about an event, for a member of staff.
pub(crate) async fn post_test_copy<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    address: &str,
    event_id: i64,
    (occasion, typed): (Occasion, &Typed),
) -> Result<()> {
    let row = ActiveModel {
        event_id: Set(Some(event_id)),
        occurrence: Set(random_number()),
        note: Set(Some(TestCopy::note(occasion, typed)?)),
        ..letter(desk, address, Kind::Specimen)
    };
    Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}

/// Queues a letter with all RSVPs of this address, whoever says that it is theirs.
pub(crate) async fn post_mine<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    address: &str,
) -> Result<()> {
    Entity::insert(letter(desk, address, Kind::Mine)).exec_without_returning(txn).await?;
    Ok(())
}

/// Queues an invitation; its note is who invited, by name or address.
pub(crate) async fn post_invitation<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    address: &str,
    inviter: &str,
) -> Result<()> {
    let note = Set(Some(inviter.to_owned()));
    let letter = ActiveModel { note, ..letter(desk, address, Kind::Invited) };
    Entity::insert(letter).exec_without_returning(txn).await?;
    Ok(())
}

pub(super) fn about(desk: &Desk, rsvp: &Rsvp, kind: Kind) -> ActiveModel {
    ActiveModel {
        rsvp_id: Set(Some(rsvp.id)),
        event_id: Set(Some(rsvp.event_id)),
        occurrence: Set(rsvp.occurrence),
        calendar: Set(calendar_method(rsvp, kind).map(str::to_owned)),
        sequence: Set(rsvp.sequence),
        useless_from: Set(rsvp.offered_until.filter(|_| kind == Kind::Offered)),
        ..letter(desk, &rsvp.email, kind)
    }
}

pub(super) fn letter(desk: &Desk, recipient: &str, kind: Kind) -> ActiveModel {
    let now = desk.now();
    ActiveModel {
        id: NotSet,
        rsvp_id: Set(None),
        event_id: Set(None),
        speaker_id: Set(None),
        mailing_id: Set(None),
        kind: Set(kind),
        occurrence: Set(0),
        urgency: Set(kind.urgency()),
        recipient: Set(recipient.to_owned()),
        message_id: Set(fresh_message_id(desk)),
        calendar: Set(None),
        sequence: Set(0),
        note: Set(None),
        changes: Set(None),
        copy: Set(false),
        useless_from: Set(None),
        written_at: Set(now),
        due_at: Set(now),
        claimed_until: Set(None),
        attempts: Set(0),
        done_at: Set(None),
        outcome: Set(None),
        answer: Set(None),
    }
}

fn fresh_message_id(desk: &Desk) -> String {
    format!("<{}@{}>", random_id(), desk.host())
}

/// A seat brings the entry, giving it up takes the entry away; who waits has none (RFC 5546 §3.2).
fn calendar_method(rsvp: &Rsvp, kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Confirmed => Some("REQUEST"),
        Kind::Corrected | Kind::Changed if rsvp.standing == Standing::Seated => Some("REQUEST"),
        Kind::GivenUp | Kind::Cancelled | Kind::HandedOver
            if rsvp.given_up_from == Some(Standing::Seated) =>
        {
            Some("CANCEL")
        }
        _ => None,
    }
}

/// The RSVPs that a letter of this kind was written about.
pub(crate) fn about_kind(kind: Kind) -> SelectStatement {
    let about = Entity::find().filter(COLUMN.kind.eq(kind)).filter(COLUMN.rsvp_id.is_not_null());
    about.select_only().column(Column::RsvpId).into_query()
}

/// Whether the guest may have read the newest letter of this kind: not while it still lies here, nor
/// when it never went out in time.
pub(crate) async fn may_have_arrived<C: ConnectionTrait>(
    txn: &C,
    rsvp: &Rsvp,
    kind: Kind,
) -> Result<bool> {
    let newest = to_the_guest(rsvp, kind).order_by_desc(COLUMN.id).one(txn).await?;
    Ok(newest.is_none_or(|letter| {
        letter.done_at.is_some() && letter.outcome.as_deref() != Some("too_late")
    }))
}

/// How many letters of this kind to the guest were tried and never went out.
pub(crate) async fn failed_to_leave<C: ConnectionTrait>(
    txn: &C,
    rsvp: &Rsvp,
    kind: Kind,
) -> Result<u64> {
    let tried = to_the_guest(rsvp, kind).filter(COLUMN.attempts.gt(0));
    let unsent = Condition::any().add(COLUMN.outcome.is_null()).add(COLUMN.outcome.ne("sent"));
    Ok(tried.filter(unsent).count(txn).await?)
}

/// Letters of this kind about this RSVP, without their copies.
fn to_the_guest(rsvp: &Rsvp, kind: Kind) -> Select<Entity> {
    let of_kind = Entity::find().filter(COLUMN.rsvp_id.eq(rsvp.id)).filter(COLUMN.kind.eq(kind));
    of_kind.filter(COLUMN.copy.eq(false))
}

/// Whether the address may be written to just now about something that can as well stay unsaid.
pub(crate) async fn may_write_to<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    address: &str,
) -> Result<bool> {
    let lately = lately(txn, [address].into_iter(), desk.now()).await?;
    Ok(lately.get(&(address.to_owned(), Quota::Own)).is_none_or(|dues| dues.len() < LETTERS))
}

/// When the next letter to an address goes out that had letters at these times, which it joins.
fn due_at(dues: &mut Vec<DateTime<Utc>>, now: DateTime<Utc>) -> DateTime<Utc> {
    dues.sort_unstable();
    let nth_last = dues.len().checked_sub(LETTERS).map(|nth| dues[nth]);
    let due = nth_last.map_or(now, |due| (due + WINDOW).max(now));
    dues.push(due);
    due
}

/// What letters to one address are counted as, each by itself: with receipts nobody may hold up a guest's
/// own letters, nor the copies that somebody was allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Quota {
    Own,
    Receipt,
    CopyOf(i64),
}

impl Quota {
    fn of(kind: Kind, copy: bool, rsvp_id: i64) -> Self {
        match (kind, copy) {
            (Kind::Receipt, _) => Self::Receipt,
            (_, true) => Self::CopyOf(rsvp_id),
            (_, false) => Self::Own,
        }
    }
}

/// When letters about RSVPs went out lately or will, by address. Those that a sign-in page causes are
/// counted there.
async fn lately<C: ConnectionTrait>(
    txn: &C,
    addresses: impl Iterator<Item = &str>,
    now: DateTime<Utc>,
) -> Result<HashMap<(String, Quota), Vec<DateTime<Utc>>>> {
    let rows: Vec<(String, Kind, bool, i64, DateTime<Utc>)> = Entity::find()
        .filter(COLUMN.recipient.is_in(addresses))
        .filter(COLUMN.rsvp_id.is_not_null())
        // What staff write to many at once keeps nobody from their own letters.
        .filter(COLUMN.mailing_id.is_null())
        .filter(COLUMN.due_at.gt(now - WINDOW))
        // What was written while the clock was ahead does not count.
        .filter(COLUMN.written_at.lte(now))
        .order_by_asc(COLUMN.due_at)
        .select_only()
        .column(Column::Recipient)
        .columns([Column::Kind, Column::Copy, Column::RsvpId, Column::DueAt])
        .into_tuple()
        .all(txn)
        .await?;
    let mut lately: HashMap<(String, Quota), Vec<DateTime<Utc>>> = HashMap::new();
    for (address, kind, copy, rsvp_id, due) in rows {
        lately.entry((address, Quota::of(kind, copy, rsvp_id))).or_default().push(due);
    }
    Ok(lately)
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta, Utc};

    use super::due_at;

    #[test]
    fn the_fourth_letter_of_ten_minutes_waits_for_the_first_to_be_so_old() {
        let now: DateTime<Utc> = "2027-04-01T14:00:00Z".parse().expect("an instant");
        let mut dues = vec![now - TimeDelta::minutes(4)];
        assert_eq!(due_at(&mut dues, now), now);
        assert_eq!(due_at(&mut dues, now), now);
        assert_eq!(due_at(&mut dues, now), now + TimeDelta::minutes(6));
        assert_eq!(due_at(&mut dues, now), now + TimeDelta::minutes(10));
    }
}
