//! A hundred events on a clock of their own, with everything that happens to events, and a plain model
//! of who is to be reminded of what: at the end everybody has had exactly the reminders that it says.
//!
//! The model knows nothing of Dais but the rules. Its zones keep one offset all the while, so that it
//! reckons with plain hours.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike as _, NaiveDateTime, TimeDelta, Utc};
use domain::errand;
use domain::rsvp::own;
use futures_util::future::join_all;
use sea_orm::prelude::DateTimeUtc;

use crate::harness::{Dais, Event, Letter, Paper, a_briefing, at, letters_in};

const EVENTS: usize = 100;
const STEPS: usize = 55;
const RUNGS: [i64; 3] = [7 * 1440, 1440, 120];
/// Name, and minutes ahead of UTC throughout.
const ZONES: [(&str, i64); 4] =
    [("America/New_York", -240), ("Asia/Kathmandu", 345), ("Asia/Kolkata", 330), ("UTC", 0)];

/// The numbers of Knuth's MMIX, whose upper bits are as good as dice.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        const TIMES: u64 = 6_364_136_223_846_793_005;
        self.0 = self.0.wrapping_mul(TIMES).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % sides
    }
}

/// Rung and day of the event.
type Which = (i64, i32);

struct Person {
    address: String,
    name: String,
    seated: bool,
    /// When they replied, and when a letter last confirmed their seat.
    replied: Option<DateTime<Utc>>,
    told: Option<DateTime<Utc>>,
    /// Written, whatever became of it.
    written: BTreeSet<Which>,
    /// Not handed to the relay, with the moment at which each was written. A postman whose clock was
    /// put back before that leaves it.
    waiting: BTreeMap<Which, DateTime<Utc>>,
    sent: Vec<Which>,
}

struct Talk {
    number: usize,
    zone: usize,
    starts: NaiveDateTime,
    since: DateTime<Utc>,
    state: &'static str,
    edits: usize,
    people: Vec<Person>,
}

impl Talk {
    fn begins(&self) -> DateTime<Utc> {
        self.starts.and_utc() - TimeDelta::minutes(ZONES[self.zone].1)
    }

    fn is_on(&self, now: DateTime<Utc>) -> bool {
        self.state == "published" && now < self.begins()
    }

    fn which(&self, rung: i64) -> Which {
        (rung, self.starts.date().num_days_from_ce())
    }

    fn paper(&self) -> Paper {
        a_briefing()
            .named(&format!("talk-{}", self.number))
            .with("title", format!("Talk, edition {}", self.edits))
            .with("state", self.state)
            .with("time.zone", ZONES[self.zone].0)
            .with("time.starts", self.starts.format("%Y-%m-%dT%H:%M").to_string())
            .with("time.ends", serde_json::Value::Null)
    }

    /// The event was written: what has not left and is not so any more is taken back, and may come
    /// anew.
    fn written(&mut self) {
        let (on, day) = (self.state == "published", self.which(0).1);
        for person in &mut self.people {
            let stale = person.waiting.keys().filter(|which| !on || which.1 != day);
            for which in stale.copied().collect::<Vec<_>>() {
                person.waiting.remove(&which);
                person.written.remove(&which);
            }
        }
    }

    /// Every process that was down is up, and looks.
    fn climb(&mut self, now: DateTime<Utc>) {
        if !self.is_on(now) {
            return;
        }
        let (begins, since, day) = (self.begins(), self.since, self.which(0).1);
        for rung in RUNGS {
            let moment = begins - TimeDelta::minutes(rung);
            let grace = TimeDelta::minutes((rung / 2).min(360));
            let after = |then: DateTime<Utc>| then >= moment && then <= now;
            if moment > now || now - moment > grace || after(since) {
                continue;
            }
            for person in &mut self.people {
                let newer = person.replied.is_some_and(after) || person.told.is_some_and(after);
                if person.seated && !newer && person.written.insert((rung, day)) {
                    person.waiting.insert((rung, day), now);
                }
            }
        }
    }

    fn post(&mut self, now: DateTime<Utc>) {
        let begun = self.begins() <= now;
        for person in &mut self.people {
            let letters = std::mem::take(&mut person.waiting).into_iter();
            let (due, later): (Vec<_>, Vec<_>) = letters.partition(|(_, written)| *written <= now);
            person.waiting.extend(later);
            person.sent.extend(due.into_iter().filter(|_| !begun).map(|(which, _)| which));
        }
    }
}

