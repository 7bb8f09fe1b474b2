//! A Dais with a hundred events, and what happens to all of them: staff edit, mute and tell, guests come
//! and go, the clock jumps, and Dais falls over and is started again.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Timelike as _, Utc};
use domain::errand;
use domain::rsvp::own;
use futures_util::future::join_all;

use super::dice::Dice;
use super::facts::{Facts, ROOMS, State, ZONES};
use super::mailbox::{Arrived, Mailboxes};
use super::person::Which;
use super::talk::Talk;
use crate::harness::{Dais, Event, Form, at, until};
use crate::life::id;

const EVENTS: usize = 100;
/// Between two jumps of the clock.
const DEEDS: usize = 6;
/// The clock shows only multiples of it, in minutes, so that nothing falls due at the very moment at
/// which somebody looks.
const TICK: i64 = 4;

pub struct World {
    dais: Dais,
    dice: Dice,
    talks: Vec<Talk>,
    mailboxes: Mailboxes,
    /// What happened to an event tends to go on there.
    last: usize,
    went_back: bool,
    seed: u64,
    step: usize,
    kills: usize,
    mutes: usize,
}

/// Goes on with some work for so many steps, and then it is gone.
async fn cut_short(work: impl Future, steps: usize) {
    let (mut work, mut left) = (pin!(work), steps);
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(());
        }
        left -= 1;
        work.as_mut().poll(context).map(|_| ())
    })
    .await;
}

impl World {
    pub async fn begin(seed: u64) -> Self {
        let dais = Dais::start().await;
        dais.set_clock("2027-04-01T00:00:30Z");
        let mut world = Self {
            dais,
            dice: Dice(seed),
            talks: vec![],
            mailboxes: Mailboxes::default(),
            last: 0,
            went_back: false,
            seed,
            step: 0,
            kills: 0,
            mutes: 0,
        };
        for number in 0..EVENTS {
            let zone = &ZONES[world.dice.throw(ZONES.len())];
            let is = Facts { state: State::On, starts: world.a_time(), room: ROOMS[0] };
            let talk = Talk::new(number, zone, is, world.dais.now());
            world.dais.imports(&talk.paper(), false).await.expect("a document");
            world.talks.push(talk);
        }
        world
    }

    /// Changes of some are gathered for longer, and everybody comes to something.
    pub async fn fills(&mut self) {
        for talk in (0..EVENTS).step_by(4) {
            self.staff_fill(talk, "/gathering", &[("minutes", "240")]).await;
            self.talks[talk].gathering = TimeDelta::minutes(240);
        }
        for talk in 0..EVENTS {
            for who in 0..2 {
                if self.talks[talk].is_on(self.dais.now()) {
                    self.replies(talk, who).await;
                }
            }
        }
        self.posts().await;
    }

    fn a_time(&mut self) -> NaiveDateTime {
        let (days, quarters) = (self.dice.throw(24), self.dice.throw(96));
        let minutes = i64::try_from(days * 1440 + quarters * 15).expect("few");
        at("2027-04-03T00:00:00Z").naive_utc() + TimeDelta::minutes(minutes)
    }

    pub async fn step(&mut self) {
        self.step += 1;
        self.clock_moves();
        for _ in 0..DEEDS {
            self.something_happens().await;
        }
        if self.dice.once_in(5) {
            self.falls_over().await;
        }
        self.climbs().await;
        // Sometimes no postman comes before something else happens.
        if !self.dice.once_in(3) {
            self.posts().await;
        }
    }

    /// On, by minutes or by hours; now and then back, when somebody sets it right.
    fn clock_moves(&mut self) {
        self.went_back = self.dice.once_in(12);
        let by_minutes = !self.went_back && self.dice.once_in(2);
        let ticks = 1 + self.dice.throw(if by_minutes { 12 } else { 20 * 15 });
        let by = TimeDelta::minutes(TICK * i64::try_from(ticks).expect("few"));
        self.clock_shows(self.dais.now() + if self.went_back { -by } else { by });
    }

    fn clock_shows(&self, moment: DateTime<Utc>) {
        let early = i64::from(moment.minute()) % TICK;
        let moment = moment - TimeDelta::minutes(early);
        self.dais.set_clock(&moment.format("%Y-%m-%dT%H:%M:30Z").to_string());
    }

    async fn something_happens(&mut self) {
        if self.dice.once_in(2) {
            self.last = self.another();
        }
        let talk = self.last;
        match self.dice.throw(16) {
            0..=4 => self.guest_acts(talk).await,
            5 => self.edits(talk, self.talks[talk].is).await,
            6..=8 => {
                let to = self.moved(talk);
                self.edits(talk, to).await;
            }
            9..=11 => {
                let states = [State::Cancelled, State::Cancelled, State::Postponed, State::Draft];
                let state = self.dice.one_of(&states);
                self.edits(talk, Facts { state, ..self.talks[talk].is }).await;
            }
            12 | 13 => self.goes_back_on(talk).await,
            14 => self.there_and_back(talk).await,
            _ => self.staff_decide().await,
        }
    }

