//! Many people at once, doing anything in any order, against a plain model of the line.
//!
//! In each step several people act at the same time. In which order that came is told by the
//! journal, whose entries are written under the event's lock; the model does the same deeds in that
//! order, and afterwards everybody must stand where it says, in its order, with its letters.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, TimeDelta, Utc};
use domain::rsvp;
use domain::rsvp::own::{self, Answer, Changes, Colleague, HandingOver, Step};
use futures_util::future::join_all;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use sea_orm::EntityTrait as _;

use crate::harness::{Dais, Event, Kind, Paper, a_briefing};
use crate::line_model::{Deed, Model, Stands};

const PEOPLE: usize = 14;
const STEPS: usize = 22;

#[derive(Clone, Debug)]
enum Act {
    /// All of these at once.
    Together(Vec<(usize, Deed)>),
    Limits([Option<i64>; 2], bool),
    Wait(i64),
}

fn a_deed() -> impl Strategy<Value = Deed> {
    let asked = || (1..=3_i64, proptest::bool::weighted(0.3));
    prop_oneof![
        8 => asked().prop_map(|(seats, online)| Deed::Reply { seats, online }),
        4 => Just(Deed::Leave),
        3 => Just(Deed::Back),
        4 => Just(Deed::Take),
        2 => Just(Deed::Pass),
        4 => asked().prop_map(|(seats, online)| Deed::Change { seats, online }),
        3 => (0..PEOPLE).prop_map(|to| Deed::Hand { to }),
    ]
}

fn an_act() -> impl Strategy<Value = Act> {
    let limit = || proptest::option::weighted(0.95, 1..9_i64);
    prop_oneof![
        8 => proptest::collection::vec((0..PEOPLE, a_deed()), 1..8).prop_map(Act::Together),
        2 => (limit(), limit(), any::<bool>()).prop_map(|(a, b, pass)| Act::Limits([a, b], pass)),
        1 => (1..30_i64).prop_map(Act::Wait),
    ]
}

struct World {
    dais: Dais,
    event: Event,
    model: Model,
    /// Everybody's newest link.
    passes: HashMap<usize, String>,
    journal: i64,
    letters: usize,
    story: Vec<String>,
}

fn paper(limits: [Option<i64>; 2], smaller_pass: bool) -> Paper {
    let paper = a_briefing()
        .with("place.mode", "hybrid")
        .with("rsvp.largest_party", 3)
        .with("rsvp.smaller_pass", smaller_pass)
        .with("time.starts", "2027-12-20T14:00")
        .with("time.ends", "2027-12-20T15:30");
    let paper = match limits[0] {
        Some(limit) => paper.with("rsvp.seats", limit),
        None => paper,
    };
    match limits[1] {
        Some(limit) => paper.with("rsvp.online_seats", limit),
        None => paper,
    }
}

fn address(who: usize) -> String {
    format!("guest{who}@example.org")
}

fn who(address: &str) -> usize {
    let number = address.trim_start_matches("guest").trim_end_matches("@example.org");
    number.parse().expect("one of ours")
}

/// Names in place of numbers: in names digits are not greeted.
fn name(who: usize) -> String {
    let letter = char::from(b'a' + u8::try_from(who).expect("few"));
    format!("Guest {}", letter.to_uppercase())
}

fn companions(seats: i64) -> Vec<String> {
    let names = ["Companion A", "Companion B", "Companion C"].map(str::to_owned);
    names.into_iter().zip(1..seats).map(|(name, _)| name).collect()
}

impl World {
    async fn begin() -> Self {
        let dais = Dais::start().await;
        let (limits, pass) = ([Some(4), Some(2)], false);
        let event = dais.publishes(paper(limits, pass)).await;
        let model = Model::new(limits, pass);
        let (passes, story) = (HashMap::new(), vec![]);
        Self { dais, event, model, passes, journal: 0, letters: 0, story }
    }

    /// Each acts for themselves, at the same time as all others.
    async fn act(&mut self, act: &Act) {
        self.story.push(format!("{act:?}"));
        let mut asked = BTreeMap::new();
        match act {
            Act::Together(deeds) => {
                for (who, deed) in deeds {
                    self.ask(&mut asked, *who, *deed);
                }
                let deeds = asked.iter().map(|(who, deed)| self.does(*who, *deed));
                join_all(deeds).await;
            }
            Act::Limits(limits, pass) => {
                (self.model.limits, self.model.smaller_pass) = (*limits, *pass);
                let paper = paper(*limits, *pass);
                self.dais.imports(&paper, true).await.expect("imported");
            }
            Act::Wait(hours) => self.dais.wait(TimeDelta::hours(*hours)),
        }
        let rounds = (0..3).map(|_| domain::line::round(&self.dais.desk));
        for round in join_all(rounds).await {
            round.expect("a round");
        }
        while domain::line::round(&self.dais.desk).await.expect("a round") > 0 {}
        self.compare(&asked).await;
        self.read_letters().await;
        // So that no letter waits because its address has had several.
        self.dais.wait(TimeDelta::minutes(11));
    }

