//! What can go wrong, sorted by who can mend it.
//!
//! Inner layers know nothing of HTTP; pages map the kinds to answers in one place. A cause of ours
//! is carried for the log and never shown.

use std::borrow::Cow;

/// Why a deed was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The guest can mend it: something typed is wrong.
    #[error("{} field(s) need another look", .0.len())]
    Invalid(Vec<Slip>),
    /// Nobody can just now: the event is full, over or closed.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A deed does not fit how things stand by now; why, in a sentence for who wants it.
    #[error("{0}")]
    NotNow(&'static str),
    /// There is no such thing, or nothing that this caller may know of.
    #[error("not found")]
    NotFound,
    /// This caller may not; shown as not found.
    #[error("not allowed")]
    Forbidden,
    /// Too much at once, or the database cannot write just now: try again in a moment.
    #[error("busy")]
    Busy,
    /// We must.
    #[error("something of ours failed")]
    Broken(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// A result whose error says who can mend it.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// One problem with one field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// The control's name.
    pub field: Cow<'static, str>,
    /// A kind sentence that says how to mend it.
    pub why: String,
}

impl Slip {
    /// A problem with one field, told in a sentence.
    pub fn new(field: impl Into<Cow<'static, str>>, why: impl Into<String>) -> Self {
        Self { field: field.into(), why: why.into() }
    }
}

/// Why an event takes no reply now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Replies have ended, or there are no seats at all.
    #[error("replies are closed")]
    Closed,
    /// Replies have not begun.
    #[error("replies are not open yet")]
    NotYet,
    /// The event is over.
    #[error("the event is over")]
    Over,
    /// The event was cancelled.
    #[error("the event was cancelled")]
    Cancelled,
    /// The event was postponed.
    #[error("the event was postponed")]
    Postponed,
    /// The hosts take no changes of replies any more.
    #[error("replies cannot be changed any more")]
    TooLate,
    /// The event has no form: one simply comes, or is invited.
    #[error("the event takes no replies here")]
    NoForm,
}

impl Error {
    /// One problem with one field.
    pub fn invalid(field: impl Into<Cow<'static, str>>, why: impl Into<String>) -> Self {
        Self::Invalid(vec![Slip::new(field, why)])
    }

    /// A failure of ours, with its cause for the log.
    pub fn broken(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Broken(cause.into())
    }
}

impl From<sea_orm::DbErr> for Error {
    /// A database that is locked, full or away is busy; anything else is a failure of ours.
    fn from(error: sea_orm::DbErr) -> Self {
        if passes_by_itself(&error) {
            tracing::warn!(%error, "the database cannot take this just now");
            Self::Busy
        } else {
            Self::broken(error)
        }
    }
}

fn passes_by_itself(error: &sea_orm::DbErr) -> bool {
    use sea_orm::{DbErr, RuntimeErr, sqlx};
    let (DbErr::Conn(cause) | DbErr::Exec(cause) | DbErr::Query(cause)) = error else {
        return matches!(error, DbErr::ConnectionAcquire(_));
    };
    let RuntimeErr::SqlxError(cause) = cause else { return false };
    match &**cause {
        sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) => true,
        // SQLite: busy 5, locked 6, read-only 8, I/O 10, full 13. PostgreSQL: connection trouble 08,
        // no resources 53, a lock that did not come 55P03, shutting down 57P0x, serialisation 40.
        sqlx::Error::Database(cause) => cause.code().is_some_and(|code| {
            code.parse::<i32>().is_ok_and(|code| matches!(code & 0xff, 5 | 6 | 8 | 10 | 13))
                && code.len() < 5
                || ["08", "53", "55P03", "57P0", "40"]
                    .iter()
                    .any(|class| code.len() == 5 && code.starts_with(class))
        }),
        _ => false,
    }
}
