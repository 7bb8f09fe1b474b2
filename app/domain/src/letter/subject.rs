//! The subject: what happened, then as much of title, day and room as a phone shows.
//!
//! Day and room are worth more than a title, which the letter opens with anyway: the title gives way
//! first, and where too little of it would be left to recognise it, it goes. A room with a long name
//! is cut.

use super::Facts;
use super::typed::seen;

/// Characters, so that the subject stays below 60.
const LONGEST: usize = 59;

/// What must be left of a title for it to be recognised.
const TITLE_AT_LEAST: usize = 8;

/// How a copy for staff who try a letter out begins.
const TEST: &str = "[Test] ";

/// What is told of a room.
const ROOM_AT_MOST: usize = 20;

/// Sets title, day and room behind the opening ("Confirmed").
pub(super) fn fitted(opening: &str, facts: &Facts) -> String {
    let mut words = Opening::of(facts);
    words.say(opening);
    words.fitted(facts)
}

/// A subject's own words, and which facts are among them already.
#[derive(Default)]
pub(super) struct Opening {
    before: String,
    /// What follows the title, where it is among the words.
    after: Option<String>,
    has_day: bool,
    has_room: bool,
}

impl Opening {
    /// Nothing yet, but for the mark of a copy for staff.
    pub(super) fn of(facts: &Facts) -> Self {
        let before = if facts.is_test() { TEST.to_owned() } else { String::new() };
        Self { before, ..Self::default() }
    }

    /// Goes on with these words.
    pub(super) fn say(&mut self, words: &str) {
        self.after.as_mut().unwrap_or(&mut self.before).push_str(words);
    }

    /// Goes on with the title; a second time it is words like others.
    pub(super) fn title(&mut self, title: &str) {
        if self.after.is_none() {
            self.after = Some(String::new());
        } else {
            self.say(title);
        }
    }

    /// Goes on with the day.
    pub(super) fn day(&mut self, day: Option<&str>) {
        self.say(day.unwrap_or_default());
        self.has_day = true;
    }

    /// Goes on with the room.
    pub(super) fn room(&mut self, room: Option<&str>) {
        self.say(&room.map(|room| cut(room, ROOM_AT_MOST)).unwrap_or_default());
        self.has_room = true;
    }

    /// The whole subject.
    pub(super) fn fitted(&self, facts: &Facts) -> String {
        let own = super::plain::line(&format!(
            "{}{}",
            self.before,
            self.after.as_deref().unwrap_or_default()
        ));
        // Guests sort their mail by this word; a title must not put it onto a confirmation.
        let misleading = says_waiting(&facts.title) && !says_waiting(&own);
        let title = if misleading { "" } else { facts.title.as_str() };
        let day = facts.short_when.clone().filter(|_| !self.has_day);
        let room = facts.short_where.as_deref().filter(|_| !self.has_room);
        let room = room.map(|room| cut(room, ROOM_AT_MOST));
        let tails =
            [tail([day.as_deref(), room.as_deref()]), tail([day.as_deref(), None]), String::new()];
        let needed = length(title).min(TITLE_AT_LEAST);
        for tail in &tails {
            let left = LONGEST.saturating_sub(length(&own) + length(self.joint()) + length(tail));
            if needed > 0 && needed <= left {
                return super::plain::line(&self.around(&cut(title, left), tail));
            }
            if length(&own) + length(tail) <= LONGEST {
                return format!("{own}{tail}");
            }
            // The mark costs words, and not the room that one looks for.
            if facts.is_test() && room.is_some() {
                return format!("{}{tail}", cut(&own, LONGEST.saturating_sub(length(tail))));
            }
        }
        cut(&own, LONGEST)
    }

    fn joint(&self) -> &'static str {
        // Room for the space that the title may need on each side.
        if self.after.is_none() { ": " } else { "  " }
    }

    fn around(&self, title: &str, tail: &str) -> String {
        let before = &self.before;
        match &self.after {
            None => format!("{before}: {title}{tail}"),
            Some(after) => format!("{before}{title}{after}{tail}"),
        }
    }
}

fn tail(facts: [Option<&str>; 2]) -> String {
    facts.into_iter().flatten().fold(String::new(), |tail, fact| format!("{tail} · {fact}"))
}

/// The name gives way, and what the letter is for stays whole.
pub(super) fn fitted_name(before: &str, name: &str, after: &str) -> String {
    let left = LONGEST - length(before) - length(after);
    format!("{before}{}{after}", cut(name, left))
}

/// At most so many characters; cut after a word where that leaves at least half of them.
fn cut(title: &str, most: usize) -> String {
    let Some((end, _)) = title.char_indices().nth(most) else { return title.to_owned() };
    let kept = title.char_indices().nth(most - 1).map_or(end, |(start, _)| start);
    let next = title[kept..].chars().next();
    let word_end = if next == Some(' ') { Some(kept) } else { title[..kept].rfind(' ') };
    let kept = word_end.filter(|&end| length(&title[..end]) * 2 >= most).unwrap_or(kept);
    let words = title[..kept].trim_end_matches([' ', ',', ';', ':', '.', '–', '-']);
    format!("{words}…")
}

/// Whether a reader sees the word by which guests tell a place in line from a seat.
pub fn says_waiting(text: &str) -> bool {
    seen(text).to_lowercase().contains("waiting")
}

fn length(text: &str) -> usize {
    text.chars().count()
}
