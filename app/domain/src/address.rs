//! A guest's mail address, checked as a person would want it: kind sentences, no surprises.
//!
//! Upper and lower case make one person (RFC 5321 would let the local part differ; no provider
//! does, and every product that believed it had guests twice). An international domain is kept as
//! its A-label, because relays without SMTPUTF8 (RFC 6531) cannot take the other form.

use crate::error::Slip;

/// RFC 5321 §4.5.3.1.3: a path is at most 256 octets with its brackets.
pub const LONGEST: usize = 254;

/// An address that can be written to; equal for equal mailboxes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MailAddress(String);

impl MailAddress {
    /// Reads what was typed.
    ///
    /// # Errors
    /// The problem in a sentence, for the field `email`.
    pub fn parse(raw: &str) -> Result<Self, Slip> {
        Self::read(raw).map_err(|why| Slip::new("email", why))
    }

    fn read(raw: &str) -> Result<Self, &'static str> {
        let typed = raw.trim();
        if typed.is_empty() {
            return Err("Please tell us your e-mail address: the confirmation goes there.");
        }
        if typed.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err("An e-mail address has no spaces in it.");
        }
        let Some((local, domain)) = typed.rsplit_once('@') else {
            return Err("This address lacks the @ and what follows it, as in ada@example.org.");
        };
        if local.is_empty() {
            return Err("This address lacks the part before the @.");
        }
        if domain.is_empty() {
            return Err("This address lacks the part after the @, such as example.org.");
        }
        let domain = readable_domain(domain)?;
        check_local(local)?;
        let address = format!("{}@{domain}", local.to_ascii_lowercase());
        if address.len() > LONGEST {
            return Err("This address is too long to be written to.");
        }
        Ok(Self(address))
    }

    /// The address, in lower case, its domain as A-labels.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// RFC 5322 §3.2.3 dot-atom. Quoted local parts parse elsewhere but cannot be sent to.
fn check_local(local: &str) -> Result<(), &'static str> {
    if local.contains('@') {
        return Err("This address has more than one @.");
    }
    if local.starts_with('.') || local.ends_with('.') || local.contains("..") {
        return Err("Please check the dots before the @.");
    }
    if !local.is_ascii() {
        return Err(
            "Please give an address without accents before the @: many mail systems cannot reach it.",
        );
    }
    let allowed = |c: char| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c);
    if local.chars().all(allowed) && local.len() <= 64 {
        Ok(())
    } else {
        Err("Please check the part before the @: a character there does not belong in an address.")
    }
}

fn readable_domain(typed: &str) -> Result<String, &'static str> {
    const WRONG: &str = "Please check the part after the @: it should look like example.org.";
    let domain = idna::domain_to_ascii_strict(typed.trim_end_matches('.')).map_err(|_| WRONG)?;
    let labels: Vec<&str> = domain.split('.').collect();
    let whole = labels.len() > 1
        && labels.iter().all(|label| !label.is_empty())
        && labels
            .last()
            .is_some_and(|top| top.len() > 1 && !top.bytes().all(|b| b.is_ascii_digit()));
    if whole { Ok(domain) } else { Err(WRONG) }
}

#[cfg(test)]
mod tests {
    use super::MailAddress;

    #[test]
    fn one_mailbox_is_one_address() {
        for typed in ["ada@example.org", " Ada@Example.ORG ", "ADA@EXAMPLE.org."] {
            assert_eq!(MailAddress::parse(typed).expect(typed).as_str(), "ada@example.org");
        }
        let idn = MailAddress::parse("ada@bücher.example").expect("an international domain");
        assert_eq!(idn.as_str(), "ada@xn--bcher-kva.example");
        for fine in ["o'brien+hill@mail.house.gov", "a@b.museum", "first.last@sub.example.org"] {
            MailAddress::parse(fine).expect(fine);
        }
    }

    #[test]
    fn what_cannot_be_written_to_is_refused_with_a_reason() {
        for typed in [
            "",
            "ada",
            "ada@",
            "@example.org",
            "ada@example",
            "ada@@example.org",
            "a da@example.org",
            "ada@exa mple.org",
            "\"a b\"@example.org",
            "ada.@example.org",
            "a..b@example.org",
            "ada@example..org",
            "ada@-example.org",
            "ada@127.0.0.1",
            "ada@[127.0.0.1]",
            "ada@example.org\r\nBcc: x@example.org",
            "adä@example.org",
            "ada@example.org,ben@example.org",
            "<ada@example.org>",
            "ada@example.org\0",
        ] {
            let slip = MailAddress::parse(typed).expect_err(typed);
            assert_eq!(slip.field, "email");
            assert!(slip.why.ends_with('.'), "{}", slip.why);
        }
    }
}
