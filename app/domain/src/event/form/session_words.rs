//! What is found about sessions, told by their titles.

use super::control::row;
use crate::document::{Document, Session};
use crate::text::said;

/// The sentence for one finding about the session at `index`, whose `key` it is about; nothing where the
/// general words do.
pub(super) fn told(document: &Document, index: usize, key: &str, why: &str) -> Option<String> {
    let own = title(document, index);
    let words = match (key, why) {
        ("starts", "is before the event") => format!("{own} begins before the event does."),
        ("ends", "is before the event") => format!("{own} ends before the event begins."),
        ("starts", "is after the event") => format!("{own} begins when the event is over."),
        ("ends", "is after the event") => format!("{own} ends after the event does."),
        ("ends", "is not after its start") => format!(
            "{own} does not end after its start. If it ends after midnight, please fill in the last day."
        ),
        ("starts", _) if why.ends_with(", which stands above it") => {
            let above = why.strip_prefix("is before ")?.split(',').next()?;
            format!("{own} begins before {}, which stands above it.", named(document, above))
        }
        (_, _) if why.starts_with("overlaps ") => {
            let other = why.strip_prefix("overlaps ")?.strip_suffix(" in the same room")?;
            format!("{} and {own} are in the same room at the same time.", named(document, other))
        }
        (_, _) if why.ends_with(" at that time") => {
            let (name, other) = why.strip_suffix(" at that time")?.rsplit_once(" is also in ")?;
            let other = named(document, other);
            format!("{name} is in {other} and in {own} at the same time.")
        }
        (_, _) if why.ends_with(" is not among the speakers") => {
            format!("{why} of the event, but in {own}.")
        }
        (_, _) if why.contains(" is not among the speakers, in ") => {
            let (who, sessions) = why.rsplit_once(", in ")?;
            format!("{who} of the event, but in {sessions}.")
        }
        ("moderator", _) if is_out(why) => format!("{why} and is still to lead {own}."),
        ("speakers", _) if is_out(why) => format!("{why} and is still in {own}."),
        _ => return None,
    };
    Some(words)
}

/// What was found, with the names of those whom it tells by their path: `speakers[2]`.
pub(super) fn with_names(document: &Document, why: &str) -> String {
    let mut parts = why.split("speakers[");
    let mut told = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(']').and_then(|(index, rest)| Some((name(document, index)?, rest))) {
            Some((name, rest)) => told.extend(["“", &name, "”", rest]),
            None => told.extend(["speakers[", part]),
        }
    }
    told
}

fn name(document: &Document, index: &str) -> Option<String> {
    let speaker = document.speakers.get(index.parse::<usize>().ok()?)?;
    said(speaker.name.as_ref()).or_else(|| said(speaker.placeholder.as_ref()))
}

fn is_out(why: &str) -> bool {
    ["” has declined", "” has dropped out"].iter().any(|end| why.ends_with(end))
}

/// The session that a path such as `sessions[2]` is about.
fn named(document: &Document, path: &str) -> String {
    row(path).map_or_else(|| path.to_owned(), |(_, index, _)| title(document, index))
}

/// `“Opening”`, or `session 3` where there is no title.
fn title(document: &Document, index: usize) -> String {
    let quoted =
        |session: &Session| said(session.title.as_ref()).map(|title| format!("“{}”", title.trim()));
    let titled = document.sessions.get(index).and_then(quoted);
    titled.unwrap_or_else(|| format!("session {}", index + 1))
}
