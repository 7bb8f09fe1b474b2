//! How an appearance came to stand as it does: each change of its state, with who made it. Rows are
//! only ever added.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, ConnectionTrait, QuerySelect as _};

use super::Appearance;
use crate::error::Result;
use crate::word::Word;

/// A change of state as kept.
#[sea_orm::model]
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "appearance_step")]
pub struct Model {
    /// Row number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// At which event.
    pub event_id: i64,
    /// Who.
    pub speaker_id: i64,
    /// How they stood; nothing at first.
    pub was: Option<Word>,
    /// How they stand; nothing once they are out of the line-up.
    pub state: Option<Word>,
    /// Who stands in.
    pub stand_in: Option<String>,
    /// Their number, if they are known.
    pub stand_in_id: Option<i64>,
    /// Who of staff changed it.
    pub staff_id: Option<i64>,
    /// When.
    pub at: DateTimeUtc,
}
pub use Model as Step;

impl ActiveModelBehavior for ActiveModel {}

crate::private::private!(Model, ModelEx);

/// The steps of somebody, and those by which they stood in for another.
pub(crate) fn is_or_stood_in(speaker_id: i64) -> Condition {
    Condition::any().add(COLUMN.speaker_id.eq(speaker_id)).add(COLUMN.stand_in_id.eq(speaker_id))
}

/// What a state is called that says nothing.
const SAID_NOTHING: &str = "tbd";
/// Out of the line-up.
pub(crate) const GONE: &str = "gone";

/// Writes down what is different about those who were or are in the line-up.
pub(crate) async fn keep<C: ConnectionTrait>(
    txn: &C,
    (before, after): (&[Appearance], &[Appearance]),
    staff_id: Option<i64>,
    now: DateTime<Utc>,
) -> Result<()> {
    let rows: Vec<ActiveModel> = steps(before, after)
        .into_iter()
        .map(|step| ActiveModel {
            id: NotSet,
            event_id: Set(step.event_id),
            speaker_id: Set(step.speaker_id),
            was: Set(step.was),
            state: Set(step.state),
            stand_in: Set(step.stand_in),
            stand_in_id: Set(step.stand_in_id),
            staff_id: Set(staff_id),
            at: Set(now),
        })
        .collect();
    if !rows.is_empty() {
        Entity::insert_many(rows).exec_without_returning(txn).await?;
    }
    Ok(())
}

struct Change {
    event_id: i64,
    speaker_id: i64,
    was: Option<Word>,
    state: Option<Word>,
    stand_in: Option<String>,
    stand_in_id: Option<i64>,
}

fn steps(before: &[Appearance], after: &[Appearance]) -> Vec<Change> {
    let stood = |one: &Appearance| one.state.clone().unwrap_or_else(|| Word::new(SAID_NOTHING));
    let in_list = |list: &[Appearance], id| {
        list.iter().find(|one: &&Appearance| one.speaker_id == Some(id)).cloned()
    };
    let there = after.iter().filter_map(|one| {
        let speaker_id = one.speaker_id?;
        let old = in_list(before, speaker_id);
        let slot = old.is_none().then(|| slot_at(before, one)).flatten();
        let same = old
            .as_ref()
            .is_some_and(|old| stood(old) == stood(one) && stands_in(old) == stands_in(one));
        let (event_id, was) = (one.event_id, old.as_ref().or(slot).map(stood));
        let state = Some(stood(one));
        let (stand_in, stand_in_id) = stands_in(one);
        (!same).then_some(Change { event_id, speaker_id, was, state, stand_in, stand_in_id })
    });
    let gone = before.iter().filter_map(|one| {
        let speaker_id = one.speaker_id?;
        let (was, state) = (Some(stood(one)), Some(Word::new(GONE)));
        let event_id = one.event_id;
        let gone = in_list(after, speaker_id).is_none();
        let (stand_in, stand_in_id) = (None, None);
        gone.then_some(Change { event_id, speaker_id, was, state, stand_in, stand_in_id })
    });
    there.chain(gone).collect()
}

fn stands_in(one: &Appearance) -> (Option<String>, Option<i64>) {
    (one.stand_in.clone(), one.stand_in_id)
}

/// What stood in for a name where somebody has one now.
fn slot_at<'a>(before: &'a [Appearance], one: &Appearance) -> Option<&'a Appearance> {
    let here = |kept: &&Appearance| kept.position == one.position && kept.speaker_id.is_none();
    before.iter().find(here)
}

/// The numbers of all who are or were in the line-up of an event, or stood in for one of them.
pub(crate) async fn people<C: ConnectionTrait>(db: &C, event_id: i64) -> Result<Vec<i64>> {
    let steps = Entity::find().filter(COLUMN.event_id.eq(event_id));
    let people = steps.select_only().columns([Column::SpeakerId, Column::StandInId]).distinct();
    let people: Vec<(i64, Option<i64>)> = people.into_tuple().all(db).await?;
    Ok(people.into_iter().flat_map(|(id, by)| [Some(id), by]).flatten().collect())
}
