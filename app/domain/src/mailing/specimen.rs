//! Looking at a letter before it is sent: as one guest would get it, and as a copy in one's own mail.

use sea_orm::entity::prelude::*;

use super::recipients::recipients;
use super::{locked, of};
use crate::desk::Desk;
use crate::error::Result;
use crate::outbox::{self, Letter};
use crate::rsvp::{self, Rsvp, Standing};
use crate::staff::{Member, Staff};
use crate::{event, journal};

/// The guests from whom one is chosen.
const CHOICE: usize = 50;

/// A letter as one of its readers would get it.
pub struct Shown {
    /// The letter.
    pub letter: Letter,
    /// Whose it is, by the RSVP's number.
    pub person: i64,
    /// Some of those who get it, by number and name.
    pub people: Vec<(i64, String)>,
}

/// The letter with the real values of one guest: of this RSVP, or of the first who gets it. Nothing
/// where nobody does.
///
/// # Errors
/// `NotFound`.
pub async fn shown(
    desk: &Desk,
    staff: &Staff,
    event_id: i64,
    id: i64,
    person: Option<i64>,
) -> Result<Option<Shown>> {
    event::for_staff(desk.read(), staff, event_id).await?;
    let mailing = of(desk.read(), event_id, id).await?;
    let all = recipients(desk.read(), &mailing).await?.all;
    let guests: Vec<_> = all.into_iter().filter(|one| !one.copy).collect();
    let chosen = guests.iter().find(|one| Some(one.rsvp_id) == person).or(guests.first());
    let Some(chosen) = chosen.map(|one| one.rsvp_id) else { return Ok(None) };
    let Some(rsvp) = rsvp::Entity::find_by_id(chosen).one(desk.read()).await? else {
        return Ok(None);
    };
    let letter = outbox::preview_of_mailing(desk, &mailing, &rsvp).await?;
    let people = guests.into_iter().enumerate();
    let people = people.filter(|(n, one)| *n < CHOICE || one.rsvp_id == chosen);
    let people = people.map(|(_, one)| (one.rsvp_id, one.name)).collect();
    Ok(Some(Shown { letter, person: chosen, people }))
}

/// Queues a copy to the member of staff's own address.
///
/// # Errors
/// `NotFound`; `NotNow` when they had enough of them lately.
pub async fn send_test(desk: &Desk, staff: &Staff, event_id: i64, id: i64) -> Result<()> {
    let txn = desk.begin().await?;
    let (_, mailing) = locked(&txn, staff, event_id, id).await?;
    outbox::post_specimen(desk, &txn, &mailing, &staff.email).await?;
    let entry = journal::by(staff, "sent themselves a letter to a group").event(event_id);
    entry.write(&txn, desk.now()).await?;
    txn.commit().await?;
    desk.ring();
    Ok(())
}

/// The member of staff as a guest with a seat. It is nowhere kept.
pub(crate) fn specimen(desk: &Desk, event_id: i64, member: &Member) -> Rsvp {
    let now = desk.now();
    Rsvp {
        id: 0,
        event_id,
        email: member.email.clone(),
        who: String::new(),
        name: member.called().to_owned(),
        standing: Standing::Seated,
        uid: String::new(),
        organization: None,
        job_title: None,
        category: None,
        access: None,
        found_by: String::new(),
        marks: None,
        given_up_from: None,
        online: false,
        party: 1,
        companions: crate::lines::Lines::default(),
        offered_at: None,
        offered_until: None,
        given_up_at: None,
        scheduler_name: None,
        scheduler_email: None,
        scheduler_allowed_at: None,
        handed_to: None,
        handed_by: None,
        turn: 0,
        sequence: 0,
        occurrence: 0,
        replied_at: now,
        changed_at: now,
        seen_revision: 0,
        reconfirmed_at: None,
        came: None,
        discreet: false,
    }
}
