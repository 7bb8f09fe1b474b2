//! Whether a name may be repeated in a letter.
//!
//! The form takes any name and any address, so a stranger could have a sentence of theirs sent in
//! our mail. Mail clients also turn "evil.example" into a link without being asked. Only what can
//! be nothing but a name is greeted; everybody else gets a greeting without a name.

const LONGEST: usize = 60;

/// True for a name of letters with their marks, spaces, apostrophes, hyphens and full stops, where
/// a stop runs on into another letter only among initials ("J.R.R. Tolkien").
pub fn greetable(name: &str) -> bool {
    name.chars().count() <= LONGEST
        && name.chars().any(char::is_alphabetic)
        && name.chars().all(belongs_to_a_name)
        && name.split(' ').all(stops_only_after_initials)
}

fn belongs_to_a_name(c: char) -> bool {
    matches!(c, ' ' | '\'' | '’' | '-' | '.') || of_a_word(c)
}

fn of_a_word(c: char) -> bool {
    c.is_alphabetic() || is_mark(c)
}

/// The marks that names need and `char::is_alphabetic` leaves out: accents, Hebrew points, Arabic
/// vowels, the signs of the Indic scripts, Thai tones, and the joiners of Persian and Indic words.
fn is_mark(c: char) -> bool {
    match c {
        '\u{964}' | '\u{965}' => false,
        '\u{900}'..='\u{dff}' => !c.is_numeric(),
        _ => matches!(c,
            '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}'
            | '\u{e47}'..='\u{e4e}' | '\u{200c}' | '\u{200d}'),
    }
}

/// No domain's last label is a single letter, so "J.R." is safe where "t.co" is not.
fn stops_only_after_initials(word: &str) -> bool {
    let mut parts = word.split('.');
    let first = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    let run_on = rest.iter().any(|part| part.starts_with(of_a_word));
    !run_on || (is_initial(first) && rest.iter().all(|part| part.is_empty() || is_initial(part)))
}

fn is_initial(part: &str) -> bool {
    let mut chars = part.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.all(is_mark)
}

#[cfg(test)]
mod tests {
    use super::greetable;

    #[test]
    fn only_names_are_greeted() {
        let names = [
            "Ada",
            "J.R.R. Tolkien",
            "J. R. O’Hara-Smith",
            "Martin Luther King Jr.",
            "D'Angelo St. Cyr",
            "Zoë Ångström",
            "Zoe\u{308} Mu\u{308}ller",
            "Łukasz",
            "李小龍",
            "محمد",
            "नरेन्द्र",
            "ศิริพร น้ำ",
            "Jean-P. Roy",
            "א. לוי",
        ];
        for name in names {
            assert!(greetable(name), "{name}");
        }
        let others = [
            "",
            " ",
            "-",
            "evil.com",
            "t.co",
            "a.b.evil.com",
            "J.evil.com",
            "пример.рф",
            "go to evil.com now",
            "x@example.org",
            "https://evil.example",
            "Ada\nBcc",
            "<b>Ada</b>",
            "Ada & Co",
            "Ada 2",
            "1.2.3.4",
            "evil。com",
            "evil．com",
            "Ada\u{202e}",
            "Ada\"",
            "Dr.Smith",
            "\u{301}",
        ];
        for name in others.into_iter().chain([&*"a".repeat(61)]) {
            assert!(!greetable(name), "{name}");
        }
    }
}
