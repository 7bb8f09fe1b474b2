//! A letter as a mail program reads it, and the calendar part as a calendar does.

use std::path::Path;

use icalendar::parser::{Component, read_calendar as read, unfold};
use mail_parser::{MessageParser, MimeHeaders as _};

#[derive(Clone)]
pub struct Letter {
    raw: Vec<u8>,
}

/// What a letter tells, as a reader takes it from the subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Confirmed,
    Waiting,
    Requested,
    AlreadyHere,
    GivenUp,
    Declined,
    Corrected,
    Offered,
    Lapsed,
    LineClosed,
    Changed,
    HandedOver,
    Receipt,
    Mine,
    EventChanged,
    EventCancelled,
    EventPostponed,
    EventBackOn,
}

/// The one entry of a calendar file, with the file's method.
#[derive(Clone, Debug)]
pub struct Entry {
    pub method: String,
    /// Name, parameters, value of each property of the VEVENT.
    properties: Vec<(String, String, String)>,
    /// Names of the other components, such as VTIMEZONE.
    pub beside: Vec<String>,
}

/// The letters of a folder in the order in which they were written.
pub fn in_folder(folder: &Path) -> Vec<Letter> {
    let Ok(entries) = std::fs::read_dir(folder) else { return vec![] };
    let mut files: Vec<(i64, Letter)> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "eml"))
        .map(|path| {
            let name = path.file_stem().and_then(|name| name.to_str()).expect("a name").to_owned();
            let id = name.rsplit('-').next().and_then(|id| id.parse().ok()).expect("a number");
            (id, Letter { raw: std::fs::read(&path).expect("a letter") })
        })
        .collect();
    files.sort_by_key(|(id, _)| *id);
    files.into_iter().map(|(_, letter)| letter).collect()
}

impl Letter {
    pub fn read(raw: &str) -> Self {
        Self { raw: raw.as_bytes().to_vec() }
    }

    pub fn raw(&self) -> String {
        String::from_utf8(self.raw.clone()).expect("UTF-8")
    }

    fn parsed(&self) -> mail_parser::Message<'_> {
        MessageParser::default().parse(&self.raw).expect("a message")
    }

    /// The one recipient's address.
    pub fn to(&self) -> String {
        let message = self.parsed();
        let to: Vec<_> = message.to().expect("a recipient").iter().collect();
        assert_eq!(to.len(), 1, "one recipient");
        assert!(message.cc().is_none() && message.bcc().is_none());
        to[0].address().expect("an address").to_owned()
    }

    pub fn subject(&self) -> String {
        self.parsed().subject().expect("a subject").to_owned()
    }

    /// What kind of letter its subject announces.
    #[track_caller]
    pub fn kind(&self) -> Kind {
        let subject = self.subject();
        match subject.split([':', '·']).next().unwrap_or_default().trim_end() {
            "Confirmed" => Kind::Confirmed,
            "On the waiting list" => Kind::Waiting,
            "Requested" => Kind::Requested,
            "Your RSVP" => Kind::AlreadyHere,
            "RSVP cancelled" => Kind::GivenUp,
            "Request declined" => Kind::Declined,
            "RSVP corrected" => Kind::Corrected,
            "Seat offered" | "Seats offered" | "Place offered" | "Places offered" => Kind::Offered,
            "Offer ran out" => Kind::Lapsed,
            "RSVPs closed" => Kind::LineClosed,
            "RSVP changed" => Kind::Changed,
            "Event changed" => Kind::EventChanged,
            "Event cancelled" => Kind::EventCancelled,
            "Event postponed" => Kind::EventPostponed,
            "Event back on" => Kind::EventBackOn,
            "RSVP handed over" => Kind::HandedOver,
            "Reply received" => Kind::Receipt,
            "Your RSVPs" => Kind::Mine,
            _ => panic!("a letter of no known kind: {subject}"),
        }
    }

    /// A header as it was sent, unfolded.
    #[track_caller]
    pub fn header(&self, name: &str) -> String {
        let message = self.parsed();
        let all: Vec<_> = message.headers_raw().filter(|(known, _)| *known == name).collect();
        assert_eq!(all.len(), 1, "{name} stands once");
        all[0].1.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub fn has_header(&self, name: &str) -> bool {
        self.parsed().headers_raw().any(|(known, _)| known.eq_ignore_ascii_case(name))
    }

    /// The content types of the parts, as sent.
    pub fn content_types(&self) -> Vec<String> {
        let message = self.parsed();
        let kind = |part: &mail_parser::MessagePart<'_>| {
            let kind = part.content_type()?;
            let mut words =
                vec![format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default())];
            for attribute in kind.attributes().unwrap_or_default() {
                if attribute.name != "boundary" {
                    words.push(format!("{}={}", attribute.name, attribute.value));
                }
            }
            Some(words.join("; "))
        };
        message.parts.iter().filter_map(kind).collect()
    }

    fn part(&self, kind: &str) -> Option<String> {
        let message = self.parsed();
        let mut parts = message
            .parts
            .iter()
            .filter(|part| part.content_type().is_some_and(|known| known.subtype() == Some(kind)));
        let found = parts.next().map(|part| part.text_contents().expect("text").to_owned());
        assert!(parts.next().is_none(), "one part of a kind");
        found
    }

    pub fn plain(&self) -> String {
        self.part("plain").expect("a plain part").replace("\r\n", "\n")
    }

    pub fn html(&self) -> String {
        self.part("html").expect("an HTML part")
    }

    pub fn lines(&self) -> Vec<String> {
        self.plain().lines().map(str::to_owned).collect()
    }

    /// The lines that are a link and nothing else.
    pub fn links(&self) -> Vec<String> {
        self.lines()
            .into_iter()
            .filter(|line| line.starts_with("http") && !line.contains(' '))
            .collect()
    }

    /// The path of the guest's own page, as a reader finds it.
    #[track_caller]
    pub fn own_page(&self) -> String {
        let links = self.links();
        let mut own = links.iter().filter_map(|link| link.find("/r/").map(|at| &link[at..]));
        let path = own.next().expect("a link to one's own page").to_owned();
        assert!(own.next().is_none(), "one link to one's own page");
        path
    }

    pub fn calendar_text(&self) -> Option<String> {
        self.part("calendar")
    }

    /// All calendars that came with it: the part first, then the files.
    pub fn calendars(&self) -> Vec<String> {
        let message = self.parsed();
        let is_one = |part: &&mail_parser::MessagePart<'_>| {
            part.content_type().is_some_and(|known| known.subtype() == Some("calendar"))
        };
        let parts = message.parts.iter().filter(is_one);
        parts.map(|part| part.text_contents().expect("text").to_owned()).collect()
    }

    #[track_caller]
    pub fn calendar(&self) -> Entry {
        one_entry(&self.calendar_text().expect("a calendar part"))
    }
}

