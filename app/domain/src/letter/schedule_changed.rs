//! The letter that tells a speaker what changed for them, over all their events, with a copy for their
//! assistant.

use askama::Template;

use super::subject::fitted_name;
use super::{Words, plain};

/// What the letter tells. It may hold a live link, so it has no `Debug`.
pub struct ScheduleChanged {
    /// Whose schedule it is, as printed.
    pub speaker: String,
    /// To whom it goes, if not to them: their assistant, by name where one is known.
    pub assistant: Option<String>,
    /// It goes to their assistant.
    pub is_for_assistant: bool,
    /// The subject names neither event nor person.
    pub discreet: bool,
    /// Each event once, the earliest first.
    pub events: Vec<ChangedPart>,
    /// The schedule's page; nothing where all links were revoked.
    pub link: Option<String>,
    /// The name the coalition goes by.
    pub site: String,
    /// How personal data is treated.
    pub privacy_link: String,
}

/// What changed at one event.
pub struct ChangedPart {
    /// The event's title.
    pub title: String,
    /// `Tue, Apr 20`.
    pub short_day: Option<String>,
    /// What comes first in a subject about it alone: `Cancelled`.
    pub heading: &'static str,
    /// The same as the letter's first sentence, where it is about nothing else.
    pub opening: &'static str,
    /// What is different, of one session after the other.
    pub groups: Vec<ChangedSession>,
    /// What stands before the next.
    pub stands_as: &'static str,
    /// What they have there, a fact each.
    pub stands: Vec<String>,
    /// Their answer is asked for.
    pub is_asked: bool,
    /// Why it is off.
    pub reason: Option<String>,
    /// What staff say beside it.
    pub note: Option<String>,
}

/// What changed about one session, or about the event.
pub struct ChangedSession {
    /// The session's title; nothing for the event.
    pub title: Option<String>,
    /// What it is about, as they know it, and as it is now.
    pub lines: Vec<(&'static str, String, String)>,
}

#[derive(Template)]
#[template(path = "schedule_changed/letter.txt")]
struct Text<'a> {
    letter: &'a ScheduleChanged,
}

#[derive(Template)]
#[template(path = "schedule_changed/letter.html")]
struct Html<'a> {
    letter: &'a ScheduleChanged,
    subject: &'a str,
}

/// Writes the letter.
pub fn write_schedule_changed(letter: ScheduleChanged) -> Result<Words, askama::Error> {
    let letter = &letter.plain();
    let subject = letter.subject();
    let text = plain::paragraphs(&Text { letter }.render()?);
    let html = plain::paragraphs(&Html { letter, subject: &subject }.render()?);
    Ok(Words { subject, text, html })
}

impl ScheduleChanged {
    fn plain(self) -> Self {
        Self {
            speaker: plain::line(&self.speaker),
            assistant: self.assistant.as_deref().and_then(plain::some_line),
            events: self.events.into_iter().map(ChangedPart::plain).collect(),
            site: plain::line(&self.site),
            ..self
        }
    }

    /// The day stays whole; a title gives way.
    fn subject(&self) -> String {
        let day = self.events.iter().find_map(|one| one.short_day.as_deref());
        if self.discreet {
            let day = day.map(|day| day.split_once(", ").map_or(day, |(_, day)| day));
            let day = day.filter(|_| self.events.len() == 1);
            return day.map_or("Your appointments have changed".to_owned(), |day| {
                format!("Your appointment on {day} has changed")
            });
        }
        let behind = day.map(|day| format!(" · {day}")).unwrap_or_default();
        match self.events.as_slice() {
            _ if self.is_for_assistant => fitted_name("Changed for ", &self.speaker, &behind),
            [one] => fitted_name(&format!("{}: ", one.heading), &one.title, &behind),
            events => {
                let from = day.map(|day| format!(", from {day}")).unwrap_or_default();
                format!("Your schedule has changed: {} events{from}", events.len())
            }
        }
    }

