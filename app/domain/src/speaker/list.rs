//! All speakers for staff: searched, with what needs care about each, a page at a time.
//!
//! A coalition has hundreds of them, some thousands after years: all are read, so that search and
//! likeness can look at names without accents and case, which databases do in ways of their own.

use std::collections::{HashMap, HashSet};

use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;

use super::alike::{Likeness, Why, alike};
use super::appearances::{Count, counts};
use super::consent::{self, Ends};
use super::{Known, apart, contact};
use crate::desk::Desk;
use crate::error::Result;
use crate::leaf::{Leaf, leaf};
use crate::staff::Staff;
use crate::text::said;

/// Rows of one page.
const ROWS: usize = 50;

/// Which speakers are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Only {
    /// All.
    #[default]
    All,
    /// Who comes to an event that is ahead.
    Coming,
    /// Who is protected, under age or written to discreetly.
    Guarded,
    /// Whose consent runs out, or has.
    Consent,
    /// Who cannot be written to.
    Unreached,
    /// Who may be entered twice.
    Alike,
}

impl Only {
    /// All choices: an address's word, and the words for staff.
    pub const ALL: [(Self, &str, &str); 6] = [
        (Self::All, "", "Everybody"),
        (Self::Coming, "coming", "Coming to an event"),
        (Self::Guarded, "guarded", "Protected, minor or discreet"),
        (Self::Consent, "consent", "Consent runs out or is over"),
        (Self::Unreached, "no-address", "Without an address"),
        (Self::Alike, "alike", "Possibly entered twice"),
    ];

    /// The one of an address.
    pub fn read(word: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|(_, known, _)| *known == word)
            .map(|(only, ..)| only)
            .unwrap_or_default()
    }

    /// As an address has it.
    pub fn word(self) -> &'static str {
        Self::ALL
            .into_iter()
            .find(|(only, ..)| *only == self)
            .map(|(_, word, _)| word)
            .unwrap_or_default()
    }
}

/// A page of the list.
pub struct List {
    /// Its rows, by name.
    pub rows: Vec<Row>,
    /// Which page this is.
    pub leaf: Leaf,
    /// How many speakers there are at all.
    pub all: usize,
}

/// One of the list.
pub struct Row {
    /// Row number.
    pub id: i64,
    /// The name as printed.
    pub name: String,
    /// Titles and organisations.
    pub of: Vec<String>,
    /// How many events they appear at.
    pub events: usize,
    /// Title and day of the next one.
    pub next: Option<(String, Option<String>)>,
    /// What needs care.
    pub marks: Marks,
}

crate::private::private!(List, Row);

/// What staff should know at a glance.
#[expect(clippy::struct_excessive_bools, reason = "marks, each of them told by itself")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// A chosen public name and little else.
    pub protected: bool,
    /// Under age.
    pub minor: bool,
    /// Neutral subjects.
    pub discreet: bool,
    /// How long their consents hold.
    pub consent: Option<Ends>,
    /// Nobody knows how to write to them.
    pub unreached: bool,
    /// Who may be the same.
    pub alike: Vec<(i64, Why)>,
}

/// A page of those who fit. Every word of `question` must occur in name, titles or organisations.
pub async fn list(desk: &Desk, _: &Staff, question: &str, only: Only, page: u64) -> Result<List> {
    let (db, now) = (desk.read(), desk.now());
    let (all, counts) = (everybody(db).await?, counts(db, now).await?);
    let number = all.people.len();
    let words = folded(question);
    let mut rows: Vec<Row> = all
        .people
        .iter()
        .map(|known| row(known, &all, counts.get(&known.speaker.id), now))
        .filter(|row| fits(row, &words) && is_wanted(row, only))
        .collect();
    rows.sort_by_key(|row| (slug::slugify(last_name(&row.name)), row.name.to_lowercase(), row.id));
    let leaf = leaf(page, rows.len() as u64, ROWS as u64);
    let skipped = usize::try_from(leaf.skipped()).unwrap_or(usize::MAX);
    let rows = rows.into_iter().skip(skipped).take(ROWS).collect();
    Ok(List { rows, leaf, all: number })
}

