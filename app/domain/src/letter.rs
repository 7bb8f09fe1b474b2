//! The words of the mails to guests.
//!
//! A kind of letter is a folder of templates: its subject, its plain text and its HTML. The plain
//! text is written first and stands on its own: one fact a line, every link alone on its line, so
//! that it reads well in the plainest client and a program can find the links. What people typed
//! passes `plain` before any template sees it, and a guest's name is repeated only when no mail
//! client could take it for a link: anybody can have a mail sent to anybody through an RSVP form.

mod changes;
mod facts;
mod greeting;
mod kind;
mod language;
mod mine;
mod news;
mod phrases;
mod plain;
mod schedule;
mod schedule_changed;
mod staff;
mod subject;
pub mod typed;

pub use changes::Changes;
pub(crate) use facts::in_a_row;
pub use facts::{Before, Contact, Deadlines, Facts, Purpose, Reminder};
pub use greeting::greetable;
pub use kind::Kind;
pub use language::Language;
pub use mine::{Mine, Own, write_mine};
pub use news::{AboutEvent, Digest, DigestEvent, MailTrouble, News, write_news};
use phrases::Phrase;
pub use schedule::{NextPart, Schedule, write_schedule};
pub use schedule_changed::{ChangedPart, ChangedSession, ScheduleChanged, write_schedule_changed};
pub use staff::{StaffLetter, write_to_staff};
pub use subject::says_waiting;
pub use typed::{Placeholder, Typed};

#[cfg(test)]
use crate::rsvp::Standing;

/// A letter as it is sent, but for the envelope.
pub struct Words {
    /// One line of less than 60 characters.
    pub subject: String,
    /// The plain part. Lines end with LF and are not wrapped.
    pub text: String,
    /// The same as a document of its own.
    pub html: String,
}

/// Writes a letter of this kind.
pub fn write(kind: Kind, facts: &Facts) -> Result<Words, askama::Error> {
    write_typed(kind, facts, None)
}

/// Writes a letter of this kind, in words of staff where there are some.
pub fn write_typed(
    kind: Kind,
    facts: &Facts,
    typed: Option<&Typed>,
) -> Result<Words, askama::Error> {
    let (facts, language) = (&facts.plain(), facts.language);
    let letter = language::Letter { kind, facts, typed: None, subject: "" };
    let subject =
        match typed.filter(|_| !facts.discreet).filter(|typed| !typed.subject.trim().is_empty()) {
            Some(typed) => typed.subject(kind, facts),
            None if facts.discreet => facts.neutral_subject(kind),
            None => subject::fitted(&plain::line(&language.subject(letter)?), facts),
        };
    let body = typed.map(|typed| typed.body(kind, facts));
    let letter = language::Letter { typed: body.as_ref(), subject: &subject, ..letter };
    let text = plain::paragraphs(&language.text(letter)?);
    let html = plain::paragraphs(&language.html(letter)?);
    Ok(Words { subject, text, html })
}

#[cfg(test)]
mod tests;
