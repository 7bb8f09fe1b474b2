//! A speaker: a person, entered once, who appears at many events.
//!
//! What may be shown of somebody is one pure question ([`Leave::of`]) over the record and its consents,
//! asked by the one redaction layer (`appearance`). How staff reach them lives in a record of its own
//! ([`contact`]), which no output reads. A legal name of somebody protected is nowhere: the name kept
//! here is the one that they chose.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder as _};

use crate::error::{Error, Result};
use crate::lines::Lines;

mod alike;
pub mod apart;
mod appearances;
pub mod consent;
pub mod contact;
mod draft;
pub mod edit;
mod leave;
pub mod link;
pub mod list;
pub mod merge;
pub(crate) mod names;
pub mod protect;
pub mod reach;
pub mod safety;
pub mod sheet;

pub use alike::Why;
pub use appearances::{Appearing, Face, Occasion, Past, of_event};
pub use draft::{Draft, LONGEST_BIOGRAPHY};
pub(crate) use draft::{lines, name as name_to_print};
pub(crate) use edit::locked;
pub use leave::{Hidden, Leave, Scope};

/// A speaker as kept.
#[sea_orm::model]
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "speaker")]
pub struct Model {
    /// Row number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The name as printed, without honorific and suffix. Of a protected speaker the chosen one; of a
    /// minor their initials.
    pub name: String,
    /// `Rep.`, `Dr.`
    pub honorific: Option<String>,
    /// `Jr.`, `Ph.D.`
    pub suffix: Option<String>,
    /// How the name is said.
    pub spoken: Option<String>,
    /// The IANA zone that they live by.
    pub zone: Option<String>,
    /// Job titles, as usually printed.
    pub titles: Lines,
    /// Organisations, as usually printed.
    pub organisations: Lines,
    /// Who they are, in Markdown.
    pub biography: Option<String>,
    /// A chosen public name and nothing else, unless `allows` says so.
    pub protected: bool,
    /// Under age: initials, never a picture, and nothing without a guardian's consent.
    pub minor: bool,
    /// Letters to them and their calendar name no event in what a glance can catch.
    pub discreet: bool,
    /// What staff have switched on: words of [`Scope`].
    pub allows: Lines,
    /// How many times it was written before.
    pub revision: i64,
    /// When they were entered.
    pub created_at: DateTimeUtc,
    /// When that changed last.
    pub changed_at: DateTimeUtc,
}
pub use Model as Speaker;

impl ActiveModelBehavior for ActiveModel {}

crate::private::private!(Model, ModelEx);

impl Model {
    /// The name with what belongs around it: `Rep. Ada Example, Jr.`
    pub fn printed(&self) -> String {
        let before = self.honorific.as_deref().map(|word| format!("{word} ")).unwrap_or_default();
        let after = self.suffix.as_deref().map(|word| format!(", {word}")).unwrap_or_default();
        format!("{before}{}{after}", self.name)
    }

    /// The name as a programme prints it; of who is protected or under age the chosen one alone.
    pub fn on_paper(&self) -> String {
        if self.protected || self.minor { self.name.clone() } else { self.printed() }
    }
}

/// A speaker with what they consented to: what the redaction layer asks.
#[derive(Clone)]
pub struct Known {
    /// Who.
    pub speaker: Speaker,
    /// All consents, withdrawn and expired ones too.
    pub consents: Vec<consent::Consent>,
}

crate::private::private!(Known);

impl Known {
    /// Whether they are protected or under age.
    pub fn is_guarded(&self) -> bool {
        self.speaker.protected || self.speaker.minor
    }

    /// What may be shown of them at this moment.
    pub fn leave(&self, now: DateTime<Utc>) -> Leave {
        Leave::of(self, now)
    }
}

/// Those with these numbers, with their consents.
pub(crate) async fn known<C: ConnectionTrait>(db: &C, ids: Vec<i64>) -> Result<Vec<Known>> {
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let found = Entity::find().filter(COLUMN.id.is_in(ids.clone())).order_by_asc(COLUMN.id);
    let found = found.all(db).await?;
    let mut consents = consent::of_speakers(db, ids).await?;
    let with_consents = |speaker: Speaker| {
        let (theirs, others) = std::mem::take(&mut consents)
            .into_iter()
            .partition(|consent| consent.speaker_id == speaker.id);
        consents = others;
        Known { speaker, consents: theirs }
    };
    Ok(found.into_iter().map(with_consents).collect())
}

/// The speaker with this number.
pub(crate) async fn by_id<C: ConnectionTrait>(db: &C, id: i64) -> Result<Speaker> {
    Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

/// Everybody else.
pub(crate) async fn others<C: ConnectionTrait>(db: &C, id: i64) -> Result<Vec<Speaker>> {
    Ok(Entity::find().filter(COLUMN.id.ne(id)).order_by_asc(COLUMN.id).all(db).await?)
}

/// The initials of a name: `A. B.` for Ada Beth; of what are initials already, those.
pub fn initials(name: &str) -> String {
    let words = name.split([' ', '-', '.', '\u{a0}']);
    let letters = words.filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let initials: Vec<String> = letters.map(|c| format!("{}.", c.to_uppercase())).collect();
    if initials.is_empty() { "N. N.".to_owned() } else { initials.join(" ") }
}

#[cfg(test)]
mod tests;
