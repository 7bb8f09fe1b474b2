//! A private PostgreSQL for the HTTP suite.
//!
//! A shell script keeps it, in a process group of its own, until the pipe to us closes. So it ends
//! and its folder goes even when we are killed, which neither `Drop` nor a signal handler could do.
//! PostgreSQL refuses to run as root: then the user `postgres`, or `nobody`, runs it.

use std::{
    fs,
    io::{BufRead, BufReader},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use anyhow::{Context, Result, ensure};

use crate::tools::{apt_install, has_apt, is_root, on_path, says, step, variable};

pub struct Postgres {
    keeper: Child,
    port: u16,
}

impl Postgres {
    /// Installs it if need be, starts it and waits until it answers.
    ///
    /// `DAIS_TEST_PG_FSYNC=on` makes it write through to the disk, which the suite does not need.
    pub fn start() -> Result<Self> {
        let programs = programs()?;
        step("starting PostgreSQL", || Self::of(&programs))
    }

    fn of(programs: &Path) -> Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let fsync = variable("DAIS_TEST_PG_FSYNC").unwrap_or_else(|| "off".into());
        let mut shell = shell();
        shell.args(["-c", include_str!("postgres.sh"), "postgres.sh"]);
        shell.arg(programs).arg(port.to_string()).arg(fsync);
        let keeper = shell.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let mut postgres = Self { keeper, port };
        postgres.wait_until_ready()?;
        Ok(postgres)
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let stdout = self.keeper.stdout.take().context("no pipe from the shell")?;
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line)?;
        ensure!(line.trim() == "ready", "PostgreSQL did not start, see above");
        Ok(())
    }

    /// Where its superuser signs in without a password.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        // There is nobody left to tell, and nothing else to do about it.
        let _ = self.keeper.wait();
    }
}

/// A shell that is not root and that Ctrl-C in our terminal does not reach.
fn shell() -> Command {
    let mut shell = if is_root() {
        let postgres = says(Command::new("id").args(["-u", "postgres"])).is_some();
        let mut shell = Command::new("runuser");
        shell.args(["-u", if postgres { "postgres" } else { "nobody" }, "--", "sh"]);
        // Root's own temporary folder may be closed to others.
        shell.env_remove("TMPDIR");
        shell
    } else {
        Command::new("sh")
    };
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut shell, 0);
    shell.current_dir("/").env_remove("PGDATA").env_remove("PGPORT");
    shell
}

fn programs() -> Result<PathBuf> {
    if let Some(folder) = installed() {
        return Ok(folder);
    }
    if has_apt() {
        install()?;
    }
    installed().context(
        "PostgreSQL is missing: please install it (Debian: `apt-get install postgresql`); its \
         programs `initdb` and `pg_ctl` must be in PATH or under /usr/lib/postgresql",
    )
}

/// The folder of the newest version in Debian's place, else what PATH has.
fn installed() -> Option<PathBuf> {
    let whole = |folder: &PathBuf| ["initdb", "pg_ctl"].iter().all(|p| folder.join(p).is_file());
    let version = |folder: &Path| folder.file_name()?.to_str()?.parse::<u32>().ok();
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut versions: Vec<PathBuf> = debian.map(|entry| entry.path()).collect();
    versions.sort_by_key(|folder| version(folder));
    let mut folders = versions.iter().rev().map(|folder| folder.join("bin"));
    folders.find(whole).or_else(|| on_path("pg_ctl")?.parent().map(Path::to_owned).filter(whole))
}

fn install() -> Result<()> {
    // Debian's package would start a server of its own.
    let settings = Path::new("/etc/postgresql-common/createcluster.d/dais.conf");
    fs::create_dir_all(settings.parent().context("an absolute path has a parent")?)?;
    fs::write(settings, "create_main_cluster = false\n")?;
    let done = apt_install(&["postgresql"]);
    fs::remove_file(settings)?;
    done
}

#[cfg(test)]
mod checks {
    use std::net::TcpStream;

    use super::{Postgres, installed};

    #[test]
    fn it_answers_while_it_is_held_and_is_gone_afterwards() {
        // Where it is missing, only the whole test run may install it.
        let Some(programs) = installed() else { return };
        let postgres = Postgres::of(&programs).expect("a server");
        let port = postgres.port;
        assert!(TcpStream::connect(("127.0.0.1", port)).is_ok());
        drop(postgres);
        assert!(TcpStream::connect(("127.0.0.1", port)).is_err());
    }
}
