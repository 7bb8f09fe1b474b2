//! Which lines have nothing to tell once their placeholders are empty.

/// Words that may stand before a colon and still be no more than the name of what follows.
const LABEL: usize = 4;

/// Whether words that stand around empty placeholders say nothing without them: there are none but
/// short labels such as `Where:`. Everything else is kept, since it may be a sentence that counts.
pub(super) fn says_nothing(around: &str) -> bool {
    let mut parts = around.split([':', '：']);
    let after = parts.next_back().unwrap_or_default();
    !after.contains(char::is_alphanumeric) && parts.all(is_label)
}

fn is_label(words: &str) -> bool {
    let told = |c: char| c.is_numeric() || matches!(c, '.' | '!' | '?' | '。');
    !words.contains(told)
        && words.split_whitespace().count() <= LABEL
        && words.chars().count() <= 40
}

#[cfg(test)]
mod tests {
    use super::says_nothing;

    #[test]
    fn only_labels_and_punctuation_say_nothing() {
        for nothing in ["", " , . ", "Where: ", "Getting in: (", "Where: · When: ", "在哪里："]
        {
            assert!(says_nothing(nothing), "{nothing}");
        }
        for words in [
            "We moved to room 2175.",
            "Room 2175: ",
            "Where: , and bring a photo ID",
            "The room has changed to the one upstairs: ",
            "Bring your ID! Where: ",
            "until",
        ] {
            assert!(!says_nothing(words), "{words}");
        }
    }
}
