//! What a letter about changes tells, as it stands in its row: the facts before and after of each event,
//! from which the words are made when it leaves.

use serde::{Deserialize, Serialize};

use super::facts::Facts;
use crate::agenda::Brought;
use crate::error::{Error, Result};

/// All that it tells.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Told {
    /// Each event once, the earliest first.
    pub events: Vec<OfEvent>,
}

/// What it tells of one event.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct OfEvent {
    /// Row number.
    pub event: i64,
    /// What its reader knew; nothing if it is new to them.
    pub before: Option<Facts>,
    /// What they know by it.
    pub after: Facts,
    /// The entries of their calendar that it brings.
    #[serde(default)]
    pub entries: Vec<Brought>,
    /// What staff say beside it.
    pub note: Option<String>,
}

crate::private::private!(Told, OfEvent);

impl Told {
    /// From a letter's row; nothing from one that a later version of this program wrote.
    pub fn read(json: &str) -> Option<Self> {
        serde_json::from_str(json).ok()
    }

    /// For a letter's row.
    pub fn write(&self) -> Result<String> {
        serde_json::to_string(self).map_err(Error::broken)
    }
}
