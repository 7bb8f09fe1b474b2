//! `cargo xtask bench crowd`: ten thousand people at the door at once, and then the room empties.
//!
//! What must hold is asked of the database and of the letters, not of the program's pages. The order
//! of the line is held against what each person saw: whoever had an answer before another began to
//! ask stands before them. Those whose requests were under way together may stand either way.

mod people;
mod rules;

use std::{collections::BTreeMap, time::Duration};

use anyhow::{Context, Result, ensure};

use self::people::People;
use super::{
    figures::{grouped, percentile, rate, rounded, time},
    house::House,
    load::{Form, Sent, all_taken, lasted, waits},
    mail::{self, Letter},
    rsvp::{email, reply},
};
use crate::{postgres::Postgres, tools::step};

const EVENT: &str = "crowd";
const SEATS: usize = 100;
const COMING: usize = 10_000;
const LATE: usize = 500;
const CONNECTIONS: usize = 200;
/// Long before then all are answered, or something is wrong.
const PATIENCE_SECONDS: u64 = 600;

pub fn on_sqlite() -> Result<()> {
    run(House::open("crowd", None)?)
}

pub fn on_postgres() -> Result<()> {
    let postgres = Postgres::start()?;
    println!("PostgreSQL that flushes nothing unless DAIS_TEST_PG_FSYNC=on.");
    run(House::open("crowd-postgres", Some(postgres.url()))?)
}

fn run(house: House) -> Result<()> {
    house.publish(EVENT, u32::try_from(SEATS)?)?;
    let people = everybody_replies(&house)?;
    the_room_empties(&house, &people)?;
    println!("\nAll of it holds.");
    house.close()
}

fn everybody_replies(house: &House) -> Result<People> {
    let name = format!("{} replies over {CONNECTIONS} connections", grouped(COMING));
    let sent = act(house, &name, &replies(0..COMING))?;
    let took = step("writing their letters", || house.all_letters_out())?;
    let people = People::of(house, EVENT)?;
    rules::everybody_is_there(&people, (0..COMING).map(|guest| email(EVENT, guest)))?;
    rules::the_first_sit(&people, SEATS)?;
    rules::the_order_is_fair(&people, &sent)?;
    rules::one_letter_each(&people)?;
    rules::letters_tell_the_places(&people, &letters(house)?)?;
    println!(
        "{}; their letters {} more.\nExactly {SEATS} are seated and {} wait, with the places from 1 \
        in a fair order and one letter each.\n",
        told(&name, &sent),
        time(took),
        grouped(COMING - SEATS),
    );
    Ok(people)
}

fn the_room_empties(house: &House, before: &People) -> Result<()> {
    let cancels = cancels(before, letters(house)?)?;
    let late = replies(COMING..COMING + LATE);
    let name = format!("{SEATS} cancel while {LATE} more reply");
    let sent = act(house, &name, &alternating(cancels, late))?;
    let offered = "SELECT CAST(count(*) AS text) FROM rsvp WHERE standing = 'offered'";
    let offers = step("waiting for the offers", || house.until(SEATS, offered))?;
    house.all_letters_out()?;
    let people = People::of(house, EVENT)?;
    rules::everybody_is_there(&people, (0..COMING + LATE).map(|guest| email(EVENT, guest)))?;
    rules::seats_went_down_the_line(before, &people, SEATS)?;
    rules::the_order_is_fair(&people, &of_newcomers(before, &sent))?;
    rules::letters_tell_the_changes(&people)?;
    println!(
        "{}.\nThe first {SEATS} in line have an offer, in their order, {} after the last answer; \
        everybody else waits on, the newcomers behind them.",
        told(&name, &sent),
        time(offers),
    );
    Ok(())
}

/// Sends all of it, by whom, and has everything taken.
fn act(house: &House, name: &str, forms: &[(String, Form)]) -> Result<Vec<(String, Sent)>> {
    let posted: Vec<&Form> = forms.iter().map(|(_, form)| form).collect();
    let sent = step(name, || house.send(CONNECTIONS, PATIENCE_SECONDS, &posted))?;
    all_taken(&sent)?;
    ensure!(sent.len() == forms.len(), "{} of {} were sent", sent.len(), forms.len());
    Ok(sent.into_iter().map(|sent| (forms[sent.form].0.clone(), sent)).collect())
}

fn replies(guests: std::ops::Range<usize>) -> Vec<(String, Form)> {
    guests.map(|guest| (email(EVENT, guest), reply(EVENT, guest))).collect()
}

/// The button on the page that each letter leads to, for everybody who has a seat.
fn cancels(people: &People, letters: Vec<Letter>) -> Result<Vec<(String, Form)>> {
    let pages = letters.into_iter().map(|letter| (letter.to, letter.own_page));
    let pages: BTreeMap<String, Option<String>> = pages.collect();
    let cancel = |email: &str| {
        let page = pages.get(email).and_then(Option::as_ref);
        let page = page.with_context(|| format!("no letter leads {email} to their page"))?;
        let form = Form { path: format!("{page}/cancel"), body: String::new() };
        Ok((email.to_owned(), form))
    };
    people.who("seated").into_iter().map(|person| cancel(&person.email)).collect()
}

/// One of each in turn while there are both.
fn alternating<T>(some: Vec<T>, others: Vec<T>) -> Vec<T> {
    let (mut some, mut others) = (some.into_iter(), others.into_iter());
    let mut all = vec![];
    loop {
        let pair = [some.next(), others.next()];
        if pair.iter().all(Option::is_none) {
            return all;
        }
        all.extend(pair.into_iter().flatten());
    }
}

fn of_newcomers(before: &People, sent: &[(String, Sent)]) -> Vec<(String, Sent)> {
    sent.iter().filter(|(email, _)| before.named(email).is_none()).cloned().collect()
}

fn letters(house: &House) -> Result<Vec<Letter>> {
    mail::letters(&house.folder.join("mail"))
}

fn told(name: &str, sent: &[(String, Sent)]) -> String {
    let sent: Vec<Sent> = sent.iter().map(|(_, sent)| *sent).collect();
    let (lasted, waits): (Duration, _) = (lasted(&sent), waits(&sent));
    let away: u32 = sent.iter().map(|sent| sent.put_off).sum();
    format!(
        "{name}: {} ({} a second), p50 {}, p99 {}, {away} times a 503 before",
        time(lasted),
        rounded(rate(sent.len(), lasted)),
        time(percentile(&waits, 50)),
        time(percentile(&waits, 99)),
    )
}

#[cfg(test)]
mod checks {
    use super::alternating;

    #[test]
    fn the_longer_list_goes_on_alone() {
        assert_eq!(alternating(vec![1, 2], vec![7, 8, 9]), [1, 7, 2, 8, 9]);
        assert!(alternating::<u8>(vec![], vec![]).is_empty());
    }
}
