//! What is to come for one guest.

use sea_orm::entity::prelude::*;

use super::{CHANGE, Coming, NO_DATE, NOW, to_a_group, what};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::{self, Event};
use crate::ladder::{self, Audience, Fate, Ladder, Person, Planned};
use crate::outbox::reminders;
use crate::rsvp::{self, Rsvp, Standing};
use crate::staff::Staff;
use crate::time::moment;
use crate::{change, mailing};

/// What is to come for one guest, the soonest first; then the reminders that are not sent, and why.
/// What was written stands among their letters.
///
/// # Errors
/// `NotFound`, also when the event was deleted.
pub async fn of_rsvp(desk: &Desk, staff: &Staff, rsvp_id: i64) -> Result<Vec<Coming>> {
    let db = desk.read();
    let rsvp = rsvp::Entity::find_by_id(rsvp_id).one(db).await?.ok_or(Error::NotFound)?;
    let event = event::for_staff(db, staff, rsvp.event_id).await?;
    let mut to_come = reminders(desk, &event, &rsvp).await?;
    to_come.extend(change(desk, staff, &rsvp).await?);
    to_come.extend(groups(desk, &event, &rsvp).await?);
    to_come.sort_by_key(|coming| (!coming.is_sure, coming.instant));
    Ok(to_come)
}

async fn reminders(desk: &Desk, event: &Event, rsvp: &Rsvp) -> Result<Vec<Coming>> {
    let db = desk.read();
    let ladder = ladder::of_event(db, event).await?;
    let told = reminders::told_how_they_stand(db, [rsvp.id].into_iter()).await?;
    let written = reminders::written_to(db, rsvp.id).await?;
    let person = Person { rsvp, told_at: told.get(&rsvp.id).copied(), written: &written };
    let planned = ladder.plan(event, &person, desk.now());
    if planned.is_empty() {
        return Ok(vec![none(&ladder, rsvp)]);
    }
    Ok(planned.iter().filter_map(|planned| reminder(event, planned)).collect())
}

/// That no reminder is for them, and why.
fn none(ladder: &Ladder, rsvp: &Rsvp) -> Coming {
    let missed = |whom: &str| format!("this event’s do not go to {whom}");
    let why = match rsvp.standing {
        Standing::GivenUp => "they cancelled".to_owned(),
        Standing::Cancelled => "this RSVP was cancelled".to_owned(),
        Standing::Lapsed => "their offer ran out".to_owned(),
        _ if ladder.steps.is_empty() => "this event has none".to_owned(),
        Standing::Waiting => missed("the waiting list"),
        Standing::Offered => missed("who has not taken an offered seat yet"),
        Standing::Asked => missed("who has no answer from you yet"),
        Standing::Seated if rsvp.online => missed(&Audience::Online.words().to_lowercase()),
        Standing::Seated => missed(&Audience::Room.words().to_lowercase()),
    };
    let what = "Reminders".to_owned();
    let state = format!("Not sent: {why}");
    Coming { what, to: None, at: None, instant: None, state, is_sure: false }
}

/// Nothing of one that was written.
fn reminder(event: &Event, planned: &Planned<'_>) -> Option<Coming> {
    let state = match planned.rung.fate {
        Fate::Written => return None,
        Fate::Coming => "Will be sent".to_owned(),
        Fate::Due => "Goes out within some minutes".to_owned(),
        Fate::Skipped(why) => format!("Not sent: {}", why.words()),
    };
    Some(Coming {
        what: what(planned.rung.minutes, planned.step.asks),
        to: None,
        at: planned.rung.at.map(|at| moment(at, event.zone())).or_else(|| Some(NO_DATE.to_owned())),
        instant: planned.rung.at,
        state,
        is_sure: matches!(planned.rung.fate, Fate::Coming | Fate::Due),
    })
}

/// The letter about what changed, if they are among those who are yet to hear it.
async fn change(desk: &Desk, staff: &Staff, rsvp: &Rsvp) -> Result<Option<Coming>> {
    let waits = change::waits_for(desk, staff, rsvp).await?;
    Ok(waits.map(|waits| Coming {
        what: CHANGE.to_owned(),
        to: None,
        instant: waits.instant,
        at: waits.at.or_else(|| Some(NOW.to_owned())),
        state: "Will be sent".to_owned(),
        is_sure: true,
    }))
}

/// Letters to groups that they are in as things stand.
async fn groups(desk: &Desk, event: &Event, rsvp: &Rsvp) -> Result<Vec<Coming>> {
    let coming = |theirs: mailing::Theirs| Coming {
        what: if theirs.only_copy {
            format!("{}, copy", to_a_group(&theirs.subject))
        } else {
            to_a_group(&theirs.subject)
        },
        to: None,
        at: theirs.due_at.map(|at| moment(at, event.zone())),
        instant: theirs.due_at,
        state: "Will be sent, as things stand".to_owned(),
        is_sure: true,
    };
    let theirs = mailing::to_come_for(desk.read(), rsvp).await?;
    Ok(theirs.into_iter().map(coming).collect())
}
