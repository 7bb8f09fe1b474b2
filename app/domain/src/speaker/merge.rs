//! Two entries of one person become one.
//!
//! Staff have seen both beside each other and chosen where they differ. Everything of the one who goes
//! passes to the one who stays, in one transaction. Protection wins: if one of them was protected or
//! under age, the one is, under the name that was chosen, and the other name is nowhere any more.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, IntoActiveModel as _};

use super::draft::Draft;
use super::list::{Marks, everybody};
use super::reach::{self, Reach};
use super::{Speaker, contact, edit, initials, protect};
use crate::change;
use crate::desk::Desk;
use crate::errand;
use crate::error::{Error, Result};
use crate::event;
use crate::journal;
use crate::lines::Lines;
use crate::staff::Staff;

mod joined;
mod moving;

/// What staff chose.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Chosen {
    /// Controls whose value comes from the one who goes; all others from the one who stays.
    pub others: Vec<String>,
    /// Staff have seen where a name stands that goes.
    pub seen: bool,
    /// Events that have both, where one place of the two is kept.
    pub keep_one: Vec<i64>,
    /// What the page showed of both.
    pub revisions: (i64, i64),
}

/// Both beside each other.
pub struct Pair {
    /// Who stays.
    pub one: Side,
    /// Who goes.
    pub other: Side,
    /// Where they differ: the control's name, and the two values.
    pub fields: Vec<(&'static str, String, String)>,
    /// The name, and what stands around it, can only be this one's: the one is protected.
    pub name_of: Option<Which>,
    /// Events that have both of them, by number and title.
    pub both_at: Vec<(i64, String)>,
    /// Whether both can be reached, in ways that differ.
    pub two_contacts: bool,
}

/// One of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Who stays.
    One,
    /// Who goes.
    Other,
}

/// One of the two, for staff.
pub struct Side {
    /// Row number.
    pub id: i64,
    /// The name as printed.
    pub name: String,
    /// What needs care.
    pub marks: Marks,
    /// How many times it was changed.
    pub revision: i64,
    /// Where they appear: title and day.
    pub events: Vec<String>,
    /// How many consents are on record.
    pub consents: usize,
}

crate::private::private!(Chosen, Pair, Side);

/// What belongs to a name: where one of two is protected, all of it comes from that one.
const OF_THE_NAME: [&str; 4] = ["name", "honorific", "suffix", "spoken"];

const CHANGED_SINCE: Error =
    Error::NotNow("One of the two was changed since you looked. Please look at both again.");

/// Both entries beside each other.
///
/// # Errors
/// `NotFound`, also for somebody and themselves.
pub async fn pair(desk: &Desk, _: &Staff, id: i64, other: i64) -> Result<Pair> {
    let db = desk.read();
    if id == other {
        return Err(Error::NotFound);
    }
    let all = everybody(db).await?;
    let known = |id| all.people.iter().find(|known| known.speaker.id == id).ok_or(Error::NotFound);
    let (one, two) = (known(id)?, known(other)?);
    let (events, others) = (edit::event_ids(db, id).await?, edit::event_ids(db, other).await?);
    let both: Vec<i64> = events.iter().copied().filter(|id| others.contains(id)).collect();
    let contacts = (contact::of(db, id).await?, contact::of(db, other).await?);
    let contacts = (Reach::of(contacts.0), Reach::of(contacts.1));
    let side = |known: &super::Known, events: Vec<(i64, String)>| Side {
        id: known.speaker.id,
        name: known.speaker.printed(),
        marks: all.marks(known, desk.now()),
        revision: known.speaker.revision,
        events: events.into_iter().map(|(_, title)| title).collect(),
        consents: known.consents.len(),
    };
    Ok(Pair {
        fields: differing(&Draft::of(&one.speaker), &Draft::of(&two.speaker)),
        name_of: name_of(&one.speaker, &two.speaker),
        both_at: titles(db, both).await?,
        two_contacts: contacts.0 != contacts.1
            && contacts.0 != Reach::default()
            && contacts.1 != Reach::default(),
        one: side(one, titles(db, events).await?),
        other: side(two, titles(db, others).await?),
    })
}

