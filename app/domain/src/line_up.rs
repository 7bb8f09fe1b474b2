//! The line-up of an event: its appearances with the people behind them, and what of both may be seen.
//!
//! Whatever shows a speaker asks here, at the moment of showing: a consent that ends is an end for
//! pages, feeds, calendars and letters alike. Sessions name speakers by the names of the line-up, so
//! those names pass through here as well.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder as _};

use crate::appearance::{self, Appearance, step};
use crate::briefing::PublicSpeaker;
use crate::document::{self, Document};
use crate::error::Result;
use crate::private::private;
use crate::speaker::{self, Known};

pub mod by_staff;
mod carry;
mod guard;
mod linking;
mod naming;
mod ways;
mod withheld;

pub(crate) use carry::Claim;
pub(crate) use guard::{guarded, guarded_as, guarded_form};
pub(crate) use linking::{Behind, behind, link, link_as, link_kept};
pub(crate) use ways::Way;
pub(crate) use withheld::{Withheld, withheld};

/// The appearances of an event, each with who it is, if that is known.
#[derive(Clone)]
pub(crate) struct LineUp {
    appearances: Vec<Appearance>,
    people: Vec<Known>,
    /// Those who were in it before. Sessions may name them still.
    gone: Vec<Known>,
}

/// What the event's form knows of a speaker beside what the document says.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Line {
    /// Who it is.
    pub claim: Claim,
    /// The name that it had when the form was shown.
    pub was: Option<String>,
}

private!(Line);

/// The line-up of an event as kept.
pub(crate) async fn of_event<C: ConnectionTrait>(db: &C, event_id: i64) -> Result<LineUp> {
    let appearances = appearances(db, event_id).await?;
    with_people(db, event_id, appearances).await
}

/// What a document says of speakers, seen with what is known of those who are in the event's line-up.
/// Nothing is stored.
pub(crate) async fn of_document<C: ConnectionTrait>(
    db: &C,
    event_id: i64,
    document: &Document,
) -> Result<LineUp> {
    let kept = appearances(db, event_id).await?;
    with_people(db, event_id, carry::carried(&kept, event_id, document)).await
}

async fn appearances<C: ConnectionTrait>(db: &C, event_id: i64) -> Result<Vec<Appearance>> {
    let found = appearance::Entity::find().filter(appearance::COLUMN.event_id.eq(event_id));
    Ok(found.order_by_asc(appearance::COLUMN.position).all(db).await?)
}

async fn with_people<C: ConnectionTrait>(
    db: &C,
    event_id: i64,
    appearances: Vec<Appearance>,
) -> Result<LineUp> {
    let mut ids = step::people(db, event_id).await?;
    let all = || appearances.iter().flat_map(|one| [one.speaker_id, one.stand_in_id]).flatten();
    let here = |id: i64| all().any(|known| known == id);
    ids.extend(all());
    let (people, gone) =
        speaker::known(db, ids).await?.into_iter().partition(|known| here(known.speaker.id));
    Ok(LineUp { appearances, people, gone })
}

impl LineUp {
    /// Who may be seen, in order.
    pub fn faces(&self, now: DateTime<Utc>) -> Vec<PublicSpeaker> {
        self.appearances.iter().filter_map(|one| self.face(one, now)).collect()
    }

    /// What may be seen of one of them.
    pub fn face(&self, appearance: &Appearance, now: DateTime<Utc>) -> Option<PublicSpeaker> {
        let shown = Appearance { stand_in: self.stand_in(appearance, now), ..appearance.clone() };
        shown.face(self.person(appearance), now)
    }

    /// The name by which everybody may know who speaks in somebody's place: of who is known no more than
    /// they let be shown, as if they were in the line-up themselves.
    fn stand_in(&self, appearance: &Appearance, now: DateTime<Utc>) -> Option<String> {
        let name = appearance.stand_in.as_ref()?;
        let Some(id) = appearance.stand_in_id else { return self.bare(name, now) };
        if self.has_dropped(id) {
            return None;
        }
        let theirs = Appearance::from_document(
            appearance.event_id,
            appearance.position,
            &document::Speaker { name: Some(name.clone()), ..document::Speaker::default() },
        );
        Some(theirs.face(Some(self.known(id)?), now)?.name)
    }

