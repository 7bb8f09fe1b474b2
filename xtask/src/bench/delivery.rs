//! `cargo xtask bench mail`: how long ten thousand confirmations take to a relay on this machine,
//! beside how fast that relay is for a client that has nothing else to do.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use super::{
    cpu,
    figures::{each, grouped, rate, rounded, time},
    house::{House, built_both},
    load::{Form, all_taken, lasted},
    relay::Relay,
    rsvp::reply,
};
use crate::tools::step;

const EVENT: &str = "mail";
const GUESTS: usize = 10_000;
const CONNECTIONS: usize = 200;
const PATIENCE_SECONDS: u64 = 600;
/// Two minutes from the first reply to the last letter.
const BOUND: Duration = Duration::from_mins(2);
/// As many as Dais has postmen by itself.
const POSTMEN: usize = 2;

pub fn measure() -> Result<()> {
    let load = cpu::load();
    let (program, generator) = built_both()?;
    let relay = Relay::open(generator.clone())?;
    let settings = [("DAIS_SMTP_URL", &*relay.url()), ("DAIS_MAIL_FROM", "desk@example.org")];
    let house = House::of("mail", None, (program, generator), &settings)?;
    house.publish(EVENT, u32::try_from(GUESTS)?)?;
    let forms: Vec<Form> = (0..GUESTS).map(|guest| reply(EVENT, guest)).collect();
    let (start, before) = (Instant::now(), house.cpu());
    let sent = step("10,000 replies", || {
        house.send(CONNECTIONS, PATIENCE_SECONDS, &forms.iter().collect::<Vec<_>>())
    })?;
    all_taken(&sent)?;
    let left = house.letters_to_send()?;
    let took = step("their letters", || house.all_letters_out())?;
    let (all, cpu_time) =
        (start.elapsed(), house.cpu().zip(before).map(|(end, start)| end.saturating_sub(start)));
    let (letters, bytes) = relay.taken()?;
    let own = step("the relay alone", || relay.own_rate(POSTMEN, bytes / letters.max(1)))?;
    let sure = "SELECT CAST(count(*) AS text) FROM letter WHERE outcome = 'sent'";
    ensure!(house.number(sure)? == GUESTS && letters == GUESTS, "{letters} letters came");
    println!(
        "\n{} confirmations of {} bytes came to the relay, each once, {} after the first reply.\n\
         The replies took {}; {} letters were left then and took {} more: {} a second.\n\
         CPU of the program: {} for a reply and its letter.\n\
         The relay alone takes {} letters a second over {POSTMEN} connections.{}",
        grouped(letters),
        grouped(bytes / letters.max(1)),
        time(all),
        time(lasted(&sent)),
        grouped(left),
        time(took),
        rounded(rate(left, took)),
        each(cpu_time, GUESTS),
        rounded(own),
        load.map(|load| format!("\n{load}")).unwrap_or_default(),
    );
    ensure!(all < BOUND, "that is more than two minutes");
    drop(relay);
    house.close()
}
