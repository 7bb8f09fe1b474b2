//! Claiming: a lease on letters, so that any number of postmen share the work.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{LockBehavior, LockType};
use sea_orm::{
    Condition, ConnectionTrait, DatabaseTransaction, IntoActiveModel as _, QueryOrder as _,
    QuerySelect as _,
};

use super::mailing::Ahead;
use super::recover::mute;
use super::settle::pointless;
use super::{COLUMN, Column, Entity, Kind, Posted, may_be_written_to};
use crate::desk::Desk;
use crate::error::Result;
use crate::sign_in::{self, Purpose};
use crate::speaker::link;
use crate::token::{self, Token};
use crate::{change, event, line_up, rsvp, staff};

/// How long a postman may be silent about a letter before another takes it up.
pub(super) const LEASE: TimeDelta = TimeDelta::seconds(60);

/// A lease that ends later than this from now was given before the clock was put back. It leaves
/// room for clocks that differ between machines, and for a process that read its clock and waited.
pub(super) const IMPOSSIBLE: TimeDelta = TimeDelta::minutes(5);

/// Letters that nobody waits for have this urgency or a higher number.
pub(super) const BULK: i64 = 2;

/// Of those no more are taken at once: while a postman has them, others may be written that somebody
/// waits for.
const FEW: usize = 3;

/// Which letters a postman takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Those that somebody waits for, and never what is written to many at once.
    Quick,
    /// All.
    Any,
}

/// A letter in a postman's hands, with the one copy of its link's token.
pub struct Claimed {
    pub(super) letter: Posted,
    pub(super) pass: Pass,
    /// By which its reader declines announcements.
    pub(super) way_out: Option<Token>,
}

/// What a letter opens for its reader. It has no `Debug`.
pub(super) enum Pass {
    /// One's own RSVP.
    Rsvp(Token),
    /// All RSVPs of one address, by row number; `more` when some had to be left out.
    Mine { links: Vec<(i64, Token)>, more: bool },
    /// A speaker's schedule.
    Schedule(Token),
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

    /// The hashes of its links to RSVPs.
    pub(super) fn hashes(&self) -> Vec<String> {
        match &self.pass {
            Pass::Rsvp(token) => vec![token.hash()],
            Pass::Mine { links, .. } => links.iter().map(|(_, token)| token.hash()).collect(),
            Pass::Schedule(..) | Pass::SignIn(..) | Pass::Nothing => vec![],
        }
    }
}

/// Of the letters that are due in a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    /// Those that take no longer than others, for all that is known.
    Usual,
    /// Those at which the relay fell silent before: they hold up who takes them.
    Mute,
}

/// Takes up to `most` letters that are due, the most urgent and then the earliest first, and mints their
/// links' tokens.
///
/// A letter at which the relay fell silent before is taken alone, once nothing else is due, and never in the
/// lane for which somebody waits.
pub async fn claim(desk: &Desk, lane: Lane, most: u64) -> Result<Vec<Claimed>> {
    let claimed = in_turn(desk, lane, Turn::Usual, most).await?;
    if lane == Lane::Quick || !claimed.is_empty() {
        return Ok(claimed);
    }
    in_turn(desk, lane, Turn::Mute, 1).await
}

async fn in_turn(desk: &Desk, lane: Lane, turn: Turn, most: u64) -> Result<Vec<Claimed>> {
    loop {
        let (taken, claimed) = handful(desk, (lane, turn), most).await?;
        // Letters to nobody, or too late, are put away here, and whoever waits behind them should not.
        if taken == 0 || !claimed.is_empty() {
            return Ok(claimed);
        }
    }
}

/// How many letters were taken up, and those of them that are for somebody.
async fn handful(desk: &Desk, which: (Lane, Turn), most: u64) -> Result<(usize, Vec<Claimed>)> {
    // Nothing to do is the common case, and asking costs no write lock.
    if due(desk.now(), which).one(desk.read()).await?.is_none() {
        return Ok((0, vec![]));
    }
    let txn = desk.begin().await?;
    let now = desk.now();
    let letters = taken_up(&txn, which, most, now).await?;
    let endings = endings(&txn, &letters).await?;
    let taken = letters.len();
    let mut groups = Ahead::of(&txn, &letters, now).await?;
    let (mut claimed, mut minted) = (Vec::with_capacity(taken), vec![]);
    for letter in letters {
        let of_event = letter.event_id.filter(|_| !groups.outlives_its_event(&letter));
        let over_at = of_event.and_then(|id| endings.get(&id).copied());
        if let Some(by) = groups.stopped_by(&letter) {
            put_away(&txn, letter, now, "stopped", Some(&by)).await?;
            continue;
        }
        if let Some(why) = pointless(&letter, over_at, now) {
            put_away(&txn, letter, now, "too_late", Some(why)).await?;
            continue;
        }
        if !groups.opens_own(&letter) {
            let way_out = groups.way_out(&letter);
            claimed.push(Claimed { letter, pass: Pass::Nothing, way_out });
            continue;
        }
        match pass(&txn, &letter, &mut minted, now).await? {
            Some(pass) => claimed.push(Claimed { letter, pass, way_out: None }),
            None => put_away(&txn, letter, now, "nobody", None).await?,
        }
    }
    if !minted.is_empty() {
        token::Entity::insert_many(minted).exec_without_returning(&txn).await?;
    }
    groups.end(&txn).await?;
    txn.commit().await?;
    Ok((taken, claimed))
}

