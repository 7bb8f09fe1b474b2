//! The list of an event's RSVPs as staff see it: sorted into tabs, searched, a page at a time.
//!
//! The numbers come from one grouped count over the index that also keeps the line, so that a list
//! of 50,000 opens like one of five; places in line are numbered by the database in one go, never
//! row by row.

mod numbers;
mod question;
mod wanted;
mod why;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Alias, ExprTrait as _, Query, SelectStatement};
use sea_orm::{
    Condition, ConnectionTrait, Order, QueryOrder as _, QuerySelect as _, QueryTrait as _,
};

use super::came::{self, Attendance};
use super::{COLUMN, Column, Entity, Rsvp, Standing};
use crate::desk::Desk;
use crate::error::Result;
use crate::event::{self, Event};
use crate::leaf::{Leaf, leaf};
use crate::line::{self, Reason};
use crate::staff::Staff;
use crate::time::{Zone, hours};

pub(super) use numbers::heading_of;
pub use numbers::{Fill, Heading};
use numbers::{heading, numbers, rsvps};
pub use wanted::{Came, Choice, Part, Wanted};
pub(super) use why::why;

/// Rows of one page.
const ROWS: u64 = 100;
/// A tab of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// Everybody.
    #[default]
    All,
    /// Who has a seat.
    Confirmed,
    /// Who waits for one, those with an offer first.
    Waiting,
    /// Whom the hosts have not answered yet.
    Asked,
    /// Who gave it up, let an offer run out, or was cancelled by staff.
    Cancelled,
}

impl Tab {
    /// All of them, as they stand beside each other.
    pub const ALL: [Self; 5] =
        [Self::All, Self::Confirmed, Self::Waiting, Self::Asked, Self::Cancelled];

    /// As an address has it; nothing for the first.
    pub fn word(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Confirmed => "confirmed",
            Self::Waiting => "waiting",
            Self::Asked => "asked",
            Self::Cancelled => "cancelled",
        }
    }

    /// The tab of this word; the first for any other word.
    pub fn read(word: &str) -> Self {
        Self::ALL.into_iter().find(|tab| tab.word() == word).unwrap_or_default()
    }

    /// Whether it holds RSVPs that stand like this.
    fn holds(self, standing: Standing) -> bool {
        match self {
            Self::All => true,
            Self::Confirmed => standing == Standing::Seated,
            Self::Waiting => matches!(standing, Standing::Waiting | Standing::Offered),
            Self::Asked => standing == Standing::Asked,
            Self::Cancelled => !standing.is_alive(),
        }
    }

    fn condition(self) -> Option<Expr> {
        let held = Standing::ALL.into_iter().filter(|standing| self.holds(*standing));
        (self != Self::All).then(|| COLUMN.standing.is_in(held))
    }
}

/// A page of the list and the numbers above it.
pub struct List {
    /// The event.
    pub event: Heading,
    /// How many there are on each tab that fit the question, in the tabs' order.
    pub on_tabs: [u64; 5],
    /// The page's rows.
    pub rows: Vec<Row>,
    /// Which page it is.
    pub leaf: Leaf,
    /// How many of those who have a seat said again that they come, once somebody did.
    pub said_again: Option<(u64, u64)>,
    /// How many came, once the event has begun.
    pub attendance: Option<Attendance>,
}

/// One RSVP as a line of the list.
#[derive(Clone, PartialEq, Eq)]
pub struct Row {
    /// Row number.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Mail address.
    pub email: String,
    /// Office or organisation.
    pub organization: Option<String>,
    /// Job title.
    pub job_title: Option<String>,
    /// What they come as, in words.
    pub category: Option<String>,
    /// For a place online.
    pub online: bool,
    /// Where it stands.
    pub standing: Standing,
    /// The place in line, from 1, while waiting.
    pub place_in_line: Option<i64>,
    /// How it came to stand there, in a sentence: why there is no offer, until when there is one.
    pub why: Option<String>,
    /// Names of those whom they bring.
    pub companions: Vec<String>,
    /// When the reply that counts came: `Jun 15, 2017, 12:00 pm ET`.
    pub replied: String,
    /// They need something to take part; what it is stands on their own page alone.
    pub needs_something: bool,
    /// Whether they came, once staff have written it down.
    pub came: Option<bool>,
}

crate::private::private!(Row);

