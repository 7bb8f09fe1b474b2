//! A deed that changes who speaks at an event, written as a save is, without a form.
//!
//! The document stays the truth of an event, and names speakers as it prints them. A deed knows more:
//! which person is meant. So it gets the line-up with the people behind it, and a name that changes,
//! or one of two namesakes, cannot become somebody else.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;

use crate::appearance::Appearance;
use crate::change;
use crate::document::{self, Document};
use crate::error::Result;
use crate::event::{Event, edition, export, import, rows};
use crate::line_up::{self, Behind};
use crate::staff::Staff;
use crate::text::said;

/// What an event says, for a deed to change.
pub(crate) struct Draft {
    /// Everything but the speakers; its list of them is empty.
    pub document: Document,
    /// The speakers, in their order.
    pub line_up: Vec<Part>,
}

/// A speaker of the document and the person behind them.
#[derive(Clone)]
pub(crate) struct Part {
    /// Who it is. Of a name without a number it is found out, of a placeholder there is nobody.
    pub person: Option<i64>,
    /// Who speaks in their place, if that is somebody known.
    pub stand_in: Option<i64>,
    /// What the document says of them.
    pub speaker: document::Speaker,
}

impl Draft {
    /// Where this person is in the line-up; twice, if the document has them twice.
    pub fn of(&mut self, person: i64) -> impl Iterator<Item = &mut Part> {
        self.line_up.iter_mut().filter(move |part| part.person == Some(person))
    }

    /// Prints the speaker at this place by another name, also in the sessions that name them. What
    /// stood in for a name gives way to it. A name that two of the line-up have stays in the sessions:
    /// nobody can tell which of them was meant.
    pub fn rename(&mut self, place: usize, name: &str) {
        let Some(part) = self.line_up.get_mut(place) else { return };
        let old = said(part.speaker.name.as_ref()).or_else(|| part.speaker.placeholder.take());
        part.speaker.name = Some(name.to_owned());
        let Some(old) = old.filter(|old| old != name && !old.is_empty()) else { return };
        let also = |part: &Part| {
            [&part.speaker.name, &part.speaker.placeholder].contains(&&Some(old.clone()))
        };
        if self.line_up.iter().any(also) {
            return;
        }
        for session in &mut self.document.sessions {
            let named = session.moderator.iter_mut().chain(&mut session.speakers);
            for known in named.filter(|known| **known == old) {
                name.clone_into(known);
            }
        }
    }

    fn into_document(self) -> (Document, Vec<Behind>) {
        let behind = |part: &Part| Behind { person: part.person, stand_in: part.stand_in };
        let people = self.line_up.iter().map(behind).collect();
        let speakers = self.line_up.into_iter().map(|part| part.speaker).collect();
        (Document { speakers, ..self.document }, people)
    }
}

/// Changes what an event says, whose row the caller has locked, and writes all that a save writes:
/// revision, edition, rows, history of appearances, letters of what changed. The journal's entry is
/// the caller's. A deleted event stays deleted.
///
/// The answer is the event as written; nothing if it says what it said before.
///
/// # Errors
/// What `change` says, and nothing is written.
pub(crate) async fn amend<C: ConnectionTrait>(
    txn: &C,
    staff: &Staff,
    event: &Event,
    now: DateTime<Utc>,
    change: impl FnOnce(&mut Draft) -> Result<()>,
) -> Result<Option<Event>> {
    let mut document = export::document(txn, event.clone()).await?;
    let before = document.write();
    let line_up = line_up::of_event(txn, event.id).await?.into_appearances();
    let behind = |one: Appearance| Behind { person: one.speaker_id, stand_in: one.stand_in_id };
    let people: Vec<Behind> = line_up.into_iter().map(behind).collect();
    let speakers = std::mem::take(&mut document.speakers).into_iter();
    let part = |(Behind { person, stand_in }, speaker)| Part { person, stand_in, speaker };
    let line_up = people.iter().copied().zip(speakers).map(part).collect();

    let mut draft = Draft { document, line_up };
    change(&mut draft)?;
    let (document, now_people) = draft.into_document();
    if document.write() == before && now_people == people {
        return Ok(None);
    }
    let changed = import::record(&document, Some(event), now);
    let changed = Event { deleted_at: event.deleted_at, ..changed };
    let changed = import::write(txn, changed, true).await.map_err(super::save::taken_meanwhile)?;
    let author = (Some(staff.id()), now);
    rows::replace_known(txn, &changed, &document, &now_people, author).await?;
    edition::keep(txn, &changed, &document, Some(staff.id()), now).await?;
    change::look(txn, &changed, now).await?;
    Ok(Some(changed))
}

#[cfg(test)]
mod tests {
    use super::{Draft, Part};
    use crate::document::{Document, Session, Speaker};

    fn draft(names: &[&str]) -> Draft {
        let speaker =
            |name: &&str| Speaker { name: Some((*name).to_owned()), ..Speaker::default() };
        let part = |name| Part { person: None, stand_in: None, speaker: speaker(name) };
        let speakers = names.iter().map(|name| (*name).to_owned()).collect();
        let session = Session { moderator: Some("Ada".to_owned()), speakers, ..Session::default() };
        let document = Document { sessions: vec![session], ..Document::default() };
        Draft { document, line_up: names.iter().map(part).collect() }
    }

    #[test]
    fn sessions_follow_a_new_name() {
        let mut draft = draft(&["Ada", "Ben"]);
        draft.rename(0, "Ada Example");
        let session = &draft.document.sessions[0];
        assert_eq!(session.moderator.as_deref(), Some("Ada Example"));
        assert_eq!(session.speakers, ["Ada Example", "Ben"]);
    }

    #[test]
    fn of_two_namesakes_nobody_is_renamed_in_sessions() {
        let mut draft = draft(&["Ada", "Ada"]);
        draft.rename(0, "Ada Example");
        assert_eq!(draft.document.sessions[0].speakers, ["Ada", "Ada"]);
        assert_eq!(draft.line_up[0].speaker.name.as_deref(), Some("Ada Example"));
    }
}
