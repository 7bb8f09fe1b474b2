//! From records to what the public may see.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use super::rows::{self, Rows};
use super::{Entity, Event, entry, for_staff, import, public, when};
use crate::briefing::{
    Briefing, Contact, Mode, Open, Place, PublicHost, PublicNotice, PublicOnline, PublicSession,
    PublicSpeaker, Replies, Stage,
};
use crate::desk::Desk;
use crate::document::Document;
use crate::error::{Error, Refusal, Result};
use crate::line_up::{self, Withheld};
use crate::rsvp;
use crate::seating::{Party, Seating};
use crate::session::Session;
use crate::staff::Staff;
use crate::text::said;
use crate::time::{self, WallTime};
use crate::word::Word;

/// The public event of this slug, as everybody may see it.
///
/// # Errors
/// `NotFound`, also for drafts.
pub async fn briefing(desk: &Desk, slug: &str) -> Result<Briefing> {
    let event = public(desk.read(), slug, desk.now()).await?;
    face(desk, &event).await
}

/// The event of an RSVP: it is theirs, whether the page is public just now or not.
pub async fn own_briefing(desk: &Desk, id: i64) -> Result<(Event, Briefing)> {
    let event = Entity::find_by_id(id).one(desk.read()).await?;
    let event = event.filter(|event| event.deleted_at.is_none()).ok_or(Error::NotFound)?;
    let briefing = face(desk, &event).await?;
    Ok((event, briefing))
}

/// The same of one that was called off and then deleted; nothing of any other.
pub(crate) async fn deleted_after_its_end(
    desk: &Desk,
    id: i64,
) -> Result<Option<(Event, Briefing)>> {
    let event = Entity::find_by_id(id).one(desk.read()).await?;
    let gone = event.filter(|event| event.deleted_at.is_some() && event.is_called_off());
    let Some(event) = gone else { return Ok(None) };
    let briefing = face(desk, &event).await?;
    Ok(Some((event, briefing)))
}

/// What everybody would see if the event said this. Nothing is stored.
///
/// # Errors
/// `NotFound`.
pub async fn face_of(desk: &Desk, staff: &Staff, id: i64, document: &Document) -> Result<Briefing> {
    let kept = for_staff(desk.read(), staff, id).await?;
    let mut event = import::record(document, Some(&kept), desk.now());
    if event.slug.is_empty() {
        event.slug = kept.slug;
    }
    let rows = rows::of(desk.read(), &event, document).await?;
    face_with(desk, &event, &rows).await
}

pub(super) async fn face(desk: &Desk, event: &Event) -> Result<Briefing> {
    face_with(desk, event, &rows::read(desk.read(), event).await?).await
}

async fn face_with(desk: &Desk, event: &Event, rows: &Rows) -> Result<Briefing> {
    let seating = rsvp::seating(desk.read(), event, &rows.blocks, desk.now()).await?;
    let withheld = line_up::withheld(desk.read(), desk.now()).await?;
    let mut briefing = covered(shown(event, rows, &seating, desk.now()), event.id, &withheld);
    // A link that leads nowhere would also tell that a draft exists.
    if let Some(slug) = briefing.replacement.take() {
        let public = public(desk.read(), &slug, desk.now()).await;
        briefing.replacement = public.is_ok().then_some(slug);
    }
    Ok(briefing)
}

/// Without the names that must not be said any more, wherever people wrote them.
fn covered(briefing: Briefing, event_id: i64, withheld: &Withheld) -> Briefing {
    let told = |text: String| withheld.told(event_id, text);
    let may = |text: Option<String>| text.map(told);
    let session = |one: PublicSession| {
        let (title, description) = (may(one.title), may(one.description));
        PublicSession { title, description, ..one }
    };
    let speaker = |one: PublicSpeaker| PublicSpeaker {
        titles: one.titles.into_iter().map(told).collect(),
        name: if one.placeholder { told(one.name) } else { one.name },
        biography: may(one.biography),
        ..one
    };
    let notice = |one: PublicNotice| PublicNotice { text: told(one.text), ..one };
    let host = |one: PublicHost| PublicHost { about: may(one.about), ..one };
    let place = Place { arrival: may(briefing.place.arrival), ..briefing.place };
    Briefing {
        title: told(briefing.title),
        subtitle: may(briefing.subtitle),
        occasion: may(briefing.occasion),
        reason: may(briefing.reason),
        description: may(briefing.description),
        place,
        hosts: briefing.hosts.into_iter().map(host).collect(),
        line_up: briefing.line_up.into_iter().map(speaker).collect(),
        online: briefing.online.map(|one| PublicOnline { note: may(one.note), ..one }),
        sessions: briefing.sessions.into_iter().map(session).collect(),
        notices: briefing.notices.into_iter().map(notice).collect(),
        contact: briefing.contact.map(|one| Contact { name: may(one.name), ..one }),
        ..briefing
    }
}

