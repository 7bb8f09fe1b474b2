//! The proposals that wait, as staff see them: beside what is said now.

use chrono::{DateTime, Utc};
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;

use super::{COLUMN, Entity, Field, Piece, Proposal, Texts, difference};
use crate::agenda::{self, Part};
use crate::desk::Desk;
use crate::error::Result;
use crate::journal::About;
use crate::speaker::{self, Speaker};
use crate::staff::Staff;
use crate::token::hashed;
use crate::word::Word;

/// A proposal that waits.
pub struct Waiting {
    /// Row number.
    pub id: i64,
    /// Whose: row number and public name.
    pub speaker: (i64, String),
    /// For which event; for all if absent.
    pub event: Option<About>,
    /// What would be changed.
    pub field: Field,
    /// Their assistant proposed it.
    pub by_assistant: bool,
    /// When.
    pub at: DateTime<Utc>,
    /// From what is said now to what would be.
    pub pieces: Vec<Piece>,
    /// What it said when it was proposed, if that is not what it says now.
    pub meanwhile: Option<String>,
    /// Stands for what is said now, so that nothing else is overwritten.
    pub seen: String,
    /// Of one for all events: the coming ones that would follow, by title.
    pub follow: Vec<String>,
}

crate::private::private!(Waiting);

/// All that wait, the oldest first; of one speaker only, if asked.
pub async fn waiting(desk: &Desk, _: &Staff, of: Option<i64>) -> Result<Vec<Waiting>> {
    let (db, now) = (desk.read(), desk.now());
    let found = Entity::find().filter(COLUMN.decided_at.is_null()).order_by_asc(COLUMN.id);
    let found = match of {
        Some(id) => found.filter(COLUMN.speaker_id.eq(id)),
        None => found,
    };
    let mut waiting = vec![];
    for one in found.all(db).await? {
        let speaker = speaker::by_id(db, one.speaker_id).await?;
        let parts = agenda::parts(db, one.speaker_id).await?;
        waiting.extend(told(&one, &speaker, &parts, now));
    }
    Ok(waiting)
}

/// Nothing of one for an event that they are in no more.
fn told(one: &Proposal, speaker: &Speaker, parts: &[Part], now: DateTime<Utc>) -> Option<Waiting> {
    let part = parts.iter().find(|part| Some(part.event.id) == one.event_id);
    if one.event_id.is_some() && part.is_none() {
        return None;
    }
    let said = said(one.field, speaker, part);
    let text = |text: Option<&str>| shown(one.field, text);
    let follow = match part {
        Some(_) => vec![],
        None => following(parts, one, said.as_deref(), now)
            .map(|part| part.event.title.clone())
            .collect(),
    };
    Some(Waiting {
        id: one.id,
        speaker: (speaker.id, speaker.printed()),
        event: part.map(|part| About {
            id: part.event.id,
            title: part.event.title.clone(),
            deleted: part.event.deleted_at.is_some(),
        }),
        field: one.field,
        by_assistant: one.assistant,
        at: one.at,
        pieces: difference(&text(said.as_deref()), &text(one.proposed.as_deref())),
        meanwhile: (said != one.was).then(|| text(one.was.as_deref())),
        seen: seen(said.as_deref()),
        follow,
    })
}

/// What is said now: at the event, or in general.
pub(super) fn said(field: Field, speaker: &Speaker, part: Option<&Part>) -> Option<String> {
    let Some(part) = part else { return Texts::of_speaker(speaker).field(field) };
    let appearance = part.appearance()?;
    match field {
        Field::Answer => Word::said(appearance.state.as_ref()).map(|word| word.as_str().to_owned()),
        field => Texts::of_appearance(appearance).field(field),
    }
}

/// The coming events that say the same as is said in general, and so would follow it.
pub(super) fn following<'a>(
    parts: &'a [Part],
    one: &'a Proposal,
    said: Option<&'a str>,
    now: DateTime<Utc>,
) -> impl Iterator<Item = &'a Part> {
    parts.iter().filter(move |part| {
        let here = part.appearance().map(Texts::of_appearance).unwrap_or_default();
        part.event.deleted_at.is_none()
            && !part.is_past(now)
            && here.field(one.field).as_deref() == said
    })
}

/// Stands for a text without telling it.
pub(super) fn seen(text: Option<&str>) -> String {
    hashed(text.unwrap_or_default())[..16].to_owned()
}

fn shown(field: Field, text: Option<&str>) -> String {
    let text = text.unwrap_or_default();
    if field == Field::Answer { Word::new(text).label() } else { text.to_owned() }
}
