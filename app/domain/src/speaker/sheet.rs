//! All about a speaker that staff see at once: what is kept, where they appear, who may be the same.
//! Not how they are reached: each look at that is entered in the journal ([`reach`](super::reach)).

use std::collections::HashMap;

use sea_orm::entity::prelude::*;

use super::list::{Marks, everybody};
use super::{Draft, Occasion, Speaker, Why, appearances, known};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event;
use crate::event::State;
use crate::line_up::by_staff::is_ahead;
use crate::staff::Staff;

/// A speaker's page.
pub struct Sheet {
    /// Row number.
    pub id: i64,
    /// The name as printed.
    pub name: String,
    /// What is kept, as the form has it.
    pub draft: Draft,
    /// How many times it was changed; the form sends it back.
    pub revision: i64,
    /// What needs care.
    pub marks: Marks,
    /// Number, name and reason of who may be the same.
    pub alike: Vec<(i64, String, Why)>,
    /// Where they appear, what is to come first.
    pub occasions: Vec<Occasion>,
}

crate::private::private!(Sheet);

/// The page of a speaker.
///
/// # Errors
/// `NotFound`.
pub async fn sheet(desk: &Desk, _: &Staff, id: i64) -> Result<Sheet> {
    let (db, now) = (desk.read(), desk.now());
    let all = everybody(db).await?;
    let found = all.people.iter().find(|known| known.speaker.id == id).ok_or(Error::NotFound)?;
    let marks = all.marks(found, now);
    let called = |(other, why): &(i64, Why)| {
        let known = all.people.iter().find(|known| known.speaker.id == *other)?;
        Some((*other, known.speaker.printed(), *why))
    };
    Ok(Sheet {
        id,
        name: found.speaker.printed(),
        draft: Draft::of(&found.speaker),
        revision: found.speaker.revision,
        alike: marks.alike.iter().filter_map(called).collect(),
        marks,
        occasions: appearances::of_speaker(db, id, now).await?,
    })
}

/// Name and usual titles of a speaker, for adding them to an event, with the events that they can be
/// added to: number and title, what comes next first.
///
/// # Errors
/// `NotFound`.
pub async fn invitation(
    desk: &Desk,
    _: &Staff,
    id: i64,
) -> Result<(String, Draft, Vec<(i64, String)>)> {
    let (db, now) = (desk.read(), desk.now());
    let mut found = known(db, vec![id]).await?;
    let speaker = found.pop().ok_or(Error::NotFound)?.speaker;
    let there = super::edit::event_ids(db, id).await?;
    let mut events =
        event::Entity::find().filter(event::COLUMN.deleted_at.is_null()).all(db).await?;
    events.retain(|event| {
        is_ahead(event, now) && event.state != Some(State::Cancelled) && !there.contains(&event.id)
    });
    events.sort_by_key(|event| (event.starts_at.is_none(), event.starts_at, event.id));
    let events = events.into_iter().map(|event| (event.id, event::when::titled(&event))).collect();
    Ok((speaker.printed(), Draft::of(&speaker), events))
}

/// Number and name of everybody, by name: to choose from.
pub async fn names(desk: &Desk, _: &Staff) -> Result<Vec<(i64, String)>> {
    let found = super::Entity::find().all(desk.read()).await?;
    let mut called: HashMap<String, usize> = HashMap::new();
    for one in &found {
        *called.entry(one.printed()).or_default() += 1;
    }
    let name = |one: &Speaker| match one.printed() {
        name if called.get(&name) == Some(&1) => name,
        name => format!("{name} ({})", apart(one)),
    };
    let mut names: Vec<_> = found.iter().map(|one| (one.id, name(one))).collect();
    let mut alike: HashMap<String, usize> = HashMap::new();
    for (_, name) in &names {
        *alike.entry(name.clone()).or_default() += 1;
    }
    for (id, name) in names.iter_mut().filter(|(_, name)| alike.get(name) != Some(&1)) {
        *name = format!("{name}, entry {id}");
    }
    names.sort_by_key(|(id, name)| (name.to_lowercase(), *id));
    Ok(names)
}

/// What tells somebody from others of the same name.
fn apart(one: &Speaker) -> String {
    let belongs = one.organisations.0.first().filter(|_| !one.protected);
    let of = one.titles.0.first().into_iter().chain(belongs);
    let of: Vec<&str> = of.map(String::as_str).collect();
    if of.is_empty() { format!("entry {}", one.id) } else { of.join(", ") }
}
