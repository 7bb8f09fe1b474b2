//! Everybody who replied, as the database has them.

use std::collections::BTreeMap;

use anyhow::{Context, Result};

use crate::bench::house::House;

/// In place of a time.
pub const NEVER: &str = "never";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub email: String,
    pub standing: String,
    pub turn: i64,
    /// When a seat was offered, as the database writes it; later ones sort behind.
    pub offered_at: String,
    /// Their letters in the order in which they were written: number and kind.
    pub letters: Vec<(i64, String)>,
}

/// Everybody, in the order of their turns.
pub struct People {
    pub all: Vec<Person>,
    places: BTreeMap<String, usize>,
}

impl People {
    /// Everybody who replied to this event.
    pub fn of(house: &House, slug: &str) -> Result<Self> {
        let of_event = format!("event_id = (SELECT id FROM event WHERE slug = '{slug}')");
        let rows = house.ask(&format!(
            "SELECT email, standing, CAST(turn AS text), \
            COALESCE(CAST(offered_at AS text), '{NEVER}') FROM rsvp WHERE {of_event}"
        ))?;
        let people = rows.into_iter().map(|row| Person::read(row).context("no RSVP"));
        let mut people = Self::new(people.collect::<Result<_>>()?);
        let rows = house.ask(&format!(
            "SELECT r.email, CAST(l.id AS text), l.kind FROM letter l \
            JOIN rsvp r ON r.id = l.rsvp_id WHERE r.{of_event} ORDER BY l.id"
        ))?;
        for row in rows {
            people.keep(row).context("a letter to nobody")?;
        }
        Ok(people)
    }

    pub fn new(mut all: Vec<Person>) -> Self {
        all.sort_by_key(|person| person.turn);
        let places = all.iter().enumerate().map(|(at, person)| (person.email.clone(), at));
        Self { places: places.collect(), all }
    }

    fn keep(&mut self, letter: Vec<String>) -> Option<()> {
        let [email, id, kind] = letter.try_into().ok()?;
        let at = *self.places.get(&email)?;
        self.all[at].letters.push((id.parse().ok()?, kind));
        Some(())
    }

    pub fn named(&self, email: &str) -> Option<&Person> {
        self.places.get(email).map(|at| &self.all[*at])
    }

    /// Those who stand so, in the order of their turns.
    pub fn who(&self, standing: &str) -> Vec<&Person> {
        self.all.iter().filter(|person| person.standing == standing).collect()
    }
}

impl Person {
    fn read(row: Vec<String>) -> Option<Self> {
        let [email, standing, turn, offered_at] = row.try_into().ok()?;
        Some(Self { email, standing, turn: turn.parse().ok()?, offered_at, letters: vec![] })
    }

    pub fn kinds(&self) -> Vec<&str> {
        self.letters.iter().map(|(_, kind)| kind.as_str()).collect()
    }
}
