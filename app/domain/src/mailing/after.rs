//! The letters after an event: one to those who came, another to those who did not. Dais offers them
//! and fills in a beginning; staff add the materials, and nothing goes out until they say so. Each is
//! begun once for an event; another one is a copy that somebody made knowingly.

use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder as _, QuerySelect as _};

use super::draft::{Written, fresh};
use super::{COLUMN, Column, Entity, Kind};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::{self, Event};
use crate::journal;
use crate::rsvp::list::{Came, Tab, Wanted};
use crate::staff::Staff;

/// Stands where staff are to put something, and keeps the letter here while it does.
pub(super) const TO_DO: &str = "(add your links, or take this line out)";

const CAME: &str = "Thank you for coming to **{title}**.\n\nHere is what was shown and what was promised:\n\n- (add your links, or take this line out)\n\nThe event’s page stays where it is:\n\n{event_link}";
const MISSED: &str = "We are sorry that we missed you at **{title}**.\n\nHere is what was shown, so that you can catch up:\n\n- (add your links, or take this line out)\n\nThe event’s page stays where it is:\n\n{event_link}";

const NOT_OVER: &str = "The event is not over yet.";

/// One of the two letters, as the page of an event's mail offers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Which one.
    pub kind: Kind,
    /// The one that was begun already.
    pub begun: Option<i64>,
}

/// What is offered after this event; nothing before it is over, or when it did not happen.
pub async fn after(desk: &Desk, staff: &Staff, event_id: i64) -> Result<Vec<Offer>> {
    let event = event::for_staff(desk.read(), staff, event_id).await?;
    if !is_over(&event, desk) {
        return Ok(vec![]);
    }
    let mut offers = vec![];
    for kind in [Kind::Came, Kind::Missed] {
        offers.push(Offer { kind, begun: begun(desk.read(), event_id, kind).await? });
    }
    Ok(offers)
}

/// Begins one of the two, or says the number of the one that there is already.
///
/// # Errors
/// `NotFound`; `NotNow` before the event is over.
pub async fn begin(desk: &Desk, staff: &Staff, event_id: i64, kind: Kind) -> Result<i64> {
    let txn = desk.begin().await?;
    let event = event::locked(&txn, event_id).await?;
    if !is_over(&event, desk) {
        return Err(Error::NotNow(NOT_OVER));
    }
    if let Some(id) = begun(&txn, event_id, kind).await? {
        return Ok(id);
    }
    let written = beginning(kind).ok_or(Error::NotFound)?;
    let row = fresh(desk, staff, event_id, kind, written);
    let id = Entity::insert(row).exec(&txn).await?.last_insert_id;
    let entry = journal::by(staff, "began a letter after the event").event(event_id);
    entry.write(&txn, desk.now()).await?;
    txn.commit().await?;
    Ok(id)
}

fn is_over(event: &Event, desk: &Desk) -> bool {
    event.stage(desk.now()) == crate::briefing::Stage::Over
}

async fn begun<C: ConnectionTrait>(db: &C, event_id: i64, kind: Kind) -> Result<Option<i64>> {
    let found = Entity::find().filter(COLUMN.event_id.eq(event_id)).filter(COLUMN.kind.eq(kind));
    let first = found.order_by_asc(COLUMN.id).select_only().column(Column::Id);
    Ok(first.into_tuple().one(db).await?)
}

fn beginning(kind: Kind) -> Option<Written> {
    let (subject, body, wanted) = match kind {
        Kind::Group | Kind::Unknown => return None,
        Kind::Came => {
            let came = Wanted { came: Some(Came::Yes), ..Wanted::default() };
            ("Thank you for coming", CAME, came)
        }
        Kind::Missed => {
            let missed = Wanted { tab: Tab::Confirmed, came: Some(Came::No), ..Wanted::default() };
            ("Sorry that we missed you", MISSED, missed)
        }
    };
    Some(Written {
        subject: subject.to_owned(),
        body: body.to_owned(),
        wanted,
        announcement: false,
    })
}
