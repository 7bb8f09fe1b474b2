//! Writing a mailing: a draft is begun, saved, copied, thrown away. What could not be sent is refused
//! here, so that nobody finds out at the moment of sending.

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::entity::prelude::*;

use super::{ActiveModel, Entity, Kind, Mailing, State, locked, of};
use crate::desk::Desk;
use crate::error::{Error, Result, Slip};
use crate::letter::Placeholder;
use crate::letter::typed::{check_body, check_subject};
use crate::rsvp::list::Wanted;
use crate::staff::Staff;
use crate::{event, journal};

/// What may stand in it: all but what only one kind of letter knows.
pub const PLACEHOLDERS: [Placeholder; 11] = [
    Placeholder::Name,
    Placeholder::Title,
    Placeholder::When,
    Placeholder::Where,
    Placeholder::Arrival,
    Placeholder::Hosts,
    Placeholder::Seats,
    Placeholder::EventLink,
    Placeholder::Contact,
    Placeholder::Standing,
    Placeholder::RsvpLink,
];

const CLASH: &str = "Somebody else has changed this letter since you opened it. What you typed is below; open the page anew to see theirs.";

/// A mailing as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The subject.
    pub subject: String,
    /// The body in Markdown.
    pub body: String,
    /// Whom it is for.
    pub wanted: Wanted,
    /// It is an announcement, which one can decline.
    pub announcement: bool,
}

impl Written {
    /// What may stand in it. A letter that is not about one's own RSVP may be passed on, so it cannot
    /// have the link to it.
    pub fn placeholders(&self, kind: Kind) -> &'static [Placeholder] {
        if kind == Kind::Group && !self.announcement { &PLACEHOLDERS } else { &PLACEHOLDERS[..9] }
    }

    /// The same with line ends as they are kept.
    fn checked(&self, kind: Kind) -> Result<Self> {
        let known = self.placeholders(kind);
        let subject = self.subject.trim().to_owned();
        let body = self.body.replace("\r\n", "\n").trim().to_owned();
        let mut slips = vec![];
        if subject.is_empty() {
            slips.push(Slip::new("subject", "Please write what it is about, in a few words."));
        } else if let Err(why) = check_subject(&subject, known) {
            slips.push(Slip::new("subject", why));
        }
        if let Err(why) = check_body(&body, known) {
            slips.push(Slip::new("body", why));
        }
        if !slips.is_empty() {
            return Err(Error::Invalid(slips));
        }
        Ok(Self { subject, body, ..self.clone() })
    }
}

/// Begins a letter to a group; says its number.
///
/// # Errors
/// `NotFound` for a deleted event; `Invalid`.
pub async fn draft(desk: &Desk, staff: &Staff, event_id: i64, written: &Written) -> Result<i64> {
    let written = written.checked(Kind::Group)?;
    let txn = desk.begin().await?;
    event::locked(&txn, event_id).await?;
    let row = fresh(desk, staff, event_id, Kind::Group, written);
    let id = Entity::insert(row).exec(&txn).await?.last_insert_id;
    let entry = journal::by(staff, "began a letter to a group").event(event_id);
    entry.write(&txn, desk.now()).await?;
    txn.commit().await?;
    Ok(id)
}

/// Saves what was typed over what was read at this revision.
///
/// # Errors
/// `NotFound`; `Invalid`; `NotNow` once it is no draft any more, or when somebody else was faster.
pub async fn save(
    desk: &Desk,
    staff: &Staff,
    (event_id, id): (i64, i64),
    revision: i64,
    written: &Written,
) -> Result<()> {
    let txn = desk.begin().await?;
    let (_, mailing) = locked(&txn, staff, event_id, id).await?;
    mailing.is_draft()?;
    let written = written.checked(mailing.kind)?;
    if is(&mailing, &written) {
        return Ok(());
    }
    if mailing.revision != revision {
        return Err(Error::NotNow(CLASH));
    }
    let row = ActiveModel {
        id: Set(id),
        subject: Set(written.subject),
        body: Set(written.body),
        question: Set(written.wanted.to_string()),
        announcement: Set(written.announcement),
        revision: Set(revision + 1),
        staff_id: Set(Some(staff.id())),
        changed_at: Set(desk.now()),
        ..Default::default()
    };
    row.update(&txn).await?;
    Ok(txn.commit().await?)
}

fn is(mailing: &Mailing, written: &Written) -> bool {
    mailing.subject == written.subject
        && mailing.body == written.body
        && mailing.question == written.wanted.to_string()
        && mailing.announcement == written.announcement
}

/// The same once more as a draft, whatever became of it; says its number.
///
/// # Errors
/// `NotFound`.
pub async fn copy(desk: &Desk, staff: &Staff, event_id: i64, id: i64) -> Result<i64> {
    let txn = desk.begin().await?;
    event::locked(&txn, event_id).await?;
    let mailing = of(&txn, event_id, id).await?;
    let written = Written {
        wanted: mailing.wanted(),
        subject: mailing.subject,
        body: mailing.body,
        announcement: mailing.announcement,
    };
    let row = fresh(desk, staff, event_id, mailing.kind, written);
    let copy = Entity::insert(row).exec(&txn).await?.last_insert_id;
    let entry = journal::by(staff, "copied a letter to a group").event(event_id);
    entry.write(&txn, desk.now()).await?;
    txn.commit().await?;
    Ok(copy)
}

/// Throws a draft away.
///
/// # Errors
/// `NotFound`; `NotNow` once it is no draft any more.
pub async fn discard(desk: &Desk, staff: &Staff, event_id: i64, id: i64) -> Result<()> {
    let txn = desk.begin().await?;
    let (_, mailing) = locked(&txn, staff, event_id, id).await?;
    mailing.is_draft()?;
    mailing.delete(&txn).await?;
    let entry = journal::by(staff, "threw a letter to a group away").event(event_id);
    entry.write(&txn, desk.now()).await?;
    Ok(txn.commit().await?)
}

pub(super) fn fresh(
    desk: &Desk,
    staff: &Staff,
    event_id: i64,
    kind: Kind,
    written: Written,
) -> ActiveModel {
    let now = desk.now();
    ActiveModel {
        id: NotSet,
        event_id: Set(event_id),
        kind: Set(kind),
        question: Set(written.wanted.to_string()),
        subject: Set(written.subject),
        body: Set(written.body),
        announcement: Set(written.announcement),
        state: Set(State::Draft),
        due_at: Set(None),
        reached: Set(0),
        revision: Set(0),
        staff_id: Set(Some(staff.id())),
        created_at: Set(now),
        changed_at: Set(now),
    }
}
