//! What a guest's change comes to: the RSVP as it will be, the letter that fits, and what it means.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QuerySelect as _};

use super::{Changes, may_switch, room};
use crate::briefing::Stage;
use crate::error::{Error, Result, Slip};
use crate::event::Event;
use crate::lines::Lines;
use crate::outbox::Kind;
use crate::rsvp::form::Reading;
use crate::rsvp::{COLUMN, Column, Entity, Rsvp, Standing, reply, seats};
use crate::text;

/// What a change comes to.
pub(super) struct Plan {
    /// As it is kept.
    pub before: Rsvp,
    /// As it will be kept, but for its counters.
    pub after: Rsvp,
    /// The letter that tells it.
    pub letter: Option<Kind>,
    /// What it means for seats and turns, a sentence each.
    pub notes: Vec<String>,
}

impl Plan {
    /// Plans a change. Under the event's lock nothing can come between the plan and storing it.
    pub async fn of<C: ConnectionTrait>(
        db: &C,
        event: &Event,
        before: Rsvp,
        typed: &Changes,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        event.takes_changes(now)?;
        if !before.standing.is_alive() {
            return Err(Error::NotNow("You are not coming just now, so nothing can be changed."));
        }
        let mut after = told(event, &before, typed)?;
        if after.who != before.who && is_somebody_else(db, &after).await? {
            let why = "Somebody with this name and your address has replied to this event.";
            return Err(Error::invalid("name", why));
        }
        let mut notes = vec![];
        if before.as_party() != after.as_party() {
            let seating = seats::seating_of(db, event, now).await?;
            let note = room::seat(event, &seating, &before, &mut after, typed)?;
            if note.is_behind {
                after.turn = seats::next_turn(db, event.id).await?;
            }
            notes = note.words;
        }
        let mut plan = Self { before, after, letter: None, notes };
        plan.letter = plan.letter(event.stage(now));
        Ok(plan)
    }

    /// Nothing would be different.
    pub fn is_empty(&self) -> bool {
        self.before == self.after
    }

    /// A change of these is told in a letter, and a calendar that has the entry gets it anew.
    pub fn is_worth_a_letter(&self) -> bool {
        let facts = |rsvp: &Rsvp| {
            (rsvp.name.clone(), rsvp.companions.clone(), rsvp.party, rsvp.online, rsvp.standing)
        };
        facts(&self.before) != facts(&self.after)
    }

    /// No letter may speak of a seat at what is postponed.
    fn letter(&self, stage: Stage) -> Option<Kind> {
        let takes_place = matches!(stage, Stage::Coming | Stage::UnderWay);
        let seated = self.after.standing == Standing::Seated;
        let kind = match self.before.standing {
            Standing::Seated => Kind::Changed,
            _ if seated => Kind::Confirmed,
            _ => Kind::Changed,
        };
        (takes_place && self.is_worth_a_letter()).then_some(kind)
    }

    /// The RSVP as it will be kept, with its counters.
    pub fn counted(&self, now: DateTime<Utc>) -> Rsvp {
        let told = self.is_worth_a_letter();
        let seated = [self.before.standing, self.after.standing].contains(&Standing::Seated);
        let offered = self.after.standing == Standing::Offered;
        Rsvp {
            offered_at: self.after.offered_at.filter(|_| offered),
            offered_until: self.after.offered_until.filter(|_| offered),
            sequence: self.after.sequence + i64::from(told && seated),
            occurrence: self.after.occurrence + i64::from(told),
            changed_at: now,
            ..self.after.clone()
        }
    }
}

/// The RSVP with what was typed.
fn told(event: &Event, before: &Rsvp, typed: &Changes) -> Result<Rsvp> {
    let mut reading = Reading::default();
    let name = reading.field(text::person_name(&typed.name));
    let organization = reading.line("organization", &typed.organization);
    let job_title = reading.line("title", &typed.job_title);
    let access = reading.access(&typed.access);
    // Who came with more than may come today keeps them.
    let most = event.largest_party().max(before.party);
    let companions = reading.companions(&typed.companions, most);
    let name = reading.done(name)?;
    // Staff may have given seats to people without names.
    let nameless = before.party - named(before.companions.0.len());
    let who = if before.who.is_empty() { String::new() } else { reply::who(&name) };
    Ok(Rsvp {
        name,
        who,
        organization,
        job_title,
        access,
        party: named(companions.len()) + nameless.max(0),
        companions: Lines(companions),
        online: is_online(event, before, &typed.attending),
        ..before.clone()
    })
}

/// Seats of a guest who brings so many.
fn named(companions: usize) -> i64 {
    i64::try_from(companions).map_or(i64::MAX, |companions| companions + 1)
}

fn is_online(event: &Event, before: &Rsvp, attending: &str) -> bool {
    match attending {
        "room" if may_switch(event, before) => false,
        "online" if may_switch(event, before) => true,
        _ => before.online,
    }
}

/// Whether another guest with the same address has this name.
async fn is_somebody_else<C: ConnectionTrait>(db: &C, rsvp: &Rsvp) -> Result<bool> {
    let others = Entity::find()
        .filter(COLUMN.event_id.eq(rsvp.event_id))
        .filter(COLUMN.email.eq(&rsvp.email))
        .filter(COLUMN.id.ne(rsvp.id))
        .select_only()
        .column(Column::Name)
        .into_tuple::<String>();
    Ok(others.all(db).await?.iter().any(|name| reply::who(name) == rsvp.who))
}

/// A slip on the control of the companion with this number, from 0, among those who were typed.
pub(super) fn slip_on(typed: &Changes, number: usize, why: String) -> Error {
    let kept = typed.companions.iter().enumerate().filter(|(_, raw)| !raw.trim().is_empty());
    let place = kept.map(|(place, _)| place).nth(number).unwrap_or(number);
    Error::Invalid(vec![Slip::new(format!("guest-{}", place + 1), why)])
}
