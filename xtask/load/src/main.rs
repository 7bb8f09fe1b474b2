//! The load generator behind `cargo xtask bench`: it sends forms as a crowd's browsers do and tells
//! how long each waited, and it measures what the disk alone can do.
//!
//! A process of its own on one thread, as light as can be: it shares the machine with the server it
//! measures, and a heavy client would show up as a slow server. What is sent, to whom, and what the
//! figures mean is decided in xtask; this knows HTTP and SQL and nothing of events.
//!
//! Results go to standard output, one line each, fields apart by tabs.

mod ask;
mod connection;
mod floor;
mod relay;
mod send;

use std::{env, path::Path, process::ExitCode};

use anyhow::{Context as _, Result, bail};

const HELP: &str = "\
load send ADDRESS CONNECTIONS SECONDS FILE   post the file's forms (path, tab, body) in their order
load floor FILE SECONDS                      commits of one row each into a new SQLite file
load relay                                   a mail relay that keeps nothing; prints its port
load letters ADDRESS CONNECTIONS LETTERS BYTES   letters a second that it takes
load ask DATABASE SQL                        the rows, every column cast to text by the query";

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("load: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    match *words {
        ["send", address, connections, seconds, file] => {
            let address = address.parse().context("no address")?;
            let connections = connections.parse().context("no number of connections")?;
            let seconds = seconds.parse().context("no number of seconds")?;
            let forms = send::forms(Path::new(file))?;
            runtime.block_on(send::all(address, connections, seconds, forms))
        }
        ["floor", file, seconds] => {
            let seconds = seconds.parse().context("no number of seconds")?;
            runtime.block_on(floor::measured(Path::new(file), seconds))
        }
        ["relay"] => runtime.block_on(relay::open()),
        ["letters", address, connections, letters, bytes] => {
            let address = address.parse().context("no address")?;
            let number = |word: &str| word.parse().context("no number");
            let (connections, letters, bytes) =
                (number(connections)?, number(letters)?, number(bytes)?);
            runtime.block_on(relay::measured(address, connections, letters, bytes))
        }
        ["ask", database, sql] => runtime.block_on(ask::printed(database, sql)),
        _ => bail!("wrong usage\n{HELP}"),
    }
}
