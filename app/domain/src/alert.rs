//! Alerts: what staff who want it hear of at once. A Member replied, the room is full, mail does not
//! get out.
//!
//! An alert is written in the transaction that causes it. Whether anybody wants alerts is asked only
//! where there is one, so that a crowd's replies cost nothing more. Each thing is told once: a Member by
//! the RSVP's number, a full room and trouble with mail by the day's.

use chrono::{DateTime, Datelike as _, TimeDelta, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder as _, QuerySelect as _};

use crate::briefing::Mode;
use crate::desk::Desk;
use crate::error::Result;
use crate::event::Event;
use crate::outbox::{self, Kind, News};
use crate::rsvp::Rsvp;
use crate::seating::Seating;
use crate::staff;
use crate::time::Zone;

mod member;
mod trouble;

pub use member::seems_to_be_a_member;
pub(crate) use trouble::{Trouble, watch};

/// Members who are told of at one event within [`AN_HOUR`]: anybody can type a title into a form.
const MEMBERS: usize = 10;
/// The time in which they are counted.
const AN_HOUR: TimeDelta = TimeDelta::hours(1);

/// The addresses of staff who want alerts.
pub(crate) async fn listeners<C: ConnectionTrait>(db: &C) -> Result<Vec<String>> {
    let listening = staff::Entity::find()
        .filter(staff::COLUMN.alerts.eq(true))
        .filter(staff::COLUMN.removed_at.is_null())
        .order_by_asc(staff::COLUMN.id)
        .select_only()
        .column(staff::Column::Email);
    Ok(listening.into_tuple().all(db).await?)
}

/// Whether anybody wants alerts.
pub(crate) async fn somebody_listens<C: ConnectionTrait>(db: &C) -> Result<bool> {
    Ok(!listeners(db).await?.is_empty())
}

/// Tells of those among these who have just replied to this event and seem to be Members of Congress.
/// The event is locked.
pub(crate) async fn members_replied<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    rsvps: &[Rsvp],
) -> Result<()> {
    let members: Vec<&Rsvp> = rsvps
        .iter()
        .filter(|rsvp| seems_to_be_a_member(&rsvp.name, rsvp.job_title.as_deref()))
        .collect();
    let Some(first) = members.first() else { return Ok(()) };
    let listeners = listeners(txn).await?;
    if listeners.is_empty() {
        return Ok(());
    }
    let event_id = Some(first.event_id);
    let ids: Vec<i64> = members.iter().map(|rsvp| rsvp.id).collect();
    let known = outbox::known_news(txn, Kind::MemberReplied, event_id, &ids).await?;
    let lately = lately(txn, first.event_id, desk.now()).await?;
    let new = ids.into_iter().filter(|id| !known.contains(id));
    for occurrence in new.take(MEMBERS.saturating_sub(lately)) {
        let news = News { event_id, occurrence, ..News::of(Kind::MemberReplied) };
        let addresses = listeners.iter().map(String::as_str);
        outbox::post_news(desk, txn, addresses, &news).await?;
    }
    Ok(())
}

/// How many Members of this event were told of within the last hour.
async fn lately<C: ConnectionTrait>(txn: &C, event_id: i64, now: DateTime<Utc>) -> Result<usize> {
    let told: Vec<i64> = outbox::Entity::find()
        .filter(outbox::COLUMN.event_id.eq(event_id))
        .filter(outbox::COLUMN.kind.eq(Kind::MemberReplied))
        .filter(outbox::COLUMN.written_at.gt(now - AN_HOUR))
        .filter(outbox::COLUMN.written_at.lte(now))
        .select_only()
        .column(outbox::Column::Occurrence)
        .distinct()
        .into_tuple()
        .all(txn)
        .await?;
    Ok(told.len())
}

/// The half of an event that fills up for this purpose: the room, or online where there is no room.
pub(crate) fn watched_half(event: &Event) -> bool {
    event.mode() == Mode::Online
}

/// Whether an event that has a limit gives no seat at once any more to who is of no category that
/// seats are kept for; nothing for an event without a limit.
pub(crate) fn is_full(event: &Event, seating: &Seating) -> Option<bool> {
    let online = watched_half(event);
    event.limit(online).filter(|limit| *limit > 0)?;
    seating.within_reach(online, None).map(|seats| seats == 0)
}

/// Tells that the last free seat of this event, which is locked, was given; once a day.
pub(crate) async fn room_is_full<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    event: &Event,
) -> Result<()> {
    let (event_id, occurrence) = (Some(event.id), today(desk, event.zone()));
    let listeners = listeners(txn).await?;
    if listeners.is_empty() {
        return Ok(());
    }
    if !outbox::known_news(txn, Kind::RoomFull, event_id, &[occurrence]).await?.is_empty() {
        return Ok(());
    }
    let news = News { event_id, occurrence, ..News::of(Kind::RoomFull) };
    outbox::post_news(desk, txn, listeners.iter().map(String::as_str), &news).await
}

/// The number of the day that it is in this zone.
fn today(desk: &Desk, zone: Zone) -> i64 {
    i64::from(zone.local(desk.now()).date().num_days_from_ce())
}
