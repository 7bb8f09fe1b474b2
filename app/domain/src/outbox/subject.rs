//! What letters are about, looked up for many at once, and whether they still make sense.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QuerySelect as _};

use super::of_rsvp::copy_to;
use super::of_schedule::last_change;
use super::settle::point;
use super::{Kind, Posted, Shelf};
use crate::error::{Error, Result};
use crate::journal::About;
use crate::mailing::Mailing;
use crate::rsvp::Standing;
use crate::speaker::{self, contact};
use crate::{event, mailing, rsvp, staff};

/// Why a letter cannot be sent once more, or cannot be stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// A postman has it in hand.
    InHand,
    /// It was sent.
    Sent,
    /// Staff or a later change stopped it.
    Stopped,
    /// It failed: there is nothing to stop.
    Failed,
    /// The event, or the RSVP, is not there any more.
    Gone,
    /// The event is over.
    Over,
    /// The RSVP stands otherwise by now.
    Overtaken,
    /// What it offers has run out.
    OfferOver,
    /// The address is not the speaker's any more.
    OtherAddress,
    /// A later letter tells them what changed.
    ToldSince,
    /// Its link would open nothing any more.
    LinkOver,
    /// It was asked for, and who still wanted it has asked again.
    AskedLongAgo,
    /// Only another version of Dais knows what it says.
    OfAnotherVersion,
    /// It is for staff, and the address is nobody's of staff any more.
    NobodyOfStaff,
}

impl Hindrance {
    /// The same in a sentence for staff.
    pub fn words(self) -> &'static str {
        match self {
            Self::InHand => {
                "A postman has this letter in hand just now. Please look again in a minute."
            }
            Self::Sent => "This letter was sent already.",
            Self::Stopped => "This letter was stopped and stays so.",
            Self::Failed => "This letter failed already: there is nothing to stop.",
            Self::Gone => "What this letter is about is gone.",
            Self::Over => "The event is over: this letter would come too late.",
            Self::Overtaken => "The RSVP has changed since: send a letter anew from its page.",
            Self::OfferOver => "The offer has ended: this letter would come too late.",
            Self::AskedLongAgo => {
                "It was asked for more than a day ago: they can ask for a new one."
            }
            Self::OtherAddress => {
                "The speaker has another address by now: send the link anew from their page."
            }
            Self::ToldSince => "A later letter tells them what has changed.",
            Self::LinkOver => "Its sign-in link would be too old: they can ask for a new one.",
            Self::OfAnotherVersion => {
                "This is a letter of another version of Dais, which alone can send it."
            }
            Self::NobodyOfStaff => "This address belongs to nobody of staff any more.",
        }
    }
}

impl From<Hindrance> for Error {
    fn from(hindrance: Hindrance) -> Self {
        Self::NotNow(hindrance.words())
    }
}

/// What one letter is about.
#[derive(Clone, Default)]
pub(super) struct Subject {
    /// The RSVP, while it is there.
    pub rsvp: Option<Reply>,
    /// The event, while it is there.
    pub event: Option<About>,
    /// When the event is over.
    pub over_at: Option<DateTime<Utc>>,
    /// The member of staff who has the address.
    pub member: Option<Addressee>,
    /// The address is that of some RSVP, of who asked for all of theirs.
    pub has_rsvps: bool,
    /// It is for people whose RSVP has ended.
    pub for_ended: bool,
    /// The speaker whom it is for.
    pub speaker: Option<Reached>,
}

/// A speaker as letters to them are told.
#[derive(Clone)]
pub(super) struct Reached {
    /// The name as everybody may know it.
    pub name: String,
    own: Option<String>,
    assistants: Option<String>,
    /// The number of the last letter to them about changes.
    last_change: Option<i64>,
}

impl Reached {
    /// Whether the letter's address is still theirs, or their assistant's.
    fn has(&self, letter: &Posted) -> bool {
        let address = if letter.copy { &self.assistants } else { &self.own };
        address.as_ref() == Some(&letter.recipient)
    }

    fn was_told_since(&self, letter: &Posted) -> bool {
        letter.kind == Kind::ScheduleChanged && self.last_change > Some(letter.occurrence)
    }
}

/// The RSVP that a letter is about.
#[derive(Clone)]
pub(super) struct Reply {
    pub id: i64,
    pub name: String,
    standing: Standing,
    email: String,
    copy_to: Option<String>,
    event_id: i64,
}

/// The member of staff that a letter is for.
#[derive(Clone)]
pub(super) struct Addressee {
    pub id: i64,
    pub name: String,
}