fn differing(one: &Draft, other: &Draft) -> Vec<(&'static str, String, String)> {
    let pairs = one.fields().into_iter().zip(other.fields());
    pairs
        .filter(|((_, one), (_, other))| one != other)
        .map(|((field, one), (_, other))| (field, one.to_owned(), other.to_owned()))
        .collect()
}

fn is_guarded(speaker: &Speaker) -> bool {
    speaker.protected || speaker.minor
}

fn name_of(one: &Speaker, other: &Speaker) -> Option<Which> {
    match (is_guarded(one), is_guarded(other)) {
        (true, false) => Some(Which::One),
        (false, true) => Some(Which::Other),
        _ => None,
    }
}

async fn titles<C: ConnectionTrait>(db: &C, ids: Vec<i64>) -> Result<Vec<(i64, String)>> {
    let mut found = event::Entity::find().filter(event::COLUMN.id.is_in(ids)).all(db).await?;
    found.sort_by_key(|event| (event.starts_at.is_none(), event.starts_at, event.id));
    Ok(found.into_iter().map(|event| (event.id, event::when::titled(&event))).collect())
}

/// Makes one of two: `id` stays, `other` is gone.
///
/// # Errors
/// `NotNow` when one of them has changed since; `Invalid` (`seen`) when a name that must go stands in
/// free text and staff have not said that they have seen that; `NotFound`.
pub async fn merge(desk: &Desk, staff: &Staff, id: i64, other: i64, chosen: &Chosen) -> Result<()> {
    if id == other {
        return Err(Error::NotFound);
    }
    let now = desk.now();
    let txn = desk.begin().await?;
    lock_events(&txn, [id, other]).await?;
    // In one order, whoever stays: two deeds about the same two must not wait for each other.
    edit::locked(&txn, id.min(other)).await?;
    edit::locked(&txn, id.max(other)).await?;
    let (one, two) = (super::by_id(&txn, id).await?, super::by_id(&txn, other).await?);
    if (one.revision, two.revision) != chosen.revisions {
        return Err(CHANGED_SINCE);
    }
    let (mine, theirs) = (edit::event_ids(&txn, id).await?, edit::event_ids(&txn, other).await?);
    let mut both = chosen.keep_one.clone();
    both.retain(|event| mine.contains(event) && theirs.contains(event));
    join_contacts(&txn, id, other, chosen.others.iter().any(|field| field == "contact")).await?;
    moving::all(&txn, id, other).await?;
    change::speakers_merged(&txn, (id, other), now).await?;
    super::Entity::delete_by_id(other).exec(&txn).await?;
    let merged = merged(&one, &two, &chosen.others, now);
    keep(&txn, staff, [&one, &two], merged, chosen.seen, now).await?;
    joined::keep_one(&txn, staff, (id, &both), now).await?;
    errand::set(&txn, errand::Kind::Consent, id, now, now).await?;
    let entry = journal::by(staff, "made one speaker of two").speaker(id);
    entry.write(&txn, now).await?;
    txn.commit().await?;
    desk.ring();
    Ok(())
}

/// All events of both, in their order, deleted ones too: whose line-ups are being written waits.
async fn lock_events<C: ConnectionTrait>(txn: &C, ids: [i64; 2]) -> Result<()> {
    let mut events = vec![];
    for id in ids {
        events.extend(protect::events_of(txn, id).await?);
    }
    events.sort_unstable();
    events.dedup();
    for id in events {
        event::locked_or_deleted(txn, id).await?;
    }
    Ok(())
}

