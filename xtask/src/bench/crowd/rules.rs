//! What must hold of everybody after each act.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail, ensure};

use super::people::{NEVER, People, Person};
use crate::bench::{
    line::{Arrival, overtaking},
    load::Sent,
    mail::Letter,
};

/// Exactly those who replied are kept, each once and each with a turn of their own.
pub fn everybody_is_there(people: &People, expected: impl Iterator<Item = String>) -> Result<()> {
    let expected: BTreeSet<String> = expected.collect();
    let kept: BTreeSet<String> = people.all.iter().map(|person| person.email.clone()).collect();
    let (lost, made_up) = (expected.difference(&kept).count(), kept.difference(&expected).count());
    ensure!(lost == 0 && made_up == 0, "{lost} RSVPs are lost, {made_up} are nobody's");
    ensure!(people.all.len() == kept.len(), "somebody is kept twice");
    let turns: BTreeSet<i64> = people.all.iter().map(|person| person.turn).collect();
    ensure!(turns.len() == people.all.len(), "two have the same turn");
    Ok(())
}

/// The first have the seats, everybody behind them waits.
pub fn the_first_sit(people: &People, seats: usize) -> Result<()> {
    let seated = people.who("seated").len();
    ensure!(seated == seats, "{seated} are seated instead of {seats}");
    for (at, person) in people.all.iter().enumerate() {
        let should = if at < seats { "seated" } else { "waiting" };
        let (standing, turn) = (&person.standing, person.turn);
        ensure!(standing == should, "turn {turn} is {standing} and should be {should}");
    }
    Ok(())
}

/// Whoever had an answer before another began to ask stands before them.
pub fn the_order_is_fair(people: &People, sent: &[(String, Sent)]) -> Result<()> {
    let arrivals = sent.iter().map(|(email, sent)| {
        let person = people.named(email).with_context(|| format!("{email} is lost"))?;
        Ok(Arrival { began: sent.began, ended: sent.ended, turn: person.turn })
    });
    if let Some((who, before)) = overtaking(&arrivals.collect::<Result<Vec<_>>>()?) {
        bail!("the line is unfair: {who:?} stands before {before:?}");
    }
    Ok(())
}

/// A letter about the seat, or one about the place in line.
pub fn one_letter_each(people: &People) -> Result<()> {
    for person in &people.all {
        let should = if person.standing == "seated" { "confirmed" } else { "waiting" };
        has_letters(person, &[should])?;
    }
    Ok(())
}

/// What went out: one to everybody, and to those who wait the place where they stand.
pub fn letters_tell_the_places(people: &People, letters: &[Letter]) -> Result<()> {
    let told: BTreeMap<&str, Option<usize>> =
        letters.iter().map(|letter| (letter.to.as_str(), letter.place)).collect();
    let (count, addresses) = (letters.len(), told.len());
    ensure!(count == addresses, "{count} letters went to {addresses} addresses");
    ensure!(count == people.all.len(), "{count} letters for {} people", people.all.len());
    for (at, person) in people.who("waiting").iter().enumerate() {
        let (place, told) = (at + 1, told.get(person.email.as_str()).copied().flatten());
        ensure!(told == Some(place), "number {place} in line was told {told:?}");
    }
    Ok(())
}

/// All seats are given up and offered to the first in line, in its order; nobody else has one.
pub fn seats_went_down_the_line(before: &People, after: &People, seats: usize) -> Result<()> {
    let line = before.who("waiting");
    let first: BTreeSet<&str> = line[..seats].iter().map(|person| person.email.as_str()).collect();
    for person in &after.all {
        let was = before.named(&person.email).map(|before| before.standing.as_str());
        let should = match was {
            Some("seated") => "given_up",
            _ if first.contains(person.email.as_str()) => "offered",
            _ => "waiting",
        };
        let (standing, turn) = (&person.standing, person.turn);
        ensure!(standing == should, "turn {turn} is {standing} and should be {should}");
    }
    let offered = after.who("offered");
    ensure!(offered.iter().all(|person| person.offered_at != NEVER), "an offer without a time");
    let in_order = offered.is_sorted_by_key(|person| &person.offered_at);
    ensure!(in_order, "a later one in line had the offer earlier");
    let last = before.all.last().map_or(0, |person| person.turn);
    let newcomers = after.all.iter().filter(|person| before.named(&person.email).is_none());
    let behind = newcomers.map(|person| person.turn).all(|turn| turn > last);
    ensure!(behind, "a newcomer stands before somebody who was there");
    Ok(())
}