    /// Nobody acts twice in a step, nor is acted upon: what they asked for must be known.
    fn ask(&self, asked: &mut BTreeMap<usize, Deed>, who: usize, deed: Deed) {
        let touched = |who: usize| {
            asked.iter().any(|(other, deed)| {
                *other == who || matches!(deed, Deed::Hand { to } if *to == who)
            })
        };
        let also = match deed {
            Deed::Hand { to } => to,
            _ => who,
        };
        let itself = matches!(deed, Deed::Hand { to } if to == who);
        if itself || touched(who) || touched(also) {
            return;
        }
        let stands = self.model.people.get(&who).map(|person| person.stands);
        let here = matches!(stands, Some(Stands::Seated | Stands::Waiting | Stands::Offered));
        let makes_sense = match deed {
            Deed::Reply { .. } => !here,
            Deed::Back => stands.is_some() && !here,
            _ => here,
        };
        if makes_sense {
            asked.insert(who, deed);
        }
    }

    async fn does(&self, who: usize, deed: Deed) {
        let desk = &self.dais.desk;
        let pass = self.passes.get(&who).cloned().unwrap_or_default();
        match deed {
            Deed::Reply { seats, online } => {
                let form = Self::reply(who, seats, online);
                let answer = self.dais.post(&self.event.path(), &form).await;
                // A party larger than the room is told so.
                assert!(matches!(answer.status, 303 | 422), "{}", answer.text());
            }
            Deed::Leave => drop(own::give_up(desk, &pass).await),
            Deed::Back => drop(own::take_back(desk, &pass).await),
            Deed::Take => drop(own::take(desk, &pass).await),
            Deed::Pass => drop(own::pass_on(desk, &pass).await),
            Deed::Change { seats, online } => self.change(who, &pass, seats, online).await,
            Deed::Hand { to } => self.hand(&pass, to).await,
        }
    }

    fn reply(who: usize, seats: i64, online: bool) -> Vec<(String, String)> {
        let half = if online { "online" } else { "room" };
        let guests = companions(seats);
        let guests = guests.into_iter().enumerate();
        let guests = guests.map(|(number, name)| (format!("guest-{}", number + 1), name));
        let own = [("name", name(who)), ("email", address(who)), ("attending", half.to_owned())];
        own.into_iter().map(|(field, text)| (field.to_owned(), text)).chain(guests).collect()
    }

    async fn change(&self, who: usize, pass: &str, seats: i64, online: bool) {
        let typed = Changes {
            name: name(who),
            attending: if online { "online" } else { "room" }.to_owned(),
            companions: companions(seats),
            ..Changes::default()
        };
        if let Ok(Answer::Look(review)) =
            own::change(&self.dais.desk, pass, &typed, &Step::Look).await
        {
            let _ = own::change(&self.dais.desk, pass, &typed, &Step::Save(review.seen)).await;
        }
    }

    async fn hand(&self, pass: &str, to: usize) {
        let colleague = Colleague { name: name(to), email: address(to), ..Colleague::default() };
        let desk = &self.dais.desk;
        if let Ok(HandingOver::Look(handing)) = own::hand_over(desk, pass, &colleague, None).await {
            let _ = own::hand_over(desk, pass, &colleague, Some(&handing.seen)).await;
        }
    }

