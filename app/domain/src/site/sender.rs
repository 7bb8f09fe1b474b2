//! The sender of letters as an owner types it.
//!
//! Stricter than the headers of mail allow (RFC 5322 §3.4), because the same text becomes the
//! organiser of calendar entries, and mail programs hide what an unusual name does.

use crate::address::MailAddress;
use crate::error::Slip;
use crate::text;

/// What was typed at most.
pub const LONGEST_SENDER: usize = 400;

/// The most bytes of a name: encoded for a header (RFC 2047), a longer one is left out of letters.
const LONGEST_NAME: usize = 120;

/// `Name <address>` or an address, tidied; nothing when nothing was typed.
pub(super) fn read(raw: &str) -> Result<Option<String>, Slip> {
    let too_long = "This is too long: a name and an address are enough.";
    let Some(typed) = text::line("sender", raw, LONGEST_SENDER, too_long)? else {
        return Ok(None);
    };
    mailbox(&typed).map(Some).map_err(|why| Slip::new("sender", why))
}

fn mailbox(typed: &str) -> Result<String, String> {
    let Some((name, rest)) = typed.split_once('<') else { return address(typed) };
    let inside = rest.strip_suffix('>').ok_or(FORM)?;
    let address = address(inside)?;
    let name = unquoted(name.trim());
    if name.is_empty() {
        return Ok(address);
    }
    if name.contains(['"', '\\', '<', '>']) {
        return Err("Please leave quotation marks and brackets out of the name.".to_owned());
    }
    if name.len() > LONGEST_NAME {
        return Err("Please shorten the name before the address.".to_owned());
    }
    Ok(format!("{name} <{address}>"))
}

const FORM: &str = "Please write an address, or a name and an address in angle brackets: Example Coalition <briefings@example.org>.";

fn address(typed: &str) -> Result<String, String> {
    let typed = typed.trim();
    if !typed.contains('@') || typed.contains(' ') {
        return Err(FORM.to_owned());
    }
    match MailAddress::parse(typed) {
        Ok(address) => Ok(address.as_str().to_owned()),
        Err(slip) => Err(slip.why),
    }
}

fn unquoted(name: &str) -> &str {
    let inside = name.strip_prefix('"').and_then(|name| name.strip_suffix('"'));
    inside.unwrap_or(name).trim()
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn what_can_be_written_from_is_tidied() {
        for (typed, kept) in [
            ("briefings@example.org", "briefings@example.org"),
            (" Briefings@Example.ORG ", "briefings@example.org"),
            ("Fair Fields <desk@example.org>", "Fair Fields <desk@example.org>"),
            ("\"Fair Fields, Inc.\" <desk@example.org>", "Fair Fields, Inc. <desk@example.org>"),
            ("<desk@example.org>", "desk@example.org"),
            ("Ökumene < desk@bücher.example >", "Ökumene <desk@xn--bcher-kva.example>"),
        ] {
            assert_eq!(read(typed).expect(typed).as_deref(), Some(kept));
        }
        assert_eq!(read("  ").expect("nothing"), None);
    }

    #[test]
    fn what_cannot_is_refused_with_words() {
        for typed in [
            "Fair Fields",
            "desk@localhost",
            "Fair Fields <desk@example.org",
            "Fair Fields <>",
            "Fair Fields desk@example.org",
            "Fair \"Fields <desk@example.org>",
            "A <b@example.org> <c@example.org>",
            "desk@example.org, eve@example.org",
            "Fair\r\nBcc: eve@example.org <desk@example.org>",
            "desk@example.org>",
            &format!("{} <desk@example.org>", "ä".repeat(61)),
            &"a".repeat(500),
        ] {
            let slip = read(typed).expect_err(typed);
            assert_eq!(slip.field, "sender");
            assert!(slip.why.ends_with('.'), "{}", slip.why);
        }
    }
}
