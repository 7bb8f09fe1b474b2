//! The events at which somebody appears, with all that was kept of them.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder as _, QuerySelect as _};
use serde_json::Value;

use crate::appearance::{self, step};
use crate::document::{Document, Speaker as InDocument};
use crate::error::{Error, Result};
use crate::event::{self, Event, edit, edition};
use crate::line_up::{self, LineUp};
use crate::speaker::names::Names;
use crate::speaker::{Speaker, contact};
use crate::staff::Staff;
use crate::text::said;

/// The numbers of the events whose line-up has or had this person, the lowest first: that is the order
/// in which events are locked.
pub(super) async fn of<C: ConnectionTrait>(txn: &C, speaker_id: i64) -> Result<BTreeSet<i64>> {
    let now: Vec<i64> = appearance::Entity::find()
        .filter(appearance::is_or_stands_in(speaker_id))
        .select_only()
        .column(appearance::Column::EventId)
        .into_tuple()
        .all(txn)
        .await?;
    let before: Vec<i64> = step::Entity::find()
        .filter(step::is_or_stood_in(speaker_id))
        .select_only()
        .column(step::Column::EventId)
        .into_tuple()
        .all(txn)
        .await?;
    Ok(now.into_iter().chain(before).collect())
}

/// All names by which they were printed.
pub(super) async fn names<C: ConnectionTrait>(
    txn: &C,
    speaker: &Speaker,
    events: &BTreeSet<i64>,
) -> Result<BTreeSet<String>> {
    let mut names: BTreeSet<String> = [speaker.name.clone(), speaker.printed()].into();
    let spoken = speaker.spoken.iter().cloned();
    names.extend(spoken);
    let stood_in = step::Entity::find().filter(step::COLUMN.stand_in_id.eq(speaker.id));
    let stood_in = stood_in.all(txn).await?.into_iter();
    names.extend(stood_in.filter_map(|step| said(step.stand_in.as_ref())));
    for &event_id in events {
        let line_up = line_up::of_event(txn, event_id).await?;
        let theirs = line_up.appearances().iter();
        let theirs = theirs.filter(|one| one.speaker_id == Some(speaker.id));
        names.extend(theirs.filter_map(|one| said(one.name.as_ref())));
        let in_place = line_up.appearances().iter();
        let in_place = in_place.filter(|one| one.stand_in_id == Some(speaker.id));
        names.extend(in_place.filter_map(|one| said(one.stand_in.as_ref())));
        for edition in editions(txn, event_id).await? {
            let Some(document) = edition.document() else { continue };
            let people = line_up.people_in(event_id, &document);
            let theirs = document.speakers.iter().zip(people);
            let theirs = theirs.filter(|(_, person)| *person == Some(speaker.id));
            names.extend(theirs.filter_map(|(one, _)| said(one.name.as_ref())));
        }
    }
    Ok(names)
}

/// The numbers of the events that say or said such a name, whoever speaks there.
pub(super) async fn that_say<C: ConnectionTrait>(txn: &C, names: &Names) -> Result<BTreeSet<i64>> {
    let mut found = BTreeSet::new();
    for event in event::Entity::find().all(txn).await? {
        let id = event.id;
        let said = editions(txn, id).await?.into_iter().map(|edition| edition.document);
        let says = event::full_document(txn, event).await?.write();
        if said.chain([says]).any(|document| names.replaced_in_json(&document).is_some()) {
            found.insert(id);
        }
    }
    Ok(found)
}

async fn editions<C: ConnectionTrait>(txn: &C, event_id: i64) -> Result<Vec<edition::Edition>> {
    let all = edition::Entity::find().filter(edition::COLUMN.event_id.eq(event_id));
    Ok(all.order_by_asc(edition::COLUMN.revision).all(txn).await?)
}

/// Gives them the chosen name in an event and in all that it said before, which is written first: so
/// nobody who is told of changes hears of a name that became another.
pub(super) async fn rewrite<C: ConnectionTrait>(
    txn: &C,
    (staff, now): (&Staff, DateTime<Utc>),
    (speaker_id, event): (i64, Event),
    names: &Names,
    chosen: &str,
) -> Result<Event> {
    let line_up = line_up::of_event(txn, event.id).await?;
    let email = contact::of(txn, speaker_id).await?.email;
    for edition in editions(txn, event.id).await? {
        let whose =
            Whose { speaker_id, line_up: &line_up, event_id: event.id, email: email.as_ref() };
        if let Some(document) = whose.rewritten(&edition.document, names, chosen)? {
            edition::Entity::update_many()
                .col_expr(edition::Column::Document, Expr::value(document))
                .filter(edition::COLUMN.id.eq(edition.id))
                .exec(txn)
                .await?;
        }
    }
    let changed = edit::amend(txn, staff, &event, now, |draft| {
        rename(draft, speaker_id, names, chosen);
        Ok(())
    });
    Ok(changed.await?.unwrap_or(event))
}

fn rename(draft: &mut edit::Draft, speaker_id: i64, names: &Names, chosen: &str) {
    for place in 0..draft.line_up.len() {
        if draft.line_up[place].person == Some(speaker_id) {
            if said(draft.line_up[place].speaker.name.as_ref()).is_some() {
                draft.rename(place, chosen);
            }
            draft.line_up[place].speaker.protected = Some(true);
        }
        if draft.line_up[place].stand_in == Some(speaker_id) {
            draft.line_up[place].speaker.stand_in = Some(chosen.to_owned());
        }
    }
    // A name that somebody else of this line-up has stays: it is theirs as well.
    let others: Vec<String> =
        draft.line_up.iter().filter_map(|part| part.speaker.name.clone()).collect();
    let names = names.without(others.iter().map(String::as_str));
    let line_up = draft.line_up.iter_mut();
    let speakers = line_up.map(|part| std::mem::take(&mut part.speaker)).collect();
    let mut document = Document { speakers, ..std::mem::take(&mut draft.document) };
    names.replace_in_document(&mut document);
    for (part, speaker) in draft.line_up.iter_mut().zip(document.speakers.drain(..)) {
        part.speaker = speaker;
    }
    draft.document = document;
}

struct Whose<'a> {
    speaker_id: i64,
    line_up: &'a LineUp,
    event_id: i64,
    email: Option<&'a String>,
}

impl Whose<'_> {
    /// An earlier document without the old name, in whatever it said; only a name that was somebody
    /// else's stays.
    fn rewritten(&self, document: &str, names: &Names, chosen: &str) -> Result<Option<String>> {
        let Ok(read) = Document::read(document) else {
            return Ok(names.replaced_in_json(document));
        };
        let people = self.line_up.people_in(self.event_id, &read);
        let mut value: Value = serde_json::from_str(document).map_err(Error::broken)?;
        names.replace_in(&mut value);
        let rows = value["speakers"].as_array_mut().into_iter().flatten();
        for ((row, person), before) in rows.zip(people).zip(&read.speakers) {
            if self.is_them(person, before) {
                if said(before.name.as_ref()).is_some() {
                    row["name"] = Value::from(chosen);
                }
                row["protected"] = Value::from(true);
            } else if person.is_some() {
                row["name"] = Value::from(before.name.clone());
            }
        }
        let written = serde_json::to_string_pretty(&value).map_err(Error::broken)?;
        Ok((written != document).then_some(written))
    }

    fn is_them(&self, person: Option<i64>, before: &InDocument) -> bool {
        let same_address = || {
            let address = |text: &String| text.trim().to_lowercase();
            self.email.is_some() && before.email.as_ref().map(address) == self.email.map(address)
        };
        person == Some(self.speaker_id) || (person.is_none() && same_address())
    }
}
