//! Counting: who sits, who waits, whose turn is when. Always in the caller's transaction.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder as _, QuerySelect as _};

use super::{COLUMN, Column, Entity, Rsvp, Standing};
use crate::block::{self, Block};
use crate::briefing::Mode;
use crate::error::Result;
use crate::event::Event;
use crate::seating::{Half, Kept, Seating};

/// Nobody has said again that they come: the event is on another day now.
pub(crate) async fn ask_again<C: ConnectionTrait>(txn: &C, event_id: i64) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::ReconfirmedAt, Expr::value(Option::<DateTime<Utc>>::None))
        .filter(COLUMN.event_id.eq(event_id))
        .filter(COLUMN.reconfirmed_at.is_not_null())
        .exec(txn)
        .await?;
    Ok(())
}

/// How full an event is, its blocks read too.
pub(crate) async fn seating_of<C: ConnectionTrait>(
    db: &C,
    event: &Event,
    now: DateTime<Utc>,
) -> Result<Seating> {
    let blocks = if event.limit(false).is_some() {
        let own = block::Entity::find().filter(block::COLUMN.event_id.eq(event.id));
        own.order_by_asc(block::COLUMN.position).all(db).await?
    } else {
        vec![]
    };
    seating(db, event, &blocks, now).await
}

/// How full an event with these blocks is. Where there is no limit nothing is counted.
pub(crate) async fn seating<C: ConnectionTrait>(
    db: &C,
    event: &Event,
    blocks: &[Block],
    now: DateTime<Utc>,
) -> Result<Seating> {
    let limits = [event.limit(false), event.limit(true)];
    if limits == [None, None] {
        return Ok(Seating::default());
    }
    let taken = taken(db, event).await?;
    let half = async |online: bool| -> Result<Half> {
        let limit = event.limit(online);
        let counted = taken.iter().filter(|(half, ..)| *half == online);
        Ok(Half {
            limit,
            taken: counted.map(|(.., seats)| seats).sum(),
            someone_waits: limit.is_some() && someone_waits(db, event, online, None).await?,
        })
    };
    let (room, online) = (half(false).await?, half(true).await?);
    let mut kept: Vec<Kept> = Vec::new();
    let blocks = blocks.iter().filter(|block| block.is_kept(now) && room.limit.is_some());
    for block in blocks {
        if let Some(known) = kept.iter_mut().find(|kept| kept.category == block.category) {
            known.left += block.seats.unwrap_or_default();
            continue;
        }
        let waits = room.someone_waits
            && someone_waits(db, event, false, Some(block.category.as_str())).await?;
        let (category, left) = (block.category.clone(), block.seats.unwrap_or_default());
        kept.push(Kept { category, left, someone_waits: waits });
    }
    for kept in &mut kept {
        let own = |(online, category, _): &&(bool, Option<String>, i64)| {
            !online && category.as_ref() == Some(&kept.category)
        };
        let own: i64 = taken.iter().filter(own).map(|(.., seats)| seats).sum();
        kept.left = (kept.left - own).max(0);
    }
    Ok(Seating { room, online, kept, smaller_pass: event.smaller_pass == Some(true) })
}

/// Seats taken, by half and category.
async fn taken<C: ConnectionTrait>(
    db: &C,
    event: &Event,
) -> Result<Vec<(bool, Option<String>, i64)>> {
    let halves = [false, true].into_iter().filter(|online| event.limit(*online).is_some());
    let rows = Entity::find()
        .filter(COLUMN.event_id.eq(event.id))
        .filter(COLUMN.standing.is_in(Standing::TAKING))
        .filter(Column::Online.is_in(halves))
        .select_only()
        .columns([Column::Online, Column::Category])
        // A sum is NUMERIC on PostgreSQL.
        .column_as(Expr::cust("CAST(sum(party) AS BIGINT)"), "seats")
        .group_by(Column::Online)
        .group_by(Column::Category);
    Ok(rows.into_tuple().all(db).await?)
}

