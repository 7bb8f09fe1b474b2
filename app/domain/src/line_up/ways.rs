//! The ways to those who come: how they, and their assistants, are reached at this moment.
//!
//! What staff know of a person goes before the address that an event's document has: it is the newer one,
//! and staff look after it.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;

use super::LineUp;
use crate::appearance::Appearance;
use crate::error::Result;
use crate::speaker::contact;

/// A way to somebody who will come and may be named. The address is a recipient and nothing else.
pub(crate) struct Way {
    /// Where a letter goes.
    pub address: String,
    /// To their assistant.
    pub to_assistant: bool,
    /// Who speaks, if that is somebody known.
    pub speaker_id: Option<i64>,
    /// The name by which everybody knows who speaks; nothing for a place that is kept.
    pub name: Option<String>,
    /// They want no event named in what a glance can catch.
    pub discreet: bool,
}

crate::private::private!(Way);

impl LineUp {
    /// All of them. An office that several share is the way to each of them.
    pub async fn ways<C: ConnectionTrait>(&self, db: &C, now: DateTime<Utc>) -> Result<Vec<Way>> {
        let mut ways = vec![];
        for one in self.appearances() {
            let Some(face) = self.face(one, now) else { continue };
            let speaking = self.speaking(one);
            let name = match self.spoken_by(one) {
                Some(id) => self.known_as(id, now),
                None => Some(face.name).filter(|_| !face.placeholder),
            };
            let discreet = speaking.is_some_and(|known| known.speaker.discreet);
            let found = match speaking {
                Some(known) => addresses(db, known.speaker.id, one).await?,
                None => one.reached_at().map(|address| (address, false)).into_iter().collect(),
            };
            let speaker_id = speaking.map(|known| known.speaker.id);
            ways.extend(found.into_iter().map(|(address, to_assistant)| {
                let name = name.clone();
                Way { address, to_assistant, speaker_id, name, discreet }
            }));
        }
        Ok(ways)
    }
}

/// Theirs and their assistant's; where neither is known, the one that the event has, unless it is that of
/// whom they stand in for.
async fn addresses<C: ConnectionTrait>(
    db: &C,
    speaker_id: i64,
    appearance: &Appearance,
) -> Result<Vec<(String, bool)>> {
    let known = contact::addresses(db, speaker_id).await?;
    if !known.is_empty() || appearance.speaker_id != Some(speaker_id) {
        return Ok(known);
    }
    Ok(appearance.reached_at().map(|address| (address, false)).into_iter().collect())
}
