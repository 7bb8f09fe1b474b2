//! Words of staff in letters: looked up for each event once, and tried out before they are kept.

use serde::{Deserialize, Serialize};

use super::{Letter, Pen, changes, facts, reminder, sealed};
use crate::change;
use crate::error::{Error, Result};
use crate::letter::{self, Facts, Purpose, Typed, Words};
use crate::outbox::{Kind, Posted, of_rsvp};
use crate::rsvp::Standing;
use crate::wording::{self, Occasion};

/// What the note of a test copy holds: which letter it is, in which words.
#[derive(Serialize, Deserialize)]
pub(in crate::outbox) struct TestCopy {
    kind: String,
    typed: Typed,
}

impl TestCopy {
    /// As a note.
    pub fn note(occasion: Occasion, typed: &Typed) -> Result<String> {
        let copy = Self { kind: occasion.to_string(), typed: typed.clone() };
        serde_json::to_string(&copy).map_err(Error::broken)
    }
}

impl Pen {
    /// Writes with these words and not with those that are kept.
    pub(in crate::outbox) fn trying(mut self, typed: &Typed) -> Self {
        self.tried = Some(typed.clone());
        self
    }

    /// The words of staff for this letter, if there are any. Its event has been read.
    pub(super) fn typed(&self, posted: &Posted) -> Option<&Typed> {
        let kept = || {
            let words = self.wordings.get(&posted.event_id?)?;
            let occasion = occasion(posted);
            words.iter().find(|(known, _)| *known == occasion).map(|(_, typed)| typed)
        };
        self.tried.as_ref().or_else(kept)
    }

    /// A letter in these words to an example guest of this name: nobody's link, nobody's seat.
    pub(crate) async fn example(
        &mut self,
        event_id: i64,
        (occasion, typed): (Occasion, &Typed),
        name: &str,
    ) -> Result<Words> {
        let facts = self.of_an_example(event_id, occasion, name).await?;
        let kind = wording::exemplary(occasion)?;
        letter::write_typed(kind, &facts, Some(typed)).map_err(Error::broken)
    }

    async fn of_an_example(
        &mut self,
        event_id: i64,
        occasion: Occasion,
        name: &str,
    ) -> Result<Facts> {
        self.read(event_id).await?;
        let (event, briefing) = self.events.get(&event_id).ok_or(Error::NotFound)?;
        let of_event = facts::of_event(&self.desk, &self.site, briefing, false);
        let mut facts = Facts {
            guest: Some(name.to_owned()),
            rsvp_link: self.desk.link(&format!("/r/{}", of_rsvp::IN_PLACE_OF_A_TOKEN)),
            standing: Some(Standing::Seated),
            place_in_line: Some(3),
            offered_until: Some(facts::example_of_an_end(&self.desk, event)),
            deadlines: facts::deadlines(event, self.desk.now()),
            ..of_event
        };
        if occasion.kind() == Kind::Reminder {
            reminder::example(&self.desk, event, None, &mut facts).await?;
        }
        if occasion.kind() == Kind::EventChanged {
            let off = occasion == Occasion::CalledOff;
            let differences = change::example(&self.desk, event, None, off).await?;
            changes::tell(differences, (event, briefing), &mut facts);
        }
        Ok(facts)
    }

    /// The test copy for a member of staff, by name or as to anybody.
    pub(super) async fn test_copy(&mut self, posted: &Posted, name: &str) -> Result<Letter> {
        let note = posted.note.as_deref().unwrap_or_default();
        let copy: TestCopy = serde_json::from_str(note).map_err(Error::broken)?;
        let occasion = copy.kind.parse().map_err(Error::broken)?;
        let event_id = posted.event_id.ok_or(Error::NotFound)?;
        let facts = self.of_an_example(event_id, occasion, name).await?;
        let facts = Facts { purpose: Purpose::Trying, ..facts };
        let words = letter::write_typed(wording::exemplary(occasion)?, &facts, Some(&copy.typed));
        let words = words.map_err(Error::broken)?;
        let (_, briefing) = self.events.get(&event_id).ok_or(Error::NotFound)?;
        let contact = briefing.contact.clone();
        let reply_to = contact.and_then(|contact| Some((contact.name, contact.email?)));
        Ok(Letter { reply_to, ..sealed(&self.site, posted, words) })
    }
}

/// What staff call this letter when they put it into words.
fn occasion(posted: &Posted) -> Occasion {
    match posted.kind {
        Kind::EventChanged => Occasion::of_change(changes::news(posted)),
        kind => Occasion::Of(kind),
    }
}
