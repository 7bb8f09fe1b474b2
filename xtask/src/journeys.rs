//! The journeys in Chromium: `end2end/`, run by Playwright.
//!
//! Debian's Chromium is preferred to Playwright's own download, which some networks do not let
//! through. npm installs exactly what `package-lock.json` says, and only when that file changed.

use std::{fs, path::PathBuf, process::Command};

use anyhow::{Context, Result, ensure};

use crate::{
    program::built,
    tools::{
        apt_candidate, apt_install, command, has_apt, must, on_path, root, says, step, variable,
    },
};

/// Playwright's least.
const NODE: u32 = 20;

pub fn all() -> Result<()> {
    have_node()?;
    have_packages()?;
    let mut playwright = npx(&["playwright", "test"]);
    playwright.env("DAIS_PROGRAM", built("debug"));
    if let Some(chromium) = chromium()? {
        playwright.env("DAIS_CHROMIUM", chromium);
    }
    must(&mut playwright)
}

fn have_node() -> Result<()> {
    let fits = |version: &str| major(version).is_some_and(|major| major >= NODE);
    let node = || says(command("node").arg("--version"));
    let npm = || on_path("npm").is_some();
    let good = || node().is_some_and(|version| fits(&version)) && npm();
    if !good() && has_apt() && apt_candidate("nodejs").is_some_and(|version| fits(&version)) {
        // NodeSource's package brings npm along, Debian's does not.
        apt_install(&["nodejs"])?;
        if !npm() {
            apt_install(&["npm"])?;
        }
    }
    let found = node().unwrap_or_else(|| "none".to_owned());
    ensure!(
        good(),
        "the journeys need Node {NODE} or later with npm (found: {found}): please install it"
    );
    Ok(())
}

/// `v20.20.2` and `20.19.2+dfsg-1` are both 20.
fn major(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

fn have_packages() -> Result<()> {
    let time = |file: &str| fs::metadata(folder().join(file)).and_then(|data| data.modified()).ok();
    // npm writes this file last.
    let installed = time("node_modules/.package-lock.json");
    if installed.is_some() && installed > time("package-lock.json") {
        return Ok(());
    }
    let mut npm = command("npm");
    npm.args(["ci", "--no-audit", "--no-fund"]).current_dir(folder());
    // Its browsers are Playwright's last resort, not its first.
    npm.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    step("installing what the journeys need", || must(&mut npm))
}

/// `None`: Playwright has one of its own.
fn chromium() -> Result<Option<PathBuf>> {
    if let Some(chosen) = variable("DAIS_CHROMIUM") {
        return Ok(Some(chosen.into()));
    }
    if installed().is_none()
        && has_apt()
        && apt_candidate("chromium").is_some_and(|version| version != "(none)")
    {
        // Without a font there is no text to look at.
        apt_install(&["chromium", "fonts-liberation"])?;
    }
    if installed().is_none() {
        let mut playwright = npx(&["playwright", "install", "chromium"]);
        step("installing Chromium", || must(&mut playwright)).context(
            "the journeys need Chromium: please install it, or name its program in DAIS_CHROMIUM",
        )?;
    }
    Ok(installed())
}

fn installed() -> Option<PathBuf> {
    ["chromium", "google-chrome"].into_iter().find_map(on_path)
}

fn npx(words: &[&str]) -> Command {
    let mut npx = command("npx");
    npx.arg("--no-install").args(words).current_dir(folder());
    npx
}

fn folder() -> PathBuf {
    root().join("end2end")
}

#[cfg(test)]
mod checks {
    use super::major;

    #[test]
    fn versions_of_node_and_of_debian() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("20.19.2+dfsg-1"), Some(20));
        assert_eq!(major("(none)"), None);
    }
}
