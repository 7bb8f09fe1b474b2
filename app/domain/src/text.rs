//! What people type into one line or one paragraph, checked once, at the edge.
//!
//! Control characters are refused rather than dropped: they have no business in a name, they break
//! mail headers, and PostgreSQL cannot store NUL.

use crate::error::Slip;

/// What fits on a badge.
pub const LONGEST_NAME: usize = 120;
/// An organisation or office, a job title.
pub const LONGEST_LINE: usize = 200;
/// A need to take part.
pub const LONGEST_NEED: usize = 500;

/// A guest's name: one line, not empty, short enough for a badge.
///
/// # Errors
/// The problem in a sentence, for the field `name`.
pub fn person_name(raw: &str) -> Result<String, Slip> {
    let name = line(
        "name",
        raw,
        LONGEST_NAME,
        "That name is too long for a badge: please use 120 letters at most.",
    )?;
    let name = name.filter(|name| name.chars().any(char::is_alphanumeric));
    name.ok_or_else(|| slip("name", "Please tell us your name."))
}

/// One line that may be empty, with its runs of spaces made one.
///
/// # Errors
/// The problem in a sentence, for `field`.
pub fn line(
    field: &'static str,
    raw: &str,
    longest: usize,
    too_long: &str,
) -> Result<Option<String>, Slip> {
    if raw.trim().chars().any(char::is_control) {
        return Err(slip(field, "Please keep this to one line of plain text."));
    }
    let shown: String = raw.chars().filter(|c| !is_unseen(*c)).collect();
    let text = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    fitting(field, text, longest, too_long)
}

/// A short text of several lines that may be empty.
///
/// # Errors
/// The problem in a sentence, for `field`.
pub fn paragraph(
    field: &'static str,
    raw: &str,
    longest: usize,
    too_long: &str,
) -> Result<Option<String>, Slip> {
    let text = raw.replace("\r\n", "\n");
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err(slip(
            field,
            "Please use plain text here: something pasted has invisible characters.",
        ));
    }
    fitting(field, text.trim().to_owned(), longest, too_long)
}

/// A stored text that says something.
pub(crate) fn said(text: Option<&String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty()).cloned()
}

/// What turns the direction of the text around it (Unicode Standard Annex 9), or takes no room at
/// all. The joiners that names in some scripts need are neither.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn fitting(
    field: &'static str,
    text: String,
    longest: usize,
    too_long: &str,
) -> Result<Option<String>, Slip> {
    match text.chars().count() {
        0 => Ok(None),
        n if n > longest => Err(slip(field, too_long)),
        _ => Ok(Some(text)),
    }
}

fn slip(field: &'static str, why: &str) -> Slip {
    Slip::new(field, why)
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_NAME, paragraph, person_name};

    #[test]
    fn a_name_is_one_tidy_line() {
        assert_eq!(person_name("  Ada   Example ").expect("a name"), "Ada Example");
        assert_eq!(person_name("Ada\u{202e} Example\u{200b}").expect("a name"), "Ada Example");
        assert!(person_name("").is_err());
        assert!(person_name("\u{200b}").is_err());
        assert!(person_name("–").is_err());
        assert!(person_name(" \u{a0} ").is_err());
        assert!(person_name("Ada\r\nBcc: eve@example.org").is_err());
        assert!(person_name("Ada\0").is_err());
        assert!(person_name(&"ä".repeat(LONGEST_NAME)).is_ok());
        assert!(person_name(&"ä".repeat(LONGEST_NAME + 1)).is_err());
    }

    #[test]
    fn a_paragraph_keeps_its_lines() {
        let text =
            paragraph("access", "A ramp\r\nand a seat in front ", 500, "long").expect("fine");
        assert_eq!(text.as_deref(), Some("A ramp\nand a seat in front"));
    }
}
