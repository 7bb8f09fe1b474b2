//! The entries of a speaker's calendar that letters bring: whoever took one from a letter must get each
//! later version of it by letter as well, and be told when it is off.

use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::slot::{self, Slot};
use crate::error::Result;

/// An entry that a letter brings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Brought {
    /// Its UID, without the host.
    pub uid: String,
    /// The SEQUENCE that a letter brought before, if one did.
    pub before: Option<i64>,
}

/// Has a letter bring what is new about the entries of one event: those that letters brought before, and
/// new ones beside them. `alone`: the letter is about this event and no other; then an only entry comes
/// as well. Who has several and took none from a letter follows the feed.
pub(crate) async fn bring<C: ConnectionTrait>(
    txn: &C,
    (speaker_id, event_id): (i64, i64),
    alone: bool,
) -> Result<Vec<Brought>> {
    let kept = slot::of(txn, speaker_id, event_id).await?;
    let mut brought = vec![];
    for slot in brought_of(&kept, alone) {
        keep(txn, &slot.uid, Some(slot.sequence)).await?;
        brought.push(Brought { uid: slot.uid.clone(), before: slot.mailed });
    }
    Ok(brought)
}

fn brought_of(kept: &[Slot], alone: bool) -> Vec<&Slot> {
    let is_only = alone && kept.len() == 1;
    let took_some = kept.iter().any(|slot| slot.mailed.is_some());
    let is_new = |slot: &&Slot| match slot.mailed {
        Some(mailed) => mailed < slot.sequence,
        None => is_only || (took_some && !slot.gone),
    };
    kept.iter().filter(is_new).collect()
}

/// The letter never left: what it would have brought is as it was.
pub(crate) async fn unbring<C: ConnectionTrait>(txn: &C, brought: &[Brought]) -> Result<()> {
    for one in brought {
        keep(txn, &one.uid, one.before).await?;
    }
    Ok(())
}

async fn keep<C: ConnectionTrait>(txn: &C, uid: &str, mailed: Option<i64>) -> Result<()> {
    slot::Entity::update_many()
        .col_expr(slot::Column::Mailed, Expr::value(mailed))
        .filter(slot::COLUMN.uid.eq(uid))
        .exec(txn)
        .await?;
    Ok(())
}
