//! Who knows what of an event, and who is yet to be told of something.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder as _, QuerySelect as _};
use serde::{Deserialize, Serialize};

use super::facts::{Audience, Difference, Facts, What, material};
use super::notice::Notice;
use crate::error::{Error, Result};
use crate::event::{self, Event, edition};
use crate::ladder;
use crate::line_up::{self, LineUp};
use crate::outbox::{self, OfChange};
use crate::rsvp::{self, Standing};

/// What a letter told, as it stands in its row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Told {
    /// The revision that its reader knew before.
    pub base: i64,
    /// The one by which they knew whether the event takes place, where that is a later one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<i64>,
    /// What was different since.
    pub differences: Vec<Difference>,
}

impl Told {
    /// From a letter's row; nothing from one that a later version of this program wrote.
    pub fn read(json: &str) -> Option<Self> {
        serde_json::from_str(json).ok()
    }

    /// For a letter's row.
    pub fn write(&self) -> Result<String> {
        serde_json::to_string(self).map_err(Error::broken)
    }

    /// What its reader knew before.
    pub fn knew(&self) -> Known {
        Known { facts: self.base, state: self.state.unwrap_or(self.base) }
    }
}

/// What somebody knows of an event, by its revisions. Who was told that it is called off was not told
/// what else had changed by then: that is news to them once it is on again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Known {
    /// When and where it is, and what else matters.
    pub facts: i64,
    /// Whether it takes place.
    pub state: i64,
}

impl Known {
    /// All that a revision said.
    pub fn all(revision: i64) -> Self {
        Self { facts: revision, state: revision }
    }

    /// In a letter's row, beside what is told.
    pub fn told(self, differences: Vec<Difference>) -> Told {
        let state = (self.state != self.facts).then_some(self.state);
        Told { base: self.facts, state, differences }
    }
}

/// The differences of a letter that tells of this revision, with those speakers in them who may be named
/// at this moment: the row keeps what was true when it was written. What became the same is gone.
pub(crate) async fn tellable<C: ConnectionTrait>(
    db: &C,
    event: &Event,
    told: Told,
    revision: i64,
    now: DateTime<Utc>,
) -> Result<Vec<Difference>> {
    let Told { base, mut differences, .. } = told;
    if differences.iter().any(|difference| difference.what == What::Keynote) {
        let mut book = Book::open(db, event, now).await?;
        let (old, new) = (book.at(base).await?.keynote(), book.at(revision).await?.keynote());
        for keynote in differences.iter_mut().filter(|one| one.what == What::Keynote) {
            (keynote.old, keynote.new) = (old.clone(), new.clone());
        }
        differences.retain(|one| one.what != What::Keynote || one.old != one.new);
    }
    Ok(differences)
}

/// Somebody who is yet to be told.
pub(super) struct Untold {
    /// Their RSVP.
    pub rsvp_id: i64,
    /// Where it stands.
    pub standing: Standing,
    /// Which of the cases is theirs.
    pub case: usize,
}

/// What some have yet to be told.
pub(super) struct Unheard {
    /// What they know.
    pub base: Known,
    /// What is different since.
    pub differences: Vec<Difference>,
}

/// Who is yet to be told of what.
#[derive(Default)]
pub(super) struct Reckoning {
    /// What there is to tell, to whomever.
    pub cases: Vec<Unheard>,
    /// Whom, in the order of their turn.
    pub people: Vec<Untold>,
    /// Letters that have not left and are not true any more.
    pub untrue: Vec<i64>,
    /// Letters have not left that are true.
    pub is_on_its_way: bool,
    /// When the event starts and is over, as those people know it.
    pub lasts: Vec<(DateTime<Utc>, DateTime<Utc>)>,
    /// The moments of the event's reminders, which tell it as it is now.
    pub reminders: Vec<DateTime<Utc>>,
}

struct Guest {
    id: i64,
    standing: Standing,
    seen: i64,
    who: Audience,
}

/// Looks at everybody whose RSVP counts.
pub(super) async fn reckon<C: ConnectionTrait>(
    db: &C,
    event: &Event,
    notice: &Notice,
    now: DateTime<Utc>,
) -> Result<Reckoning> {
    let guests = guests(db, event.id).await?;
    if guests.is_empty() {
        return Ok(Reckoning::default());
    }
    let letters = outbox::of_change(db, event.id, notice.told_revision, now).await?;
    let mut book = Book::open(db, event, now).await?;
    let mut reckoning = Reckoning::default();
    let mut known: HashMap<(Known, Audience), Option<usize>> = HashMap::new();
    for guest in guests {
        let at_least = Known::all(notice.told_revision.max(guest.seen));
        let letter = letters.get(&guest.id).filter(|letter| letter.revision > guest.seen);
        let base = match letter {
            None => at_least,
            Some(letter) => {
                let known = book.known_by(letter, guest.who, &mut reckoning).await?;
                // Staff had a later change pass as known, whatever becomes of that letter.
                if letter.revision < notice.told_revision { at_least } else { known }
            }
        };
        let case = if let Some(case) = known.get(&(base, guest.who)) {
            *case
        } else {
            let differences = book.since(base, guest.who).await?;
            let case = reckoning.case(base, differences);
            if case.is_some() {
                reckoning.lasts.extend(book.at(base.facts).await?.lasts());
            }
            known.insert((base, guest.who), case);
            case
        };
        let (rsvp_id, standing) = (guest.id, guest.standing);
        reckoning.people.extend(case.map(|case| Untold { rsvp_id, standing, case }));
    }
    if !reckoning.people.is_empty() {
        reckoning.reminders = ladder::moments(db, event).await?;
    }
    Ok(reckoning)
}

