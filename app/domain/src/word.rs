//! A term of the field that Dais knows or keeps as written: a kind, a role, a relation.
//!
//! Announcements coin words faster than any list; an unknown one is stored, exported and shown.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

/// A term as its document writes it, such as `honorary_co_host` or `guest_lecturer`.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, DeriveValueType,
)]
#[serde(transparent)]
#[sea_orm(value_type = "String", to_str = "Word::as_str", column_type = "Text")]
pub struct Word(String);

impl Word {
    /// Keeps the term as written.
    pub fn new(written: impl Into<String>) -> Self {
        Self(written.into())
    }

    /// The term as written, for comparing with the known ones.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The term, if it says something.
    pub(crate) fn said(word: Option<&Self>) -> Option<Self> {
        word.filter(|word| !word.0.trim().is_empty()).cloned()
    }

    /// The term for people: `_` is a space, the first letter a capital.
    pub fn label(&self) -> String {
        let spaced = self.0.replace('_', " ");
        let mut letters = spaced.chars();
        letters
            .next()
            .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }
}

impl fmt::Display for Word {
    /// The term inside a sentence: `_` is a space.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.replace('_', " "))
    }
}

impl FromStr for Word {
    type Err = Infallible;

    fn from_str(written: &str) -> Result<Self, Infallible> {
        Ok(Self::new(written))
    }
}
