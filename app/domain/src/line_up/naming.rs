//! What somebody of an event is called now, also once they are not in its line-up any more.

use chrono::{DateTime, Utc};

use super::LineUp;
use crate::appearance::Appearance;
use crate::document::Speaker;

impl LineUp {
    /// The name by which everybody may know this person, whether they will come or not; nothing of who
    /// may not be named at this moment.
    pub fn known_as(&self, person: i64, now: DateTime<Utc>) -> Option<String> {
        let here = self.appearances.iter().find(|one| one.speaker_id == Some(person));
        let (one, known) = if let Some(one) = here {
            (one.clone(), self.person(one))
        } else {
            let mut all = self.people.iter().chain(&self.gone);
            let known = all.find(|known| known.speaker.id == person)?;
            let name = Some(known.speaker.on_paper());
            let speaker = Speaker { name, ..Speaker::default() };
            (Appearance::from_document(0, 0, &speaker), Some(known))
        };
        let face = Appearance { state: None, ..one }.face(known, now)?;
        Some(face.name).filter(|_| !face.placeholder)
    }
}
