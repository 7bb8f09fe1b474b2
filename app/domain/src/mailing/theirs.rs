//! The letters to groups that one guest will get.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, QueryOrder as _};

use super::COLUMN;
use super::recipients::recipients;
use super::send::open;
use crate::error::Result;
use crate::rsvp::Rsvp;

/// A letter to a group with this guest in it.
pub(crate) struct Theirs {
    /// The subject as typed.
    pub subject: String,
    /// When it goes out.
    pub due_at: Option<DateTime<Utc>>,
    /// Only who replied on their behalf gets it.
    pub only_copy: bool,
}

/// Those that are to be written about this RSVP, to whom fits their questions as things stand.
pub(crate) async fn to_come_for<C: ConnectionTrait>(db: &C, rsvp: &Rsvp) -> Result<Vec<Theirs>> {
    let mut theirs = vec![];
    for mailing in open(rsvp.event_id).order_by_asc(COLUMN.due_at).all(db).await? {
        if rsvp.id <= mailing.reached {
            continue;
        }
        let all = recipients(db, &mailing).await?.all;
        let copies = || all.iter().filter(|one| one.rsvp_id == rsvp.id).map(|one| one.copy);
        let only_copy = copies().all(|copy| copy);
        if copies().next().is_some() {
            theirs.push(Theirs { subject: mailing.subject, due_at: mailing.due_at, only_copy });
        }
    }
    Ok(theirs)
}