impl Subject {
    /// Whether sending the letter makes sense now.
    pub fn allows(&self, letter: &Posted, now: DateTime<Utc>) -> Result<(), Hindrance> {
        match letter.shelf() {
            Shelf::Sent => return Err(Hindrance::Sent),
            Shelf::Stopped => return Err(Hindrance::Stopped),
            _ if letter.is_in_hand(now) => return Err(Hindrance::InHand),
            _ if letter.kind == Kind::Unknown => return Err(Hindrance::OfAnotherVersion),
            _ => {}
        }
        let over = point(letter, self.over_at).is_some_and(|point| point <= now);
        if letter.kind == Kind::Mine {
            return if over { Err(Hindrance::AskedLongAgo) } else { Ok(()) };
        }
        if letter.speaker_id.is_some() {
            return match &self.speaker {
                Some(speaker) if speaker.has(letter) && over => Err(Hindrance::Over),
                Some(speaker) if speaker.was_told_since(letter) => Err(Hindrance::ToldSince),
                Some(speaker) if speaker.has(letter) => Ok(()),
                Some(_) => Err(Hindrance::OtherAddress),
                None => Err(Hindrance::Gone),
            };
        }
        if letter.kind == Kind::SpeakerReminder {
            return match &self.event {
                Some(event) if !event.deleted && !over => Ok(()),
                Some(event) if !event.deleted => Err(Hindrance::Over),
                _ => Err(Hindrance::Gone),
            };
        }
        if letter.rsvp_id.is_none() {
            return match self.member {
                None => Err(Hindrance::NobodyOfStaff),
                Some(_) if over && letter.kind.is_news() => Err(Hindrance::Over),
                Some(_) if over => Err(Hindrance::LinkOver),
                Some(_) => Ok(()),
            };
        }
        match (&self.rsvp, &self.event) {
            (Some(rsvp), Some(event)) if !event.deleted => {
                if letter.kind == Kind::Offered && letter.useless_from.is_some_and(|end| end <= now)
                {
                    Err(Hindrance::OfferOver)
                } else if over {
                    Err(Hindrance::Over)
                } else if is_overtaken(letter, rsvp, self.for_ended) {
                    Err(Hindrance::Overtaken)
                } else {
                    Ok(())
                }
            }
            _ => Err(Hindrance::Gone),
        }
    }
}

/// Whether the letter says something of the RSVP that is not so any more, or would bring its link to
/// an address that is neither the guest's nor the scheduler's any more.
fn is_overtaken(letter: &Posted, rsvp: &Reply, for_ended: bool) -> bool {
    if matches!(letter.kind, Kind::Receipt | Kind::Readdressed) {
        return false;
    }
    if letter.kind == Kind::Group && !for_ended && !rsvp.standing.is_alive() {
        return true;
    }
    let living = matches!(letter.kind, Kind::Reminder | Kind::EventChanged);
    if living && !rsvp.standing.is_alive() {
        return true;
    }
    let said = match letter.kind {
        Kind::Confirmed => Standing::Seated,
        Kind::Waiting | Kind::LineClosed => Standing::Waiting,
        Kind::Asked => Standing::Asked,
        Kind::GivenUp | Kind::HandedOver => Standing::GivenUp,
        Kind::Cancelled => Standing::Cancelled,
        Kind::Offered => Standing::Offered,
        Kind::Lapsed => Standing::Lapsed,
        // These say how it stands when they are sent.
        Kind::AlreadyHere
        | Kind::Corrected
        | Kind::Changed
        | Kind::EventChanged
        | Kind::Reminder
        | Kind::SpeakerReminder
        | Kind::Schedule
        | Kind::ScheduleChanged
        | Kind::Group
        | Kind::Specimen
        | Kind::Readdressed
        | Kind::Receipt
        | Kind::Mine
        | Kind::SignIn
        | Kind::Invited
        | Kind::Test
        | Kind::Digest
        | Kind::MemberReplied
        | Kind::RoomFull
        | Kind::ConsentOver
        | Kind::MailTrouble
        | Kind::Unknown => rsvp.standing,
    };
    let address = if letter.copy { rsvp.copy_to.as_ref() } else { Some(&rsvp.email) };
    said != rsvp.standing || Some(&letter.recipient) != address
}

