//! What a reminder tells besides the facts: how near the event is on the day of writing, and whether
//! its reader is asked to say again that they come.

use super::facts::short_where;
use super::schedule::next;
use crate::agenda;
use crate::briefing::Briefing;
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::{Event, room_label};
use crate::ladder;
use crate::letter::{Facts, NextPart, Reminder};
use crate::line_up::{self, Way};
use crate::outbox::Posted;
use crate::rsvp::{Rsvp, Standing};
use crate::site::Site;

/// Adds what a guest's reminder tells. `own_page` is the path of their page.
///
/// # Errors
/// `NotFound` when the event was changed since, so that nobody would be reminded of this.
pub(super) async fn remind(
    desk: &Desk,
    posted: &Posted,
    (event, rsvp): (&Event, &Rsvp),
    own_page: &str,
    facts: &mut Facts,
) -> Result<()> {
    let asks = asks(desk, posted, event, rsvp).await?;
    facts.reminder = Some(Reminder { days: days(desk, event)?, asks });
    if asks {
        facts.rsvp_link = desk.link(&format!("{own_page}/coming"));
    }
    Ok(())
}

/// What a reminder tells that is only looked at: that of the step which comes next, to this guest or to
/// anybody with a seat.
pub(super) async fn example(
    desk: &Desk,
    event: &Event,
    rsvp: Option<&Rsvp>,
    facts: &mut Facts,
) -> Result<()> {
    let ladder = ladder::of_event(desk.read(), event).await?;
    let step = ladder.example(event, rsvp, desk.now());
    let may_be_asked =
        |rsvp: &Rsvp| rsvp.standing == Standing::Seated && rsvp.reconfirmed_at.is_none();
    let asks = step.is_some_and(|step| step.asks) && rsvp.is_none_or(may_be_asked);
    facts.reminder = Some(Reminder { days: ladder::days_of(event, step), asks });
    if asks {
        facts.rsvp_link.push_str("/coming");
    }
    Ok(())
}

/// What a speaker's reminder tells: their own part with its hours and its room, the event's where they
/// have none, and the chosen name to greet, unless the address is that of several.
///
/// # Errors
/// `NotFound` when nobody speaks any more who is reached there, or the event was changed since.
pub(super) async fn to_speaker(
    desk: &Desk,
    site: &Site,
    posted: &Posted,
    (event, briefing): (&Event, &Briefing),
) -> Result<Facts> {
    let ladder = ladder::of_event(desk.read(), event).await?;
    if !ladder.has(event, posted.occurrence) {
        return Err(Error::NotFound);
    }
    let line_up = line_up::of_event(desk.read(), event.id).await?;
    let mut ways = line_up.ways(desk.read(), desk.now()).await?;
    ways.retain(|way| way.address == posted.recipient);
    let [first, others @ ..] = ways.as_slice() else { return Err(Error::NotFound) };
    // An office may be that of one speaker and the assistant of the next.
    let copy = ways.iter().all(|way| way.to_assistant);
    let name = first.name.clone().filter(|_| others.is_empty());
    let facts = Facts {
        copy,
        assisted: name.clone().filter(|_| copy),
        guest: name.filter(|_| !copy),
        note: posted.note.clone(),
        discreet: ways.iter().any(|way| way.discreet),
        ..super::facts::of_event(desk, site, briefing, false)
    };
    let parts = own_parts(desk, &ways, event.id).await?;
    // Of an event of several days theirs may be a later one.
    let first = parts.iter().filter_map(|(_, part)| part.day).min();
    let later = first.zip(event.first_day()).map_or(0, |(own, first)| (own - first).num_days());
    let days = days(desk, event)? + later;
    let facts = Facts { reminder: Some(Reminder { days, asks: false }), ..facts };
    Ok(with_own(facts, briefing, &parts))
}

/// What those have at the event who are reached by these ways, each with their name.
async fn own_parts(
    desk: &Desk,
    ways: &[Way],
    event_id: i64,
) -> Result<Vec<(Option<String>, NextPart)>> {
    let mut parts = vec![];
    for way in ways {
        let Some(id) = way.speaker_id else { continue };
        let item = agenda::part_shown(desk, id, event_id).await?;
        parts.extend(item.map(|item| (way.name.clone(), next(&item))));
    }
    Ok(parts)
}

/// Whoever has sessions reads their hours and their room, and not those of the event.
fn with_own(facts: Facts, briefing: &Briefing, parts: &[(Option<String>, NextPart)]) -> Facts {
    if parts.iter().all(|(_, part)| part.own.is_empty()) {
        return facts;
    }
    let of_several = parts.len() > 1;
    let named = |name: Option<&String>, line: String| match name.filter(|_| of_several) {
        Some(name) => format!("{name}: {line}"),
        None => line,
    };
    let lines = parts
        .iter()
        .flat_map(|(name, part)| part.lines().into_iter().map(|line| named(name.as_ref(), line)));
    let when = lines.collect();
    let [(_, only)] = parts else { return Facts { when, ..facts } };
    let room = only.room.as_deref().map(room_label);
    Facts {
        when,
        short_when: only.short_day.clone(),
        short_where: short_where(room, briefing.place.building.as_ref()).filter(|_| !facts.online),
        place: only.place.clone(),
        ..facts
    }
}

/// Local days from now to the event.
fn days(desk: &Desk, event: &Event) -> Result<i64> {
    let today = event.zone().local(desk.now()).date();
    let first = event.first_day().ok_or(Error::NotFound)?;
    Ok((first - today).num_days())
}

/// Whether they are asked: by this rung, while they have a seat and have not said it already.
async fn asks(desk: &Desk, posted: &Posted, event: &Event, rsvp: &Rsvp) -> Result<bool> {
    let ladder = ladder::of_event(desk.read(), event).await?;
    if !ladder.has(event, posted.occurrence) {
        return Err(Error::NotFound);
    }
    let seated = rsvp.standing == Standing::Seated;
    Ok(seated && rsvp.reconfirmed_at.is_none() && ladder.asks(posted.occurrence, rsvp))
}
