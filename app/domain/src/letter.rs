//! The words of the mails to guests.
//!
//! A kind of letter is a folder of templates: its subject, its plain text and its HTML. The plain
//! text is written first and stands on its own: one fact a line, every link alone on its line, so
//! that it reads well in the plainest client and a program can find the links. What people typed
//! passes `plain` before any template sees it, and a guest's name is repeated only when no mail
//! client could take it for a link: anybody can have a mail sent to anybody through an RSVP form.

mod greeting;
mod plain;
mod staff;
mod subject;

use askama::Template;

pub use greeting::greetable;
pub use staff::{StaffLetter, write_to_staff};

use crate::rsvp::Standing;

/// What a letter tells. It holds the guest's name and a live link, so it has no `Debug`.
#[derive(Clone, Default)]
pub struct Facts {
    /// The event's title.
    pub title: String,
    /// The day as the subject tells it: "Fri, Jun 16".
    pub short_when: Option<String>,
    /// The room as the subject tells it: "Rayburn 2172".
    pub short_where: Option<String>,
    /// Day and hours, a fact each. Empty while the event has no date.
    pub when: Vec<String>,
    /// Room, building and address, a fact each.
    pub place: Vec<String>,
    /// How to get in; several lines are several facts.
    pub arrival: Option<String>,
    /// The hosts as one line; may be empty.
    pub hosts: String,
    /// The name to greet, as typed.
    pub guest: Option<String>,
    /// This person takes part online. The address of the stream stands on their RSVP page, never
    /// in a mail, which may be forwarded.
    pub online: bool,
    /// Who answers questions.
    pub contact: Option<Contact>,
    /// The name the coalition goes by.
    pub site: String,
    /// The guest's own page: see, correct, cancel.
    pub rsvp_link: String,
    /// The event's public page.
    pub event_link: String,
    /// How personal data is treated.
    pub privacy_link: String,
    /// What staff add in their own words; several lines are several facts.
    pub note: Option<String>,
    /// The place in the waiting list, counted from one.
    pub place_in_line: Option<i64>,
}

/// Who answers questions about an event.
#[derive(Clone)]
pub struct Contact {
    /// The name to ask for.
    pub name: Option<String>,
    /// The mail address.
    pub email: String,
}

/// Why a letter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A seat is theirs.
    Confirmed,
    /// The room is full; they are on the waiting list.
    Waiting,
    /// The hosts decide on each request, and have this one.
    Asked,
    /// They replied before; nothing has changed.
    AlreadyHere(Standing),
    /// Staff cancelled their RSVP, which stood like this.
    Cancelled(Standing),
    /// Staff corrected what is known of them.
    Corrected(Standing),
    /// They cancelled.
    GivenUp,
}

impl Kind {
    /// Whether its reader has nothing left that could be cancelled.
    fn is_farewell(self) -> bool {
        match self {
            Self::GivenUp | Self::Cancelled(_) => true,
            Self::AlreadyHere(standing) => !standing.is_alive(),
            Self::Confirmed | Self::Waiting | Self::Asked | Self::Corrected(_) => false,
        }
    }
}

/// A letter as it is sent, but for the envelope.
pub struct Words {
    /// One line of less than 60 characters.
    pub subject: String,
    /// The plain part. Lines end with LF and are not wrapped.
    pub text: String,
    /// The same as a document of its own.
    pub html: String,
}

#[derive(Template)]
#[template(path = "subject.txt")]
struct Opening {
    kind: Kind,
}

#[derive(Template)]
#[template(path = "letter.txt")]
struct Text<'a> {
    kind: Kind,
    facts: &'a Facts,
}

#[derive(Template)]
#[template(path = "letter.html")]
struct Html<'a> {
    kind: Kind,
    facts: &'a Facts,
    subject: &'a str,
}

/// Writes a letter of this kind.
pub fn write(kind: Kind, facts: &Facts) -> Result<Words, askama::Error> {
    let facts = &facts.plain();
    let subject = subject::fitted(&plain::line(&Opening { kind }.render()?), facts);
    let text = plain::paragraphs(&Text { kind, facts }.render()?);
    let html = plain::paragraphs(&Html { kind, facts, subject: &subject }.render()?);
    Ok(Words { subject, text, html })
}

impl Facts {
    /// The same facts, each fit to stand on a line of its own.
    fn plain(&self) -> Self {
        let contact = self.contact.as_ref().map(|contact| Contact {
            name: contact.name.as_deref().and_then(plain::some_line),
            email: plain::line(&contact.email),
        });
        Self {
            title: plain::line(&self.title),
            short_when: self.short_when.as_deref().and_then(plain::some_line),
            short_where: self.short_where.as_deref().and_then(plain::some_line),
            when: plain::lines(&self.when),
            place: plain::lines(&self.place),
            hosts: plain::line(&self.hosts),
            guest: self
                .guest
                .as_deref()
                .map(str::trim)
                .filter(|name| greetable(name))
                .map(plain::line),
            site: plain::line(&self.site),
            contact,
            ..self.clone()
        }
    }

    fn note_lines(&self) -> Vec<String> {
        broken(self.note.as_ref())
    }

    fn arrival_lines(&self) -> Vec<String> {
        broken(self.arrival.as_ref())
    }
}

/// A text of several lines, each fit to stand in a letter.
fn broken(text: Option<&String>) -> Vec<String> {
    let lines = text.map(|text| text.split(['\n', '\r', '\u{2028}', '\u{2029}']));
    plain::lines(lines.into_iter().flatten())
}

#[cfg(test)]
mod tests;
