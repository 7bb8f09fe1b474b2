//! An event's reminders as staff see them: each with its moment, its readers, and what becomes of it.

use sea_orm::Condition;
use sea_orm::entity::prelude::*;

use super::climb::{speakers, standing_as, still_due};
use super::{Audience, Fate, Ladder, LadderForm, Step, Why};
use crate::desk::Desk;
use crate::error::Result;
use crate::event::{self, Event};
use crate::outbox::reminders;
use crate::rsvp;
use crate::staff::Staff;
use crate::time::moment;

/// The ladder of an event.
#[derive(Clone)]
pub struct Shown {
    /// The event's number.
    pub event_id: i64,
    /// Its title.
    pub title: String,
    /// Staff chose the reminders.
    pub is_own: bool,
    /// The form as it is filled.
    pub form: LadderForm,
    /// Each step, in the order of the form.
    pub rungs: Vec<ShownRung>,
}

/// A step with what becomes of it.
#[derive(Clone)]
pub struct ShownRung {
    /// The step.
    pub step: Step,
    /// When, in words of the event's zone; nothing without a date.
    pub at: Option<String>,
    /// The same for machines.
    pub instant: Option<DateTimeUtc>,
    /// What becomes of it.
    pub fate: Fate,
    /// How many it would reach as they stand now and who have none yet, without copies.
    pub people: u64,
}

/// The reminders of this event.
///
/// # Errors
/// `NotFound`, also for a deleted event.
pub async fn shown(desk: &Desk, staff: &Staff, event_id: i64) -> Result<Shown> {
    let db = desk.read();
    let event = event::for_staff(db, staff, event_id).await?;
    let ladder = super::of_event(db, &event).await?;
    let rungs = rungs(desk, &event, &ladder).await?;
    let form = LadderForm::of(&ladder.steps);
    Ok(Shown { event_id, title: event.title, is_own: ladder.is_own, form, rungs })
}

/// Each step of the ladder, as things stand.
pub(crate) async fn rungs(desk: &Desk, event: &Event, ladder: &Ladder) -> Result<Vec<ShownRung>> {
    let known = ladder.rungs(event, desk.now());
    let mut shown = Vec::with_capacity(ladder.steps.len());
    for (nth, step) in ladder.steps.iter().enumerate() {
        let Some(rung) = known.iter().find(|rung| rung.minutes == step.minutes) else { continue };
        let (reached, without) = people(desk, event, ladder, nth).await?;
        let had = reached > without;
        // Who replied after its moment has none, and gets none.
        let (fate, people) = match rung.fate {
            Fate::Due => {
                let people = without.min(still_due(desk, event, ladder, rung).await?);
                (if people == 0 && had { Fate::Written } else { Fate::Due }, people)
            }
            Fate::Coming if without == 0 && had => (Fate::Written, 0),
            Fate::Skipped(Why::Late | Why::Begun) if had => (Fate::Written, 0),
            fate => (fate, without),
        };
        shown.push(ShownRung {
            at: rung.at.map(|at| moment(at, event.zone())),
            instant: rung.at,
            fate,
            people,
            step: step.clone(),
        });
    }
    Ok(shown)
}

/// How many the `nth` step reaches, and how many of them have no letter of it yet: press, where there
/// are words for press alone at the same time, are not counted among the others.
async fn people(desk: &Desk, event: &Event, ladder: &Ladder, nth: usize) -> Result<(u64, u64)> {
    let db = desk.read();
    let step = &ladder.steps[nth];
    let mut others = ladder.steps.iter().enumerate();
    let elsewhere = others.any(|(other, known)| {
        other != nth && known.minutes == step.minutes && known.to.contains(&Audience::Press)
    });
    let guests = step.to.iter().filter_map(|audience| {
        let standing = standing_as(*audience)?;
        let is_press = Condition::all().add(rsvp::COLUMN.category.eq("press"));
        let no_press = Condition::any().add(rsvp::COLUMN.category.is_null()).add(is_press.not());
        let seated = matches!(audience, Audience::Room | Audience::Online);
        Some(if elsewhere && seated { standing.add(no_press) } else { standing })
    });
    let guests = guests.fold(Condition::any(), Condition::add).add(rsvp::COLUMN.id.eq(0));
    let of_event = rsvp::Entity::find().filter(rsvp::COLUMN.event_id.eq(event.id));
    let guests = of_event.filter(guests);
    let mut all = guests.clone().count(db).await?;
    let Some(occurrence) = event.occurrence_of_rung(step.minutes) else { return Ok((all, all)) };
    let mut without = guests.filter(reminders::none_of(occurrence)).count(db).await?;
    if step.to.contains(&Audience::Speakers) {
        let mut speakers = speakers(db, event.id, desk.now()).await?;
        all += u64::try_from(speakers.len()).unwrap_or_default();
        let reminded = reminders::reminded_speakers(db, event.id, occurrence).await?;
        speakers.retain(|address| !reminded.contains(address));
        without += u64::try_from(speakers.len()).unwrap_or_default();
    }
    Ok((all, without))
}
