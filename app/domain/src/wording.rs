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
use crate::letter::{Typed, says_waiting, typed};
use crate::outbox::Kind;
use crate::staff::Staff;
use crate::{event, journal};

mod kinds;
mod looking;
mod occasion;
mod trying;

pub use kinds::{LETTERS, Wordable, known, standard};
pub use looking::{Line, List, Page, Person, list, page};
pub use occasion::Occasion;
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
    pub kind: Occasion,
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
) -> Result<Vec<(Occasion, Typed)>> {
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
    (event_id, occasion): (i64, Occasion),
    typed: &Typed,
    seen: &str,
) -> Result<()> {
    let typed = tidied(typed);
    check(occasion, &typed)?;
    let txn = desk.begin().await?;
    event::locked(&txn, event_id).await?;
    let kept = of_occasion(event_id, occasion).one(&txn).await?;
    if kept.as_ref().map(Model::version).unwrap_or_default() != seen {
        return Err(Error::NotNow(OVERTAKEN));
    }
    let now = desk.now();
    deleted(&txn, event_id, occasion).await?;
    let row = ActiveModel {
        id: NotSet,
        event_id: Set(event_id),
        kind: Set(occasion),
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
pub async fn reset(desk: &Desk, staff: &Staff, event_id: i64, occasion: Occasion) -> Result<()> {
    let txn = desk.begin().await?;
    event::locked(&txn, event_id).await?;
    if deleted(&txn, event_id, occasion).await? {
        let entry = journal::by(staff, "went back to the standard words of a letter");
        entry.event(event_id).write(&txn, desk.now()).await?;
    }
    txn.commit().await?;
    Ok(())
}

/// Whether these words can stand in this letter.
///
/// # Errors
/// `Invalid`, `NotFound` for letters that have no words of staff.
pub fn check(occasion: Occasion, typed: &Typed) -> Result<()> {
    let known = known(kinds::wordable(occasion)?.occasion);
    let subject = typed::check_subject(&typed.subject, &known)
        .and_then(|()| sorted_by_waiting(occasion.kind(), &typed.subject));
    let body = typed::check_body(&typed.body, &known)
        .and_then(|()| begins_without_waiting(occasion.kind(), &typed.body));
    let slips = [("subject", subject), ("body", body)];
    let slips =
        slips.into_iter().filter_map(|(field, checked)| Some(Slip::new(field, checked.err()?)));
    let slips: Vec<_> = slips.collect();
    if slips.is_empty() { Ok(()) } else { Err(Error::Invalid(slips)) }
}

/// Guests sort their mail by this word, so it stands where it is true. A program that sorts takes the
/// word letter by letter; somebody who reads overlooks what cannot be seen.
fn sorted_by_waiting(kind: Kind, subject: &str) -> Result<(), String> {
    match kind {
        Kind::Waiting if !subject.is_empty() && !subject.to_lowercase().contains("waiting") => {
            Err("Keep the word “waiting” in it: guests sort their mail by it.".to_owned())
        }
        Kind::Confirmed if says_waiting(subject) => {
            Err("Leave out the word “waiting”: guests would take it for a place in line."
                .to_owned())
        }
        _ => Ok(()),
    }
}

/// Who reads no further than the first lines of a confirmation knows that they have a seat.
fn begins_without_waiting(kind: Kind, body: &str) -> Result<(), String> {
    if kind == Kind::Confirmed && says_waiting(&typed::opening(body)) {
        return Err(
            "Leave the word “waiting” out of the first paragraph: guests would take it for a \
                    place in line. Further down it can stand."
                .to_owned(),
        );
    }
    Ok(())
}

/// Line ends as everywhere else, and nothing around the words.
fn tidied(typed: &Typed) -> Typed {
    let subject = typed.subject.trim().to_owned();
    Typed { subject, body: typed.body.replace("\r\n", "\n").trim().to_owned() }
}

fn of_occasion(event_id: i64, occasion: Occasion) -> Select<Entity> {
    Entity::find().filter(COLUMN.event_id.eq(event_id)).filter(COLUMN.kind.eq(occasion))
}

async fn deleted<C: ConnectionTrait>(txn: &C, event_id: i64, occasion: Occasion) -> Result<bool> {
    let delete =
        Entity::delete_many().filter(COLUMN.event_id.eq(event_id)).filter(COLUMN.kind.eq(occasion));
    Ok(delete.exec(txn).await?.rows_affected > 0)
}
