//! A speaker's letters, for the circle where a portrait may stand one day.

/// `KS` for `Kailash Satyarthi`: first letters of the first and the last name.
///
/// What follows a comma (`Ph.D.`) and titles that end with a full stop (`Rep.`) are no names.
pub fn initials(name: &str) -> String {
    let name = name.split(',').next().unwrap_or_default();
    let words: Vec<&str> = name
        .split_whitespace()
        .filter(|word| !(word.ends_with('.') && word.chars().count() > 2))
        .collect();
    let ends = match words.as_slice() {
        [] => vec![],
        [only] => vec![*only],
        [first, .., last] => vec![*first, *last],
    };
    ends.into_iter()
        .filter_map(|word| word.chars().find(|letter| letter.is_alphabetic()))
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn first_and_last() {
        for (name, letters) in [
            ("Kailash Satyarthi", "KS"),
            ("Renée Müller-Ōkawa, Ph.D.", "RM"),
            ("Rep. Ada B. Example", "AE"),
            ("Cher", "C"),
            ("J. Example", "JE"),
            ("", ""),
            ("“Rosa”", "R"),
        ] {
            assert_eq!(initials(name), letters, "{name}");
        }
    }
}
