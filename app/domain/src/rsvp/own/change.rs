//! Changing one's own RSVP: what would be different is shown first, and done when it still is that.
//!
//! Between looking and saving the room may fill up, so saving plans anew under the event's lock, and
//! when that comes to something else than what was looked at, it is shown instead.

use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;

use super::plan::Plan;
use super::{as_it_stands, by_pass, keep, note, with_pass};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event;
use crate::outbox::{self, of_rsvp};
use crate::rsvp::Rsvp;
use crate::rsvp::by_hand::Change;
use crate::sitting::Sitting;
use crate::token::hashed;

/// What a guest may change, as typed.
#[derive(Clone, Default)]
pub struct Changes {
    /// Name.
    pub name: String,
    /// Office or organisation.
    pub organization: String,
    /// Job title.
    pub job_title: String,
    /// What they need to take part.
    pub access: String,
    /// `room` or `online`; as it was if empty.
    pub attending: String,
    /// Names of those whom the guest brings, each from the control with its number; empty ones are
    /// nobody.
    pub companions: Vec<String>,
}

/// How far to go.
#[derive(Clone)]
pub enum Step {
    /// Only show what would change.
    Look,
    /// Do it, if it still is what was looked at: [`Review::seen`].
    Save(String),
}

/// What came of it.
pub enum Answer {
    /// What would change.
    Look(Review),
    /// The same, because it has become something else since it was looked at. Nothing was done.
    Changed(Review),
    /// There is nothing to look at: nothing would be different.
    Same,
    /// It is saved.
    Done,
}

/// What a change would come to.
#[derive(Clone, PartialEq, Eq)]
pub struct Review {
    /// What would be different.
    pub changes: Vec<Change>,
    /// What it means for seats and turns, a sentence each.
    pub notes: Vec<String>,
    /// A letter tells it.
    pub is_told: bool,
    /// Tells this review from any other.
    pub seen: String,
}

crate::private::private!(Changes, Review);

/// Shows or saves a change.
///
/// # Errors
/// `NotFound`; `Invalid` with a slip per field, also where no seat is free for somebody more;
/// `Refused` once the cut-off has passed or the event is over or called off; `NotNow` for who is
/// not coming.
pub async fn change(desk: &Desk, pass: &str, typed: &Changes, step: &Step) -> Result<Answer> {
    match step {
        Step::Look => look(desk, pass, typed).await,
        Step::Save(seen) => {
            let (typed, seen) = (typed.clone(), seen.clone());
            with_pass(desk, pass, move |sitting, rsvp| Box::pin(save(sitting, rsvp, typed, seen)))
                .await
        }
    }
}

async fn look(desk: &Desk, pass: &str, typed: &Changes) -> Result<Answer> {
    let (db, now) = (desk.read(), desk.now());
    let rsvp = as_it_stands(by_pass(db, pass).await?, now);
    let event = event::Entity::find_by_id(rsvp.event_id).one(db).await?;
    let event = event.filter(|event| event.deleted_at.is_none()).ok_or(Error::NotFound)?;
    let plan = Plan::of(db, &event, rsvp, typed, now).await?;
    Ok(if plan.is_empty() { Answer::Same } else { Answer::Look(review(&plan)) })
}

async fn save(sitting: &mut Sitting, rsvp: Rsvp, typed: Changes, seen: String) -> Result<Answer> {
    let (txn, now) = (sitting.txn(), sitting.now());
    let plan = Plan::of(txn, sitting.event(), rsvp, &typed, now).await?;
    if plan.is_empty() {
        // The same button once more.
        return Ok(Answer::Done);
    }
    let review = review(&plan);
    if review.seen != seen {
        return Ok(Answer::Changed(review));
    }
    let rsvp = store(txn, &plan, now).await?;
    if let Some(kind) = plan.letter {
        outbox::post(sitting.desk(), txn, &rsvp, kind).await?;
    }
    if !plan.is_worth_a_letter() {
        note(sitting, "corrected", rsvp.id).await?;
        return Ok(Answer::Done);
    }
    note(sitting, "changed", rsvp.id).await?;
    sitting.seats_changed().await?;
    Ok(Answer::Done)
}

async fn store<C: ConnectionTrait>(txn: &C, plan: &Plan, now: DateTimeUtc) -> Result<Rsvp> {
    let stands = |rsvp: &Rsvp| (rsvp.standing, rsvp.online);
    if stands(&plan.before) != stands(&plan.after) {
        of_rsvp::overtake(txn, &plan.after, now).await?;
    }
    keep(txn, plan.counted(now)).await
}

fn review(plan: &Plan) -> Review {
    let facts = |rsvp: &Rsvp| -> Vec<(&'static str, String)> {
        let told = |fact: &Option<String>| fact.clone().unwrap_or_default();
        vec![
            ("Name", rsvp.name.clone()),
            ("Office or organisation", told(&rsvp.organization)),
            ("Job title", told(&rsvp.job_title)),
            ("What you need", told(&rsvp.access)),
            ("You bring", rsvp.companions.0.join(", ")),
            ("Seats", rsvp.party.to_string()),
            ("You take part", if rsvp.online { "Online" } else { "In the room" }.to_owned()),
        ]
    };
    let before = facts(&plan.before).into_iter();
    let both = before.zip(facts(&plan.after)).filter(|(before, after)| before != after);
    let changes: Vec<Change> =
        both.map(|((what, before), (_, after))| Change { what, before, after }).collect();
    let (notes, is_told) = (plan.notes.clone(), plan.letter.is_some());
    Review { seen: fingerprint(plan, &changes), changes, notes, is_told }
}

/// What was looked at. How often the RSVP caused letters is part of it, so that what was looked at
/// before another change is not taken for what is looked at now.
fn fingerprint(plan: &Plan, changes: &[Change]) -> String {
    let turn = format!("{}.{}", plan.before.id, plan.before.occurrence);
    let changes = changes.iter().flat_map(|change| [change.what, &change.before, &change.after]);
    let notes = plan.notes.iter().map(String::as_str);
    let words: Vec<&str> = changes.chain(notes).chain([turn.as_str()]).collect();
    hashed(&words.join("\u{0}"))
}
