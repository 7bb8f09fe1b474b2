//! `target/site`: the files that the server embeds and gives to browsers.
//!
//! A name carries the hash of its content, so browsers may keep a file for ever. A file that did
//! not change is not written, or cargo would compile the server again. `site.json` tells the server
//! the names; it is written last and whenever anything changed, for it is the one file whose name
//! cargo knows from before.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::{islands, styles, tools::root};

/// Builds the islands and the styles and lays them out.
pub fn build() -> Result<()> {
    let islands = islands::build()?;
    let mut site = Site::at(root().join("target/site"));
    let style = site.hashed("style", "css", styles::joined(&root().join("style"))?.as_bytes())?;
    let staff = styles::for_staff(&root().join("style"))?;
    let staff = site.hashed("staff", "css", staff.as_bytes())?;
    let js = site.hashed("islands", "js", &islands.js)?;
    let wasm = site.hashed("islands", "wasm", &islands.wasm)?;
    let start = root().join("app/islands/start.js");
    let start = fs::read(&start).with_context(|| start.display().to_string())?;
    let start = site.hashed("start", "js", &start)?;
    for (name, bytes) in &islands.snippets {
        site.put(name, bytes)?;
    }
    site.folder_of(&root().join("style/icons"))?;
    site.close(&format!(
        "{{\"style\":\"{style}\",\"staff_style\":\"{staff}\",\"islands\":\"{js}\",\"wasm\":\"{wasm}\",\"start\":\"{start}\"}}\n"
    ))?;
    eprintln!("the islands: {} in wasm, {} compressed", site.size(&wasm), site.size(&br(&wasm)));
    Ok(())
}

struct Site {
    folder: PathBuf,
    names: BTreeSet<String>,
    changed: bool,
}

impl Site {
    fn at(folder: PathBuf) -> Self {
        Self { folder, names: BTreeSet::new(), changed: false }
    }

    /// Puts a file under a name made of its content, and tells that name.
    fn hashed(&mut self, stem: &str, ending: &str, bytes: &[u8]) -> Result<String> {
        let hash = Sha256::digest(bytes);
        let hash = hash[..5].iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
        let name = format!("{stem}.{hash:010x}.{ending}");
        self.put(&name, bytes)?;
        Ok(name)
    }

    /// Puts a file, and beside it a compressed one where that is smaller.
    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        let fresh = fs::read(self.folder.join(name)).is_ok_and(|old| old == bytes);
        if compressible(name) {
            // It goes first: when we are interrupted, both are made again.
            self.put_small(&br(name), bytes, fresh)?;
        }
        if !fresh {
            self.write(name, bytes)?;
        }
        self.names.insert(name.to_owned());
        Ok(())
    }

    fn put_small(&mut self, name: &str, bytes: &[u8], fresh: bool) -> Result<()> {
        if !fresh || !self.folder.join(name).exists() {
            let small = brotli(bytes)?;
            if small.len() >= bytes.len() {
                return Ok(());
            }
            self.write(name, &small)?;
        }
        self.names.insert(name.to_owned());
        Ok(())
    }

    /// Puts every file of a flat folder under its own name; the folder may be missing.
    fn folder_of(&mut self, folder: &Path) -> Result<()> {
        for file in files(folder)? {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            self.put(&name, &fs::read(&file)?)?;
        }
        Ok(())
    }

    fn write(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        let file = self.folder.join(name);
        fs::create_dir_all(file.parent().unwrap_or(&self.folder))?;
        fs::write(&file, bytes).with_context(|| file.display().to_string())?;
        self.changed = true;
        Ok(())
    }

    /// Removes what no longer belongs and writes `site.json`.
    fn close(&mut self, index: &str) -> Result<()> {
        for file in files(&self.folder)? {
            let name = file.strip_prefix(&self.folder)?.to_string_lossy().replace('\\', "/");
            if name != INDEX && !self.names.contains(&name) {
                fs::remove_file(&file)?;
                self.changed = true;
            }
        }
        let stale = fs::read(self.folder.join(INDEX)).ok().as_deref() != Some(index.as_bytes());
        if self.changed || stale {
            self.write(INDEX, index.as_bytes())?;
        }
        Ok(())
    }

    fn size(&self, name: &str) -> String {
        let bytes = fs::metadata(self.folder.join(name)).map_or(0, |file| file.len());
        format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
    }
}

const INDEX: &str = "site.json";

fn br(name: &str) -> String {
    format!("{name}.br")
}

fn compressible(name: &str) -> bool {
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str());
    matches!(ending, Some("css" | "js" | "wasm" | "svg" | "json" | "webmanifest" | "txt"))
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let params =
        ::brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut small = Vec::new();
    ::brotli::BrotliCompress(&mut io::Cursor::new(bytes), &mut small, &params)?;
    Ok(small)
}

/// Every file below a folder, in the order of their names; none when there is no such folder.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if !folder.is_dir() {
        return Ok(found);
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod checks {
    use std::{fs, io::Read, path::Path, time::SystemTime};

    use super::{INDEX, Site, files};
    use crate::tools::scratch;

    fn lay_out(folder: &Path, style: &str) -> String {
        let mut site = Site::at(folder.to_owned());
        let name = site.hashed("style", "css", style.as_bytes()).expect("a sheet");
        site.put("icon.svg", b"<svg/>").expect("an icon");
        site.close(&format!("{{\"style\":\"{name}\"}}")).expect("an index");
        name
    }

    fn names(folder: &Path) -> Vec<String> {
        let inside = |file: &Path| file.strip_prefix(folder).expect("inside").display().to_string();
        files(folder).expect("files").iter().map(|file| inside(file)).collect()
    }

    fn written(folder: &Path) -> Vec<SystemTime> {
        let time = |file: &Path| file.metadata().and_then(|data| data.modified()).expect("a time");
        files(folder).expect("files").iter().map(|file| time(file)).collect()
    }

    #[test]
    fn the_name_is_the_start_of_sha_256_and_the_old_file_goes() {
        let folder = scratch("site-names");
        // The test vector "abc" of FIPS 180-2, B.1.
        assert_eq!(lay_out(&folder, "abc"), "style.ba7816bf8f.css");
        let new = lay_out(&folder, &"abc".repeat(100));

        // What is too short to become shorter has no compressed file.
        let expected = ["icon.svg", INDEX, &new, &format!("{new}.br")];
        assert_eq!(names(&folder), expected);
        let index = fs::read_to_string(folder.join(INDEX)).expect("an index");
        assert!(index.contains(&new), "{index}");
    }

    #[test]
    fn nothing_is_written_when_nothing_changed() {
        let folder = scratch("site-unchanged");
        lay_out(&folder, &"abc".repeat(100));
        let before = written(&folder);
        lay_out(&folder, &"abc".repeat(100));
        assert_eq!(written(&folder), before);
    }

    #[test]
    fn the_compressed_file_holds_the_same() {
        let folder = scratch("site-compressed");
        let style = "p { color: red }\n".repeat(200);
        let name = lay_out(&folder, &style);
        let small = fs::read(folder.join(format!("{name}.br"))).expect("a compressed file");
        assert!(small.len() < style.len() / 10, "{} bytes", small.len());

        let mut back = String::new();
        ::brotli::Decompressor::new(&small[..], 4096).read_to_string(&mut back).expect("brotli");
        assert_eq!(back, style);
    }
}
