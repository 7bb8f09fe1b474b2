//! `cargo xtask bench rsvp`: durable RSVPs a second, and what each costs the server.
//!
//! Each number of clients gets an event of its own, so that none of them finds a longer list than
//! the others. A client sends its next reply when it has the answer to the last. The postman is
//! at work all the time, as he always is: what he does meanwhile is in the figures up to the
//! answers, and what he does afterwards only in those that include the letter.

use std::{collections::BTreeSet, thread::available_parallelism, time::Duration};

use anyhow::{Result, ensure};

use super::{
    cpu,
    figures::{each, grouped, percentile, rate, rounded, table, time},
    house::House,
    load::{Form, Sent, all_taken, lasted, waits},
};
use crate::tools::step;

const CLIENTS: [usize; 4] = [1, 8, 64, 256];
/// For how long each number of clients replies.
const SECONDS: u64 = 5;
/// Few enough that most go to the waiting list, as they do when a crowd comes.
const SEATS: u32 = 250;
/// More replies than can be taken in [`SECONDS`].
const ENOUGH: usize = 100_000;

pub fn measure() -> Result<()> {
    let load = cpu::load();
    let house = House::open("rsvp", None)?;
    for clients in CLIENTS {
        house.publish(&slug(clients), SEATS)?;
    }
    let floor = || step("measuring the disk", || house.floor());
    let (mut before, mut phases) = (floor()?, vec![]);
    for clients in CLIENTS {
        let name = format!("{} at once", people(clients));
        let mut phase = step(&name, || Phase::measured(&house, clients))?;
        let after = floor()?;
        phase.floors = [before, after];
        before = after;
        phases.push(phase);
    }
    println!("\n{}", told(&phases, load.as_deref()));
    for phase in &phases {
        phase.check()?;
    }
    house.close()
}

/// What a number of clients came to.
struct Phase {
    clients: usize,
    /// What the disk gave just before and just after.
    floors: [f64; 2],
    sent: Vec<Sent>,
    /// Addresses of RSVPs that are answered and not there, or there and not answered.
    astray: usize,
    /// CPU time of the server until the last answer.
    answered: Option<Duration>,
    /// The same until the last letter.
    delivered: Option<Duration>,
    /// CPU time of the generator.
    generator: Option<Duration>,
    /// Letters that were still to be sent when the last answer came.
    letters_left: usize,
    /// How long they took.
    letters_took: Duration,
}

impl Phase {
    fn measured(house: &House, clients: usize) -> Result<Self> {
        let forms: Vec<Form> = (0..ENOUGH).map(|guest| reply(&slug(clients), guest)).collect();
        let (start, others) = (house.cpu(), cpu::of_ended_children());
        let sent = house.send(clients, SECONDS, &forms.iter().collect::<Vec<_>>())?;
        let answered = since(start, house.cpu());
        let generator = since(others, cpu::of_ended_children());
        let letters_left = house.letters_to_send()?;
        let letters_took = house.all_letters_out()?;
        let delivered = since(start, house.cpu());
        let astray = astray(house, &slug(clients), &sent)?;
        Ok(Self {
            clients,
            floors: [0.0; 2],
            sent,
            astray,
            answered,
            delivered,
            generator,
            letters_left,
            letters_took,
        })
    }

    fn rate(&self) -> f64 {
        rate(self.sent.len(), lasted(&self.sent))
    }

    /// By how much it surpasses the disk, at the better of its two.
    fn to_the_disk(&self) -> f64 {
        self.rate() / self.floors[0].max(self.floors[1])
    }

    /// Whether what was measured is what was promised.
    fn check(&self) -> Result<()> {
        all_taken(&self.sent)?;
        let astray = self.astray;
        ensure!(astray == 0, "{}: {astray} RSVPs are lost or made up", people(self.clients));
        Ok(())
    }

