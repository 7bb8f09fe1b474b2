//! What is odd about the agenda: hours that do not fit, people in two places, names that nobody has.

use std::collections::BTreeSet;

use super::{Findings, first_day};
use crate::document::{Document, Session, Speaker, Time};
use crate::text::said;
use crate::time::WallTime;
use crate::word::Word;

pub(super) fn look_over(document: &Document, time: &Time, found: &mut Findings) {
    for (index, session) in document.sessions.iter().enumerate() {
        beside_the_event(&path(index), session, time, found);
    }
    order(&document.sessions, found);
    overlaps(document, found);
    for (index, session) in document.sessions.iter().enumerate() {
        who_are_out(document, &path(index), session, found);
    }
    strangers(document, found);
    namesakes(document, found);
    without_session(document, found);
    stand_ins_who_dropped(document, found);
}

const DROPPED: &str = "has dropped out";

fn path(index: usize) -> String {
    format!("sessions[{index}]")
}

/// Begins or ends when there is no event.
fn beside_the_event(path: &str, session: &Session, time: &Time, found: &mut Findings) {
    let (first, last) = (first_day(time), time.ends.map(WallTime::date).or(time.end_date));
    let too_early = |wall: WallTime| {
        time.starts.is_some_and(|event| wall < event) || first.is_some_and(|day| wall.date() < day)
    };
    let too_late = |wall: WallTime| {
        time.ends.is_some_and(|event| wall >= event) || last.is_some_and(|day| wall.date() > day)
    };
    let (starts, ends) = (format!("{path}.starts"), format!("{path}.ends"));
    if session.starts.is_some_and(too_early) {
        found.warn(&starts, "is before the event");
    }
    if session.starts.is_some_and(too_late) {
        found.warn(&starts, "is after the event");
    }
    match (session.starts, session.ends) {
        (Some(start), Some(end)) if end <= start => found.warn(&ends, "is not after its start"),
        (Some(start), Some(end))
            if !too_late(start) && time.ends.is_some_and(|event| end > event) =>
        {
            found.warn(&ends, "is after the event");
        }
        (None, Some(end)) if too_early(end) => found.warn(&ends, "is before the event"),
        _ => {}
    }
}

/// Pages show sessions by their hours, whatever stands above.
fn order(sessions: &[Session], found: &mut Findings) {
    let mut last: Option<(usize, WallTime)> = None;
    for (index, session) in sessions.iter().enumerate() {
        let Some(starts) = session.starts else { continue };
        match last {
            Some((before, latest)) if starts < latest => {
                let what = format!("is before {}, which stands above it", path(before));
                found.warn(&format!("{}.starts", path(index)), what);
            }
            _ => last = Some((index, starts)),
        }
    }
}

/// Two sessions at one time: in one room, or with one person in both.
fn overlaps(document: &Document, found: &mut Findings) {
    let stand_ins: BTreeSet<&str> =
        document.speakers.iter().filter_map(|one| one.placeholder.as_deref()).collect();
    for (index, session) in document.sessions.iter().enumerate() {
        for (before, other) in document.sessions[..index].iter().enumerate() {
            if !at_one_time(session, other) {
                continue;
            }
            if room(document, session) == room(document, other) {
                found.warn(&path(index), format!("overlaps {} in the same room", path(before)));
                continue;
            }
            let theirs: BTreeSet<&str> = named(other).collect();
            let both: BTreeSet<&str> =
                named(session).filter(|name| theirs.contains(name)).collect();
            for name in both.difference(&stand_ins) {
                let (who, before) = (who(document, name), path(before));
                found.warn(&path(index), format!("{who} is also in {before} at that time"));
            }
        }
    }
}

fn at_one_time(one: &Session, other: &Session) -> bool {
    let hours = |session: &Session| session.starts.zip(session.ends).filter(|(s, e)| e > s);
    let Some(((starts, ends), (begins, over))) = hours(one).zip(hours(other)) else {
        return false;
    };
    starts < over && begins < ends
}

/// Its own room, else the event's.
fn room(document: &Document, session: &Session) -> Option<String> {
    let event = || said(document.place.as_ref().and_then(|place| place.room.as_ref()));
    said(session.room.as_ref()).or_else(event).map(|room| room.trim().to_lowercase())
}

/// Whom a session names, the moderator too.
fn named(session: &Session) -> impl Iterator<Item = &str> {
    let names = session.moderator.iter().chain(&session.speakers).map(String::as_str);
    names.filter(|name| !name.trim().is_empty())
}

