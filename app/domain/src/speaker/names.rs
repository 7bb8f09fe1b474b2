//! Finding the names that somebody had in what was written, and putting the chosen one in their place.
//!
//! Pure. Letters count whatever their case and accents, spaces and signs between them however many
//! there are, and a name is found as whole words only: `Ana` is not in `Analyst`. A name of one word
//! is replaced only where it begins with no small letter: `Grace` is not in `by the grace of`.

use serde_json::Value;

use crate::document::{Document, Session, Speaker};

/// Fewer letters than this make no surname that could be looked for by itself.
const SURNAME_AT_LEAST: usize = 4;

/// The names that somebody had, and the one that they chose.
#[derive(Clone)]
pub(crate) struct Names {
    /// As lists of words in small letters, the longest first.
    old: Vec<Vec<String>>,
    chosen: String,
}

/// Whether two names are one, but for case, accents, spaces and signs.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    !words(one).is_empty() && words(one) == words(other)
}

impl Names {
    /// What is chosen is no old name, however often it was printed.
    pub fn new(old: impl IntoIterator<Item = String>, chosen: &str) -> Self {
        let kept = words(chosen);
        let mut names: Vec<_> = old.into_iter().map(|name| words(&name)).collect();
        names.retain(|name| !name.is_empty() && *name != kept);
        names.sort_by_key(|name| std::cmp::Reverse((name.len(), name.clone())));
        names.dedup();
        Self { old: names, chosen: chosen.to_owned() }
    }

    /// The same without what is somebody else's name, too.
    pub fn without<'a>(&self, others: impl IntoIterator<Item = &'a str>) -> Self {
        let others: Vec<_> = others.into_iter().map(words).collect();
        let mut left = self.clone();
        left.old.retain(|name| !others.contains(name));
        left
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

    /// The same in all that people wrote freely in an event's document. Names of organisations stay, and
    /// the page's address: they are for staff to change.
    pub fn replace_in_document(&self, document: &mut Document) {
        let mut one = |text: &mut Option<String>| {
            if let Some(replaced) = text.as_ref().and_then(|text| self.replaced(text)) {
                *text = Some(replaced);
            }
        };
        let Document { title, subtitle, occasion, reason, description, .. } = document;
        [title, subtitle, occasion, reason, description].into_iter().for_each(&mut one);
        document.place.iter_mut().for_each(|place| one(&mut place.arrival));
        document.online.iter_mut().for_each(|online| one(&mut online.note));
        let contact = document.rsvp.iter_mut().filter_map(|rsvp| rsvp.contact.as_mut());
        contact.for_each(|contact| one(&mut contact.name));
        document.notices.iter_mut().for_each(|notice| one(&mut notice.text));
        let lines = |lines: &mut Vec<String>| {
            for line in lines {
                if let Some(replaced) = self.replaced(line) {
                    *line = replaced;
                }
            }
        };
        for session in &mut document.sessions {
            let Session { title, description, moderator, .. } = session;
            [title, description, moderator].into_iter().for_each(&mut one);
            lines(&mut session.speakers);
        }
        for speaker in &mut document.speakers {
            let Speaker { placeholder, biography, stand_in, .. } = speaker;
            [placeholder, biography, stand_in].into_iter().for_each(&mut one);
            lines(&mut speaker.titles);
        }
    }

    /// Whether a text may give the old name away: it, or the surname alone.
    pub fn may_be_in(&self, text: &str) -> bool {
        let surnames = self.old.iter().filter_map(|name| name.last()).filter(|word| {
            word.chars().count() >= SURNAME_AT_LEAST && !words(&self.chosen).contains(word)
        });
        let surnames: Vec<Vec<String>> = surnames.map(|word| vec![word.clone()]).collect();
        [&self.old, &surnames]
            .into_iter()
            .any(|names| !self.places(text, names, Words::Any).is_empty())
    }

    /// What to ask the database for: old names in small letters.
    pub fn to_look_for(&self) -> impl Iterator<Item = String> {
        self.old.iter().map(|name| name.join(" "))
    }

    /// Where these names stand, from byte to byte, but not within the chosen one.
    fn places(&self, text: &str, names: &[Vec<String>], how: Words) -> Vec<(usize, usize)> {
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
        let stands = |at: usize, name: &[String]| same(at, name) && is_name(&found[at], name);
        let mut places = Vec::new();
        let mut at = 0;
        while at < found.len() {
            let is_chosen = !chosen.is_empty() && same(at, &chosen);
            // The chosen one may be how an old one begins: a first name.
            let is_old = |name: &&Vec<String>| {
                stands(at, name) && !(is_chosen && name.len() <= chosen.len())
            };
            if let Some(name) = names.iter().find(is_old) {
                places.push((found[at].start, found[at + name.len() - 1].end));
                at += name.len();
            } else {
                at += if is_chosen { chosen.len() } else { 1 };
            }
        }
        places
    }
}

