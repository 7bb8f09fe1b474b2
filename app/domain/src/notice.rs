//! Something that guests should know before they come: food, access, recording.

use sea_orm::entity::prelude::*;

use crate::briefing::PublicNotice;
use crate::document;
use crate::text::said;
use crate::word::Word;

/// A notice as kept.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notice")]
pub struct Model {
    /// Row number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The event.
    pub event_id: i64,
    /// Place in the document's order, from 0.
    pub position: i64,
    /// What it is about.
    pub kind: Option<Word>,
    /// The text.
    pub text: Option<String>,
}
pub use Model as Notice;

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// From a document, as the part at `position` of the event.
    pub fn from_document(event_id: i64, position: i64, notice: &document::Notice) -> Self {
        let document::Notice { kind, text } = notice.clone();
        Self { id: 0, event_id, position, kind, text }
    }

    /// Back into a document.
    pub fn into_document(self) -> document::Notice {
        document::Notice { kind: self.kind, text: self.text }
    }

    /// What everybody may see; nothing if it says nothing.
    pub fn face(&self) -> Option<PublicNotice> {
        Some(PublicNotice { kind: Word::said(self.kind.as_ref()), text: said(self.text.as_ref())? })
    }
}
