//! Protecting somebody known: from now on they have the name that they chose, and the one that they had
//! is nowhere.
//!
//! Whatever belongs to the person is rewritten: their record, their place in the line-ups and sessions of
//! all events, the whole name in what those events say in free words and said at earlier revisions, what
//! staff typed and did not save, what letters tell. Where else the name or the surname alone stands is
//! found and shown, and staff say that they have seen it: a surname may be another's, and a sentence about
//! somebody gives more away than a name.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;

use super::names::Names;
use super::{Scope, Speaker, initials, safety};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::{self, Event};
use crate::journal;
use crate::private::private;
use crate::staff::Staff;
use crate::text;

mod events;
mod joined;
mod mentions;
mod rows;

pub(in crate::speaker) use joined::{erase_names, events_of};
pub use mentions::Mention;

/// What staff choose.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Protecting {
    /// The public name as typed.
    pub name: String,
    /// They are under age: only the initials of it are kept.
    pub minor: bool,
    /// Staff have seen where the old name stands in free text.
    pub seen: bool,
}

/// What there is to know beforehand.
pub struct Beforehand {
    /// The speaker's number.
    pub id: i64,
    /// The name that they have now.
    pub name: String,
    /// They are protected already.
    pub protected: bool,
    /// They are under age, as far as is known.
    pub minor: bool,
    /// Events that are rewritten, by number and title.
    pub events: Vec<(i64, String)>,
    /// Where the name stands in what staff wrote freely, and stays until they change it.
    pub mentions: Vec<Mention>,
}

private!(Protecting, Beforehand);

/// What protecting this person would come to. Nothing is written.
///
/// # Errors
/// `NotFound`.
pub async fn beforehand(desk: &Desk, staff: &Staff, id: i64) -> Result<Beforehand> {
    let txn = desk.begin().await?;
    let speaker = super::by_id(&txn, id).await?;
    let chosen = initials(&speaker.name);
    let typed = Protecting { name: chosen, minor: speaker.minor, seen: true };
    // It is done and taken back: so what is left over is known for sure.
    let done = Box::pin(rewrite(&txn, staff, id, &typed, desk.now())).await?;
    txn.rollback().await?;
    let title = |event: &Event| (event.id, event.title.clone());
    Ok(Beforehand {
        id,
        events: done.events.iter().map(title).collect(),
        mentions: done.mentions,
        name: speaker.name,
        protected: speaker.protected,
        minor: speaker.minor,
    })
}

/// Where the surname alone stands in what everybody may see, or the name where nothing covers it: what is
/// left once somebody may not be named any more.
///
/// # Errors
/// `NotFound`.
pub async fn left_over(desk: &Desk, _: &Staff, id: i64) -> Result<Vec<Mention>> {
    let db = desk.read();
    let speaker = super::by_id(db, id).await?;
    let theirs = events::of(db, id).await?;
    let names = Names::new(events::names(db, &speaker, &theirs).await?, "");
    let events = event::Entity::find().filter(event::COLUMN.deleted_at.is_null()).all(db).await?;
    mentions::uncovered(db, &events, &names).await
}

/// Protects somebody under the name that they chose, or, of a minor, its initials. It counts at once,
/// in all events, past and coming.
///
/// # Errors
/// `Invalid` for a name that cannot be one (`name`), and when the old one stands in free text and staff
/// have not said that they have seen that (`seen`); `NotFound`.
pub async fn protect(desk: &Desk, staff: &Staff, id: i64, typed: &Protecting) -> Result<()> {
    let txn = desk.begin().await?;
    let done = Box::pin(rewrite(&txn, staff, id, typed, desk.now())).await?;
    if !typed.seen && !done.mentions.is_empty() {
        return Err(Error::invalid("seen", NOT_SEEN));
    }
    let entry = journal::by(staff, "protected a speaker").speaker(id);
    entry.write(&txn, desk.now()).await?;
    txn.commit().await?;
    desk.ring();
    Ok(())
}

const NOT_SEEN: &str = "The name also stands in texts that nobody but you can change. Please look at \
     the list below, and tick this once you have seen it.";