/// All entries of a calendar file.
#[track_caller]
pub fn read_calendar(text: &str) -> Vec<Entry> {
    let unfolded = unfold(text);
    let calendar = read(&unfolded).expect("a calendar");
    let of_file = |name: &str| {
        let found = calendar.properties.iter().find(|property| property.name == name);
        found.map(|property| property.val.to_string()).unwrap_or_default()
    };
    let (events, others): (Vec<&Component<'_>>, Vec<_>) =
        calendar.components.iter().partition(|component| component.name == "VEVENT");
    let beside: Vec<String> = others.iter().map(|component| component.name.to_string()).collect();
    let entry = |event: &Component<'_>| Entry {
        method: of_file("METHOD"),
        properties: event.properties.iter().map(property).collect(),
        beside: beside.clone(),
    };
    events.into_iter().map(entry).collect()
}

#[track_caller]
fn one_entry(text: &str) -> Entry {
    let mut entries = read_calendar(text);
    assert_eq!(entries.len(), 1, "{text}");
    entries.remove(0)
}

fn property(property: &icalendar::parser::Property<'_>) -> (String, String, String) {
    let parameters = property.params.iter().map(|parameter| {
        let value = parameter.val.as_ref().map(ToString::to_string).unwrap_or_default();
        format!("{}={value}", parameter.key)
    });
    let parameters = parameters.collect::<Vec<_>>().join(";");
    (property.name.to_string(), parameters, property.val.to_string())
}

impl Entry {
    /// Values of all properties of this name.
    pub fn all(&self, name: &str) -> Vec<String> {
        let named = self.properties.iter().filter(|(known, ..)| known == name);
        named.map(|(_, _, value)| value.clone()).collect()
    }

    /// The value of the one property of this name.
    #[track_caller]
    pub fn value(&self, name: &str) -> String {
        let mut all = self.all(name);
        assert_eq!(all.len(), 1, "{name} in {self:?}");
        all.remove(0)
    }

    /// The parameters of the one property of this name.
    #[track_caller]
    pub fn parameters(&self, name: &str) -> String {
        let named: Vec<_> = self.properties.iter().filter(|(known, ..)| known == name).collect();
        assert_eq!(named.len(), 1, "{name} in {self:?}");
        named[0].1.clone()
    }

    pub fn sequence(&self) -> i64 {
        self.value("SEQUENCE").parse().expect("a number")
    }
}
