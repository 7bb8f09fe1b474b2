//! What a browser may learn of a failure: its kind, its status, words for a guest; never a cause.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;

use axum::http::StatusCode;
use domain::error::{Error, Refusal, Slip};

/// A failure as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Fields need another look.
    Invalid(Vec<Slip>),
    /// The event's state does not allow it.
    Refused(Refusal),
    /// It does not fit how things stand by now; why, in a sentence.
    NotNow(&'static str),
    /// Nothing here, or nothing for this visitor.
    NotHere,
    /// Too much at once.
    Busy,
    /// Ours to mend; the log holds the cause beside this reference.
    Ours {
        /// Eight hexadecimal digits that say nothing.
        reference: String,
    },
}

impl Problem {
    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Refused(_) | Self::NotNow(_) => StatusCode::CONFLICT,
            Self::NotHere => StatusCode::NOT_FOUND,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Ours { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What is wrong with one field.
    pub fn with(&self, field: &str) -> Option<String> {
        match self {
            Self::Invalid(slips) => {
                slips.iter().find(|slip| slip.field == field).map(|slip| slip.why.clone())
            }
            _ => None,
        }
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Invalid(slips) => Self::Invalid(slips),
            Error::Refused(refusal) => Self::Refused(refusal),
            Error::NotNow(why) => Self::NotNow(why),
            // A stranger must not learn that a draft exists.
            Error::NotFound | Error::Forbidden => Self::NotHere,
            Error::Busy => Self::Busy,
            Error::Broken(cause) => {
                let reference = reference();
                tracing::error!(
                    reference,
                    error = cause.as_ref() as &dyn std::error::Error,
                    "a request failed ({reference})"
                );
                Self::Ours { reference }
            }
        }
    }
}

/// Each `RandomState` hashes with keys of its own, which is all the chance that this needs.
fn reference() -> String {
    format!("{:08x}", RandomState::new().hash_one(()) & 0xffff_ffff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_of_ours_stays_inside() {
        let problem = Problem::from(Error::Broken("password in the cause".into()));
        assert_eq!(problem.status(), 500);
        let Problem::Ours { reference } = problem else { panic!("not ours: {problem:?}") };
        assert_eq!(reference.len(), 8);
        assert!(reference.bytes().all(|digit| digit.is_ascii_hexdigit()));
    }

    #[test]
    fn a_stranger_cannot_tell_a_draft_from_nothing() {
        assert_eq!(Problem::from(Error::Forbidden), Problem::from(Error::NotFound));
    }
}
