//! `cargo xtask bench`: how many replies the released program takes, and whether it stays right while
//! a crowd is at the door.
//!
//! Measured is the program as people install it, in a process of its own on a fresh folder below
//! `target`, over HTTP, with everything on that a guest meets: limits, journal, letters. Not
//! measured are TLS and a proxy in front, a network between, a relay across it (letters go into files,
//! or to a relay on this machine), and a database that has grown for years. Server and load generator share the
//! machine, so the figures are a lower bound; whatever else runs there lowers them too.

mod cpu;
mod crowd;
mod delivery;
mod figures;
mod house;
mod line;
mod load;
mod mail;
mod relay;
mod rsvp;

use anyhow::Result;

const HELP: &str = "\
cargo xtask bench rsvp               RSVPs a second, how long each takes and the server's CPU time
                                     for each, at 1, 8, 64 and 256 clients, beside the rate at
                                     which SQLite alone commits single rows in the same folder
cargo xtask bench crowd [--postgres] 10,000 people over 200 connections reply for 100 seats, then
                                     the 100 cancel while 500 more reply; fails unless everybody
                                     stands where they should, with one letter each
cargo xtask bench mail               10,000 replies and their letters to a relay on this machine,
                                     beside what that relay takes from a client that has nothing
                                     else to do; fails after two minutes

All build the released program first; DAIS_PROGRAM names another build to look at instead.
Close what else is running: the machine's cores are shared. What a run that failed leaves behind
lies in target/tmp/bench.";

/// Obeys the words after `bench`; `None`: wrong usage.
pub fn run(words: &[&str]) -> Option<Result<()>> {
    match *words {
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Some(Ok(()))
        }
        ["rsvp"] => Some(rsvp::measure()),
        ["mail"] => Some(delivery::measure()),
        ["crowd"] => Some(crowd::on_sqlite()),
        ["crowd", "--postgres"] => Some(crowd::on_postgres()),
        _ => None,
    }
}