    /// Another event, seldom one that is over.
    fn another(&mut self) -> usize {
        let now = self.dais.now();
        let any: Vec<usize> = (0..3).map(|_| self.dice.throw(EVENTS)).collect();
        let to_come = any.iter().find(|talk| self.talks[**talk].is_to_come(now));
        *to_come.unwrap_or(&any[0])
    }

    /// To another day, another hour of the same one, or another room.
    fn moved(&mut self, talk: usize) -> Facts {
        let (is, starts, room) = (self.talks[talk].is, self.a_time(), self.dice.one_of(&ROOMS));
        match self.dice.throw(4) {
            0 => Facts { starts, ..is },
            1 => Facts { starts: is.starts.date().and_time(starts.time()), ..is },
            2 => Facts { room, ..is },
            _ => Facts { starts, room, ..is },
        }
    }

    async fn edits(&mut self, talk: usize, to: Facts) {
        let now = self.dais.now();
        self.talks[talk].is_edited(to, now);
        self.dais.imports(&self.talks[talk].paper(), false).await.expect("a document");
    }

    /// This one if it is off, or another; sometimes on another day.
    async fn goes_back_on(&mut self, talk: usize) {
        let is_off = |talk: &Talk| talk.is.state != State::On;
        let talk =
            if is_off(&self.talks[talk]) { Some(talk) } else { self.talks.iter().position(is_off) };
        let Some(talk) = talk else { return };
        let is = self.talks[talk].is;
        let to = if self.dice.once_in(3) { self.moved(talk) } else { is };
        self.edits(talk, Facts { state: State::On, ..to }).await;
    }

    /// An edit that is taken back; who replies in between knows it.
    async fn there_and_back(&mut self, talk: usize) {
        let was = self.talks[talk].is;
        let states = [was.state, was.state, State::Cancelled];
        let there = Facts { state: self.dice.one_of(&states), ..self.moved(talk) };
        self.edits(talk, there).await;
        if self.dice.once_in(2) {
            self.guest_acts(talk).await;
        }
        self.edits(talk, was).await;
    }

    /// Of something that waits to be told: never, or now.
    async fn staff_decide(&mut self) {
        let now = self.dais.now();
        let waits = |talk: &usize| self.talks[*talk].waits(now);
        let waiting: Vec<usize> = (0..EVENTS).filter(waits).collect();
        if waiting.is_empty() {
            return;
        }
        let talk = self.dice.one_of(&waiting);
        if self.dice.once_in(2) {
            self.staff_fill(talk, "/mute", &[]).await;
            self.talks[talk].is_muted();
            self.mutes += 1;
        } else {
            self.staff_fill(talk, "/changes", &[("step", "now")]).await;
            self.talks[talk].is_told(now);
        }
    }

    /// A form of the event's mail page, by the end of its address.
    async fn staff_fill(&self, talk: usize, form: &str, typed: &[(&str, &str)]) {
        let editor = self.dais.editor().await;
        let event = id(&self.dais, &self.talks[talk].slug()).await;
        let page = editor.get(&format!("/staff/events/{event}/mail")).await.page_with(200);
        let form: Form = page.form(&format!("form[action$='{form}']"));
        editor.fills(&form, typed).await.leads_to();
    }

    async fn guest_acts(&mut self, talk: usize) {
        let (now, who) = (self.dais.now(), self.dice.throw(3));
        if !self.talks[talk].is_on(now) {
            return;
        }
        let person = &self.talks[talk].people[who];
        let confirmed_before = person.confirmed.is_some_and(|confirmed| confirmed > now);
        match (person.replied, person.seated) {
            (None, _) => self.replies(talk, who).await,
            // Their own turns need not be told apart from those of a clock that is back.
            _ if confirmed_before => {}
            (Some(_), seated) => self.leaves_or_returns(talk, who, seated).await,
        }
    }

    async fn replies(&mut self, talk: usize, who: usize) {
        let now = self.dais.now();
        let talk = &mut self.talks[talk];
        let (event, is) = (Event { slug: talk.slug() }, talk.is);
        let person = &mut talk.people[who];
        let guest = self.dais.guest(&person.name).typing("email", &person.address);
        guest.replies(&event).await.leads_to();
        person.takes_seat(is, now);
        let what = format!("{} replies", person.name);
        talk.happens(now, &what);
    }

    /// By the link in their first letter, once that has come.
    async fn leaves_or_returns(&mut self, talk: usize, who: usize, seated: bool) {
        let (desk, now) = (&self.dais.desk, self.dais.now());
        let talk = &mut self.talks[talk];
        let (is, person) = (talk.is, &mut talk.people[who]);
        let Some(pass) = self.mailboxes.passes.get(&person.address) else { return };
        if seated {
            own::give_up(desk, pass).await.expect("done");
            person.gives_up(now);
        } else {
            own::take_back(desk, pass).await.expect("done");
            person.takes_seat(is, now);
        }
        let what = format!("{} {}", person.name, if seated { "gives up" } else { "is back" });
        talk.happens(now, &what);
    }

