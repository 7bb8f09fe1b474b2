//! An organisation's relation to an event.
//!
//! The relation is data, not prose: who invites and who merely lends a name are different things
//! under the House's gift and co-sponsorship rules.

use sea_orm::entity::prelude::*;

use crate::briefing::PublicHost;
use crate::document;
use crate::text::said;
use crate::word::Word;

/// A host as kept.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "host")]
pub struct Model {
    /// Row number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The event.
    pub event_id: i64,
    /// Place in the document's order, from 0.
    pub position: i64,
    /// The organisation, office, Member or caucus.
    pub name: Option<String>,
    /// What it is to the event.
    pub relation: Option<Word>,
    /// Its site.
    pub url: Option<String>,
    /// Who they are.
    pub about: Option<String>,
}
pub use Model as Host;

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// From a document, as the part at `position` of the event.
    pub fn from_document(event_id: i64, position: i64, host: &document::Host) -> Self {
        let document::Host { name, relation, url, about } = host.clone();
        Self { id: 0, event_id, position, name, relation, url, about }
    }

    /// Back into a document.
    pub fn into_document(self) -> document::Host {
        document::Host {
            name: self.name,
            relation: self.relation,
            url: self.url,
            about: self.about,
        }
    }

    /// What everybody may see; nothing if it has no name.
    pub fn face(&self) -> Option<PublicHost> {
        Some(PublicHost {
            name: said(self.name.as_ref())?,
            relation: Word::said(self.relation.as_ref()),
            url: said(self.url.as_ref()),
            about: said(self.about.as_ref()),
        })
    }
}