    /// The journal's deeds, done again by the model; then everybody is compared.
    async fn compare(&mut self, asked: &BTreeMap<usize, Deed>) {
        let rows = rsvp::Entity::find().all(self.dais.desk.read()).await.expect("RSVPs");
        let persons: HashMap<i64, usize> =
            rows.iter().map(|row| (row.id, who(&row.email))).collect();
        let entries = self
            .dais
            .rows(&format!(
                "SELECT id, deed, rsvp_id, at FROM journal WHERE id > {} ORDER BY id",
                self.journal
            ))
            .await;
        let mut lapsing = false;
        for entry in entries {
            self.journal = entry.try_get("", "id").expect("a number");
            let deed: String = entry.try_get("", "deed").expect("a deed");
            let at: DateTime<Utc> = entry.try_get("", "at").expect("a moment");
            let rsvp_id: Option<i64> = entry.try_get("", "rsvp_id").expect("a number or none");
            let person = rsvp_id.map(|id| persons[&id]);
            self.story.push(format!("  {person:?} {deed}"));
            if deed == "let an offer run out" {
                self.model.lapses(person.expect("somebody"));
                lapsing = true;
                continue;
            }
            if std::mem::take(&mut lapsing) {
                self.model.owe();
            }
            match deed.as_str() {
                "imported" => self.model.owe(),
                "was offered a seat" => self.model.is_offered(person.expect("somebody")),
                "was handed a seat" | "was handed seats for companions" | "corrected" => {}
                _ => {
                    let person = person.expect("somebody");
                    let deed_asked = asked.get(&person).copied();
                    let deed_asked = deed_asked.unwrap_or_else(|| panic!("nobody asked: {deed}"));
                    assert!(is_named(deed_asked, &deed), "{deed_asked:?} is called {deed}");
                    self.model.does(person, deed_asked, at);
                }
            }
        }
        if lapsing {
            self.model.owe();
        }
        assert!(self.model.owed.is_empty(), "{:?} are owed offers", self.model.owed);
        self.everybody_stands(&rows);
    }

    fn everybody_stands(&self, rows: &[rsvp::Rsvp]) {
        use domain::rsvp::Standing;
        assert_eq!(rows.len(), self.model.people.len());
        let now = self.dais.now();
        for row in rows {
            let person = &self.model.people[&who(&row.email)];
            let stands = match row.standing {
                Standing::Seated => Stands::Seated,
                Standing::Waiting => Stands::Waiting,
                Standing::Offered => Stands::Offered,
                Standing::GivenUp => Stands::Gone,
                Standing::Lapsed => Stands::Lapsed,
                Standing::Asked | Standing::Cancelled => panic!("nobody did that"),
            };
            let kept = (stands, row.party, row.online, row.turn);
            let told = (person.stands, person.seats, person.online, person.turn);
            assert_eq!(kept, told, "{}", row.email);
            assert_eq!(row.companions.0.len() + 1, usize::try_from(row.party).expect("few"));
            assert_eq!(row.offered_until.is_some(), stands == Stands::Offered, "{}", row.email);
            assert!(row.offered_until.is_none_or(|until| until > now), "{} is late", row.email);
        }
    }

    async fn read_letters(&mut self) {
        self.dais.post_round().await;
        let letters = self.dais.letters();
        let mut came: BTreeMap<usize, Vec<Kind>> = BTreeMap::new();
        for letter in &letters[self.letters..] {
            let to = who(&letter.to());
            came.entry(to).or_default().push(letter.kind());
            let own = letter.links().into_iter().find(|link| link.contains("/r/"));
            if let Some(own) = own {
                let pass = own.rsplit('/').next().unwrap_or_default().to_owned();
                self.passes.insert(to, pass);
            }
        }
        self.letters = letters.len();
        for (who, person) in &mut self.model.people {
            let told = std::mem::take(&mut person.letters);
            let came = came.remove(who).unwrap_or_default();
            // A letter that was overtaken before it went out is not sent any more.
            assert_eq!(came.last(), told.last(), "{who}: {came:?}, and not {told:?}");
            let mut rest = told.iter();
            assert!(came.iter().all(|kind| rest.any(|told| told == kind)), "{came:?} {told:?}");
        }
        assert!(came.is_empty(), "letters to nobody: {came:?}");
    }
}

fn is_named(deed: Deed, words: &str) -> bool {
    match deed {
        Deed::Reply { .. } => matches!(words, "replied" | "replied anew"),
        Deed::Leave => words == "gave up",
        Deed::Back => words == "took back",
        Deed::Take => words == "took the offer",
        Deed::Pass => words == "passed the offer on",
        Deed::Change { .. } => words == "changed",
        Deed::Hand { .. } => words == "handed over",
    }
}

/// The same acts in every run on every machine.
fn acts(seed: u8) -> Vec<Act> {
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), random);
    let acts = proptest::collection::vec(an_act(), STEPS);
    acts.new_tree(&mut runner).expect("acts").current()
}

/// Tells the story when the test fails.
impl Drop for World {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("{}", self.story.join("\n"));
        }
    }
}

async fn runs(seed: u8) {
    let mut world = World::begin().await;
    for act in acts(seed) {
        world.act(&act).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_many_do_at_once_the_line_stays_as_the_model_has_it() {
    for seed in 0..4 {
        runs(seed).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn and_so_it_does_in_other_orders() {
    for seed in 100..104 {
        runs(seed).await;
    }
}
