//! How an RSVP came to stand where it stands, in a sentence: why there is no offer yet, until when
//! there is one, and what became of it.

use chrono::{DateTime, Utc};

use super::brief;
use crate::line::Reason;
use crate::rsvp::{Rsvp, Standing};
use crate::time::Zone;

/// The sentence, where the standing alone does not say it. `reason` is that of who waits.
pub(in crate::rsvp) fn why(rsvp: &Rsvp, reason: Option<Reason>, zone: Zone) -> Option<String> {
    let at = |moment: Option<DateTime<Utc>>| moment.map(|moment| brief(moment, zone));
    match (rsvp.standing, rsvp.given_up_from) {
        (Standing::Waiting, _) => reason.map(Reason::words),
        (Standing::Offered, _) => {
            let (from, until) = (at(rsvp.offered_at)?, at(rsvp.offered_until)?);
            Some(format!("Offered {from}, until {until}."))
        }
        (Standing::Lapsed, _) => Some(format!("The offer ran out {}.", at(rsvp.given_up_at)?)),
        (Standing::GivenUp, _) if rsvp.handed_to.is_some() => {
            Some(format!("Handed over to a colleague {}.", at(rsvp.given_up_at)?))
        }
        (Standing::GivenUp, Some(Standing::Offered)) => {
            Some(format!("Passed the offer on {}.", at(rsvp.given_up_at)?))
        }
        (Standing::GivenUp | Standing::Cancelled | Standing::Seated | Standing::Asked, _) => None,
    }
}
