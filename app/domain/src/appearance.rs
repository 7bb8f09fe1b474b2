//! A speaker at an event, and the one redaction layer through which speakers reach any output.
//!
//! The record is private: it holds the address that staff use. Pages, feeds, calendar files and
//! mails get [`PublicSpeaker`], made here and nowhere else.

use chrono::{DateTime, Utc};
use sea_orm::Condition;
use sea_orm::entity::prelude::*;

use crate::address::MailAddress;
use crate::briefing::PublicSpeaker;
use crate::document;
use crate::lines::Lines;
use crate::speaker::names::Names;
use crate::speaker::{Known, Leave, Scope, initials};
use crate::text::said;
use crate::word::Word;

pub mod stand;
pub(crate) mod step;

/// An appearance as kept.
#[sea_orm::model]
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "appearance")]
pub struct Model {
    /// Row number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The event.
    pub event_id: i64,
    /// Place in the line-up, from 0.
    pub position: i64,
    /// The public name. Of a protected speaker the chosen one; a legal name is never stored.
    pub name: Option<String>,
    /// What stands in for a name.
    pub placeholder: Option<String>,
    /// Shown by name, roles and titles only.
    pub protected: Option<bool>,
    /// What they do at the event.
    pub roles: Lines,
    /// Job titles.
    pub titles: Lines,
    /// Organisations.
    pub organisations: Lines,
    /// Invited, confirmed, dropped …
    pub state: Option<Word>,
    /// How staff reach them. Private.
    pub email: Option<String>,
    /// Who they are, in Markdown.
    pub biography: Option<String>,
    /// Who it is; nobody yet behind a placeholder.
    pub speaker_id: Option<i64>,
    /// Who speaks in their place, as printed.
    pub stand_in: Option<String>,
    /// The same person, where staff chose somebody who is known.
    pub stand_in_id: Option<i64>,
}
pub use Model as Appearance;

impl ActiveModelBehavior for ActiveModel {}

/// The lines of somebody in line-ups, and those in which they speak in another's place.
pub(crate) fn is_or_stands_in(speaker_id: i64) -> Condition {
    Condition::any().add(COLUMN.speaker_id.eq(speaker_id)).add(COLUMN.stand_in_id.eq(speaker_id))
}

crate::private::private!(Model, ModelEx);

impl Model {
    /// From a document, as the part at `position` of the event.
    pub fn from_document(event_id: i64, position: i64, speaker: &document::Speaker) -> Self {
        let speaker = speaker.clone();
        Self {
            id: 0,
            event_id,
            position,
            name: speaker.name,
            placeholder: speaker.placeholder,
            protected: speaker.protected,
            roles: Lines(speaker.roles.iter().map(|role| role.as_str().to_owned()).collect()),
            titles: Lines(speaker.titles),
            organisations: Lines(speaker.organisations),
            state: speaker.state,
            email: speaker.email,
            biography: speaker.biography,
            speaker_id: None,
            stand_in: speaker.stand_in,
            stand_in_id: None,
        }
    }

    /// Back into a document.
    pub fn into_document(self) -> document::Speaker {
        document::Speaker {
            name: self.name,
            placeholder: self.placeholder,
            protected: self.protected,
            roles: self.roles.0.into_iter().map(Word::new).collect(),
            titles: self.titles.0,
            organisations: self.organisations.0,
            state: self.state,
            email: self.email,
            biography: self.biography,
            stand_in: self.stand_in,
        }
    }

    /// Where the event's document says that staff reach them, if it is an address. Letters to them go
    /// there, and nothing else may have it.
    pub(crate) fn reached_at(&self) -> Option<String> {
        let address = MailAddress::parse(self.email.as_deref()?).ok()?;
        Some(address.as_str().to_owned())
    }

    /// Whether they are taken out of the whole event, and not of a part of it.
    pub fn has_dropped(&self) -> bool {
        matches!(self.state.as_ref().map(Word::as_str), Some("dropped"))
    }

