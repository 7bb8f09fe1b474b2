//! The words of staff for the letters of one event: Markdown with placeholders, in place of a
//! letter's own body and of the opening of its subject.
//!
//! What cannot be filled is refused when it is saved (`letter::typed`), and the preview is written
//! by the function that writes the letters.

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder as _};

use crate::desk::Desk;
use crate::error::{Error, Result, Slip};
use crate::letter::{Typed, typed};
use crate::outbox::Kind;
use crate::staff::Staff;
use crate::{event, journal};

mod kinds;
mod looking;
mod trying;

pub use kinds::{LETTERS, Wordable, known, standard};
pub use looking::{Line, List, Page, Person, list, page};
pub(crate) use trying::exemplary;
pub use trying::{Shown, preview, send_test};

/// Words of staff for one kind of letter, as kept.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "wording")]
pub struct Model {
    /// Row number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The event.
    pub event_id: i64,
    /// Which of its letters.
    pub kind: Kind,
    /// The opening of the subject; none: the letter's own.
    pub subject: Option<String>,
    /// The body in Markdown.
    pub body: String,
    /// Who wrote it last.
    pub staff_id: Option<i64>,
    /// When.
    pub changed_at: DateTimeUtc,
}
pub use Model as Wording;

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// As letters are written with it.
    pub fn typed(&self) -> Typed {
        Typed { subject: self.subject.clone().unwrap_or_default(), body: self.body.clone() }
    }

    /// Which version of the words this is: what a form carries to notice that somebody else saved.
    fn version(&self) -> String {
        format!("{}-{}", self.id, self.changed_at.timestamp_micros())
    }
}

/// All words of staff for the letters of an event.
pub(crate) async fn of_event<C: ConnectionTrait>(
    db: &C,
    event_id: i64,
) -> Result<Vec<(Kind, Typed)>> {
    let kept = Entity::find().filter(COLUMN.event_id.eq(event_id)).order_by_asc(COLUMN.id);
    Ok(kept.all(db).await?.into_iter().map(|words| (words.kind, words.typed())).collect())
}

/// Keeps words for one kind of letter. `seen` is the version that the form was filled from.
///
/// # Errors
/// `Invalid` for what cannot be filled, `NotNow` when somebody else saved meanwhile, `NotFound` for
/// letters that have no words of staff.
pub async fn save(
    desk: &Desk,
    staff: &Staff,
    (event_id, kind): (i64, Kind),
    typed: &Typed,
    seen: &str,
) -> Result<()> {
    let typed = tidied(typed);
    check(kind, &typed)?;
    let txn = desk.begin().await?;
    event::locked(&txn, event_id).await?;
    let kept = of_kind(event_id, kind).one(&txn).await?;
    if kept.as_ref().map(Model::version).unwrap_or_default() != seen {
        return Err(Error::NotNow(OVERTAKEN));
    }
    let now = desk.now();
    of_kind_deleted(&txn, event_id, kind).await?;
    let row = ActiveModel {
        id: NotSet,
        event_id: Set(event_id),
        kind: Set(kind),
        subject: Set(Some(typed.subject).filter(|subject| !subject.is_empty())),
        body: Set(typed.body),
        staff_id: Set(Some(staff.id())),
        changed_at: Set(now),
    };
    Entity::insert(row).exec_without_returning(&txn).await?;
    journal::by(staff, "changed the words of a letter").event(event_id).write(&txn, now).await?;
    txn.commit().await?;
    Ok(())
}

const OVERTAKEN: &str = "Somebody else changed these words since you opened them. What you typed is \
    still below, and not saved: save it again to put it in place of theirs.";

/// Goes back to the letter's own words. Nothing happens where there are no others.
///
/// # Errors
/// `NotFound`.
pub async fn reset(desk: &Desk, staff: &Staff, event_id: i64, kind: Kind) -> Result<()> {
    let txn = desk.begin().await?;
    event::locked(&txn, event_id).await?;
    if of_kind_deleted(&txn, event_id, kind).await? {
        let entry = journal::by(staff, "went back to the standard words of a letter");
        entry.event(event_id).write(&txn, desk.now()).await?;
    }
    txn.commit().await?;
    Ok(())
}

/// Whether these words can stand in this kind of letter.
///
/// # Errors
/// `Invalid`, `NotFound` for letters that have no words of staff.
pub fn check(kind: Kind, typed: &Typed) -> Result<()> {
    let letter = kinds::wordable(kind)?;
    let known = known(letter.kind);
    let subject = typed::check_subject(&typed.subject, &known)
        .and_then(|()| sorted_by_waiting(kind, &typed.subject));
    let slips = [("subject", subject), ("body", typed::check_body(&typed.body, &known))];
    let slips =
        slips.into_iter().filter_map(|(field, checked)| Some(Slip::new(field, checked.err()?)));
    let slips: Vec<_> = slips.collect();
    if slips.is_empty() { Ok(()) } else { Err(Error::Invalid(slips)) }
}

/// Guests sort their mail by this word, so it stands where it is true.
fn sorted_by_waiting(kind: Kind, subject: &str) -> Result<(), String> {
    let says = subject.to_lowercase().contains("waiting");
    match kind {
        Kind::Waiting if !says && !subject.is_empty() => {
            Err("Keep the word “waiting” in it: guests sort their mail by it.".to_owned())
        }
        Kind::Confirmed if says => {
            Err("Leave out the word “waiting”: guests would take it for a place in line."
                .to_owned())
        }
        _ => Ok(()),
    }
}

/// Line ends as everywhere else, and nothing around the words.
fn tidied(typed: &Typed) -> Typed {
    let subject = typed.subject.trim().to_owned();
    Typed { subject, body: typed.body.replace("\r\n", "\n").trim().to_owned() }
}

fn of_kind(event_id: i64, kind: Kind) -> Select<Entity> {
    Entity::find().filter(COLUMN.event_id.eq(event_id)).filter(COLUMN.kind.eq(kind))
}

async fn of_kind_deleted<C: ConnectionTrait>(txn: &C, event_id: i64, kind: Kind) -> Result<bool> {
    let delete =
        Entity::delete_many().filter(COLUMN.event_id.eq(event_id)).filter(COLUMN.kind.eq(kind));
    Ok(delete.exec(txn).await?.rows_affected > 0)
}
