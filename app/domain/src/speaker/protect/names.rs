//! Finding the names that somebody had in what was written, and putting the chosen one in their place.
//!
//! Pure. Letters count whatever their case, spaces however many there are, and a name is found as
//! whole words only: `Ana` is not in `Analyst`.

use std::collections::BTreeSet;

use serde_json::Value;

/// Fewer letters than this make no surname that could be looked for by itself.
const SURNAME_AT_LEAST: usize = 4;

/// The names that somebody had, and the one that they chose.
pub(super) struct Names {
    /// As lists of words in small letters, the longest first.
    old: Vec<Vec<String>>,
    chosen: String,
}

impl Names {
    /// What is chosen is no old name, however often it was printed.
    pub fn new(old: impl IntoIterator<Item = String>, chosen: &str) -> Self {
        let (mut old, kept): (Vec<_>, BTreeSet<_>) =
            (old.into_iter().map(|name| words(&name)).collect(), [words(chosen)].into());
        old.retain(|name: &Vec<String>| !name.is_empty() && !kept.contains(name));
        old.sort_by_key(|name| std::cmp::Reverse((name.len(), name.clone())));
        old.dedup();
        Self { old, chosen: chosen.to_owned() }
    }

    /// Whether the text is such a name and nothing else.
    pub fn is_old(&self, text: &str) -> bool {
        self.old.contains(&words(text))
    }

    /// The text with the chosen name where an old one stood; nothing if none did.
    pub fn replaced(&self, text: &str) -> Option<String> {
        let places = self.places(text, &self.old);
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

    /// Whether a text may give the old name away: it, or the surname alone.
    pub fn may_be_in(&self, text: &str) -> bool {
        let surnames = self.old.iter().filter_map(|name| name.last()).filter(|word| {
            word.chars().count() >= SURNAME_AT_LEAST && !words(&self.chosen).contains(word)
        });
        let surnames: Vec<Vec<String>> = surnames.map(|word| vec![word.clone()]).collect();
        !self.places(text, &self.old).is_empty() || !self.places(text, &surnames).is_empty()
    }

    /// What to ask the database for: old names in small letters.
    pub fn to_look_for(&self) -> impl Iterator<Item = String> {
        self.old.iter().map(|name| name.join(" "))
    }

    /// Where these names stand, from byte to byte, but not within the chosen one.
    fn places(&self, text: &str, names: &[Vec<String>]) -> Vec<(usize, usize)> {
        let found = spans(text);
        let chosen = words(&self.chosen);
        let stands = |at: usize, name: &[String]| {
            found.len() >= at + name.len()
                && name.iter().zip(&found[at..]).all(|(word, span)| *word == span.word)
        };
        let mut places = Vec::new();
        let mut at = 0;
        while at < found.len() {
            if !chosen.is_empty() && stands(at, &chosen) {
                at += chosen.len();
            } else if let Some(name) = names.iter().find(|name| stands(at, name)) {
                places.push((found[at].start, found[at + name.len() - 1].end));
                at += name.len();
            } else {
                at += 1;
            }
        }
        places
    }
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
        let is_letter = sign.is_alphanumeric();
        let end = at + sign.len_utf8();
        match spans.last_mut().filter(|_| open && is_letter) {
            Some(span) => {
                span.end = end;
                span.word.extend(sign.to_lowercase());
            }
            None if is_letter => {
                spans.push(Span { start: at, end, word: sign.to_lowercase().collect() });
            }
            None => {}
        }
        open = is_letter;
    }
    spans
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
    fn a_surname_alone_is_no_name_but_may_give_it_away() {
        assert!(names().may_be_in("Ms. Example’s story"));
        assert!(names().replaced("Ms. Example’s story").is_none());
        assert!(!names().may_be_in("Rosa M. and Ana"));
        assert!(names().is_old("ana example") && !names().is_old("Rosa M."));
    }

    #[test]
    fn all_texts_in_json_are_looked_at() {
        let json = r#"{"a":["Ana Example",1,{"b":"Ana"}],"c":null}"#;
        let after = r#"{"a":["“Rosa M.”",1,{"b":"Ana"}],"c":null}"#;
        assert_eq!(names().replaced_in_json(json).as_deref(), Some(after));
        assert_eq!(names().replaced_in_json("no JSON: Ana Example"), None);
    }
}
