//! Sessions of staff: a cookie's token, kept hashed, that ends by itself.
//!
//! Two limits: [`IDLE`] since it was last used, [`LONGEST`] since the sign-in. Both are looked at on
//! every request, as is whether the person is still staff, so that a removal holds at once on all
//! processes.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder as _};

use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::journal;
use crate::staff::{self, Member, Staff};
use crate::token::Token;

mod browser;

/// A session that nobody used for so long has ended.
pub const IDLE: TimeDelta = TimeDelta::hours(12);
/// No session is longer.
pub const LONGEST: TimeDelta = TimeDelta::days(14);
/// The time of last use is written this often at most.
const TOUCH: TimeDelta = TimeDelta::minutes(5);

/// A session as kept.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff_session")]
pub struct Model {
    /// Row number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Whose.
    pub staff_id: i64,
    /// SHA-256 of the cookie's token, in hex.
    #[sea_orm(unique)]
    pub hash: String,
    /// `Firefox on Linux`, for telling one's sessions apart.
    pub browser: String,
    /// When they signed in.
    pub started_at: DateTimeUtc,
    /// When it was last used, to a few minutes.
    pub seen_at: DateTimeUtc,
    /// When it was ended, if it did not end by itself.
    pub ended_at: Option<DateTimeUtc>,
}
pub use Model as StaffSession;

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whether it still counts. A clock that was put back ends nothing.
    pub fn is_live(&self, now: DateTime<Utc>) -> bool {
        self.ended_at.is_none() && now < self.seen_at + IDLE && now < self.started_at + LONGEST
    }
}

/// Who the cookie's value signs in, if anybody.
pub async fn signed_in(desk: &Desk, cookie: &str) -> Result<Option<Staff>> {
    let Some(token) = Token::from_link(cookie) else { return Ok(None) };
    let now = desk.now();
    let session = Entity::find().filter(COLUMN.hash.eq(token.hash())).one(desk.read()).await?;
    let Some(session) = session.filter(|session| session.is_live(now)) else { return Ok(None) };
    let member = staff::Entity::find_by_id(session.staff_id).one(desk.read()).await?;
    let Some(member) = member.filter(|member| member.removed_at.is_none()) else {
        return Ok(None);
    };
    if now - session.seen_at > TOUCH {
        // Nobody is sent away because this could not be written.
        let _ = touch(desk, session.id, now).await;
    }
    Ok(Some(person(&session, member)))
}

async fn touch(desk: &Desk, id: i64, now: DateTime<Utc>) -> Result<()> {
    let txn = desk.begin().await?;
    Entity::update_many()
        .col_expr(Column::SeenAt, Expr::value(now))
        .filter(COLUMN.id.eq(id))
        .exec(&txn)
        .await?;
    Ok(txn.commit().await?)
}

fn person(session: &StaffSession, member: Member) -> Staff {
    Staff {
        id: member.id,
        session: session.id,
        signed_in_at: session.started_at,
        role: member.role,
        name: member.name,
        email: member.email,
    }
}

/// The browser that somebody signs in with.
#[derive(Clone, Copy, Default)]
pub struct Visit<'a> {
    /// The value of the session cookie that it sent along; empty without one.
    pub cookie: &'a str,
    /// What it says of itself, its `User-Agent`.
    pub user_agent: &'a str,
}

/// Begins a session in place of the one that this browser had; the token is the cookie's value.
pub(crate) async fn begin<C: ConnectionTrait>(
    txn: &C,
    staff_id: i64,
    visit: &Visit<'_>,
    now: DateTime<Utc>,
) -> Result<Token> {
    end_of_cookie(txn, visit.cookie, now).await?;
    let token = Token::fresh();
    let row = ActiveModel {
        id: NotSet,
        staff_id: Set(staff_id),
        hash: Set(token.hash()),
        browser: Set(browser::words(visit.user_agent)),
        started_at: Set(now),
        seen_at: Set(now),
        ended_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(txn).await?;
    journal::by_member(staff_id, "signed in").write(txn, now).await?;
    Ok(token)
}

/// One's own live sessions, the latest used first.
pub async fn own(desk: &Desk, staff: &Staff) -> Result<Vec<StaffSession>> {
    let sessions = Entity::find()
        .filter(COLUMN.staff_id.eq(staff.id()))
        .filter(COLUMN.ended_at.is_null())
        .order_by_desc(COLUMN.seen_at)
        .all(desk.read())
        .await?;
    let now = desk.now();
    Ok(sessions.into_iter().filter(|session| session.is_live(now)).collect())
}

/// Ends one of one's own sessions; this one is signing out.
///
/// # Errors
/// `NotFound` for a session that is somebody else's or none.
pub async fn end(desk: &Desk, staff: &Staff, id: i64) -> Result<()> {
    let txn = desk.begin().await?;
    let now = desk.now();
    let ended = Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(Some(now)))
        .filter(COLUMN.id.eq(id))
        .filter(COLUMN.staff_id.eq(staff.id()))
        .filter(COLUMN.ended_at.is_null())
        .exec(&txn)
        .await?;
    if ended.rows_affected == 0 {
        return Err(Error::NotFound);
    }
    let deed = if id == staff.session() { "signed out" } else { "ended a session" };
    journal::by(staff, deed).write(&txn, now).await?;
    Ok(txn.commit().await?)
}

/// Ends the session of a cookie that is about to be replaced, whoever's it was.
async fn end_of_cookie<C: ConnectionTrait>(
    txn: &C,
    cookie: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let Some(token) = Token::from_link(cookie) else { return Ok(()) };
    Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(Some(now)))
        .filter(COLUMN.hash.eq(token.hash()))
        .filter(COLUMN.ended_at.is_null())
        .exec(txn)
        .await?;
    Ok(())
}

/// Ends all of one's own sessions but this one; says how many that were.
pub async fn end_others(desk: &Desk, staff: &Staff) -> Result<u64> {
    let txn = desk.begin().await?;
    let now = desk.now();
    let ended = Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(Some(now)))
        .filter(COLUMN.staff_id.eq(staff.id()))
        .filter(COLUMN.id.ne(staff.session()))
        .filter(COLUMN.ended_at.is_null())
        .exec(&txn)
        .await?;
    if ended.rows_affected > 0 {
        journal::by(staff, "ended all other sessions").write(&txn, now).await?;
    }
    txn.commit().await?;
    Ok(ended.rows_affected)
}

/// Ends every session of a member of staff, at once and everywhere.
pub(crate) async fn end_all<C: ConnectionTrait>(
    txn: &C,
    staff_id: i64,
    now: DateTime<Utc>,
) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(Some(now)))
        .filter(COLUMN.staff_id.eq(staff_id))
        .filter(COLUMN.ended_at.is_null())
        .exec(txn)
        .await?;
    Ok(())
}
