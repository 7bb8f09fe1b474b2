//! A speaker as staff type them, and what of it can be kept.

use super::{Speaker, initials};
use crate::error::{Error, Result, Slip};
use crate::lines::Lines;
use crate::text::{self, LONGEST_LINE, LONGEST_NAME};
use crate::time::{UnknownZone, Zone};

/// A life in a page or two, in characters.
pub const LONGEST_BIOGRAPHY: usize = 10_000;
/// What stands around a name.
const LONGEST_AROUND: usize = 60;
/// So many titles or organisations are printed at most.
const MOST_LINES: usize = 12;

/// The fields of the form; what is empty is not known.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// The name as printed.
    pub name: String,
    /// `Rep.`, `Dr.`
    pub honorific: String,
    /// `Jr.`, `Ph.D.`
    pub suffix: String,
    /// How the name is said.
    pub spoken: String,
    /// The IANA zone that they live by.
    pub zone: String,
    /// Job titles, one a line.
    pub titles: String,
    /// Organisations, one a line.
    pub organisations: String,
    /// Who they are, in Markdown.
    pub biography: String,
}

crate::private::private!(Draft);

impl Draft {
    /// What is kept.
    pub fn of(speaker: &Speaker) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Self {
            name: speaker.name.clone(),
            honorific: text(&speaker.honorific),
            suffix: text(&speaker.suffix),
            spoken: text(&speaker.spoken),
            zone: text(&speaker.zone),
            titles: speaker.titles.0.join("\n"),
            organisations: speaker.organisations.0.join("\n"),
            biography: text(&speaker.biography),
        }
    }

    /// Each control's name with what it holds.
    pub fn fields(&self) -> [(&'static str, &str); 8] {
        [
            ("name", &self.name),
            ("honorific", &self.honorific),
            ("suffix", &self.suffix),
            ("spoken", &self.spoken),
            ("zone", &self.zone),
            ("titles", &self.titles),
            ("organisations", &self.organisations),
            ("biography", &self.biography),
        ]
    }

    /// As it may be kept. Of a minor the name is initials, whatever was typed.
    pub(super) fn checked(&self, minor: bool) -> Result<Self> {
        let mut slips = vec![];
        let mut checked = |read: Result<Option<String>, Slip>| match read {
            Ok(text) => text.unwrap_or_default(),
            Err(slip) => {
                slips.push(slip);
                String::new()
            }
        };
        let short = "That is too long: please use 60 letters at most.";
        let name = checked(name(&self.name));
        let draft = Self {
            name: if minor && !name.is_empty() { initials(&name) } else { name },
            honorific: checked(text::line("honorific", &self.honorific, LONGEST_AROUND, short)),
            suffix: checked(text::line("suffix", &self.suffix, LONGEST_AROUND, short)),
            spoken: checked(text::line(
                "spoken",
                &self.spoken,
                LONGEST_LINE,
                "That is too long: please use 200 letters at most.",
            )),
            zone: checked(zone(&self.zone)),
            titles: checked(lines("titles", &self.titles).map(|lines| joined(&lines))),
            organisations: checked(
                lines("organisations", &self.organisations).map(|lines| joined(&lines)),
            ),
            biography: checked(text::paragraph(
                "biography",
                &self.biography,
                LONGEST_BIOGRAPHY,
                "Please keep the biography to 10,000 characters.",
            )),
        };
        if slips.is_empty() { Ok(draft) } else { Err(Error::Invalid(slips)) }
    }

    /// Puts it, [checked](Self::checked), into a record.
    pub(super) fn put_into(self, speaker: Speaker) -> Speaker {
        let set = |text: String| Some(text).filter(|text| !text.is_empty());
        Speaker {
            name: self.name,
            honorific: set(self.honorific),
            suffix: set(self.suffix),
            spoken: set(self.spoken),
            zone: set(self.zone),
            titles: split(&self.titles),
            organisations: split(&self.organisations),
            biography: set(self.biography),
            ..speaker
        }
    }
}

/// A name to print: one line with a letter in it.
///
/// # Errors
/// The problem in a sentence, for the field `name`.
pub(crate) fn name(raw: &str) -> Result<Option<String>, Slip> {
    let too_long = "That name is too long for a badge: please use 120 letters at most.";
    let name = text::line("name", raw, LONGEST_NAME, too_long)?;
    match name.filter(|name| name.chars().any(char::is_alphanumeric)) {
        Some(name) => Ok(Some(name)),
        None => Err(Slip::new("name", "Please write a name to print.")),
    }
}

fn joined(lines: &[String]) -> Option<String> {
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn split(text: &str) -> Lines {
    Lines(text.lines().filter(|line| !line.is_empty()).map(ToOwned::to_owned).collect())
}

/// Each line of a list by itself.
///
/// # Errors
/// The problem in a sentence, for `field`.
pub(crate) fn lines(field: &'static str, raw: &str) -> Result<Vec<String>, Slip> {
    let too_long = "One line is too long: please use 200 letters at most.";
    let mut lines = Vec::new();
    for line in raw.lines() {
        lines.extend(text::line(field, line, LONGEST_LINE, too_long)?);
    }
    if lines.len() > MOST_LINES {
        return Err(Slip::new(field, "Please keep this to twelve lines."));
    }
    Ok(lines)
}

fn zone(raw: &str) -> Result<Option<String>, Slip> {
    if raw.trim().is_empty() {
        return Ok(None);
    }
    let zone: Result<Zone, UnknownZone> = raw.trim().parse();
    match zone {
        Ok(zone) => Ok(Some(zone.to_string())),
        Err(_) => Err(Slip::new("zone", "Please choose a time zone from the list.")),
    }
}

#[cfg(test)]
mod tests {
    use super::Draft;
    use crate::error::Error;

    #[test]
    fn everything_wrong_is_told_at_once() {
        let draft =
            Draft { zone: "Mars/Olympus".to_owned(), titles: "x".repeat(201), ..Draft::default() };
        let Err(Error::Invalid(slips)) = draft.checked(false) else { panic!("taken") };
        let fields: Vec<_> = slips.iter().map(|slip| slip.field.as_ref()).collect();
        assert_eq!(fields, ["name", "zone", "titles"]);
    }

    #[test]
    fn a_minor_has_initials() {
        let draft = Draft { name: "Ada Beth".to_owned(), ..Draft::default() };
        assert_eq!(draft.checked(true).expect("fine").name, "A. B.");
        assert_eq!(draft.checked(false).expect("fine").name, "Ada Beth");
    }

    #[test]
    fn lists_are_tidy() {
        let titles = " Director \r\n\r\nProfessor\r\n".to_owned();
        let draft = Draft { name: "Ada".to_owned(), titles, ..Draft::default() };
        assert_eq!(draft.checked(false).expect("fine").titles, "Director\nProfessor");
    }
}
