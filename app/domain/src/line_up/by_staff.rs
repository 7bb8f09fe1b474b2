//! What staff do about a line-up: add somebody, say how somebody stands, keep a place for whom nobody
//! knows yet, and say later who it is.
//!
//! Each deed changes the event's document and is written as a save is; pages, letters and the history
//! of the appearance follow from that.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use crate::appearance::stand::Stand;
use crate::desk::Desk;
use crate::document;
use crate::error::{Error, Result, Slip};
use crate::event::{self, Event, State, edit};
use crate::journal;
use crate::speaker::names::is_same;
use crate::speaker::{self, Speaker};
use crate::staff::Staff;
use crate::text::{self, LONGEST_LINE, said};
use crate::word::Word;

const CHANGED_SINCE: Error =
    Error::NotNow("The line-up has changed since you looked. Please look again who stands where.");

const NAMESAKE: &str = "Somebody of this name is in the line-up already, and sessions could not tell \
     them apart. If it is somebody else, please add a word to the name; if it is the same person, they \
     need no second place.";

/// A place in a line-up.
#[derive(Clone, PartialEq, Eq)]
pub enum Place {
    /// Where this person is.
    Of(i64),
    /// The place of this number, which says this instead of a name.
    Slot(usize, String),
}

/// What staff type to add somebody.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Added {
    /// What they do there: words of documents.
    pub roles: Vec<String>,
    /// More of them, with commas between them.
    pub more_roles: String,
    /// Job titles, one a line.
    pub titles: String,
    /// Organisations, one a line.
    pub organisations: String,
    /// How they stand: a word of [`Stand`]; nothing is said if it is none.
    pub state: String,
}

crate::private::private!(Place, Added);

/// Whether an event is still to come, or nobody knows yet when it is.
pub(crate) fn is_ahead(event: &Event, now: DateTime<Utc>) -> bool {
    let open = matches!(event.state, None | Some(State::Draft));
    event.deleted_at.is_none() && (open || event.over_at.is_none_or(|over| over > now))
}

/// Adds a speaker to an event.
///
/// # Errors
/// `Invalid` with slips; `NotNow` who is there already; `NotFound`.
pub async fn add(
    desk: &Desk,
    staff: &Staff,
    speaker_id: i64,
    event_id: i64,
    added: &Added,
) -> Result<()> {
    let new = added.read()?;
    let (txn, event) = at(desk, event_id).await?;
    let person = speaker::by_id(&txn, speaker_id).await?;
    let now = desk.now();
    edit::amend(&txn, staff, &event, now, |draft| {
        if draft.of(speaker_id).next().is_some() {
            return Err(Error::NotNow("They are in the line-up of this event already."));
        }
        if is_taken(draft, None, &person.on_paper()) {
            return Err(Error::NotNow(NAMESAKE));
        }
        let speaker = document::Speaker {
            name: Some(person.on_paper()),
            protected: (person.protected || person.minor).then_some(true),
            biography: person.biography.clone(),
            ..new
        };
        draft.line_up.push(edit::Part { person: Some(speaker_id), stand_in: None, speaker });
        Ok(())
    })
    .await?;
    let entry = journal::by(staff, "added to the line-up").event(event_id).speaker(speaker_id);
    entry.write(&txn, now).await?;
    done(desk, txn).await
}

/// Says how somebody stands. Who is represented has a stand-in: [`represent`].
///
/// # Errors
/// `NotNow` when the line-up has changed; `NotFound`.
pub async fn set(
    desk: &Desk,
    staff: &Staff,
    (event_id, place): (i64, &Place),
    stand: Stand,
) -> Result<()> {
    put(desk, staff, (event_id, place), stand, &Who::New(String::new())).await
}

/// Has somebody else speak in their place: somebody known, who sees it in their own schedule, a name,
/// or nobody yet.
///
/// # Errors
/// `Invalid` for a name that is none, and for themselves; `NotNow` when the line-up has changed;
/// `NotFound`.
pub async fn represent(
    desk: &Desk,
    staff: &Staff,
    (event_id, place): (i64, &Place),
    stand_in: &Who,
) -> Result<()> {
    put(desk, staff, (event_id, place), Stand::Surrogate, stand_in).await
}

