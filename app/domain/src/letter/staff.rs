//! The words of the mails to staff: signing in, being invited, testing the sender.
//!
//! They name the site and nothing that a stranger typed, since a stranger may have caused them.

use askama::Template;

use super::{Words, plain};

/// What a letter to staff tells. It holds a live link, so it has no `Debug`.
pub enum StaffLetter {
    /// The way in that they asked for.
    SignIn {
        /// Opens the page with the button.
        link: String,
        /// Six digits.
        code: String,
    },
    /// They may work here now.
    Invited {
        /// Opens the page with the button.
        link: String,
        /// As what: `owner`.
        role: String,
    },
    /// The sender's address works.
    Test,
}

#[derive(Template)]
#[template(path = "staff/letter.txt")]
struct Text<'a> {
    letter: &'a StaffLetter,
    site: &'a str,
    sign_in: &'a str,
}

#[derive(Template)]
#[template(path = "staff/letter.html")]
struct Html<'a> {
    letter: &'a StaffLetter,
    site: &'a str,
    sign_in: &'a str,
    subject: &'a str,
}

/// Writes a letter to staff; `sign_in` is the address where one asks for a new link.
pub fn write_to_staff(
    letter: &StaffLetter,
    site: &str,
    sign_in: &str,
) -> Result<Words, askama::Error> {
    let site = &plain::line(site);
    let subject = &subject(letter, site);
    let text = plain::paragraphs(&Text { letter, site, sign_in }.render()?);
    let html = plain::paragraphs(&Html { letter, site, sign_in, subject }.render()?);
    Ok(Words { subject: subject.clone(), text, html })
}

/// Below 60 characters. The code stands in the mail only: subjects show on locked screens.
fn subject(letter: &StaffLetter, site: &str) -> String {
    let opening = match letter {
        StaffLetter::SignIn { .. } => "Sign in to",
        StaffLetter::Invited { .. } => "You can work on",
        StaffLetter::Test => "Test mail of",
    };
    let whole = format!("{opening} {site}");
    if whole.chars().count() < 60 { whole } else { format!("{opening} Dais") }
}
