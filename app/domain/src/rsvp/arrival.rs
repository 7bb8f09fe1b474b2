//! Arrivals: replies of people who were not on the list, decided one by one and written down
//! together, each table once.

use std::collections::HashMap;

use sea_orm::ActiveValue::NotSet;
use sea_orm::sea_query::Query;
use sea_orm::{
    ActiveModelTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, QueryTrait as _,
};

use super::reply::greeting;
use super::{ActiveModel, Column, Entity, Rsvp};
use crate::alert;
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::journal::{self, Entry};
use crate::outbox::{self, Pending};

/// A reply that is decided and not written down yet.
pub(crate) struct Arrival {
    /// It has no number yet.
    rsvp: Rsvp,
    /// Who says to have replied on behalf of the guest.
    receipt_to: Option<String>,
}

impl Arrival {
    /// Somebody arrives who stands as this RSVP says.
    pub(super) fn new(rsvp: Rsvp, receipt_to: Option<String>) -> Self {
        Self { rsvp, receipt_to }
    }

    fn numbered(&self, ids: &HashMap<String, i64>) -> Result<Rsvp> {
        let id = ids.get(&self.rsvp.uid);
        let id = *id.ok_or_else(|| Error::broken("an RSVP that was written has no number"))?;
        Ok(Rsvp { id, ..self.rsvp.clone() })
    }

    fn letters(&self, desk: &Desk, rsvp: &Rsvp) -> Vec<Pending> {
        let greeting = greeting(rsvp.standing).map(|kind| Pending::about(desk, rsvp, kind));
        let receipt = self.receipt_to.as_deref();
        let receipt = receipt
            .map(|email| Pending::receipt(desk, (rsvp.event_id, rsvp.id), email, &rsvp.name));
        greeting.into_iter().flatten().chain(receipt).collect()
    }
}

/// Writes them down with their letters and journal entries: all of them or none.
///
/// # Errors
/// The database refuses one of them, or all.
pub(crate) async fn write_down<C: ConnectionTrait>(
    desk: &Desk,
    txn: &C,
    arrivals: &[Arrival],
) -> Result<()> {
    if arrivals.is_empty() {
        return Ok(());
    }
    let ids = insert(txn, arrivals).await?;
    let (mut letters, mut entries, mut rsvps) = (vec![], vec![], vec![]);
    for arrival in arrivals {
        let rsvp = arrival.numbered(&ids)?;
        letters.extend(arrival.letters(desk, &rsvp));
        entries.push(entry(&rsvp));
        rsvps.push(rsvp);
    }
    outbox::post_sparingly(desk, txn, letters).await?;
    alert::members_replied(desk, txn, &rsvps).await?;
    journal::write_all(txn, entries).await
}

fn entry(rsvp: &Rsvp) -> Entry {
    journal::entry("guest", "replied").rsvp(rsvp.event_id, rsvp.id).at(rsvp.replied_at)
}

/// The number that each got, by its UID: in which order a database returns rows it does not promise.
async fn insert<C: ConnectionTrait>(txn: &C, arrivals: &[Arrival]) -> Result<HashMap<String, i64>> {
    let rows = arrivals.iter().map(|arrival| {
        let row = arrival.rsvp.clone().into_active_model().reset_all();
        ActiveModel { id: NotSet, ..row }
    });
    let mut insert = Entity::insert_many(rows).into_query();
    insert.returning(Query::returning().columns([Column::Uid, Column::Id]));
    let numbered = txn.query_all(&insert).await?;
    let pair = |row: &sea_orm::QueryResult| Ok((row.try_get_by(0)?, row.try_get_by(1)?));
    numbered.iter().map(pair).collect()
}
