//! Who gets a letter to a group, and who does not although they fit the question.
//!
//! One letter for each address and mailing: the first RSVP of an address counts, and the guest's own
//! letter goes before a copy of somebody else's. Who has given up, or was cancelled, gets one only
//! where the question is about them: they are done with the event.

use std::collections::{HashMap, HashSet};

use sea_orm::ConnectionTrait;
use sea_orm::QueryOrder as _;

use super::Mailing;
use crate::error::Result;
use crate::opt_out;
use crate::outbox::of_rsvp::copy_to;
use crate::rsvp::list::{Came, Tab, Wanted, fitting};
use crate::rsvp::{self, Rsvp};

/// Somebody who gets one.
#[derive(Clone, PartialEq, Eq)]
pub struct Recipient {
    /// The RSVP that it is about.
    pub rsvp_id: i64,
    /// The guest's name.
    pub name: String,
    /// To which address.
    pub email: String,
    /// It is the copy of who replied on behalf of the guest.
    pub copy: bool,
}

crate::private::private!(Recipient);

/// Why somebody gets none who fits the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LeftOut {
    /// Their RSVP has ended.
    Ended,
    /// A colleague has their seat.
    HandedOver,
    /// Another RSVP of the same address has it.
    SameAddress,
    /// They want no announcements.
    Declines,
}

impl LeftOut {
    /// The same in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Ended => "Their RSVP has ended",
            Self::HandedOver => "Handed over to a colleague, who is asked on their own",
            Self::SameAddress => "Another RSVP of this address gets it",
            Self::Declines => "Wants no announcements",
        }
    }
}

/// Who gets a mailing and who does not, in the order in which they replied first.
pub(super) struct Recipients {
    /// Those who get one.
    pub all: Vec<Recipient>,
    /// Those who fit and get none.
    pub left_out: Vec<(Recipient, LeftOut)>,
}

/// Whether people whose RSVP has ended may be meant: who is looked for among them, or who came all the
/// same.
pub(super) fn takes_ended(wanted: &Wanted) -> bool {
    wanted.tab == Tab::Cancelled || wanted.came == Some(Came::Yes)
}

/// Who would get this mailing now.
pub(super) async fn recipients<C: ConnectionTrait>(
    db: &C,
    mailing: &Mailing,
) -> Result<Recipients> {
    let wanted = mailing.wanted();
    let found = fitting(mailing.event_id, &wanted).order_by_asc(rsvp::COLUMN.id).all(db).await?;
    let out = if mailing.announcement {
        opt_out::of_event(db, mailing.event_id).await?
    } else {
        HashSet::new()
    };
    Ok(sorted(&found, takes_ended(&wanted), mailing.is_about_their_own(), &out))
}

/// The rule, for RSVPs in the order of their numbers.
fn sorted(
    found: &[Rsvp],
    takes_ended: bool,
    with_copies: bool,
    out: &HashSet<String>,
) -> Recipients {
    let mut first: HashMap<&str, i64> = HashMap::new();
    for rsvp in found.iter().filter(|rsvp| why_not(rsvp, takes_ended).is_none()) {
        first.entry(&rsvp.email).or_insert(rsvp.id);
    }
    let mut copied: HashSet<&str> = HashSet::new();
    let mut sorted = Recipients { all: vec![], left_out: vec![] };
    for rsvp in found {
        let why = why_not(rsvp, takes_ended)
            .or_else(|| out.contains(&rsvp.email).then_some(LeftOut::Declines))
            .or_else(|| {
                (first.get(&*rsvp.email) != Some(&rsvp.id)).then_some(LeftOut::SameAddress)
            });
        match why {
            Some(why) => sorted.left_out.push((recipient(rsvp, &rsvp.email, false), why)),
            None => sorted.all.push(recipient(rsvp, &rsvp.email, false)),
        }
        let ended = matches!(why, Some(LeftOut::Ended | LeftOut::HandedOver));
        let copy = copy_to(rsvp).filter(|_| with_copies && !ended);
        if let Some(copy) = copy.filter(|copy| !first.contains_key(copy) && copied.insert(copy)) {
            sorted.all.push(recipient(rsvp, copy, true));
        }
    }
    sorted
}

fn why_not(rsvp: &Rsvp, takes_ended: bool) -> Option<LeftOut> {
    match rsvp.standing.is_alive() {
        true => None,
        false if rsvp.handed_to.is_some() => Some(LeftOut::HandedOver),
        false => (!takes_ended).then_some(LeftOut::Ended),
    }
}

fn recipient(rsvp: &Rsvp, email: &str, copy: bool) -> Recipient {
    Recipient { rsvp_id: rsvp.id, name: rsvp.name.clone(), email: email.to_owned(), copy }
}
