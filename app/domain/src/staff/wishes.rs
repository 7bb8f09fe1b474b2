//! What a member of staff wants to hear of by mail, besides what they ask for.

use sea_orm::ActiveValue::Set;
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;

use super::{Staff, member};
use crate::desk::Desk;
use crate::digest::{self, Rhythm};
use crate::error::Result;
use crate::{errand, journal};

/// The number of the one errand that looks after mail.
const ALL_MAIL: i64 = 0;

/// What somebody wants to hear of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// New replies in one letter, so often.
    pub digest: Option<Rhythm>,
    /// At once of what should not wait.
    pub alerts: bool,
}

/// What one wants to hear of.
pub async fn wishes(desk: &Desk, staff: &Staff) -> Result<Wishes> {
    let member = member(desk.read(), staff.id()).await?;
    Ok(Wishes { digest: member.digest.as_deref().and_then(Rhythm::read), alerts: member.alerts })
}

/// Says what one wants to hear of. The first digest tells of replies from now on.
pub async fn wish(desk: &Desk, staff: &Staff, wishes: Wishes) -> Result<()> {
    let txn = desk.begin().await?;
    let now = desk.now();
    let member = member(&txn, staff.id()).await?;
    let begins = member.digest.is_none();
    let mut row = member.into_active_model();
    row.digest = Set(wishes.digest.map(|rhythm| rhythm.word().to_owned()));
    row.alerts = Set(wishes.alerts);
    if begins {
        row.digested_at = Set(Some(now));
    }
    row.update(&txn).await?;
    if let Some(rhythm) = wishes.digest {
        digest::expect(desk, &txn, staff.id(), rhythm).await?;
    }
    if wishes.alerts {
        errand::set(&txn, errand::Kind::Watch, ALL_MAIL, now, now).await?;
    }
    journal::by(staff, "chose which mail they get").write(&txn, now).await?;
    Ok(txn.commit().await?)
}
