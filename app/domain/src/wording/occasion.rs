//! Which letter words are for.

use std::convert::Infallible;

use sea_orm::entity::prelude::*;

use crate::change::News;
use crate::outbox::Kind;

/// A letter as staff tell it apart from others: by its kind, and one about a changed event also by
/// what has become of that, since no words fit both another room and a cancelled event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DeriveValueType)]
#[sea_orm(value_type = "String", column_type = "Text")]
pub enum Occasion {
    /// Letters of this kind; about changes, while the event takes place.
    Of(Kind),
    /// The event was cancelled or postponed.
    CalledOff,
}

/// As rows and addresses have it.
const CALLED_OFF: &str = "event_cancelled";

impl Occasion {
    /// The kind of the letter.
    pub fn kind(self) -> Kind {
        match self {
            Self::Of(kind) => kind,
            Self::CalledOff => Kind::EventChanged,
        }
    }

    /// That of a letter which brings these news of the event.
    pub(crate) fn of_change(news: News) -> Self {
        if news.is_called_off() { Self::CalledOff } else { Self::Of(Kind::EventChanged) }
    }
}

impl std::fmt::Display for Occasion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Of(kind) => kind.fmt(f),
            Self::CalledOff => f.write_str(CALLED_OFF),
        }
    }
}

impl std::str::FromStr for Occasion {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(if text == CALLED_OFF { Self::CalledOff } else { Self::Of(text.parse()?) })
    }
}
