//! The letter with a speaker's link, from the records as they are now.

use super::facts::told as when_told;
use crate::agenda::{self, Elsewhere, Item, Own};
use crate::briefing::Mode;
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::room_label;
use crate::letter::{self, NextPart, Schedule, Words};
use crate::outbox::Posted;
use crate::site::Site;
use crate::token::Token;

/// The words, with the link that was minted for them.
///
/// # Errors
/// `NotFound` for a speaker who is gone.
pub(super) async fn schedule(
    desk: &Desk,
    site: &Site,
    posted: &Posted,
    token: &Token,
) -> Result<Words> {
    let speaker_id = posted.speaker_id.ok_or(Error::NotFound)?;
    let (told, assistant) = agenda::told(desk, speaker_id).await?;
    let link = desk.link(&format!("/s/{}", token.reveal()));
    let schedule = Schedule {
        speaker: told.name,
        assistant: assistant.filter(|_| posted.copy),
        is_for_assistant: posted.copy,
        discreet: told.discreet,
        next: told.next.as_ref().map(next),
        more: told.more,
        calendar_link: format!("{link}.ics"),
        link,
        site: site.name.clone(),
        privacy_link: desk.link("/privacy"),
    };
    letter::write_schedule(schedule).map_err(Error::broken)
}

/// What somebody has at an event: their sessions, or the event as a whole.
pub(super) fn next(item: &Item) -> NextPart {
    let briefing = &item.briefing;
    let place = &briefing.place;
    let own: Vec<&Own> = item.own.iter().filter(|own| !own.is_past).collect();
    let day = own.iter().find_map(|own| own.when.short_day.clone());
    let room_of = |own: &Own| own.room.clone().or_else(|| place.room.clone());
    let room = own.first().map_or_else(|| place.room.clone(), |own| room_of(own));
    // Where rooms differ each session says its own.
    let shared = own.iter().all(|own| room_of(own) == room);
    let room = room.filter(|_| shared);
    let rooms = [room.as_deref().map(room_label), place.building.clone(), place.address.clone()];
    let is_online = place.mode == Mode::Online;
    let own_room = |own: &Own| room_of(own).filter(|_| !shared && !is_online);
    let told = |own: &Own| line(own, own_room(own).as_deref());
    NextPart {
        title: briefing.title.clone(),
        short_day: day.or_else(|| briefing.when.short_day.clone()),
        day: own.iter().find_map(|own| own.when.machine.as_deref()?.get(..10)?.parse().ok()),
        room: room.filter(|_| !is_online),
        when: when_told(&briefing.when)
            .into_iter()
            .chain(item.elsewhere.as_ref().map(for_them))
            .collect(),
        own: own.into_iter().map(told).collect(),
        place: if is_online {
            vec!["Online".to_owned()]
        } else {
            rooms.into_iter().flatten().collect()
        },
        arrival: place.arrival.clone().filter(|_| !is_online),
        is_asked: item.is_asked,
    }
}

/// `Panel one, Tue, Apr 20, 2:30 – 3:00 pm ET, in place of Ben Example`
fn line(own: &Own, room: Option<&str>) -> String {
    let title = own.title.clone().or_else(|| own.kind.as_ref().map(crate::word::Word::label));
    let title = title.unwrap_or_else(|| "Your part".to_owned());
    let hours = own.when.hours.clone().or_else(|| own.when.last_hours.clone());
    let hours = hours.or_else(|| Some("during the event".to_owned()));
    let room = room.map(room_label);
    let instead = own.in_place.as_deref().map(|words| words.replacen('I', "i", 1));
    let elsewhere = own.elsewhere.as_ref().map(for_them);
    let parts = [Some(title), own.when.short_day.clone(), hours, elsewhere, room, instead];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// `for you 12:30 – 2:00 am CEST the day after`
fn for_them(there: &Elsewhere) -> String {
    let shift = there.shift.map(|shift| format!(" {shift}")).unwrap_or_default();
    format!("for you {}{shift}", there.hours)
}
