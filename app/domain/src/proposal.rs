//! What a speaker, or their assistant, would have changed: whether they come, and what is said of
//! them. Nothing of it is public until staff take it over.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder as _};

use crate::appearance::Appearance;
use crate::desk::Desk;
use crate::error::Result;
use crate::speaker::Speaker;
use crate::text::said;

mod by_staff;
mod deciding;
mod difference;
mod own;

pub use by_staff::{Waiting, waiting};
pub use deciding::{DECIDED, LONGEST_REPLY, decline, take_over};
pub use difference::{Piece, difference};
pub(crate) use own::texts;
pub use own::{LONGEST_BIOGRAPHY, Proposed, Typed, answer, propose, withdraw};

/// For so long a speaker is shown what became of a proposal.
const SHOWN: TimeDelta = TimeDelta::days(30);

/// A proposal as kept.
#[sea_orm::model]
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "proposal")]
pub struct Model {
    /// Row number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Whose.
    pub speaker_id: i64,
    /// For which event; for all if absent.
    pub event_id: Option<i64>,
    /// What would be changed.
    pub field: Field,
    /// What it said when it was proposed, a line each.
    pub was: Option<String>,
    /// What it would say.
    pub proposed: Option<String>,
    /// Their assistant proposed it.
    pub assistant: bool,
    /// When.
    pub at: DateTimeUtc,
    /// What became of it; open if absent.
    pub verdict: Option<Verdict>,
    /// What staff say to it.
    pub reply: Option<String>,
    /// Who of staff decided.
    pub decided_by: Option<i64>,
    /// When.
    pub decided_at: Option<DateTimeUtc>,
}
pub(crate) use Model as Proposal;

impl ActiveModelBehavior for ActiveModel {}

crate::private::private!(Model, ModelEx);

/// What a proposal is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DeriveValueType)]
#[sea_orm(value_type = "String", column_type = "Text")]
pub enum Field {
    /// Whether they come: `confirmed` or `declined`.
    Answer,
    /// Job titles, one a line.
    Titles,
    /// Organisations, one a line.
    Organisations,
    /// Who they are, in Markdown.
    Biography,
}

impl Field {
    /// As people read it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Answer => "Answer to the invitation",
            Self::Titles => "Job titles",
            Self::Organisations => "Organisations",
            Self::Biography => "Biography",
        }
    }
}

impl std::fmt::Display for Field {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Answer => "answer",
            Self::Titles => "titles",
            Self::Organisations => "organisations",
            Self::Biography => "biography",
        })
    }
}

/// The text names no [`Field`] or [`Verdict`].
#[derive(Debug, thiserror::Error)]
#[error("no such word of a proposal")]
pub struct NoSuchWord;

impl std::str::FromStr for Field {
    type Err = NoSuchWord;

    fn from_str(text: &str) -> Result<Self, NoSuchWord> {
        let all = [Self::Answer, Self::Titles, Self::Organisations, Self::Biography];
        all.into_iter().find(|field| field.to_string() == text).ok_or(NoSuchWord)
    }
}

/// What became of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DeriveValueType)]
#[sea_orm(value_type = "String", column_type = "Text")]
pub enum Verdict {
    /// Staff took it over.
    Taken,
    /// Staff did not.
    NotTaken,
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Taken => "taken",
            Self::NotTaken => "not_taken",
        })
    }
}

impl std::str::FromStr for Verdict {
    type Err = NoSuchWord;

    fn from_str(text: &str) -> Result<Self, NoSuchWord> {
        match text {
            "taken" => Ok(Self::Taken),
            "not_taken" => Ok(Self::NotTaken),
            _ => Err(NoSuchWord),
        }
    }
}

/// What is said of somebody.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Texts {
    /// Job titles.
    pub titles: Vec<String>,
    /// Organisations.
    pub organisations: Vec<String>,
    /// Who they are, in Markdown.
    pub biography: Option<String>,
}

impl Texts {
    /// In general.
    pub(crate) fn of_speaker(speaker: &Speaker) -> Self {
        Self {
            titles: speaker.titles.0.clone(),
            organisations: speaker.organisations.0.clone(),
            biography: said(speaker.biography.as_ref()),
        }
    }

    /// At one event.
    pub(crate) fn of_appearance(appearance: &Appearance) -> Self {
        Self {
            titles: appearance.titles.0.clone(),
            organisations: appearance.organisations.0.clone(),
            biography: said(appearance.biography.as_ref()),
        }
    }

    /// One of them as text, a line each; the answer to an invitation is none of them.
    pub fn field(&self, field: Field) -> Option<String> {
        let lines = |lines: &[String]| Some(lines.join("\n")).filter(|text| !text.is_empty());
        match field {
            Field::Titles => lines(&self.titles),
            Field::Organisations => lines(&self.organisations),
            Field::Biography => self.biography.clone(),
            Field::Answer => None,
        }
    }
}

/// A proposal as who made it sees it.
#[derive(Clone, PartialEq, Eq)]
pub struct OwnProposal {
    /// Row number.
    pub id: i64,
    /// For which event; for all if absent.
    pub event_id: Option<i64>,
    /// What would be changed.
    pub field: Field,
    /// What it would say.
    pub proposed: Option<String>,
    /// What became of it; it waits if absent.
    pub verdict: Option<Verdict>,
    /// What staff say to it.
    pub reply: Option<String>,
}

crate::private::private!(Texts, OwnProposal);

/// The proposals of a speaker that wait, and those decided lately; of each field the newest.
pub(crate) async fn of_speaker<C: ConnectionTrait>(
    db: &C,
    speaker_id: i64,
    now: DateTime<Utc>,
) -> Result<Vec<OwnProposal>> {
    let found = Entity::find().filter(COLUMN.speaker_id.eq(speaker_id)).order_by_desc(COLUMN.id);
    let mut newest: Vec<OwnProposal> = vec![];
    for one in found.all(db).await? {
        let same = |known: &OwnProposal| known.event_id == one.event_id && known.field == one.field;
        let is_shown = one.decided_at.is_none_or(|at| at > now - SHOWN);
        if is_shown && !newest.iter().any(same) {
            newest.push(one.into());
        }
    }
    newest.reverse();
    Ok(newest)
}

impl From<Proposal> for OwnProposal {
    fn from(one: Proposal) -> Self {
        let Proposal { id, event_id, field, proposed, verdict, reply, .. } = one;
        Self { id, event_id, field, proposed, verdict, reply }
    }
}

/// How many wait for staff.
pub async fn count(desk: &Desk) -> Result<u64> {
    Ok(Entity::find().filter(COLUMN.decided_at.is_null()).count(desk.read()).await?)
}

/// The proposal of this number while it waits.
async fn open<C: ConnectionTrait>(db: &C, id: i64) -> Result<Option<Proposal>> {
    let found = Entity::find_by_id(id).one(db).await?;
    Ok(found.filter(|one| one.decided_at.is_none()))
}
