//! Finding the names that somebody had in what was written, and putting the chosen one in their place.
//!
//! Pure. Letters count whatever their case and accents, spaces and signs between them however many
//! there are, and a name is found as whole words only: `Ana` is not in `Analyst`. A name of one word
//! is replaced only where it begins with no small letter: `Grace` is not in `by the grace of`.

use serde_json::Value;

use crate::lines::Lines;

mod document;
mod words;

use words::{Span, spans, words};

/// Fewer letters than this make no surname that could be looked for by itself.
const SURNAME_AT_LEAST: usize = 4;

/// The names that somebody had, and the one that they chose.
#[derive(Clone, Default)]
pub(crate) struct Names {
    /// The longest first.
    old: Vec<Old>,
    chosen: String,
    /// Names of somebody else, as lists of words.
    others: Vec<Vec<String>>,
}

/// A name that somebody had.
#[derive(Clone, PartialEq, Eq)]
struct Old {
    /// In small letters.
    words: Vec<String>,
    /// The signs around them: of `“Rosa (she)”` they go with the name.
    around: [String; 2],
    /// How many of the words stand before a comma, as lists have names: `Example, Ana`.
    turned: Option<usize>,
}

impl Old {
    fn of(name: &str) -> Option<Self> {
        let spans = spans(name);
        let (first, last) = (spans.first()?, spans.last()?);
        let around = [&name[..first.start], &name[last.end..]].map(|signs| signs.trim().to_owned());
        let words = spans.into_iter().map(|span| span.word).collect();
        Some(Self { words, around, turned: None })
    }

    /// The same as lists have it: wherever the surname may begin, first.
    fn turned(&self) -> impl Iterator<Item = Self> {
        (1..self.words.len()).map(|first| {
            let mut words = self.words.clone();
            words.rotate_left(first);
            let before = Some(self.words.len() - first);
            Self { words, around: <[String; 2]>::default(), turned: before }
        })
    }

    /// The longest first.
    fn order(&self) -> std::cmp::Reverse<(usize, Vec<String>, usize)> {
        std::cmp::Reverse((self.words.len(), self.words.clone(), self.around.concat().len()))
    }

    /// The words as the name is said.
    fn straight(&self) -> Vec<String> {
        let mut words = self.words.clone();
        words.rotate_left(self.turned.unwrap_or_default());
        words
    }

    /// Whether these spans of the text have a comma where this name has one.
    fn has_comma(&self, text: &str, spans: &[Span]) -> bool {
        let is_comma = |before: usize| {
            let between = &text[spans[before - 1].end..spans[before].start];
            between.trim_start().starts_with(',')
        };
        self.turned.is_none_or(is_comma)
    }

    /// Whether a surname first ends there: in `Mary Example, Ana Smith` nobody is called `Example, Ana`.
    fn is_apart(&self, text: &str, spans: &[Span]) -> bool {
        let last = self.words.len() - 1;
        let Some(next) = spans.get(last + 1).filter(|_| self.turned.is_some()) else { return true };
        let between = &text[spans[last].end..next.start];
        !between.trim().is_empty() || text[next.start..].starts_with(char::is_lowercase)
    }

    /// From byte to byte, with the signs around it that are its own.
    fn place(&self, text: &str, start: usize, end: usize) -> (usize, usize) {
        let [before, after] = &self.around;
        let start = if text[..start].ends_with(before) { start - before.len() } else { start };
        (start, if text[end..].starts_with(after) { end + after.len() } else { end })
    }
}

/// Whether two names are one, but for case, accents, spaces and signs.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    !words(one).is_empty() && words(one) == words(other)
}

impl Names {
    /// What is chosen is no old name, however often it was printed.
    pub fn new(old: impl IntoIterator<Item = String>, chosen: &str) -> Self {
        let kept = words(chosen);
        let mut names: Vec<_> = old.into_iter().filter_map(|name| Old::of(&name)).collect();
        names.retain(|name| name.words != kept);
        let turned: Vec<_> = names.iter().flat_map(Old::turned).collect();
        names.extend(turned.into_iter().filter(|name| name.words != kept));
        names.sort_by_key(Old::order);
        names.dedup();
        Self { old: names, chosen: chosen.to_owned(), others: Vec::new() }
    }