    /// In the middle of what it does by the clock, or of a letter. Another process goes on when the dead
    /// one's leases have run out. Nothing falls due in between, nor does it at a full quarter of an hour.
    async fn falls_over(&mut self) {
        let quiet = (1..15 - TICK).contains(&(i64::from(self.dais.now().minute()) % 15));
        if self.went_back || !quiet {
            return;
        }
        let steps = 1 + self.dice.throw(60);
        if self.dice.once_in(2) {
            cut_short(errand::round(&self.dais.desk), steps).await;
        } else {
            cut_short(self.dais.post_round(), steps).await;
        }
        self.dais.restarts().await;
        self.kills += 1;
        // What was being written to the disk still is.
        let folder = self.dais.mail_folder();
        until("no letter is half written", async || {
            let names = std::fs::read_dir(&folder).expect("a folder");
            !names
                .map(|file| file.expect("a file").path())
                .any(|path| path.extension().is_some_and(|ending| ending == "part"))
        })
        .await;
        self.clock_shows(self.dais.now() + TimeDelta::minutes(TICK));
        self.climbs().await;
        self.posts().await;
    }

    /// Three processes come at once.
    async fn climbs(&mut self) {
        let desk = &self.dais.desk;
        for done in join_all((0..3).map(|_| errand::round(desk))).await {
            done.expect("a round");
        }
        self.dais.does_errands().await;
        let now = self.dais.now();
        for talk in &mut self.talks {
            talk.tells(now);
            talk.climbs(now);
        }
    }

    async fn posts(&mut self) {
        self.dais.post_round().await;
        let now = self.dais.now();
        let mut had = self.mailboxes.look(&self.dais.mail_folder());
        let mut meant: Vec<(String, Arrived)> =
            self.talks.iter_mut().flat_map(|talk| talk.posts(now)).collect();
        had.retain(|(address, _)| address != "editor@example.org");
        had.sort();
        meant.sort();
        let (seed, step) = (self.seed, self.step);
        let (more, fewer) = (beyond(&had, &meant), beyond(&meant, &had));
        let differ = more.iter().chain(&fewer).map(|(address, _)| address.as_str());
        let stories = self.stories(&differ.collect::<Vec<_>>());
        let about = format!("seed {seed}, step {step}, {now}: {stories:#?}");
        assert!(had == meant, "{more:#?} came and {fewer:#?} did not; {about}");
    }

    fn stories(&self, addresses: &[&str]) -> Vec<&Vec<String>> {
        let has = |talk: &&Talk| {
            talk.people.iter().any(|person| addresses.contains(&person.address.as_str()))
        };
        self.talks.iter().filter(has).map(|talk| &talk.story).collect()
    }

    /// All is done that can be, and it was about something.
    pub async fn ends(mut self) {
        self.climbs().await;
        self.posts().await;
        self.reminders_are_those_that_were_meant().await;
        let kinds = &self.mailboxes.kinds;
        for (kind, least) in [
            ("Confirmed", 2 * EVENTS),
            ("GivenUp", 20),
            ("Reminder", EVENTS / 2),
            ("EventChanged", EVENTS / 2),
            ("EventCancelled", 10),
            ("EventPostponed", 10),
            ("EventBackOn", 10),
        ] {
            let came = kinds.get(kind).copied().unwrap_or_default();
            assert!(came >= least, "{kind}: {kinds:?}");
        }
        assert!(self.kills > 3 && self.mutes > 3, "{} killed, {} muted", self.kills, self.mutes);
        self.dais.leaves_letters();
    }

    /// By rung and day, which letters do not name.
    async fn reminders_are_those_that_were_meant(&self) {
        let sql = "SELECT recipient, occurrence FROM letter \
                   WHERE kind = 'reminder' AND outcome = 'sent'";
        let mut had: Vec<(String, Which)> = vec![];
        for row in &self.dais.rows(sql).await {
            let occurrence: i64 = row.try_get_by_index(1).expect("a number");
            let day = i32::try_from(occurrence % 1_000_000).expect("a day");
            let address = row.try_get_by_index(0).expect("an address");
            had.push((address, (occurrence / 1_000_000, day)));
        }
        let mut meant: Vec<(String, Which)> = self.talks.iter().flat_map(Talk::reminders).collect();
        had.sort();
        meant.sort();
        assert_eq!((beyond(&had, &meant), beyond(&meant, &had)), (vec![], vec![]));
        assert_eq!(had, meant);
    }
}

/// What the first has and the second has not.
fn beyond<T: PartialEq + Clone>(ours: &[T], others: &[T]) -> Vec<T> {
    ours.iter().filter(|one| !others.contains(one)).cloned().collect()
}
