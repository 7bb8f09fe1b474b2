//! Each name of a line-up becomes a person: one whom the event had before, one who is known by the
//! same name and address, or a new one. By the name alone nobody is taken for somebody known: a
//! private person may have a Member's name.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder as _};

use super::{Line, appearances, carry, of_event};
use crate::address::MailAddress;
use crate::agenda;
use crate::appearance::{self, Appearance, step};
use crate::document::{self, Document};
use crate::error::Result;
use crate::event::{self, Event};
use crate::speaker::{self, Scope, contact};
use crate::text::said;

/// Who is behind a line of a document.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Behind {
    /// Who it is; found out of a name, if nobody says it.
    pub person: Option<i64>,
    /// Who speaks in their place, if that is somebody known.
    pub stand_in: Option<i64>,
}

/// Who is behind each speaker of a document, as the lines of the event's form say it.
pub(crate) async fn behind<C: ConnectionTrait>(
    txn: &C,
    event_id: i64,
    document: &Document,
    lines: &[Line],
) -> Result<Vec<Behind>> {
    let then = of_event(txn, event_id).await?.carried(event_id, document, lines);
    let behind = |one: Appearance| Behind { person: one.speaker_id, stand_in: one.stand_in_id };
    Ok(then.into_iter().map(behind).collect())
}

/// The document's speakers as rows of the event, everybody with a person; how each stands now is
/// written beside how they stood.
pub(crate) async fn link<C: ConnectionTrait>(
    txn: &C,
    event: &Event,
    document: &Document,
    staff_id: Option<i64>,
    now: DateTime<Utc>,
) -> Result<Vec<Appearance>> {
    let kept = appearances(txn, event.id).await?;
    let new = carry::carried(&kept, event.id, document);
    with_people(txn, (kept, new), staff_id, now).await
}

/// The same for a deed that knows who the speakers are, one after the other.
pub(crate) async fn link_as<C: ConnectionTrait>(
    txn: &C,
    event: &Event,
    (document, behind): (&Document, &[Behind]),
    staff_id: Option<i64>,
    now: DateTime<Utc>,
) -> Result<Vec<Appearance>> {
    let kept = appearances(txn, event.id).await?;
    let placed = |(place, (one, behind)): (i64, (&document::Speaker, &Behind))| Appearance {
        speaker_id: behind.person,
        stand_in_id: behind.stand_in.filter(|_| said(one.stand_in.as_ref()).is_some()),
        ..Appearance::from_document(event.id, place, one)
    };
    let new = (0..).zip(document.speakers.iter().zip(behind)).map(placed).collect();
    with_people(txn, (kept, new), staff_id, now).await
}

async fn with_people<C: ConnectionTrait>(
    txn: &C,
    (kept, mut new): (Vec<Appearance>, Vec<Appearance>),
    staff_id: Option<i64>,
    now: DateTime<Utc>,
) -> Result<Vec<Appearance>> {
    for one in new.iter_mut().filter(|one| carry::is_somebody(one)) {
        if one.speaker_id.is_none() {
            one.speaker_id = Some(person_of(txn, one, now).await?);
        }
        learn_address(txn, one).await?;
    }
    step::keep(txn, (&kept, &new), staff_id, now).await?;
    Ok(new)
}

/// Gives everybody a person in a line-up that was written before people were kept. There is nothing
/// more to do then.
///
/// # Errors
/// `NotFound` for an event that is gone.
pub(crate) async fn link_kept<C: ConnectionTrait>(
    txn: &C,
    event_id: i64,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>> {
    let event = event::locked_or_deleted(txn, event_id).await?;
    for mut one in appearances(txn, event_id).await? {
        if one.speaker_id.is_some() || !carry::is_somebody(&one) {
            continue;
        }
        let id = person_of(txn, &one, now).await?;
        one.speaker_id = Some(id);
        learn_address(txn, &one).await?;
        appearance::Entity::update_many()
            .col_expr(appearance::Column::SpeakerId, Expr::value(id))
            .filter(appearance::COLUMN.id.eq(one.id))
            .exec(txn)
            .await?;
    }
    // Nobody is written to because of an upgrade.
    agenda::settle(txn, &event, now).await?;
    Ok(None)
}

async fn person_of<C: ConnectionTrait>(
    txn: &C,
    one: &Appearance,
    now: DateTime<Utc>,
) -> Result<i64> {
    match known_by_name_and_address(txn, one).await? {
        Some(id) => Ok(id),
        None => newcomer(txn, one, now).await,
    }
}

async fn known_by_name_and_address<C: ConnectionTrait>(
    txn: &C,
    one: &Appearance,
) -> Result<Option<i64>> {
    let (Some(name), Some(email)) = (said(one.name.as_ref()), mail_address(one)) else {
        return Ok(None);
    };
    let reached = contact::Entity::find().filter(contact::COLUMN.email.eq(email));
    let ids = reached.all(txn).await?.into_iter().map(|contact| contact.speaker_id);
    let found = speaker::Entity::find().filter(speaker::COLUMN.id.is_in(ids));
    let found = found.order_by_asc(speaker::COLUMN.id).all(txn).await?;
    let same = |known: &&speaker::Speaker| known.name == name || known.printed() == name;
    Ok(found.iter().find(same).map(|known| known.id))
}

fn mail_address(one: &Appearance) -> Option<String> {
    let address = MailAddress::parse(one.email.as_deref()?).ok()?;
    Some(address.as_str().to_owned())
}

async fn newcomer<C: ConnectionTrait>(
    txn: &C,
    one: &Appearance,
    now: DateTime<Utc>,
) -> Result<i64> {
    let protected = one.protected == Some(true);
    let row = speaker::ActiveModel {
        id: NotSet,
        name: Set(said(one.name.as_ref()).unwrap_or_default()),
        honorific: Set(None),
        suffix: Set(None),
        spoken: Set(None),
        zone: Set(None),
        titles: Set(one.titles.clone()),
        organisations: Set(one.organisations.clone()),
        biography: Set(one.biography.clone()),
        protected: Set(protected),
        minor: Set(false),
        discreet: Set(false),
        allows: Set(Scope::usual(protected)),
        revision: Set(0),
        created_at: Set(now),
        changed_at: Set(now),
    };
    Ok(row.insert(txn).await?.id)
}

/// The address of an event's document reaches the person, where none is known yet.
async fn learn_address<C: ConnectionTrait>(txn: &C, one: &Appearance) -> Result<()> {
    let (Some(id), Some(email)) = (one.speaker_id, mail_address(one)) else { return Ok(()) };
    let known = contact::of(txn, id).await?;
    if known.email.is_none() {
        contact::keep(txn, contact::SpeakerContact { email: Some(email), ..known }).await?;
    }
    Ok(())
}
