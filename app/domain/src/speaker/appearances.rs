//! Appearances as staff see them: who stands how, what everybody sees of it, and how it came to that.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder as _};

use crate::appearance::stand::{self, Stand};
use crate::appearance::{self, Appearance, step};
use crate::desk::Desk;
use crate::document;
use crate::error::Result;
use crate::event::{self, Condition, Event, when};
use crate::line_up::by_staff::is_ahead;
use crate::line_up::{self, LineUp};
use crate::session::{self, Session};
use crate::staff::{self, Staff};
use crate::text::said;
use crate::word::Word;

/// One of a line-up.
#[derive(Clone)]
pub struct Appearing {
    /// The event.
    pub event_id: i64,
    /// Place in the line-up, from 0.
    pub place: usize,
    /// Who it is; nobody where a place is kept.
    pub speaker_id: Option<i64>,
    /// The name, or what stands in for it, as the document has it. Empty if it has neither.
    pub called: String,
    /// What everybody sees in its place; nothing where nobody sees anything.
    pub face: Option<Face>,
    /// How they stand, in words.
    pub state: String,
    /// The same, where it is one of the usual words.
    pub stand: Option<Stand>,
    /// Who speaks in their place.
    pub stand_in: Option<String>,
    /// Their number, if they are known.
    pub stand_in_id: Option<i64>,
    /// What they do there.
    pub roles: Vec<String>,
    /// Job titles and organisations there.
    pub of: Vec<String>,
    /// How they came to stand so, the latest first.
    pub history: Vec<Past>,
}

impl Appearing {
    /// Name, titles and organisations as the event prints them.
    pub fn printed(&self) -> String {
        let all: Vec<&str> =
            std::iter::once(&self.called).chain(&self.of).map(String::as_str).collect();
        all.join(", ")
    }
}

/// What everybody sees of an appearance.
#[derive(Clone)]
pub struct Face {
    /// The name.
    pub name: String,
    /// The word beside it: `Invited`, `Remarks by video`.
    pub standing: Option<String>,
}

/// A step of a history.
#[derive(Clone)]
pub struct Past {
    /// How they stood from then on, in words.
    pub state: String,
    /// Who was to speak in their place.
    pub stand_in: Option<String>,
    /// Who of staff changed it; nobody of staff at the command line.
    pub by: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
}

/// An appearance with its event.
#[derive(Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own to the page")]
pub struct Occasion {
    /// The event's number.
    pub event_id: i64,
    /// Its title.
    pub title: String,
    /// Its day, in words.
    pub day: Option<String>,
    /// How it stands.
    pub condition: Condition,
    /// It is gone for everybody but staff.
    pub deleted: bool,
    /// It is still to come, or a draft.
    pub is_ahead: bool,
    /// What they do in it besides: `Panel, 2:00 – 3:00 pm ET`.
    pub sessions: Vec<String>,
    /// The appearance is another's, in whose place they speak.
    pub in_place: bool,
    /// They are in its line-up no more; what is left is the history.
    pub gone: bool,
    /// The appearance.
    pub appearing: Appearing,
}

crate::private::private!(Appearing, Face, Past, Occasion);

/// The line-up of an event.
///
/// # Errors
/// `NotFound`.
pub async fn of_event(desk: &Desk, staff: &Staff, event_id: i64) -> Result<Vec<Appearing>> {
    let db = desk.read();
    event::for_staff(db, staff, event_id).await?;
    let line_up = line_up::of_event(db, event_id).await?;
    let steps = step::Entity::find().filter(step::COLUMN.event_id.eq(event_id));
    let steps = steps.order_by_desc(step::COLUMN.id).all(db).await?;
    let names = names(db, &steps).await?;
    let all = line_up.appearances().iter();
    Ok(all.map(|one| appearing(&line_up, one, &steps, &names, desk.now())).collect())
}

