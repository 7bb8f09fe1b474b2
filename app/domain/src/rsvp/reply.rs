//! Taking a reply: a seat, a place in the waiting list, or the RSVP that was there already.
//!
//! The answer is the same whoever was on the list before; only the mail tells.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, IntoActiveModel as _, QueryOrder as _};

use super::form::{Guest, Reply};
use super::{ActiveModel, COLUMN, Entity, Rsvp, Standing};
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::event::{self, Event};
use crate::known_domains;
use crate::lines::Lines;
use crate::outbox::Kind;
use crate::seating::Party;
use crate::sitting::{self, Sitting};
use crate::token::random_id;

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
pub async fn reply(desk: &Desk, slug: &str, reply: &Reply) -> Result<Replied> {
    let event = event::public(desk.read(), slug, desk.now()).await?;
    event.takes_replies(desk.now())?;
    let guest = reply.guest(event.largest_party())?;
    let hint = known_domains::meant(guest.email.as_str());
    let online = event.is_online_reply(&reply.attending);
    sitting::reply_at(desk, event.id, move |sitting| Box::pin(take(sitting, guest, online)))
        .await?;
    Ok(Replied { hint })
}

async fn take(sitting: &mut Sitting, guest: Guest, online: bool) -> Result<()> {
    let (event, now) = (sitting.event(), sitting.now());
    if !event.is_public(now) {
        return Err(Error::NotFound);
    }
    event.takes_replies(now)?;
    // Before it is known who they are: the answer must not tell that.
    event.could_seat(guest.as_party(online))?;
    let rsvp_id = match of_person(sitting.txn(), event, &guest).await? {
        Some(known) => again(sitting, known, &guest, online).await?,
        None => first(sitting, &guest, online).await?,
    };
    let scheduler = guest.scheduler.filter(|(_, email)| *email != guest.email);
    if let Some((_, email)) = scheduler {
        sitting.post_receipt(rsvp_id, email.as_str(), &guest.name);
    }
    Ok(())
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

async fn first(sitting: &mut Sitting, guest: &Guest, online: bool) -> Result<i64> {
    let standing = sitting.admit(guest.as_party(online)).await?;
    let turn = sitting.turn().await?;
    let rsvp = new(sitting.desk(), sitting.event(), guest, online, standing, turn);
    let row = ActiveModel { id: NotSet, ..rsvp.clone().into_active_model().reset_all() };
    let id = Entity::insert(row).exec(sitting.txn()).await?.last_insert_id;
    arrives(sitting, &Rsvp { id, ..rsvp }, "replied");
    Ok(id)
}

/// Counts who is there now, with the letter that their standing deserves.
fn arrives(sitting: &mut Sitting, rsvp: &Rsvp, deed: &str) {
    sitting.count_in(rsvp);
    if let Some(kind) = greeting(rsvp.standing) {
        sitting.post(rsvp, kind);
    }
    sitting.note(deed, rsvp.id);
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
async fn again(sitting: &mut Sitting, known: Rsvp, guest: &Guest, online: bool) -> Result<i64> {
    let id = known.id;
    if matches!(known.standing, Standing::GivenUp | Standing::Lapsed) {
        return_to(sitting, known, guest, online).await?;
        return Ok(id);
    }
    if is_same_click(&known, guest, online, sitting.now())
        || !sitting.may_write_to(&known.email).await?
    {
        return Ok(id);
    }
    let mut row = known.clone().into_active_model();
    row.occurrence = Set(known.occurrence + 1);
    let rsvp = row.update(sitting.txn()).await?;
    sitting.post(&rsvp, Kind::AlreadyHere);
    Ok(id)
}

fn is_same_click(known: &Rsvp, guest: &Guest, online: bool, now: DateTime<Utc>) -> bool {
    let just_now = (now - known.replied_at).abs() < SAME_CLICK;
    let said = (
        &known.name,
        &known.organization,
        &known.job_title,
        &known.category,
        &known.access,
        &known.companions.0,
        known.online,
    );
    let says = (
        &guest.name,
        &guest.organization,
        &guest.job_title,
        &guest.category,
        &guest.access,
        &guest.companions,
        online,
    );
    just_now && said == says
}

/// Who gave up their seat, or let an offer run out, and replies anew stands where a new guest would.
async fn return_to(sitting: &mut Sitting, known: Rsvp, guest: &Guest, online: bool) -> Result<()> {
    let standing = sitting.admit(guest.as_party(online)).await?;
    let turn = sitting.turn().await?;
    let anew = new(sitting.desk(), sitting.event(), guest, online, standing, turn);
    let rsvp = Rsvp {
        id: known.id,
        uid: known.uid,
        // Others of the address may have a row of their own.
        who: if anew.who.is_empty() { known.who } else { anew.who },
        sequence: known.sequence + 1,
        occurrence: known.occurrence + 1,
        ..anew
    };
    let rsvp = rsvp.into_active_model().reset_all().update(sitting.txn()).await?;
    arrives(sitting, &rsvp, "replied anew");
    Ok(())
}
