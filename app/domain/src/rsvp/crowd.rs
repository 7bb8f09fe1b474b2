//! A crowd: replies to one event that arrive together share its sitting and are written together.
//!
//! Nearly everybody in a crowd is new to the list. What they get is decided from the sitting's
//! counts without asking the database for each, and all of them are written down at once. Whoever
//! may be known takes the longer way, in a savepoint of their own. Where the database does not take
//! them together, the sitting is held anew with a savepoint for each, so that one whom it does not
//! take is lost alone.

use std::collections::HashSet;
use std::mem::take;

use super::arrival::{self, Arrival};
use super::form::Reply;
use super::reply::{self, Asking};
use super::seats;
use crate::address::MailAddress;
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::sitting::{Answer, Job, Sitting};

/// A reply that waits to be taken.
pub(crate) struct Asked {
    pub(super) reply: Reply,
    pub(super) answer: Answer<()>,
}

impl Asked {
    /// The address that replies; nothing for one that cannot be read.
    fn address(&self) -> Option<String> {
        MailAddress::parse(&self.reply.email).ok().map(|address| address.as_str().to_owned())
    }
}

impl Job for Asked {
    /// The event's slug.
    type Place = String;

    async fn together(desk: &Desk, slug: &String, crowd: &mut [Self]) -> Result<()> {
        let addresses = crowd.iter().filter_map(Self::address).collect();
        match take_all(desk, slug, crowd, addresses).await {
            Err(why @ (Error::Busy | Error::NotFound)) => Err(why),
            Err(_) if crowd.len() > 1 => take_all(desk, slug, crowd, HashSet::new()).await,
            taken => taken,
        }
    }

    fn answer(self) {
        self.answer.tell();
    }

    fn fail(self, why: Error) {
        self.answer.fail(why);
    }
}

/// Takes them in one sitting. Those of these addresses who are new to the list are taken together,
/// everybody else one by one.
async fn take_all(
    desk: &Desk,
    slug: &str,
    crowd: &mut [Asked],
    addresses: HashSet<String>,
) -> Result<()> {
    let (mut door, mut any) = (Door::open(desk, slug, addresses).await?, false);
    for asked in crowd {
        let taken = door.take(&asked.reply).await?;
        any |= taken.is_ok();
        asked.answer.becomes(taken);
    }
    if !any {
        // Nothing is written on account of what was refused.
        return Ok(());
    }
    door.write_down().await?;
    door.sitting.commit().await
}

/// Where replies are taken one after the other.
struct Door {
    sitting: Sitting,
    /// Addresses of who is going to reply that nobody on the list has.
    strangers: HashSet<String>,
    /// Who arrived and is not written down yet.
    arrivals: Vec<Arrival>,
}

impl Door {
    async fn open(desk: &Desk, slug: &str, addresses: HashSet<String>) -> Result<Self> {
        let sitting = Sitting::open_public(desk, slug).await?;
        let strangers = seats::strangers(sitting.txn(), sitting.event().id, addresses).await?;
        Ok(Self { sitting, strangers, arrivals: vec![] })
    }

    /// What the reply gets. The outer error is that of the sitting as a whole.
    async fn take(&mut self, reply: &Reply) -> Result<Result<()>> {
        let asking = match Asking::read(reply, self.sitting.event(), self.sitting.now()) {
            Ok(asking) => asking,
            Err(why) => return Ok(Err(why)),
        };
        self.sitting.count().await?;
        if self.strangers.remove(asking.address()) {
            let arrival = reply::first(&mut self.sitting, &asking).await;
            return Ok(arrival.map(|arrival| self.arrivals.push(arrival)));
        }
        // They may be among those who arrived just now.
        self.write_down().await?;
        self.sitting.apart(async |sitting| reply::of_known_address(sitting, &asking).await).await
    }

    async fn write_down(&mut self) -> Result<()> {
        let arrivals = take(&mut self.arrivals);
        arrival::write_down(self.sitting.desk(), self.sitting.txn(), &arrivals).await
    }
}
