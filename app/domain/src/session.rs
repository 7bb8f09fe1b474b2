//! A part of the agenda with a time: a keynote, a panel, a break.
//!
//! Speakers and moderator are names as the line-up prints them. A name that the line-up does not
//! show (they dropped out) is not shown here either; one that it never had is shown as written.

use sea_orm::entity::prelude::*;

use crate::briefing::PublicSession;
use crate::document;
use crate::event::Event;
use crate::event::when;
use crate::lines::Lines;
use crate::text::said;
use crate::time::WallTime;
use crate::word::Word;

/// A session as kept.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    /// Row number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The event.
    pub event_id: i64,
    /// Place in the agenda, from 0.
    pub position: i64,
    /// The title, if one is known.
    pub title: Option<String>,
    /// Keynote, panel, break …
    pub kind: Option<Word>,
    /// Local time in the event's zone.
    pub starts: Option<WallTime>,
    /// Local time in the event's zone.
    pub ends: Option<WallTime>,
    /// When its material opens.
    pub opens: Option<WallTime>,
    /// Its room, when it is not the event's.
    pub room: Option<String>,
    /// Who leads it.
    pub moderator: Option<String>,
    /// Who speaks.
    pub speakers: Lines,
    /// What it is about, in Markdown.
    pub description: Option<String>,
}
pub use Model as Session;

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// From a document, as the part at `position` of the event.
    pub fn from_document(event_id: i64, position: i64, session: &document::Session) -> Self {
        let session = session.clone();
        Self {
            id: 0,
            event_id,
            position,
            title: session.title,
            kind: session.kind,
            starts: session.starts,
            ends: session.ends,
            opens: session.opens,
            room: session.room,
            moderator: session.moderator,
            speakers: Lines(session.speakers),
            description: session.description,
        }
    }

    /// Back into a document.
    pub fn into_document(self) -> document::Session {
        document::Session {
            title: self.title,
            kind: self.kind,
            starts: self.starts,
            ends: self.ends,
            opens: self.opens,
            room: self.room,
            moderator: self.moderator,
            speakers: self.speakers.0,
            description: self.description,
        }
    }

    /// Whether there is anything to show of it.
    pub fn says_something(&self) -> bool {
        let texts = [&self.title, &self.room, &self.moderator, &self.description];
        let times = [self.starts, self.ends, self.opens];
        texts.into_iter().any(|text| said(text.as_ref()).is_some())
            || Word::said(self.kind.as_ref()).is_some()
            || times.iter().any(Option::is_some)
            || !self.speakers.0.is_empty()
    }

    /// What everybody may see. `named` gives the public name of whom it names, if they may be seen.
    pub fn face(&self, event: &Event, named: impl Fn(&str) -> Option<String>) -> PublicSession {
        PublicSession {
            title: said(self.title.as_ref()),
            kind: Word::said(self.kind.as_ref()),
            when: when::of_times(event.zone(), self.starts, self.ends),
            opens: self.opens.and_then(|opens| when::moment(event.zone(), opens)),
            room: said(self.room.as_ref()),
            moderator: self.moderator.as_deref().and_then(&named),
            speakers: self.speakers.0.iter().filter_map(|name| named(name)).collect(),
            description: self.description.clone(),
        }
    }
}