/// All appearances of a speaker, those to come first, the next one before all others.
pub(super) async fn of_speaker<C: ConnectionTrait>(
    db: &C,
    speaker_id: i64,
    now: DateTime<Utc>,
) -> Result<Vec<Occasion>> {
    let steps = step::Entity::find().filter(step::COLUMN.speaker_id.eq(speaker_id));
    let steps = steps.order_by_desc(step::COLUMN.id).all(db).await?;
    let names = names(db, &steps).await?;
    let lines = appearance::Entity::find().filter(appearance::is_or_stands_in(speaker_id));
    let mut ids: Vec<i64> = lines.all(db).await?.into_iter().map(|one| one.event_id).collect();
    ids.extend(steps.iter().map(|step| step.event_id));
    let events = event::Entity::find().filter(event::COLUMN.id.is_in(ids)).all(db).await?;
    let mut all = vec![];
    for event in events {
        let line_up = line_up::of_event(db, event.id).await?;
        let sessions = session::Entity::find().filter(session::COLUMN.event_id.eq(event.id));
        let sessions = sessions.order_by_asc(session::COLUMN.position).all(db).await?;
        let id = Some(speaker_id);
        let theirs = |one: &&Appearance| one.speaker_id == id || line_up.spoken_by(one) == id;
        for one in line_up.appearances().iter().filter(theirs) {
            let appearing = appearing(&line_up, one, &steps, &names, now);
            let in_place = one.speaker_id != id;
            all.push((event.starts_at, occasion(&event, (appearing, in_place), &sessions, now)));
        }
        let is_here = line_up.appearances().iter().any(|one| one.speaker_id == id);
        if !is_here && steps.iter().any(|step| step.event_id == event.id) {
            let left = left_behind(&line_up, &event, speaker_id);
            let appearing = appearing(&line_up, &left, &steps, &names, now);
            let gone = Occasion { gone: true, ..occasion(&event, (appearing, false), &[], now) };
            all.push((event.starts_at, gone));
        }
    }
    let (mut ahead, mut past): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|(_, occasion)| occasion.is_ahead);
    ahead.sort_by_key(|(starts, _)| (starts.is_none(), *starts));
    past.sort_by_key(|(starts, _)| std::cmp::Reverse(*starts));
    Ok(ahead.into_iter().chain(past).map(|(_, occasion)| occasion).collect())
}

/// The line of somebody who has none any more.
fn left_behind(line_up: &LineUp, event: &Event, speaker_id: i64) -> Appearance {
    let state = Some(Word::new(step::GONE));
    let speaker = document::Speaker { state, ..document::Speaker::default() };
    let place = line_up.appearances().len().try_into().unwrap_or(i64::MAX);
    let line = Appearance::from_document(event.id, place, &speaker);
    Appearance { speaker_id: Some(speaker_id), ..line }
}

fn occasion(
    event: &Event,
    (appearing, in_place): (Appearing, bool),
    sessions: &[Session],
    now: DateTime<Utc>,
) -> Occasion {
    let theirs = sessions.iter().filter(|session| {
        session.moderator.as_ref() == Some(&appearing.called)
            || session.speakers.0.contains(&appearing.called)
    });
    Occasion {
        event_id: event.id,
        title: event.title.clone(),
        day: when::of_event(event).day,
        condition: event.condition(now),
        deleted: event.deleted_at.is_some(),
        is_ahead: is_ahead(event, now),
        sessions: theirs.map(|session| in_words(event, session)).collect(),
        in_place,
        gone: false,
        appearing,
    }
}

fn in_words(event: &Event, session: &Session) -> String {
    let kind = Word::said(session.kind.as_ref()).map(|kind| kind.label());
    let title = said(session.title.as_ref()).or(kind);
    let hours = when::of_times(event.zone(), session.starts, session.ends).hours;
    let known: Vec<String> = title.into_iter().chain(hours).collect();
    if known.is_empty() { "A part of the agenda".to_owned() } else { known.join(", ") }
}

