//! The lines of a calendar file: folding, escaping, quoting. Whatever comes from outside passes
//! through here, so that no title or name can begin a line of its own.

use std::fmt::Write;

/// Octets of a line, its break not counted (RFC 5545 §3.1).
const WIDTH: usize = 75;

/// Content lines, one after the other.
#[derive(Default)]
pub(super) struct Sheet(String);

impl Sheet {
    /// A line as it stands, folded if it is too long.
    pub(super) fn line(&mut self, line: &str) {
        let mut used = 0;
        for sign in line.chars().filter(|sign| !sign.is_control()) {
            if used + sign.len_utf8() > WIDTH {
                self.0.push_str("\r\n ");
                used = 1;
            }
            self.0.push(sign);
            used += sign.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// A property whose value is TEXT.
    pub(super) fn text(&mut self, name: &str, value: &str) {
        self.line(&format!("{name}:{}", escaped(value)));
    }

    /// A property whose value is a URI, which is not escaped.
    pub(super) fn uri(&mut self, name: &str, value: &str) {
        let value: String = value.chars().filter(|sign| !sign.is_whitespace()).collect();
        self.line(&format!("{name}:{value}"));
    }

    pub(super) fn into_text(self) -> String {
        self.0
    }
}

/// TEXT (RFC 5545 §3.3.11).
fn escaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for sign in value.chars() {
        match sign {
            '\\' | ';' | ',' => text.extend(['\\', sign]),
            '\n' => text.push_str("\\n"),
            // A tab is allowed, but some calendars show it as a box.
            '\t' => text.push(' '),
            _ if sign.is_control() => {}
            _ => text.push(sign),
        }
    }
    text
}

/// A quoted parameter value. A quote cannot stand in it; the caret could be taken for the beginning
/// of an escape (RFC 6868).
pub(super) fn quoted(value: &str) -> String {
    let words: Vec<&str> = value.split_whitespace().collect();
    let value = words.join(" ").replace(|sign: char| sign == '"' || sign.is_control(), "");
    format!("\"{}\"", value.replace('^', "^^"))
}

/// An address as a URI (RFC 6068 §2).
pub(crate) fn mailto(address: &str) -> String {
    let mut uri = String::from("mailto:");
    for octet in address.bytes().filter(|octet| !octet.is_ascii_control()) {
        if octet.is_ascii_alphanumeric() || b"@.!$'*+-_~".contains(&octet) {
            uri.push(char::from(octet));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(uri, "%{octet:02X}");
        }
    }
    uri
}
