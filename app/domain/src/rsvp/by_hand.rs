//! RSVPs by hand: staff add, correct, move, admit, cancel, bring back and send again.
//!
//! Each deed is planned by one function, whether it is only looked at or done: planning reads and
//! decides, and what it decides is shown with the exact mail, then stored. Between looking and doing
//! the room may fill up or a colleague may be quicker, so the doing plans anew under the event's
//! lock, and when that comes to something else than what was looked at, it shows it instead.

mod correction;
mod deeds;
mod line;
mod plan;
mod review;
mod seat;
mod typed;

use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;

use super::Entity;
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event;
use crate::sitting::Sitting;
use crate::staff::Staff;
use crate::{journal, outbox, text};

use deeds::plan;
pub use review::{Calendar, Change, Mail, Review};
pub(super) use typed::may_choose;
pub use typed::{Place, Typed};

/// The most characters of a note.
pub const LONGEST_NOTE: usize = 1_000;

/// What staff want done.
#[derive(Clone)]
pub enum Deed {
    /// Somebody comes who did not use the form.
    Add(Typed),
    /// What is known of them is wrong.
    Correct(Typed),
    /// Who waits or asked gets a seat.
    Admit(Place),
    /// Who waits gets another place in line, as typed.
    MoveInLine(String),
    /// An offer is taken back, to this place in line as typed, or to the old one if empty.
    Withdraw(String),
    /// Nothing becomes of it; who asked is declined.
    Cancel,
    /// It was cancelled and counts again.
    BringBack(Place),
    /// The letter that fits how it stands, once more.
    SendAgain,
}

/// How far to go.
#[derive(Clone)]
pub enum Step {
    /// Only show what would change.
    Look,
    /// Do it, if it still is what was looked at.
    Do {
        /// [`Review::seen`] of what was looked at.
        seen: String,
        /// Send the letter.
        tell: bool,
    },
}

/// What came of it.
pub enum Answer {
    /// What would change.
    Look(Box<Review>),
    /// The same, because it has become something else since it was looked at. Nothing was done.
    Changed(Box<Review>),
    /// It is done, to the RSVP of this number.
    Done {
        /// Row number.
        rsvp_id: i64,
        /// A letter goes out.
        told: bool,
    },
    /// The address is another RSVP's of the same event, whose number this is.
    Known(i64),
}

/// Why a deed was not planned to its end.
enum Stop {
    Known(i64),
    Failed(Error),
}

impl<E: Into<Error>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// Shows or does a deed. `id` is the event's for an addition, and the RSVP's for all others; the
/// note goes into the letter.
///
/// # Errors
/// `NotFound`, also when the event was deleted; `Invalid` with a slip per field, on `place` when no
/// seat is free and on `place-in-line` when there is no such place; `NotNow` when there is nothing to
/// do, or no more.
pub async fn by_hand(
    desk: &Desk,
    staff: &Staff,
    id: i64,
    deed: &Deed,
    note: &str,
    step: &Step,
) -> Result<Answer> {
    let too_long = "Please use 1,000 letters at most.";
    let note = text::paragraph("note", note, LONGEST_NOTE, too_long);
    let note = note.map_err(|slip| Error::Invalid(vec![slip]))?;
    let answer = match step {
        // Boxed: each holds a whole plan, a letter and an event.
        Step::Look => Box::pin(look(desk, staff, id, deed, note)).await,
        Step::Do { seen, tell } => {
            Box::pin(carry_out(desk, staff, id, deed, note, seen, *tell)).await
        }
    };
    match answer {
        Ok(answer) => Ok(answer),
        Err(Stop::Known(id)) => Ok(Answer::Known(id)),
        Err(Stop::Failed(error)) => Err(error),
    }
}

async fn look(
    desk: &Desk,
    staff: &Staff,
    id: i64,
    deed: &Deed,
    note: Option<String>,
) -> Result<Answer, Stop> {
    let db = desk.read();
    let event = event::for_staff(db, staff, event_of(db, id, deed).await?).await?;
    let plan = plan(desk, db, &event, id, deed).await?;
    Ok(Answer::Look(Box::new(review::review(desk, &event, &plan, note).await?)))
}

async fn carry_out(
    desk: &Desk,
    staff: &Staff,
    id: i64,
    deed: &Deed,
    note: Option<String>,
    seen: &str,
    tell: bool,
) -> Result<Answer, Stop> {
    let event_id = event_of(desk.read(), id, deed).await?;
    let mut sitting = Sitting::open(desk, event_id).await?;
    let (txn, event) = (sitting.txn(), sitting.event());
    let plan = plan(desk, txn, event, id, deed).await?;
    let review = review::review(desk, event, &plan, note.clone()).await?;
    if !is_what_was_seen(&review.seen, seen, tell) {
        return Ok(Answer::Changed(Box::new(review)));
    }
    let letter = plan.letter.filter(|_| tell);
    let left = plan.leaves_an_entry(txn).await?.filter(|_| letter.is_some());
    let rsvp = plan.store(desk, txn).await?;
    if let Some(kind) = letter {
        outbox::post_for_staff(desk, txn, &rsvp, kind, note).await?;
    }
    if let Some(old_address) = left {
        outbox::post_readdressed(desk, txn, &rsvp, old_address).await?;
    }
    for deed in plan.deeds {
        journal::by(staff, deed).rsvp(event.id, rsvp.id).write(txn, desk.now()).await?;
    }
    sitting.seats_changed().await?;
    sitting.commit().await?;
    Ok(Answer::Done { rsvp_id: rsvp.id, told: letter.is_some() })
}

/// The mail counts only for who sends it.
fn is_what_was_seen(now: &str, seen: &str, tell: bool) -> bool {
    let plan = |seen: &str| seen.split('.').next().unwrap_or_default().to_owned();
    if tell { now == seen } else { plan(now) == plan(seen) }
}

/// The event that the deed is about.
async fn event_of<C: ConnectionTrait>(db: &C, id: i64, deed: &Deed) -> Result<i64> {
    if let Deed::Add(_) = deed {
        return Ok(id);
    }
    let rsvp = Entity::find_by_id(id).one(db).await?;
    Ok(rsvp.ok_or(Error::NotFound)?.event_id)
}
