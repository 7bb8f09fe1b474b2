//! An offer from the waiting list: take it, or pass it on to who is next.
//!
//! Both are possible as long as the offer stands and the event is still to come: the hosts' cut-off
//! for changes is no reason to let an offered seat go to waste.

use super::leave::given_up;
use super::{keep, note, with_pass};
use crate::desk::Desk;
use crate::error::{Error, Refusal, Result};
use crate::outbox::{self, Kind, of_rsvp};
use crate::rsvp::{Rsvp, Standing};
use crate::sitting::Sitting;

const RAN_OUT: &str = "This offer has ended, and the seat goes to the next person in line. \
    Nothing else is lost: you can join the waiting list again on this page.";
const RAN_OUT_FOR_GOOD: &str = "This offer has ended. If you would still like to come, \
    please write to the hosts.";
const WAITS: &str = "There is no offer for you just now. You keep your place in the waiting list.";
const TAKEN: &str = "You have taken what was offered. You can still give it up on this page.";
const GONE: &str = "There is no offer for you just now.";

/// Takes the seats that are offered. Doing it again changes nothing.
///
/// # Errors
/// `NotFound`; `NotNow` when there is no offer any more; `Refused` when the event does not come.
pub async fn take(desk: &Desk, pass: &str) -> Result<()> {
    with_pass(desk, pass, |sitting, rsvp| Box::pin(take_it(sitting, rsvp))).await
}

/// Passes on what is offered. Doing it again changes nothing.
///
/// # Errors
/// As of [`take`].
pub async fn pass_on(desk: &Desk, pass: &str) -> Result<()> {
    with_pass(desk, pass, |sitting, rsvp| Box::pin(pass_it_on(sitting, rsvp))).await
}

async fn take_it(sitting: &mut Sitting, rsvp: Rsvp) -> Result<()> {
    match rsvp.standing {
        Standing::Seated => return Ok(()),
        Standing::Offered => still_comes(sitting)?,
        standing => return Err(no_offer(sitting, standing)),
    }
    let (txn, now) = (sitting.txn(), sitting.now());
    let rsvp = keep(
        txn,
        Rsvp {
            standing: Standing::Seated,
            offered_at: None,
            offered_until: None,
            // Who had a seat before has a cancelled entry in the calendar.
            sequence: rsvp.sequence + 1,
            occurrence: rsvp.occurrence + 1,
            changed_at: now,
            ..rsvp
        },
    )
    .await?;
    of_rsvp::overtake(txn, &rsvp, now).await?;
    outbox::post(sitting.desk(), txn, &rsvp, Kind::Confirmed).await?;
    note(sitting, "took the offer", rsvp.id).await
}

async fn pass_it_on(sitting: &mut Sitting, rsvp: Rsvp) -> Result<()> {
    match rsvp.standing {
        Standing::GivenUp if rsvp.given_up_from == Some(Standing::Offered) => return Ok(()),
        Standing::Offered => still_comes(sitting)?,
        standing => return Err(no_offer(sitting, standing)),
    }
    given_up(sitting, rsvp, "passed the offer on").await
}

/// Who is back in the line because the event does not come is told that.
fn no_offer(sitting: &Sitting, standing: Standing) -> Error {
    match standing {
        Standing::Lapsed => {
            let (event, now) = (sitting.event(), sitting.now());
            let comes_back = event.takes_changes(now).and(event.takes_replies(now));
            Error::NotNow(comes_back.map_or(RAN_OUT_FOR_GOOD, |()| RAN_OUT))
        }
        Standing::Waiting => {
            still_comes(sitting).err().map_or(Error::NotNow(WAITS), Error::Refused)
        }
        Standing::Seated => Error::NotNow(TAKEN),
        _ => Error::NotNow(GONE),
    }
}

fn still_comes(sitting: &Sitting) -> Result<(), Refusal> {
    sitting.event().may_offer(sitting.now())
}
