//! What the waiting line should come to, told again in the plainest way: one list of people, walked
//! from its beginning after every deed. It shares no code with what it judges.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use crate::harness::Kind;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    Seated,
    Waiting,
    Offered,
    Gone,
    Lapsed,
}

#[derive(Clone, Debug)]
pub struct Person {
    pub stands: Stands,
    pub seats: i64,
    pub online: bool,
    pub turn: i64,
    left_from: Option<Stands>,
    left_at: Option<DateTime<Utc>>,
    handed: bool,
    /// The letters that this step should have brought, in order.
    pub letters: Vec<Kind>,
}

#[derive(Default)]
pub struct Model {
    /// In the room, online.
    pub limits: [Option<i64>; 2],
    pub smaller_pass: bool,
    pub people: BTreeMap<usize, Person>,
    pub last_turn: i64,
    /// Who must be the next to be offered seats, in this order.
    pub owed: Vec<usize>,
}

/// A deed, with what its doer asked for.
#[derive(Clone, Copy, Debug)]
pub enum Deed {
    Reply { seats: i64, online: bool },
    Leave,
    Back,
    Take,
    Pass,
    Change { seats: i64, online: bool },
    Hand { to: usize },
}

impl Model {
    pub fn new(limits: [Option<i64>; 2], smaller_pass: bool) -> Self {
        Self { limits, smaller_pass, ..Self::default() }
    }

    fn taken(&self, online: bool) -> i64 {
        let taking = |person: &&Person| {
            person.online == online && matches!(person.stands, Stands::Seated | Stands::Offered)
        };
        self.people.values().filter(taking).map(|person| person.seats).sum()
    }

    fn free(&self, online: bool) -> i64 {
        self.limits[usize::from(online)].map_or(i64::MAX, |limit| limit - self.taken(online))
    }

    fn line(&self, online: bool) -> Vec<usize> {
        let waits = |(_, person): &(&usize, &Person)| {
            person.online == online && person.stands == Stands::Waiting
        };
        let mut line: Vec<_> = self.people.iter().filter(waits).collect();
        line.sort_by_key(|(_, person)| person.turn);
        line.into_iter().map(|(who, _)| *who).collect()
    }

    fn takes(&self, seats: i64, online: bool) -> bool {
        let limited = self.limits[usize::from(online)].is_some();
        let first = !limited || self.smaller_pass || self.line(online).is_empty();
        first && seats <= self.free(online)
    }

    fn newcomer(&self, seats: i64, online: bool) -> Stands {
        if self.takes(seats, online) { Stands::Seated } else { Stands::Waiting }
    }

    fn next_turn(&mut self) -> i64 {
        self.last_turn += 1;
        self.last_turn
    }

    fn arrive(&mut self, who: usize, seats: i64, online: bool) {
        let (stands, turn) = (self.newcomer(seats, online), self.next_turn());
        let person = Person {
            stands,
            seats,
            online,
            turn,
            left_from: None,
            left_at: None,
            handed: false,
            letters: self.people.remove(&who).map(|known| known.letters).unwrap_or_default(),
        };
        self.people.insert(who, person);
        self.greet(who);
    }

    fn greet(&mut self, who: usize) {
        let person = self.people.get_mut(&who).expect("somebody");
        person.letters.push(match person.stands {
            Stands::Seated => Kind::Confirmed,
            Stands::Waiting => Kind::Waiting,
            Stands::Offered => Kind::Offered,
            Stands::Gone | Stands::Lapsed => panic!("nobody is there"),
        });
    }

    fn person(&mut self, who: usize) -> &mut Person {
        self.people.get_mut(&who).expect("somebody who replied")
    }

    fn leave(&mut self, who: usize, now: DateTime<Utc>, letter: Kind) {
        let person = self.person(who);
        assert!(matches!(person.stands, Stands::Seated | Stands::Waiting | Stands::Offered));
        person.left_from = Some(person.stands);
        person.left_at = Some(now);
        person.stands = Stands::Gone;
        person.letters.push(letter);
    }

    fn come_back(&mut self, who: usize, now: DateTime<Utc>) {
        let person = self.person(who).clone();
        assert!(matches!(person.stands, Stands::Gone | Stands::Lapsed));
        let had_a_seat = person.stands == Stands::Gone && person.left_from == Some(Stands::Seated);
        let slip = person.stands == Stands::Gone
            && person.left_at.is_some_and(|at| now - at <= TimeDelta::hours(1));
        let seated = slip && had_a_seat && person.seats <= self.free(person.online);
        let stands =
            if seated { Stands::Seated } else { self.newcomer(person.seats, person.online) };
        let turn = if slip { person.turn } else { self.next_turn() };
        let back = self.person(who);
        (back.stands, back.turn, back.left_from) = (stands, turn, None);
        self.greet(who);
    }

