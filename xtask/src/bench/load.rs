//! The load generator: built, asked, and its answers read.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use anyhow::{Context, Result, ensure};

use crate::tools::{cargo, cargo_target, command, must, printed, step};

/// For how long the disk alone is measured.
const FLOOR_SECONDS: u64 = 2;

/// `xtask/load`, built.
#[derive(Clone)]
pub struct Generator {
    program: PathBuf,
}

/// A form of a guest: where it goes and what it says.
pub struct Form {
    pub path: String,
    pub body: String,
}

/// What became of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Which one of those given.
    pub form: usize,
    /// Of the attempt that was answered, since the first went out.
    pub began: Duration,
    pub ended: Duration,
    /// Zero: no answer.
    pub status: u16,
    /// How often it was answered with a 503 and Retry-After before.
    pub put_off: u32,
}

impl Generator {
    /// With the program, if that was built just now: cargo then unites the features and compiles
    /// nothing twice.
    pub fn build(with_program: bool) -> Result<Self> {
        let mut build = cargo(["build", "--locked", "--release", "-p", "load"]);
        if with_program {
            build.args(["-p", "dais"]);
        }
        step("building the load generator", || must(&mut build))?;
        Ok(Self { program: cargo_target().join("release").join(name()) })
    }

    /// The program itself.
    pub fn command(&self) -> Command {
        command(&self.program)
    }

    /// Posts forms in their order over so many connections, until all are answered or the time is
    /// over; whoever was sent tells how it went.
    pub fn send(
        &self,
        address: &str,
        connections: usize,
        seconds: u64,
        forms: &[&Form],
        scratch: &Path,
    ) -> Result<Vec<Sent>> {
        let lines = forms.iter().map(|form| format!("{}\t{}", form.path, form.body));
        let file = scratch.join("forms");
        fs::write(&file, lines.collect::<Vec<_>>().join("\n"))?;
        let (connections, seconds) = (connections.to_string(), seconds.to_string());
        let mut send = command(&self.program);
        send.args(["send", address, &connections, &seconds]).arg(file);
        let told = printed(&mut send)?;
        told.lines().map(|line| Sent::read(line).context("not what the generator says")).collect()
    }

    /// How many single-row transactions a second the disk takes into this new file.
    pub fn floor(&self, file: &Path) -> Result<f64> {
        let mut floor = command(&self.program);
        floor.arg("floor").arg(file).arg(FLOOR_SECONDS.to_string());
        Ok(printed(&mut floor)?.parse()?)
    }

    /// The rows that a query finds, every column as text.
    pub fn ask(&self, database: &str, sql: &str) -> Result<Vec<Vec<String>>> {
        let told = printed(command(&self.program).args(["ask", database, sql]))?;
        let columns = |line: &str| line.split('\t').map(str::to_owned).collect();
        Ok(told.lines().map(columns).collect())
    }
}

impl Sent {
    fn read(line: &str) -> Option<Self> {
        let mut fields = line.split('\t');
        let form = fields.next()?.parse().ok()?;
        let began = Duration::from_micros(fields.next()?.parse().ok()?);
        let ended = Duration::from_micros(fields.next()?.parse().ok()?);
        let status = fields.next()?.parse().ok()?;
        Some(Self { form, began, ended, status, put_off: fields.next()?.parse().ok()? })
    }

    /// How long the person waited for the answer.
    pub fn waited(&self) -> Duration {
        self.ended.saturating_sub(self.began)
    }
}

/// Checks that every form was answered as one that was taken: with 303.
pub fn all_taken(sent: &[Sent]) -> Result<()> {
    let others: Vec<&Sent> = sent.iter().filter(|sent| sent.status != 303).collect();
    let first = others.first().map_or(0, |sent| sent.status);
    let of = sent.len();
    ensure!(others.is_empty(), "{} of {of} forms were not taken, the first: {first}", others.len());
    Ok(())
}

/// From the first request to the last answer.
pub fn lasted(sent: &[Sent]) -> Duration {
    let began = sent.iter().map(|sent| sent.began).min().unwrap_or_default();
    sent.iter().map(|sent| sent.ended).max().unwrap_or_default().saturating_sub(began)
}

/// How long people waited, the shortest first.
pub fn waits(sent: &[Sent]) -> Vec<Duration> {
    let mut waits: Vec<Duration> = sent.iter().map(Sent::waited).collect();
    waits.sort_unstable();
    waits
}

fn name() -> &'static str {
    if cfg!(windows) { "load.exe" } else { "load" }
}

#[cfg(test)]
mod checks {
    use std::time::Duration;

    use super::{Sent, all_taken, lasted, waits};

    fn sent(line: &str) -> Sent {
        Sent::read(line).expect("a line")
    }

    #[test]
    fn a_line_is_one_form() {
        let all = [sent("1\t500\t900\t303\t2"), sent("0\t100\t1100\t303\t0")];
        assert_eq!((all[0].form, all[0].put_off), (1, 2));
        assert_eq!(lasted(&all), Duration::from_millis(1));
        assert_eq!(waits(&all), [400, 1000].map(Duration::from_micros));
        assert!(all_taken(&all).is_ok());
        assert!(all_taken(&[sent("0\t1\t2\t422\t0")]).is_err());
        assert!(Sent::read("0\t1\t2\t303").is_none());
    }
}
