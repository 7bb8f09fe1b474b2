//! The letter that tells a speaker what changed for them: the facts were fixed when it was queued, the
//! names in it are those by which people may be called now.

use super::schedule::next;
use crate::agenda;
use crate::calendar::{self, Entry, Method, Standing};
use crate::change::{
    SpeakerChange, SpeakerNews, ToldPerson, ToldSpeaker, ToldSpeakerAll, speaker_changes,
    speaker_news,
};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::{self, Event};
use crate::letter::{self, ChangedPart, ChangedSession, NextPart, ScheduleChanged, Words};
use crate::line_up::{self, LineUp};
use crate::outbox::Posted;
use crate::outbox::claim::Pass;
use crate::site::Site;
use crate::speaker::{self, Speaker, contact};

use sea_orm::entity::prelude::*;

/// The words, and the entries of their calendar that the letter brings.
///
/// # Errors
/// `NotFound` for a speaker who is gone, and where nothing is left that may be told.
pub(super) async fn told(
    desk: &Desk,
    site: &Site,
    posted: &Posted,
    pass: &Pass,
) -> Result<(Words, Vec<(&'static str, String)>)> {
    let speaker_id = posted.speaker_id.ok_or(Error::NotFound)?;
    let speaker = speaker::by_id(desk.read(), speaker_id).await?;
    let told = posted.changes.as_deref().and_then(ToldSpeakerAll::read).ok_or(Error::NotFound)?;
    let mut events = vec![];
    for one in &told.events {
        events.extend(part(desk, speaker_id, one).await?);
    }
    if events.is_empty() {
        return Err(Error::NotFound);
    }
    let entries = calendar_parts(desk, site, (&speaker, posted), &told).await?;
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
    Ok((words.map_err(Error::broken)?, entries))
}

/// What it tells of one event; nothing where only names differed that may not be told any more.
async fn part(desk: &Desk, speaker_id: i64, told: &ToldSpeaker) -> Result<Option<ChangedPart>> {
    let (db, now) = (desk.read(), desk.now());
    let event: Option<Event> = event::Entity::find_by_id(told.event).one(db).await?;
    let line_up: LineUp = line_up::of_event(db, told.event).await?;
    let named = |person: &ToldPerson| person.named(&line_up, now);
    let changes = speaker_changes(told.before.as_ref(), &told.after, &named);
    if changes.is_empty() {
        return Ok(None);
    }
    let news = speaker_news(told.before.as_ref(), &told.after);
    let (heading, opening) = told_first(news);
    let now_there = match news {
        // They read it as new, or it is theirs no more.
        SpeakerNews::Joined
        | SpeakerNews::JoinedAgain
        | SpeakerNews::Invited
        | SpeakerNews::Left => None,
        _ => agenda::part_shown(desk, speaker_id, told.event).await?,
    };
    let is_off = matches!(news, SpeakerNews::Cancelled | SpeakerNews::Postponed);
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
        stands_as: if is_off { "It was planned like this:" } else { "What you have there now:" },
        stands: now_there.map(|item| stands(&next(&item))).unwrap_or_default(),
        is_asked: told.after.asked && !is_off,
        reason: off.and_then(|event| event.reason.clone()).map(may),
        note: told.note.clone().map(may),
    }))
}

/// What somebody has there: when and where, so that no line of the letter needs another mail.
fn stands(part: &NextPart) -> Vec<String> {
    let lines = part.lines().into_iter().chain([part.place.join(", ")]);
    lines.filter(|line| !line.is_empty()).collect()
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
        SpeakerNews::JoinedAgain => ("You are part of", "You are part of this event again."),
        SpeakerNews::Invited => {
            ("You are invited to", "The hosts would like to have you at this event.")
        }
        SpeakerNews::AskedAgain => {
            ("Please answer again", "The hosts ask again whether you come to this event.")
        }
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

/// The entries that it brings, each a file of its own (RFC 5546 §3.2.2), what is off first: an entry
/// that stays where nobody is wanted leads astray.
async fn calendar_parts(
    desk: &Desk,
    site: &Site,
    (speaker, posted): (&Speaker, &Posted),
    told: &ToldSpeakerAll,
) -> Result<Vec<(&'static str, String)>> {
    let mut parts = vec![];
    for one in told.events.iter().filter(|one| !one.entries.is_empty()) {
        let entries = agenda::entries_at(desk, site, speaker, one.event).await?;
        let is_brought = |entry: &&Entry| {
            let uid = entry.uid.split('@').next();
            one.entries.iter().any(|brought| Some(brought.uid.as_str()) == uid)
        };
        for entry in entries.iter().filter(is_brought).cloned() {
            let (method, name) = match entry.standing {
                Standing::Cancelled => (Method::Cancel, "CANCEL"),
                _ => (Method::Request, "REQUEST"),
            };
            // Calendars take an invitation only for an address of their own (RFC 5546 §3.2.2).
            let entry = Entry { attendee: Some(posted.recipient.clone()), ..entry };
            parts.push((name, calendar::render(method, None, &[entry])));
        }
    }
    parts.sort_by_key(|(name, _)| *name);
    Ok(parts)
}
