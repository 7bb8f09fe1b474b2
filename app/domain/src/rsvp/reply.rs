//! Taking a reply: a seat, a place in the waiting list, or the RSVP that was there already.
//!
//! The answer is the same whoever was on the list before; only the mail tells.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, IntoActiveModel as _, QueryOrder as _};

use super::arrival::{self, Arrival};
use super::crowd::Asked;
use super::form::{Guest, Reply};
use super::{ActiveModel, COLUMN, Entity, Rsvp, Standing};
use crate::address::MailAddress;
use crate::alert;
use crate::desk::Desk;
use crate::error::Result;
use crate::event::Event;
use crate::journal;
use crate::known_domains;
use crate::lines::Lines;
use crate::outbox::{self, Kind, Pending};
use crate::seating::Party;
use crate::sitting::Sitting;
use crate::token::{self, random_id};

/// The same reply within this time is the same click: a double one, or one whose answer was lost.
const SAME_CLICK: TimeDelta = TimeDelta::minutes(2);

/// What the answer page may know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replied {
    /// The well-known domain that the typed one seems to misspell.
    pub hint: Option<&'static str>,
}

/// Takes a guest's reply to the public event of this slug.
///
/// # Errors
/// `NotFound`, `Refused` (closed, over …), `Invalid` with a slip per field, `Busy`.
pub async fn reply(desk: &Desk, slug: &str, reply: Reply) -> Result<Replied> {
    let hint = MailAddress::parse(&reply.email).ok();
    let hint = hint.and_then(|address| known_domains::meant(address.as_str()));
    desk.replies.done(desk, slug.to_owned(), |answer| Asked { reply, answer }).await?;
    Ok(Replied { hint })
}

/// A reply that was read and can be taken.
pub(super) struct Asking {
    guest: Guest,
    online: bool,
}

impl Asking {
    /// Reads a reply to this event. Whatever may be said against it is said before it is known who
    /// they are: the answer must not tell that.
    pub fn read(reply: &Reply, event: &Event, now: DateTime<Utc>) -> Result<Self> {
        event.takes_replies(now)?;
        let guest = reply.guest(event.largest_party())?;
        let online = event.is_online_reply(&reply.attending);
        event.could_seat(guest.as_party(online))?;
        Ok(Self { guest, online })
    }

    /// The guest's address.
    pub fn address(&self) -> &str {
        self.guest.email.as_str()
    }

    /// Who says to have replied on behalf of the guest, with another address than theirs.
    fn scheduler(&self) -> Option<&str> {
        let scheduler = self.guest.scheduler.as_ref().map(|(_, email)| email.as_str());
        scheduler.filter(|email| *email != self.address())
    }
}

/// Takes the reply of who may have replied before, and writes it down.
pub(super) async fn of_known_address(sitting: &mut Sitting, asking: &Asking) -> Result<()> {
    let known = of_person(sitting.txn(), sitting.event(), &asking.guest).await?;
    let Some(known) = known else {
        let arrival = first(sitting, asking).await?;
        return arrival::write_down(sitting.desk(), sitting.txn(), &[arrival]).await;
    };
    let about = (known.event_id, known.id);
    let mut letters = again(sitting, known, asking).await?;
    let (desk, txn, guest) = (sitting.desk(), sitting.txn(), &asking.guest.name);
    if let Some(email) = asking.scheduler() {
        let receipt = Pending::receipt(desk, about, email, guest);
        let since = sitting.now() - SAME_CLICK;
        // It hangs on what they sent before alone, and not on who was on the list.
        if !outbox::was_written_since(txn, &receipt, since).await? {
            letters.push(receipt);
        }
    }
    outbox::post_sparingly(desk, txn, letters).await
}