    /// Its first sentence.
    fn opening(&self) -> &'static str {
        match self.events.as_slice() {
            [one] => one.opening,
            _ => "Something about your part in these events is not as you know it.",
        }
    }

    /// Who is asked.
    fn comes(&self) -> String {
        if self.is_for_assistant { format!("{} comes", self.speaker) } else { "you come".into() }
    }

    /// To whom it speaks.
    fn greeting(&self) -> String {
        let name =
            if self.is_for_assistant { self.assistant.as_ref() } else { Some(&self.speaker) };
        name.map_or("Hello,".to_owned(), |name| format!("Hello {name},"))
    }
}

impl ChangedPart {
    fn plain(self) -> Self {
        Self {
            title: plain::line(&self.title),
            groups: self.groups.into_iter().map(ChangedSession::plain).collect(),
            stands: plain::lines(&self.stands),
            reason: self.reason.as_deref().and_then(plain::some_line),
            note: self.note.as_deref().and_then(plain::some_line),
            ..self
        }
    }
}

impl ChangedSession {
    fn plain(self) -> Self {
        let line =
            |(what, old, new): (_, String, String)| (what, plain::line(&old), plain::line(&new));
        Self {
            title: self.title.as_deref().and_then(plain::some_line),
            lines: self.lines.into_iter().map(line).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ChangedPart, ChangedSession, ScheduleChanged, write_schedule_changed};

    fn part(title: &str) -> ChangedPart {
        let old = "Tuesday, April 20, 2027, 2:00 – 2:20 pm ET".to_owned();
        let new = "Tuesday, April 20, 2027, 2:50 – 3:10 pm ET".to_owned();
        ChangedPart {
            title: title.into(),
            short_day: Some("Tue, Apr 20".into()),
            heading: "Changed for you",
            opening: "Something about your part is not as you know it.",
            groups: vec![ChangedSession {
                title: Some("Panel one".into()),
                lines: vec![("When", old, new)],
            }],
            stands_as: "What you have there now:",
            stands: vec!["Panel one, Tue, Apr 20, 2:50 – 3:10 pm ET".into(), "Room 1".into()],
            is_asked: false,
            reason: None,
            note: Some("Sorry! See https://evil.example".into()),
        }
    }

    fn letter(events: Vec<ChangedPart>) -> ScheduleChanged {
        ScheduleChanged {
            speaker: "Dr. Ada Example".into(),
            assistant: None,
            is_for_assistant: false,
            discreet: false,
            events,
            link: Some("https://dais.example.org/s/1".into()),
            site: "Coalition".into(),
            privacy_link: "https://dais.example.org/privacy".into(),
        }
    }

    #[test]
    fn old_stands_beside_new_and_the_link_alone() {
        let events = vec![part("Hours in the Field and Everything That Follows")];
        let words = write_schedule_changed(letter(events)).expect("words");
        assert!(words.subject.starts_with("Changed for you: Hours in the"), "{}", words.subject);
        assert!(words.subject.ends_with(" · Tue, Apr 20") && words.subject.chars().count() < 60);
        let lines: Vec<_> = words.text.lines().collect();
        for line in [
            "Panel one",
            "When, before: Tuesday, April 20, 2027, 2:00 – 2:20 pm ET",
            "When, now: Tuesday, April 20, 2027, 2:50 – 3:10 pm ET",
            "https://dais.example.org/s/1",
        ] {
            assert!(lines.contains(&line), "{line} in {}", words.text);
        }
        assert!(!words.text.contains("https://evil") && !words.text.contains("\n\n\n"));
    }

    #[test]
    fn a_glance_at_the_subject_tells_nothing_to_who_wants_that() {
        let discreet = ScheduleChanged { discreet: true, ..letter(vec![part("Hours")]) };
        let words = write_schedule_changed(discreet).expect("words");
        assert_eq!(words.subject, "Your appointment on Apr 20 has changed");
    }

    #[test]
    fn several_events_make_one_letter_and_no_link_is_no_link() {
        let two = letter(vec![part("Hours"), part("Days")]);
        let words = write_schedule_changed(ScheduleChanged { link: None, ..two }).expect("words");
        assert_eq!(words.subject, "Your schedule has changed: 2 events, from Tue, Apr 20");
        assert!(words.text.contains("\nHours\n") && words.text.contains("\nDays\n"));
        assert!(!words.text.contains("/s/"), "{}", words.text);
    }
}
