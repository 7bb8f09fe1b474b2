//! Formatting and lints, for the server and for the browser.
//!
//! The two are linted apart: built together, cargo would unite the features `ssr` and `hydrate`.

use anyhow::{Context, Result};

use crate::{
    report::Report,
    site,
    tools::{cargo, command, must, on_path, says},
};

pub fn all() -> Result<()> {
    let mut report = Report::default();
    steps(&mut report);
    report.close()
}

/// Adds the checks to a report; true when the site is there for what comes next.
pub fn steps(report: &mut Report) -> bool {
    report.step(true, "formatting", formatting);
    let site = report.step(true, "site", site::build);
    report.step(site, "native lints", native);
    report.step(site, "wasm lints", wasm);
    site
}

fn formatting() -> Result<()> {
    component("fmt", "rustfmt")?;
    must(&mut cargo(["fmt", "--all", "--check"]))
}

fn native() -> Result<()> {
    component("clippy", "clippy")?;
    let mut clippy = cargo(["clippy", "--locked", "--workspace", "--exclude", "hydrate"]);
    must(clippy.args(["--all-targets", "--", "-D", "warnings"]))
}

fn wasm() -> Result<()> {
    let mut clippy = cargo(["clippy", "--locked", "-p", "hydrate"]);
    must(clippy.args(["--target", "wasm32-unknown-unknown", "--", "-D", "warnings"]))
}

/// Rustup's minimal profile comes without these two.
fn component(word: &str, name: &str) -> Result<()> {
    if says(&mut cargo([word, "--version"])).is_some() {
        return Ok(());
    }
    on_path("rustup")
        .with_context(|| format!("`cargo {word}` is missing: please install {name}"))?;
    must(command("rustup").args(["component", "add", name]))
}
