//! Reading the journal: who did what, in the words of staff.
//!
//! The journal holds numbers and deeds; titles and staff's names are looked up for a whole page at
//! once. A guest stays "a guest" here: whose RSVP it was stands on the RSVP's own page, and goes
//! when the RSVP goes.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, ConnectionTrait, QueryOrder as _, QuerySelect as _};

use super::{COLUMN, Entity, Model};
use crate::desk::Desk;
use crate::error::Result;
use crate::leaf::{Leaf, leaf};
use crate::staff::Staff;
use crate::{event, speaker, staff};

/// Entries of one page.
const ROWS: u64 = 100;

/// An entry as it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Row number.
    pub id: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// `Ada Example`, `A guest`, `Command line`, `Postman`, `A stranger`, `Somebody waiting`.
    pub who: String,
    /// What, in the past tense: `exported the list, 42 RSVPs`.
    pub deed: String,
    /// To which event.
    pub event: Option<About>,
    /// To which RSVP.
    pub rsvp_id: Option<i64>,
    /// To which other member of staff.
    pub other: Option<String>,
    /// To which speaker: number and public name; of a minor and of who is protected no other.
    pub speaker: Option<(i64, String)>,
}

/// The event that an entry or a letter is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// Row number.
    pub id: i64,
    /// Its title.
    pub title: String,
    /// It is gone for everybody but staff.
    pub deleted: bool,
}

/// Whose entries are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// A member of staff, by row number.
    Member(i64),
    /// Everybody of one sort, as the column `who` has it.
    Sort(&'static str),
}

/// The sorts of people who are nobody of staff, as an address and as a person writes them.
pub const SORTS: [(&str, &str); 6] = [
    ("guest", "A guest"),
    ("command line", "Command line"),
    ("postman", "Postman"),
    ("stranger", "A stranger"),
    ("waiting list", "Somebody waiting"),
    ("speaker", "A speaker"),
];

/// Which entries are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// About this event only.
    pub event: Option<i64>,
    /// By these only.
    pub who: Option<Who>,
    /// Which page of them, from 1.
    pub page: u64,
}

/// A page of the journal and what it can be narrowed to.
pub struct Journal {
    /// Its entries, the newest first.
    pub lines: Vec<Line>,
    /// Which page this is.
    pub leaf: Leaf,
    /// Every event with its title, the newest first.
    pub events: Vec<About>,
    /// Everybody who is or was staff, by name.
    pub people: Vec<(i64, String)>,
}

impl Who {
    /// As an address has it: a row number or one of [`SORTS`].
    pub fn read(text: &str) -> Option<Self> {
        let sort = SORTS.iter().find(|(sort, _)| *sort == text);
        sort.map(|(sort, _)| Self::Sort(sort)).or_else(|| text.parse().ok().map(Self::Member))
    }
}

impl std::fmt::Display for Who {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Member(id) => id.fmt(f),
            Self::Sort(sort) => sort.fmt(f),
        }
    }
}

/// A page of the journal. Every member of staff may read it.
pub async fn read(desk: &Desk, _: &Staff, wanted: Wanted) -> Result<Journal> {
    let db = desk.read();
    let found = Entity::find().filter(matching(wanted));
    let leaf = leaf(wanted.page, found.clone().count(db).await?, ROWS);
    let rows = found.order_by_desc(COLUMN.id).offset(leaf.skipped()).limit(ROWS).all(db).await?;
    Ok(Journal {
        lines: told(db, rows).await?,
        leaf,
        events: events(db).await?,
        people: people(db).await?,
    })
}

/// The newest `most` entries about an event and its RSVPs, the newest first.
pub async fn of_event(desk: &Desk, event_id: i64, most: u64) -> Result<Vec<Line>> {
    let about = Entity::find().filter(COLUMN.event_id.eq(event_id));
    let rows = about.order_by_desc(COLUMN.id).limit(most).all(desk.read()).await?;
    told(desk.read(), rows).await
}

/// The newest `most` entries about an RSVP, the newest first.
pub async fn of_rsvp(desk: &Desk, rsvp_id: i64, most: u64) -> Result<Vec<Line>> {
    let about = Entity::find().filter(COLUMN.rsvp_id.eq(rsvp_id));
    let rows = about.order_by_desc(COLUMN.id).limit(most).all(desk.read()).await?;
    told(desk.read(), rows).await
}

/// The newest `most` entries about a speaker, the newest first.
pub async fn of_speaker(desk: &Desk, speaker_id: i64, most: u64) -> Result<Vec<Line>> {
    let about = Entity::find().filter(COLUMN.speaker_id.eq(speaker_id));
    let rows = about.order_by_desc(COLUMN.id).limit(most).all(desk.read()).await?;
    told(desk.read(), rows).await
}

