//! The program itself, as a shell or a system starts it.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};

use super::{BEGINNING, Dais, Database};

/// What a finished command left.
#[derive(Debug)]
pub struct Finished {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// How to start the program on one data folder.
pub struct Program {
    folder: PathBuf,
    settings: Vec<(String, String)>,
}

impl Program {
    pub fn on(folder: &Path, database: &Database) -> Self {
        let data = ("DAIS_DATA".to_owned(), folder.display().to_string());
        let settings = database.settings().into_iter().chain([data]).collect();
        Self { folder: folder.to_owned(), settings }.with("DAIS_CLOCK", BEGINNING)
    }

    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.settings.retain(|(known, _)| known != name);
        self.settings.push((name.to_owned(), value.to_owned()));
        self
    }

    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.settings.retain(|(known, _)| known != name);
        self
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dais"));
        command.args(words).env_clear().envs(self.settings.iter().cloned());
        command.current_dir(&self.folder).stdin(Stdio::null());
        command
    }

    /// Runs a command to its end, off the test's runtime so that a server there goes on.
    pub async fn runs(&self, words: &[&str]) -> Finished {
        let mut command = self.command(words);
        let output = tokio::task::spawn_blocking(move || command.output()).await.expect("no panic");
        let output = output.expect("the program");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Finished { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Starts `dais serve` and waits until it says where.
    pub async fn serves(&self) -> Serving {
        let mut command = self.command(&["serve"]);
        tokio::task::spawn_blocking(move || {
            let child = command.env("DAIS_LISTEN", "127.0.0.1:0").stderr(Stdio::piped()).spawn();
            Serving::wait_for(child.expect("the program"))
        })
        .await
        .expect("a running server")
    }
}

impl Dais {
    /// The program on this server's data.
    pub fn program(&self) -> Program {
        Program::on(self.folder.path(), &self.database)
    }
}

/// A running `dais serve`; killed when dropped.
pub struct Serving {
    child: Child,
    pub address: String,
    log: Arc<Mutex<Vec<String>>>,
}

impl Serving {
    fn wait_for(mut child: Child) -> Self {
        let mut lines = BufReader::new(child.stderr.take().expect("a pipe")).lines();
        let log: Arc<Mutex<Vec<String>>> = Arc::default();
        let address = loop {
            let Some(Ok(line)) = lines.next() else { panic!("did not start: {log:?}") };
            let address = line.split_once("Dais serves at ").map(|(_, address)| address.to_owned());
            keep(&log, line);
            if let Some(address) = address {
                break address.trim_end_matches('/').to_owned();
            }
        };
        let kept = Arc::clone(&log);
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| keep(&kept, line)));
        Self { child, address, log }
    }

    /// What it wrote to standard error so far.
    pub fn log(&self) -> String {
        self.log.lock().unwrap_or_else(PoisonError::into_inner).join("\n")
    }

    /// SIGKILL.
    pub fn kill(&mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("gone");
    }
}

fn keep(log: &Mutex<Vec<String>>, line: String) {
    log.lock().unwrap_or_else(PoisonError::into_inner).push(line);
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
