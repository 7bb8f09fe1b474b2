//! The letters of one RSVP: those that there are, with how each is doing, and the one that would go
//! out next.
//!
//! What staff are shown before they send is written by the very function that writes what is sent,
//! from records that are not stored yet, so that the two cannot differ but for the link's token.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, ConnectionTrait, QueryOrder as _, TryIntoModel as _};

use super::posting::about;
use super::{ActiveModel, COLUMN, Column, Entity, Kind, Letter, Pen, Shelf, Told, told};
use crate::change;
use crate::desk::Desk;
use crate::error::Result;
use crate::event::Event;
use crate::letter::Typed;
use crate::mailing;
use crate::rsvp::{Rsvp, Standing};
use crate::time::Zone;
use crate::wording::Occasion;

/// What stands for the token in the link of a letter that nobody sends.
pub const IN_PLACE_OF_A_TOKEN: &str = "their-own-link";

/// A letter as a line on its RSVP's page.
pub struct Line {
    /// Row number.
    pub id: i64,
    /// What it is: `Confirmation`, `Confirmation, copy`.
    pub kind: Cow<'static, str>,
    /// The letter to a group that it is: its event and number, and its subject as typed.
    pub group: Option<(i64, i64, String)>,
    /// To which address, which may have been corrected since.
    pub to: String,
    /// When it was written.
    pub written_at: DateTime<Utc>,
    /// How it is doing.
    pub told: Told,
    /// What staff added in their own words.
    pub note: Option<String>,
    /// Only another version of Dais can send it.
    pub is_others: bool,
}

crate::private::private!(Line);

impl Line {
    /// Whether it may be tried again now.
    pub fn may_retry(&self) -> bool {
        let waits = matches!(self.told.shelf, Shelf::OnTheWay | Shelf::Failed);
        waits && !self.is_others && !self.told.in_hand
    }
}

/// All letters about an RSVP, the newest first; times are told in `zone`.
pub async fn of_rsvp(desk: &Desk, rsvp_id: i64, zone: Zone) -> Result<Vec<Line>> {
    let about = Entity::find().filter(COLUMN.rsvp_id.eq(rsvp_id)).order_by_desc(COLUMN.id);
    let (now, letters) = (desk.now(), about.all(desk.read()).await?);
    let mailing = |letter: &super::Posted| letter.mailing_id.filter(|_| letter.kind == Kind::Group);
    let groups = mailing::these(desk.read(), letters.iter().filter_map(mailing)).await?;
    let group = |letter: &super::Posted| {
        let found = groups.iter().find(|one| Some(one.id) == mailing(letter))?;
        Some((found.event_id, found.id, found.subject.clone()))
    };
    let line = |letter: super::Posted| Line {
        group: group(&letter),
        id: letter.id,
        is_others: letter.kind == Kind::Unknown,
        kind: letter.words(),
        told: told(&letter, now, zone),
        to: letter.recipient,
        written_at: letter.written_at,
        note: letter.note.filter(|_| letter.kind != Kind::Receipt),
    };
    Ok(letters.into_iter().map(line).collect())
}

/// Who gets a copy of every letter about this RSVP: who replied on behalf of the guest and was
/// allowed copies, unless the guest's own letters go to the same address.
pub fn copy_to(rsvp: &Rsvp) -> Option<&str> {
    rsvp.scheduler_allowed_at?;
    rsvp.scheduler().map(|(_, email)| email)
}

/// The guest's letter that would go out if this RSVP were kept like this. Nothing is stored.
pub(crate) async fn preview(
    desk: &Desk,
    rsvp: &Rsvp,
    kind: Kind,
    note: Option<String>,
) -> Result<Letter> {
    let unsent = ActiveModel { id: Set(0), note: Set(note), ..about(desk, rsvp, kind) };
    let own_page = format!("/r/{IN_PLACE_OF_A_TOKEN}");
    Pen::fresh(desk).await?.about(&unsent.try_into_model()?, rsvp, &own_page).await
}