fn appearing(
    line_up: &LineUp,
    one: &Appearance,
    steps: &[step::Step],
    names: &HashMap<i64, String>,
    now: DateTime<Utc>,
) -> Appearing {
    let state = one.state.as_ref().map(Word::as_str).unwrap_or_default();
    let theirs = steps
        .iter()
        .filter(|step| Some(step.speaker_id) == one.speaker_id && step.event_id == one.event_id);
    let past = |step: &step::Step| Past {
        state: stand::told(step.state.as_ref().map(Word::as_str).unwrap_or_default()),
        stand_in: said(step.stand_in.as_ref()),
        by: step.staff_id.and_then(|id| names.get(&id).cloned()),
        at: step.at,
    };
    let face = line_up.face(one, now);
    let called = said(one.name.as_ref()).or_else(|| said(one.placeholder.as_ref()));
    Appearing {
        event_id: one.event_id,
        place: usize::try_from(one.position).unwrap_or_default(),
        speaker_id: one.speaker_id,
        called: called.unwrap_or_default(),
        face: face.map(|face| Face { name: face.name, standing: face.standing }),
        state: stand::told(state),
        stand: Stand::read(state),
        stand_in: said(one.stand_in.as_ref()),
        stand_in_id: one.spoken_by(),
        roles: one.roles.0.iter().map(|role| Word::new(role).label()).collect(),
        of: one.titles.0.iter().chain(&one.organisations.0).cloned().collect(),
        history: theirs.map(past).collect(),
    }
}

async fn names<C: ConnectionTrait>(db: &C, steps: &[step::Step]) -> Result<HashMap<i64, String>> {
    let ids = steps.iter().filter_map(|step| step.staff_id);
    let found = staff::Entity::find().filter(staff::COLUMN.id.is_in(ids)).all(db).await?;
    Ok(found.into_iter().map(|member| (member.id, member.called().to_owned())).collect())
}

/// How many events each speaker appears at, and the next of them.
pub(super) struct Count {
    /// How many.
    pub events: usize,
    /// The next one: its start if one is known, title, day.
    pub next: Option<(Option<DateTime<Utc>>, String, Option<String>)>,
}

/// The counts of all speakers at once. Deleted events do not count, nor those at which they are out.
pub(super) async fn counts<C: ConnectionTrait>(
    db: &C,
    now: DateTime<Utc>,
) -> Result<HashMap<i64, Count>> {
    let events = event::Entity::find().filter(event::COLUMN.deleted_at.is_null()).all(db).await?;
    let events: HashMap<i64, Event> = events.into_iter().map(|event| (event.id, event)).collect();
    let known = appearance::Entity::find().filter(appearance::COLUMN.speaker_id.is_not_null());
    let mut counts: HashMap<i64, Count> = HashMap::new();
    for one in known.all(db).await? {
        let (Some(id), Some(event)) = (one.speaker_id, events.get(&one.event_id)) else { continue };
        let comes = !one.is_out() && !one.is_represented();
        note(&mut counts, id, event, comes.then_some(now));
        if let Some(id) = one.spoken_by() {
            note(&mut counts, id, event, Some(now));
        }
    }
    Ok(counts)
}

/// One event more for somebody, who comes if there is a `now`.
fn note(counts: &mut HashMap<i64, Count>, id: i64, event: &Event, now: Option<DateTime<Utc>>) {
    let count = counts.entry(id).or_insert(Count { events: 0, next: None });
    count.events += 1;
    let sooner = count.next.as_ref().is_none_or(|(starts, ..)| {
        (event.starts_at.is_none(), event.starts_at) < (starts.is_none(), *starts)
    });
    if now.is_some_and(|now| is_ahead(event, now)) && sooner {
        count.next = Some((event.starts_at, event.title.clone(), when::of_event(event).day));
    }
}
