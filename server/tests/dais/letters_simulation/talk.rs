//! The model of one event: what it says, who is reminded of it, and who is told of its changes.

use chrono::{DateTime, Datelike as _, Days, NaiveDateTime, NaiveTime, TimeDelta, Utc};

use super::facts::{Facts, State, Zone};
use super::mailbox::Arrived;
use super::person::{Person, Which};
use crate::harness::{Paper, a_briefing};

const RUNGS: [i64; 3] = [7 * 1440, 1440, 120];

/// Who sets out within this time cannot wait for changes to be gathered.
const NEAR: TimeDelta = TimeDelta::hours(24);

pub struct Talk {
    pub number: usize,
    pub zone: &'static Zone,
    pub is: Facts,
    pub gathering: TimeDelta,
    /// Since when something is gathered that somebody is to be told.
    pub began: Option<DateTime<Utc>>,
    pub people: Vec<Person>,
    /// What happened to it, for whoever looks for a difference.
    pub story: Vec<String>,
    edits: usize,
    edited: DateTime<Utc>,
    /// When it was looked at last: who is yet to be told, and of what.
    looked: DateTime<Utc>,
    /// The start that the event had when somebody looked last, and since when.
    start: (NaiveDateTime, DateTime<Utc>),
}

impl Talk {
    pub fn new(number: usize, zone: &'static Zone, is: Facts, now: DateTime<Utc>) -> Self {
        Self {
            number,
            zone,
            is,
            gathering: TimeDelta::minutes(30),
            began: None,
            people: ['A', 'B', 'C'].map(|letter| Person::new(letter, number, is)).into(),
            story: vec![],
            edits: 0,
            edited: now,
            looked: now,
            start: (is.starts, now),
        }
    }

    fn instant(&self, wall: NaiveDateTime) -> DateTime<Utc> {
        wall.and_utc() - TimeDelta::minutes(self.zone.ahead)
    }

    fn begins(&self) -> DateTime<Utc> {
        self.instant(self.is.starts)
    }

    /// It has no end, and so lasts as long as its day.
    fn over_of(&self, facts: Facts) -> DateTime<Utc> {
        let next = facts.starts.date() + Days::new(1);
        self.instant(next.and_time(NaiveTime::MIN))
    }

    fn over(&self) -> DateTime<Utc> {
        self.over_of(self.is)
    }

    fn is_over(&self, now: DateTime<Utc>) -> bool {
        self.over() <= now
    }

    pub fn is_to_come(&self, now: DateTime<Utc>) -> bool {
        now < self.begins()
    }

    pub fn is_on(&self, now: DateTime<Utc>) -> bool {
        self.is.state == State::On && self.is_to_come(now)
    }

    fn day(&self) -> i32 {
        self.is.starts.date().num_days_from_ce()
    }

    pub fn slug(&self) -> String {
        format!("talk-{}", self.number)
    }

    pub fn paper(&self) -> Paper {
        a_briefing()
            .named(&self.slug())
            .with("title", format!("Talk, edition {}", self.edits))
            .with("state", self.is.state.word())
            .with("place.room", self.is.room)
            .with("time.zone", self.zone.name)
            .with("time.starts", self.is.starts.format("%Y-%m-%dT%H:%M").to_string())
            .with("time.ends", serde_json::Value::Null)
    }

    /// Somebody writes what it says from now on.
    pub fn is_edited(&mut self, to: Facts, now: DateTime<Utc>) {
        (self.is, self.edited) = (to, now);
        self.edits += 1;
        self.happens(now, &format!("says {to:?}"));
        let (on, day) = (self.is.state == State::On, self.day());
        for person in &mut self.people {
            person.keeps_reminders(|which| on && which.1 == day);
        }
        self.gathers(now);
    }

    pub fn happens(&mut self, now: DateTime<Utc>, what: &str) {
        self.story.push(format!("{} {what}", now.format("%m-%d %H:%M")));
    }