/// Where a name of one word is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Words {
    /// Where it begins with no small letter.
    AsNames,
    /// Everywhere.
    Any,
}

/// A word of a text: where it stands, and in small letters.
struct Span {
    start: usize,
    end: usize,
    word: String,
}

fn spans(text: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut open = false;
    for (at, sign) in text.char_indices() {
        let end = at + sign.len_utf8();
        if is_unseen(sign) {
            if let Some(span) = spans.last_mut().filter(|_| open) {
                span.end = end;
            }
            continue;
        }
        let is_letter = sign.is_alphanumeric();
        match spans.last_mut().filter(|_| open && is_letter) {
            Some(span) => {
                span.end = end;
                span.word.push_str(&plain(sign));
            }
            None if is_letter => spans.push(Span { start: at, end, word: plain(sign) }),
            None => {}
        }
        open = is_letter;
    }
    spans
}

/// Accents written as signs of their own, and what breaks words or joins them without being seen.
fn is_unseen(sign: char) -> bool {
    matches!(sign, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// A letter without its accents, as a small one of the Latin alphabet where there is one.
fn plain(sign: char) -> String {
    if sign.is_ascii() {
        return sign.to_ascii_lowercase().to_string();
    }
    let latin = slug::slugify(sign.to_string());
    if latin.is_empty() { sign.to_lowercase().collect() } else { latin }
}

fn words(text: &str) -> Vec<String> {
    spans(text).into_iter().map(|span| span.word).collect()
}

#[cfg(test)]
mod tests {
    use super::Names;

    fn names() -> Names {
        let old = ["Ana Example", "Dr. Ana Example, Jr.", "“Rosa M.”"];
        Names::new(old.map(str::to_owned), "“Rosa M.”")
    }

    #[test]
    fn a_name_is_found_as_whole_words() {
        for (text, after) in [
            ("Ana Example", Some("“Rosa M.”")),
            ("By ANA  EXAMPLE.", Some("By “Rosa M.”.")),
            ("Dr. Ana Example, Jr., speaks", Some("“Rosa M.”., speaks")),
            ("Anaa Example", None),
            ("Ana Examples", None),
            ("Rosa M. and Ana\nExample", Some("Rosa M. and “Rosa M.”")),
            ("“Rosa M.”", None),
        ] {
            assert_eq!(names().replaced(text).as_deref(), after, "{text}");
        }
    }

    #[test]
    fn accents_and_signs_that_nobody_sees_hide_no_name() {
        let names = Names::new(["José Núñez-Ortiz".to_owned()], "Rosa");
        for text in [
            "Jose Nunez Ortiz",
            "JOSÉ NÚÑEZ-ORTIZ",
            "Jose\u{301} Nu\u{301}n\u{303}ez\u{a0}Ortiz",
            "Jo\u{ad}sé Nú\u{200b}ñez‑Ortiz",
        ] {
            assert_eq!(names.replaced(text).as_deref(), Some("Rosa"), "{text}");
        }
        assert!(super::is_same("Jose\u{301}", "JOSÉ") && !super::is_same("“”", ""));
    }

    #[test]
    fn a_name_of_one_word_is_found_as_names_are_written() {
        let names = Names::new(["“Grace”".to_owned()], "a speaker");
        assert_eq!(
            names.replaced("Hear Grace, by grace").as_deref(),
            Some("Hear a speaker, by grace")
        );
        assert_eq!(names.replaced("“grace”"), None);
        assert_eq!(names.replaced("GRACE").as_deref(), Some("a speaker"));
        let other = names.without(["GRACE"]);
        assert_eq!(other.replaced("Grace"), None);
    }

    #[test]
    fn a_surname_alone_is_no_name_but_may_give_it_away() {
        assert!(names().may_be_in("Ms. Example’s story"));
        assert!(names().replaced("Ms. Example’s story").is_none());
        assert!(!names().may_be_in("Rosa M. and Ana"));
    }

    #[test]
    fn a_first_name_may_be_the_chosen_one() {
        let names = Names::new(["Ana Example".to_owned(), "Dr. Ana Example".to_owned()], "Ana");
        for (text, after) in [
            ("Ana Example and Ana", Some("Ana and Ana")),
            ("By Dr. Ana Example", Some("By Ana")),
            ("Ana", None),
        ] {
            assert_eq!(names.replaced(text).as_deref(), after, "{text}");
        }
        assert!(names.may_be_in("Ms. Example") && !names.may_be_in("Ana"));
    }

    #[test]
    fn all_texts_in_json_are_looked_at() {
        let json = r#"{"a":["Ana Example",1,{"b":"Ana"}],"c":null}"#;
        let after = r#"{"a":["“Rosa M.”",1,{"b":"Ana"}],"c":null}"#;
        assert_eq!(names().replaced_in_json(json).as_deref(), Some(after));
        assert_eq!(names().replaced_in_json("no JSON: Ana Example"), None);
    }
}