    /// Whether they will not come.
    pub fn is_out(&self) -> bool {
        matches!(self.state.as_ref().map(Word::as_str), Some("declined" | "dropped"))
    }

    /// Whether somebody else speaks in their place.
    pub fn is_represented(&self) -> bool {
        matches!(self.state.as_ref().map(Word::as_str), Some("surrogate"))
    }

    /// Whether the hosts wait for their answer.
    pub fn is_asked(&self) -> bool {
        matches!(self.state.as_ref().map(Word::as_str), Some("invited" | "tentative"))
    }

    /// Who that is, if it is somebody who is known; the line-up knows whether they have dropped out.
    pub(crate) fn spoken_by(&self) -> Option<i64> {
        self.stand_in_id.filter(|_| self.is_represented())
    }

    /// What everybody may see at this moment; nothing of somebody who will not come, or may not be
    /// named. `known` is who it is.
    pub fn face(&self, known: Option<&Known>, now: DateTime<Utc>) -> Option<PublicSpeaker> {
        if self.is_out() {
            return None;
        }
        let protected = self.protected == Some(true) || known.is_some_and(Known::is_guarded);
        let leave = self.leave(known, now);
        if !leave.has(Scope::Name) {
            return None;
        }
        let name = self.public_name(known);
        let stand_in =
            || said(self.placeholder.as_ref()).unwrap_or_else(|| TO_BE_ANNOUNCED.to_owned());
        // A title says no more of where they belong than the organisations do.
        let hidden = Some(&self.organisations.0).filter(|_| !leave.has(Scope::Organisation));
        let hidden = Names::new(hidden.cloned().unwrap_or_default(), "");
        let shown = |title: &&String| !hidden.is_in(title);
        let may = |scope, value| if leave.has(scope) { value } else { None };
        Some(PublicSpeaker {
            placeholder: name.is_none(),
            name: name.unwrap_or_else(stand_in),
            protected,
            roles: self.roles.0.iter().map(Word::new).collect(),
            titles: self.titles.0.iter().filter(shown).cloned().collect(),
            organisations: may(Scope::Organisation, Some(self.organisations.0.clone()))
                .unwrap_or_default(),
            standing: standing(self.state.as_ref(), said(self.stand_in.as_ref())),
            is_represented: self.is_represented(),
            biography: leave.has(Scope::Biography).then(|| said(self.biography.as_ref())).flatten(),
        })
    }

    /// What may be shown: what the person allows, and no more than the event's own word "protected".
    pub(crate) fn leave(&self, known: Option<&Known>, now: DateTime<Utc>) -> Leave {
        let protected = self.protected == Some(true);
        match known {
            None => Leave::of_stranger(protected),
            Some(known) if protected && !known.is_guarded() => {
                known.leave(now).and(&Leave::of_stranger(true))
            }
            Some(known) => known.leave(now),
        }
    }

    /// The name as this event prints it; of who is guarded the one that they chose, of a minor initials.
    fn public_name(&self, known: Option<&Known>) -> Option<String> {
        let printed = said(self.name.as_ref())?;
        Some(match known {
            Some(known) if known.speaker.minor => initials(&known.speaker.name),
            Some(known) if known.speaker.protected => known.speaker.name.clone(),
            _ => printed,
        })
    }
}

const TO_BE_ANNOUNCED: &str = "Speaker to be announced";

/// The word beside the name: nothing when they surely come, or when there is nobody yet.
fn standing(state: Option<&Word>, stand_in: Option<String>) -> Option<String> {
    let state = Word::said(state)?;
    match (state.as_str(), stand_in) {
        ("confirmed" | "tbd", _) => None,
        ("tentative", _) => Some("Invited".to_owned()),
        ("surrogate", Some(name)) => Some(format!("Represented by {name}")),
        ("surrogate", None) => Some("Represented".to_owned()),
        ("video" | "remarks_by_video", _) => Some("Remarks by video".to_owned()),
        _ => Some(state.label()),
    }
}
