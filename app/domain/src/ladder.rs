//! The ladder: an event's reminders, each a rung at a distance from its beginning.
//!
//! When a rung is due, for whom, and why not, is one pure function ([`Ladder::plan`]) that the errand
//! which posts letters and the pages which show them both ask, so that what is shown is what happens.
//! What was sent is known from the letters themselves: there is one for each person, rung and day of
//! the event, whatever the clock does.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::event::Event;
use crate::rsvp::{Rsvp, Standing};

mod change;
mod climb;
mod example;
mod form;
mod plan;
mod show;
#[cfg(test)]
mod tests;
mod when;
mod words;

pub use change::{change, to_default};
pub(crate) use climb::{climb, withdraw_unplanned};
pub(crate) use example::days_of;
pub use form::{LONGEST_NOTE, LadderForm, MOST_STEPS, StepForm, Unit};
pub use plan::{Fate, Person, Planned, Rung, Why};
pub(crate) use show::rungs;
pub use show::{Shown, ShownRung, shown};
pub(crate) use when::rung_of;
pub use words::distance;

/// What is kept of an event's ladder.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ladder")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub event_id: i64,
    /// The steps that staff chose, in JSON; the usual ones if absent.
    pub steps: Option<String>,
    /// The beginning that the event had when it was looked at last.
    pub begins_at: Option<DateTimeUtc>,
    /// Since when it has that one.
    pub since: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// One reminder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// How long before the beginning. Whole days are local days: the same time on the clock.
    pub minutes: i64,
    /// To whom.
    pub to: Vec<Audience>,
    /// It leads to a page where who has a seat says again that they come, or gives it up.
    #[serde(default)]
    pub asks: bool,
    /// What staff add in their own words.
    #[serde(default)]
    pub note: Option<String>,
}

/// To whom a reminder goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Who has a seat in the room.
    Room,
    /// Who has a place online.
    Online,
    /// Who has none yet: in line, with an offer, or not answered.
    WaitingList,
    /// Who speaks, and can be reached.
    Speakers,
    /// Who has a seat and comes as press.
    Press,
}

impl Audience {
    /// All there are, as staff see them.
    pub const ALL: [Self; 5] =
        [Self::Room, Self::Online, Self::WaitingList, Self::Speakers, Self::Press];

    /// As forms have it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Room => "room",
            Self::Online => "online",
            Self::WaitingList => "waiting_list",
            Self::Speakers => "speakers",
            Self::Press => "press",
        }
    }

    /// Those that an RSVP belongs to, what says most about it first.
    fn of(rsvp: &Rsvp) -> Vec<Self> {
        match rsvp.standing {
            Standing::Seated => {
                let press = rsvp.category.as_deref() == Some("press");
                let half = if rsvp.online { Self::Online } else { Self::Room };
                press.then_some(Self::Press).into_iter().chain([half]).collect()
            }
            Standing::Waiting | Standing::Offered | Standing::Asked => vec![Self::WaitingList],
            Standing::GivenUp | Standing::Cancelled | Standing::Lapsed => vec![],
        }
    }
}

/// The reminders that hold for an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder {
    /// The steps.
    pub steps: Vec<Step>,
    /// Staff chose them.
    pub is_own: bool,
    /// Since when the event begins when it does.
    since: Option<DateTime<Utc>>,
}

/// Minutes of a day.
const DAY: i64 = 24 * 60;

/// What every event has unless staff choose otherwise.
fn usual() -> Vec<Step> {
    let seated = || vec![Audience::Room, Audience::Online];
    let step = |minutes, asks| Step { minutes, to: seated(), asks, note: None };
    vec![step(7 * DAY, false), step(DAY, true), step(2 * 60, false)]
}

impl Ladder {
    /// What holds for this event by what is kept.
    fn of(event: &Event, kept: Option<&Model>) -> Self {
        let own = kept.and_then(|kept| kept.steps.as_deref()).and_then(read);
        // It was written since the ladder was looked at last: the new beginning is as old as that.
        let known = kept.filter(|kept| kept.begins_at == event.begins());
        let since = known.map_or(Some(event.changed_at), |kept| kept.since);
        Self { is_own: own.is_some(), steps: own.unwrap_or_else(usual), since }
    }
}

fn read(steps: &str) -> Option<Vec<Step>> {
    serde_json::from_str(steps).ok()
}

/// The reminders of an event.
pub(crate) async fn of_event<C: ConnectionTrait>(db: &C, event: &Event) -> Result<Ladder> {
    let kept = Entity::find_by_id(event.id).one(db).await?;
    Ok(Ladder::of(event, kept.as_ref()))
}

/// The moments of an event's reminders, whether or not anybody gets one; none of an event that is off.
pub(crate) async fn moments<C: ConnectionTrait>(
    db: &C,
    event: &Event,
) -> Result<Vec<DateTime<Utc>>> {
    if event.is_called_off() {
        return Ok(vec![]);
    }
    let ladder = of_event(db, event).await?;
    Ok(ladder.steps.iter().filter_map(|step| event.moment_before(step.minutes)).collect())
}
