//! A speaker at an event, and the one redaction layer through which speakers reach any output.
//!
//! The record is private: it holds the address that staff use. Pages, feeds, calendar files and
//! mails get [`PublicSpeaker`], made here and nowhere else.

use sea_orm::entity::prelude::*;

use crate::address::MailAddress;
use crate::briefing::PublicSpeaker;
use crate::document;
use crate::lines::Lines;
use crate::text::said;
use crate::word::Word;

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
}
pub use Model as Appearance;

impl ActiveModelBehavior for ActiveModel {}

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
        }
    }

    /// Where staff reach them, if it is an address and they will come. Letters to them go there, and
    /// nothing else may have it.
    pub(crate) fn reached_at(&self) -> Option<String> {
        self.face()?;
        let address = MailAddress::parse(self.email.as_deref()?).ok()?;
        Some(address.as_str().to_owned())
    }

    /// What everybody may see; nothing of somebody who will not come.
    pub fn face(&self) -> Option<PublicSpeaker> {
        let state = self.state.as_ref().map(Word::as_str);
        if matches!(state, Some("declined" | "dropped")) {
            return None;
        }
        let protected = self.protected == Some(true);
        let name = said(self.name.as_ref());
        let stand_in =
            || said(self.placeholder.as_ref()).unwrap_or_else(|| TO_BE_ANNOUNCED.to_owned());
        Some(PublicSpeaker {
            placeholder: name.is_none(),
            name: name.unwrap_or_else(stand_in),
            protected,
            roles: self.roles.0.iter().map(Word::new).collect(),
            titles: self.titles.0.clone(),
            organisations: if protected { vec![] } else { self.organisations.0.clone() },
            standing: standing(self.state.as_ref()),
            biography: if protected { None } else { said(self.biography.as_ref()) },
        })
    }
}

const TO_BE_ANNOUNCED: &str = "Speaker to be announced";

/// The word beside the name: nothing when they surely come, or when there is nobody yet.
fn standing(state: Option<&Word>) -> Option<String> {
    let state = Word::said(state)?;
    match state.as_str() {
        "confirmed" | "tbd" => None,
        "tentative" => Some("Invited".to_owned()),
        _ => Some(state.label()),
    }
}
