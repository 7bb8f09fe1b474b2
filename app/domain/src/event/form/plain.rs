//! What `document_check` finds, in plain words beside the form's own controls.
//!
//! That check is the one judge, and it speaks of paths to people who write documents. Staff see
//! neither paths nor `null`: each finding is told again by the name of a control and in a sentence
//! that says how to mend it. A sentence that is not known here is passed on as it is.

use super::control::{Place, RowList, find, in_row, row};
use super::order::first_control;
use super::read::PARTY;
use super::{EventForm, Slip, session_words};
use crate::document::{Document, Session};
use crate::time::{self, WallTime, Zone};

/// Tells the findings about one document.
pub(super) struct Findings<'a> {
    pub form: &'a EventForm,
    pub document: &'a Document,
    /// For each list, which rows of the form its items are: empty rows are not in the document.
    pub places: [Vec<usize>; RowList::ALL.len()],
}

impl Findings<'_> {
    /// One finding, which begins with its path.
    pub fn slip(&self, finding: &str) -> Slip {
        let (path, why) = finding.split_once(": ").unwrap_or(("", finding));
        let why = session_words::with_names(self.document, why);
        let what = self.about_session(path, &why).or_else(|| self.about_time(path, &why));
        Slip::new(self.control(path), what.unwrap_or_else(|| plain(path, &why)))
    }

    /// Hours that an all-day event does not show.
    pub fn idle_hours(&self) -> Option<Slip> {
        let time = self.document.time.as_ref()?;
        let idle = time.all_day == Some(true) && (time.starts.is_some() || time.ends.is_some());
        let what = "The hours are kept but not shown while “All day” is ticked.";
        idle.then(|| Slip::new("time.all_day", what))
    }

    fn control(&self, path: &str) -> String {
        if let Some((list, index, rest)) = row(path) {
            let place = self.places[list as usize].get(index).copied().unwrap_or(index);
            let key = rest.trim_start_matches('.').split('[').next().unwrap_or_default();
            return match key {
                "" => first_control(list, place),
                "roles" => in_row(list, place, "roles.other"),
                "released" => in_row(list, place, "released.time"),
                "opens" => in_row(list, place, "opens.time"),
                "starts" => in_row(list, place, "start"),
                "ends" => in_row(list, place, "end"),
                key => in_row(list, place, key),
            };
        }
        let name = match path.split('[').next().unwrap_or_default() {
            "time" | "time.date" => "time.first_day",
            "time.starts" => "time.start",
            "time.ends" => "time.end",
            "time.end_date" => "time.last_day",
            "publish_at" => "publish_at.time",
            "rsvp.opens" => "rsvp.opens.time",
            "rsvp.closes" => "rsvp.closes.time",
            "rsvp.changes_until" => "rsvp.changes_until.time",
            name => name,
        };
        // What has no control here stands at the head of the form.
        let known = matches!(find(name), Some(Place::Head(_)));
        if known { name } else { "title" }.to_owned()
    }

    /// What sessions have to say, except for what holds of all hours and texts.
    fn about_session(&self, path: &str, why: &str) -> Option<String> {
        let (RowList::Sessions, index, rest) = row(path)? else { return None };
        let key = rest.trim_start_matches('.').split('[').next().unwrap_or_default();
        let told = session_words::told(self.document, index, key, why)?;
        let first = told.chars().next()?;
        Some(first.to_uppercase().chain(told.chars().skip(1)).collect())
    }

    /// What clocks and the order of times have to say.
    fn about_time(&self, path: &str, why: &str) -> Option<String> {
        let zone = self.zone();
        if let Some(wall) = self.wall(path) {
            if why.contains("does not exist") {
                return Some(skipped(wall, zone));
            }
            if why.contains("happens twice") {
                return Some(twice(wall, zone));
            }
        }
        let several_days = !self.form.value("time.last_day").is_empty();
        let told = match path {
            "time" => "There is no date yet.",
            "time.zone" => "Please choose a time zone from the list.",
            "time.ends" if several_days => {
                "The end is not after the start: please check the last day and both times."
            }
            "time.ends" => {
                "The end is not after the start. If it ends after midnight, please fill in the last day."
            }
            "time.end_date" => "The last day is before the first day.",
            "time.date" => "The event also had another day without an hour; this one counts.",
            "time.doors" => "The doors open only after the start.",
            "rsvp.closes" => "Replies close before they open, so nobody can reply.",
            "rsvp.changes_until" => {
                "The event is over by then. Guests can change their reply until it ends."
            }
            _ if path.ends_with("].released") => {
                "By then replies are closed or the event has begun, so nobody else gets these seats."
            }
            _ => return None,
        };
        Some(told.to_owned())
    }

    fn zone(&self) -> Zone {
        let named = self.document.time.as_ref().and_then(|time| time.zone.as_ref());
        named.and_then(|name| name.parse().ok()).unwrap_or_default()
    }

    fn wall(&self, path: &str) -> Option<WallTime> {
        let (time, rsvp) = (self.document.time.as_ref(), self.document.rsvp.as_ref());
        match path {
            "time.starts" => time?.starts,
            "time.ends" => time?.ends,
            "time.doors" => time?.doors,
            "publish_at" => self.document.publish_at,
            "rsvp.opens" => rsvp?.opens,
            "rsvp.closes" => rsvp?.closes,
            "rsvp.changes_until" => rsvp?.changes_until,
            _ if path.ends_with("].released") => {
                let (RowList::Blocks, index, _) = row(path)? else { return None };
                rsvp?.blocks.get(index)?.released
            }
            _ => {
                let (index, key) = path.strip_prefix("sessions[")?.split_once("].")?;
                of_session(self.document.sessions.get(index.parse::<usize>().ok()?)?, key)
            }
        }
    }
}

