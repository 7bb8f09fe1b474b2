//! The outbox: the only way mail leaves.
//!
//! A letter is a row written in the transaction of the change that causes it. Its Message-ID, date
//! and calendar stamps are fixed then, so that the one repeat that nobody can rule out (the relay
//! took it, the answer got lost) is recognised as the same letter. The words and the link's token
//! are made when the postman claims it: no live token rests here.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder as _, QuerySelect as _};

use crate::desk::Desk;
use crate::error::Result;
use crate::rsvp::{Rsvp, Standing};
use crate::token::random_id;

mod by_staff;
mod claim;
mod list;
pub mod of_rsvp;
mod settle;
mod state;
mod subject;
mod told;
mod writing;

pub use by_staff::{retry, retry_failed, stop};
pub use claim::{Claimed, claim, renew};
pub use list::{Counts, Letters, Row, Wanted, letters};
pub use settle::{Outcome, settle};
pub use state::{Queue, is_slow, queue};
pub use subject::Hindrance;
pub use told::{Shelf, Told, told};
pub(crate) use writing::own_calendar;
pub use writing::{Letter, write};

/// Letters that one address may cause in [`WINDOW`].
const LETTERS: u64 = 3;
/// The time in which they are counted.
const WINDOW: TimeDelta = TimeDelta::minutes(10);

/// A letter as kept.
#[sea_orm::model]
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "letter")]
pub struct Model {
    /// Row number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The RSVP that it is about; none for letters to staff.
    pub rsvp_id: Option<i64>,
    /// Why it is written.
    pub kind: Kind,
    /// Which one of its kind.
    pub occurrence: i64,
    /// To whom.
    pub recipient: String,
    /// RFC 5322 §3.6.4, with brackets.
    pub message_id: String,
    /// The calendar part's METHOD, if it has one.
    pub calendar: Option<String>,
    /// The calendar part's SEQUENCE.
    pub sequence: i64,
    /// What staff add in their own words.
    pub note: Option<String>,
    /// Its date, and the calendar part's stamp.
    pub written_at: DateTimeUtc,
    /// Not sent before.
    pub due_at: DateTimeUtc,
    /// Some postman has it until then.
    pub claimed_until: Option<DateTimeUtc>,
    /// How often it was tried.
    pub attempts: i64,
    /// Since when nothing more happens to it.
    pub done_at: Option<DateTimeUtc>,
    /// `sent`, `refused`, `too_late`, `stopped` or `nobody` (an unknown address asked for), once done.
    pub outcome: Option<String>,
    /// What the last failure was, in plain words without addresses; for a stopped one, who did it.
    pub answer: Option<String>,
}
pub use Model as Posted;

impl ActiveModelBehavior for ActiveModel {}

crate::private::private!(Model, ModelEx);

/// Why a letter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DeriveValueType)]
#[sea_orm(value_type = "String", column_type = "Text")]
pub enum Kind {
    /// A seat is theirs.
    Confirmed,
    /// They are in the waiting list.
    Waiting,
    /// The hosts will look at their request.
    Asked,
    /// They replied before.
    AlreadyHere,
    /// They gave up what they had.
    GivenUp,
    /// Staff cancelled their RSVP.
    Cancelled,
    /// Staff corrected what is known of them.
    Corrected,
    /// To staff: the way in that they asked for.
    SignIn,
    /// To staff: they may work here now.
    Invited,
    /// To staff: the sender's address works.
    Test,
}

const KINDS: [(Kind, &str); 10] = [
    (Kind::Confirmed, "confirmed"),
    (Kind::Waiting, "waiting"),
    (Kind::Asked, "asked"),
    (Kind::AlreadyHere, "already_here"),
    (Kind::GivenUp, "given_up"),
    (Kind::Cancelled, "cancelled"),
    (Kind::Corrected, "corrected"),
    (Kind::SignIn, "sign_in"),
    (Kind::Invited, "invited"),
    (Kind::Test, "test"),
];