struct World {
    dais: Dais,
    dice: Dice,
    talks: Vec<Talk>,
}

impl World {
    async fn begin(seed: u64) -> Self {
        let dais = Dais::start().await;
        dais.set_clock("2027-04-01T00:00:30Z");
        let mut world = Self { dais, dice: Dice(seed), talks: vec![] };
        for number in 0..EVENTS {
            let talk = world.a_talk(number);
            world.dais.imports(&talk.paper(), false).await.expect("a document");
            world.talks.push(talk);
        }
        world
    }

    fn a_talk(&mut self, number: usize) -> Talk {
        let person = |letter: char| Person {
            name: format!("{letter}"),
            address: format!("{}{number}@example.org", letter.to_lowercase()),
            seated: false,
            replied: None,
            told: None,
            written: BTreeSet::new(),
            waiting: BTreeMap::new(),
            sent: vec![],
        };
        Talk {
            number,
            zone: self.dice.throw(ZONES.len()),
            starts: self.a_time(),
            since: self.dais.now(),
            state: "published",
            edits: 0,
            people: ['A', 'B', 'C'].map(person).into(),
        }
    }

    fn a_time(&mut self) -> NaiveDateTime {
        let (days, quarters) = (self.dice.throw(24), self.dice.throw(96));
        let minutes = i64::try_from(days * 1440 + quarters * 15).expect("few");
        at("2027-04-03T00:00:00Z").naive_utc() + TimeDelta::minutes(minutes)
    }

    async fn step(&mut self) {
        self.clock_moves();
        for _ in 0..6 {
            let talk = self.dice.throw(EVENTS);
            match self.dice.throw(10) {
                0..=4 => self.guest_acts(talk).await,
                5 => self.edits(talk, |_, _| ()).await,
                6 | 7 => {
                    let (starts, same_day) = (self.a_time(), self.dice.throw(2) == 0);
                    self.edits(talk, |talk, now| moves(talk, starts, same_day, now)).await;
                }
                8 => {
                    let states = ["cancelled", "postponed", "draft"];
                    let state = states[self.dice.throw(3)];
                    self.edits(talk, |talk, _| talk.state = state).await;
                }
                _ => self.back_on().await,
            }
        }
        self.climbs().await;
        // Sometimes no postman comes before something else happens.
        if self.dice.throw(3) > 0 {
            self.posts().await;
        }
    }

    /// On by some hours; now and then back, when somebody sets it right.
    fn clock_moves(&mut self) {
        let minutes = i64::try_from(self.dice.throw(22 * 60)).expect("few");
        let back = self.dice.throw(12) == 0;
        let by = TimeDelta::minutes(if back { -minutes } else { minutes });
        let now = self.dais.now() + by;
        self.dais.set_clock(&now.format("%Y-%m-%dT%H:%M:30Z").to_string());
    }

    async fn climbs(&mut self) {
        let desk = &self.dais.desk;
        for done in join_all((0..3).map(|_| errand::round(desk))).await {
            done.expect("a round");
        }
        self.dais.does_errands().await;
        let now = self.dais.now();
        self.talks.iter_mut().for_each(|talk| talk.climb(now));
    }

    async fn posts(&mut self) {
        self.dais.post_round().await;
        let now = self.dais.now();
        self.talks.iter_mut().for_each(|talk| talk.post(now));
    }

    async fn edits(&mut self, talk: usize, change: impl FnOnce(&mut Talk, DateTime<Utc>)) {
        let now = self.dais.now();
        let talk = &mut self.talks[talk];
        talk.edits += 1;
        change(talk, now);
        talk.written();
        self.dais.imports(&talk.paper(), false).await.expect("a document");
    }

    async fn back_on(&mut self) {
        let off = self.talks.iter().position(|talk| talk.state != "published");
        if let Some(talk) = off {
            self.edits(talk, |talk, _| talk.state = "published").await;
        }
    }

    async fn guest_acts(&mut self, talk: usize) {
        let now = self.dais.now();
        let who = self.dice.throw(3);
        if !self.talks[talk].is_on(now) {
            return;
        }
        let person = &self.talks[talk].people[who];
        let told_before = person.told.is_some_and(|told| told > now);
        match (person.replied, person.seated) {
            (None, _) => self.replies(talk, who).await,
            // Their own turns need not be told apart from those of a clock that is back.
            _ if told_before => {}
            (Some(_), seated) => self.leaves_or_returns(talk, who, seated).await,
        }
    }