/// The letters, which are this postman's from now on. What others are taking at this moment is passed
/// over, and they are not waited for.
async fn taken_up(
    txn: &DatabaseTransaction,
    which: (Lane, Turn),
    most: u64,
    now: DateTime<Utc>,
) -> Result<Vec<Posted>> {
    let mut ids: Vec<(i64, i64)> = due(now, which)
        .order_by_asc(COLUMN.urgency)
        .order_by_asc(COLUMN.due_at)
        .order_by_asc(COLUMN.id)
        .limit(most)
        .select_only()
        .columns([Column::Id, Column::Urgency])
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .into_tuple()
        .all(txn)
        .await?;
    let waited_for = ids.iter().take_while(|(_, urgency)| *urgency < BULK).count();
    ids.truncate(if waited_for > 0 { waited_for } else { FEW });
    let mut letters = Entity::update_many()
        .col_expr(Column::ClaimedUntil, Expr::value(now + LEASE))
        .filter(COLUMN.id.is_in(ids.into_iter().map(|(id, _)| id)))
        .exec_with_returning(txn)
        .await?;
    letters.sort_by_key(|letter| (letter.urgency, letter.due_at, letter.id));
    Ok(letters)
}

/// When the events of these letters are over.
async fn endings<C: ConnectionTrait>(
    db: &C,
    letters: &[Posted],
) -> Result<HashMap<i64, DateTimeUtc>> {
    let mut events: Vec<i64> = letters.iter().filter_map(|letter| letter.event_id).collect();
    events.sort_unstable();
    events.dedup();
    if events.is_empty() {
        return Ok(HashMap::new());
    }
    let known: Vec<(i64, Option<DateTimeUtc>)> = event::Entity::find()
        .filter(event::COLUMN.id.is_in(events))
        .select_only()
        .columns([event::Column::Id, event::Column::OverAt])
        .into_tuple()
        .all(db)
        .await?;
    Ok(known.into_iter().filter_map(|(id, over_at)| Some((id, over_at?))).collect())
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
    if matches!(letter.kind, Kind::HandedOver | Kind::Readdressed | Kind::Receipt) {
        return Ok(Some(Pass::Nothing));
    }
    if letter.kind == Kind::SpeakerReminder {
        return Ok(Some(of_reminder(txn, letter, now).await?));
    }
    if letter.kind == Kind::Mine {
        return all_of(txn, &letter.recipient, minted, now).await;
    }
    if let Some(speaker_id) = letter.speaker_id {
        if !may_be_written_to(txn, speaker_id, letter).await? {
            return Ok(None);
        }
        // Staff revoked all their links: word of a change must not bring another.
        if letter.kind == Kind::ScheduleChanged && !link::any_lives(txn, speaker_id).await? {
            return Ok(Some(Pass::Nothing));
        }
        if letter.kind == Kind::Schedule {
            change::schedule_is_told(txn, speaker_id, now).await?;
        }
        let token = link::mint(txn, (speaker_id, letter.copy), now).await?;
        return Ok(Some(Pass::Schedule(token)));
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

/// The schedule of who is reminded, unless the address is the way to several, or their links were revoked.
async fn of_reminder<C: ConnectionTrait>(
    txn: &C,
    letter: &Posted,
    now: DateTime<Utc>,
) -> Result<Pass> {
    let Some(event_id) = letter.event_id else { return Ok(Pass::Nothing) };
    let mut ways = line_up::of_event(txn, event_id).await?.ways(txn, now).await?;
    ways.retain(|way| way.address == letter.recipient);
    let theirs = ways.iter().all(|way| way.speaker_id == ways[0].speaker_id);
    let Some(way) = ways.first().filter(|_| theirs) else { return Ok(Pass::Nothing) };
    let Some(speaker_id) = way.speaker_id else { return Ok(Pass::Nothing) };
    if !link::any_lives(txn, speaker_id).await? {
        return Ok(Pass::Nothing);
    }
    let token = link::mint(txn, (speaker_id, way.to_assistant), now).await?;
    Ok(Pass::Schedule(token))
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

/// Due, in nobody's hands, and no letter of another version.
fn due(now: DateTime<Utc>, (lane, turn): (Lane, Turn)) -> Select<Entity> {
    let is_mute = match turn {
        Turn::Mute => mute(),
        Turn::Usual => Condition::any().add(COLUMN.answer.is_null()).add(mute().not()),
    };
    let all = Entity::find()
        .filter(COLUMN.done_at.is_null())
        .filter(COLUMN.due_at.lte(now))
        .filter(COLUMN.kind.is_in(Kind::known()))
        .filter(is_mute)
        .filter(free(now));
    match lane {
        Lane::Quick => all.filter(COLUMN.urgency.lt(BULK)),
        Lane::Any => all,
    }
}

/// In nobody's hands.
pub(super) fn free(now: DateTime<Utc>) -> Condition {
    Condition::any()
        .add(COLUMN.claimed_until.is_null())
        .add(COLUMN.claimed_until.lte(now))
        .add(COLUMN.claimed_until.gt(now + IMPOSSIBLE))
}