/// Everybody, with what of their contact the list may use.
pub(super) struct Everybody {
    pub people: Vec<Known>,
    /// Who can be written to, also by an assistant.
    reached: HashSet<i64>,
    /// Who may be the same.
    pub alike: HashMap<i64, Vec<(i64, Why)>>,
}

pub(super) async fn everybody<C: ConnectionTrait>(db: &C) -> Result<Everybody> {
    let speakers = super::Entity::find().all(db).await?;
    let mut consents: HashMap<i64, Vec<consent::Consent>> = HashMap::new();
    for one in consent::Entity::find().all(db).await? {
        consents.entry(one.speaker_id).or_default().push(one);
    }
    let contacts = contact::Entity::find().all(db).await?;
    let email =
        |one: &contact::SpeakerContact| said(one.email.as_ref()).map(|email| email.to_lowercase());
    let emails: HashMap<i64, String> =
        contacts.iter().filter_map(|one| Some((one.speaker_id, email(one)?))).collect();
    let by_assistant = contacts.iter().filter(|one| said(one.assistant_email.as_ref()).is_some());
    let mut reached: HashSet<i64> = by_assistant.map(|one| one.speaker_id).collect();
    reached.extend(emails.keys());
    let with_consents = |speaker: super::Speaker| Known {
        consents: consents.remove(&speaker.id).unwrap_or_default(),
        speaker,
    };
    let people: Vec<Known> = speakers.into_iter().map(with_consents).collect();
    let like = |known: &Known| Likeness {
        id: known.speaker.id,
        name: known.speaker.printed(),
        email: emails.get(&known.speaker.id).cloned(),
    };
    let mut alike = alike(&people.iter().map(like).collect::<Vec<_>>());
    let known_apart = apart::all(db).await?;
    for (id, likes) in &mut alike {
        likes.retain(|(other, _)| !known_apart.contains(&apart::pair(*id, *other)));
    }
    Ok(Everybody { people, reached, alike })
}

impl Everybody {
    pub(super) fn marks(&self, known: &Known, now: chrono::DateTime<chrono::Utc>) -> Marks {
        let speaker = &known.speaker;
        Marks {
            protected: speaker.protected,
            minor: speaker.minor,
            discreet: speaker.discreet,
            consent: known.consent_ends(now),
            unreached: !self.reached.contains(&speaker.id),
            alike: self.alike.get(&speaker.id).cloned().unwrap_or_default(),
        }
    }
}

fn row(
    known: &Known,
    all: &Everybody,
    count: Option<&Count>,
    now: chrono::DateTime<chrono::Utc>,
) -> Row {
    let speaker = &known.speaker;
    Row {
        id: speaker.id,
        name: speaker.printed(),
        of: speaker.titles.0.iter().chain(&speaker.organisations.0).cloned().collect(),
        events: count.map(|count| count.events).unwrap_or_default(),
        next: count.and_then(|count| count.next.clone()).map(|(_, title, day)| (title, day)),
        marks: all.marks(known, now),
    }
}

fn is_wanted(row: &Row, only: Only) -> bool {
    let marks = &row.marks;
    match only {
        Only::All => true,
        Only::Coming => row.next.is_some(),
        Only::Guarded => marks.protected || marks.minor || marks.discreet,
        Only::Consent => marks.consent.is_some(),
        Only::Unreached => marks.unreached,
        Only::Alike => !marks.alike.is_empty(),
    }
}

/// Whether every word occurs, whatever its accents and case.
fn fits(row: &Row, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let text = folded(&format!("{} {}", row.name, row.of.join(" "))).join(" ");
    words.iter().all(|word| text.contains(word.as_str()))
}

fn folded(text: &str) -> Vec<String> {
    let cut: String = text.chars().take(2_000).collect();
    slug::slugify(cut).split('-').filter(|word| !word.is_empty()).map(ToOwned::to_owned).collect()
}

fn last_name(name: &str) -> &str {
    name.split(',').next().unwrap_or(name).split_whitespace().last().unwrap_or(name)
}
