//! The words of an event's letters as staff see them.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::LikeExpr;
use sea_orm::{QueryOrder as _, QuerySelect as _};

use super::kinds::{LETTERS, Wordable, known, standard, wordable};
use super::{COLUMN, Entity, Occasion, Wording, of_occasion};
use crate::desk::Desk;
use crate::error::Result;
use crate::letter::{Language, Placeholder, Typed};
use crate::staff::{self, Staff};
use crate::time::{self, Zone};
use crate::{event, rsvp};

/// People that a letter can be looked at for, of a page.
const PEOPLE: u64 = 50;
/// Nobody types more to find somebody.
const LONGEST_SEARCH: usize = 200;

/// The letters of an event.
pub struct List {
    /// The event's title.
    pub title: String,
    /// Each letter that has words.
    pub letters: Vec<Line>,
}

/// A letter in the list.
pub struct Line {
    /// Which.
    pub letter: Wordable,
    /// Who wrote it last and when, where it has words of staff.
    pub written: Option<String>,
}

/// One letter's words.
pub struct Page {
    /// The event's title.
    pub title: String,
    /// Which letter.
    pub letter: Wordable,
    /// The words: those of staff, else the letter's own.
    pub typed: Typed,
    /// Who wrote them last and when, where they are words of staff.
    pub written: Option<String>,
    /// Which version this is.
    pub version: String,
    /// What can stand in it.
    pub known: Vec<Placeholder>,
    /// For whom one can look at it.
    pub people: Vec<Person>,
}

/// Somebody on the list.
pub struct Person {
    /// The RSVP.
    pub id: i64,
    /// Their name, and how they stand.
    pub words: String,
}

crate::private::private!(Page, Person);

/// All letters of an event that have words; times are told in `zone`.
///
/// # Errors
/// `NotFound`.
pub async fn list(desk: &Desk, staff: &Staff, event_id: i64, zone: Zone) -> Result<List> {
    let event = event::for_staff(desk.read(), staff, event_id).await?;
    let kept = Entity::find().filter(COLUMN.event_id.eq(event_id)).all(desk.read()).await?;
    let mut letters = Vec::with_capacity(LETTERS.len());
    for letter in LETTERS {
        let written = match kept.iter().find(|words| words.kind == letter.occasion) {
            Some(words) => Some(written(desk, words, zone).await?),
            None => None,
        };
        letters.push(Line { letter, written });
    }
    Ok(List { title: event.title, letters })
}

/// The words of one letter, and those on the list whom these words of a search fit.
///
/// # Errors
/// `NotFound`.
pub async fn page(
    desk: &Desk,
    staff: &Staff,
    (event_id, occasion): (i64, Occasion),
    search: &str,
    zone: Zone,
) -> Result<Page> {
    let letter = wordable(occasion)?;
    let event = event::for_staff(desk.read(), staff, event_id).await?;
    let language = Language::of(event.language.as_deref().unwrap_or_default());
    let kept = of_occasion(event_id, occasion).one(desk.read()).await?;
    let written = match &kept {
        Some(words) => Some(written(desk, words, zone).await?),
        None => None,
    };
    Ok(Page {
        title: event.title,
        letter,
        version: kept.as_ref().map(Wording::version).unwrap_or_default(),
        typed: kept.map_or_else(|| standard(language, occasion), |words| Ok(words.typed()))?,
        written,
        known: known(occasion),
        people: people(desk, event_id, search).await?,
    })
}

async fn written(desk: &Desk, words: &Wording, zone: Zone) -> Result<String> {
    let at = time::short_moment(words.changed_at, desk.now(), zone);
    let member = match words.staff_id {
        Some(id) => staff::Entity::find_by_id(id).one(desk.read()).await?,
        None => None,
    };
    let who = member.map(|one| if one.name.is_empty() { one.email } else { one.name });
    Ok(who.map_or_else(|| at.clone(), |who| format!("{who}, {at}")))
}

async fn people(desk: &Desk, event_id: i64, search: &str) -> Result<Vec<Person>> {
    let words: String = search.chars().filter(|c| !c.is_control()).take(LONGEST_SEARCH).collect();
    let words = words.to_lowercase();
    let mut found = rsvp::Entity::find().filter(rsvp::COLUMN.event_id.eq(event_id));
    for word in words.split_whitespace() {
        let escaped = word.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
        let pattern = LikeExpr::new(format!("%{escaped}%")).escape('\\');
        found = found.filter(rsvp::Column::FoundBy.like(pattern));
    }
    let found = found.order_by_asc(rsvp::COLUMN.turn).order_by_asc(rsvp::COLUMN.id).limit(PEOPLE);
    let found = found.all(desk.read()).await?.into_iter().map(|one| Person {
        id: one.id,
        words: format!("{} ({})", one.name, one.standing.words().to_lowercase()),
    });
    Ok(found.collect())
}
