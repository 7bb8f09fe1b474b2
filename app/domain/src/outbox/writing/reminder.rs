//! What a reminder tells besides the facts: how near the event is on the day of writing, and whether
//! its reader is asked to say again that they come.

use crate::briefing::Briefing;
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::Event;
use crate::ladder;
use crate::letter::{Facts, Reminder};
use crate::line_up;
use crate::outbox::Posted;
use crate::rsvp::{Rsvp, Standing};
use crate::site::Site;

/// Adds what a guest's reminder tells. `own_page` is the path of their page.
///
/// # Errors
/// `NotFound` when the event was changed since, so that nobody would be reminded of this.
pub(super) async fn remind(
    desk: &Desk,
    posted: &Posted,
    (event, rsvp): (&Event, &Rsvp),
    own_page: &str,
    facts: &mut Facts,
) -> Result<()> {
    let asks = asks(desk, posted, event, rsvp).await?;
    facts.reminder = Some(Reminder { days: days(desk, event)?, asks });
    if asks {
        facts.rsvp_link = desk.link(&format!("{own_page}/coming"));
    }
    Ok(())
}

/// What a reminder tells that is only looked at: that of the step which comes next, to this guest or to
/// anybody with a seat.
pub(super) async fn example(
    desk: &Desk,
    event: &Event,
    rsvp: Option<&Rsvp>,
    facts: &mut Facts,
) -> Result<()> {
    let ladder = ladder::of_event(desk.read(), event).await?;
    let step = ladder.example(event, rsvp, desk.now());
    let may_be_asked =
        |rsvp: &Rsvp| rsvp.standing == Standing::Seated && rsvp.reconfirmed_at.is_none();
    let asks = step.is_some_and(|step| step.asks) && rsvp.is_none_or(may_be_asked);
    facts.reminder = Some(Reminder { days: ladder::days_of(event, step), asks });
    if asks {
        facts.rsvp_link.push_str("/coming");
    }
    Ok(())
}

/// What a speaker's reminder tells: everybody's facts, and the chosen name to greet, unless the
/// address is that of several.
///
/// # Errors
/// `NotFound` when nobody speaks any more who is reached there, or the event was changed since.
pub(super) async fn to_speaker(
    desk: &Desk,
    site: &Site,
    posted: &Posted,
    (event, briefing): (&Event, &Briefing),
) -> Result<Facts> {
    let ladder = ladder::of_event(desk.read(), event).await?;
    if !ladder.has(event, posted.occurrence) {
        return Err(Error::NotFound);
    }
    let line_up = line_up::of_event(desk.read(), event.id).await?;
    let mut ways = line_up.ways(desk.read(), desk.now()).await?;
    ways.retain(|way| way.address == posted.recipient);
    let [first, others @ ..] = ways.as_slice() else { return Err(Error::NotFound) };
    // An office may be that of one speaker and the assistant of the next.
    let copy = ways.iter().all(|way| way.to_assistant);
    let name = first.name.clone().filter(|_| others.is_empty());
    Ok(Facts {
        copy,
        assisted: name.clone().filter(|_| copy),
        guest: name.filter(|_| !copy),
        reminder: Some(Reminder { days: days(desk, event)?, asks: false }),
        note: posted.note.clone(),
        discreet: ways.iter().any(|way| way.discreet),
        ..super::facts::of_event(desk, site, briefing, false)
    })
}

/// Local days from now to the event.
fn days(desk: &Desk, event: &Event) -> Result<i64> {
    let today = event.zone().local(desk.now()).date();
    let first = event.first_day().ok_or(Error::NotFound)?;
    Ok((first - today).num_days())
}

/// Whether they are asked: by this rung, while they have a seat and have not said it already.
async fn asks(desk: &Desk, posted: &Posted, event: &Event, rsvp: &Rsvp) -> Result<bool> {
    let ladder = ladder::of_event(desk.read(), event).await?;
    if !ladder.has(event, posted.occurrence) {
        return Err(Error::NotFound);
    }
    let seated = rsvp.standing == Standing::Seated;
    Ok(seated && rsvp.reconfirmed_at.is_none() && ladder.asks(posted.occurrence, rsvp))
}