/// Whom a session names with the key that does.
fn keyed(session: &Session) -> impl Iterator<Item = (&'static str, &str)> {
    let moderator = session.moderator.iter().map(|name| ("moderator", name.as_str()));
    let speakers = session.speakers.iter().map(|name| ("speakers", name.as_str()));
    moderator.chain(speakers).filter(|(_, name)| !name.trim().is_empty())
}

/// People of the line-up who will not come.
fn who_are_out(document: &Document, path: &str, session: &Session, found: &mut Findings) {
    for (key, name) in keyed(session) {
        let theirs = document.speakers.iter().filter(|one| is_called(one, name));
        let states: Option<Vec<_>> = theirs.map(out).collect();
        if let Some(state) = states.and_then(|states| states.first().copied()) {
            found.warn(&format!("{path}.{key}"), format!("{} {state}", who(document, name)));
        }
    }
}

/// Names that the line-up lacks, each told once, where it comes first.
fn strangers(document: &Document, found: &mut Findings) {
    let mut told = BTreeSet::new();
    for (index, session) in document.sessions.iter().enumerate() {
        for (key, name) in keyed(session) {
            let known = document.speakers.iter().any(|one| is_called(one, name));
            if known || !told.insert(name) {
                continue;
            }
            let everywhere = document.sessions.iter().filter(|one| named(one).any(|n| n == name));
            let what = match everywhere.count() {
                1 => format!("“{name}” is not among the speakers"),
                many => format!("“{name}” is not among the speakers, in {many} sessions"),
            };
            found.warn(&format!("{}.{key}", path(index)), what);
        }
    }
}

/// Sessions know people by their names only.
fn namesakes(document: &Document, found: &mut Findings) {
    let mut told = BTreeSet::new();
    for (index, speaker) in document.speakers.iter().enumerate() {
        let Some(name) = said(speaker.name.as_ref()) else { continue };
        let before = &document.speakers[..index];
        let other = before.iter().any(|one| said(one.name.as_ref()).as_ref() == Some(&name));
        let is_named = document.sessions.iter().flat_map(named).any(|one| one == name);
        if other && is_named && told.insert(name.clone()) {
            let who = who(document, &name);
            let what = format!("two speakers are called {who}: sessions cannot tell them apart");
            found.warn(&format!("speakers[{index}].name"), what);
        }
    }
}

/// Somebody of the line-up by their path, anybody else by name: what is found may end in a log.
fn who(document: &Document, name: &str) -> String {
    let place = document.speakers.iter().position(|one| is_called(one, name));
    place.map_or_else(|| format!("“{name}”"), |index| format!("speakers[{index}]"))
}

fn is_called(speaker: &Speaker, name: &str) -> bool {
    [&speaker.name, &speaker.placeholder].into_iter().flatten().any(|known| known == name)
}

/// Why they will not come, if they will not.
fn out(speaker: &Speaker) -> Option<&'static str> {
    match speaker.state.as_ref().map(Word::as_str) {
        Some("declined") => Some("has declined"),
        Some("dropped") => Some(DROPPED),
        _ => None,
    }
}

/// Who was to speak in somebody's place and will not be there at all.
fn stand_ins_who_dropped(document: &Document, found: &mut Findings) {
    for (index, speaker) in document.speakers.iter().enumerate() {
        let Some(name) = said(speaker.stand_in.as_ref()) else { continue };
        let is_represented = speaker.state.as_ref().map(Word::as_str) == Some("surrogate");
        let has_dropped = |one: &Speaker| out(one) == Some(DROPPED);
        let theirs = |one: &&Speaker| one.name.as_ref() == Some(&name);
        if is_represented && document.speakers.iter().find(theirs).is_some_and(has_dropped) {
            let what = format!("{} {DROPPED}", who(document, &name));
            found.warn(&format!("speakers[{index}].stand_in"), what);
        }
    }
}

/// Where sessions name people, somebody may have been forgotten.
fn without_session(document: &Document, found: &mut Findings) {
    let placed: BTreeSet<&str> = document.sessions.iter().flat_map(named).collect();
    if placed.is_empty() {
        return;
    }
    for (index, speaker) in document.speakers.iter().enumerate() {
        let mut names = [&speaker.name, &speaker.placeholder].into_iter().flatten();
        let has_name = names.clone().any(|name| !name.trim().is_empty());
        let comes = out(speaker).is_none();
        if has_name && comes && !names.any(|name| placed.contains(name.as_str())) {
            found.warn(&format!("speakers[{index}]"), "is in no session");
        }
    }
}
