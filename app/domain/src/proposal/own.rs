//! What who has the link to a schedule proposes, and takes back.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;

use super::{ActiveModel, COLUMN, Column, DECIDED, Entity, Field, Proposal, Texts};
use crate::agenda::{self, Part};
use crate::desk::Desk;
use crate::error::{Error, Result, Slip};
use crate::journal;
use crate::speaker::Speaker;
use crate::speaker::link::SpeakerLink;
use crate::text::{LONGEST_LINE, line, paragraph};
use crate::word::Word;

/// The longest biography, in characters.
pub const LONGEST_BIOGRAPHY: usize = 5_000;
/// Titles and organisations that one may have at most.
const MOST_LINES: usize = 8;

/// What is typed, a line each.
#[derive(Clone, Default)]
pub struct Typed {
    /// Job titles.
    pub titles: String,
    /// Organisations.
    pub organisations: String,
    /// Who they are, in Markdown.
    pub biography: String,
}

/// What proposing did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proposed {
    /// Something waits for the hosts now.
    Waits,
    /// Nothing was different from what is said or waits already.
    Same,
}

/// Tells the hosts whether they come, once they have taken it over.
///
/// # Errors
/// `NotFound`, also for an event that is not theirs; `NotNow` when nobody waits for the answer.
pub async fn answer(desk: &Desk, pass: &str, event_id: i64, comes: bool) -> Result<()> {
    let txn = desk.begin().await?;
    let now = desk.now();
    let (link, _) = agenda::bearer(&txn, pass).await?;
    let part = own_part(&txn, &link, event_id, now).await?;
    let state = part.appearance().and_then(|one| one.state.clone());
    let state = state.as_ref().map(Word::as_str);
    // Who has said yes may still have to say no.
    let is_asked = part.is_asked(now);
    if !is_asked && (comes || !part.may_decline(now)) {
        return Err(Error::NotNow("The hosts have your answer already. Please write to them."));
    }
    let proposed = if comes { "confirmed" } else { "declined" };
    let fields = [(Field::Answer, state.map(str::to_owned), Some(proposed.to_owned()))];
    if keep(&txn, (&link, Some(event_id)), fields, now).await? == Proposed::Waits {
        let deed = if is_asked { "answered an invitation" } else { "said that they cannot come" };
        note(&txn, &link, Some(event_id), deed, now).await?;
    }
    Ok(txn.commit().await?)
}

/// Proposes what should be said of them, at one event or, without a number, in general.
///
/// # Errors
/// `Invalid` with every slip; `NotFound`, also for an event that is not theirs.
pub async fn propose(
    desk: &Desk,
    pass: &str,
    event_id: Option<i64>,
    typed: &Typed,
) -> Result<Proposed> {
    let txn = desk.begin().await?;
    let now = desk.now();
    let (link, speaker) = agenda::bearer(&txn, pass).await?;
    let said = said_now(&txn, (&link, &speaker), event_id, now).await?;
    let wanted = read(typed)?;
    let fields = [Field::Titles, Field::Organisations, Field::Biography];
    let fields = fields.map(|field| (field, said.field(field), wanted.field(field)));
    let done = keep(&txn, (&link, event_id), fields, now).await?;
    if done == Proposed::Waits {
        note(&txn, &link, event_id, "proposed what is said of them", now).await?;
    }
    txn.commit().await?;
    Ok(done)
}

/// Takes a proposal back that waits.
///
/// # Errors
/// `NotNow` once staff have decided, and for another's; `NotFound` for what is no link.
pub async fn withdraw(desk: &Desk, pass: &str, id: i64) -> Result<()> {
    let txn = desk.begin().await?;
    let (link, _) = agenda::bearer(&txn, pass).await?;
    let found = Entity::find_by_id(id).one(&txn).await?;
    let own = |one: &Proposal| one.speaker_id == link.speaker_id && one.decided_at.is_none();
    let found = found.filter(own).ok_or(DECIDED)?;
    Entity::delete_by_id(id).exec(&txn).await?;
    note(&txn, &link, found.event_id, "took back a proposal", desk.now()).await?;
    Ok(txn.commit().await?)
}

/// What they have at an event that everybody may know of.
async fn own_part<C: ConnectionTrait>(
    txn: &C,
    link: &SpeakerLink,
    event_id: i64,
    now: DateTime<Utc>,
) -> Result<Part> {
    let parts = agenda::parts(txn, link.speaker_id).await?;
    let own = parts.into_iter().find(|part| part.event.id == event_id);
    own.filter(|part| part.event.is_public(now)).ok_or(Error::NotFound)
}

