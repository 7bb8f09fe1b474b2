//! The letter that brings a speaker, or their assistant, the link to the schedule.

use askama::Template;
use chrono::NaiveDate;

use super::subject::fitted_name;
use super::{Words, plain};

/// What the letter tells. It holds a live link, so it has no `Debug`.
pub struct Schedule {
    /// Whose schedule it is, as printed.
    pub speaker: String,
    /// To whom it goes, if not to them: their assistant, by name where one is known.
    pub assistant: Option<String>,
    /// It goes to their assistant.
    pub is_for_assistant: bool,
    /// The subject names neither event nor person.
    pub discreet: bool,
    /// Where they are wanted next.
    pub next: Option<NextPart>,
    /// How many others are to come.
    pub more: usize,
    /// The schedule's page.
    pub link: String,
    /// The same as a calendar to follow.
    pub calendar_link: String,
    /// The name the coalition goes by.
    pub site: String,
    /// How personal data is treated.
    pub privacy_link: String,
}

/// What comes next for them.
#[derive(Default)]
pub struct NextPart {
    /// The event's title.
    pub title: String,
    /// `Tue, Apr 20`.
    pub short_day: Option<String>,
    /// The room, where all that they have is in one.
    pub room: Option<String>,
    /// The first day of their own.
    pub day: Option<NaiveDate>,
    /// When, a fact each.
    pub when: Vec<String>,
    /// Their own sessions with their times, a line each.
    pub own: Vec<String>,
    /// Room, building and address, a fact each.
    pub place: Vec<String>,
    /// The way in.
    pub arrival: Option<String>,
    /// They are asked whether they come.
    pub is_asked: bool,
}

#[derive(Template)]
#[template(path = "schedule/letter.txt")]
struct Text<'a> {
    schedule: &'a Schedule,
}

#[derive(Template)]
#[template(path = "schedule/letter.html")]
struct Html<'a> {
    schedule: &'a Schedule,
    subject: &'a str,
}

/// Writes the letter.
pub fn write_schedule(schedule: Schedule) -> Result<Words, askama::Error> {
    let schedule = &schedule.plain();
    let subject = schedule.subject();
    let text = plain::paragraphs(&Text { schedule }.render()?);
    let html = plain::paragraphs(&Html { schedule, subject: &subject }.render()?);
    Ok(Words { subject, text, html })
}

impl Schedule {
    fn plain(self) -> Self {
        Self {
            speaker: plain::line(&self.speaker),
            assistant: self.assistant.as_deref().and_then(plain::some_line),
            next: self.next.map(NextPart::plain),
            site: plain::line(&self.site),
            ..self
        }
    }

    /// The day stays whole; a title gives way.
    fn subject(&self) -> String {
        let day = self.next.as_ref().and_then(|next| next.short_day.as_deref());
        if self.discreet {
            let day = day.map(|day| day.split_once(", ").map_or(day, |(_, day)| day));
            return day.map_or("Your appointments".to_owned(), |day| {
                format!("Your appointment on {day}")
            });
        }
        let opening = if self.is_for_assistant { "Schedule: " } else { "Your schedule: " };
        let day = day.map(|day| format!(" · {day}")).unwrap_or_default();
        let name = match &self.next {
            _ if self.is_for_assistant => &self.speaker,
            Some(next) => &next.title,
            None => &self.site,
        };
        fitted_name(opening, name, &day)
    }

    /// To whom it speaks.
    fn greeting(&self) -> String {
        let name =
            if self.is_for_assistant { self.assistant.as_ref() } else { Some(&self.speaker) };
        name.map_or("Hello,".to_owned(), |name| format!("Hello {name},"))
    }
}

impl NextPart {
    /// When they are wanted: the hours of their sessions, and the event's where none of those has any.
    pub fn lines(&self) -> Vec<String> {
        let whole = Some(self.when.join(", ")).filter(|_| self.day.is_none());
        whole.into_iter().chain(self.own.iter().cloned()).collect()
    }

    fn plain(self) -> Self {
        Self {
            title: plain::line(&self.title),
            when: plain::lines(&self.when),
            own: plain::lines(&self.own),
            place: plain::lines(&self.place),
            arrival: self.arrival.as_deref().and_then(plain::some_line),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{NextPart, Schedule, write_schedule};

    fn schedule() -> Schedule {
        Schedule {
            speaker: "Dr. Ada Example".into(),
            assistant: None,
            is_for_assistant: false,
            discreet: false,
            next: Some(NextPart {
                title: "Hours in the Field and Everything That Follows".into(),
                short_day: Some("Tue, Apr 20".into()),
                room: None,
                day: None,
                when: vec!["Tuesday, April 20, 2027".into(), "2:00 – 3:30 pm ET".into()],
                own: vec!["Panel one, 2:30 – 3:00 pm ET".into()],
                place: vec!["Room 1300".into()],
                arrival: Some("https://evil.example Door B".into()),
                is_asked: false,
            }),
            more: 2,
            link: "https://dais.example.org/s/1".into(),
            calendar_link: "https://dais.example.org/s/1.ics".into(),
            site: "Coalition".into(),
            privacy_link: "https://dais.example.org/privacy".into(),
        }
    }

    #[test]
    fn the_link_stands_alone_and_the_day_in_the_subject() {
        let words = write_schedule(schedule()).expect("words");
        assert!(
            words.subject.starts_with("Your schedule: Hours in the Field"),
            "{}",
            words.subject
        );
        assert!(words.subject.ends_with(" · Tue, Apr 20") && words.subject.chars().count() < 60);
        let lines: Vec<_> = words.text.lines().collect();
        assert!(lines.contains(&"https://dais.example.org/s/1"), "{}", words.text);
        assert!(lines.contains(&"https://dais.example.org/s/1.ics"), "{}", words.text);
        assert!(
            lines.contains(&"Panel one, 2:30 – 3:00 pm ET") && lines[0] == "Hello Dr. Ada Example,"
        );
        assert!(!words.text.contains("https://evil"), "{}", words.text);
        assert!(!words.text.contains("\n\n\n"), "{}", words.text);
    }

    #[test]
    fn a_glance_at_the_subject_tells_nothing_to_who_wants_that() {
        let words = write_schedule(Schedule { discreet: true, ..schedule() }).expect("words");
        assert_eq!(words.subject, "Your appointment on Apr 20");
        let none = Schedule { discreet: true, next: None, ..schedule() };
        assert_eq!(write_schedule(none).expect("words").subject, "Your appointments");
    }

    #[test]
    fn an_assistant_reads_whose_schedule_it_is() {
        let assistant = Some("Sam Scheduler".to_owned());
        let theirs = Schedule { assistant, is_for_assistant: true, ..schedule() };
        let words = write_schedule(theirs).expect("words");
        assert_eq!(words.subject, "Schedule: Dr. Ada Example · Tue, Apr 20");
        assert!(words.text.starts_with("Hello Sam Scheduler,\n"), "{}", words.text);
        assert!(words.text.contains("for Dr. Ada Example"), "{}", words.text);
    }
}
