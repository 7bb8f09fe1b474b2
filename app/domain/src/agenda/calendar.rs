//! A speaker's calendar: a file to take along or to follow.
//!
//! An entry for each part of theirs, or for an event as a whole where no session with a time names
//! them. What is off stays, cancelled. No link of theirs is in it, and of nobody else anything.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use super::parts;
use super::shown::bearer;
use super::slot::{self, Facts, Slot};
use crate::calendar::{self, Entry, Method, Span, Standing};
use crate::desk::Desk;
use crate::error::Result;
use crate::event::{self, Event};
use crate::line_up::{self, Withheld};
use crate::site::{self, Site};
use crate::speaker::Speaker;
use crate::text::said;

/// The calendar behind a link.
///
/// # Errors
/// `NotFound` for what is no link, and for one that was revoked.
pub async fn calendar(desk: &Desk, pass: &str) -> Result<String> {
    let (_, speaker) = bearer(desk.read(), pass).await?;
    let site = site::current(desk).await?;
    let name = if speaker.discreet {
        "Appointments".to_owned()
    } else {
        format!("Speaking: {}", site.name)
    };
    let entries = entries(desk, &site, &speaker).await?;
    Ok(calendar::render(Method::Publish, Some(&name), &entries))
}

/// All entries of somebody, also of what is off, as published.
pub(crate) async fn entries(desk: &Desk, site: &Site, speaker: &Speaker) -> Result<Vec<Entry>> {
    let kept = slot::all_of(desk.read(), speaker.id).await?;
    entries_of(desk, site, speaker, kept).await
}

/// The same of one event.
pub(crate) async fn entries_at(
    desk: &Desk,
    site: &Site,
    speaker: &Speaker,
    event_id: i64,
) -> Result<Vec<Entry>> {
    let kept = slot::of(desk.read(), speaker.id, event_id).await?;
    entries_of(desk, site, speaker, kept).await
}

async fn entries_of(
    desk: &Desk,
    site: &Site,
    speaker: &Speaker,
    kept: Vec<Slot>,
) -> Result<Vec<Entry>> {
    let (db, now) = (desk.read(), desk.now());
    let parts = parts(db, speaker.id).await?;
    let withheld = line_up::withheld(db, now).await?;
    let mut entries = vec![];
    for at in events_of(&kept) {
        let part = parts.iter().find(|part| part.event.id == at);
        let event = match part {
            Some(part) => Some(part.event.clone()),
            None => event::Entity::find_by_id(at).one(db).await?,
        };
        let Some(event) = event.map(|event| withheld.event(event)) else { continue };
        let facts = part.map(slot::facts).unwrap_or_default();
        let pen = Pencil { desk, site, speaker, event: &event, withheld: &withheld, now };
        let slots = kept.iter().filter(|slot| slot.event_id == at).cloned().collect();
        let paired = slot::carried(slots, &facts).into_iter();
        entries.extend(paired.filter_map(|(slot, at)| match (slot?, at.map(|at| &facts[at])) {
            (slot, Some(facts)) => pen.entry(&slot, facts),
            (slot, None) => pen.gone(&slot),
        }));
    }
    Ok(entries)
}

/// Each once, in their order.
fn events_of(kept: &[Slot]) -> Vec<i64> {
    let mut events: Vec<i64> = kept.iter().map(|slot| slot.event_id).collect();
    events.dedup();
    events
}

struct Pencil<'a> {
    desk: &'a Desk,
    site: &'a Site,
    speaker: &'a Speaker,
    event: &'a Event,
    withheld: &'a Withheld,
    now: DateTime<Utc>,
}

impl Pencil<'_> {
    /// A slot with what it says now.
    fn entry(&self, slot: &Slot, facts: &Facts<'_>) -> Option<Entry> {
        if !self.event.is_public(self.now) {
            return self.gone(slot);
        }
        let whole = self.written(slot, facts.span);
        let session = facts.session.and_then(|session| said(session.title.as_ref()));
        let title = match session {
            Some(session) => {
                let session = self.withheld.told(self.event.id, session);
                format!("{session} – {}", self.event.title)
            }
            None => self.event.title.clone(),
        };
        let standing = match whole.standing {
            Standing::Confirmed if facts.is_asked => Standing::Tentative,
            standing => standing,
        };
        let place = facts.place.clone();
        Some(self.discreetly(Entry { standing, title, place, ..whole }))
    }

    /// What nobody could see yet is not there; the title of what nobody may see any more is not told.
    fn gone(&self, slot: &Slot) -> Option<Entry> {
        if !slot.shown {
            return None;
        }
        let entry = self.written(slot, slot.last_span()?);
        let entry = Entry { standing: Standing::Cancelled, ..entry };
        if self.event.is_public(self.now) {
            return Some(self.discreetly(entry));
        }
        Some(Entry { place: None, ..entry.discreet() })
    }

    fn written(&self, slot: &Slot, span: Span) -> Entry {
        let sequence = u32::try_from(slot.sequence).unwrap_or(u32::MAX);
        let uid = slot.full_uid(self.desk);
        // The same SEQUENCE with a later stamp is newer, too (RFC 5546 §2.1.5): the way in may have
        // been described anew, or the speaker wants to be written of otherwise.
        let stamp = slot.changed_at.max(self.event.changed_at).max(self.speaker.changed_at);
        event::entry_at(self.desk, self.site, self.event, (uid, sequence), (span, stamp))
    }

    fn discreetly(&self, entry: Entry) -> Entry {
        if self.speaker.discreet { entry.discreet() } else { entry }
    }
}
