//! The subject: what happened, then as much of title, day and room as a phone shows.
//!
//! Day and room are worth more than the end of a long title, so the title gives way first; only
//! when too little of it would be left does the room go, then the day.

use super::Facts;

/// Characters, so that the subject stays below 60.
const LONGEST: usize = 59;

/// What must be left of a title for it to be recognised.
const TITLE_AT_LEAST: usize = 12;

/// Sets title, day and room behind the opening ("Confirmed").
pub(super) fn fitted(opening: &str, facts: &Facts) -> String {
    // Guests sort their mail by this word; a title must not put it onto a confirmation.
    let misleading = says_waiting(&facts.title) && !says_waiting(opening);
    let title = if misleading { "" } else { facts.title.as_str() };
    let (day, room) = (facts.short_when.as_deref(), facts.short_where.as_deref());
    let left = LONGEST.saturating_sub(length(opening) + length(": "));
    let needed = length(title).min(TITLE_AT_LEAST);
    let tail = [(day, room), (day, None), (None, room), (None, None)]
        .map(|(day, room)| {
            [Some(""), day, room].into_iter().flatten().collect::<Vec<_>>().join(" · ")
        })
        .into_iter()
        .find(|tail| length(tail) + needed <= left)
        .unwrap_or_default();
    if title.is_empty() {
        return format!("{opening}{tail}");
    }
    format!("{opening}: {}{tail}", cut(title, left - length(&tail)))
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

fn says_waiting(text: &str) -> bool {
    text.to_lowercase().contains("waiting")
}

fn length(text: &str) -> usize {
    text.chars().count()
}
