//! How many RSVPs there are of each kind, and how many seats they come to.

use sea_orm::entity::prelude::*;
use sea_orm::{Condition, ConnectionTrait, QuerySelect as _};

use super::{Tab, of_event};
use crate::briefing::Mode;
use crate::error::Result;
use crate::event::Event;
use crate::rsvp::{Column, Standing};
use crate::time::Zone;

/// What stands above everything about an event's RSVPs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Row number.
    pub id: i64,
    /// The title.
    pub title: String,
    /// The zone that its times are told in.
    pub zone: Zone,
    /// The room and online, those of the two that there are.
    pub halves: Vec<Fill>,
    /// How many there are of every kind, whatever is searched for.
    pub rsvps: u64,
}

impl Heading {
    /// So many seats more in this half would stay within its limit.
    pub fn has_room_for(&self, online: bool, seats: i64) -> bool {
        let half = self.halves.iter().find(|fill| fill.online == online);
        half.and_then(Fill::free).is_none_or(|free| seats <= free)
    }

    /// Whether there are both, so that each has to be named.
    pub fn has_both(&self) -> bool {
        self.halves.len() > 1
    }
}

/// How full the room is, or online.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fill {
    /// Online, not the room.
    pub online: bool,
    /// Seats that are confirmed.
    pub seated: i64,
    /// Seats that an offer holds.
    pub offered: i64,
    /// RSVPs on the waiting list, without those that have an offer.
    pub waiting: i64,
    /// Seats that those would take.
    pub wanted: i64,
    /// RSVPs that the hosts have not answered yet.
    pub asked: i64,
    /// Seats; none is unlimited.
    pub limit: Option<i64>,
}

impl Fill {
    /// Seats that nobody has; none is unlimited. Below zero when the limit was lowered.
    pub fn free(&self) -> Option<i64> {
        self.limit.map(|limit| limit - self.seated - self.offered)
    }

    /// Whoever comes now may not get a seat at once.
    pub fn is_full(&self) -> bool {
        self.waiting > 0 || self.free().is_some_and(|free| free <= 0)
    }
}

/// What stands above a single RSVP, or above the form for a new one.
pub(in crate::rsvp) async fn heading_of(
    db: &impl ConnectionTrait,
    event: &Event,
) -> Result<Heading> {
    Ok(heading(event, &numbers(db, event, None).await?))
}

/// RSVPs of one standing in one half, and their seats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub standing: Standing,
    pub online: bool,
    pub rsvps: i64,
    pub seats: i64,
}

/// How many there are of each standing, in the room and online.
pub(super) type Numbers = Vec<Number>;

pub(super) async fn numbers<C: ConnectionTrait>(
    db: &C,
    event: &Event,
    question: Option<Condition>,
) -> Result<Numbers> {
    let grouped = of_event(event, Tab::All, question)
        .select_only()
        .columns([Column::Standing, Column::Online])
        .column_as(Expr::cust("count(*)"), "n")
        // A sum is NUMERIC on PostgreSQL.
        .column_as(Expr::cust("CAST(sum(party) AS BIGINT)"), "seats")
        .group_by(Column::Standing)
        .group_by(Column::Online);
    let rows: Vec<(Standing, bool, i64, i64)> = grouped.into_tuple().all(db).await?;
    let number = |(standing, online, rsvps, seats)| Number { standing, online, rsvps, seats };
    Ok(rows.into_iter().map(number).collect())
}

/// RSVPs of the standings that count.
pub(super) fn rsvps(numbers: &[Number], counts: impl Fn(Standing) -> bool) -> u64 {
    let counted = numbers.iter().filter(|number| counts(number.standing));
    counted.map(|number| u64::try_from(number.rsvps).unwrap_or_default()).sum()
}

pub(super) fn heading(event: &Event, numbers: &Numbers) -> Heading {
    let fill = |online| {
        let of = |standing| {
            let one = numbers.iter().find(|one| one.standing == standing && one.online == online);
            one.map_or((0, 0), |one| (one.rsvps, one.seats))
        };
        let (waiting, wanted) = of(Standing::Waiting);
        Fill {
            online,
            seated: of(Standing::Seated).1,
            offered: of(Standing::Offered).1,
            waiting,
            wanted,
            asked: of(Standing::Asked).0,
            limit: event.limit(online),
        }
    };
    let offered = |online: bool| match event.mode() {
        Mode::Hybrid => true,
        Mode::Online => online,
        Mode::InPerson => !online,
    };
    // An event that changed its mode may still have guests in the other half.
    let peopled = |fill: &Fill| fill.seated + fill.offered + fill.waiting + fill.asked > 0;
    let halves = [false, true].map(fill).into_iter();
    Heading {
        id: event.id,
        title: event.title.clone(),
        zone: event.zone(),
        halves: halves.filter(|fill| offered(fill.online) || peopled(fill)).collect(),
        rsvps: rsvps(numbers, |_| true),
    }
}
