//! Correcting what is known of somebody: their own facts, whom they bring, where they take part.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;

use super::plan::Plan;
use super::{Stop, Typed};
use crate::desk::Desk;
use crate::error::Error;
use crate::event::Event;
use crate::lines::Lines;
use crate::outbox::Kind;
use crate::rsvp::form::Guest;
use crate::rsvp::{Rsvp, Standing, reply};

/// What was typed is kept in place of what was known.
pub(super) async fn correct<C: ConnectionTrait>(
    desk: &Desk,
    db: &C,
    event: &Event,
    before: Rsvp,
    typed: &Typed,
) -> Result<Plan, Stop> {
    let guest = typed.guest()?;
    if changes_the_person(event, &before, &guest)
        && let Some(other) = reply::of_person(db, event, &guest).await?
        && other.id != before.id
    {
        return Err(Stop::Known(other.id));
    }
    let told = corrected(event, &before, guest, desk.now());
    let mut plan = Plan::of(before, told);
    if plan.changes_something() {
        plan.deeds.push("corrected");
    }
    let online = typed.is_online(event, Some(plan.after.online));
    if online == plan.after.online {
        plan.grow(desk, db, event, typed.place).await?;
    } else {
        plan.move_to(desk, db, event, online, typed.place).await?;
    }
    if plan.deeds.is_empty() {
        return Err(Error::NotNow("Nothing is different from what is kept.").into());
    }
    if plan.changes_address() {
        plan.remarks.push(
            "The links in all earlier mails stop working, and mails that wait for the old address are not sent.".into(),
        );
        if plan.leaves_an_entry(db).await?.is_some() {
            plan.remarks.push(
                "With the mail another one goes to the old address, without a link: it takes the entry out of its calendar.".into(),
            );
        }
    } else if plan.leaves_the_scheduler() {
        plan.remarks.push(
            "The links in all earlier mails stop working: who replied for them has them, too."
                .into(),
        );
    }
    plan.letter = match (plan.was(), plan.after.standing) {
        (Some(Standing::Waiting | Standing::Offered), Standing::Seated) => Some(Kind::Confirmed),
        (_, standing) => standing.is_alive().then_some(Kind::Corrected),
    };
    Ok(plan)
}

/// Whether they become somebody whom the event may know already.
fn changes_the_person(event: &Event, before: &Rsvp, guest: &Guest) -> bool {
    before.email != guest.email.as_str()
        || (event.shares_addresses() && reply::who(&before.name) != reply::who(&guest.name))
}

fn corrected(event: &Event, before: &Rsvp, guest: Guest, now: DateTime<Utc>) -> Rsvp {
    let who = if event.shares_addresses() && changes_the_person(event, before, &guest) {
        reply::who(&guest.name)
    } else {
        before.who.clone()
    };
    let party = guest.as_party(before.online).seats;
    let (scheduler_name, scheduler_email) =
        guest.scheduler.map(|(name, email)| (name, email.as_str().to_owned())).unzip();
    let scheduler_allowed_at = if scheduler_email == before.scheduler_email {
        before.scheduler_allowed_at
    } else {
        // Staff vouch for whom they enter.
        scheduler_email.as_ref().map(|_| now)
    };
    Rsvp {
        who,
        name: guest.name,
        email: guest.email.as_str().to_owned(),
        organization: guest.organization,
        job_title: guest.job_title,
        category: guest.category,
        access: guest.access,
        party,
        companions: Lines(guest.companions),
        scheduler_name,
        scheduler_email,
        scheduler_allowed_at,
        ..before.clone()
    }
}