/// The record of both.
fn merged(one: &Speaker, other: &Speaker, others: &[String], now: DateTime<Utc>) -> Speaker {
    let (mine, theirs) = (Draft::of(one), Draft::of(other));
    let from_other = |field: &str| match name_of(one, other) {
        Some(which) if OF_THE_NAME.contains(&field) => which == Which::Other,
        _ => others.iter().any(|chosen| chosen == field),
    };
    let pick = |field, mine: &String, theirs: &String| {
        if from_other(field) { theirs.clone() } else { mine.clone() }
    };
    let draft = Draft {
        name: pick("name", &mine.name, &theirs.name),
        honorific: pick("honorific", &mine.honorific, &theirs.honorific),
        suffix: pick("suffix", &mine.suffix, &theirs.suffix),
        spoken: pick("spoken", &mine.spoken, &theirs.spoken),
        zone: pick("zone", &mine.zone, &theirs.zone),
        titles: pick("titles", &mine.titles, &theirs.titles),
        organisations: pick("organisations", &mine.organisations, &theirs.organisations),
        biography: pick("biography", &mine.biography, &theirs.biography),
    };
    let minor = one.minor || other.minor;
    let name = if minor { initials(&draft.name) } else { draft.name.clone() };
    Speaker {
        protected: one.protected || other.protected,
        minor,
        discreet: one.discreet || other.discreet,
        allows: allowed(one, other),
        revision: one.revision.max(other.revision) + 1,
        changed_at: now,
        ..Draft { name, ..draft }.put_into(one.clone())
    }
}

/// What both switch on. Who is not guarded has switches that say nothing of the guarded one's wishes.
fn allowed(one: &Speaker, other: &Speaker) -> Lines {
    match name_of(one, other) {
        Some(Which::One) => one.allows.clone(),
        Some(Which::Other) => other.allows.clone(),
        None => {
            let both = one.allows.0.iter().filter(|word| other.allows.0.contains(word));
            Lines(both.cloned().collect())
        }
    }
}

/// Writes the record; of who is guarded, every other name goes from wherever it was kept.
async fn keep<C: ConnectionTrait>(
    txn: &C,
    staff: &Staff,
    before: [&Speaker; 2],
    merged: Speaker,
    seen: bool,
    now: DateTime<Utc>,
) -> Result<()> {
    if is_guarded(&merged) {
        for old in before {
            // What is rewritten goes by the name in the record.
            let named = Speaker { name: old.name.clone(), ..merged.clone() };
            named.into_active_model().reset_all().update(txn).await?;
            let left = protect::erase_names(txn, staff, &merged, now).await?;
            if !seen && !left.is_empty() {
                return Err(Error::invalid("seen", still_there(&left)));
            }
        }
    }
    let kept = super::by_id(txn, merged.id).await?;
    let biography = if is_guarded(&merged) { kept.biography } else { merged.biography.clone() };
    let row = Speaker { biography, revision: kept.revision.max(merged.revision), ..merged };
    row.into_active_model().reset_all().update(txn).await?;
    Ok(())
}

fn still_there(left: &[protect::Mention]) -> String {
    let places: Vec<String> =
        left.iter().take(10).map(|mention| format!("{} of {}", mention.what, mention.of)).collect();
    format!(
        "The name that goes also stands in texts that only you can change: {}. Please tick this once you have seen them.",
        places.join("; ")
    )
}

/// What is chosen counts; what it leaves open the other one fills, and an address that would be lost
/// stands in the notes.
async fn join_contacts<C: ConnectionTrait>(
    txn: &C,
    id: i64,
    other: i64,
    others: bool,
) -> Result<()> {
    let mine = Reach::of(contact::of(txn, id).await?);
    let theirs = Reach::of(contact::of(txn, other).await?);
    let (first, second) = if others { (theirs, mine) } else { (mine, theirs) };
    let or = |one: String, other: &String| if one.is_empty() { other.clone() } else { one };
    let mut notes = vec![first.notes.clone(), second.notes.clone()];
    let lost = [
        (&first.email, &second.email),
        (&first.phone, &second.phone),
        (&first.assistant_name, &second.assistant_name),
        (&first.assistant_email, &second.assistant_email),
        (&first.agreed, &second.agreed),
    ];
    let lost = lost.into_iter().filter(|(kept, _)| !kept.is_empty());
    let lost = lost.filter(|(kept, lost)| kept != lost).map(|(_, lost)| lost.clone());
    notes.extend(lost);
    notes.retain(|note| !note.is_empty());
    notes.dedup();
    let joined = Reach {
        email: or(first.email, &second.email),
        phone: or(first.phone, &second.phone),
        assistant_name: or(first.assistant_name, &second.assistant_name),
        assistant_email: or(first.assistant_email, &second.assistant_email),
        agreed: or(first.agreed, &second.agreed),
        notes: notes.join("\n"),
    };
    if joined == Reach::default() { Ok(()) } else { reach::write(txn, id, joined).await }
}
