//! Which RSVPs are asked for: the tab, words, and what narrows them further. A letter to a group is
//! written to the same question as the list shows.

use std::fmt;

use sea_orm::Condition;
use sea_orm::entity::prelude::*;
use url::form_urlencoded::{Serializer, parse};

use super::{Tab, question};
use crate::error::Slip;
use crate::rsvp::{COLUMN, Column};

/// What is asked for. Everything that is empty asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Which tab.
    pub tab: Tab,
    /// Words that must all occur in names, organisation or addresses.
    pub question: String,
    /// What they come as, as it is kept.
    pub category: String,
    /// In the room or online.
    pub part: Option<Part>,
    /// Whether they said again that they come.
    pub again: Option<bool>,
    /// Whether they came.
    pub came: Option<Came>,
    /// Which page, from 1. It is no part of the question.
    pub page: u64,
}

/// Where somebody takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// In the room.
    Room,
    /// Online.
    Online,
}

/// What staff have written down of who came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// They came.
    Yes,
    /// They did not.
    No,
    /// Nobody has said.
    Unmarked,
    /// They did not, or nobody has said.
    NotYes,
}

const PARTS: [(Part, &str, &str); 2] =
    [(Part::Room, "room", "In the room"), (Part::Online, "online", "Online")];

const CAME: [(Came, &str, &str); 4] = [
    (Came::Yes, "yes", "Came"),
    (Came::No, "no", "Did not come"),
    (Came::Unmarked, "unmarked", "Not marked"),
    (Came::NotYes, "not-yes", "Did not come, or not marked"),
];

const AGAIN: [(bool, &str, &str); 2] =
    [(true, "yes", "Said again that they come"), (false, "no", "Did not say it again")];

/// A choice of a list: its word in an address and what it is called.
pub type Choice = (&'static str, &'static str);

impl Wanted {
    /// The question of these pairs of an address or a form. What is not known asks for nothing.
    pub fn of_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut wanted = Self::default();
        for (name, value) in pairs {
            match name {
                "state" => wanted.tab = Tab::read(value),
                "q" => value.clone_into(&mut wanted.question),
                "category" => value.clone_into(&mut wanted.category),
                "part" => wanted.part = known(&PARTS, value),
                "again" => wanted.again = known(&AGAIN, value),
                "came" => wanted.came = known(&CAME, value),
                "page" => wanted.page = value.parse().unwrap_or(1),
                _ => {}
            }
        }
        wanted
    }

    /// What of these pairs no form of ours offers, so that a letter never reaches others than those
    /// whom its form named.
    pub fn unknown<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<Slip> {
        let is_known = |name: &str, value: &str| match name {
            "state" => Tab::read(value).word() == value,
            "part" => known(&PARTS, value).is_some(),
            "again" => known(&AGAIN, value).is_some(),
            "came" => known(&CAME, value).is_some(),
            _ => true,
        };
        let wrong = pairs.into_iter();
        let wrong = wrong.filter(|(name, value)| !value.is_empty() && !is_known(name, value));
        wrong
            .map(|(name, _)| Slip::new(name.to_owned(), "Please choose one of the answers."))
            .collect()
    }

    /// The same from one text, as it is kept with a letter to a group.
    pub fn read(text: &str) -> Self {
        let pairs: Vec<(String, String)> = parse(text.as_bytes()).into_owned().collect();
        Self::of_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))
    }

    /// Every part of the question with its name in an address; empty where it asks for nothing.
    pub fn pairs(&self) -> [(&'static str, &str); 6] {
        [
            ("state", self.tab.word()),
            ("q", self.question.as_str()),
            ("category", self.category.as_str()),
            ("part", word(&PARTS, self.part)),
            ("again", word(&AGAIN, self.again)),
            ("came", word(&CAME, self.came)),
        ]
    }

    /// Whether it asks for less than a whole tab.
    pub fn is_narrow(&self) -> bool {
        self.pairs()[1..].iter().any(|(_, value)| !value.trim().is_empty())
    }

    /// What it asks for besides the tab; nothing when that is everybody.
    pub(in crate::rsvp) fn condition(&self) -> Option<Condition> {
        let conditions = [
            question::question(&self.question),
            (!self.category.is_empty())
                .then(|| Condition::all().add(COLUMN.category.eq(self.category.as_str()))),
            self.part.map(|part| Condition::all().add(COLUMN.online.eq(part == Part::Online))),
            self.again.map(said_again),
            self.came.map(came),
        ];
        let mut conditions = conditions.into_iter().flatten();
        let first = conditions.next()?;
        Some(conditions.fold(first, |all, one| Condition::all().add(all).add(one)))
    }

    /// The choices that narrow by where people take part.
    pub fn parts() -> [Choice; 2] {
        PARTS.map(|(_, word, words)| (word, words))
    }

    /// Those by whether they said again that they come.
    pub fn agains() -> [Choice; 2] {
        AGAIN.map(|(_, word, words)| (word, words))
    }

    /// Those by whether they came.
    pub fn cames() -> [Choice; 4] {
        CAME.map(|(_, word, words)| (word, words))
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = self.pairs().into_iter().filter(|(_, value)| !value.is_empty());
        f.write_str(&Serializer::new(String::new()).extend_pairs(said).finish())
    }
}

fn known<T: Copy>(all: &[(T, &str, &str)], word: &str) -> Option<T> {
    all.iter().find(|(_, known, _)| *known == word).map(|(one, ..)| *one)
}

fn word<T: Copy + PartialEq>(
    all: &[(T, &'static str, &'static str)],
    one: Option<T>,
) -> &'static str {
    let found = all.iter().find(|(known, ..)| Some(*known) == one);
    found.map_or("", |(_, word, _)| word)
}

fn said_again(again: bool) -> Condition {
    let said = Column::ReconfirmedAt;
    Condition::all().add(if again { said.is_not_null() } else { said.is_null() })
}

fn came(came: Came) -> Condition {
    let unmarked = COLUMN.came.is_null();
    match came {
        Came::Yes => Condition::all().add(Column::Came.eq(true)),
        Came::No => Condition::all().add(Column::Came.eq(false)),
        Came::Unmarked => Condition::all().add(unmarked),
        Came::NotYes => Condition::any().add(unmarked).add(Column::Came.eq(false)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_comes_back_from_its_text() {
        let wanted = Wanted {
            tab: Tab::Confirmed,
            question: "a&b=c é".to_owned(),
            category: "press".to_owned(),
            part: Some(Part::Online),
            again: Some(false),
            came: Some(Came::NotYes),
            page: 0,
        };
        assert_eq!(Wanted::read(&wanted.to_string()), wanted);
        assert_eq!(Wanted::default().to_string(), "");
        assert_eq!(Wanted::read("state=nonsense&came=perhaps&x=y"), Wanted::default());
        assert!(Wanted::unknown(wanted.pairs()).is_empty());
        let made_up = [("state", "bogus"), ("part", "roof"), ("came", ""), ("q", "anything")];
        let fields: Vec<_> = Wanted::unknown(made_up).into_iter().map(|slip| slip.field).collect();
        assert_eq!(fields, ["state", "part"]);
        assert!(wanted.is_narrow() && !Wanted::read("state=waiting").is_narrow());
    }

    #[test]
    fn everybody_is_asked_for_by_no_condition() {
        assert!(Wanted::read("state=confirmed").condition().is_none());
        assert!(Wanted::read("came=unmarked").condition().is_some());
    }
}
