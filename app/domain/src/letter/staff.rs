//! The words of the mails to staff: signing in, being invited, testing the sender.
//!
//! They name the site, its staff and nothing that a stranger typed, since a stranger may have caused
//! them. Who is invited did not ask for a mail: theirs says in the subject who sent it.

use askama::Template;

use super::subject::fitted_name;
use super::{Words, greetable, plain};
use crate::staff::Role;

/// What a letter to staff tells. It holds a live link, so it has no `Debug`.
#[derive(Clone)]
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
        /// As what.
        role: Role,
        /// Their own name; empty when nobody told it.
        name: String,
        /// Who invited them, by name or address.
        inviter: String,
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
    let letter = &letter.in_lines();
    let subject = &subject(letter, site);
    let text = plain::paragraphs(&Text { letter, site, sign_in }.render()?);
    let html = plain::paragraphs(&Html { letter, site, sign_in, subject }.render()?);
    Ok(Words { subject: subject.clone(), text, html })
}

impl StaffLetter {
    fn in_lines(&self) -> Self {
        let mut letter = self.clone();
        if let Self::Invited { name, inviter, .. } = &mut letter {
            *name = Some(plain::line(name)).filter(|name| greetable(name)).unwrap_or_default();
            *inviter = plain::line(inviter);
        }
        letter
    }
}

/// Below 60 characters. The code stands in the mail only: subjects show on locked screens.
fn subject(letter: &StaffLetter, site: &str) -> String {
    match letter {
        StaffLetter::SignIn { .. } => fitted_name("Sign in to ", site, ""),
        StaffLetter::Invited { inviter, .. } => {
            fitted_name("", inviter, " invites you to work on events")
        }
        StaffLetter::Test => fitted_name("Test mail of ", site, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::{StaffLetter, write_to_staff};
    use crate::staff::Role;

    fn invitation(name: &str, inviter: &str) -> StaffLetter {
        let (link, role) = ("https://example.org/sign-in/0".to_owned(), Role::Editor);
        StaffLetter::Invited { link, role, name: name.to_owned(), inviter: inviter.to_owned() }
    }

    fn subject(letter: &StaffLetter, site: &str) -> String {
        let words = write_to_staff(letter, site, "https://example.org/sign-in").expect("words");
        assert!(words.subject.chars().count() < 60, "{}", words.subject);
        words.subject
    }

    #[test]
    fn a_long_name_is_cut_and_never_another() {
        let site = "Coalition Against Slavery and Trafficking of Children and Adults";
        assert_eq!(
            subject(&StaffLetter::Test, site),
            "Test mail of Coalition Against Slavery and Trafficking of…"
        );
        let code = "000000".to_owned();
        let way_in = StaffLetter::SignIn { link: String::new(), code };
        assert!(subject(&way_in, site).starts_with("Sign in to Coalition Against Slavery"));
        assert_eq!(
            subject(&invitation("", "Ada O'Neil"), site),
            "Ada O'Neil invites you to work on events"
        );
        let long = subject(&invitation("", "Maximiliana Theodora of Wherever and Beyond"), site);
        assert_eq!(long, "Maximiliana Theodora of… invites you to work on events");
        assert!(subject(&invitation("", &"x".repeat(120)), site).starts_with("xxx"));
    }

    #[test]
    fn an_invitation_says_who_sent_it_and_as_what() {
        let letter = invitation("Ben Example", "Ada\r\nO'Neil <b>https://evil");
        let words = write_to_staff(&letter, "Briefings", "https://example.org/sign-in");
        let words = words.expect("words");
        assert!(words.text.starts_with("Hello Ben Example,\n\nAda O'Neil <b>evil invites you"));
        assert!(words.text.contains("the events of Briefings as an editor."), "{}", words.text);
        assert!(!words.html.contains("<b>"), "{}", words.html);
        let letter = invitation("visit evil.example", "Ada");
        let words = write_to_staff(&letter, "Briefings", "").expect("words");
        assert!(words.text.starts_with("Hello,\n") && !words.text.contains("evil"));
    }
}