    async fn replies(&mut self, talk: usize, who: usize) {
        let now = self.dais.now();
        let talk = &mut self.talks[talk];
        let event = Event { slug: format!("talk-{}", talk.number) };
        let person = &mut talk.people[who];
        let guest = self.dais.guest(&person.name).typing("email", &person.address);
        guest.replies(&event).await.leads_to();
        (person.seated, person.replied, person.told) = (true, Some(now), Some(now));
    }

    async fn leaves_or_returns(&mut self, talk: usize, who: usize, seated: bool) {
        let (desk, now) = (self.dais.desk.clone(), self.dais.now());
        let Some(pass) = self.pass_of(&self.talks[talk].people[who].address).await else { return };
        let person = &mut self.talks[talk].people[who];
        let done = if seated {
            own::give_up(&desk, &pass).await
        } else {
            person.told = Some(now);
            own::take_back(&desk, &pass).await
        };
        done.expect("done");
        person.seated = !seated;
        // Whatever was on its way to them told of something else.
        person.waiting.clear();
    }

    /// The token in their first letter, once that has left.
    async fn pass_of(&self, address: &str) -> Option<String> {
        let sql = format!(
            "SELECT min(id) AS n FROM letter WHERE recipient = '{address}' \
             AND kind = 'confirmed' AND outcome = 'sent'"
        );
        let rows = self.dais.rows(&sql).await;
        let id: Option<i64> = rows[0].try_get_by_index(0).expect("a number");
        let ending = format!("-{}.eml", id?);
        let folder = std::fs::read_dir(self.dais.mail_folder()).expect("a folder");
        let mut files = folder.map(|file| file.expect("a file").path());
        let file = files.find(|file| file.to_string_lossy().ends_with(&ending))?;
        let letter = Letter::read(&std::fs::read_to_string(file).expect("a letter"));
        letter.own_page().strip_prefix("/r/").map(str::to_owned)
    }

    /// Everybody's reminders, as the outbox tells them and as they lie in the mailboxes.
    async fn compare(&self) {
        let rows = self
            .dais
            .rows(
                "SELECT recipient, occurrence FROM letter \
                 WHERE kind = 'reminder' AND outcome = 'sent' ORDER BY id",
            )
            .await;
        let mut had: Vec<(String, Which)> = vec![];
        for row in &rows {
            let occurrence: i64 = row.try_get_by_index(1).expect("a number");
            let day = i32::try_from(occurrence % 1_000_000).expect("a day");
            let address = row.try_get_by_index(0).expect("an address");
            had.push((address, (occurrence / 1_000_000, day)));
        }
        let people = self.talks.iter().flat_map(|talk| &talk.people);
        let mut meant: Vec<(String, Which)> = people
            .flat_map(|person| person.sent.iter().map(|which| (person.address.clone(), *which)))
            .collect();
        had.sort();
        meant.sort();
        assert_eq!((beyond(&had, &meant), beyond(&meant, &had)), (vec![], vec![]));
        assert_eq!(had, meant);
        assert!(had.len() > EVENTS, "it was about something: {}", had.len());
        let subjects = letters_in(&self.dais.mail_folder()).into_iter().map(|one| one.subject());
        let reminders = ["Today: ", "Tomorrow: ", "In "];
        let is_one = |subject: &String| reminders.iter().any(|word| subject.starts_with(word));
        assert_eq!(subjects.filter(is_one).count(), had.len());
    }
}

/// What the first has and the second has not.
fn beyond(ours: &[(String, Which)], others: &[(String, Which)]) -> Vec<(String, Which)> {
    ours.iter().filter(|one| !others.contains(one)).cloned().collect()
}

/// To another day or another hour of the same one.
fn moves(talk: &mut Talk, to: NaiveDateTime, same_day: bool, now: DateTimeUtc) {
    let to = if same_day { talk.starts.date().and_time(to.time()) } else { to };
    if to != talk.starts {
        (talk.starts, talk.since) = (to, now);
    }
}

#[tokio::test]
async fn a_hundred_events_remind_everybody_as_the_rules_say() {
    let mut world = World::begin(20_270_401).await;
    // Everybody comes to something first.
    for talk in 0..EVENTS {
        for who in 0..2 {
            let now = world.dais.now();
            if world.talks[talk].is_on(now) {
                world.replies(talk, who).await;
            }
        }
    }
    world.posts().await;
    for _ in 0..STEPS {
        world.step().await;
    }
    world.climbs().await;
    world.posts().await;
    world.compare().await;
    world.dais.leaves_letters();
}
