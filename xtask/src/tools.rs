//! Other programs: where they are, how they are started, how apt brings a missing one.
//!
//! Nothing is fetched but through cargo, rustup, npm and apt, and their output passes through, so
//! that whoever waits sees what for. What cannot be had is one sentence that says what to do.

use std::{
    env,
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::Once,
    time::Instant,
};

use anyhow::{Context, Result, ensure};

/// The workspace's folder; every command runs there.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the workspace's folder")
}

/// Where cargo builds. What we build ourselves is always under `root()/target`.
pub fn cargo_target() -> PathBuf {
    root().join(variable("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

#[expect(clippy::disallowed_methods, reason = "the task runner has no configuration of its own")]
pub fn variable(name: &str) -> Option<OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
}

pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

pub fn cargo<const N: usize>(args: [&str; N]) -> Command {
    let mut cargo = command(variable("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(args);
    cargo
}

/// Runs it to its end, with its output passing through.
pub fn must(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("could not start {}", named(command)))?;
    ensure!(status.success(), "{} stopped with {status}", named(command));
    Ok(())
}

/// What it prints, trimmed; `None` when it is missing or fails.
pub fn says(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

/// What it prints, trimmed, with everything else passing through.
pub fn printed(command: &mut Command) -> Result<String> {
    let output = command.stderr(Stdio::inherit()).output();
    let output = output.with_context(|| format!("could not start {}", named(command)))?;
    ensure!(output.status.success(), "{} stopped with {}", named(command), output.status);
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

/// The program and its first words, as a person would have typed them.
fn named(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default();
    let words = [program].into_iter().chain(command.get_args().take(4));
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

/// One line of progress before, one with the seconds after.
pub fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("{name} …");
    let start = Instant::now();
    let done = work().with_context(|| name.to_owned())?;
    eprintln!("{name} … {:.0} s", start.elapsed().as_secs_f64());
    Ok(done)
}

pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = variable("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

pub fn is_root() -> bool {
    says(Command::new("id").arg("-u")).as_deref() == Some("0")
}

/// Whether apt can be used at all: we are root, on Debian or one of its children.
pub fn has_apt() -> bool {
    is_root() && on_path("apt-get").is_some()
}

pub fn apt_install(packages: &[&str]) -> Result<()> {
    apt_update()?;
    let mut apt = command("apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive");
    apt.args(["-q", "-y", "install", "--no-install-recommends"]).args(packages);
    step(&format!("installing {}", packages.join(", ")), || must(&mut apt))
}

/// The version that apt would install, as it writes it.
pub fn apt_candidate(package: &str) -> Option<String> {
    apt_update().ok()?;
    let policy = says(command("apt-cache").args(["policy", package]).env("LC_ALL", "C"))?;
    let line = policy.lines().find_map(|line| line.trim().strip_prefix("Candidate: "))?;
    Some(line.to_owned())
}

fn apt_update() -> Result<()> {
    static ONCE: Once = Once::new();
    let mut done = Ok(());
    ONCE.call_once(|| done = must(command("apt-get").args(["-q", "update"])));
    done
}

/// An empty folder for one test.
#[cfg(test)]
pub fn scratch(test: &str) -> PathBuf {
    let folder = cargo_target().join("tmp/xtask").join(test);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder below target");
    folder
}
