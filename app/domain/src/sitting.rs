//! A sitting: the event's lock, and everything that is decided under it in one transaction.
//!
//! Replies that arrive together share one sitting and so one commit, because the disk's flush is
//! what a reply costs: whoever comes while a sitting is under way waits for the next one, which
//! takes them all. Each deed stands in a savepoint of its own, so that one that fails leaves no
//! trace, and nobody is answered before the commit. Counts are read once a sitting and kept up to
//! date as seats are given.

use std::mem::{replace, take};

use chrono::{DateTime, Utc};
use sea_orm::{DatabaseTransaction, TransactionTrait as _};

use crate::desk::Desk;
use crate::error::Result;
use crate::event::{self, Event};
use crate::journal::{self, Entry};
use crate::line;
use crate::outbox::{self, Kind, Pending};
use crate::rsvp::{self, Rsvp, Standing};
use crate::seating::{Party, Seating};

mod together;

pub(crate) use together::{Doing, Sittings, at, reply_at};

/// The event's lock and what is known under it.
pub(crate) struct Sitting {
    desk: Desk,
    txn: DatabaseTransaction,
    event: Event,
    now: DateTime<Utc>,
    seating: Option<Seating>,
    next_turn: Option<i64>,
    /// What replies cause, written down together.
    letters: Vec<Pending>,
    entries: Vec<Entry>,
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
        let now = desk.now();
        let desk = desk.clone();
        let (letters, entries) = (vec![], vec![]);
        let mut sitting =
            Self { desk, txn, event, now, seating: None, next_turn: None, letters, entries };
        if line::is_due(&sitting.txn, event_id, now).await? {
            // The line must not keep people from replying: it is looked at again.
            let tended = sitting.apart(async |sitting| line::tend(sitting).await).await?;
            if let Err(cause) = tended {
                let cause = &cause as &dyn std::error::Error;
                tracing::error!(cause, event_id, "the line of event {event_id} was not tended");
            }
        }
        Ok(sitting)
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
        Ok(self.seating.insert(known))
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

    /// Has the letters about this RSVP written down with the others', at the latest before the commit.
    pub fn post(&mut self, rsvp: &Rsvp, kind: Kind) {
        self.letters.extend(Pending::about(&self.desk, rsvp, kind));
    }

    /// Has a receipt written down likewise, for who says to have replied on behalf of a guest.
    pub fn post_receipt(&mut self, rsvp_id: i64, scheduler: &str, guest: &str) {
        self.letters.push(Pending::receipt(&self.desk, rsvp_id, scheduler, guest));
    }

    /// Whether the address may be written to just now about something that can as well stay unsaid.
    pub async fn may_write_to(&self, address: &str) -> Result<bool> {
        // One in hand is enough for that.
        let in_hand = self.letters.iter().any(|letter| letter.is_own_of(address));
        Ok(!in_hand && outbox::may_write_to(&self.desk, &self.txn, address).await?)
    }

    /// Has a guest's deed to this RSVP entered in the journal, likewise.
    pub fn note(&mut self, deed: &str, rsvp_id: i64) {
        let entry = journal::entry("guest", deed).rsvp(self.event.id, rsvp_id).at(self.now);
        self.entries.push(entry);
    }

    /// Writes down what was put off. A deed that does more than reply must find it in the tables.
    async fn write_down(&mut self) -> Result<()> {
        outbox::post_sparingly(&self.desk, &self.txn, take(&mut self.letters)).await?;
        journal::write_all(&self.txn, take(&mut self.entries)).await
    }

    /// Commits, and rings for the letters.
    pub async fn commit(mut self) -> Result<()> {
        self.write_down().await?;
        self.txn.commit().await?;
        self.desk.ring();
        Ok(())
    }

    /// Does something within a savepoint: what fails leaves no trace. The outer error is that of the
    /// transaction as a whole.
    async fn apart<T>(
        &mut self,
        deed: impl AsyncFnOnce(&mut Self) -> Result<T>,
    ) -> Result<Result<T>> {
        let savepoint = self.txn.begin().await?;
        let outer = replace(&mut self.txn, savepoint);
        let put_off = (self.letters.len(), self.entries.len());
        let done = deed(self).await;
        let savepoint = replace(&mut self.txn, outer);
        if done.is_ok() {
            savepoint.commit().await?;
        } else {
            savepoint.rollback().await?;
            self.letters.truncate(put_off.0);
            self.entries.truncate(put_off.1);
            self.forget();
        }
        Ok(done)
    }
}
