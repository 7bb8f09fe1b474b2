//! The lists of coming and past events.

use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder as _};

use super::{COLUMN, Entity, Event, State, face, when};
use crate::briefing::Listed;
use crate::desk::Desk;
use crate::error::Result;
use crate::host;
use crate::line_up;
use crate::word::Word;

/// All public events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The next one first; those without a date last.
    pub coming: Vec<Listed>,
    /// The latest first.
    pub past: Vec<Listed>,
}

/// What the front page and the list show.
pub async fn listing(desk: &Desk) -> Result<Listing> {
    let now = desk.now();
    let db = desk.read();
    let hosts = hosts_by_event(db).await?;
    let withheld = line_up::withheld(db, now).await?;
    let mut listing = Listing::default();
    for event in all_public(desk).await? {
        let invited_by =
            hosts.iter().filter(|(id, _)| *id == event.id).map(|(_, name)| name.clone());
        let listed = Listed {
            slug: event.slug.clone(),
            kind: Word::said(event.kind.as_ref()),
            title: withheld.told(event.id, event.title.clone()),
            subtitle: event.subtitle.clone().map(|text| withheld.told(event.id, text)),
            when: when::of_event(&event),
            place: face::place(&event),
            hosts: invited_by.collect(),
            stage: event.stage(now),
        };
        let list =
            if face::is_coming(&event, now) { &mut listing.coming } else { &mut listing.past };
        list.push(listed);
    }
    listing.past.reverse();
    Ok(listing)
}

/// Public events by start, those without a date last.
pub(super) async fn all_public(desk: &Desk) -> Result<Vec<Event>> {
    let mut events = Entity::find()
        .filter(COLUMN.state.is_in([State::Published, State::Cancelled, State::Postponed]))
        .order_by_asc(COLUMN.starts_at)
        .order_by_asc(COLUMN.id)
        .all(desk.read())
        .await?;
    let now = desk.now();
    events.retain(|event| event.is_public(now));
    events.sort_by_key(|event| (event.starts_at.is_none(), event.starts_at));
    Ok(events)
}

async fn hosts_by_event<C: ConnectionTrait>(db: &C) -> Result<Vec<(i64, String)>> {
    let rows = host::Entity::find().order_by_asc(host::COLUMN.position).all(db).await?;
    let inviting = |host: &host::Host| {
        host.relation.as_ref().is_none_or(|relation| relation.as_str() == "host")
    };
    Ok(rows
        .into_iter()
        .filter(inviting)
        .filter_map(|host| Some((host.event_id, host.name?)))
        .collect())
}
