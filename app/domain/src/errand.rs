//! Errands: what is to be done at a moment, by whichever process comes first.
//!
//! An errand is a row with a lease. What it does and when it is due next are written in one transaction
//! under the lock of its subject, so that a process that is killed has done nothing, and two that come
//! together do it once. What was done already is known from the letters themselves, never from the
//! clock: one that jumps repeats nothing, and one that is put back has everything looked at again.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{Condition, ConnectionTrait, QueryOrder as _, QuerySelect as _};

use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::ladder;
use crate::line_up;
use crate::mailing;
use crate::speaker::consent;
use crate::{agenda, alert, change, digest};

/// How long a process may be silent about an errand before another takes it up.
const LEASE: TimeDelta = TimeDelta::seconds(60);
/// A lease that ends later than this from now was given before the clock was put back.
const IMPOSSIBLE: TimeDelta = TimeDelta::minutes(5);
/// When one is tried again that failed for a cause of ours.
const AGAIN: TimeDelta = TimeDelta::minutes(5);
/// Errands that one round takes.
const HANDFUL: u64 = 10;

/// An errand as kept.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "errand")]
pub struct Model {
    /// What is to be done.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: Kind,
    /// With what: the number of an event, of a mailing, of a member of staff, of a speaker.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject: i64,
    /// Not before.
    pub due_at: DateTimeUtc,
    /// Some process is about it until then.
    pub claimed_until: Option<DateTimeUtc>,
    /// When somebody last reckoned its moment, setting or doing it.
    pub looked_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, DeriveValueType)]
#[sea_orm(value_type = "String", column_type = "Text")]
pub enum Kind {
    /// An event's reminders.
    Ladder,
    /// What changed about an event is told to its guests.
    Change,
    /// A letter to a group.
    Mailing,
    /// A member of staff hears of new replies.
    Digest,
    /// Whether mail gets out.
    Watch,
    /// Who is in an event's line-up that was written before people were kept.
    LineUp,
    /// A speaker's consents run out.
    Consent,
    /// A speaker gets the link to their schedule for the first time.
    Schedule,
    /// What changed for a speaker is told.
    SpeakerChange,
    /// An errand of another version of Dais, which is left to it. Only read, never written.
    Unknown,
}

const KINDS: [(Kind, &str); 9] = [
    (Kind::Ladder, "ladder"),
    (Kind::Change, "change"),
    (Kind::Mailing, "mailing"),
    (Kind::Digest, "digest"),
    (Kind::Watch, "watch"),
    (Kind::LineUp, "line_up"),
    (Kind::Consent, "consent"),
    (Kind::Schedule, "schedule"),
    (Kind::SpeakerChange, "speaker_change"),
];

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(KINDS.iter().find(|(kind, _)| kind == self).map_or("", |(_, name)| name))
    }
}

/// A part of the primary key that no database numbers.
impl sea_orm::TryFromU64 for Kind {
    fn try_from_u64(_: u64) -> std::result::Result<Self, DbErr> {
        Err(DbErr::ConvertFromU64("errand::Kind"))
    }
}

impl std::str::FromStr for Kind {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = KINDS.into_iter().find(|(_, name)| *name == text);
        Ok(known.map_or(Self::Unknown, |(kind, _)| kind))
    }
}

