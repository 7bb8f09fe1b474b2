//! Who may be entered twice. Pure; it only ever suggests: a private person may have a Member's name.

use std::collections::HashMap;

/// What two entries are compared by.
#[derive(Clone)]
pub(crate) struct Likeness {
    /// Whose.
    pub id: i64,
    /// The name as printed or kept.
    pub name: String,
    /// Their own address, as it is compared. Private.
    pub email: Option<String>,
}

/// Why two look like one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// They have one address.
    Address,
    /// Their names differ in honorifics, suffixes, accents or a middle name at most.
    Name,
}

impl Why {
    /// In a sentence for staff. It tells no address.
    pub fn words(self) -> &'static str {
        match self {
            Self::Address => "The same mail address",
            Self::Name => "The same name, or nearly",
        }
    }
}

/// Words before a name that are no part of it.
const HONORIFICS: &[&str] = &[
    "amb",
    "ambassador",
    "assemblymember",
    "chair",
    "chairman",
    "chairwoman",
    "commissioner",
    "congressman",
    "congresswoman",
    "dame",
    "del",
    "delegate",
    "dr",
    "gov",
    "governor",
    "hon",
    "honorable",
    "mr",
    "mrs",
    "ms",
    "prof",
    "professor",
    "rep",
    "representative",
    "rev",
    "sen",
    "senator",
    "sir",
    "the",
];
/// Words after it. `Ph.D.` and `M.D.` are two words here.
const SUFFIXES: &[&str] = &[
    "cbe", "d", "esq", "ii", "iii", "iv", "jd", "jr", "llm", "m", "md", "mp", "mph", "obe", "ph",
    "phd", "rn", "sr",
];

/// Suffixes that tell a parent from a child of the same name.
const GENERATIONS: &[&str] = &["ii", "iii", "iv", "jr", "sr"];

/// Which of those a name has after its first word.
fn generation(name: &str) -> Option<&'static str> {
    let slug = slug::slugify(name);
    let mut words = slug.split('-').skip(1);
    words.find_map(|word| GENERATIONS.iter().find(|known| **known == word).copied())
}

/// The words of a name without what stands around it, in small letters of the Latin alphabet.
fn words(name: &str) -> Vec<String> {
    let (before, after) = name.split_once(',').unwrap_or((name, ""));
    let plain = |text: &str| -> Vec<String> {
        let slug = slug::slugify(text);
        slug.split('-').filter(|word| !word.is_empty()).map(ToOwned::to_owned).collect()
    };
    let (mut words, mut after) = (plain(before), plain(after));
    // `Example, Ada` is a name the other way round; `Example, Jr.` is not.
    after.retain(|word| !is_suffix(word));
    after.append(&mut words);
    let mut words = after;
    while words.len() > 1 && is_honorific(&words[0]) {
        words.remove(0);
    }
    while words.len() > 2 && words.last().is_some_and(|word| is_suffix(word)) {
        words.pop();
    }
    words
}

fn is_honorific(word: &str) -> bool {
    HONORIFICS.contains(&word)
}

fn is_suffix(word: &str) -> bool {
    SUFFIXES.contains(&word)
}

/// Whether what stands between first and last name can be the same: one leaves it out, or has
/// initials of it.
fn fits(one: &[String], other: &[String]) -> bool {
    one.is_empty()
        || other.is_empty()
        || (one.len() == other.len()
            && one.iter().zip(other).all(|(a, b)| a.starts_with(b.as_str()) || b.starts_with(a)))
}

/// What tells two people of the same first and last name apart.
struct Named {
    id: i64,
    /// What stands between the two.
    middle: Vec<String>,
    generation: Option<&'static str>,
}

impl Named {
    fn may_be(&self, other: &Self) -> bool {
        let generations = self.generation.zip(other.generation);
        fits(&self.middle, &other.middle) && generations.is_none_or(|(one, other)| one == other)
    }
}

