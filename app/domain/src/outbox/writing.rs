//! Writing a claimed letter: the words and the calendar part, from the records as they are now.

use sea_orm::entity::prelude::*;

use super::claim::{Claimed, Pass};
use super::{Kind, Posted};
use crate::briefing::{Briefing, Mode, PublicHost, When};
use crate::calendar::{self, Method};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::{self, Event, room_label};
use crate::letter::{self, Facts, StaffLetter};
use crate::rsvp::{self, Rsvp, Standing};
use crate::site::{self, Site};
use crate::staff;
use crate::token::Token;

/// A letter ready for its envelope. It has no `Debug`: it holds an address and a live link.
pub struct Letter {
    /// Row number, for names of files.
    pub id: i64,
    /// RFC 5322 §3.6.4, with brackets.
    pub message_id: String,
    /// Its date.
    pub date: DateTimeUtc,
    /// From whom, `Name <address>` or an address.
    pub from: String,
    /// To whom.
    pub to: String,
    /// Who answers.
    pub reply_to: Option<(Option<String>, String)>,
    /// The subject.
    pub subject: String,
    /// The plain part.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// The calendar part with its METHOD.
    pub calendar: Option<(&'static str, String)>,
}

/// Writes a claimed letter.
///
/// # Errors
/// `NotFound` when its records are gone, so that it can be parked.
pub async fn write(desk: &Desk, claimed: &Claimed) -> Result<Letter> {
    let posted = &claimed.letter;
    let site = site::current(desk).await?;
    match (&claimed.pass, posted.rsvp_id) {
        (Pass::Rsvp(token), Some(id)) => {
            let rsvp = rsvp::Entity::find_by_id(id).one(desk.read()).await?;
            let rsvp = rsvp.ok_or(Error::NotFound)?;
            about_rsvp(desk, &site, posted, &rsvp, &format!("/r/{}", token.reveal())).await
        }
        (Pass::SignIn(..) | Pass::Nothing, None) => for_staff(desk, &site, claimed).await,
        _ => Err(Error::NotFound),
    }
}

/// The letter about an RSVP as it would go out now; `own_page` is the path of the guest's own page.
pub(crate) async fn about_rsvp(
    desk: &Desk,
    site: &Site,
    posted: &Posted,
    rsvp: &Rsvp,
    own_page: &str,
) -> Result<Letter> {
    let (event, briefing) = event::own_briefing(desk, rsvp.event_id).await?;
    let mut facts = facts(desk, site, rsvp, &briefing, own_page).await?;
    facts.note.clone_from(&posted.note);
    let words = letter::write(kind(posted, rsvp)?, &facts).map_err(Error::broken)?;
    Ok(Letter {
        id: posted.id,
        message_id: posted.message_id.clone(),
        date: posted.written_at,
        from: site.mailbox(),
        to: posted.recipient.clone(),
        reply_to: facts.contact.map(|contact| (contact.name, contact.email)),
        subject: words.subject,
        text: words.text,
        html: words.html,
        calendar: calendar_part(desk, site, posted, rsvp, &event),
    })
}

async fn for_staff(desk: &Desk, site: &Site, claimed: &Claimed) -> Result<Letter> {
    let posted = &claimed.letter;
    let member = staff::by_address(desk.read(), &posted.recipient).await?;
    let member = member.ok_or(Error::NotFound)?;
    let told = match (&claimed.pass, posted.kind) {
        (Pass::SignIn(token, Some(code)), Kind::SignIn) => {
            StaffLetter::SignIn { link: way_in(desk, token), code: code.clone() }
        }
        (Pass::SignIn(token, _), _) => StaffLetter::Invited {
            link: way_in(desk, token),
            role: member.role,
            name: member.name,
            inviter: posted.note.clone().unwrap_or_else(|| site.name.clone()),
        },
        _ => StaffLetter::Test,
    };
    let words = letter::write_to_staff(&told, &site.name, &desk.link("/sign-in"));
    let words = words.map_err(Error::broken)?;
    Ok(Letter {
        id: posted.id,
        message_id: posted.message_id.clone(),
        date: posted.written_at,
        from: site.mailbox(),
        to: posted.recipient.clone(),
        reply_to: None,
        subject: words.subject,
        text: words.text,
        html: words.html,
        calendar: None,
    })
}

fn way_in(desk: &Desk, token: &Token) -> String {
    desk.link(&format!("/sign-in/{}", token.reveal()))
}

fn kind(posted: &Posted, rsvp: &Rsvp) -> Result<letter::Kind> {
    Ok(match posted.kind {
        Kind::Confirmed => letter::Kind::Confirmed,
        Kind::Waiting => letter::Kind::Waiting,
        Kind::Asked => letter::Kind::Asked,
        Kind::AlreadyHere => letter::Kind::AlreadyHere(rsvp.standing),
        Kind::GivenUp => letter::Kind::GivenUp,
        Kind::Cancelled => letter::Kind::Cancelled(rsvp.given_up_from.unwrap_or(Standing::Seated)),
        Kind::Corrected => letter::Kind::Corrected(rsvp.standing),
        Kind::SignIn | Kind::Invited | Kind::Test => return Err(Error::NotFound),
    })
}

async fn facts(
    desk: &Desk,
    site: &Site,
    rsvp: &Rsvp,
    briefing: &Briefing,
    own_page: &str,
) -> Result<Facts> {
    let when = &briefing.when;
    let place = &briefing.place;
    let room = place.room.as_deref().map(room_label);
    let in_room = !rsvp.online && place.mode != Mode::Online;
    let rooms = [room.clone(), place.building.clone(), place.address.clone()];
    let online = || "Online".to_owned();
    Ok(Facts {
        title: briefing.title.clone(),
        short_when: when.short_day.clone(),
        short_where: if in_room {
            short_where(room, place.building.as_ref())
        } else {
            Some(online())
        },
        when: told(&briefing.when),
        place: if in_room { rooms.into_iter().flatten().collect() } else { vec![online()] },
        arrival: place.arrival.clone().filter(|_| in_room),
        hosts: in_a_row(&inviting(briefing)),
        guest: Some(rsvp.name.clone()),
        online: !in_room,
        contact: briefing.contact.clone().and_then(|contact| {
            Some(letter::Contact { name: contact.name, email: contact.email? })
        }),
        site: site.name.clone(),
        rsvp_link: desk.link(own_page),
        event_link: desk.link(&format!("/events/{}", briefing.slug)),
        privacy_link: desk.link("/privacy"),
        note: None,
        place_in_line: rsvp::place_in_line(desk.read(), rsvp).await?,
    })
}

/// When, a fact a line, each hour below its own day.
fn told(when: &When) -> Vec<String> {
    let to = when.last_day.as_ref().map(|day| format!("to {day}"));
    let all_day = when.all_day.then(|| "All day".to_owned());
    let doors = when.doors.as_ref().map(|doors| format!("Doors open at {doors}"));
    let facts = [when.day.clone(), when.hours.clone(), to, when.last_hours.clone(), all_day, doors];
    facts.into_iter().flatten().collect()
}

/// `Rayburn 2172` for the subject: the building's first word tells the place on the Hill.
fn short_where(room: Option<String>, building: Option<&String>) -> Option<String> {
    let word = building.and_then(|building| building.split_whitespace().next());
    match (room, word) {
        (Some(room), Some(word)) if building.is_some_and(|b| b.contains("Office Building")) => {
            Some(format!("{word} {}", room.trim_start_matches("Room ")))
        }
        (room, _) => room.or_else(|| building.cloned()),
    }
}

/// Who invites. Those who only cooperate, lend a name or a room are not hosts, and a letter that
/// called a Member's office one would be wrong (House ethics rules on co-sponsored events).
fn inviting(briefing: &Briefing) -> Vec<String> {
    let invites = |host: &&PublicHost| {
        host.relation.as_ref().is_none_or(|word| matches!(word.as_str(), "host" | "co_host"))
    };
    briefing.hosts.iter().filter(invites).map(|host| host.name.clone()).collect()
}

/// `A, B and C`.
fn in_a_row(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The calendar part as fixed when the letter was queued; an event without a date has none.
fn calendar_part(
    desk: &Desk,
    site: &Site,
    posted: &Posted,
    rsvp: &Rsvp,
    event: &Event,
) -> Option<(&'static str, String)> {
    let (method, name) = match posted.calendar.as_deref()? {
        "CANCEL" => (Method::Cancel, "CANCEL"),
        _ => (Method::Request, "REQUEST"),
    };
    let sequence = u32::try_from(posted.sequence).unwrap_or(u32::MAX);
    let mut entry = event::entry(desk, site, event, rsvp.uid.clone(), sequence, posted.written_at)?;
    entry.attendee = Some(rsvp.email.clone());
    if rsvp.online {
        entry.place = Some("Online".to_owned());
    }
    if name == "CANCEL" {
        entry.standing = calendar::Standing::Cancelled;
    }
    Some((name, calendar::render(method, None, &[entry])))
}

/// The guest's own entry as a file: no attendee, no link of theirs.
///
/// # Errors
/// `NotFound` for who has no seat, and for an event without a date.
pub(crate) async fn own_calendar(desk: &Desk, rsvp: &Rsvp) -> Result<String> {
    let event = event::Entity::find_by_id(rsvp.event_id).one(desk.read()).await?;
    let event = event.filter(|event| event.deleted_at.is_none()).ok_or(Error::NotFound)?;
    let sequence = u32::try_from(rsvp.sequence).unwrap_or(u32::MAX);
    let site = site::current(desk).await?;
    // The same SEQUENCE with a later stamp is newer, too (RFC 5546 §2.1.5): the event may have been
    // called off since.
    let stamp = rsvp.changed_at.max(event.changed_at);
    let entry = event::entry(desk, &site, &event, rsvp.uid.clone(), sequence, stamp);
    let mut entry = entry.ok_or(Error::NotFound)?;
    match rsvp.standing {
        Standing::Seated => {}
        Standing::GivenUp | Standing::Cancelled if rsvp.given_up_from == Some(Standing::Seated) => {
            entry.standing = calendar::Standing::Cancelled;
        }
        _ => return Err(Error::NotFound),
    }
    Ok(calendar::render(Method::Publish, None, &[entry]))
}