    fn row(&self) -> Vec<String> {
        let count = self.sent.len();
        let waits = waits(&self.sent);
        let letters_meanwhile = count.saturating_sub(self.letters_left);
        vec![
            self.clients.to_string(),
            grouped(count),
            rounded(self.rate()),
            self.floors.map(rounded).join(", "),
            format!("{:.2} ×", self.to_the_disk()),
            time(percentile(&waits, 50)),
            time(percentile(&waits, 99)),
            each(self.answered, count),
            each(self.delivered, count),
            each(self.generator, count),
            grouped(letters_meanwhile),
            time(self.letters_took),
        ]
    }
}

const HEADS: [&str; 12] = [
    "clients",
    "RSVPs",
    "a second",
    "the disk",
    "to the disk",
    "p50",
    "p99",
    "CPU answered",
    "CPU with letter",
    "CPU generator",
    "letters meanwhile",
    "the rest took",
];

fn told(phases: &[Phase], load: Option<&str>) -> String {
    let cores = available_parallelism().map_or(1, usize::from);
    let load = load.map_or(String::new(), |load| format!(", load {load} when we came"));
    let mut rows = vec![HEADS.map(str::to_owned).to_vec()];
    rows.extend(phases.iter().map(Phase::row));
    let answers: usize = phases.iter().map(|phase| phase.sent.len()).sum();
    let taken = phases.iter().flat_map(|phase| &phase.sent).filter(|sent| sent.status == 303);
    let away: u32 = phases.iter().flat_map(|phase| &phase.sent).map(|sent| sent.put_off).sum();
    let astray: usize = phases.iter().map(|phase| phase.astray).sum();
    format!(
        "SQLite, {cores} cores shared with the load generator{load}.\n\
        Each line: {SECONDS} s, an event with {SEATS} seats, everybody else in its waiting list.\n\
        The disk: commits of a single row a second before and after; the better one counts.\n\
        CPU answered: the server's until the last answer, with the letters sent meanwhile;\n\
        CPU with letter: until the last letter is written out. Both for each RSVP.\n\n\
        {}\n\n\
        {} of {} answers are 303; {away} times a 503 before; lost or made up: {astray}.\n{}",
        table(&rows),
        grouped(taken.count()),
        grouped(answers),
        aim(phases),
    )
}

/// How the line of 64 clients compares with what we want.
fn aim(phases: &[Phase]) -> String {
    let Some(phase) = phases.iter().find(|phase| phase.clients == 64) else {
        return String::new();
    };
    format!(
        "At 64 clients: {:.2} × the disk (the aim: above 1 where a flush is cheap, many times \
        where it is dear); {} of CPU until answered (the aim: 1 ms at most).",
        phase.to_the_disk(),
        each(phase.answered, phase.sent.len()),
    )
}

/// Addresses of RSVPs that are answered and not there, or there and not answered.
fn astray(house: &House, slug: &str, sent: &[Sent]) -> Result<usize> {
    let rows = house.ask(&format!(
        "SELECT email FROM rsvp WHERE event_id = (SELECT id FROM event WHERE slug = '{slug}')"
    ))?;
    let kept: BTreeSet<String> = rows.into_iter().flatten().collect();
    let taken = sent.iter().filter(|sent| sent.status == 303);
    let taken: BTreeSet<String> = taken.map(|sent| email(slug, sent.form)).collect();
    Ok(kept.symmetric_difference(&taken).count())
}

fn since(start: Option<Duration>, end: Option<Duration>) -> Option<Duration> {
    Some(end?.saturating_sub(start?))
}

fn slug(clients: usize) -> String {
    format!("bench-{clients}")
}

fn people(clients: usize) -> String {
    if clients == 1 { "1 client".to_owned() } else { format!("{clients} clients") }
}

/// The address of a guest, none like another's.
pub fn email(slug: &str, guest: usize) -> String {
    format!("g{guest}.{slug}@example.org")
}

/// A guest's reply with the fields that a browser sends.
pub fn reply(slug: &str, guest: usize) -> Form {
    let email = email(slug, guest).replace('@', "%40");
    let body = format!(
        "name=Guest+{guest}&email={email}&organization=Office+{guest}&title=&access=\
        &website=&elapsed=30000"
    );
    Form { path: format!("/events/{slug}"), body }
}