/// The RSVP of this person: of who has the address, and where several share it the name as well.
pub(super) async fn of_person<C: ConnectionTrait>(
    txn: &C,
    event: &Event,
    guest: &Guest,
) -> Result<Option<Rsvp>> {
    let of_address = Entity::find()
        .filter(COLUMN.event_id.eq(event.id))
        .filter(COLUMN.email.eq(guest.email.as_str()))
        .order_by_asc(COLUMN.id);
    let of_address = of_address.all(txn).await?;
    let who = who(&guest.name);
    let same = |rsvp: &&Rsvp| rsvp.who == who || self::who(&rsvp.name) == who;
    let known = of_address.iter().find(same);
    if event.shares_addresses() {
        return Ok(known.cloned());
    }
    // Addresses may have been shared until a while ago.
    let alive = || of_address.iter().find(|rsvp| rsvp.standing.is_alive());
    Ok(known.or_else(alive).or(of_address.first()).cloned())
}

/// Tells people apart who share an address: their names, however they are typed.
pub(super) fn who(name: &str) -> String {
    name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What somebody who is new to the list gets; it is counted and not written down yet.
pub(super) async fn first(sitting: &mut Sitting, asking: &Asking) -> Result<Arrival> {
    let Asking { guest, online } = asking;
    let standing = sitting.admit(guest.as_party(*online)).await?;
    let turn = sitting.turn().await?;
    let rsvp = new(sitting.desk(), sitting.event(), guest, *online, standing, turn);
    sitting.count_in(&rsvp);
    Ok(Arrival::new(rsvp, asking.scheduler().map(str::to_owned)))
}

impl Guest {
    /// The seats that are asked for.
    pub(super) fn as_party(&self, online: bool) -> Party<'_> {
        Party { online, seats: self.seats(), category: self.category.as_deref() }
    }

    fn seats(&self) -> i64 {
        i64::try_from(self.companions.len()).map_or(i64::MAX, |companions| companions + 1)
    }
}

/// A reply as it will be kept; it has no number yet.
fn new(
    desk: &Desk,
    event: &Event,
    guest: &Guest,
    online: bool,
    standing: Standing,
    turn: i64,
) -> Rsvp {
    let now = desk.now();
    let scheduler = guest.scheduler.clone();
    let (scheduler_name, scheduler_email) =
        scheduler.map(|(name, email)| (name, email.as_str().to_owned())).unzip();
    let rsvp = Rsvp {
        id: 0,
        event_id: event.id,
        email: guest.email.as_str().to_owned(),
        who: if event.shares_addresses() { who(&guest.name) } else { String::new() },
        name: guest.name.clone(),
        standing,
        uid: format!("{}@{}", random_id(), desk.host()),
        organization: guest.organization.clone(),
        job_title: guest.job_title.clone(),
        category: guest.category.clone(),
        access: guest.access.clone(),
        found_by: String::new(),
        marks: guest.marks.clone(),
        given_up_from: None,
        online,
        party: guest.seats(),
        companions: Lines(guest.companions.clone()),
        offered_at: None,
        offered_until: None,
        given_up_at: None,
        scheduler_name,
        scheduler_email,
        scheduler_allowed_at: None,
        handed_to: None,
        handed_by: None,
        turn,
        sequence: 0,
        occurrence: 0,
        replied_at: now,
        changed_at: now,
        seen_revision: event.revision,
        reconfirmed_at: None,
        came: None,
        discreet: false,
    };
    Rsvp { found_by: rsvp.findable(), ..rsvp }
}

/// A reply as a row of its own.
pub(super) fn new_row(
    desk: &Desk,
    event: &Event,
    guest: &Guest,
    online: bool,
    standing: Standing,
    turn: i64,
) -> ActiveModel {
    let row = new(desk, event, guest, online, standing, turn).into_active_model().reset_all();
    ActiveModel { id: NotSet, ..row }
}

pub(super) fn greeting(standing: Standing) -> Option<Kind> {
    match standing {
        Standing::Seated => Some(Kind::Confirmed),
        Standing::Waiting => Some(Kind::Waiting),
        Standing::Offered => Some(Kind::Offered),
        Standing::Asked => Some(Kind::Asked),
        Standing::GivenUp | Standing::Cancelled | Standing::Lapsed => None,
    }
}