async fn someone_waits<C: ConnectionTrait>(
    db: &C,
    event: &Event,
    online: bool,
    category: Option<&str>,
) -> Result<bool> {
    let mut first = waiting(event.id, online);
    // A party that is larger than the half has become keeps nobody from a seat.
    if let Some(limit) = event.limit(online).filter(|limit| *limit > 0) {
        first = first.filter(COLUMN.party.lte(limit));
    }
    if let Some(category) = category {
        first = first.filter(COLUMN.category.eq(category));
    }
    let first = first.select_only().column(Column::Id).into_tuple::<i64>();
    Ok(first.one(db).await?.is_some())
}

/// The place in the waiting list, from 1; nothing for who does not wait.
pub(crate) async fn place_in_line<C: ConnectionTrait>(db: &C, rsvp: &Rsvp) -> Result<Option<i64>> {
    if rsvp.standing != Standing::Waiting {
        return Ok(None);
    }
    let before =
        waiting(rsvp.event_id, rsvp.online).filter(COLUMN.turn.lt(rsvp.turn)).count(db).await?;
    Ok(i64::try_from(before).ok().map(|before| before + 1))
}

/// The turn after everybody's.
pub(crate) async fn next_turn<C: ConnectionTrait>(txn: &C, event_id: i64) -> Result<i64> {
    let last = Entity::find()
        .filter(COLUMN.event_id.eq(event_id))
        .order_by_desc(COLUMN.turn)
        .select_only()
        .column(Column::Turn)
        .into_tuple::<i64>()
        .one(txn)
        .await?;
    Ok(last.unwrap_or(0) + 1)
}

/// Those of the addresses that nobody on the list has or had.
pub(super) async fn strangers<C: ConnectionTrait>(
    txn: &C,
    event_id: i64,
    mut addresses: HashSet<String>,
) -> Result<HashSet<String>> {
    if addresses.is_empty() {
        return Ok(addresses);
    }
    let known = Entity::find()
        .filter(COLUMN.event_id.eq(event_id))
        .filter(COLUMN.email.is_in(&addresses))
        .select_only()
        .column(Column::Email);
    for address in known.into_tuple::<String>().all(txn).await? {
        addresses.remove(&address);
    }
    Ok(addresses)
}

/// Makes room for a turn: everybody from there on comes one later.
pub(super) async fn shift<C: ConnectionTrait>(txn: &C, event_id: i64, turn: i64) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::Turn, Expr::cust("turn + 1"))
        .filter(COLUMN.event_id.eq(event_id))
        .filter(COLUMN.turn.gte(turn))
        .exec(txn)
        .await?;
    Ok(())
}

/// Where the row keeps what a guest chose while there is no choice.
const CHOSE_ONLINE: &str = "chose_online";
/// Whether a guest takes part online where there is a choice, as SQL.
pub(crate) const CHOICE: &str = "COALESCE(chose_online, online)";

/// Has guests go along with an event that leaves no choice between the room and online; what each had
/// chosen comes back with the choice. Nobody loses a seat by it, so that a room may have more guests than
/// seats: staff are told so when they save.
pub(crate) async fn go_along<C: ConnectionTrait>(
    txn: &C,
    event: &Event,
    before: Mode,
) -> Result<()> {
    let now = event.mode();
    let (online, chose, whose) = match now {
        _ if now == before => return Ok(()),
        Mode::Online => ("TRUE", CHOICE, "online = FALSE"),
        Mode::InPerson => ("FALSE", CHOICE, "online = TRUE"),
        Mode::Hybrid => (CHOICE, "NULL", "chose_online IS NOT NULL"),
    };
    Entity::update_many()
        .col_expr(Column::Online, Expr::cust(online))
        .col_expr(CHOSE_ONLINE, Expr::cust(chose))
        .filter(COLUMN.event_id.eq(event.id))
        .filter(Expr::cust(whose))
        .exec(txn)
        .await?;
    Ok(())
}

/// Who waits in one half.
pub(crate) fn waiting(event_id: i64, online: bool) -> Select<Entity> {
    Entity::find()
        .filter(COLUMN.event_id.eq(event_id))
        .filter(COLUMN.standing.eq(Standing::Waiting))
        .filter(COLUMN.online.eq(online))
}