/// One letter for each change, the offers' in the order of the line.
pub fn letters_tell_the_changes(after: &People) -> Result<()> {
    for person in &after.all {
        has_letters(
            person,
            match person.standing.as_str() {
                "given_up" => &["confirmed", "given_up"],
                "offered" => &["waiting", "offered"],
                _ => &["waiting"],
            },
        )?;
    }
    let offered = after.who("offered");
    let in_order = offered.is_sorted_by_key(|person| person.letters.last().map(|(id, _)| *id));
    ensure!(in_order, "the offers' letters are not in the order of the line");
    Ok(())
}

fn has_letters(person: &Person, should: &[&str]) -> Result<()> {
    let (kinds, turn) = (person.kinds(), person.turn);
    ensure!(kinds == should, "turn {turn} has the letters {kinds:?} and should have {should:?}");
    Ok(())
}

#[cfg(test)]
mod checks {
    use super::super::people::{NEVER, People, Person};
    use super::{
        everybody_is_there, letters_tell_the_changes, letters_tell_the_places, one_letter_each,
        seats_went_down_the_line, the_first_sit,
    };
    use crate::bench::mail::Letter;

    /// By name, standing, when a seat was offered, and kinds of letters; in the order of the line.
    type Told<'a> = (&'a str, &'a str, &'a str, &'a [&'a str]);

    fn people(all: &[Told]) -> People {
        let person = |(turn, (email, standing, offered_at, kinds)): (i64, &Told)| {
            let letters = kinds.iter().zip(10 * turn..).map(|(kind, id)| (id, (*kind).to_owned()));
            Person {
                email: (*email).to_owned(),
                standing: (*standing).to_owned(),
                turn,
                offered_at: (*offered_at).to_owned(),
                letters: letters.collect(),
            }
        };
        People::new((1..).zip(all).map(person).collect())
    }

    fn full_room() -> People {
        people(&[
            ("ada", "seated", NEVER, &["confirmed"]),
            ("ben", "waiting", NEVER, &["waiting"]),
            ("cleo", "waiting", NEVER, &["waiting"]),
        ])
    }

    fn names(names: &[&str]) -> impl Iterator<Item = String> {
        names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>().into_iter()
    }

    #[test]
    fn nobody_is_lost_and_nobody_made_up() {
        assert!(everybody_is_there(&full_room(), names(&["ada", "ben", "cleo"])).is_ok());
        assert!(everybody_is_there(&full_room(), names(&["ada", "ben"])).is_err());
        assert!(everybody_is_there(&full_room(), names(&["ada", "ben", "cleo", "dan"])).is_err());
    }

    #[test]
    fn seats_go_to_the_first_and_letters_to_everybody() {
        assert!(the_first_sit(&full_room(), 1).is_ok());
        assert!(the_first_sit(&full_room(), 2).is_err());
        let jumped = [("ada", "waiting", NEVER, &["waiting"][..]), ("ben", "seated", NEVER, &[])];
        assert!(the_first_sit(&people(&jumped), 1).is_err());
        assert!(one_letter_each(&full_room()).is_ok());
        assert!(one_letter_each(&people(&jumped)).is_err());
    }

    #[test]
    fn letters_tell_each_place_once() {
        let letter = |to: &str, place| Letter { to: to.to_owned(), place, own_page: None };
        let letters =
            |of_cleo| [letter("ada", None), letter("ben", Some(1)), letter("cleo", Some(of_cleo))];
        assert!(letters_tell_the_places(&full_room(), &letters(2)).is_ok());
        assert!(letters_tell_the_places(&full_room(), &letters(1)).is_err());
        assert!(letters_tell_the_places(&full_room(), &letters(2)[..2]).is_err());
    }

    #[test]
    fn seats_go_down_the_line() {
        let ada: Told = ("ada", "given_up", NEVER, &["confirmed", "given_up"]);
        let ben: Told = ("ben", "offered", "noon", &["waiting", "offered"]);
        let cleo: Told = ("cleo", "waiting", NEVER, &["waiting"]);
        let dan: Told = ("dan", "waiting", NEVER, &["waiting"]);
        let good = people(&[ada, ben, cleo, dan]);
        assert!(seats_went_down_the_line(&full_room(), &good, 1).is_ok());
        assert!(letters_tell_the_changes(&good).is_ok());
        for bad in [
            [ada, cleo, ("ben", "waiting", NEVER, &[]), ("dan", "offered", "noon", &[])],
            [ada, ("ben", "offered", NEVER, &[]), cleo, dan],
            [ada, dan, ben, cleo],
            [ada, ben, ("cleo", "offered", "noon", &[]), dan],
        ] {
            assert!(seats_went_down_the_line(&full_room(), &people(&bad), 1).is_err(), "{bad:?}");
        }
        let silent: Told = ("ben", "offered", "noon", &["waiting"]);
        assert!(letters_tell_the_changes(&people(&[ada, silent])).is_err());
    }
}
