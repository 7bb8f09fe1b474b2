//! What `document_check` finds, in plain words beside the form's own controls.
//!
//! That check is the one judge, and it speaks of paths to people who write documents. Staff see
//! neither paths nor `null`: each finding is told again by the name of a control and in a sentence
//! that says how to mend it. A sentence that is not known here is passed on as it is.

use super::control::{Place, RowList, find, in_row, row};
use super::order::first_control;
use super::read::PARTY;
use super::{EventForm, Slip};
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
        let (session, key) =
            self.session(path).map_or((None, path), |(told, key)| (Some(told), key));
        let what = self.about_time(path, key, why).unwrap_or_else(|| plain(key, why));
        match session {
            None => Slip::new(self.control(path), what),
            Some(told) => Slip::new(self.beside_session(key, why), format!("{told}: {what}")),
        }
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

    /// Sessions have no controls here, so a finding about one stands where the cause may be.
    fn beside_session(&self, key: &str, why: &str) -> String {
        match key {
            "starts" | "ends" | "opens" if why.contains("does not exist") => "time.zone".to_owned(),
            "starts" if why.ends_with("after the event") => "time.end".to_owned(),
            "starts" | "ends" | "opens" => "time.start".to_owned(),
            "" if self.form.rows(RowList::Speakers) > 0 => first_control(RowList::Speakers, 0),
            _ => "title".to_owned(),
        }
    }

    /// How a session is called, and what of it the path is about.
    fn session<'p>(&self, path: &'p str) -> Option<(String, &'p str)> {
        let (index, rest) = path.strip_prefix("sessions[")?.split_once(']')?;
        let index: usize = index.parse().ok()?;
        let title = self.document.sessions.get(index).and_then(|session| session.title.as_ref());
        let number = index + 1;
        let told = title.map_or_else(
            || format!("Part {number} of the agenda"),
            |title| format!("Part {number} of the agenda, “{title}”"),
        );
        Some((told, rest.trim_start_matches('.')))
    }

    /// What clocks and the order of times have to say.
    fn about_time(&self, path: &str, key: &str, why: &str) -> Option<String> {
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
        let told = match (path, key) {
            ("time", _) => "There is no date yet.",
            ("time.zone", _) => "Please choose a time zone from the list.",
            ("time.ends", _) if several_days => {
                "The end is not after the start: please check the last day and both times."
            }
            ("time.ends", _) => {
                "The end is not after the start. If it ends after midnight, please fill in the last day."
            }
            ("time.end_date", _) => "The last day is before the first day.",
            ("time.date", _) => "The event also had another day without an hour; this one counts.",
            ("time.doors", _) => "The doors open only after the start.",
            ("rsvp.closes", _) => "Replies close before they open, so nobody can reply.",
            ("rsvp.changes_until", _) => {
                "The event is over by then. Guests can change their reply until it ends."
            }
            _ if path.ends_with("].released") => {
                "By then replies are closed or the event has begun, so nobody else gets these seats."
            }
            (_, "starts") if why == "is before the event" => "it begins before the event does.",
            (_, "starts") if why == "is after the event" => "it begins when the event is over.",
            (_, "ends") => "its end is not after its start.",
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
