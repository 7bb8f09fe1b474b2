//! The program `dais`: built, run, made ready for installing.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use crate::{
    site,
    tools::{cargo, cargo_target, command, must, printed, root, step, variable},
};

#[derive(Clone, Copy)]
pub enum Profile {
    Dev,
    Release,
}

/// What `cargo xtask run` was asked for.
#[derive(Debug, PartialEq, Eq)]
pub struct Wishes {
    empty: bool,
    serve: Vec<String>,
}

impl Wishes {
    /// `None`: wrong usage.
    pub fn parse(words: &[&str]) -> Option<Self> {
        let end = words.iter().position(|word| *word == "--").unwrap_or(words.len());
        let empty = match words[..end] {
            [] => false,
            ["--empty"] => true,
            _ => return None,
        };
        let serve = words[end..].iter().skip(1).map(ToString::to_string).collect();
        Some(Self { empty, serve })
    }

    /// Those of the server's words that every command of the program takes.
    fn for_every_command(&self) -> Vec<&str> {
        let mut words = self.serve.iter().map(String::as_str);
        let mut global = vec![];
        while let Some(word) = words.next() {
            if word == "--clock" {
                global.push(word);
                global.extend(words.next());
            } else if word.starts_with("--clock=") {
                global.push(word);
            }
        }
        global
    }
}

/// The site first: the server embeds it.
pub fn build(profile: Profile) -> Result<()> {
    site::build()?;
    let mut build = cargo(["build", "--locked", "-p", "dais"]);
    if let Profile::Release = profile {
        build.arg("--release");
    }
    step("building the server", || must(&mut build))
}

pub fn run(wishes: &Wishes) -> Result<()> {
    build(Profile::Dev)?;
    let dais = built("debug");
    let settings = root().join("dais.toml").exists() || variable("DAIS_DATABASE_URL").is_some();
    let folder = variable("DAIS_DATA").map_or_else(|| root().join("data"), PathBuf::from);
    // Where settings name another database, it is not ours to fill.
    if !wishes.empty && !settings && !root().join(&folder).exists() {
        step("loading the samples", || {
            must(command(&dais).arg("sample").env("DAIS_DATA", &folder))
        })?;
    }
    let here = |words: &[&str]| {
        let mut here = command(&dais);
        here.args(words);
        if !settings {
            here.env("DAIS_DATA", &folder);
        }
        here
    };
    greet_first_owner(here(&["staff", "first"]).args(wishes.for_every_command()))?;
    become_it(here(&["serve"]).args(&wishes.serve))
}

/// Nobody can sign in before there is an owner, so the way to become one stands where it is seen.
fn greet_first_owner(first: &mut Command) -> Result<()> {
    let link = printed(first)?;
    if !link.is_empty() {
        println!("\nSign in as the first owner (works once, for a day): {link}\n");
    }
    Ok(())
}

/// Ctrl-C and the exit status are then the server's own.
#[cfg(unix)]
fn become_it(serve: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;

    Err(serve.exec()).context("could not start the server")
}

#[cfg(not(unix))]
fn become_it(serve: &mut Command) -> Result<()> {
    must(serve)
}

pub fn dist() -> Result<()> {
    build(Profile::Release)?;
    let folder = root().join("target/dist");
    fs::create_dir_all(&folder)?;
    let program = folder.join(name());
    // A server may be running from the old file, which cannot be written but can be replaced.
    let new = program.with_extension("new");
    let bytes = fs::copy(built("release"), &new)?;
    fs::rename(&new, &program)?;
    let shown = program.strip_prefix(root()).unwrap_or(&program).display().to_string();
    println!("{shown}  {}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000);
    Ok(())
}

/// Where cargo leaves the program, by the name of the profile's folder.
pub fn built(profile: &str) -> PathBuf {
    cargo_target().join(profile).join(name())
}

fn name() -> &'static Path {
    Path::new(if cfg!(windows) { "dais.exe" } else { "dais" })
}

#[cfg(test)]
mod checks {
    use super::Wishes;

    #[test]
    fn words_after_two_dashes_are_the_servers() {
        let wishes = Wishes::parse(&["--empty", "--", "--clock", "2017-06-01T09:00:00Z"]);
        let serve = vec!["--clock".to_owned(), "2017-06-01T09:00:00Z".to_owned()];
        assert_eq!(wishes, Some(Wishes { empty: true, serve }));
        assert_eq!(Wishes::parse(&[]), Some(Wishes { empty: false, serve: vec![] }));
        assert_eq!(Wishes::parse(&["--emtpy"]), None);
    }

    #[test]
    fn the_clock_is_every_commands() {
        let global = |words: &[&str]| {
            let wishes = Wishes::parse(words).expect("words");
            wishes.for_every_command().into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(global(&["--", "--clock", "noon", "-x"]), ["--clock", "noon"]);
        assert_eq!(global(&["--empty", "--", "--clock=noon"]), ["--clock=noon"]);
        assert!(global(&["--empty"]).is_empty());
    }
}
