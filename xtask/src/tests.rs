//! Every test there is, in the order in which a mistake is cheapest to learn.
//!
//! The test programs are built once: the run on PostgreSQL names the same packages as the one on
//! SQLite, so that cargo unites the same features. xtask's own tests stand apart for that reason.

use std::process::Command;

use anyhow::Result;

use crate::{
    check, journeys,
    postgres::Postgres,
    report::Report,
    tools::{cargo, must},
};

/// The URL of a database server on which the HTTP suite may create databases; none: SQLite.
const DATABASE: &str = "DAIS_TEST_DATABASE";

pub fn all() -> Result<()> {
    let mut report = Report::default();
    let site = check::steps(&mut report);
    let built = report.step(site, "building the tests", || must(tests().arg("--no-run")));
    report.step(built, "tests on SQLite", || must(&mut tests()));
    report.step(built, "HTTP tests on PostgreSQL", on_postgres);
    report.step(true, "tests of xtask", || must(&mut cargo(["test", "--locked", "-p", "xtask"])));
    report.step(built, "journeys in Chromium", journeys::all);
    report.close()
}

fn on_postgres() -> Result<()> {
    let postgres = Postgres::start()?;
    must(tests().args(["--test", "dais"]).env(DATABASE, postgres.url()))
}

fn tests() -> Command {
    let mut cargo = cargo(["test", "--locked", "--no-fail-fast", "--workspace"]);
    cargo.args(["--exclude", "hydrate", "--exclude", "xtask"]).env_remove(DATABASE);
    cargo
}