fn of_session(session: &Session, key: &str) -> Option<WallTime> {
    match key {
        "starts" => session.starts,
        "ends" => session.ends,
        "opens" => session.opens,
        _ => None,
    }
}

fn skipped(wall: WallTime, zone: Zone) -> String {
    let (day, hour) = (time::day(wall.date()), hours(wall));
    let later = WallTime::from(zone.local(zone.nearest_instant(wall)));
    let meant = if later.date() == wall.date() {
        hours(later)
    } else {
        format!("{} on {}", hours(later), time::day(later.date()))
    };
    let place = place(zone);
    format!(
        "There is no {hour} on {day} in {place}: the clocks are put forward past it that night. Perhaps {meant} is meant?"
    )
}

fn twice(wall: WallTime, zone: Zone) -> String {
    let (day, hour, place) = (time::day(wall.date()), hours(wall), place(zone));
    format!(
        "{hour} comes twice on {day} in {place}, because the clocks are put back that night. The first one is taken."
    )
}

fn hours(wall: WallTime) -> String {
    time::hours(wall.naive().time(), None, "")
}

/// `New York` for `America/New_York`.
fn place(zone: Zone) -> String {
    let name = zone.to_string();
    name.rsplit('/').next().unwrap_or_default().replace('_', " ")
}

/// Everything that is not about times.
fn plain(key: &str, why: &str) -> String {
    let key = key.rsplit('.').next().unwrap_or_default();
    match (key, why) {
        ("title", "is required") => "Please give the event a title.".to_owned(),
        ("slug" | "replacement", _) if why.starts_with("use small letters") => {
            "Please use small letters, digits and single hyphens, 80 at most.".to_owned()
        }
        ("mode", _) if why.starts_with("write one of") => {
            "Please choose one of the answers offered.".to_owned()
        }
        ("url", _) if why.starts_with("write a whole address") => {
            "Please write the whole address, beginning with https://.".to_owned()
        }
        ("largest_party", _) if why.starts_with("write") => PARTY.to_owned(),
        (_, why) if let Some(words) = of_blocks(why) => words.to_owned(),
        (_, "has invisible control characters") => {
            "Please use plain text here: something pasted has invisible characters.".to_owned()
        }
        (_, "must be one line of plain text") => {
            "Please keep this to one line of plain text.".to_owned()
        }
        (_, "is in no session") => "No session of the agenda names them.".to_owned(),
        (_, "has no name and is not shown") => "A host without a name is not shown.".to_owned(),
        _ => other(why),
    }
}

/// Seats that are kept, and parties.
fn of_blocks(why: &str) -> Option<&'static str> {
    Some(match why {
        _ if why.starts_with("write 0 to ") => "Please write a whole number up to 1,000,000.",
        "is missing, so nobody can have these seats" => {
            "Say for whom these seats are kept. Until then nobody gets them."
        }
        "is missing or 0, so nothing is kept" => {
            "Say how many seats are kept. Until then none are."
        }
        "has no effect, because rsvp.seats is no limit" => {
            "Without a limit of seats in the room there is nothing to keep."
        }
        "is beyond rsvp.seats, with the blocks before" => {
            "More seats are kept than the room has: nobody else gets one before they are for everybody."
        }
        "is more than rsvp.seats" => "No party can be larger than the room.",
        _ => return None,
    })
}

fn other(why: &str) -> String {
    if let Some(longest) = why.strip_prefix("is longer than ") {
        return format!("Please use {} at most.", longest.trim_end_matches('.'));
    }
    let mut letters = why.chars();
    let first = letters.next().map(|first| first.to_uppercase().collect::<String>());
    let sentence = first.unwrap_or_default() + letters.as_str();
    if sentence.ends_with(['.', '?', '!']) { sentence } else { sentence + "." }
}
