//! Somebody whom a session names, as what was told keeps them: by number, so that no name rests there.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::agenda::Part;
use crate::appearance::Appearance;
use crate::line_up::LineUp;
use crate::token::hashed;

/// Somebody whom a session names: by number, or, of a name that the line-up never had, as written.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Person {
    Known(i64),
    Represented {
        represented: i64,
        /// Who is heard in their place: a number, a hash of a name, or nothing.
        by: String,
    },
    Written(String),
}

crate::private::private!(Person);

impl Person {
    /// Who a session names; nobody for who will not come.
    pub(super) fn of(part: &Part, name: &str, now: DateTime<Utc>) -> Option<Self> {
        let mut theirs = part.line_up.called(name).peekable();
        if theirs.peek().is_none() {
            return part.line_up.named(name, now).map(Self::Written);
        }
        let one = theirs.find(|one| !one.is_out())?;
        match (one.speaker_id, heard(&part.line_up, one)) {
            (Some(represented), Some(by)) => Some(Self::Represented { represented, by }),
            _ => Self::behind(one),
        }
    }

    /// Whose line in the line-up this is.
    pub(super) fn behind(one: &Appearance) -> Option<Self> {
        let written = || one.name.clone().map(Self::Written);
        one.speaker_id.map(Self::Known).or_else(written)
    }

    /// How everybody may call them at this moment; nothing of who may not be named.
    pub(crate) fn named(&self, line_up: &LineUp, now: DateTime<Utc>) -> Option<String> {
        match self {
            Self::Known(id) => line_up.known_as(*id, now),
            Self::Written(name) => line_up.named(name, now),
            Self::Represented { represented, by } => {
                let is_so = |one: &&Appearance| {
                    one.speaker_id == Some(*represented) && heard(line_up, one).as_ref() == Some(by)
                };
                if let Some(one) = line_up.appearances().iter().find(is_so) {
                    return line_up.face(one, now).map(|face| face.in_sessions());
                }
                let name = line_up.known_as(*represented, now)?;
                Some(format!("{name} ({})", words(line_up, by, now)))
            }
        }
    }

    /// Has another number from now on where it had this one; whether it did.
    pub(super) fn renumber(&mut self, old: i64, new: i64) -> bool {
        let before = self.clone();
        match self {
            Self::Known(id) if *id == old => *id = new,
            Self::Represented { represented, by } => {
                if *represented == old {
                    *represented = new;
                }
                if *by == old.to_string() {
                    *by = new.to_string();
                }
            }
            Self::Known(_) | Self::Written(_) => {}
        }
        *self != before
    }
}

/// That somebody was heard in their place, who is not any more: a name that is no number is not kept.
fn words(line_up: &LineUp, by: &str, now: DateTime<Utc>) -> String {
    let name = by.parse().ok().and_then(|id| line_up.known_as(id, now));
    match name {
        Some(name) => format!("represented by {name}"),
        None if by.is_empty() => "represented".to_owned(),
        None => "represented by somebody else".to_owned(),
    }
}

/// Who is heard in the place of somebody who is represented.
fn heard(line_up: &LineUp, one: &Appearance) -> Option<String> {
    let known = || line_up.spoken_by(one).map(|id| id.to_string());
    let written = || one.stand_in.as_deref().map(hashed).unwrap_or_default();
    one.is_represented().then(|| known().unwrap_or_else(written))
}