    /// Somebody looks at what it says, and at who does not know.
    fn gathers(&mut self, now: DateTime<Utc>) {
        let is = self.is;
        self.looked = now;
        if is.state == State::Draft {
            // Nobody is told of what nobody may see.
            self.people.iter_mut().for_each(|person| person.unhears(|_| false));
            self.began = None;
        } else if self.is_over(now) {
            // There is nobody left to come. But it may be the clock that is wrong, or the year.
            self.people.iter_mut().for_each(|person| person.unhears(|_| false));
        } else {
            self.people.iter_mut().for_each(|person| person.unhears(|told| !is.is_news_to(told)));
            self.began = self.is_untold().then(|| self.gathered_since(now));
        }
    }

    fn is_untold(&self) -> bool {
        self.people.iter().any(|person| person.is_untold(self.is))
    }

    /// Whether staff are shown something that waits.
    pub fn waits(&self, now: DateTime<Utc>) -> bool {
        self.began.is_some() && self.is_untold() && !self.is_over(now)
    }

    /// A clock that was put back keeps nobody waiting for the day that it showed.
    fn gathered_since(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        self.began.filter(|began| *began <= now).unwrap_or(now)
    }

    /// What was gathered is told once it is time, at the latest before a reminder would tell it, or
    /// when the event is near by any start that somebody reckons with.
    pub fn tells(&mut self, now: DateTime<Utc>) {
        if now < self.looked || self.is_over(now) {
            self.gathers(now);
        }
        self.looked = now;
        let Some(began) = self.began.filter(|_| !self.is_over(now)) else { return };
        let untold = self.people.iter().filter(|person| person.is_untold(self.is));
        let known: Vec<Facts> = untold.map(|person| person.knows).chain([self.is]).collect();
        let is_near =
            |facts: &Facts| self.instant(facts.starts) < now + NEAR && self.over_of(*facts) > now;
        let reminded = |rung: &i64| {
            let moment = self.begins() - TimeDelta::minutes(*rung);
            !self.is.state.is_off() && moment >= began && moment <= now
        };
        let is_gathered = began + self.gathering <= now;
        if is_gathered || known.iter().any(is_near) || RUNGS.iter().any(reminded) {
            self.is_told(now);
        }
    }

    /// Everybody is told who does not know.
    pub fn is_told(&mut self, now: DateTime<Utc>) {
        let is = self.is;
        for person in self.people.iter_mut().filter(|person| person.is_untold(is)) {
            person.is_told(is, now);
        }
        self.began = None;
        self.happens(now, "is told");
    }

    /// What nobody was told counts as known.
    pub fn is_muted(&mut self) {
        self.people.iter_mut().for_each(|person| person.passes_for_knowing(self.is));
        self.began = None;
        self.story.push("is muted".to_owned());
    }

    /// The reminders that are due are written.
    pub fn climbs(&mut self, now: DateTime<Utc>) {
        if self.start.0 != self.is.starts {
            self.start = (self.is.starts, self.edited);
        }
        if !self.is_on(now) {
            return;
        }
        let (begins, since, day) = (self.begins(), self.start.1, self.day());
        for rung in RUNGS {
            let moment = begins - TimeDelta::minutes(rung);
            let grace = TimeDelta::minutes((rung / 2).min(360));
            let after = |then: DateTime<Utc>| then >= moment && then <= now;
            if moment > now || now - moment > grace || after(since) {
                continue;
            }
            for person in &mut self.people {
                let newer =
                    person.replied.is_some_and(after) || person.confirmed.is_some_and(after);
                if person.seated && !newer {
                    person.is_reminded((rung, day), now);
                }
            }
        }
    }

    /// The postman comes.
    pub fn posts(&mut self, now: DateTime<Utc>) -> Vec<(String, Arrived)> {
        let (is, zone, times) = (self.is, self.zone, (self.begins(), self.over()));
        let mut arrived = vec![];
        for person in &mut self.people {
            let letters = person.gets_post(is, zone, times, now);
            arrived.extend(letters.into_iter().map(|letter| (person.address.clone(), letter)));
        }
        arrived
    }

    /// Everybody's reminders.
    pub fn reminders(&self) -> impl Iterator<Item = (String, Which)> {
        let of = |person: &Person| {
            let address = person.address.clone();
            person.had.clone().into_iter().map(move |which| (address.clone(), which))
        };
        self.people.iter().flat_map(of).collect::<Vec<_>>().into_iter()
    }
}
