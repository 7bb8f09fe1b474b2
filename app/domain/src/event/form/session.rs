//! A row of the agenda: hours that need a day, people by the names of the line-up.

use chrono::NaiveDate;

use super::control::RowList;
use super::times::{self, day, hour, wall};
use super::typed::Typed;
use super::{EventForm, clock};
use crate::document::{Document, Session};
use crate::error::Slip;
use crate::text::said;
use crate::time::{self, WallTime};
use crate::word::Word;

/// The event's day, if it has only one: there a session without a day can be on no other.
pub(super) fn only_day(document: &Document) -> Option<NaiveDate> {
    let time = document.time.as_ref()?;
    let first = time.starts.map(WallTime::date).or(time.date)?;
    let last = time.ends.map(WallTime::date).or(time.end_date);
    last.is_none_or(|last| last <= first).then_some(first)
}

pub(super) fn session(
    typed: &Typed,
    kept: &Session,
    only_day: Option<NaiveDate>,
    slips: &mut Vec<Slip>,
) -> Session {
    let (starts, ends) = hours(typed, kept, only_day, slips);
    Session {
        title: typed.text("title", kept.title.as_ref()),
        kind: typed.word("kind", kept.kind.as_ref()),
        starts,
        ends,
        opens: times::moment(typed, ("opens.day", "opens.time"), kept.opens, slips),
        room: typed.text("room", kept.room.as_ref()),
        moderator: typed.text("moderator", kept.moderator.as_ref()),
        speakers: typed.names("speakers", &kept.speakers),
        description: typed.text("description", kept.description.as_ref()),
    }
}

/// Start and end. The event's only day without an hour says nothing: it stands in a new row from the
/// start. One of several would be lost, since a document has no day without its hour.
fn hours(
    typed: &Typed,
    kept: &Session,
    only_day: Option<NaiveDate>,
    slips: &mut Vec<Slip>,
) -> (Option<WallTime>, Option<WallTime>) {
    let (mut starts, mut ends) = (kept.starts, kept.ends);
    let on_first_day = typed.is_blank("last_day") && !typed.is_blank("end");
    let new_start = !typed.is_unchanged(&["day", "start"]);
    let new_end =
        !typed.is_unchanged(&["last_day", "end"]) || on_first_day && !typed.is_unchanged(&["day"]);
    let needs_first = new_start || new_end && on_first_day;
    let first = if needs_first { day(typed, "day", slips) } else { None };
    let first = first.or(only_day.filter(|_| typed.is_blank("day")));
    let mut dayless = false;
    if new_start {
        starts = same_or_new(kept.starts, wall(first, hour(typed, "start", slips)));
        dayless |= !typed.is_blank("start");
        if starts.is_none() && first.is_some() && first != only_day && typed.is_blank("start") {
            slips.push(Slip::new("start", "Please give the start, or take the day out."));
        }
    }
    if new_end {
        let last = day(typed, "last_day", slips);
        let last = if on_first_day { first } else { last };
        ends = same_or_new(kept.ends, wall(last, hour(typed, "end", slips)));
        dayless |= on_first_day;
        if !typed.is_blank("last_day") && typed.is_blank("end") {
            slips.push(Slip::new("end", "At what time? Please write it like 1:00 pm."));
        }
    }
    if dayless && first.is_none() && typed.is_blank("day") {
        slips.push(Slip::new("day", "Which day? Please write it like June 16, 2017."));
    }
    (starts, ends)
}

/// The same time may have been written with seconds.
fn same_or_new(kept: Option<WallTime>, new: Option<WallTime>) -> Option<WallTime> {
    kept.filter(|kept| Some(*kept) == new).or(new)
}

impl EventForm {
    /// What a session is called among many: `Jun 16, 1:00 pm: Opening`. Nothing if it says neither.
    pub fn session_called(&self, index: usize) -> Option<String> {
        let row = self.list(RowList::Sessions).get(index)?;
        let kind = || row.get("kind").map(|kind| Word::new(kind).label());
        let title = said(row.get("title")).or_else(kind);
        let hour = row.get("start").and_then(|start| clock::time(start).ok());
        let day = row.get("day").and_then(|day| clock::day(day).ok()).map(time::short_day);
        let when = hour.map(|hour| {
            let hour = time::hours(hour, None, "");
            day.map_or(hour.clone(), |day| format!("{day}, {hour}"))
        });
        match (when, title) {
            (Some(when), Some(title)) => Some(format!("{when}: {title}")),
            (when, title) => when.or(title),
        }
    }
}
