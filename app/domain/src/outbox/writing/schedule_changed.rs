//! The letter that tells a speaker what changed for them: the facts were fixed when it was queued, the
//! names in it are those by which people may be called now.

use crate::agenda;
use crate::calendar::{self, Entry, Method, Standing};
use crate::change::{
    SpeakerChange, SpeakerNews, ToldPerson, ToldSpeaker, ToldSpeakerAll, speaker_changes,
    speaker_news,
};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::{self, Event};
use crate::letter::{self, ChangedPart, ChangedSession, ScheduleChanged, Words};
use crate::line_up::{self, LineUp};
use crate::outbox::Posted;
use crate::outbox::claim::Pass;
use crate::site::Site;
use crate::speaker::{self, Speaker, contact};

use sea_orm::entity::prelude::*;

type CalendarPart = Option<(&'static str, String)>;

/// The words, and the entry where the letter is about one event that has one for them.
///
/// # Errors
/// `NotFound` for a speaker who is gone, and where nothing is left that may be told.
pub(super) async fn told(
    desk: &Desk,
    site: &Site,
    posted: &Posted,
    pass: &Pass,
) -> Result<(Words, CalendarPart)> {
    let speaker_id = posted.speaker_id.ok_or(Error::NotFound)?;
    let speaker = speaker::by_id(desk.read(), speaker_id).await?;
    let told = posted.changes.as_deref().and_then(ToldSpeakerAll::read).ok_or(Error::NotFound)?;
    let mut events = vec![];
    for one in &told.events {
        events.extend(part(desk, one).await?);
    }
    if events.is_empty() {
        return Err(Error::NotFound);
    }
    let calendar = match told.events.as_slice() {
        [one] => calendar_part(desk, site, (&speaker, posted), one.event).await?,
        _ => None,
    };
    let contact = contact::of(desk.read(), speaker_id).await?;
    let words = letter::write_schedule_changed(ScheduleChanged {
        speaker: speaker.on_paper(),
        assistant: contact.assistant_name.filter(|_| posted.copy),
        is_for_assistant: posted.copy,
        discreet: speaker.discreet,
        events,
        link: match pass {
            Pass::Schedule(token) => Some(desk.link(&format!("/s/{}", token.reveal()))),
            _ => None,
        },
        site: site.name.clone(),
        privacy_link: desk.link("/privacy"),
    });
    Ok((words.map_err(Error::broken)?, calendar))
}

/// What it tells of one event; nothing where only names differed that may not be told any more.
async fn part(desk: &Desk, told: &ToldSpeaker) -> Result<Option<ChangedPart>> {
    let (db, now) = (desk.read(), desk.now());
    let event: Option<Event> = event::Entity::find_by_id(told.event).one(db).await?;
    let line_up: LineUp = line_up::of_event(db, told.event).await?;
    let named = |person: &ToldPerson| match person {
        ToldPerson::Known(id) => line_up.known_as(*id, now),
        ToldPerson::Written(name) => line_up.named(name, now),
    };
    let changes = speaker_changes(told.before.as_ref(), &told.after, &named);
    if changes.is_empty() {
        return Ok(None);
    }
    let (heading, opening) = told_first(speaker_news(told.before.as_ref(), &told.after));
    let off = event.as_ref().filter(|event| event.is_called_off());
    let title = event.as_ref().map_or(&told.after.title, |event| &event.title).clone();
    let withheld = line_up::withheld(db, now).await?;
    let may = |text: String| withheld.told(told.event, text);
    Ok(Some(ChangedPart {
        title: may(title),
        short_day: told.after.day.clone(),
        heading,
        opening,
        groups: groups(changes, &may),
        reason: off.and_then(|event| event.reason.clone()).map(may),
        note: told.note.clone().map(may),
    }))
}

/// Before the title in a subject, and as a sentence.
fn told_first(news: SpeakerNews) -> (&'static str, &'static str) {
    match news {
        SpeakerNews::Changed => {
            ("Changed for you", "Something about your part is not as you know it.")
        }
        SpeakerNews::Cancelled => ("Cancelled", "This event is cancelled."),
        SpeakerNews::Postponed => {
            ("Postponed", "This event is postponed to a day that is not set yet.")
        }
        SpeakerNews::BackOn => ("Takes place after all", "This event takes place after all."),
        SpeakerNews::Joined => ("You are part of", "You are part of this event now."),
        SpeakerNews::Left => ("No longer yours", "You are not part of this event any more."),
    }
}

/// What is about one session stands together.
fn groups(changes: Vec<SpeakerChange>, may: &dyn Fn(String) -> String) -> Vec<ChangedSession> {
    let mut groups: Vec<ChangedSession> = vec![];
    for SpeakerChange { of, what, old, new } in changes {
        let (of, old, new) = (of.map(may), may(old), may(new));
        match groups.last_mut().filter(|group| group.title == of) {
            Some(group) => group.lines.push((what, old, new)),
            None => groups.push(ChangedSession { title: of, lines: vec![(what, old, new)] }),
        }
    }
    groups
}

/// The entry that their calendar has for the event, if that is one: an invitation takes no second one
/// (RFC 5546 §3.2.2), and who has several follows the feed.
async fn calendar_part(
    desk: &Desk,
    site: &Site,
    (speaker, posted): (&Speaker, &Posted),
    event_id: i64,
) -> Result<CalendarPart> {
    let mut entries = agenda::entries_at(desk, site, speaker, event_id).await?;
    let (Some(entry), true) = (entries.pop(), entries.is_empty()) else { return Ok(None) };
    let (method, name) = match entry.standing {
        Standing::Cancelled => (Method::Cancel, "CANCEL"),
        _ => (Method::Request, "REQUEST"),
    };
    // Calendars take an invitation only for an address of their own (RFC 5546 §3.2.2).
    let entry = Entry { attendee: Some(posted.recipient.clone()), ..entry };
    Ok(Some((name, calendar::render(method, None, &[entry]))))
}