/// Somebody with this address has replied before. Who sends this one is not known, so nothing that
/// they said then is changed; the letter brings the link with which they can.
async fn again(sitting: &mut Sitting, known: Rsvp, asking: &Asking) -> Result<Vec<Pending>> {
    let Asking { guest, online } = asking;
    if matches!(known.standing, Standing::GivenUp | Standing::Lapsed) {
        return return_to(sitting, known, guest, *online).await;
    }
    let (desk, txn) = (sitting.desk(), sitting.txn());
    if is_same_click(&known, guest, *online, sitting.now())
        || !outbox::may_write_to(desk, txn, &known.email).await?
    {
        return Ok(vec![]);
    }
    let mut row = known.clone().into_active_model();
    row.occurrence = Set(known.occurrence + 1);
    let rsvp = row.update(txn).await?;
    Ok(Pending::about(desk, &rsvp, Kind::AlreadyHere))
}

fn is_same_click(known: &Rsvp, guest: &Guest, online: bool, now: DateTime<Utc>) -> bool {
    let just_now = (now - known.replied_at).abs() < SAME_CLICK;
    let said = (
        &known.name,
        known.organization.as_ref(),
        known.job_title.as_ref(),
        &known.category,
        known.access.as_ref(),
        &known.companions.0,
        known.online,
    );
    let says = (
        &guest.name,
        told_before(guest.organization.as_ref(), known.organization.as_ref()),
        told_before(guest.job_title.as_ref(), known.job_title.as_ref()),
        &guest.category,
        told_before(guest.access.as_ref(), known.access.as_ref()),
        &guest.companions,
        online,
    );
    just_now && said == says
}

/// What stays as it was told before when a reply leaves it out: who leaves it out may only not have
/// thought of it, and hosts prepare for needs.
fn told_before<'a>(says: Option<&'a String>, said: Option<&'a String>) -> Option<&'a String> {
    says.or(said)
}

/// Who gave up their seat, or let an offer run out, and replies anew stands where a new guest would.
async fn return_to(
    sitting: &mut Sitting,
    known: Rsvp,
    guest: &Guest,
    online: bool,
) -> Result<Vec<Pending>> {
    let standing = sitting.admit(guest.as_party(online)).await?;
    let turn = sitting.turn().await?;
    let anew = new(sitting.desk(), sitting.event(), guest, online, standing, turn);
    let rsvp = Rsvp {
        id: known.id,
        uid: known.uid,
        // Others of the address may have a row of their own.
        who: if anew.who.is_empty() { known.who } else { anew.who },
        organization: told_before(anew.organization.as_ref(), known.organization.as_ref()).cloned(),
        job_title: told_before(anew.job_title.as_ref(), known.job_title.as_ref()).cloned(),
        access: told_before(anew.access.as_ref(), known.access.as_ref()).cloned(),
        sequence: known.sequence + 1,
        occurrence: known.occurrence + 1,
        ..anew
    };
    let rsvp = rsvp.into_active_model().reset_all().update(sitting.txn()).await?;
    parts_from_scheduler(sitting, rsvp.id).await?;
    sitting.count_in(&rsvp);
    let (txn, now, event_id) = (sitting.txn(), sitting.now(), Some(rsvp.event_id));
    journal::note(txn, now, "guest", "replied anew", event_id, Some(rsvp.id)).await?;
    alert::members_replied(sitting.desk(), txn, std::slice::from_ref(&rsvp)).await?;
    let greeting = greeting(rsvp.standing);
    Ok(greeting.map_or_else(Vec::new, |kind| Pending::about(sitting.desk(), &rsvp, kind)))
}

/// Who once replied on behalf of the guest has no part in a reply that comes after: their links open
/// nothing more.
pub(super) async fn parts_from_scheduler(sitting: &Sitting, rsvp_id: i64) -> Result<()> {
    token::revoke_copies(sitting.txn(), rsvp_id, sitting.now()).await?;
    outbox::of_rsvp::overtake_copies(sitting.txn(), rsvp_id, sitting.now()).await
}
