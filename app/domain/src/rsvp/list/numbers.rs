//! How many RSVPs there are of each kind, against the seats.

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
    /// A seat more in this half would go over its limit.
    pub fn is_full(&self, online: bool) -> bool {
        self.halves.iter().any(|fill| fill.online == online && fill.is_full())
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
    /// Who has a seat.
    pub seated: u64,
    /// Who waits for one.
    pub waiting: u64,
    /// Whom the hosts have not answered yet.
    pub asked: u64,
    /// Seats; none is unlimited.
    pub limit: Option<i64>,
}

impl Fill {
    /// A seat more would go over the limit.
    pub fn is_full(&self) -> bool {
        self.limit
            .is_some_and(|limit| i64::try_from(self.seated).is_ok_and(|seated| seated >= limit))
    }
}

/// What stands above a single RSVP, or above the form for a new one.
pub(in crate::rsvp) async fn heading_of(
    db: &impl ConnectionTrait,
    event: &Event,
) -> Result<Heading> {
    Ok(heading(event, &numbers(db, event, None).await?))
}

/// How many RSVPs there are of each standing, in the room and online.
pub(super) type Numbers = Vec<(Standing, bool, i64)>;

pub(super) async fn numbers<C: ConnectionTrait>(
    db: &C,
    event: &Event,
    question: Option<Condition>,
) -> Result<Numbers> {
    let grouped = of_event(event, Tab::All, question)
        .select_only()
        .columns([Column::Standing, Column::Online])
        .column_as(Expr::cust("count(*)"), "n")
        .group_by(Column::Standing)
        .group_by(Column::Online);
    Ok(grouped.into_tuple().all(db).await?)
}

pub(super) fn sum(numbers: &Numbers, counts: impl Fn(Standing, bool) -> bool) -> u64 {
    let counted = numbers.iter().filter(|(standing, online, _)| counts(*standing, *online));
    counted.map(|(.., number)| u64::try_from(*number).unwrap_or_default()).sum()
}

pub(super) fn heading(event: &Event, numbers: &Numbers) -> Heading {
    let fill = |online| {
        let of = |wanted| sum(numbers, |standing, half| standing == wanted && half == online);
        Fill {
            online,
            seated: of(Standing::Seated),
            waiting: of(Standing::Waiting),
            asked: of(Standing::Asked),
            limit: event.limit(online),
        }
    };
    let offered = |online: bool| match event.mode() {
        Mode::Hybrid => true,
        Mode::Online => online,
        Mode::InPerson => !online,
    };
    // An event that changed its mode may still have guests in the other half.
    let peopled = |fill: &Fill| fill.seated + fill.waiting + fill.asked > 0;
    let halves = [false, true].map(fill).into_iter();
    Heading {
        id: event.id,
        title: event.title.clone(),
        zone: event.zone(),
        halves: halves.filter(|fill| offered(fill.online) || peopled(fill)).collect(),
        rsvps: sum(numbers, |_, _| true),
    }
}
