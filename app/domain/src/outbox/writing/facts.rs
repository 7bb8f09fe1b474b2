//! From an RSVP and its event to what a letter about it tells.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

use crate::briefing::{Briefing, Mode, PublicHost, When};
use crate::desk::Desk;
use crate::error::Result;
use crate::event::{Event, room_label};
use crate::letter::{self, Deadlines, Facts, Language, in_a_row};
use crate::rsvp::{self, Rsvp, Standing};
use crate::site::Site;
use crate::time;

/// All that the letter may tell; `own_page` is the path of the guest's own page.
pub(super) async fn facts(
    desk: &Desk,
    site: &Site,
    rsvp: &Rsvp,
    (event, briefing): (&Event, &Briefing),
    own_page: &str,
) -> Result<Facts> {
    let of_event = of_event(desk, site, briefing, rsvp.online);
    Ok(Facts {
        guest: Some(rsvp.name.clone()),
        seats: rsvp.party,
        companions: rsvp.companions.0.clone(),
        offered_until: held_until(event, rsvp),
        scheduler: rsvp.scheduler_name.clone(),
        asks_for_copies: rsvp.scheduler().is_some() && rsvp.scheduler_allowed_at.is_none(),
        handed_by: giver(desk, rsvp).await?,
        rsvp_link: desk.link(own_page),
        place_in_line: rsvp::place_in_line(desk.read(), rsvp).await?,
        standing: Some(rsvp.standing),
        deadlines: deadlines(event, desk.now()),
        discreet: rsvp.discreet,
        ..of_event
    })
}

/// What everybody may know of the event, for one guest who is not known.
pub(super) fn of_event(desk: &Desk, site: &Site, briefing: &Briefing, online: bool) -> Facts {
    let place = &briefing.place;
    let room = place.room.as_deref().map(room_label);
    let in_room = !online && place.mode != Mode::Online;
    let rooms = [room.clone(), place.building.clone(), place.address.clone()];
    let online = || "Online".to_owned();
    Facts {
        language: Language::of(&briefing.language),
        title: briefing.title.clone(),
        short_when: briefing.when.short_day.clone(),
        short_where: if in_room {
            short_where(room, place.building.as_ref())
        } else {
            Some(online())
        },
        when: told(&briefing.when),
        place: if in_room { rooms.into_iter().flatten().collect() } else { vec![online()] },
        arrival: place.arrival.clone().filter(|_| in_room),
        hosts: in_a_row(&inviting(briefing)),
        online: !in_room,
        seats: 1,
        contact: briefing.contact.clone().and_then(|contact| {
            Some(letter::Contact { name: contact.name, email: contact.email? })
        }),
        site: site.name.clone(),
        event_link: desk.link(&format!("/events/{}", briefing.slug)),
        privacy_link: desk.link("/privacy"),
        ..Facts::default()
    }
}

/// Until when an offer can be taken, in words of the event's zone.
pub(super) fn held_until(event: &Event, rsvp: &Rsvp) -> Option<String> {
    let until = rsvp.offered_until.filter(|_| rsvp.standing == Standing::Offered)?;
    Some(time::moment(until, event.zone()))
}

pub(super) fn deadlines(event: &Event, now: DateTime<Utc>) -> Deadlines {
    Deadlines {
        changes_until: event.changes_until_at.map(|until| time::moment(until, event.zone())),
        changes_are_over: event.changes_until_at.is_some_and(|until| until <= now),
        replies_are_over: event.takes_replies(now).is_err(),
        offers_are_over: !event.may_come_to_offer(now),
    }
}

/// The name of the colleague who handed it over.
async fn giver(desk: &Desk, rsvp: &Rsvp) -> Result<Option<String>> {
    let Some(id) = rsvp.handed_by else { return Ok(None) };
    let giver = rsvp::Entity::find_by_id(id).select_only().column(rsvp::Column::Name);
    let name: Option<String> = giver.into_tuple().one(desk.read()).await?;
    Ok(Some(name.unwrap_or_default()))
}

/// The end of an offer that begins now, as an example.
pub(super) fn example_of_an_end(desk: &Desk, event: &Event) -> String {
    time::moment(desk.now() + TimeDelta::days(1), event.zone())
}

/// When, a fact a line, each hour below its own day.
pub(crate) fn told(when: &When) -> Vec<String> {
    let to = when.last_day.as_ref().map(|day| format!("to {day}"));
    let all_day = when.all_day.then(|| "All day".to_owned());
    let doors = when.doors.as_ref().map(|doors| format!("Doors open at {doors}"));
    let facts = [when.day.clone(), when.hours.clone(), to, when.last_hours.clone(), all_day, doors];
    facts.into_iter().flatten().collect()
}

/// `Rayburn 2172` for the subject: the building's first word tells the place on the Hill.
pub(super) fn short_where(room: Option<String>, building: Option<&String>) -> Option<String> {
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