async fn put(
    desk: &Desk,
    staff: &Staff,
    (event_id, place): (i64, &Place),
    stand: Stand,
    stand_in: &Who,
) -> Result<()> {
    let (txn, event) = at(desk, event_id).await?;
    let now = desk.now();
    let line_up = super::of_event(&txn, event_id).await?;
    let (id, name) = stand_in_for(&txn, place, stand_in).await?;
    if id.is_some_and(|id| line_up.has_dropped(id)) {
        return Err(Error::invalid(
            "known",
            "They have dropped out of this event. Please choose somebody else.",
        ));
    }
    let changed = edit::amend(&txn, staff, &event, now, |draft| {
        for part in found(draft, place)? {
            part.speaker.state = Some(Word::new(stand.word()));
            part.speaker.stand_in.clone_from(&name);
            part.stand_in = id;
        }
        Ok(())
    });
    if changed.await?.is_some() {
        let deed = format!("marked in the line-up as {}", stand.words().to_lowercase());
        enter(&txn, staff, &deed, event_id, place, now).await?;
        if let Some(id) = id {
            let entry = journal::by(staff, "asked to speak in somebody’s place").event(event_id);
            entry.speaker(id).write(&txn, now).await?;
        }
    }
    done(desk, txn).await
}

/// The number of who stands in, if they are known, and the name to print.
async fn stand_in_for<C: ConnectionTrait>(
    txn: &C,
    place: &Place,
    who: &Who,
) -> Result<(Option<i64>, Option<String>)> {
    match who {
        Who::Known(id) if *place == Place::Of(*id) => Err(Error::invalid(
            "known",
            "Please choose somebody else: they cannot stand in for themselves.",
        )),
        Who::Known(id) => {
            let person = speaker::by_id(txn, *id).await?;
            Ok((Some(*id), Some(person.on_paper())))
        }
        Who::New(name) => {
            let too_long = "That name is too long: please use 200 letters at most.";
            let name = text::line("stand_in", name, LONGEST_LINE, too_long);
            Ok((None, name.map_err(|slip| Error::Invalid(vec![slip]))?))
        }
    }
}

/// Keeps a place for whom nobody knows yet: `Representative of the Department of Labor`.
///
/// # Errors
/// `Invalid` with slips; `NotFound`.
pub async fn keep_place(
    desk: &Desk,
    staff: &Staff,
    event_id: i64,
    placeholder: &str,
    added: &Added,
) -> Result<()> {
    let too_long = "That is too long: please use 200 letters at most.";
    let words = text::line("placeholder", placeholder, LONGEST_LINE, too_long);
    let words = words.map_err(|slip| Error::Invalid(vec![slip]))?.ok_or_else(|| {
        Error::invalid("placeholder", "Please write what stands there instead of a name.")
    })?;
    let new = added.read()?;
    let (txn, event) = at(desk, event_id).await?;
    let now = desk.now();
    edit::amend(&txn, staff, &event, now, |draft| {
        let speaker = document::Speaker { placeholder: Some(words), ..new };
        draft.line_up.push(edit::Part { person: None, stand_in: None, speaker });
        Ok(())
    })
    .await?;
    let entry = journal::by(staff, "kept a place in the line-up").event(event_id);
    entry.write(&txn, now).await?;
    done(desk, txn).await
}

/// Who a kept place is for.
pub enum Who {
    /// Somebody who is known.
    Known(i64),
    /// Somebody new, by the name to print.
    New(String),
}

crate::private::private!(Who);

/// Says who it is for whom a place was kept. How the place stood stays in their history.
///
/// # Errors
/// `Invalid` for a name that is none; `NotNow` when the line-up has changed, or they are in it;
/// `NotFound`.
pub async fn say_who(
    desk: &Desk,
    staff: &Staff,
    event_id: i64,
    slot: (usize, &str),
    who: &Who,
) -> Result<()> {
    let (txn, event) = at(desk, event_id).await?;
    let now = desk.now();
    let (known, name) = match who {
        Who::Known(id) => {
            let person = speaker::by_id(&txn, *id).await?;
            let name = person.on_paper();
            (Some(person), name)
        }
        Who::New(name) => {
            let name = speaker::name_to_print(name);
            (None, name.map_err(|slip| Error::Invalid(vec![slip]))?.unwrap_or_default())
        }
    };
    let place = Place::Slot(slot.0, slot.1.to_owned());
    edit::amend(&txn, staff, &event, now, |draft| {
        let id = known.as_ref().map(|person| person.id);
        if id.is_some_and(|id| draft.of(id).next().is_some()) {
            return Err(Error::NotNow("They are in the line-up of this event already."));
        }
        found(draft, &place)?;
        if is_taken(draft, Some(slot.0), &name) {
            let field = if known.is_some() { "known" } else { "name" };
            return Err(Error::invalid(field, NAMESAKE));
        }
        draft.rename(slot.0, &name);
        let part = &mut draft.line_up[slot.0];
        part.person = id;
        if let Some(person) = &known {
            fill_in(&mut part.speaker, person);
        }
        Ok(())
    })
    .await?;
    let entry = journal::by(staff, "said who a kept place is for").event(event_id);
    let entry = match &known {
        Some(person) => entry.speaker(person.id),
        None => entry,
    };
    entry.write(&txn, now).await?;
    done(desk, txn).await
}

