//! The postman: takes a letter out of the house, by SMTP or as a file, and says what came of it.
//!
//! Whether a letter is tried again hangs on one question, whose fault it was. Only an answer of the
//! relay about this very letter is final; a relay that cannot be reached, refuses our sign-in or
//! falls silent says nothing about the letter, which then waits. The reasons given are shown to
//! staff and kept, so they carry the relay's code and never its text, which quotes addresses.

mod files;
mod message;
mod smtp;

use std::path::PathBuf;

use chrono::{DateTime, Utc};

pub use message::domain_of;
pub use smtp::{Probe, Relay, SmtpRoute};

/// A letter with its envelope. Personal, so it has no `Debug`.
#[derive(Clone)]
pub struct Outgoing {
    /// The outbox row.
    pub id: i64,
    /// With its angle brackets; the same at each attempt, so that a repeat is recognised.
    pub message_id: String,
    /// The Date header, fixed like the Message-ID.
    pub date: DateTime<Utc>,
    /// Our mailbox: "Name <address>" or an address.
    pub from: String,
    /// The guest's address.
    pub to: String,
    /// Who gets the answers: name and address.
    pub reply_to: Option<(Option<String>, String)>,
    /// One line.
    pub subject: String,
    /// The plain part.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// The method (REQUEST, CANCEL or PUBLISH) and the calendar itself.
    pub calendar: Option<(&'static str, String)>,
    /// Further calendars of one entry each, which come as files.
    pub entries: Vec<(&'static str, String)>,
    /// The address that takes the one POST by which such letters end (RFC 8058).
    pub unsubscribe: Option<String>,
}

/// What came of a letter. The reasons are for staff: plain words, no names, no addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The relay took it, or it is on disk.
    Sent,
    /// Worth another attempt.
    Later {
        /// What stood in the way.
        why: String,
    },
    /// No attempt will do better.
    Never {
        /// What is wrong with the letter.
        why: String,
    },
}

/// Where letters go.
pub enum Postman {
    /// Into a folder, one `.eml` file each.
    Files(PathBuf),
    /// To a relay.
    Smtp(Box<Relay>),
}

impl Postman {
    /// A postman who brings letters to a relay, over a connection that he keeps open between them.
    pub fn smtp(route: SmtpRoute) -> Self {
        Self::Smtp(Box::new(Relay::new(route)))
    }

    /// One who takes up this one's work should he fall over.
    #[must_use]
    pub fn another(&self) -> Self {
        match self {
            Self::Files(folder) => Self::Files(folder.clone()),
            Self::Smtp(relay) => Self::Smtp(Box::new(relay.another())),
        }
    }

    /// Whether the last attempt failed for a cause that every other letter would meet as well.
    pub fn is_cut_off(&self) -> bool {
        matches!(self, Self::Smtp(relay) if relay.is_cut_off())
    }

    /// Asked after a letter got through: whether it is the first since the relay may have been away. Tells
    /// it once, to one of all who bring letters there.
    pub fn is_back(&self) -> bool {
        matches!(self, Self::Smtp(relay) if relay.is_back())
    }

    /// Tries once to send the letter, within the patience of the route.
    pub async fn send(&mut self, letter: &Outgoing) -> Outcome {
        let message = match message::composed(letter) {
            Ok(message) => message,
            Err(outcome) => return outcome,
        };
        match self {
            Self::Files(folder) => files::put(folder, letter, message.formatted()).await,
            Self::Smtp(relay) => {
                let sealed = relay.route().sealed(message.formatted(), message.envelope());
                relay.deliver(message.envelope(), &sealed).await
            }
        }
    }

    /// Takes leave of the relay while there is nothing to send.
    pub async fn rest(&mut self) {
        if let Self::Smtp(relay) = self {
            relay.hang_up().await;
        }
    }
}

impl Outcome {
    fn later(why: impl Into<String>) -> Self {
        Self::Later { why: why.into() }
    }

    fn never(why: impl Into<String>) -> Self {
        Self::Never { why: why.into() }
    }
}
