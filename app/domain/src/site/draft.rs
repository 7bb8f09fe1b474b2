//! The settings as an owner types them, and what of it can be kept.

use super::{Settings, sender};
use crate::error::{Error, Result, Slip};
use crate::text;
use crate::time::{UnknownZone, Zone};

/// What fits a letterhead.
pub const LONGEST_NAME: usize = 120;
/// A few paragraphs.
pub const LONGEST_ABOUT: usize = 5_000;
/// A statement as lawyers write it.
pub const LONGEST_PRIVACY: usize = 20_000;

/// The settings as a form holds them; what is empty is not set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The name the coalition goes by.
    pub name: String,
    /// IANA zone that new events begin with.
    pub zone: String,
    /// Who the coalition is, in Markdown.
    pub about: String,
    /// What the coalition adds to the privacy page, in Markdown.
    pub privacy: String,
    /// The sender of letters, `Name <address>` or an address.
    pub sender: String,
}

impl Draft {
    pub(super) fn of(row: &Settings) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Self {
            name: text(&row.name),
            zone: text(&row.zone),
            about: text(&row.about),
            privacy: text(&row.privacy),
            sender: text(&row.sender),
        }
    }

    /// Each control's name with what it holds.
    pub(super) fn fields(&self) -> [(&'static str, &str); 5] {
        [
            ("name", &self.name),
            ("zone", &self.zone),
            ("about", &self.about),
            ("privacy", &self.privacy),
            ("sender", &self.sender),
        ]
    }

    /// As it may be kept.
    pub(super) fn checked(&self) -> Result<Self> {
        let mut slips = vec![];
        let mut checked = |read: Result<Option<String>, Slip>| match read {
            Ok(text) => text.unwrap_or_default(),
            Err(slip) => {
                slips.push(slip);
                String::new()
            }
        };
        let draft = Self {
            name: checked(name(&self.name)),
            zone: checked(zone(&self.zone)),
            about: checked(text::paragraph(
                "about",
                &self.about,
                LONGEST_ABOUT,
                "Please keep the text about you to 5,000 characters.",
            )),
            privacy: checked(text::paragraph(
                "privacy",
                &self.privacy,
                LONGEST_PRIVACY,
                "Please keep the privacy text to 20,000 characters.",
            )),
            sender: checked(sender::read(&self.sender)),
        };
        if slips.is_empty() { Ok(draft) } else { Err(Error::Invalid(slips)) }
    }
}

fn name(raw: &str) -> Result<Option<String>, Slip> {
    let too_long = "That name is too long: please use 120 letters at most.";
    let name = text::line("name", raw, LONGEST_NAME, too_long)?;
    match name {
        Some(name) if name.chars().any(char::is_alphanumeric) => Ok(Some(name)),
        _ => Err(Slip::new("name", "Please write the name that your coalition goes by.")),
    }
}

fn zone(raw: &str) -> Result<Option<String>, Slip> {
    let zone: Result<Zone, UnknownZone> = raw.trim().parse();
    match zone {
        Ok(zone) => Ok(Some(zone.to_string())),
        Err(_) => Err(Slip::new("zone", "Please choose a time zone from the list.")),
    }
}
