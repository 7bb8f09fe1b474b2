//! A sitting: the event's lock, and everything that is decided under it in one transaction.
//!
//! What arrives together shares one sitting and so one commit, because the disk's flush is what a
//! deed costs: whoever comes while a sitting is under way waits for the next one, which takes them
//! all. Each deed stands in a savepoint of its own, so that one that fails leaves no trace, and
//! nobody is answered before the commit. Counts are read once a sitting and kept up to date as seats
//! are given.

use std::mem::replace;

use chrono::{DateTime, Utc};
use sea_orm::{DatabaseTransaction, TransactionTrait as _};

use crate::alert;
use crate::desk::Desk;
use crate::error::Result;
use crate::event::{self, Event};
use crate::line;
use crate::rsvp::{self, Rsvp, Standing};
use crate::seating::{Party, Seating};

mod deed;
mod together;

pub(crate) use deed::{AnyDeed, Doing, at};
pub(crate) use together::{Answer, Job, Together};

/// The event's lock and what is known under it.
pub(crate) struct Sitting {
    desk: Desk,
    txn: DatabaseTransaction,
    event: Event,
    now: DateTime<Utc>,
    seating: Option<Seating>,
    next_turn: Option<i64>,
    /// It was full when it was first looked at; unknown while nobody has counted.
    was_full: Option<bool>,
}

impl Sitting {
    /// Locks the event. What its waiting line is due is done first, so that nobody who comes now
    /// gets past it.
    ///
    /// # Errors
    /// `NotFound`, also for a deleted event.
    pub async fn open(desk: &Desk, event_id: i64) -> Result<Self> {
        let txn = desk.begin().await?;
        let event = event::locked(&txn, event_id).await?;
        let mut sitting = Self::over(desk, txn, event);
        sitting.look_whether_full().await?;
        sitting.tend().await
    }

    /// The same for the public event of this slug.
    ///
    /// # Errors
    /// `NotFound`, also for an event that is not public.
    pub async fn open_public(desk: &Desk, slug: &str) -> Result<Self> {
        let txn = desk.begin().await?;
        let event = event::locked_public(&txn, slug, desk.now()).await?;
        Self::over(desk, txn, event).tend().await
    }

    fn over(desk: &Desk, txn: DatabaseTransaction, event: Event) -> Self {
        let (desk, now) = (desk.clone(), desk.now());
        Self { desk, txn, event, now, seating: None, next_turn: None, was_full: None }
    }

    async fn tend(mut self) -> Result<Self> {
        let event_id = self.event.id;
        if line::is_due(&self.txn, event_id, self.now).await? {
            self.look_whether_full().await?;
            // The line must not keep people from replying: it is looked at again.
            let tended = self.apart(async |sitting| line::tend(sitting).await).await?;
            if let Err(cause) = tended {
                let cause = &cause as &dyn std::error::Error;
                tracing::error!(cause, event_id, "the line of event {event_id} was not tended");
            }
        }
        Ok(self)
    }

    /// The desk.
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// The transaction.
    pub fn txn(&self) -> &DatabaseTransaction {
        &self.txn
    }

    /// The event.
    pub fn event(&self) -> &Event {
        &self.event
    }

    /// The moment that counts for everything done here.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// How full it is.
    pub async fn seating(&mut self) -> Result<&Seating> {
        let known = match self.seating.take() {
            Some(known) => known,
            None => rsvp::seating_of(&self.txn, &self.event, self.now).await?,
        };
        // A crowd's replies are counted before any gets a seat: the alert costs them nothing.
        self.was_full = self.was_full.or_else(|| alert::is_full(&self.event, &known));
        Ok(self.seating.insert(known))
    }

    /// Counts before a deed changes anything, where somebody wants to hear that the room is full.
    async fn look_whether_full(&mut self) -> Result<()> {
        let has_limit = self.event.limit(alert::watched_half(&self.event)).is_some();
        if self.was_full.is_some() || !has_limit {
            return Ok(());
        }
        self.was_full = if alert::somebody_listens(&self.txn).await? {
            let seating = rsvp::seating_of(&self.txn, &self.event, self.now).await?;
            alert::is_full(&self.event, &seating)
        } else {
            // Nobody is to be told: as if it had been full before.
            Some(true)
        };
        Ok(())
    }

    /// Tells who wants to know that the last free seat was given here.
    async fn tell_if_full(&mut self) -> Result<()> {
        if self.was_full != Some(false) {
            return Ok(());
        }
        self.seating().await?;
        let is_full = self.seating.as_ref().and_then(|now| alert::is_full(&self.event, now));
        if is_full != Some(true) {
            return Ok(());
        }
        // What keeps staff from being told must not keep a guest from their seat.
        let told = async |sitting: &mut Self| {
            alert::room_is_full(&sitting.desk, &sitting.txn, &sitting.event).await
        };
        if let Err(cause) = self.apart(told).await? {
            let (cause, event_id) = (&cause as &dyn std::error::Error, self.event.id);
            tracing::error!(cause, event_id, "nobody was told that event {event_id} is full");
        }
        Ok(())
    }

    /// The turn after everybody's.
    pub async fn turn(&mut self) -> Result<i64> {
        let turn = match self.next_turn {
            Some(turn) => turn,
            None => rsvp::next_turn(&self.txn, self.event.id).await?,
        };
        self.next_turn = Some(turn + 1);
        Ok(turn)
    }

    /// Counts whatever is not counted yet.
    pub async fn count(&mut self) -> Result<()> {
        self.seating().await?;
        if self.next_turn.is_none() {
            self.next_turn = Some(rsvp::next_turn(&self.txn, self.event.id).await?);
        }
        Ok(())
    }

    /// Where a party that comes now stands.
    ///
    /// # Errors
    /// `Refused` when its half has no seats at all; `Invalid` on `party` when it has fewer.
    pub async fn admit(&mut self, party: Party<'_>) -> Result<Standing> {
        self.event.could_seat(party)?;
        self.seating().await?;
        let seating = self.seating.as_ref().expect("just counted");
        Ok(self.event.admit(party, seating)?)
    }

    /// Counts an RSVP that was just written as it stands.
    pub fn count_in(&mut self, rsvp: &Rsvp) {
        let Some(seating) = &mut self.seating else { return };
        match rsvp.standing {
            Standing::Seated | Standing::Offered => seating.give(rsvp.as_party()),
            Standing::Waiting => seating.joins(rsvp.as_party()),
            _ => {}
        }
    }

    /// Lets go of what was counted, because an RSVP that was there changed, and offers what is free
    /// now to who waits.
    pub async fn seats_changed(&mut self) -> Result<()> {
        self.forget();
        line::offer(self).await
    }

    /// Lets go of what was counted.
    pub fn forget(&mut self) {
        self.seating = None;
        self.next_turn = None;
    }

    /// Commits, and rings for the letters.
    pub async fn commit(mut self) -> Result<()> {
        self.tell_if_full().await?;
        self.txn.commit().await?;
        self.desk.ring();
        Ok(())
    }

    /// Does something within a savepoint: what fails leaves no trace. The outer error is that of the
    /// transaction as a whole.
    pub async fn apart<T>(
        &mut self,
        deed: impl AsyncFnOnce(&mut Self) -> Result<T>,
    ) -> Result<Result<T>> {
        let savepoint = self.txn.begin().await?;
        let outer = replace(&mut self.txn, savepoint);
        let done = deed(self).await;
        let savepoint = replace(&mut self.txn, outer);
        if done.is_ok() {
            savepoint.commit().await?;
        } else {
            savepoint.rollback().await?;
            self.forget();
        }
        Ok(done)
    }
}
