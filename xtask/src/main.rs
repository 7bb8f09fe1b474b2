//! `cargo xtask`: what people and CI do with this repository, in one word each.
//!
//! A program of the workspace rather than an installed build tool: a new machine needs cargo alone,
//! and `Cargo.lock` fixes every version, wasm-bindgen's too, which must equal the one in the islands.

mod bench;
mod check;
mod islands;
mod journeys;
mod postgres;
mod program;
mod report;
mod site;
mod styles;
mod tests;
mod tools;

use std::{env, process::ExitCode};

use anyhow::Result;

const HELP: &str = "\
cargo xtask run [--empty] [-- ARGS]  build, then serve at http://127.0.0.1:3000 from ./data;
                                     a new data folder gets the samples unless --empty;
                                     ARGS and DAIS_* are the server's
cargo xtask build [--release]        the islands, the styles and the server
cargo xtask check                    formatting and lints
cargo xtask test                     check, then every test, on SQLite and on PostgreSQL,
                                     and the journeys in Chromium
cargo xtask bench [WHAT]             the released program under load; alone, it tells what
                                     there is to measure
cargo xtask dist                     target/dist/dais, one file to install";

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words[..] {
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        ["run", ref rest @ ..] => match program::Wishes::parse(rest) {
            Some(wishes) => program::run(&wishes),
            None => return wrong_usage(),
        },
        ["build"] => program::build(program::Profile::Dev),
        ["build", "--release"] => program::build(program::Profile::Release),
        ["check"] => check::all(),
        ["test"] => tests::all(),
        ["bench", ref rest @ ..] => match bench::run(rest) {
            Some(done) => done,
            None => return wrong_usage(),
        },
        ["dist"] => program::dist(),
        _ => return wrong_usage(),
    };
    exit_code(done)
}

fn wrong_usage() -> ExitCode {
    eprintln!("{HELP}");
    ExitCode::from(2)
}

fn exit_code(done: Result<()>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
