//! The numbers of a digest: replies, goings and offers of a while, and how full each event is now.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QuerySelect as _};
use serde::{Deserialize, Serialize};

use crate::briefing::Stage;
use crate::desk::Desk;
use crate::error::Result;
use crate::event::{self, Event, when};
use crate::rsvp::{self, Column, Standing};

/// What is new, as a digest's row keeps it: numbers of a moment, and titles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Digest {
    /// Since when.
    pub since: DateTime<Utc>,
    /// Coming events of which there is something new, the next one first.
    pub events: Vec<OfEvent>,
}

/// What is new about one event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OfEvent {
    /// Row number.
    pub id: i64,
    /// Its title.
    pub title: String,
    /// `Tue, Apr 20, 2:00 – 3:30 pm ET`; empty without a date.
    pub when: String,
    /// New replies by how they stand now, in words. One that ended is among those that are gone.
    pub replies: Vec<(String, i64)>,
    /// The same by what people come as, in words.
    pub categories: Vec<(String, i64)>,
    /// RSVPs that ended, by how, in words.
    pub gone: Vec<(String, i64)>,
    /// Offers that were made and stand.
    pub offers: i64,
    /// Seats taken in the room, and how many there are.
    pub room: (i64, Option<i64>),
    /// Places taken online, likewise.
    pub online: (i64, Option<i64>),
    /// RSVPs in the waiting list.
    pub waiting: i64,
    /// RSVPs that the hosts have not answered.
    pub asked: i64,
}

impl OfEvent {
    /// The same in words, a fact a line.
    pub fn lines(&self) -> Vec<String> {
        let (replies, gone) = (sum(&self.replies), sum(&self.gone));
        let new = (replies > 0).then(|| {
            let new = if replies == 1 { "1 new reply" } else { &format!("{replies} new replies") };
            format!("{new}: {}", listed(&self.replies))
        });
        let categories =
            (replies > 0).then(|| format!("They come as: {}", listed(&self.categories)));
        let gone = (gone > 0).then(|| format!("No longer coming: {}", listed(&self.gone)));
        let offers =
            (self.offers > 0).then(|| format!("Offers from the waiting list: {}", self.offers));
        let waiting = (self.waiting > 0).then(|| format!("On the waiting list: {}", self.waiting));
        let asked = (self.asked > 0).then(|| format!("Not decided yet: {}", self.asked));
        let fill = [fill("Seats taken", self.room), fill("Places online", self.online)];
        let facts = [new, categories, gone, offers].into_iter().chain(fill).chain([waiting, asked]);
        facts.flatten().collect()
    }
}

/// `Seats taken: 42 of 60`; nothing where nobody is and no limit is set.
fn fill(what: &str, (taken, limit): (i64, Option<i64>)) -> Option<String> {
    match limit {
        Some(limit) => Some(format!("{what}: {taken} of {limit}")),
        None if taken > 0 => Some(format!("{what}: {taken}")),
        None => None,
    }
}

fn sum(counts: &[(String, i64)]) -> i64 {
    counts.iter().map(|(_, number)| number).sum()
}

/// `9 confirmed, 3 waiting list`.
fn listed(counts: &[(String, i64)]) -> String {
    let each = counts.iter().map(|(words, number)| format!("{number} {}", words.to_lowercase()));
    each.collect::<Vec<_>>().join(", ")
}

/// What is new since the one moment, until the other.
pub(super) async fn between(
    desk: &Desk,
    since: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Digest> {
    let mut found: BTreeMap<i64, OfEvent> = BTreeMap::new();
    let within = |column: Column| Condition::all().add(column.gt(since)).add(column.lte(until));
    replies(desk, within(Column::RepliedAt), &mut found).await?;
    changes(desk, within(Column::GivenUpAt), &mut found).await?;
    changes(desk, within(Column::OfferedAt), &mut found).await?;
    let now = desk.now();
    let there = event::Entity::find()
        .filter(event::COLUMN.id.is_in(found.keys().copied()))
        .filter(event::COLUMN.deleted_at.is_null());
    let mut coming = there.all(desk.read()).await?;
    coming.retain(|event| !matches!(event.stage(now), Stage::Over | Stage::Cancelled));
    coming.sort_by_key(|event| (event.starts_at.is_none(), event.starts_at, event.id));
    let mut events = vec![];
    for event in coming {
        let news = found.remove(&event.id).unwrap_or_default();
        events.push(with_fill(desk, &event, news).await?);
    }
    Ok(Digest { since, events })
}

async fn replies(desk: &Desk, within: Condition, found: &mut BTreeMap<i64, OfEvent>) -> Result<()> {
    let rows: Vec<(i64, Standing, Option<String>, i64)> = rsvp::Entity::find()
        .filter(within)
        .select_only()
        .columns([Column::EventId, Column::Standing, Column::Category])
        .column_as(Column::Id.count(), "number")
        .group_by(Column::EventId)
        .group_by(Column::Standing)
        .group_by(Column::Category)
        .into_tuple()
        .all(desk.read())
        .await?;
    for (event_id, standing, category, number) in rows {
        if !standing.is_alive() {
            continue;
        }
        let news = found.entry(event_id).or_default();
        let category = category.as_deref().map(rsvp::category_in_words);
        count(&mut news.replies, standing.words(), number);
        count(&mut news.categories, category.as_deref().unwrap_or("Not said"), number);
    }
    Ok(())
}

/// Whose RSVP ended, and who was offered a seat that they still may take.
async fn changes(desk: &Desk, within: Condition, found: &mut BTreeMap<i64, OfEvent>) -> Result<()> {
    let rows: Vec<(i64, Standing, i64)> = rsvp::Entity::find()
        .filter(within)
        .select_only()
        .columns([Column::EventId, Column::Standing])
        .column_as(Column::Id.count(), "number")
        .group_by(Column::EventId)
        .group_by(Column::Standing)
        .into_tuple()
        .all(desk.read())
        .await?;
    for (event_id, standing, number) in rows {
        if !standing.is_alive() {
            count(&mut found.entry(event_id).or_default().gone, standing.words(), number);
        } else if standing == Standing::Offered {
            found.entry(event_id).or_default().offers += number;
        }
    }
    Ok(())
}

fn count(counts: &mut Vec<(String, i64)>, words: &str, number: i64) {
    match counts.iter_mut().find(|(known, _)| known == words) {
        Some((_, known)) => *known += number,
        None => counts.push((words.to_owned(), number)),
    }
}

async fn with_fill(desk: &Desk, event: &Event, mut news: OfEvent) -> Result<OfEvent> {
    let tally = rsvp::tally(desk.read(), event.id).await?;
    let when = when::of_event(event);
    let taken = |half: rsvp::Taken| half.confirmed + half.offered;
    for counts in [&mut news.replies, &mut news.gone] {
        counts.sort_by_key(|(words, _)| Standing::ALL.iter().position(|one| one.words() == words));
    }
    news.categories.sort_by(|(words, number), (others, other)| {
        other.cmp(number).then_with(|| words.cmp(others))
    });
    Ok(OfEvent {
        id: event.id,
        title: event.title.clone(),
        when: [when.short_day, when.hours].into_iter().flatten().collect::<Vec<_>>().join(", "),
        room: (taken(tally.room), event.limit(false)),
        online: (taken(tally.online), event.limit(true)),
        waiting: tally.waiting,
        asked: tally.asked,
        ..news
    })
}
