//! Letters that the program wrote into its folder, as far as a run has to read them.

use std::{fs, path::Path};

use anyhow::{Context, Result};

pub struct Letter {
    pub to: String,
    /// The place in line that it tells.
    pub place: Option<usize>,
    /// The path of the guest's own page.
    pub own_page: Option<String>,
}

/// All letters of a folder, in no order.
pub fn letters(folder: &Path) -> Result<Vec<Letter>> {
    let files = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut letters = vec![];
    for file in files {
        let file = file?.path();
        if file.extension().is_some_and(|ending| ending == "eml") {
            let letter = Letter::read(&fs::read_to_string(&file)?);
            letters.push(letter.with_context(|| format!("{} is to nobody", file.display()))?);
        }
    }
    Ok(letters)
}

impl Letter {
    /// The plain part comes first and in ASCII but for its folded lines (RFC 2045 §6.7).
    fn read(raw: &str) -> Option<Self> {
        let text = raw.replace("=\r\n", "");
        let to = text.lines().find_map(|line| line.strip_prefix("To: "))?.trim().to_owned();
        let place = text.lines().find_map(|line| {
            line.strip_prefix("You are number ")?.strip_suffix(" in line.")?.parse().ok()
        });
        let own_page = text.lines().find_map(|line| {
            let link = line.trim().strip_prefix("http")?;
            Some(link[link.find("/r/")?..].to_owned())
        });
        Some(Self { to, place, own_page })
    }
}

#[cfg(test)]
mod checks {
    use super::Letter;

    #[test]
    fn a_letter_tells_to_whom_which_place_and_where() {
        let raw = "To: ada@example.org\r\nSubject: x\r\n\r\nYou are number 12 in li=\r\nne.\r\n\
            See it:\r\nhttp://127.0.0.1:1/r/00ff\r\nhttp://127.0.0.1:1/events/x\r\n";
        let letter = Letter::read(raw).expect("a letter");
        assert_eq!((letter.to.as_str(), letter.place), ("ada@example.org", Some(12)));
        assert_eq!(letter.own_page.as_deref(), Some("/r/00ff"));
        let other = Letter::read("To: b@example.org\n\nHello").expect("a letter");
        assert_eq!((other.place, other.own_page), (None, None));
        assert!(Letter::read("Hello").is_none());
    }
}
