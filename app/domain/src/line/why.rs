//! Why somebody has been offered a seat, or has not, in words for staff.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, QueryOrder as _, QuerySelect as _};

use crate::error::{Refusal, Result};
use crate::event::Event;
use crate::rsvp;
use crate::seating::{Verdict, Walk};

/// Why somebody who waits has no offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Nothing is offered to anybody just now.
    Nobody(Refusal),
    /// The event has given up the half that they wait for.
    NoSuchHalf,
    /// The line comes to this for them.
    Line(Verdict),
}

impl Reason {
    /// In a sentence.
    pub fn words(self) -> String {
        let words = match self {
            Self::Nobody(Refusal::NotYet) => "Nothing is offered while the event is a draft.",
            Self::Nobody(Refusal::Cancelled) => "Nothing is offered: the event is cancelled.",
            Self::Nobody(Refusal::Postponed) => "Nothing is offered while the event is postponed.",
            Self::Nobody(Refusal::NoForm) => "Nothing is offered: no RSVP is needed.",
            Self::Nobody(Refusal::Over) => "Nothing is offered any more: the event has started.",
            Self::Nobody(_) => "Nothing is offered any more: RSVPs are closed.",
            Self::Line(Verdict::Offer) => "Next: the offer goes out in a moment.",
            Self::NoSuchHalf => "The event does not take place there any more.",
            Self::Line(Verdict::NothingFree) => "No seat is free.",
            Self::Line(Verdict::KeptForOthers) => "The free seats are kept for others.",
            Self::Line(Verdict::TooFew(free)) => {
                return format!("Needs more seats together than are free: {free}.");
            }
            Self::Line(Verdict::BehindLarger) => {
                "A larger party before them waits for the free seats."
            }
            Self::Line(Verdict::TooMany) => "Needs more seats than there are in all.",
        };
        words.to_owned()
    }
}

/// Why each who waits has no offer yet, by row number.
pub(crate) async fn reasons<C: ConnectionTrait>(
    db: &C,
    event: &Event,
    now: DateTime<Utc>,
) -> Result<HashMap<i64, Reason>> {
    let refusal = event.may_offer(now).err();
    let seating = rsvp::seating_of(db, event, now).await?;
    let mut reasons = HashMap::new();
    for online in [false, true] {
        let is_there = event.halves().contains(&online);
        let mut walk = Walk::new(seating.clone(), online);
        let line = rsvp::waiting(event.id, online)
            .order_by_asc(rsvp::COLUMN.turn)
            .select_only()
            .columns([rsvp::Column::Id, rsvp::Column::Party, rsvp::Column::Category])
            .into_tuple::<(i64, i64, Option<String>)>();
        for (id, seats, category) in line.all(db).await? {
            let verdict = walk.next(seats, category.as_deref());
            let reason = match refusal {
                Some(refusal) => Reason::Nobody(refusal),
                None if is_there => Reason::Line(verdict),
                None => Reason::NoSuchHalf,
            };
            reasons.insert(id, reason);
        }
    }
    Ok(reasons)
}
