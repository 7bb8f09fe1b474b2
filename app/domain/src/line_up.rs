//! The line-up of an event: its appearances with the people behind them, and what of both may be seen.
//!
//! Whatever shows a speaker asks here, at the moment of showing: a consent that ends is an end for
//! pages, feeds, calendars and letters alike. Sessions name speakers by the names of the line-up, so
//! those names pass through here as well.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder as _};

use crate::appearance::{self, Appearance};
use crate::briefing::PublicSpeaker;
use crate::document::Document;
use crate::error::Result;
use crate::speaker::{self, Known};

mod carry;
mod linking;

pub(crate) use linking::{link, link_as, link_kept};

/// The appearances of an event, each with who it is, if that is known.
pub(crate) struct LineUp {
    appearances: Vec<Appearance>,
    people: Vec<Known>,
}

/// The line-up of an event as kept.
pub(crate) async fn of_event<C: ConnectionTrait>(db: &C, event_id: i64) -> Result<LineUp> {
    let appearances = appearances(db, event_id).await?;
    with_people(db, appearances).await
}

/// What a document says of speakers, seen with what is known of those who are in the event's line-up.
/// Nothing is stored.
pub(crate) async fn of_document<C: ConnectionTrait>(
    db: &C,
    event_id: i64,
    document: &Document,
) -> Result<LineUp> {
    let kept = appearances(db, event_id).await?;
    with_people(db, carry::carried(&kept, event_id, document)).await
}

async fn appearances<C: ConnectionTrait>(db: &C, event_id: i64) -> Result<Vec<Appearance>> {
    let found = appearance::Entity::find().filter(appearance::COLUMN.event_id.eq(event_id));
    Ok(found.order_by_asc(appearance::COLUMN.position).all(db).await?)
}

async fn with_people<C: ConnectionTrait>(db: &C, appearances: Vec<Appearance>) -> Result<LineUp> {
    let ids = appearances.iter().filter_map(|one| one.speaker_id).collect();
    let people = speaker::known(db, ids).await?;
    Ok(LineUp { appearances, people })
}

impl LineUp {
    /// Who may be seen, in order.
    pub fn faces(&self, now: DateTime<Utc>) -> Vec<PublicSpeaker> {
        self.appearances.iter().filter_map(|one| self.face(one, now)).collect()
    }

    /// What may be seen of one of them.
    pub fn face(&self, appearance: &Appearance, now: DateTime<Utc>) -> Option<PublicSpeaker> {
        appearance.face(self.person(appearance), now)
    }

    /// Who an appearance is.
    pub fn person(&self, appearance: &Appearance) -> Option<&Known> {
        let id = appearance.speaker_id?;
        self.people.iter().find(|known| known.speaker.id == id)
    }

    /// Where those are reached who will come and may be named, each address once.
    pub fn addresses(&self, now: DateTime<Utc>) -> Vec<String> {
        let here = self.appearances.iter().filter(|one| self.face(one, now).is_some());
        let mut addresses: Vec<String> = here.filter_map(Appearance::reached_at).collect();
        addresses.sort();
        addresses.dedup();
        addresses
    }

    /// Those of them who are reached at this address.
    pub fn reached_at(
        &self,
        address: &str,
        now: DateTime<Utc>,
    ) -> impl Iterator<Item = PublicSpeaker> {
        let here = move |one: &&Appearance| one.reached_at().as_deref() == Some(address);
        self.appearances.iter().filter(here).filter_map(move |one| self.face(one, now))
    }

    /// All appearances, also of those who will not come.
    pub fn appearances(&self) -> &[Appearance] {
        &self.appearances
    }

    /// The same, to be taken apart.
    pub fn into_appearances(self) -> Vec<Appearance> {
        self.appearances
    }

    /// The name by which everybody may know whom a session names; none for who may not be seen or will
    /// not come. A name that the line-up never had is shown as written.
    pub fn named(&self, name: &str, now: DateTime<Utc>) -> Option<String> {
        let mut theirs =
            self.appearances.iter().filter(|one| one.name.as_deref() == Some(name)).peekable();
        if theirs.peek().is_none() {
            return Some(name.to_owned());
        }
        theirs.find_map(|one| self.face(one, now)).map(|face| face.name)
    }

    /// The document as it may be told now: its speakers gone who may not be seen, the others by the
    /// names that they have. For what was said in earlier editions.
    pub fn faces_in(
        &self,
        event_id: i64,
        document: &Document,
        now: DateTime<Utc>,
    ) -> Vec<PublicSpeaker> {
        let then = carry::carried(&self.appearances, event_id, document);
        then.iter().filter_map(|one| one.face(self.person(one), now)).collect()
    }
}
