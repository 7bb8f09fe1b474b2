//! Looking at words before they are sent: for somebody on the list, for an example, and as a mail to
//! oneself. No live token is in any of them.

use chrono::TimeDelta;
use sea_orm::entity::prelude::*;

use super::{Occasion, check};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::letter::{self, Typed, Words};
use crate::outbox::{self, Kind, Pen};
use crate::rsvp::{self, Standing};
use crate::staff::Staff;
use crate::{event, journal};

/// Test copies that one member of staff may send in [`WINDOW`].
const MOST: u64 = 10;
/// The time in which they are counted.
const WINDOW: TimeDelta = TimeDelta::minutes(10);

/// A letter as it would go out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// For whom: a name.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The plain part.
    pub text: String,
    /// The HTML part, a document.
    pub html: String,
}

/// The letter in these words for somebody on the list, or for an example guest. Nothing is stored.
///
/// # Errors
/// `Invalid` for words that cannot be filled, `NotFound`.
pub async fn preview(
    desk: &Desk,
    staff: &Staff,
    (event_id, occasion): (i64, Occasion),
    typed: &Typed,
    rsvp_id: Option<i64>,
) -> Result<Shown> {
    check(occasion, typed)?;
    let event = event::for_staff(desk.read(), staff, event_id).await?;
    let Some(id) = rsvp_id else {
        let words = Pen::fresh(desk).await?.example(event_id, (occasion, typed), EXAMPLE).await?;
        return Ok(Shown::of(EXAMPLE, words));
    };
    let rsvp = rsvp::Entity::find_by_id(id).one(desk.read()).await?;
    let rsvp = rsvp.filter(|rsvp| rsvp.event_id == event_id).ok_or(Error::NotFound)?;
    let letter = outbox::of_rsvp::preview_in(desk, (&event, &rsvp), occasion, typed).await?;
    let words = Words { subject: letter.subject, text: letter.text, html: letter.html };
    Ok(Shown::of(&rsvp.name, words))
}

/// Who the example is for.
const EXAMPLE: &str = "Ada Example";

impl Shown {
    fn of(to: &str, words: Words) -> Self {
        let Words { subject, text, html } = words;
        Self { to: to.to_owned(), subject, text, html }
    }
}

/// Queues the letter in these words to the member's own address, as to a guest of their name. It
/// names no guest and opens nobody's RSVP. What kind of words it has is checked by the caller.
///
/// # Errors
/// `Invalid` when there were enough of them lately, `NotFound`.
pub async fn send_test(
    desk: &Desk,
    staff: &Staff,
    event_id: i64,
    (occasion, typed): (Occasion, &Typed),
) -> Result<()> {
    exemplary(occasion)?;
    let txn = desk.begin().await?;
    // Counting and writing belong together.
    event::locked(&txn, event_id).await?;
    let now = desk.now();
    let lately = outbox::Entity::find()
        .filter(outbox::COLUMN.kind.eq(Kind::Specimen))
        .filter(outbox::COLUMN.recipient.eq(&staff.email))
        .filter(outbox::COLUMN.written_at.gt(now - WINDOW));
    if lately.count(&txn).await? >= MOST {
        let why = "Ten test copies are on their way to you already. Please wait ten minutes before the next one.";
        return Err(Error::invalid("test", why));
    }
    outbox::post_test_copy(desk, &txn, &staff.email, event_id, (occasion, typed)).await?;
    journal::by(staff, "sent a test copy of a letter").event(event_id).write(&txn, now).await?;
    txn.commit().await?;
    desk.ring();
    Ok(())
}

/// What this letter is about for an example guest.
///
/// # Errors
/// `NotFound` for letters that are not about an RSVP.
pub(crate) fn exemplary(occasion: Occasion) -> Result<letter::Kind> {
    let kind = occasion.kind();
    let (standing, from) = match kind {
        Kind::GivenUp => (Standing::GivenUp, Standing::Seated),
        Kind::Cancelled => (Standing::Cancelled, Standing::Seated),
        _ => (Standing::Seated, Standing::Seated),
    };
    outbox::letter_kind(kind, standing, from)
}