struct Done {
    events: Vec<Event>,
    mentions: Vec<Mention>,
}

async fn rewrite<C: ConnectionTrait>(
    txn: &C,
    staff: &Staff,
    id: i64,
    typed: &Protecting,
    now: DateTime<Utc>,
) -> Result<Done> {
    let chosen = chosen(typed)?;
    let theirs = events::of(txn, id).await?;
    let found = found_names(txn, id, &theirs, &chosen).await?;
    let mut events = Vec::new();
    for event_id in events::that_say(txn, &found.elsewhere).await?.union(&theirs) {
        events.push(event::locked_or_deleted(txn, *event_id).await?);
    }
    let speaker = super::locked(txn, id).await?;
    let found = found_names(txn, id, &theirs, &chosen).await?;
    let Found { names, elsewhere, .. } = &found;

    keep(txn, speaker, &chosen, typed.minor, names, now).await?;
    let mut written = Vec::with_capacity(events.len());
    for event in events {
        let names = if theirs.contains(&event.id) { names } else { elsewhere };
        written.push(events::rewrite(txn, (staff, now), (id, event), names, &chosen).await?);
    }
    rows::rewrite(txn, (id, now), &theirs, &found).await?;
    let mentions = mentions::find(txn, id, names).await?;
    Ok(Done { events: written, mentions })
}

/// What is looked for.
struct Found {
    /// All names by which they were printed.
    names: Names,
    /// Those that nobody else has: what is said of others may mean them.
    of_nobody_else: Names,
    /// And of several words: where they do not appear, a word means something else.
    elsewhere: Names,
}

async fn found_names<C: ConnectionTrait>(
    txn: &C,
    id: i64,
    events: &BTreeSet<i64>,
    chosen: &str,
) -> Result<Found> {
    let speaker = super::by_id(txn, id).await?;
    let names = Names::new(events::names(txn, &speaker, events).await?, chosen);
    let others = super::others(txn, id).await?;
    let of_nobody_else = names.without(others.iter().map(|one| one.name.as_str()));
    let elsewhere = of_nobody_else.whole();
    Ok(Found { names, of_nobody_else, elsewhere })
}

fn chosen(typed: &Protecting) -> Result<String> {
    let too_long = "That name is too long: please use 120 letters at most.";
    let name = text::line("name", &typed.name, text::LONGEST_NAME, too_long);
    let name = name.map_err(|slip| Error::Invalid(vec![slip]))?;
    let name = name.ok_or_else(|| {
        Error::invalid("name", "Please write the name by which everybody may know them.")
    })?;
    Ok(if typed.minor { initials(&name) } else { name })
}

/// Nothing but the name is switched on from now on. Honorific, suffix and how the old name is said go.
async fn keep<C: ConnectionTrait>(
    txn: &C,
    speaker: Speaker,
    chosen: &str,
    minor: bool,
    names: &Names,
    now: DateTime<Utc>,
) -> Result<()> {
    let guarded = speaker.protected || speaker.minor;
    let renamed = speaker.name != chosen;
    let only_once = |kept: Option<String>| kept.filter(|_| !renamed && guarded);
    let allows = if guarded { speaker.allows.clone() } else { Scope::usual(true) };
    let said = said_of(&speaker, names);
    let after = Speaker {
        name: chosen.to_owned(),
        honorific: only_once(speaker.honorific.clone()),
        suffix: only_once(speaker.suffix.clone()),
        spoken: only_once(speaker.spoken.clone()),
        protected: true,
        minor,
        allows,
        ..said
    };
    safety::keep(txn, after, now).await?;
    Ok(())
}

/// A record with the chosen name in what it says of somebody.
fn said_of(speaker: &Speaker, names: &Names) -> Speaker {
    let biography = speaker.biography.clone();
    Speaker {
        titles: names.in_lines(&speaker.titles, Names::replaced),
        organisations: names.in_lines(&speaker.organisations, Names::replaced_in_name),
        biography: biography.map(|text| names.replaced(&text).unwrap_or(text)),
        ..speaker.clone()
    }
}
