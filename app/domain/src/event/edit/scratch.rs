//! What somebody typed and has not saved: one for each event and person.
//!
//! It holds the form as it was sent, readable or not, so that a browser that was closed costs
//! nothing.

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, DeleteResult};
use url::form_urlencoded;

use super::Scratch;
use crate::error::Result;
use crate::event::form::EventForm;
use crate::line_up;
use crate::private::private;
use crate::staff::Staff;

/// What was typed, as kept.
#[sea_orm::model]
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "scratch")]
pub struct Model {
    /// Row number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The event.
    pub event_id: i64,
    /// Who typed it.
    pub staff_id: i64,
    /// The event's revision that they began with.
    pub revision: i64,
    /// The form as a browser sends it. It holds speakers' addresses.
    pub form: String,
    /// When.
    pub saved_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

private!(Model, ModelEx);

/// What this person typed into this event's form, also what would be refused.
pub(super) async fn of<C: ConnectionTrait>(
    db: &C,
    event_id: i64,
    staff: &Staff,
) -> Result<Option<Scratch>> {
    let own =
        Entity::find().filter(COLUMN.event_id.eq(event_id)).filter(COLUMN.staff_id.eq(staff.id()));
    let row = own.one(db).await?;
    Ok(row.map(|row| {
        let pairs: Vec<_> = form_urlencoded::parse(row.form.as_bytes()).into_owned().collect();
        let (form, _) = EventForm::as_sent(&pairs);
        Scratch { form, revision: row.revision, saved_at: row.saved_at }
    }))
}

/// Keeps this in the place of what was kept before. What is the same keeps its time.
pub(super) async fn keep<C: ConnectionTrait>(
    txn: &C,
    event_id: i64,
    staff: &Staff,
    scratch: &Scratch,
) -> Result<()> {
    let before = of(txn, event_id, staff).await?;
    if before.is_some_and(|it| it.form == scratch.form && it.revision == scratch.revision) {
        return Ok(());
    }
    forget(txn, event_id, staff).await?;
    let pairs = line_up::guarded_form(txn, event_id, scratch.form.settled().pairs()).await?;
    let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let row = ActiveModel {
        id: NotSet,
        event_id: Set(event_id),
        staff_id: Set(staff.id()),
        revision: Set(scratch.revision),
        form: Set(form),
        saved_at: Set(scratch.saved_at),
    };
    Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}

/// Forgets it; whether there was any.
pub(super) async fn forget<C: ConnectionTrait>(
    txn: &C,
    event_id: i64,
    staff: &Staff,
) -> Result<bool> {
    let DeleteResult { rows_affected, .. } = Entity::delete_many()
        .filter(COLUMN.event_id.eq(event_id))
        .filter(COLUMN.staff_id.eq(staff.id()))
        .exec(txn)
        .await?;
    Ok(rows_affected > 0)
}