/// Whether somebody else in the line-up has this name, by which sessions would know both.
fn is_taken(draft: &edit::Draft, except: Option<usize>, name: &str) -> bool {
    let others = draft.line_up.iter().enumerate().filter(|(place, _)| Some(*place) != except);
    let mut names = others.filter_map(|(_, part)| part.speaker.name.as_deref());
    names.any(|other| is_same(other, name))
}

/// What is known of somebody, where the place says nothing.
fn fill_in(said: &mut document::Speaker, person: &Speaker) {
    if said.titles.is_empty() {
        said.titles.clone_from(&person.titles.0);
    }
    if said.organisations.is_empty() {
        said.organisations.clone_from(&person.organisations.0);
    }
    if said.biography.is_none() {
        said.biography.clone_from(&person.biography);
    }
    if person.protected || person.minor {
        said.protected = Some(true);
    }
}

async fn at(desk: &Desk, event_id: i64) -> Result<(DatabaseTransaction, Event)> {
    let txn = desk.begin().await?;
    let event = event::locked(&txn, event_id).await?;
    Ok((txn, event))
}

async fn done(desk: &Desk, txn: DatabaseTransaction) -> Result<()> {
    txn.commit().await?;
    desk.ring();
    Ok(())
}

async fn enter<C: ConnectionTrait>(
    txn: &C,
    staff: &Staff,
    deed: &str,
    event_id: i64,
    place: &Place,
    now: DateTime<Utc>,
) -> Result<()> {
    let entry = journal::by(staff, deed).event(event_id);
    match place {
        Place::Of(id) => entry.speaker(*id),
        Place::Slot(..) => entry,
    }
    .write(txn, now)
    .await
}

/// All parts of the line-up that are meant.
fn found<'a>(draft: &'a mut edit::Draft, place: &Place) -> Result<Vec<&'a mut edit::Part>> {
    let parts: Vec<_> = match place {
        Place::Of(id) => draft.of(*id).collect(),
        Place::Slot(at, says) => draft
            .line_up
            .get_mut(*at)
            .into_iter()
            .filter(|part| said(part.speaker.name.as_ref()).is_none())
            .filter(|part| part.speaker.placeholder.as_deref().unwrap_or_default() == says)
            .collect(),
    };
    if parts.is_empty() { Err(CHANGED_SINCE) } else { Ok(parts) }
}

impl Added {
    /// As a document has it.
    fn read(&self) -> Result<document::Speaker> {
        let mut slips: Vec<Slip> = vec![];
        let mut checked = |lines: Result<Vec<String>, Slip>| match lines {
            Ok(lines) => lines,
            Err(slip) => {
                slips.push(slip);
                vec![]
            }
        };
        let more = checked(speaker::lines("more_roles", &self.more_roles.replace(',', "\n")));
        let known = checked(speaker::lines("roles", &self.roles.join("\n")));
        let titles = checked(speaker::lines("titles", &self.titles));
        let organisations = checked(speaker::lines("organisations", &self.organisations));
        if !slips.is_empty() {
            return Err(Error::Invalid(slips));
        }
        let mut roles: Vec<Word> = vec![];
        for role in known.into_iter().chain(more).map(Word::new) {
            if !roles.contains(&role) {
                roles.push(role);
            }
        }
        let state = Stand::read(&self.state).map(|stand| Word::new(stand.word()));
        Ok(document::Speaker {
            roles,
            titles,
            organisations,
            state,
            ..document::Speaker::default()
        })
    }
}