fn matching(wanted: Wanted) -> Condition {
    Condition::all().add_option(wanted.event.map(|id| COLUMN.event_id.eq(id))).add_option(
        wanted.who.map(|who| match who {
            Who::Member(id) => COLUMN.staff_id.eq(id),
            Who::Sort(sort) => COLUMN.who.eq(sort),
        }),
    )
}

async fn told<C: ConnectionTrait>(db: &C, rows: Vec<Model>) -> Result<Vec<Line>> {
    let events = titles(db, rows.iter().filter_map(|row| row.event_id)).await?;
    let people = names(db, rows.iter().flat_map(|row| [row.staff_id, row.other_id])).await?;
    let speakers = speakers(db, rows.iter().filter_map(|row| row.speaker_id)).await?;
    let name = |id: Option<i64>| people.get(&id?).cloned();
    let line = |row: Model| Line {
        id: row.id,
        at: row.at,
        who: name(row.staff_id).unwrap_or_else(|| nobody_of_staff(&row.who)),
        deed: counted(&row.deed, row.number),
        event: row.event_id.and_then(|id| events.get(&id).cloned()),
        rsvp_id: row.rsvp_id,
        other: name(row.other_id),
        speaker: row.speaker_id.and_then(|id| Some((id, speakers.get(&id)?.clone()))),
    };
    Ok(rows.into_iter().map(line).collect())
}

fn nobody_of_staff(who: &str) -> String {
    SORTS.iter().find(|(sort, _)| *sort == who).map_or("Staff", |(_, words)| words).to_owned()
}

/// The deed with its number, where it has one.
fn counted(deed: &str, number: Option<i64>) -> String {
    let Some(number) = number else { return deed.to_owned() };
    let thing = if deed.contains("letter") { "letter" } else { "RSVP" };
    let many = if number == 1 { "" } else { "s" };
    format!("{deed}, {number} {thing}{many}")
}

async fn titles<C: ConnectionTrait>(
    db: &C,
    ids: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, About>> {
    let found = event::Entity::find().filter(event::COLUMN.id.is_in(ids));
    Ok(about(db, found).await?.into_iter().map(|event| (event.id, event)).collect())
}

async fn events<C: ConnectionTrait>(db: &C) -> Result<Vec<About>> {
    about(db, event::Entity::find().order_by_desc(event::COLUMN.id)).await
}

async fn about<C: ConnectionTrait>(db: &C, found: Select<event::Entity>) -> Result<Vec<About>> {
    let rows = found
        .select_only()
        .columns([event::Column::Id, event::Column::Title, event::Column::DeletedAt])
        .into_tuple::<(i64, String, Option<DateTimeUtc>)>()
        .all(db)
        .await?;
    let about = |(id, title, deleted_at): (i64, String, Option<DateTimeUtc>)| About {
        id,
        title,
        deleted: deleted_at.is_some(),
    };
    Ok(rows.into_iter().map(about).collect())
}

async fn names<C: ConnectionTrait>(
    db: &C,
    ids: impl Iterator<Item = Option<i64>>,
) -> Result<HashMap<i64, String>> {
    let found = staff::Entity::find().filter(staff::COLUMN.id.is_in(ids.flatten())).all(db).await?;
    Ok(found.into_iter().map(|member| (member.id, member.called().to_owned())).collect())
}

async fn speakers<C: ConnectionTrait>(
    db: &C,
    ids: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, String>> {
    let found = speaker::Entity::find().filter(speaker::COLUMN.id.is_in(ids)).all(db).await?;
    Ok(found.into_iter().map(|speaker| (speaker.id, speaker.on_paper())).collect())
}

async fn people<C: ConnectionTrait>(db: &C) -> Result<Vec<(i64, String)>> {
    let found = staff::Entity::find().all(db).await?;
    let mut people: Vec<_> =
        found.into_iter().map(|member| (member.id, member.called().to_owned())).collect();
    people.sort_by_key(|(_, name)| name.to_lowercase());
    Ok(people)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_entries_are_asked_for_survives_an_address() {
        for who in [Who::Member(7), Who::Sort("guest"), Who::Sort("command line")] {
            assert_eq!(Who::read(&who.to_string()), Some(who));
        }
        assert_eq!(Who::read("everybody"), None);
        assert_eq!(Who::read(""), None);
    }

    #[test]
    fn numbers_are_told_with_what_they_count() {
        assert_eq!(counted("exported the list", Some(42)), "exported the list, 42 RSVPs");
        assert_eq!(counted("exported the list", Some(1)), "exported the list, 1 RSVP");
        assert_eq!(
            counted("tried failed letters again", Some(2)),
            "tried failed letters again, 2 letters"
        );
        assert_eq!(counted("published", None), "published");
    }
}