/// A page of an event's RSVPs; times are told in `zone`, which is the site's.
///
/// # Errors
/// `NotFound`, also for a deleted event.
pub async fn list(
    desk: &Desk,
    staff: &Staff,
    event_id: i64,
    wanted: &Wanted,
    zone: Zone,
) -> Result<List> {
    let db = desk.read();
    let event = event::for_staff(db, staff, event_id).await?;
    let all = numbers(db, &event, None).await?;
    let question = wanted.condition();
    let fitting = match question.clone() {
        Some(question) => numbers(db, &event, Some(question)).await?,
        None => all.clone(),
    };
    let on_tabs = Tab::ALL.map(|tab| rsvps(&fitting, |standing| tab.holds(standing)));
    let leaf = leaf(wanted.page, rsvps(&fitting, |standing| wanted.tab.holds(standing)), ROWS);
    let found = in_order(of_event(&event, wanted.tab, question), wanted.tab);
    let found = found.offset(leaf.skipped()).limit(ROWS).all(db).await?;
    let waiting = found.iter().filter(|rsvp| rsvp.standing == Standing::Waiting);
    let waiting: Vec<i64> = waiting.map(|rsvp| rsvp.id).collect();
    let (places, reasons) = if waiting.is_empty() {
        (HashMap::new(), HashMap::new())
    } else {
        let places = places(db, &event, Some(waiting)).await?;
        (places, line::reasons(db, &event, desk.now()).await?)
    };
    let told = |rsvp: Rsvp| {
        let (place, reason) = (places.get(&rsvp.id), reasons.get(&rsvp.id));
        row(rsvp, place.copied(), reason.copied(), zone)
    };
    let rows = found.into_iter().map(told).collect();
    let attendance = came::attendance(db, &event, desk.now()).await?;
    let said_again = said_again(db, &event, rsvps(&all, |standing| Tab::Confirmed.holds(standing)));
    let said_again = said_again.await?;
    Ok(List { event: heading(&event, &all), on_tabs, rows, leaf, said_again, attendance })
}

async fn said_again<C: ConnectionTrait>(
    db: &C,
    event: &Event,
    seated: u64,
) -> Result<Option<(u64, u64)>> {
    let sure = of_event(event, Tab::Confirmed, None).filter(COLUMN.reconfirmed_at.is_not_null());
    let sure = sure.count(db).await?;
    Ok((sure > 0).then_some((sure, seated)))
}

/// The RSVPs of an event that fit.
pub(crate) fn fitting(event_id: i64, wanted: &Wanted) -> Select<Entity> {
    of_number(event_id, wanted.tab, wanted.condition())
}

/// The RSVPs of a tab that fit the question.
pub(super) fn of_event(event: &Event, tab: Tab, question: Option<Condition>) -> Select<Entity> {
    of_number(event.id, tab, question)
}

fn of_number(event_id: i64, tab: Tab, question: Option<Condition>) -> Select<Entity> {
    let found = Condition::all()
        .add(COLUMN.event_id.eq(event_id))
        .add_option(tab.condition())
        .add_option(question);
    Entity::find().filter(found)
}

/// The line in its order, each half by itself, behind those who have an offer (the word for them
/// sorts first); all others with the newest first.
fn in_order(found: Select<Entity>, tab: Tab) -> Select<Entity> {
    match tab {
        Tab::Waiting => found
            .order_by_asc(COLUMN.standing)
            .order_by_asc(COLUMN.online)
            .order_by_asc(COLUMN.turn),
        _ => found.order_by(COLUMN.turn, Order::Desc),
    }
}

/// Places in line by row number, from 1 in each half: of these, or of everybody who waits.
pub(super) async fn places<C: ConnectionTrait>(
    db: &C,
    event: &Event,
    among: Option<Vec<i64>>,
) -> Result<HashMap<i64, i64>> {
    let (id, place, line) = (Alias::new("id"), Alias::new("place"), Alias::new("line"));
    let numbered: SelectStatement = Entity::find()
        .filter(COLUMN.event_id.eq(event.id))
        .filter(COLUMN.standing.eq(Standing::Waiting))
        .select_only()
        .column(Column::Id)
        .column_as(Expr::cust("row_number() OVER (PARTITION BY online ORDER BY turn)"), "place")
        .into_query();
    let mut asked = Query::select();
    asked.columns([id.clone(), place]).from_subquery(numbered, line);
    if let Some(among) = among {
        asked.and_where(Expr::col(id).is_in(among));
    }
    let rows = db.query_all(&asked).await?;
    let pair = |row: &sea_orm::QueryResult| Ok((row.try_get("", "id")?, row.try_get("", "place")?));
    Ok(rows.iter().map(pair).collect::<Result<_, DbErr>>()?)
}

fn row(rsvp: Rsvp, place_in_line: Option<i64>, reason: Option<Reason>, zone: Zone) -> Row {
    Row {
        id: rsvp.id,
        why: why(&rsvp, reason, zone),
        companions: rsvp.companions.0,
        name: rsvp.name,
        email: rsvp.email,
        organization: rsvp.organization,
        job_title: rsvp.job_title,
        category: rsvp.category.as_deref().map(super::category_in_words),
        online: rsvp.online,
        standing: rsvp.standing,
        place_in_line,
        replied: brief(rsvp.replied_at, zone),
        needs_something: rsvp.access.is_some(),
        came: rsvp.came,
    }
}

/// `Jun 15, 2017, 12:00 pm ET`
pub(super) fn brief(at: DateTime<Utc>, zone: Zone) -> String {
    let local = zone.local(at);
    let day = local.date().format("%b %-d, %Y");
    format!("{day}, {}", hours(local.time(), None, &zone.label(at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tab_is_known_by_its_word() {
        for tab in Tab::ALL {
            assert_eq!(Tab::read(tab.word()), tab);
        }
        assert_eq!(Tab::read("nonsense"), Tab::All);
        for standing in Standing::ALL {
            let tabs = Tab::ALL.into_iter().filter(|tab| tab.holds(standing)).count();
            assert_eq!(tabs, 2, "{standing} stands on All and on one more");
        }
    }
}
