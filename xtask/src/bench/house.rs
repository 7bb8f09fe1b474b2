//! The released program on a fresh folder: started, filled, looked at, ended.
//!
//! The folder lies below `target`, since a temporary one is memory on many systems, where nothing
//! is ever flushed. It goes when all went well and stays for looking at when not.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};

use super::cpu;
use super::load::{Form, Generator, Sent};
use crate::{
    program::{self, Profile, built},
    tools::{cargo_target, must, says, step, variable},
};

/// The program's present: before the event, whenever somebody measures.
const CLOCK: &str = "2027-03-01T09:00:00Z";

/// Between two looks at how far the program is. Looking costs it time, too.
const LOOK: Duration = Duration::from_millis(250);

pub struct House {
    pub folder: PathBuf,
    generator: Generator,
    program: PathBuf,
    /// Where PostgreSQL is; none: SQLite in the folder.
    postgres: Option<String>,
    child: Child,
    /// Host and port.
    address: String,
}

impl House {
    /// Builds all that is needed and starts the program on a folder of this name.
    pub fn open(name: &str, postgres: Option<String>) -> Result<Self> {
        Self::of(name, postgres, built_both()?, &[])
    }

    /// The same of what was built already, with more settings.
    pub fn of(
        name: &str,
        postgres: Option<String>,
        (program, generator): (PathBuf, Generator),
        settings: &[(&str, &str)],
    ) -> Result<Self> {
        let folder = cargo_target().join("tmp/bench").join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        let mut serve = on(&program, &folder, postgres.as_deref());
        serve.envs(settings.iter().copied());
        let mut child = serve.arg("serve").stderr(Stdio::piped()).spawn()?;
        let Some(address) = address(&mut child) else {
            bail!("the server did not start, see above");
        };
        Ok(Self { folder, generator, program, postgres, child, address })
    }

    /// Publishes a briefing of this name with so many seats.
    pub fn publish(&self, slug: &str, seats: u32) -> Result<()> {
        let file = self.folder.join(format!("{slug}.event.json"));
        fs::write(&file, document(slug, seats))?;
        let mut import = on(&self.program, &self.folder, self.postgres.as_deref());
        import.args(["event", "import"]).arg(file).arg("--publish").stdout(Stdio::null());
        must(&mut import)
    }

    /// Sends forms until all are answered or the time is over.
    pub fn send(&self, connections: usize, seconds: u64, forms: &[&Form]) -> Result<Vec<Sent>> {
        self.generator.send(&self.address, connections, seconds, forms, &self.folder)
    }

    /// What the disk below the folder gives, in commits of a single row a second.
    pub fn floor(&self) -> Result<f64> {
        let file = self.folder.join("floor.db");
        if file.exists() {
            fs::remove_file(&file)?;
        }
        // Where there is such a word: what others wrote before is not to be flushed on our time.
        let _ = says(&mut Command::new("sync"));
        self.generator.floor(&file)
    }

    /// The rows that a query finds in the program's database, every column as text.
    pub fn ask(&self, sql: &str) -> Result<Vec<Vec<String>>> {
        let file = || format!("sqlite:{}?mode=ro", self.folder.join("dais.db").display());
        self.generator.ask(&self.postgres.clone().unwrap_or_else(file), sql)
    }

    /// The one number that a query finds.
    pub fn number(&self, sql: &str) -> Result<usize> {
        let rows = self.ask(sql)?;
        let number = rows.first().and_then(|row| row.first()?.parse().ok());
        number.with_context(|| format!("no number: {sql}"))
    }

    /// The server's CPU time since its start.
    pub fn cpu(&self) -> Option<Duration> {
        cpu::of(self.child.id())
    }

    /// Waits until every letter is written out, and says for how long.
    pub fn all_letters_out(&self) -> Result<Duration> {
        let start = Instant::now();
        while self.letters_to_send()? > 0 {
            thread::sleep(LOOK);
        }
        Ok(start.elapsed())
    }

