//! A list kept in one column as JSON: titles, roles, tags. Order is part of it.

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

/// Texts in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Lines(pub Vec<String>);