    fn change(&mut self, who: usize, seats: i64, online: bool) {
        let before = self.person(who).clone();
        let more = seats - before.seats;
        let mut after = Person { seats, online, ..before.clone() };
        match before.stands {
            Stands::Seated | Stands::Offered if online != before.online => {
                assert!(self.takes(seats, online), "{who} moved where no room is");
                after.stands = Stands::Seated;
            }
            Stands::Seated if more > 0 => {
                assert!(self.takes(more, online), "{who} grew where no room is");
            }
            Stands::Offered => assert!(more <= 0, "{who} grew an offer"),
            Stands::Waiting if online != before.online && self.takes(seats, online) => {
                after.stands = Stands::Seated;
            }
            Stands::Waiting if online != before.online || more > 0 => {
                after.turn = self.next_turn();
            }
            Stands::Seated | Stands::Waiting => {}
            Stands::Gone | Stands::Lapsed => panic!("{who} is not there and changes"),
        }
        let newly = before.stands != Stands::Seated && after.stands == Stands::Seated;
        after.letters.push(match after.stands {
            Stands::Waiting => Kind::Waiting,
            _ if newly => Kind::Confirmed,
            _ => Kind::Changed,
        });
        self.people.insert(who, after);
    }

    fn hand(&mut self, who: usize, to: usize, now: DateTime<Utc>) {
        let from = self.person(who).clone();
        let rank = |stands| match stands {
            Stands::Seated => 3,
            Stands::Offered => 2,
            Stands::Waiting => 1,
            Stands::Gone | Stands::Lapsed => 0,
        };
        let lesser = self.people.get(&to).is_none_or(|known| {
            let both_wait = (known.stands, from.stands) == (Stands::Waiting, Stands::Waiting);
            rank(known.stands) < rank(from.stands) || (both_wait && from.turn < known.turn)
        });
        if lesser {
            let letters = self.people.get(&to).map(|known| known.letters.clone());
            let letters = letters.unwrap_or_default();
            self.people.insert(to, Person { letters, left_from: None, ..from });
            self.greet(to);
        }
        let sits = self.people.get(&to).is_some_and(|known| {
            (known.stands, from.stands) == (Stands::Seated, Stands::Seated)
                && known.online == from.online
                && known.seats + from.seats <= 11
        });
        if !lesser && sits && from.seats > 1 {
            let known = self.person(to);
            known.seats += from.seats - 1;
            known.letters.push(Kind::Changed);
        }
        self.leave(who, now, Kind::HandedOver);
        self.person(who).handed = true;
    }

    /// Does a deed, and says who must be offered seats because of it.
    pub fn does(&mut self, who: usize, deed: Deed, now: DateTime<Utc>) {
        assert!(self.owed.is_empty(), "{:?} were owed an offer before {deed:?}", self.owed);
        match deed {
            Deed::Reply { seats, online } => self.arrive(who, seats, online),
            Deed::Leave => self.leave(who, now, Kind::GivenUp),
            Deed::Pass => {
                assert_eq!(self.person(who).stands, Stands::Offered);
                self.leave(who, now, Kind::GivenUp);
            }
            Deed::Back => self.come_back(who, now),
            Deed::Take => {
                let person = self.person(who);
                assert_eq!(person.stands, Stands::Offered);
                person.stands = Stands::Seated;
                person.letters.push(Kind::Confirmed);
            }
            Deed::Change { seats, online } => self.change(who, seats, online),
            Deed::Hand { to } => self.hand(who, to, now),
        }
        self.owe();
    }

    /// An offer ran out.
    pub fn lapses(&mut self, who: usize) {
        let person = self.person(who);
        assert_eq!(person.stands, Stands::Offered);
        person.stands = Stands::Lapsed;
        person.left_from = Some(Stands::Offered);
        person.letters.push(Kind::Lapsed);
    }

    /// Somebody was offered seats.
    pub fn is_offered(&mut self, who: usize) {
        assert_eq!(self.owed.first(), Some(&who), "not {who} was next but {:?}", self.owed);
        self.owed.remove(0);
        let person = self.person(who);
        person.stands = Stands::Offered;
        person.letters.push(Kind::Offered);
    }

    /// Finds out who must be offered seats now, the room first.
    pub fn owe(&mut self) {
        for online in [false, true] {
            let limit = self.limits[usize::from(online)];
            let mut free = self.free(online);
            for who in self.line(online) {
                let seats = self.people[&who].seats;
                if limit.is_some_and(|limit| seats > limit) {
                    continue;
                }
                if seats <= free {
                    free -= seats;
                    self.owed.push(who);
                } else if !self.smaller_pass {
                    break;
                }
            }
        }
    }
}
