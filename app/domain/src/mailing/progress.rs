//! How far a mailing's letters are.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

use crate::error::Result;
use crate::outbox;

/// Letters of a mailing, by how they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// The relay took them.
    pub sent: u64,
    /// They wait, or are being sent.
    pub waiting: u64,
    /// They were refused for good.
    pub refused: u64,
    /// Their time was over before they could go.
    pub too_late: u64,
    /// They were stopped.
    pub stopped: u64,
    /// They are still to be written.
    pub to_go: u64,
}

impl Progress {
    /// All that are written.
    pub fn written(self) -> u64 {
        self.sent + self.waiting + self.refused + self.too_late + self.stopped
    }
}

/// The letters of these mailings.
pub(super) async fn progress<C: ConnectionTrait>(
    db: &C,
    ids: &[i64],
) -> Result<HashMap<i64, Progress>> {
    let rows: Vec<(Option<i64>, Option<String>, i64)> = outbox::Entity::find()
        .filter(outbox::COLUMN.mailing_id.is_in(ids.iter().copied()))
        .filter(outbox::COLUMN.kind.eq(outbox::Kind::Group))
        .select_only()
        .columns([outbox::Column::MailingId, outbox::Column::Outcome])
        .column_as(Expr::cust("count(*)"), "n")
        .group_by(outbox::Column::MailingId)
        .group_by(outbox::Column::Outcome)
        .into_tuple()
        .all(db)
        .await?;
    let mut all: HashMap<i64, Progress> = HashMap::new();
    for (id, outcome, number) in rows {
        let one = all.entry(id.unwrap_or_default()).or_default();
        let number = u64::try_from(number).unwrap_or_default();
        match outcome.as_deref() {
            None => one.waiting += number,
            Some("sent") => one.sent += number,
            Some("stopped") => one.stopped += number,
            Some("too_late") => one.too_late += number,
            Some(_) => one.refused += number,
        }
    }
    Ok(all)
}