    pub fn letters_to_send(&self) -> Result<usize> {
        let health = self.health()?;
        ensure!(in_json(&health, "parked") == Some(0), "a letter was refused: {health}");
        in_json(&health, "to_send").with_context(|| format!("no health: {health}"))
    }

    fn health(&self) -> Result<String> {
        let mut stream = TcpStream::connect(&self.address)?;
        let host = &self.address;
        write!(stream, "GET /health HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer.split_once("\r\n\r\n").map(|(_, body)| body.to_owned()).unwrap_or_default())
    }

    /// Waits until a query finds this number, for a minute at most.
    pub fn until(&self, number: usize, sql: &str) -> Result<Duration> {
        let start = Instant::now();
        loop {
            let found = self.number(sql)?;
            if found == number {
                return Ok(start.elapsed());
            }
            ensure!(start.elapsed().as_secs() < 60, "{found} instead of {number}: {sql}");
            thread::sleep(LOOK);
        }
    }

    /// All went well.
    pub fn close(self) -> Result<()> {
        let folder = self.folder.clone();
        drop(self);
        Ok(fs::remove_dir_all(folder)?)
    }
}

impl Drop for House {
    fn drop(&mut self) {
        // It may be gone already, which is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program to look at, and what loads it.
pub fn built_both() -> Result<(PathBuf, Generator)> {
    if let Some(program) = variable("DAIS_PROGRAM") {
        return Ok((program.into(), Generator::build(false)?));
    }
    step("building the program", || program::build(Profile::Release))?;
    Ok((built("release"), Generator::build(true)?))
}

/// The program with no settings but ours.
fn on(program: &Path, folder: &Path, postgres: Option<&str>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).stdin(Stdio::null()).env_clear();
    command.env("DAIS_DATA", folder).env("DAIS_CLOCK", CLOCK).env("DAIS_LOG", "warn");
    // The guests' own addresses then come from the generator: one client may not reply so often.
    command.env("DAIS_TRUSTED_PROXIES", "127.0.0.1").env("DAIS_LISTEN", "127.0.0.1:0");
    if let Some(postgres) = postgres {
        command.env("DAIS_DATABASE_URL", postgres);
    }
    command
}

/// Where the server says that it serves; everything else that it says passes through.
fn address(child: &mut Child) -> Option<String> {
    let mut lines = BufReader::new(child.stderr.take()?).lines().map_while(Result::ok);
    let address = lines.by_ref().find_map(|line| {
        let address = line.split_once("Dais serves at http://").map(|(_, address)| address);
        if address.is_none() {
            eprintln!("{line}");
        }
        Some(address?.trim_end_matches('/').to_owned())
    });
    thread::spawn(move || lines.for_each(|line| eprintln!("{line}")));
    address
}

/// A briefing some weeks ahead of [`CLOCK`].
fn document(slug: &str, seats: u32) -> String {
    format!(
        r#"{{
            "schema": "dais.event/1",
            "slug": "{slug}",
            "kind": "briefing",
            "title": "Hours in the Field",
            "state": "published",
            "time": {{ "starts": "2027-04-20T14:00", "ends": "2027-04-20T15:30" }},
            "place": {{ "building": "Longworth House Office Building", "room": "1300" }},
            "hosts": [{{ "name": "Coalition for Harvests", "relation": "host" }}],
            "rsvp": {{
                "seats": {seats},
                "contact": {{ "name": "Wren Calloway", "email": "desk@example.org" }}
            }}
        }}"#
    )
}

/// The number after a name that comes once.
fn in_json(text: &str, name: &str) -> Option<usize> {
    let (_, rest) = text.split_once(&format!("\"{name}\":"))?;
    rest.split(|sign: char| !sign.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod checks {
    use super::in_json;

    #[test]
    fn a_number_is_read_by_its_name() {
        let health = r#"{"mail":{"parked":0,"to_send":17},"status":"ok"}"#;
        assert_eq!(in_json(health, "to_send"), Some(17));
        assert_eq!(in_json(health, "parked"), Some(0));
        assert_eq!(in_json(health, "status"), None);
    }
}
