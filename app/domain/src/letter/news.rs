//! The words of news for staff: digests and alerts.
//!
//! They name events, numbers and links, and never a guest: a letter may be read on a locked screen and
//! over a shoulder. Each says at its end why it came and where that is changed.

use askama::Template;

use super::subject::fitted_name;
use super::{Words, plain};

/// News for staff.
pub enum News {
    /// New replies in one letter.
    Digest(Digest),
    /// Somebody replied who seems to be a Member of Congress.
    MemberReplied {
        /// To what.
        event: AboutEvent,
        /// The RSVP's page.
        rsvp_link: String,
    },
    /// The last free seat was given.
    RoomFull {
        /// Of what.
        event: AboutEvent,
        /// `10:02 am ET`.
        at: String,
        /// Online, not in the room.
        online: bool,
        /// How many RSVPs wait.
        waiting: i64,
        /// The list.
        list_link: String,
    },
    /// A speaker's consent has run out, or will.
    ConsentOver {
        /// The page with it.
        link: String,
        /// The last day on which it holds; nothing once that is over.
        last_day: Option<String>,
    },
    /// Letters do not get out.
    MailTrouble(MailTrouble),
}

/// An event by its name.
pub struct AboutEvent {
    /// The title.
    pub title: String,
    /// Day and hours, a fact each.
    pub when: Vec<String>,
}

/// What is new among the replies.
pub struct Digest {
    /// Since when, in words.
    pub since: String,
    /// Event by event.
    pub events: Vec<DigestEvent>,
}

/// What is new about one event.
pub struct DigestEvent {
    /// The title.
    pub title: String,
    /// `Tue, Apr 20, 2:00 – 3:30 pm ET`; empty without a date.
    pub when: String,
    /// New replies.
    pub replies: i64,
    /// What there is to tell, a fact a line.
    pub lines: Vec<String>,
    /// The list of its RSVPs.
    pub list_link: String,
}

/// What is wrong with the mail.
pub struct MailTrouble {
    /// So many letters were refused for good.
    pub refused: Option<i64>,
    /// Since this moment, in words, no letter got out.
    pub held_since: Option<String>,
    /// How many letters it is about.
    pub letters: i64,
    /// Where they are.
    pub letters_link: String,
}

#[derive(Template)]
#[template(path = "news/letter.txt")]
struct Text<'a> {
    news: &'a News,
    site: &'a str,
    own_page: &'a str,
}

#[derive(Template)]
#[template(path = "news/letter.html")]
struct Html<'a> {
    news: &'a News,
    site: &'a str,
    own_page: &'a str,
    subject: &'a str,
}

/// Writes news for staff; `own_page` is where they say what they want to hear of.
pub fn write_news(news: &News, site: &str, own_page: &str) -> Result<Words, askama::Error> {
    let (news, site) = (&in_lines(news), &plain::line(site));
    let subject = &subject(news);
    let text = plain::paragraphs(&Text { news, site, own_page }.render()?);
    let html = plain::paragraphs(&Html { news, site, own_page, subject }.render()?);
    Ok(Words { subject: subject.clone(), text, html })
}

/// Titles as lines.
fn in_lines(news: &News) -> News {
    let about = |event: &AboutEvent| AboutEvent {
        title: plain::line(&event.title),
        when: plain::lines(&event.when),
    };
    match news {
        News::Digest(digest) => News::Digest(Digest {
            since: digest.since.clone(),
            events: digest.events.iter().map(DigestEvent::in_lines).collect(),
        }),
        News::MemberReplied { event, rsvp_link } => {
            News::MemberReplied { event: about(event), rsvp_link: rsvp_link.clone() }
        }
        News::RoomFull { event, at, online, waiting, list_link } => News::RoomFull {
            event: about(event),
            at: at.clone(),
            online: *online,
            waiting: *waiting,
            list_link: list_link.clone(),
        },
        News::ConsentOver { link, last_day } => {
            News::ConsentOver { link: link.clone(), last_day: last_day.clone() }
        }
        News::MailTrouble(trouble) => News::MailTrouble(MailTrouble {
            refused: trouble.refused,
            held_since: trouble.held_since.clone(),
            letters: trouble.letters,
            letters_link: trouble.letters_link.clone(),
        }),
    }
}