    /// Who an appearance is.
    pub fn person(&self, appearance: &Appearance) -> Option<&Known> {
        self.known(appearance.speaker_id?)
    }

    /// Who is heard: whoever speaks in their place, where that is somebody known.
    pub fn speaking(&self, appearance: &Appearance) -> Option<&Known> {
        match self.spoken_by(appearance) {
            Some(id) => self.known(id),
            None => self.person(appearance),
        }
    }

    /// Who speaks in somebody's place, if it is somebody known who has not dropped out of this event.
    pub fn spoken_by(&self, appearance: &Appearance) -> Option<i64> {
        appearance.spoken_by().filter(|id| !self.has_dropped(*id))
    }

    fn has_dropped(&self, id: i64) -> bool {
        self.appearances.iter().any(|one| one.speaker_id == Some(id) && one.has_dropped())
    }

    fn known(&self, id: i64) -> Option<&Known> {
        self.people.iter().find(|known| known.speaker.id == id)
    }

    /// Who each speaker of this document is, as far as those are known who are in the line-up.
    pub fn people_in(&self, event_id: i64, document: &Document) -> Vec<Option<i64>> {
        let then = carry::carried(&self.appearances, event_id, document);
        then.into_iter().map(|one| one.speaker_id).collect()
    }

    /// The document's speakers as rows of this event, each with who the lines of its form say. Nobody gets
    /// into it who never was in it.
    fn carried(&self, event_id: i64, document: &Document, lines: &[Line]) -> Vec<Appearance> {
        let is_theirs = |id| self.people.iter().chain(&self.gone).any(|one| one.speaker.id == id);
        let claim = |line: &Line| match line.claim {
            Claim::Person(id) if !is_theirs(id) => Claim::Newcomer,
            claim => claim,
        };
        let claims: Vec<Claim> = lines.iter().map(claim).collect();
        carry::carried_as(&self.appearances, event_id, document, &claims)
    }

    /// All appearances, also of those who will not come.
    pub fn appearances(&self) -> &[Appearance] {
        &self.appearances
    }

    /// The same, to be taken apart.
    pub fn into_appearances(self) -> Vec<Appearance> {
        self.appearances
    }

    /// The name by which everybody may know whom a session names, with who is heard in their place; none
    /// for who may not be seen or will not come. A name that the line-up does not have is shown as
    /// written, unless it is that of somebody who must not be named, however it is spelt.
    pub fn named(&self, name: &str, now: DateTime<Utc>) -> Option<String> {
        let mut faces = self.called(name).filter_map(|one| self.face(one, now));
        faces.next().map_or_else(|| self.bare(name, now), |face| Some(face.in_sessions()))
    }

    /// Those of the line-up whom this name means.
    pub fn called(&self, name: &str) -> impl Iterator<Item = &Appearance> {
        self.appearances.iter().filter(move |one| one.name.as_deref() == Some(name))
    }

    /// The name alone, not by way of `face`, which asks here for who stands in.
    fn bare(&self, name: &str, now: DateTime<Utc>) -> Option<String> {
        let mut theirs = self.called(name).peekable();
        if theirs.peek().is_none() {
            return (!self.hides(name, now)).then(|| name.to_owned());
        }
        theirs.find_map(|one| one.face(self.person(one), now)).map(|face| face.name)
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
        // Who is in the line-up no longer is nobody here: their name still is theirs.
        let told = then.iter().filter(|one| {
            let name = one.name.as_ref().filter(|_| one.speaker_id.is_none());
            name.is_none_or(|name| !self.hides(name, now))
        });
        told.filter_map(|one| self.face(one, now)).collect()
    }
}
