//! Names that must not be said any more, in what people wrote freely: a title, a description, a notice.
//!
//! A consent that ends takes the name from line-up and sessions by itself. In a sentence of the hosts it
//! would stay, so it is covered there at the moment of showing; the text itself is the hosts' to change.
//! What is covered is the whole name: who else is meant by a surname alone nobody can tell.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, ConnectionTrait, QuerySelect as _};

use super::LineUp;
use crate::appearance::{self, Appearance, step};
use crate::error::Result;
use crate::event::Event;
use crate::letter::Typed;
use crate::speaker::names::Names;
use crate::speaker::{self, Known, Scope, consent};
use crate::text::said;

/// What stands in the place of such a name.
pub(crate) const SOMEBODY: &str = "a speaker";

/// The names that must not be said at each event.
#[derive(Default)]
pub(crate) struct Withheld {
    /// Where they appear or appeared.
    at: BTreeMap<i64, Names>,
    /// Of several words and nobody else's: where they do not appear, a word means something else.
    elsewhere: Names,
}

impl Withheld {
    /// A text about this event, as it may be told.
    pub fn told(&self, event_id: i64, text: String) -> String {
        let names = self.at.get(&event_id).unwrap_or(&self.elsewhere);
        names.replaced(&text).unwrap_or(text)
    }

    /// Words of staff for letters about it, as they may go out.
    pub fn typed(&self, event_id: i64, typed: Typed) -> Typed {
        let told = |text: String| self.told(event_id, text);
        Typed { subject: told(typed.subject), body: told(typed.body) }
    }

    /// An event with what its calendar entry and its letters say of it, as that may be told.
    pub fn event(&self, event: Event) -> Event {
        let may = |text: Option<String>| text.map(|text| self.told(event.id, text));
        Event {
            title: self.told(event.id, event.title),
            subtitle: may(event.subtitle),
            occasion: may(event.occasion),
            reason: may(event.reason),
            description: may(event.description),
            arrival: may(event.arrival),
            online_note: may(event.online_note),
            contact_name: may(event.contact_name),
            ..event
        }
    }
}

/// Those of all events. There are none but of who withdrew, whose consent ran out, and of who is under
/// age and has no guardian's consent.
pub(crate) async fn withheld<C: ConnectionTrait>(db: &C, now: DateTime<Utc>) -> Result<Withheld> {
    let unnamed = unnamed(db, now).await?;
    if unnamed.is_empty() {
        return Ok(Withheld::default());
    }
    let ids: Vec<i64> = unnamed.iter().map(|known| known.speaker.id).collect();
    let before: Vec<(i64, Option<i64>)> = step::Entity::find()
        .filter(step::COLUMN.speaker_id.is_in(ids.clone()))
        .select_only()
        .columns([step::Column::EventId, step::Column::SpeakerId])
        .distinct()
        .into_tuple()
        .all(db)
        .await?;
    let mut at: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
    for (event_id, speaker_id) in before {
        at.entry(event_id).or_default().extend(speaker_id);
    }
    let mut names = BTreeMap::new();
    let here = appearance::Entity::find().filter(
        Condition::any()
            .add(appearance::COLUMN.event_id.is_in(at.keys().copied()))
            .add(appearance::COLUMN.speaker_id.is_in(ids)),
    );
    let here = here.all(db).await?;
    let elsewhere = elsewhere(db, &unnamed, &here).await?;
    for one in &here {
        at.entry(one.event_id).or_default().extend(one.speaker_id);
    }
    for (event_id, people) in at {
        let theirs = unnamed.iter().filter(|known| people.contains(&known.speaker.id));
        let mut old: Vec<String> = theirs.flat_map(printed).collect();
        let mut others = Vec::new();
        for one in here.iter().filter(|one| one.event_id == event_id) {
            let is_unnamed = unnamed.iter().any(|known| Some(known.speaker.id) == one.speaker_id);
            let list = if is_unnamed { &mut old } else { &mut others };
            list.extend(said(one.name.as_ref()));
        }
        let covered = Names::new(old, SOMEBODY).and(&elsewhere);
        names.insert(event_id, covered.without(others.iter().map(String::as_str)));
    }
    Ok(Withheld { at: names, elsewhere })
}

async fn elsewhere<C: ConnectionTrait>(
    db: &C,
    unnamed: &[Known],
    line_ups: &[Appearance],
) -> Result<Names> {
    let ids: Vec<i64> = unnamed.iter().map(|known| known.speaker.id).collect();
    let theirs = line_ups.iter().filter(|one| one.speaker_id.is_some_and(|id| ids.contains(&id)));
    let names = unnamed.iter().flat_map(printed);
    let names = names.chain(theirs.filter_map(|one| said(one.name.as_ref())));
    let others: Vec<String> = speaker::Entity::find()
        .filter(speaker::COLUMN.id.is_not_in(ids.clone()))
        .select_only()
        .column(speaker::Column::Name)
        .into_tuple()
        .all(db)
        .await?;
    let others = others.iter().map(String::as_str);
    Ok(Names::new(names, SOMEBODY).without(others).whole())
}

async fn unnamed<C: ConnectionTrait>(db: &C, now: DateTime<Utc>) -> Result<Vec<Known>> {
    let asked: Vec<i64> = consent::Entity::find()
        .select_only()
        .column(consent::Column::SpeakerId)
        .distinct()
        .into_tuple()
        .all(db)
        .await?;
    let minors: Vec<i64> = speaker::Entity::find()
        .filter(speaker::COLUMN.minor.eq(true))
        .select_only()
        .column(speaker::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    let mut known = speaker::known(db, asked.into_iter().chain(minors).collect()).await?;
    known.retain(|known| !known.leave(now).has(Scope::Name));
    Ok(known)
}

fn printed(known: &Known) -> [String; 2] {
    [known.speaker.name.clone(), known.speaker.printed()]
}

impl LineUp {
    /// Whether this is, or has in it, the name of somebody who is or was in the line-up and must not be
    /// named, or will not come; unless somebody who may be seen has the same one.
    pub(super) fn hides(&self, name: &str, now: DateTime<Utc>) -> bool {
        let people = self.people.iter().chain(&self.gone);
        let unnamed: Vec<&Known> =
            people.filter(|known| !known.leave(now).has(Scope::Name)).collect();
        let mut hidden: Vec<String> = unnamed.iter().flat_map(|known| printed(known)).collect();
        let mut seen = Vec::new();
        for one in &self.appearances {
            // Not by way of the line-up's own `face`, which asks here for who stands in.
            let list =
                if one.face(self.person(one), now).is_some() { &mut seen } else { &mut hidden };
            list.extend(said(one.name.as_ref()));
        }
        Names::new(hidden, "").without(seen.iter().map(String::as_str)).is_in(name)
    }
}