async fn said_now<C: ConnectionTrait>(
    txn: &C,
    (link, speaker): (&SpeakerLink, &Speaker),
    event_id: Option<i64>,
    now: DateTime<Utc>,
) -> Result<Texts> {
    let Some(event_id) = event_id else { return Ok(Texts::of_speaker(speaker)) };
    let part = own_part(txn, link, event_id, now).await?;
    if part.appearance().is_some_and(|one| part.is_of_another(one)) {
        return Err(Error::NotFound);
    }
    Ok(texts(&part))
}

/// What an event says of whom it has; nothing of who stands in for another: those words are not theirs.
pub(crate) fn texts(part: &Part) -> Texts {
    let own = part.appearance().filter(|one| !part.is_of_another(one));
    own.map(Texts::of_appearance).unwrap_or_default()
}

/// Puts these in the place of what waits for the same; what is said already need not wait.
async fn keep<C: ConnectionTrait>(
    txn: &C,
    (link, event_id): (&SpeakerLink, Option<i64>),
    fields: impl IntoIterator<Item = (Field, Option<String>, Option<String>)>,
    now: DateTime<Utc>,
) -> Result<Proposed> {
    let of_event = match event_id {
        Some(id) => Column::EventId.eq(id),
        None => Column::EventId.is_null(),
    };
    let open = Entity::find()
        .filter(COLUMN.speaker_id.eq(link.speaker_id))
        .filter(of_event)
        .filter(COLUMN.decided_at.is_null())
        .all(txn)
        .await?;
    let mut done = Proposed::Same;
    for (field, was, proposed) in fields {
        let waits = open.iter().find(|one| one.field == field);
        if waits.is_some_and(|one| one.proposed == proposed) {
            continue;
        }
        if let Some(waits) = waits {
            Entity::delete_by_id(waits.id).exec(txn).await?;
            done = Proposed::Waits;
        }
        if was == proposed {
            continue;
        }
        let row = row(link, event_id, (field, was, proposed), now);
        Entity::insert(row).exec_without_returning(txn).await?;
        done = Proposed::Waits;
    }
    Ok(done)
}

fn row(
    link: &SpeakerLink,
    event_id: Option<i64>,
    (field, was, proposed): (Field, Option<String>, Option<String>),
    now: DateTime<Utc>,
) -> ActiveModel {
    ActiveModel {
        id: NotSet,
        speaker_id: Set(link.speaker_id),
        event_id: Set(event_id),
        field: Set(field),
        was: Set(was),
        proposed: Set(proposed),
        assistant: Set(link.assistant),
        at: Set(now),
        verdict: Set(None),
        reply: Set(None),
        decided_by: Set(None),
        decided_at: Set(None),
    }
}

fn read(typed: &Typed) -> Result<Texts> {
    let titles = lines("titles", &typed.titles);
    let organisations = lines("organisations", &typed.organisations);
    let too_long = "Please keep it below 5,000 characters.";
    let biography = paragraph("biography", &typed.biography, LONGEST_BIOGRAPHY, too_long);
    match (titles, organisations, biography) {
        (Ok(titles), Ok(organisations), Ok(biography)) => {
            Ok(Texts { titles, organisations, biography })
        }
        (titles, organisations, biography) => {
            let slips = [titles.err(), organisations.err(), biography.err()];
            Err(Error::Invalid(slips.into_iter().flatten().collect()))
        }
    }
}

fn lines(field: &'static str, raw: &str) -> Result<Vec<String>, Slip> {
    let mut kept = vec![];
    for one in raw.lines() {
        let too_long = "Please use 200 characters at most in each line.";
        kept.extend(line(field, one, LONGEST_LINE, too_long)?);
    }
    if kept.len() > MOST_LINES {
        return Err(Slip::new(field, "Please use eight lines at most."));
    }
    Ok(kept)
}

async fn note<C: ConnectionTrait>(
    txn: &C,
    link: &SpeakerLink,
    event_id: Option<i64>,
    deed: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let entry = journal::entry("speaker", deed).speaker(link.speaker_id);
    let entry = match event_id {
        Some(id) => entry.event(id),
        None => entry,
    };
    entry.write(txn, now).await
}