    /// The same without what is somebody else's name, too.
    pub fn without<'a>(&self, others: impl IntoIterator<Item = &'a str>) -> Self {
        let mut left = self.clone();
        left.others.extend(others.into_iter().map(words));
        let is_others = |words: Vec<String>| left.others.contains(&words);
        left.old.retain(|name| !is_others(name.straight()) && !is_others(name.words.clone()));
        left
    }

    /// The same without names of one word: an organisation, a place or a subject may well have that word
    /// in its own name.
    pub fn whole(&self) -> Self {
        let mut left = self.clone();
        left.old.retain(|name| name.words.len() > 1);
        left
    }

    /// These, and others that become the same.
    pub fn and(&self, more: &Self) -> Self {
        let mut both = self.clone();
        both.old.extend(more.old.iter().filter(|name| !self.old.contains(name)).cloned());
        both.old.sort_by_key(Old::order);
        both
    }

    /// The text, the name of an organisation, a place or a subject, with the chosen name where an old one
    /// of several words stood; nothing if none did.
    pub fn replaced_in_name(&self, text: &str) -> Option<String> {
        self.whole().replaced(text)
    }

    /// Lines with every old name in them replaced.
    pub fn in_lines(&self, lines: &Lines, how: impl Fn(&Self, &str) -> Option<String>) -> Lines {
        let told = |line: &String| how(self, line).unwrap_or_else(|| line.clone());
        Lines(lines.0.iter().map(told).collect())
    }

    /// Whether such a name stands in the text, however it is written.
    pub fn is_in(&self, text: &str) -> bool {
        !self.places(text, &self.old, Words::Any).is_empty()
    }

    /// The text with the chosen name where an old one stood; nothing if none did.
    pub fn replaced(&self, text: &str) -> Option<String> {
        if self.old.is_empty() {
            return None;
        }
        let places = self.places(text, &self.old, Words::AsNames);
        if places.is_empty() {
            return None;
        }
        let mut kept = String::with_capacity(text.len());
        let mut from = 0;
        for (start, end) in places {
            kept.push_str(&text[from..start]);
            kept.push_str(&self.chosen);
            from = end;
        }
        kept.push_str(&text[from..]);
        Some(kept)
    }

    /// The same for names, one a line: an old one as a whole, however much of it a word of it may be;
    /// a line that is somebody else's name stays.
    pub fn replaced_in_lines(&self, lines: &str) -> Option<String> {
        let mut any = false;
        let told = lines.lines().map(|line| {
            let (said, is_old) = (words(line), |old: &Old| old.words == words(line));
            let replaced = if self.others.contains(&said) {
                None
            } else if self.old.iter().any(is_old) {
                Some(self.chosen.clone())
            } else {
                self.replaced(line)
            };
            any |= replaced.is_some();
            replaced.unwrap_or_else(|| line.to_owned())
        });
        let told: Vec<String> = told.collect();
        any.then(|| told.join("\n"))
    }

    /// The same for every text in JSON.
    pub fn replaced_in_json(&self, json: &str) -> Option<String> {
        let mut value: Value = serde_json::from_str(json).ok()?;
        self.replace_in(&mut value).then(|| value.to_string())
    }

    /// The same in place; whether anything was replaced.
    pub fn replace_in(&self, value: &mut Value) -> bool {
        match value {
            Value::String(text) => self.replaced(text).map(|replaced| *text = replaced).is_some(),
            Value::Array(items) => {
                items.iter_mut().fold(false, |any, item| self.replace_in(item) | any)
            }
            Value::Object(entries) => {
                entries.values_mut().fold(false, |any, item| self.replace_in(item) | any)
            }
            _ => false,
        }
    }

    /// Whether a text may give the old name away: it, or the surname alone.
    pub fn may_be_in(&self, text: &str) -> bool {
        let straight = self.old.iter().filter(|name| name.turned.is_none());
        let surnames = straight.filter_map(|name| name.words.last()).filter(|word| {
            word.chars().count() >= SURNAME_AT_LEAST && !words(&self.chosen).contains(word)
        });
        let surnames = surnames.filter_map(|word| Old::of(word)).collect::<Vec<_>>();
        [&self.old, &surnames]
            .into_iter()
            .any(|names| !self.places(text, names, Words::Any).is_empty())
    }

    /// What to ask the database for: old names in small letters.
    pub fn to_look_for(&self) -> impl Iterator<Item = String> {
        let straight = self.old.iter().filter(|name| name.turned.is_none());
        straight.map(|name| name.words.join(" "))
    }

    /// Where these names stand, from byte to byte, but not within the chosen one, nor in the longer name of
    /// somebody else.
    fn places(&self, text: &str, names: &[Old], how: Words) -> Vec<(usize, usize)> {
        let found = spans(text);
        let chosen = words(&self.chosen);
        let is_name = |span: &Span, name: &[String]| {
            let written = &text[span.start..span.end];
            let capital = written.chars().next().is_some_and(|sign| !sign.is_lowercase());
            name.len() > 1 || how == Words::Any || capital
        };
        let same = |at: usize, name: &[String]| {
            found.len() >= at + name.len()
                && name.iter().zip(&found[at..]).all(|(word, span)| *word == span.word)
        };
        let stands = |at: usize, name: &[String]| {
            same(at, name)
                && is_name(&found[at], name)
                && (!is_initials(name) || has_points(text, &found[at..][..name.len()]))
        };
        let mut places = Vec::new();
        let mut at = 0;
        while at < found.len() {
            let is_chosen = !chosen.is_empty() && same(at, &chosen);
            let others = self.others.iter().filter(|other| same(at, other));
            let longest = others.map(Vec::len).max().unwrap_or_default();
            // The chosen one may be how an old one begins: a first name.
            let is_old = |name: &&Old| {
                stands(at, &name.words)
                    && name.has_comma(text, &found[at..])
                    && name.is_apart(text, &found[at..])
                    && name.words.len() >= longest
                    && !(is_chosen && name.words.len() <= chosen.len())
            };
            if let Some(name) = names.iter().find(is_old) {
                let last = at + name.words.len() - 1;
                places.push(name.place(text, found[at].start, found[last].end));
                at = last + 1;
            } else {
                at += if is_chosen { chosen.len() } else { longest.max(1) };
            }
        }
        places
    }
}

/// Whether a name is of initials: `A. Q.`, and not `a Q&A`.
fn is_initials(name: &[String]) -> bool {
    let is_letter = |word: &String| {
        let mut signs = word.chars();
        signs.next().is_some_and(char::is_lowercase) && signs.next().is_none()
    };
    name.len() > 1 && name.iter().all(is_letter)
}

/// Whether there is a point after each of the words but the last.
fn has_points(text: &str, spans: &[Span]) -> bool {
    spans.windows(2).all(|pair| text[pair[0].end..pair[1].start].starts_with('.'))
}

/// Where a name of one word is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Words {
    /// Where it begins with no small letter.
    AsNames,
    /// Everywhere.
    Any,
}

#[cfg(test)]
mod tests;
