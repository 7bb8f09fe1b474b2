//! The words of news for staff, from what their rows keep and from their events.

use sea_orm::entity::prelude::*;

use crate::desk::Desk;
use crate::digest::Digest;
use crate::error::{Error, Result};
use crate::event::{self, Event, when};
use crate::letter::{self, AboutEvent, News, Words};
use crate::outbox::{Kind, Posted};
use crate::site::Site;
use crate::speaker::consent;
use crate::time::{day, hours, moment};
use crate::{alert, rsvp};

/// The words of the news in this row.
///
/// # Errors
/// `NotFound` when the event is gone.
pub(super) async fn news(desk: &Desk, site: &Site, posted: &Posted) -> Result<Words> {
    let news = match posted.kind {
        Kind::Digest => News::Digest(digest(desk, site, posted)?),
        Kind::MemberReplied => News::MemberReplied {
            event: about(desk, posted).await?.1,
            rsvp_link: desk.link(&format!("/staff/rsvps/{}", posted.occurrence)),
        },
        Kind::RoomFull => room_full(desk, site, posted).await?,
        Kind::ConsentOver => consent_ends(desk, posted).await?,
        _ => News::MailTrouble(trouble(desk, site, posted)?),
    };
    let own_page = desk.link("/staff/me");
    letter::write_news(&news, &site.name, &own_page).map_err(Error::broken)
}

fn digest(desk: &Desk, site: &Site, posted: &Posted) -> Result<letter::Digest> {
    let digest: Digest = kept(posted)?;
    let event = |event: crate::digest::OfEvent| letter::DigestEvent {
        list_link: desk.link(&format!("/staff/events/{}/rsvps", event.id)),
        lines: event.lines(),
        replies: event.replies.iter().map(|(_, number)| number).sum(),
        title: event.title,
        when: event.when,
    };
    Ok(letter::Digest {
        since: moment(digest.since, site.zone),
        events: digest.events.into_iter().map(event).collect(),
    })
}

/// Where the consent is. The letter names nobody: it is about somebody whose name may be public no more.
/// Of one that is over by now nothing is told as if it were to come.
async fn consent_ends(desk: &Desk, posted: &Posted) -> Result<News> {
    let found = consent::Entity::find_by_id(posted.occurrence.abs()).one(desk.read()).await?;
    let found = found.ok_or(Error::NotFound)?;
    let soon = found.last_day().filter(|_| posted.occurrence < 0 && found.holds(desk.now()));
    let link = desk.link(&format!("/staff/speakers/{}/consents", found.speaker_id));
    Ok(News::ConsentOver { link, last_day: soon.map(day) })
}

fn trouble(desk: &Desk, site: &Site, posted: &Posted) -> Result<letter::MailTrouble> {
    let letters_link = desk.link("/staff/letters");
    Ok(match kept(posted)? {
        alert::Trouble::Refused { letters } => {
            let failed_link = format!("{letters_link}?state=failed");
            letter::MailTrouble {
                refused: Some(letters),
                held_since: None,
                letters,
                letters_link: failed_link,
            }
        }
        alert::Trouble::Held { since, letters } => {
            let held_since = Some(moment(since, site.zone));
            letter::MailTrouble { refused: None, held_since, letters, letters_link }
        }
    })
}

async fn room_full(desk: &Desk, site: &Site, posted: &Posted) -> Result<News> {
    let (event, about) = about(desk, posted).await?;
    let tally = rsvp::tally(desk.read(), event.id).await?;
    let local = site.zone.local(posted.written_at);
    Ok(News::RoomFull {
        at: hours(local.time(), None, &site.zone.label(posted.written_at)),
        online: alert::watched_half(&event),
        waiting: tally.waiting,
        list_link: desk.link(&format!("/staff/events/{}/rsvps", event.id)),
        event: about,
    })
}

async fn about(desk: &Desk, posted: &Posted) -> Result<(Event, AboutEvent)> {
    let id = posted.event_id.ok_or(Error::NotFound)?;
    let event = event::Entity::find_by_id(id).one(desk.read()).await?;
    let event = event.filter(|event| event.deleted_at.is_none()).ok_or(Error::NotFound)?;
    let when = when::of_event(&event);
    let when = [when.day, when.hours].into_iter().flatten().collect();
    let about = AboutEvent { title: event.title.clone(), when };
    Ok((event, about))
}

/// What the row keeps of the moment.
fn kept<T: serde::de::DeserializeOwned>(posted: &Posted) -> Result<T> {
    serde_json::from_str(posted.changes.as_deref().unwrap_or_default()).map_err(Error::broken)
}