/// Everybody's likes: number, and why, by number.
pub(crate) fn alike(all: &[Likeness]) -> HashMap<i64, Vec<(i64, Why)>> {
    let mut found: HashMap<i64, Vec<(i64, Why)>> = HashMap::new();
    let mut note = |a: i64, b: i64, why| {
        for (one, other) in [(a, b), (b, a)] {
            let likes = found.entry(one).or_default();
            if !likes.iter().any(|(known, _)| *known == other) {
                likes.push((other, why));
            }
        }
    };
    let mut by_email: HashMap<&str, Vec<i64>> = HashMap::new();
    let mut by_ends: HashMap<(String, String), Vec<Named>> = HashMap::new();
    for one in all {
        if let Some(email) = one.email.as_deref() {
            by_email.entry(email).or_default().push(one.id);
        }
        let words = words(&one.name);
        if let (Some(first), Some(last)) = (words.first(), words.last()) {
            let middle = words.get(1..words.len() - 1).unwrap_or_default().to_vec();
            let named = Named { id: one.id, middle, generation: generation(&one.name) };
            by_ends.entry((first.clone(), last.clone())).or_default().push(named);
        }
    }
    for ids in by_email.values() {
        pairs(ids).for_each(|(a, b)| note(*a, *b, Why::Address));
    }
    for named in by_ends.values() {
        let same = pairs(named).filter(|(one, other)| one.may_be(other));
        same.for_each(|(one, other)| note(one.id, other.id, Why::Name));
    }
    for likes in found.values_mut() {
        likes.sort_unstable();
    }
    found
}

fn pairs<T>(all: &[T]) -> impl Iterator<Item = (&T, &T)> {
    all.iter().enumerate().flat_map(|(at, one)| all[at + 1..].iter().map(move |other| (one, other)))
}

#[cfg(test)]
mod tests {
    use super::{Likeness, Why, alike};

    fn are_alike(one: &str, other: &str) -> bool {
        let like = |id, name: &str| Likeness { id, name: name.to_owned(), email: None };
        !alike(&[like(1, one), like(2, other)]).is_empty()
    }

    #[test]
    fn names_that_may_be_one_person() {
        for (one, other) in [
            ("Ada Example", "ada EXAMPLE"),
            ("Rep. Ada Example", "Ada Example"),
            ("The Honorable Ada Example", "Congresswoman Ada Example"),
            ("Ada Example, Ph.D.", "Dr. Ada Example"),
            ("Ada Example, Jr.", "Ada Example"),
            ("Ada Example Jr.", "Ada Example"),
            ("Renée Müller", "Renee Muller"),
            ("Ada Beth Example", "Ada Example"),
            ("Ada B. Example", "Ada Beth Example"),
            ("Example, Ada", "Ada Example"),
            ("Ada O’Example", "Ada O'Example"),
            ("Ada-Beth Example", "Ada Beth Example"),
            ("Sen. Ada Example", "Senator Ada Example, Esq."),
            ("Łukasz Przykład", "Lukasz  Przyklad"),
            ("Ada Example III", "Dr. Ada Example, III"),
        ] {
            assert!(are_alike(one, other), "{one} and {other}");
        }
    }

    #[test]
    fn names_that_are_two_people() {
        for (one, other) in [
            ("Ada Example", "Ben Example"),
            ("Ada C. Example", "Ada Beth Example"),
            ("Ada", "Ada Example"),
            ("Dr. Example", "Dr. Other"),
            ("Ada Example, Jr.", "Ada Example, Sr."),
            ("Ada Example II", "Ada Example III"),
            ("Ada Example", "Ada Examples"),
            ("Ada Example", "Example Ada Other"),
            ("", ""),
        ] {
            assert!(!are_alike(one, other), "{one} and {other}");
        }
    }

    #[test]
    fn one_address_says_more_than_a_name() {
        let like = |id, name: &str, email: &str| Likeness {
            id,
            name: name.to_owned(),
            email: Some(email.to_owned()),
        };
        let found = alike(&[like(1, "Ada", "a@example.org"), like(2, "Ada", "a@example.org")]);
        assert_eq!(found[&1], [(2, Why::Address)]);
        assert!(alike(&[like(1, "Ada", "a@example.org"), like(2, "Ben", "b@x.org")]).is_empty());
    }
}