impl DigestEvent {
    fn in_lines(&self) -> Self {
        Self {
            title: plain::line(&self.title),
            when: plain::line(&self.when),
            replies: self.replies,
            lines: plain::lines(&self.lines),
            list_link: self.list_link.clone(),
        }
    }
}

/// Below 60 characters.
fn subject(news: &News) -> String {
    match news {
        News::Digest(digest) => of_digest(digest),
        News::MemberReplied { event, .. } => fitted_name("A Member? New reply: ", &event.title, ""),
        News::RoomFull { event, online: false, .. } => {
            fitted_name("The room is full: ", &event.title, "")
        }
        News::RoomFull { event, .. } => fitted_name("All places are taken: ", &event.title, ""),
        News::ConsentOver { last_day: Some(_), .. } => {
            "A speaker’s consent runs out soon".to_owned()
        }
        News::ConsentOver { .. } => "A speaker’s consent has run out".to_owned(),
        News::MailTrouble(MailTrouble { refused: Some(letters), .. }) => {
            format!("{letters} letters to guests were refused")
        }
        News::MailTrouble(_) => "Mail to guests was held up".to_owned(),
    }
}

fn of_digest(digest: &Digest) -> String {
    let replies: i64 = digest.events.iter().map(|event| event.replies).sum();
    let what = match replies {
        0 => "Changed RSVPs".to_owned(),
        1 => "1 new reply".to_owned(),
        many => format!("{many} new replies"),
    };
    match digest.events.as_slice() {
        [only] => fitted_name(&format!("{what}: "), &only.title, ""),
        several => format!("{what}, {} events", several.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(title: &str, replies: i64) -> DigestEvent {
        DigestEvent {
            title: title.to_owned(),
            when: "Tue, Apr 20, 2:00 pm ET".to_owned(),
            replies,
            lines: vec!["3 new replies: 2 Confirmed, 1 Waiting list".to_owned()],
            list_link: "https://dais.example.org/staff/events/1/rsvps".to_owned(),
        }
    }

    fn words(news: &News) -> Words {
        let own_page = "https://dais.example.org/staff/me";
        let words = write_news(news, "Briefings", own_page).expect("words");
        assert!(words.subject.chars().count() < 60, "{}", words.subject);
        assert!(words.text.contains(own_page) && words.html.contains(own_page));
        words
    }

    #[test]
    fn a_digest_tells_each_event_with_its_list() {
        let since = "Thursday, April 1, 2027, 8:00 am ET".to_owned();
        let digest = |events| News::Digest(Digest { since: since.clone(), events });
        let one = words(&digest(vec![event("Hours in\r\nthe Field <b>https://evil", 3)]));
        assert_eq!(one.subject, "3 new replies: Hours in the Field <b>evil");
        assert!(one.text.contains("Hours in the Field <b>evil\nTue, Apr 20, 2:00 pm ET\n3 new"));
        assert!(one.text.contains("\nhttps://dais.example.org/staff/events/1/rsvps\n"));
        assert!(!one.html.contains("<b>"), "{}", one.html);
        let long = "Forced labour in supply chains and what Congress can do about it this year";
        assert!(words(&digest(vec![event(long, 0)])).subject.starts_with("Changed RSVPs: Forced"));
        let two = words(&digest(vec![event("One", 1), event("Two", 0)]));
        assert_eq!(two.subject, "1 new reply, 2 events");
    }

    #[test]
    fn alerts_say_what_is_known_and_how() {
        let about =
            || AboutEvent { title: "Hours in the Field".into(), when: vec!["Today".into()] };
        let rsvp_link = "https://dais.example.org/staff/rsvps/7".to_owned();
        let member = words(&News::MemberReplied { event: about(), rsvp_link });
        assert_eq!(member.subject, "A Member? New reply: Hours in the Field");
        assert!(member.text.contains("nobody has checked"), "{}", member.text);
        let (at, list_link) = ("10:02 am ET".to_owned(), String::new());
        let full = News::RoomFull { event: about(), at, online: false, waiting: 1, list_link };
        let full = words(&full);
        assert_eq!(full.subject, "The room is full: Hours in the Field");
        assert!(full.text.contains("One RSVP waits"), "{}", full.text);
        let letters_link = String::new();
        let held = MailTrouble {
            refused: None,
            held_since: Some("Thursday".into()),
            letters: 1,
            letters_link,
        };
        let held = words(&News::MailTrouble(held));
        assert!(held.text.contains("one letter waited"), "{}", held.text);
    }
}
