//! Letters as files, for a house without a relay: a demonstration, a test, a first look.
//!
//! The name comes from the letter alone, so sending twice leaves one file; it appears whole or not
//! at all.

use std::{
    fs::{DirBuilder, File, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

use super::{Outcome, Outgoing};

/// Writes the message as `<date>-<id>.eml`. Folder and file are for their owner only.
pub(super) async fn put(folder: &Path, letter: &Outgoing, message: Vec<u8>) -> Outcome {
    let folder = folder.to_owned();
    let name = format!("{}-{}.eml", letter.date.format("%Y%m%dT%H%M%S"), letter.id);
    match tokio::task::spawn_blocking(move || write(&folder, &name, &message)).await {
        Ok(Ok(())) => Outcome::Sent,
        Ok(Err(error)) => Outcome::later(format!("the mail folder: {}", error.kind())),
        Err(_) => Outcome::later("writing to the mail folder was broken off"),
    }
}

fn write(folder: &Path, name: &str, message: &[u8]) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let unfinished: PathBuf = folder.join(format!(".{name}.part"));
    let mut file =
        OpenOptions::new().create(true).truncate(true).write(true).mode(0o600).open(&unfinished)?;
    file.write_all(message)?;
    file.sync_all()?;
    std::fs::rename(&unfinished, folder.join(name))?;
    File::open(folder)?.sync_all()
}