impl Kind {
    /// Whether it goes to staff and not to a guest.
    pub fn is_for_staff(self) -> bool {
        matches!(self, Self::SignIn | Self::Invited | Self::Test)
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(KINDS.iter().find(|(kind, _)| kind == self).map_or("", |(_, name)| name))
    }
}

/// The text names no [`Kind`].
#[derive(Debug, thiserror::Error)]
#[error("no such kind of letter")]
pub struct NoSuchKind;

impl std::str::FromStr for Kind {
    type Err = NoSuchKind;

    fn from_str(text: &str) -> Result<Self, NoSuchKind> {
        KINDS.into_iter().find(|(_, name)| *name == text).map(|(kind, _)| kind).ok_or(NoSuchKind)
    }
}

/// Queues a letter about this RSVP as it stands now. It goes out after the commit.
pub(crate) async fn post<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    rsvp: &Rsvp,
    kind: Kind,
) -> Result<()> {
    let due = due_at(txn, &rsvp.email, desk.now()).await?;
    let letter = ActiveModel { due_at: Set(due), ..about(desk, rsvp, kind) };
    Entity::insert(letter).exec_without_returning(txn).await?;
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
    let letter = ActiveModel { note: Set(note), ..about(desk, rsvp, kind) };
    Entity::insert(letter).exec_without_returning(txn).await?;
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

fn about(desk: &Desk, rsvp: &Rsvp, kind: Kind) -> ActiveModel {
    ActiveModel {
        rsvp_id: Set(Some(rsvp.id)),
        occurrence: Set(rsvp.occurrence),
        calendar: Set(calendar_method(rsvp, kind).map(str::to_owned)),
        sequence: Set(rsvp.sequence),
        ..letter(desk, &rsvp.email, kind)
    }
}

fn letter(desk: &Desk, recipient: &str, kind: Kind) -> ActiveModel {
    let now = desk.now();
    ActiveModel {
        id: NotSet,
        rsvp_id: Set(None),
        kind: Set(kind),
        occurrence: Set(0),
        recipient: Set(recipient.to_owned()),
        message_id: Set(format!("<{}@{}>", random_id(), desk.host())),
        calendar: Set(None),
        sequence: Set(0),
        note: Set(None),
        written_at: Set(now),
        due_at: Set(now),
        claimed_until: Set(None),
        attempts: Set(0),
        done_at: Set(None),
        outcome: Set(None),
        answer: Set(None),
    }
}

/// A seat brings the entry, giving it up takes the entry away; who waits has none (RFC 5546 §3.2).
fn calendar_method(rsvp: &Rsvp, kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Confirmed => Some("REQUEST"),
        Kind::Corrected if rsvp.standing == Standing::Seated => Some("REQUEST"),
        Kind::GivenUp | Kind::Cancelled if rsvp.given_up_from == Some(Standing::Seated) => {
            Some("CANCEL")
        }
        _ => None,
    }
}

/// Whether the address may be written to just now about something that can as well stay unsaid.
pub(crate) async fn may_write_to<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    address: &str,
) -> Result<bool> {
    Ok(lately(address, desk.now()).count(txn).await? < LETTERS)
}

/// At once, or when the address has had few enough letters again: somebody may be typing another's
/// address into many forms.
async fn due_at<C: ConnectionTrait>(
    txn: &C,
    address: &str,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>> {
    let nth_last = lately(address, now)
        .order_by_desc(COLUMN.due_at)
        .offset(LETTERS - 1)
        .select_only()
        .column(Column::DueAt)
        .into_tuple::<DateTime<Utc>>()
        .one(txn)
        .await?;
    Ok(nth_last.map_or(now, |due| (due + WINDOW).max(now)))
}

/// Letters about RSVPs: those that a sign-in page causes are counted there, or a stranger could hold
/// up a guest's letters with them.
fn lately(address: &str, now: DateTime<Utc>) -> Select<Entity> {
    Entity::find()
        .filter(COLUMN.recipient.eq(address))
        .filter(COLUMN.rsvp_id.is_not_null())
        .filter(COLUMN.due_at.gt(now - WINDOW))
}