impl Reckoning {
    /// The number of what is to be told; nothing where nothing is.
    fn case(&mut self, base: Known, differences: Vec<Difference>) -> Option<usize> {
        if differences.is_empty() {
            return None;
        }
        self.cases.push(Unheard { base, differences });
        Some(self.cases.len() - 1)
    }
}

async fn guests<C: ConnectionTrait>(db: &C, event_id: i64) -> Result<Vec<Guest>> {
    let alive = Standing::ALL.into_iter().filter(|standing| standing.is_alive());
    let rows: Vec<(i64, Standing, i64, bool)> = rsvp::Entity::find()
        .filter(rsvp::COLUMN.event_id.eq(event_id))
        .filter(rsvp::COLUMN.standing.is_in(alive))
        .order_by_asc(rsvp::COLUMN.turn)
        .order_by_asc(rsvp::COLUMN.id)
        .select_only()
        .columns([rsvp::Column::Id, rsvp::Column::Standing])
        .column(rsvp::Column::SeenRevision)
        .expr(Expr::cust(rsvp::CHOICE))
        .into_tuple()
        .all(db)
        .await?;
    let guest = |(id, standing, seen, online)| {
        let who = Audience { online, seated: standing == Standing::Seated };
        Guest { id, standing, seen, who }
    };
    Ok(rows.into_iter().map(guest).collect())
}

/// What the event said at its revisions, each read once.
struct Book<'a, C> {
    db: &'a C,
    event: &'a Event,
    line_up: LineUp,
    read_at: DateTime<Utc>,
    now: Facts,
    editions: BTreeMap<i64, Facts>,
}

impl<'a, C: ConnectionTrait> Book<'a, C> {
    async fn open(db: &'a C, event: &'a Event, read_at: DateTime<Utc>) -> Result<Self> {
        let document = event::full_document(db, event.clone()).await?;
        let line_up = line_up::of_event(db, event.id).await?;
        let now = Facts::of_document(&document, &line_up.faces(read_at), read_at);
        Ok(Self { db, event, line_up, read_at, now, editions: BTreeMap::new() })
    }

    /// What it said at a revision. Of one that is not kept any more the oldest that is stands in.
    async fn at(&mut self, revision: i64) -> Result<&Facts> {
        if !self.editions.contains_key(&revision) {
            let edition = edition::at_or_after(self.db, self.event.id, revision).await?;
            let document = edition.and_then(|edition| edition.document());
            let facts = document.map(|document| {
                let then = self.line_up.faces_in(self.event.id, &document, self.read_at);
                Facts::of_document(&document, &then, self.read_at)
            });
            self.editions.insert(revision, facts.unwrap_or_else(|| self.now.clone()));
        }
        Ok(self.editions.get(&revision).unwrap_or(&self.now))
    }

    async fn since(&mut self, known: Known, who: Audience) -> Result<Vec<Difference>> {
        let facts = self.at(known.facts).await?.clone();
        let before = facts.standing_as(self.at(known.state).await?);
        Ok(material(&before, &self.now, who))
    }

    /// What somebody knows by a letter: what it tells, or, if it was overtaken by a later change or is
    /// just now, what they knew before.
    async fn known_by(
        &mut self,
        letter: &OfChange,
        who: Audience,
        reckoning: &mut Reckoning,
    ) -> Result<Known> {
        if letter.overtaken {
            return Ok(letter.knew);
        }
        let told = self.told(letter).await?;
        if letter.may_be_stopped && !self.since(told, who).await?.is_empty() {
            reckoning.untrue.push(letter.id);
            return Ok(letter.knew);
        }
        reckoning.is_on_its_way |= letter.is_unsent;
        Ok(told)
    }

    /// What its reader knows by a letter that left.
    async fn told(&mut self, letter: &OfChange) -> Result<Known> {
        let state = letter.revision;
        let is_off = self.at(state).await?.is_called_off();
        Ok(if is_off { Known { state, ..letter.knew } } else { Known::all(state) })
    }
}