/// Has an errand done at this moment and not before; should the clock be put back behind `now`, that
/// moment is reckoned again.
pub(crate) async fn set<C: ConnectionTrait>(
    txn: &C,
    kind: Kind,
    subject: i64,
    due_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<()> {
    let row = ActiveModel {
        kind: Set(kind),
        subject: Set(subject),
        due_at: Set(due_at),
        claimed_until: Set(None),
        looked_at: Set(Some(now)),
    };
    let anew = OnConflict::columns([Column::Kind, Column::Subject])
        .update_columns([Column::DueAt, Column::ClaimedUntil, Column::LookedAt])
        .to_owned();
    Entity::insert(row).on_conflict(anew).exec_without_returning(txn).await?;
    Ok(())
}

/// When those of these subjects have their moment that have one.
pub(crate) async fn moments<C: ConnectionTrait>(
    db: &C,
    kind: Kind,
    subjects: Vec<i64>,
) -> Result<Vec<DateTime<Utc>>> {
    let found = Entity::find().filter(COLUMN.kind.eq(kind));
    let found = found.filter(COLUMN.subject.is_in(subjects)).all(db).await?;
    let moments = found.into_iter().map(|errand| errand.due_at);
    Ok(moments.filter(|due_at| *due_at < never()).collect())
}

/// Beyond every date of an event, and the last that sorts as text.
pub(crate) fn never() -> DateTime<Utc> {
    DateTime::from_timestamp(253_370_764_800, 0).expect("the first day of 9999")
}

/// Does what is due and says how many errands that were; zero means rest.
///
/// # Errors
/// The database fails; leases then run out by themselves.
pub async fn round(desk: &Desk) -> Result<usize> {
    let claimed = claim(desk).await?;
    for errand in &claimed {
        match run(desk, errand).await {
            // Somebody may hold what it is about: that must not keep the others waiting.
            Ok(()) | Err(Error::Busy) => {}
            Err(Error::NotFound) => put_off(desk, errand, never()).await?,
            Err(cause) => {
                report(errand, &cause);
                put_off(desk, errand, desk.now() + AGAIN).await?;
            }
        }
    }
    Ok(claimed.len())
}

fn report(errand: &Model, cause: &Error) {
    let (kind, subject) = (errand.kind, errand.subject);
    let cause = cause as &dyn std::error::Error;
    tracing::error!(cause, subject, "the {kind} of {subject} failed");
}

async fn claim(desk: &Desk) -> Result<Vec<Model>> {
    let now = desk.now();
    // Nothing to do is the common case, and asking costs no write lock.
    if due(now).one(desk.read()).await?.is_none() {
        return Ok(vec![]);
    }
    let txn = desk.begin().await?;
    let found =
        due(now).order_by_asc(COLUMN.due_at).limit(HANDFUL).lock_exclusive().all(&txn).await?;
    for errand in &found {
        Entity::update_many()
            .col_expr(Column::ClaimedUntil, Expr::value(now + LEASE))
            .filter(COLUMN.kind.eq(errand.kind))
            .filter(COLUMN.subject.eq(errand.subject))
            .exec(&txn)
            .await?;
    }
    txn.commit().await?;
    Ok(found)
}

/// One portion of an errand, with the moment of the next in the same transaction.
async fn run(desk: &Desk, errand: &Model) -> Result<()> {
    let txn = desk.begin().await?;
    let next: Option<DateTime<Utc>> = match errand.kind {
        Kind::Ladder => ladder::climb(desk, &txn, errand.subject).await?,
        Kind::Change => change::tell(desk, &txn, errand.subject).await?,
        Kind::Digest => digest::tell(desk, &txn, errand.subject).await?,
        Kind::Watch => alert::watch(desk, &txn).await?,
        Kind::Mailing => mailing::send(desk, &txn, errand.subject).await?,
        Kind::LineUp => line_up::link_kept(&txn, errand.subject, desk.now()).await?,
        Kind::Consent => consent::watch(desk, &txn, errand.subject).await?,
        Kind::Schedule => agenda::mail_first(desk, &txn, errand.subject).await?,
        Kind::SpeakerChange => change::tell_speaker(desk, &txn, errand.subject).await?,
        Kind::Unknown => return Ok(()),
    };
    done(&txn, errand, next.unwrap_or(never()), desk.now()).await?;
    txn.commit().await?;
    desk.ring();
    Ok(())
}

/// What is about something that is gone rests until that is written again.
async fn put_off(desk: &Desk, errand: &Model, until: DateTime<Utc>) -> Result<()> {
    let txn = desk.begin().await?;
    done(&txn, errand, until, desk.now()).await?;
    Ok(txn.commit().await?)
}

async fn done<C: ConnectionTrait>(
    txn: &C,
    errand: &Model,
    next: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::DueAt, Expr::value(next))
        .col_expr(Column::LookedAt, Expr::value(Some(now)))
        .col_expr(Column::ClaimedUntil, Expr::value(Option::<DateTime<Utc>>::None))
        .filter(COLUMN.kind.eq(errand.kind))
        .filter(COLUMN.subject.eq(errand.subject))
        .exec(txn)
        .await?;
    Ok(())
}

/// Due, in nobody's hands, and no errand of another version.
fn due(now: DateTime<Utc>) -> Select<Entity> {
    let free = Condition::any()
        .add(COLUMN.claimed_until.is_null())
        .add(COLUMN.claimed_until.lte(now))
        .add(COLUMN.claimed_until.gt(now + IMPOSSIBLE));
    // The clock was put back since: what seemed over lies ahead again.
    let due = Condition::any().add(COLUMN.due_at.lte(now)).add(COLUMN.looked_at.gt(now));
    let known = COLUMN.kind.is_in(KINDS.map(|(kind, _)| kind));
    Entity::find().filter(known).filter(Condition::all().add(due).add(free))
}
