//! What arrives, as its reader understands it.

use std::collections::{BTreeMap, HashSet};
use std::ffi::OsString;
use std::fs;
use std::path::Path;

use crate::harness::Letter;

/// What a letter says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arrived {
    pub kind: String,
    /// The lines with old and new.
    pub told: Vec<String>,
    /// The event as the letter has it: day, hour, and room where it says one.
    pub shows: Vec<String>,
    /// Method, start and place of the entry for a calendar.
    pub entry: Option<[String; 3]>,
}

impl Arrived {
    /// A letter that tells no change.
    pub fn of_kind(kind: &str) -> Self {
        Self { kind: kind.to_owned(), told: vec![], shows: vec![], entry: None }
    }

    fn read(letter: &Letter) -> Self {
        let lines = letter.lines();
        let tells = |line: &&String| line.contains(", before: ") || line.contains(", now: ");
        let is_day = |line: &String| line.ends_with(", 2027") && !line.contains(':');
        let day = lines.iter().position(is_day).expect("the event's day");
        let room = lines.iter().find(|line| line.starts_with("Room "));
        let entry = letter.calendar_text().map(|_| letter.calendar());
        Self {
            kind: kind(letter),
            told: lines.iter().filter(tells).cloned().collect(),
            shows: lines[day..day + 2].iter().chain(room).cloned().collect(),
            entry: entry.map(|entry| {
                let starts = entry.value("DTSTART").trim_end_matches('Z').to_owned();
                [entry.method.clone(), starts, entry.value("LOCATION")]
            }),
        }
    }
}

fn kind(letter: &Letter) -> String {
    let subject = letter.subject();
    let is_reminder = ["Today: ", "Tomorrow: ", "In "].iter().any(|word| subject.starts_with(word));
    if is_reminder { "Reminder".to_owned() } else { format!("{:?}", letter.kind()) }
}

/// What a calendar has of one person's entry.
struct Kept {
    uid: String,
    sequence: i64,
    entry: [String; 3],
}

/// All mailboxes, and the calendars beside them.
#[derive(Default)]
pub struct Mailboxes {
    seen: HashSet<OsString>,
    calendars: BTreeMap<String, Kept>,
    /// By address, the way to one's own page.
    pub passes: BTreeMap<String, String>,
    /// How many letters came of each kind.
    pub kinds: BTreeMap<String, usize>,
}

impl Mailboxes {
    /// What has come since the last look, with its address.
    pub fn look(&mut self, folder: &Path) -> Vec<(String, Arrived)> {
        let mut letters = self.unread(folder);
        letters.sort_by_key(|(number, _)| *number);
        letters.into_iter().map(|(_, letter)| self.takes(&letter)).collect()
    }

    fn unread(&mut self, folder: &Path) -> Vec<(i64, Letter)> {
        let Ok(files) = fs::read_dir(folder) else { return vec![] };
        let mut unread = vec![];
        for file in files.map(|file| file.expect("a file")) {
            let name = file.file_name().to_string_lossy().into_owned();
            let number = name.strip_suffix(".eml").and_then(|name| name.rsplit('-').next());
            let Some(number) = number.and_then(|number| number.parse().ok()) else { continue };
            if self.seen.insert(file.file_name()) {
                let raw = fs::read_to_string(file.path()).expect("a letter");
                unread.push((number, Letter::read(&raw)));
            }
        }
        unread
    }

    fn takes(&mut self, letter: &Letter) -> (String, Arrived) {
        let (address, arrived) = (letter.to(), Arrived::read(letter));
        *self.kinds.entry(arrived.kind.clone()).or_default() += 1;
        if arrived.kind == "Confirmed" {
            let pass = letter.own_page().strip_prefix("/r/").expect("a token").to_owned();
            self.passes.entry(address.clone()).or_insert(pass);
        }
        if let Some(entry) = &arrived.entry {
            self.keeps(&address, letter, entry);
        }
        (address, arrived)
    }

    /// An entry stays the same one, and a calendar takes its new state for newer.
    fn keeps(&mut self, address: &str, letter: &Letter, entry: &[String; 3]) {
        let part = letter.calendar();
        let (uid, sequence) = (part.value("UID"), part.sequence());
        if let Some(kept) = self.calendars.get(address) {
            assert_eq!(kept.uid, uid, "{address}");
            let is_newer = sequence > kept.sequence;
            let is_same = sequence == kept.sequence && kept.entry == *entry;
            assert!(is_newer || is_same, "{address}: {} {sequence} {entry:?}", kept.sequence);
        }
        let kept = Kept { uid, sequence, entry: entry.clone() };
        self.calendars.insert(address.to_owned(), kept);
    }
}