fn shown(event: &Event, rows: &Rows, seating: &Seating, now: DateTime<Utc>) -> Briefing {
    let named = |name: &str| rows.line_up.named(name, now);
    Briefing {
        slug: event.slug.clone(),
        kind: Word::said(event.kind.as_ref()),
        language: event.language.clone().unwrap_or_else(|| "en".to_owned()),
        title: event.title.clone(),
        subtitle: said(event.subtitle.as_ref()),
        occasion: said(event.occasion.as_ref()),
        stage: event.stage(now),
        reason: said(event.reason.as_ref()),
        replacement: said(event.replacement.as_ref()),
        when: when::of_event(event),
        place: place(event),
        planned: entry::planned(event),
        online: online(event),
        hosts: rows.hosts.iter().filter_map(crate::host::Model::face).collect(),
        line_up: rows.line_up.faces(now),
        sessions: by_hours(&rows.sessions)
            .into_iter()
            .filter(|session| session.says_something())
            .map(|session| session.face(event, named))
            .collect(),
        description: said(event.description.as_ref()),
        notices: rows.notices.iter().filter_map(crate::notice::Model::face).collect(),
        tags: event.tags.0.clone(),
        replies: replies(event, seating, now),
        contact: contact(event),
    }
}

/// By day and start. Who has none stays behind the session that it followed.
fn by_hours(sessions: &[Session]) -> Vec<&Session> {
    let mut last = None;
    let mut sorted: Vec<_> = sessions
        .iter()
        .map(|session| {
            last = session.starts.map(WallTime::naive).or(last);
            (last, session)
        })
        .collect();
    sorted.sort_by_key(|(begins, _)| *begins);
    sorted.into_iter().map(|(_, session)| session).collect()
}

pub(super) fn place(event: &Event) -> Place {
    Place {
        mode: event.mode(),
        building: said(event.building.as_ref()),
        room: said(event.room.as_ref()),
        address: said(event.address.as_ref()),
        country: said(event.country.as_ref()),
        arrival: said(event.arrival.as_ref()),
    }
}

fn online(event: &Event) -> Option<PublicOnline> {
    let note = said(event.online_note.as_ref());
    let for_everybody = event.online_reveal.as_deref() == Some("public");
    let url = event.online_url.clone().filter(|_| for_everybody);
    (note.is_some() || url.is_some()).then_some(PublicOnline { url, note })
}

fn contact(event: &Event) -> Option<Contact> {
    let (name, email) = (said(event.contact_name.as_ref()), said(event.contact_email.as_ref()));
    (name.is_some() || email.is_some()).then_some(Contact { name, email })
}

fn replies(event: &Event, seating: &Seating, now: DateTime<Utc>) -> Replies {
    match event.takes_replies(now) {
        Ok(()) => Replies::Open(open(event, seating)),
        Err(Refusal::Closed | Refusal::TooLate) => Replies::Closed,
        Err(Refusal::NotYet) => {
            let opens = event.opens_at.map(|opens| time::moment(opens, event.zone()));
            opens.map_or(Replies::Closed, Replies::Later)
        }
        Err(Refusal::NoForm) if event.rsvp_mode.as_deref() == Some("none") => Replies::NotNeeded,
        Err(Refusal::NoForm) => Replies::Invited,
        Err(Refusal::Over | Refusal::Cancelled | Refusal::Postponed) => Replies::No,
    }
}

fn open(event: &Event, seating: &Seating) -> Open {
    let full = |online| !seating.takes(Party { online, seats: 1, category: None });
    let room_full = full(event.is_online_reply(""));
    let kept = |category: &String| {
        seating.takes(Party { online: false, seats: 1, category: Some(category) })
    };
    let stated = event.closes.and(event.closes_at);
    Open {
        until: stated.map(|closes| time::moment(closes, event.zone())),
        // Without a choice there is one half, and the form speaks of that.
        room_full,
        room_kept: room_full && seating.kept.iter().any(|block| kept(&block.category)),
        online_full: (event.mode() == Mode::Online || event.offers_choice()) && full(true),
        by_approval: event.is_by_approval(),
        choice: event.offers_choice(),
        largest_party: event.largest_party().min(event.most_seats()),
    }
}

/// Whether the stage lets an event stand among the coming ones.
pub(super) fn is_coming(event: &Event, now: DateTime<Utc>) -> bool {
    match event.stage(now) {
        Stage::Coming | Stage::UnderWay => true,
        Stage::Over => false,
        Stage::Cancelled | Stage::Postponed => event.over_at.is_none_or(|over| over > now),
    }
}
