//! A change for looking at the letter about it: one that waits to be told, or an invented one.

use chrono::{DateTime, TimeDelta, Utc};

use super::by_staff::waiting;
use super::facts::{CANCELLED, Difference, NO_DATE, News, ON, POSTPONED, What};
use super::notice::Notice;
use crate::desk::Desk;
use crate::error::Result;
use crate::event::{self, Event, State};
use crate::outbox::when_told;
use crate::time::{self, WallTime};

/// What a letter about a change would tell this guest, or the first who is to be told; where nothing
/// waits that comes to such news, another day, or the end of it.
pub(crate) async fn example(
    desk: &Desk,
    event: &Event,
    rsvp_id: Option<i64>,
    called_off: bool,
) -> Result<Vec<Difference>> {
    let notice = Notice::of(desk.read(), event.id).await?;
    if notice.began_at.is_some() {
        let reckoning = waiting(desk, event, &notice).await?;
        let people = reckoning.people.iter();
        let theirs = people.filter(|person| rsvp_id.is_none_or(|id| person.rsvp_id == id));
        let mut told = theirs.filter_map(|person| reckoning.cases.get(person.case));
        let fits = |differences: &[Difference]| News::of(differences).is_called_off() == called_off;
        if let Some(told) = told.find(|case| fits(&case.differences)) {
            return Ok(told.differences.clone());
        }
    }
    Ok(vec![if called_off { the_end(event) } else { another_day(event, desk.now()) }])
}

fn the_end(event: &Event) -> Difference {
    let postponed = event.state == Some(State::Postponed);
    let new = if postponed { POSTPONED } else { CANCELLED };
    Difference { what: What::State, old: ON.to_owned(), new: new.to_owned() }
}

/// As if it had been a day earlier.
fn another_day(event: &Event, now: DateTime<Utc>) -> Difference {
    let day = TimeDelta::days(1);
    let earlier = |at: WallTime| at.naive().checked_sub_signed(day).map_or(at, WallTime::from);
    let before = Event {
        starts: event.starts.map(earlier),
        ends: event.ends.map(earlier),
        date: event.first_day().and_then(|first| first.pred_opt()).map(|day| day.to_string()),
        ..event.clone()
    };
    let told = |event: &Event| {
        let mut when = event::when::of_event(event);
        when.doors = None;
        when_told(&when).join(", ")
    };
    let (old, new) = (told(&before), told(event));
    if new.is_empty() {
        let today = time::day(event.zone().local(now).date());
        return Difference { what: What::Time, old: today, new: NO_DATE.to_owned() };
    }
    Difference { what: What::Time, old, new }
}
