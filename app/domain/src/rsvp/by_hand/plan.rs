//! What a deed by hand comes to: the RSVP as it will be, the letter that fits, and storing it.
//!
//! The calendar's counters are raised here alone, when the plan is looked at or stored, so that no
//! deed can forget them.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::NotSet;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, IntoActiveModel as _};

use super::{Place, seat};
use crate::briefing::Stage;
use crate::desk::Desk;
use crate::error::Result;
use crate::event::Event;
use crate::outbox::{self, Kind};
use crate::rsvp::{ActiveModel, Rsvp, Standing, seats};
use crate::token;

/// What a deed comes to.
pub(super) struct Plan {
    /// As it is kept; nothing for a new one.
    pub before: Option<Rsvp>,
    /// As it will be kept; a new one has no number yet.
    pub after: Rsvp,
    /// The letter that fits; nothing when none would be true.
    pub letter: Option<Kind>,
    /// Another place in line.
    pub moved: Option<Moved>,
    /// What the journal says.
    pub deeds: Vec<&'static str>,
    /// What staff should know besides the changes.
    pub remarks: Vec<String>,
}

/// A move in line.
#[derive(Clone, Copy)]
pub(super) struct Moved {
    /// The place until now, for who had one.
    pub from: Option<i64>,
    /// The place then.
    pub to: i64,
    /// Turns from this one on make room.
    pub others_from: Option<i64>,
}

impl Plan {
    /// Nothing different yet.
    pub fn of(before: Rsvp, after: Rsvp) -> Self {
        let (deeds, remarks) = (vec![], vec![]);
        Self { before: Some(before), after, letter: None, moved: None, deeds, remarks }
    }

    /// How it stands until now.
    pub fn was(&self) -> Option<Standing> {
        self.before.as_ref().map(|before| before.standing)
    }

    /// Whether anything is different.
    pub fn changes_something(&self) -> bool {
        self.before.as_ref() != Some(&self.after)
    }

    /// Whether it goes to another address.
    pub fn changes_address(&self) -> bool {
        self.before.as_ref().is_some_and(|before| before.email != self.after.email)
    }

    /// The old address, where its calendar may have an entry that goes to another one now.
    pub async fn leaves_an_entry<C: ConnectionTrait>(&self, db: &C) -> Result<Option<&str>> {
        let Some(before) = self.before.as_ref().filter(|_| self.changes_address()) else {
            return Ok(None);
        };
        let left = outbox::may_have_the_entry(db, before).await?;
        Ok(left.then_some(before.email.as_str()))
    }

    /// Whether somebody gets no copies any more who got them until now, with links in them.
    pub fn leaves_the_scheduler(&self) -> bool {
        let before = self.before.as_ref().and_then(|before| before.scheduler_email.as_ref());
        before.is_some() && before != self.after.scheduler_email.as_ref()
    }

    /// A seat moves only to a seat. Who waits stands at the end of the other line, or gets a seat
    /// where one is free and nobody waits.
    pub async fn move_to<C: ConnectionTrait>(
        &mut self,
        desk: &Desk,
        db: &C,
        event: &Event,
        online: bool,
        place: Place,
    ) -> Result<()> {
        let seating = seats::seating_of(db, event, desk.now()).await?;
        self.after.online = online;
        let party = self.after.as_party();
        match self.after.standing {
            Standing::Seated => {
                seat::past_the_line(event, party, &seating, place)?;
                self.remarks.extend(seat::remark(party, &seating));
            }
            Standing::Waiting | Standing::Offered => {
                self.after.standing = seat::for_newcomer(event, party, &seating, Place::Line)?;
                self.after.turn = seats::next_turn(db, event.id).await?;
            }
            Standing::Asked | Standing::GivenUp | Standing::Cancelled | Standing::Lapsed => {}
        }
        self.deeds.push("moved");
        Ok(())
    }