/// The same in words that are not kept. A change that it would tell is one that waits, or an example.
pub(crate) async fn preview_in(
    desk: &Desk,
    (event, rsvp): (&Event, &Rsvp),
    occasion: Occasion,
    typed: &Typed,
) -> Result<Letter> {
    let mut unsent = ActiveModel { id: Set(0), ..about(desk, rsvp, occasion.kind()) };
    if occasion.kind() == Kind::EventChanged {
        let off = occasion == Occasion::CalledOff;
        let differences = change::example(desk, event, Some(rsvp.id), off).await?;
        let told = change::Known::all(event.revision).told(differences);
        unsent.changes = Set(Some(told.write()?));
    }
    let own_page = format!("/r/{IN_PLACE_OF_A_TOKEN}");
    let pen = Pen::fresh(desk).await?;
    pen.trying(typed).about(&unsent.try_into_model()?, rsvp, &own_page).await
}

/// Stops what was not sent yet and is not true any more now that the RSVP stands like this: it would
/// confirm a cancelled seat, or bring a live link to an address that was wrong. What takes an entry
/// out of the guest's calendar goes out all the same, unless the entry comes back or is taken away by
/// a newer letter.
pub(crate) async fn overtake<C: ConnectionTrait>(
    txn: &C,
    rsvp: &Rsvp,
    now: DateTime<Utc>,
) -> Result<()> {
    overtake_of_groups(txn, rsvp, now).await?;
    let has_newer = match rsvp.standing {
        Standing::Seated => true,
        standing => !standing.is_alive() && rsvp.given_up_from == Some(Standing::Seated),
    };
    if has_newer {
        return overtake_all(txn, rsvp.id, now).await;
    }
    let others = Condition::any()
        .add(COLUMN.calendar.is_null())
        .add(COLUMN.calendar.ne("CANCEL"))
        .add(COLUMN.recipient.ne(rsvp.email.as_str()));
    stop(txn, of_it(rsvp.id).add(others), now).await
}

/// What staff write to a group stays true when a guest corrects something. It does not reach who has
/// given up, nor an address that is nobody's of this RSVP any more.
pub(crate) async fn overtake_of_groups<C: ConnectionTrait>(
    txn: &C,
    rsvp: &Rsvp,
    now: DateTime<Utc>,
) -> Result<()> {
    let of_groups =
        Condition::all().add(COLUMN.rsvp_id.eq(rsvp.id)).add(COLUMN.kind.eq(Kind::Group));
    if !rsvp.standing.is_alive() {
        return stop(txn, of_groups, now).await;
    }
    let theirs = [Some(rsvp.email.as_str()), copy_to(rsvp)];
    stop(txn, of_groups.add(COLUMN.recipient.is_not_in(theirs.into_iter().flatten())), now).await
}

/// Stops all that was not sent yet and tells how the RSVP stands.
pub(crate) async fn overtake_all<C: ConnectionTrait>(
    txn: &C,
    rsvp_id: i64,
    now: DateTime<Utc>,
) -> Result<()> {
    stop(txn, of_it(rsvp_id), now).await
}

/// Stops the copies that were not sent yet.
pub(crate) async fn overtake_copies<C: ConnectionTrait>(
    txn: &C,
    rsvp_id: i64,
    now: DateTime<Utc>,
) -> Result<()> {
    stop(txn, of_it(rsvp_id).add(COLUMN.copy.eq(true)), now).await
}

/// Letters that tell how the RSVP stands.
fn of_it(rsvp_id: i64) -> Condition {
    let others = [Kind::Receipt, Kind::Group, Kind::Readdressed];
    Condition::all().add(COLUMN.rsvp_id.eq(rsvp_id)).add(COLUMN.kind.is_not_in(others))
}

async fn stop<C: ConnectionTrait>(txn: &C, which: Condition, now: DateTime<Utc>) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::DoneAt, Expr::value(Some(now)))
        .col_expr(Column::ClaimedUntil, Expr::value(Option::<DateTime<Utc>>::None))
        .col_expr(Column::Outcome, Expr::value(Some("stopped".to_owned())))
        .col_expr(Column::Answer, Expr::value(Some("a later change of the RSVP".to_owned())))
        .filter(which)
        .filter(COLUMN.done_at.is_null())
        .exec(txn)
        .await?;
    Ok(())
}