/// What each of these letters is about, in their order.
pub(super) async fn subjects<C: ConnectionTrait>(
    db: &C,
    letters: &[Posted],
) -> Result<Vec<Subject>> {
    let rsvps = rsvps(db, letters.iter().filter_map(|letter| letter.rsvp_id)).await?;
    let of_letters = letters.iter().filter_map(|letter| letter.event_id);
    let of_rsvps = rsvps.values().map(|rsvp| rsvp.event_id);
    let events = events(db, of_rsvps.chain(of_letters)).await?;
    let for_staff = letters.iter().filter(|letter| letter.kind.is_for_staff());
    let members = members(db, for_staff.map(|letter| letter.recipient.as_str())).await?;
    let asked = letters.iter().filter(|letter| letter.kind == Kind::Mine);
    let guests = guests(db, asked.map(|letter| letter.recipient.as_str())).await?;
    let mailings = letters.iter().filter_map(|letter| letter.mailing_id);
    let mailings = mailing::these(db, mailings).await?;
    let those = |rule: fn(&Mailing) -> bool| -> HashSet<i64> {
        mailings.iter().filter(|one| rule(one)).map(|one| one.id).collect()
    };
    let for_ended = those(Mailing::is_for_ended);
    let outliving = those(Mailing::outlives_its_event);
    let reached = speakers(db, letters.iter().filter_map(|letter| letter.speaker_id)).await?;
    let subject = |letter: &Posted| {
        let speaker = letter.speaker_id.and_then(|id| reached.get(&id).cloned());
        let rsvp = letter.rsvp_id.and_then(|id| rsvps.get(&id).cloned());
        let event_id = rsvp.as_ref().map(|rsvp| rsvp.event_id).or(letter.event_id);
        let event = event_id.and_then(|id| events.get(&id).cloned());
        let (event, over_at) = event.unzip();
        let member = members.get(&letter.recipient).cloned();
        let has_rsvps = guests.contains(&letter.recipient);
        let for_ended = letter.mailing_id.is_some_and(|id| for_ended.contains(&id));
        let outlives = letter.mailing_id.is_some_and(|id| outliving.contains(&id));
        let over_at = over_at.flatten().filter(|_| !outlives);
        Subject { rsvp, event, over_at, member, has_rsvps, for_ended, speaker }
    };
    Ok(letters.iter().map(subject).collect())
}

async fn rsvps<C: ConnectionTrait>(
    db: &C,
    ids: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, Reply>> {
    let rows = rsvp::Entity::find().filter(rsvp::COLUMN.id.is_in(ids)).all(db).await?;
    let reply = |rsvp: rsvp::Rsvp| {
        let copy_to = copy_to(&rsvp).map(str::to_owned);
        let rsvp::Rsvp { id, name, standing, email, event_id, .. } = rsvp;
        (id, Reply { id, name, standing, email, copy_to, event_id })
    };
    Ok(rows.into_iter().map(reply).collect())
}

/// Those of these addresses that RSVPs were made with, or whose copies are allowed.
async fn guests<C: ConnectionTrait>(
    db: &C,
    addresses: impl Iterator<Item = &str>,
) -> Result<HashSet<String>> {
    let addresses: Vec<&str> = addresses.collect();
    let mut known = HashSet::new();
    if addresses.is_empty() {
        return Ok(known);
    }
    let guest = rsvp::Entity::find();
    let scheduler = rsvp::Entity::find().filter(rsvp::COLUMN.scheduler_allowed_at.is_not_null());
    for (of, column) in [(guest, rsvp::Column::Email), (scheduler, rsvp::Column::SchedulerEmail)] {
        let of = of.filter(column.is_in(addresses.iter().copied()));
        let found = of.select_only().column(column).distinct().into_tuple::<String>();
        known.extend(found.all(db).await?);
    }
    Ok(known)
}

async fn speakers<C: ConnectionTrait>(
    db: &C,
    ids: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, Reached>> {
    let mut reached = HashMap::new();
    for known in speaker::known(db, ids.collect()).await? {
        let id = known.speaker.id;
        let contact = contact::of(db, id).await?;
        let (own, assistants) = (contact.email, contact.assistant_email);
        let last_change = last_change(db, id).await?;
        reached.insert(id, Reached { name: known.speaker.name, own, assistants, last_change });
    }
    Ok(reached)
}

type Ending = Option<DateTimeUtc>;

async fn events<C: ConnectionTrait>(
    db: &C,
    ids: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, (About, Ending)>> {
    let rows = event::Entity::find()
        .filter(event::COLUMN.id.is_in(ids))
        .select_only()
        .columns([event::Column::Id, event::Column::Title])
        .columns([event::Column::OverAt, event::Column::DeletedAt])
        .into_tuple::<(i64, String, Ending, Option<DateTimeUtc>)>()
        .all(db)
        .await?;
    let event = |(id, title, over_at, deleted_at): (i64, String, Ending, Option<DateTimeUtc>)| {
        (id, (About { id, title, deleted: deleted_at.is_some() }, over_at))
    };
    Ok(rows.into_iter().map(event).collect())
}

async fn members<C: ConnectionTrait>(
    db: &C,
    addresses: impl Iterator<Item = &str>,
) -> Result<HashMap<String, Addressee>> {
    let found = staff::Entity::find()
        .filter(staff::COLUMN.email.is_in(addresses))
        .filter(staff::COLUMN.removed_at.is_null())
        .all(db)
        .await?;
    let known = |member: staff::Member| {
        let name = member.called().to_owned();
        (member.email, Addressee { id: member.id, name })
    };
    Ok(found.into_iter().map(known).collect())
}
