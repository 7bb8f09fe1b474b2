//! Giving up what one has, and taking that back.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::EntityTrait as _;

use super::{keep, note, with_pass};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::outbox::{self, Kind, of_rsvp};
use crate::rsvp::{Entity, Rsvp, Standing, reply};
use crate::sitting::Sitting;

/// Whoever takes back their own giving up within this time keeps their turn: it was a slip.
const A_SLIP: TimeDelta = TimeDelta::hours(1);

/// Gives up the seats, the offer or the place in the waiting list. Doing it again changes nothing.
///
/// # Errors
/// `NotFound`; `Refused` once the cut-off has passed or the event is over or called off.
pub async fn give_up(desk: &Desk, pass: &str) -> Result<()> {
    with_pass(desk, pass, |sitting, rsvp| Box::pin(leave(sitting, rsvp))).await
}

/// Takes back what was given up or has run out: the seats while they are free, else a place in the
/// waiting list. Doing it again changes nothing.
///
/// # Errors
/// `NotFound`; `Refused` when the event takes no replies or changes any more; `NotNow` when it has
/// fewer seats than the party needs.
pub async fn take_back(desk: &Desk, pass: &str) -> Result<()> {
    with_pass(desk, pass, |sitting, rsvp| Box::pin(come_back(sitting, rsvp))).await
}

async fn leave(sitting: &mut Sitting, rsvp: Rsvp) -> Result<()> {
    if !rsvp.standing.is_alive() {
        return Ok(());
    }
    sitting.event().takes_changes(sitting.now())?;
    given_up(sitting, rsvp, "gave up").await
}

/// Writes down that a guest gave up, tells them, and offers what is free now to others.
pub(super) async fn given_up(sitting: &mut Sitting, rsvp: Rsvp, deed: &str) -> Result<()> {
    let (txn, now) = (sitting.txn(), sitting.now());
    let rsvp = keep(txn, without_seats(rsvp, now)).await?;
    of_rsvp::overtake(txn, &rsvp, now).await?;
    outbox::post(sitting.desk(), txn, &rsvp, Kind::GivenUp).await?;
    note(sitting, deed, rsvp.id).await?;
    sitting.seats_changed().await
}

/// The RSVP as one that its guest gives up at this moment.
pub(super) fn without_seats(rsvp: Rsvp, now: DateTime<Utc>) -> Rsvp {
    Rsvp {
        standing: Standing::GivenUp,
        given_up_from: Some(rsvp.standing),
        given_up_at: Some(now),
        offered_at: None,
        offered_until: None,
        reconfirmed_at: None,
        sequence: rsvp.sequence + i64::from(rsvp.standing == Standing::Seated),
        occurrence: rsvp.occurrence + 1,
        changed_at: now,
        ..rsvp
    }
}

async fn come_back(sitting: &mut Sitting, rsvp: Rsvp) -> Result<()> {
    if !matches!(rsvp.standing, Standing::GivenUp | Standing::Lapsed) {
        return Ok(());
    }
    let now = sitting.now();
    sitting.event().takes_changes(now)?;
    sitting.event().takes_replies(now)?;
    let standing = standing_again(sitting, &rsvp).await?;
    let turn = if is_a_slip(&rsvp, now) { rsvp.turn } else { sitting.turn().await? };
    let rsvp = Rsvp {
        standing,
        turn,
        given_up_from: None,
        given_up_at: None,
        offered_at: None,
        offered_until: None,
        sequence: rsvp.sequence + 1,
        occurrence: rsvp.occurrence + 1,
        changed_at: now,
        // The page that they came back on, and the letter that tells it, show the event as it is.
        seen_revision: sitting.event().revision,
        ..rsvp
    };
    let rsvp = keep(sitting.txn(), rsvp).await?;
    of_rsvp::overtake(sitting.txn(), &rsvp, now).await?;
    note(sitting, "took back", rsvp.id).await?;
    sitting.seats_changed().await?;
    welcome(sitting, rsvp).await
}

/// Tells how it stands, unless the offer tells it already that has gone out at once.
async fn welcome(sitting: &Sitting, rsvp: Rsvp) -> Result<()> {
    let kept = Entity::find_by_id(rsvp.id).one(sitting.txn()).await?;
    if kept.is_none_or(|kept| kept.standing != rsvp.standing) {
        return Ok(());
    }
    match reply::greeting(rsvp.standing) {
        Some(kind) => outbox::post(sitting.desk(), sitting.txn(), &rsvp, kind).await,
        None => Ok(()),
    }
}

/// A seat that was given up is theirs again while nobody else has got it: an undo right after a
/// slip must not put them behind people who only waited.
async fn standing_again(sitting: &mut Sitting, rsvp: &Rsvp) -> Result<Standing> {
    let free = sitting.seating().await?.has_room_for(rsvp.as_party());
    match rsvp.given_up_from {
        Some(Standing::Asked) => Ok(Standing::Asked),
        Some(Standing::Seated) if free && is_a_slip(rsvp, sitting.now()) => Ok(Standing::Seated),
        _ => sitting.admit(rsvp.as_party()).await.map_err(|error| match error {
            Error::Invalid(_) => Error::NotNow(
                "There are fewer seats by now than your party needs. \
                 Please reply anew on the event’s page, with fewer guests.",
            ),
            other => other,
        }),
    }
}

fn is_a_slip(rsvp: &Rsvp, now: DateTime<Utc>) -> bool {
    let lately = |at: DateTime<Utc>| (now - at).abs() <= A_SLIP;
    rsvp.standing == Standing::GivenUp && rsvp.given_up_at.is_some_and(lately)
}
