//! Words of staff in a letter: Markdown with placeholders in place of the letter's own body.
//!
//! The Markdown is read first and the values are set into what was read, so a value is never taken
//! for a placeholder, for mark-up or for a link, whatever a stranger typed into a form. Around the
//! words of staff stays the frame of every letter: greeting, the link to one's own RSVP where the
//! words do not bring it, the note, who answers, how personal data is treated.

mod address;
mod changes;
mod empty;
mod fill;
mod html;
mod markdown;
mod placeholder;
mod rules;
mod seen;
mod text;

use serde::{Deserialize, Serialize};

pub use placeholder::Placeholder;
pub use rules::{LONGEST_BODY, LONGEST_SUBJECT, check_body, check_subject, opening};
pub(super) use seen::seen;

use super::facts::Facts;
use super::{Kind, Language, subject};
use crate::change::News;

/// What staff typed for a letter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    /// The opening of the subject, with placeholders; empty: the letter's own.
    pub subject: String,
    /// The body in Markdown, with placeholders.
    pub body: String,
}

/// The letter's own words as staff would type them, as far as these are the same for everybody; of a
/// changed event, those that go with these news.
pub fn standard(language: Language, kind: Kind, news: News) -> Result<String, askama::Error> {
    Ok(language.standard(kind, news)?.trim().to_owned())
}

/// The body as both parts of a letter have it.
pub(super) struct Body {
    /// For the plain part.
    pub text: String,
    /// For the HTML part, safe.
    pub html: String,
    /// It brings the link to one's own RSVP.
    pub has_own_link: bool,
    /// The HTML part has that link as a button, be it one of the frame's.
    pub has_button: bool,
}

/// What the values come from: a letter's facts, each fit to stand on a line.
#[derive(Clone, Copy)]
struct Source<'a> {
    kind: Kind,
    facts: &'a Facts,
}

impl Typed {
    /// The body with this letter's facts in it, which are fit to stand on lines already.
    pub(super) fn body(&self, kind: Kind, facts: &Facts) -> Body {
        let blocks = fill::filled(markdown::read(&self.body), Source { kind, facts });
        let has_own_link = fill::has_own_link(&blocks);
        Body {
            text: text::written(&blocks),
            html: html::written(&blocks),
            has_own_link,
            has_button: !has_own_link || html::has_button(&blocks),
        }
    }

    /// The subject with title, day and room behind it as far as they fit and are not in it.
    pub(super) fn subject(&self, kind: Kind, facts: &Facts) -> String {
        let source = Source { kind, facts };
        let mut opening = subject::Opening::of(facts);
        for piece in markdown::pieces(&self.subject) {
            match piece {
                markdown::Piece::Named(name) => match Placeholder::named(&name) {
                    Some(Placeholder::Title) => opening.title(&facts.title),
                    Some(Placeholder::When) => opening.day(facts.short_when.as_deref()),
                    Some(Placeholder::Where) => opening.room(facts.short_where.as_deref()),
                    Some(other) => opening.say(&other.lines(source).join(", ")),
                    None => opening.say(&format!("{{{name}}}")),
                },
                markdown::Piece::Said(said) => opening.say(&said),
                markdown::Piece::Stray(brace) => opening.say(&brace.to_string()),
            }
        }
        opening.fitted(facts)
    }
}

#[cfg(test)]
mod tests;
