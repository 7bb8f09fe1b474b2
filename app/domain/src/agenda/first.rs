//! The first link to a schedule, seen from an event: whose speakers have none yet, and whether they get
//! it by themselves.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;

use super::part::Part;
use super::{letter, sessions};
use crate::desk::Desk;
use crate::errand;
use crate::error::Result;
use crate::event::{self, Event};
use crate::line_up::LineUp;
use crate::speaker::{self, contact};
use crate::staff::Staff;
use crate::{journal, line_up, outbox};

/// Who of an event would get the link.
#[derive(Clone, PartialEq, Eq)]
pub struct First {
    /// Its speakers who can be written to and never were, by name for staff.
    pub people: Vec<String>,
    /// Staff mail it: nobody gets it because of this event.
    pub by_hand: bool,
}

crate::private::private!(First);

/// Who of an event has no link yet and would get one.
///
/// # Errors
/// `NotFound`, also for a deleted event.
pub async fn first(desk: &Desk, staff: &Staff, event_id: i64) -> Result<First> {
    let db = desk.read();
    let event = event::for_staff(db, staff, event_id).await?;
    let mut people = vec![];
    for id in without(db, &event, desk.now()).await? {
        people.push(speaker::by_id(db, id).await?.on_paper());
    }
    people.sort();
    Ok(First { people, by_hand: event.links_by_hand })
}

/// Mails it to them after all, as if staff had never said that they do it by hand.
///
/// # Errors
/// `NotFound`, also for a deleted event.
pub async fn mail_first_links(desk: &Desk, staff: &Staff, event_id: i64) -> Result<()> {
    let (txn, now) = (desk.begin().await?, desk.now());
    let event = event::locked(&txn, event_id).await?;
    event::Entity::update_many()
        .col_expr(event::Column::LinksByHand, Expr::value(false))
        .filter(event::COLUMN.id.eq(event_id))
        .exec(&txn)
        .await?;
    let event = Event { links_by_hand: false, ..event };
    super::look(&txn, &event, now).await?;
    let entry = journal::by(staff, "had the speakers mailed their links").event(event_id);
    entry.write(&txn, now).await?;
    txn.commit().await?;
    desk.ring();
    Ok(())
}

/// Who comes, can be written to and never had the link.
async fn without<C: ConnectionTrait>(
    db: &C,
    event: &Event,
    now: DateTime<Utc>,
) -> Result<Vec<i64>> {
    let line_up = line_up::of_event(db, event.id).await?;
    let sessions = sessions(db, event.id).await?;
    let mut without = vec![];
    for speaker_id in people_of(&line_up) {
        let part = Part::new(speaker_id, (event.clone(), line_up.clone(), sessions.clone()));
        if part.is_out() || part.is_past(now) {
            continue;
        }
        let contact = contact::of(db, speaker_id).await?;
        let is_reached = contact.email.is_some() || contact.assistant_email.is_some();
        if is_reached && !outbox::was_schedule_written(db, speaker_id).await? {
            without.push(speaker_id);
        }
    }
    Ok(without)
}

/// Everybody in a line-up, and who stands in for one of them.
pub(crate) fn people_of(line_up: &LineUp) -> BTreeSet<i64> {
    let here = line_up.appearances().iter();
    here.flat_map(|one| [one.speaker_id, one.spoken_by()]).flatten().collect()
}

/// How many of an event's speakers are about to get it, and when the first of them does.
pub(crate) async fn on_the_way<C: ConnectionTrait>(
    db: &C,
    event: &Event,
    now: DateTime<Utc>,
) -> Result<Option<(usize, DateTime<Utc>)>> {
    if !letter::may_tell(event) {
        return Ok(None);
    }
    let waiting = without(db, event, now).await?;
    let due = errand::moments(db, errand::Kind::Schedule, waiting).await?;
    Ok(due.iter().min().map(|first| (due.len(), *first)))
}