    /// Seats more than they have need as many free ones, or the tick. Who waits keeps the turn.
    pub async fn grow<C: ConnectionTrait>(
        &mut self,
        desk: &Desk,
        db: &C,
        event: &Event,
        place: Place,
    ) -> Result<()> {
        let Some(before) = &self.before else { return Ok(()) };
        if !self.after.standing.takes_a_seat() || self.after.party <= before.party {
            return Ok(());
        }
        let mut seating = seats::seating_of(db, event, desk.now()).await?;
        seating.take_back(before.as_party());
        let party = self.after.as_party();
        seat::past_the_line(event, party, &seating, place)?;
        self.remarks.extend(seat::remark(party, &seating));
        Ok(())
    }

    /// No letter may say what is not so: that somebody has a seat at what is over or called off.
    pub fn weigh_letter(&mut self, event: &Event, now: DateTime<Utc>) {
        let gone = !self.after.standing.is_alive();
        if self.letter.is_none() && !gone {
            return;
        }
        let why = match event.stage(now) {
            Stage::Coming | Stage::UnderWay => None,
            Stage::Postponed if gone => None,
            Stage::Over => Some("No mail goes out: the event is over."),
            Stage::Cancelled => Some("No mail goes out: the event is cancelled."),
            Stage::Postponed => Some("No mail goes out: the event is postponed."),
        };
        let why = why.or_else(|| {
            self.letter.is_none().then_some("No mail goes out: the RSVP is cancelled.")
        });
        if let Some(why) = why {
            self.letter = None;
            self.remarks.push(why.to_owned());
        } else if !event.is_public(now) {
            self.remarks.push(
                "The event’s page is not public yet: the mail’s link to it leads nowhere until it is.".into(),
            );
        }
    }

    /// What a calendar shows is another: its holder, its place, or that it is there at all
    /// (RFC 5546 §2.1.4).
    fn changes_the_entry(&self) -> bool {
        self.before.as_ref().is_some_and(|before| {
            let seated = [before.standing, self.after.standing].contains(&Standing::Seated);
            seated
                && (before.standing != self.after.standing
                    || before.online != self.after.online
                    || before.email != self.after.email)
        })
    }

    /// The RSVP as it will be kept, with its counters.
    pub fn counted(&self, now: DateTime<Utc>) -> Rsvp {
        let raised = i64::from(self.before.is_some());
        let offered = self.after.standing == Standing::Offered;
        // Where an address was corrected, its entry is cancelled by the one and given by the next.
        let entries = i64::from(self.changes_the_entry())
            + i64::from(self.changes_the_entry() && self.changes_address());
        Rsvp {
            found_by: self.after.findable(),
            offered_at: self.after.offered_at.filter(|_| offered),
            offered_until: self.after.offered_until.filter(|_| offered),
            sequence: self.after.sequence + entries,
            occurrence: self.after.occurrence + raised,
            changed_at: if self.changes_something() { now } else { self.after.changed_at },
            ..self.after.clone()
        }
    }

    /// Writes it down.
    pub async fn store<C: ConnectionTrait>(&self, desk: &Desk, txn: &C) -> Result<Rsvp> {
        let now = desk.now();
        let row = self.counted(now).into_active_model().reset_all();
        let Some(before) = &self.before else {
            return Ok(ActiveModel { id: NotSet, ..row }.insert(txn).await?);
        };
        if self.changes_address() || self.leaves_the_scheduler() {
            token::revoke_of_rsvp(txn, before.id, now).await?;
        }
        if let Some(from) = self.moved.and_then(|moved| moved.others_from) {
            seats::shift(txn, before.event_id, from).await?;
        }
        let stands = |rsvp: &Rsvp| (rsvp.standing, rsvp.online, rsvp.email.clone());
        if stands(before) != stands(&self.after) || self.leaves_the_scheduler() {
            outbox::of_rsvp::overtake(txn, &self.after, now).await?;
        }
        Ok(row.update(txn).await?)
    }
}
