//! An event as the public may see it: what pages, feeds, calendar files and mails are made of.
//!
//! Records stay behind this: a `Briefing` holds no address but the RSVP contact's, no unpublished
//! fact, and its speakers have all passed through [`PublicSpeaker`]. Times are words here, written
//! once in the event's own zone, so that two outputs cannot disagree.

use crate::calendar::web::Planned;
use crate::word::Word;

/// What the public may know of one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Briefing {
    /// The last part of the page's address.
    pub slug: String,
    /// The kind of event, as written in its document.
    pub kind: Option<Word>,
    /// BCP 47 tag of the language that the texts are in.
    pub language: String,
    /// The title, character for character.
    pub title: String,
    /// The line below the title.
    pub subtitle: Option<String>,
    /// The day or campaign that the event belongs to.
    pub occasion: Option<String>,
    /// Where the event stands in its life.
    pub stage: Stage,
    /// Why it was cancelled or postponed.
    pub reason: Option<String>,
    /// The slug of the event that takes its place.
    pub replacement: Option<String>,
    /// When it happens, in words.
    pub when: When,
    /// Where it happens.
    pub place: Place,
    /// The same for calendars; nothing while it has no date.
    pub planned: Option<Planned>,
    /// How to follow it from afar.
    pub online: Option<PublicOnline>,
    /// Who invites, in the document's order.
    pub hosts: Vec<PublicHost>,
    /// Who speaks, in the document's order.
    pub line_up: Vec<PublicSpeaker>,
    /// The parts of the agenda, in the document's order.
    pub sessions: Vec<PublicSession>,
    /// What it is about, in Markdown.
    pub description: Option<String>,
    /// Food, access, recording and the like.
    pub notices: Vec<PublicNotice>,
    /// Subjects.
    pub tags: Vec<String>,
    /// Whether one may reply just now.
    pub replies: Replies,
    /// Whom to ask about one's RSVP.
    pub contact: Option<Contact>,
}

/// Where an event stands in its life, as the public sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Still to come, or without a date.
    Coming,
    /// Begun and not yet over.
    UnderWay,
    /// Past its end, or past its last local day.
    Over,
    /// Will not happen.
    Cancelled,
    /// Will happen on another day that is not known yet.
    Postponed,
}

/// When an event or a session happens, in words of its own zone. What is unknown is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct When {
    /// `Friday, June 16, 2017`.
    pub day: Option<String>,
    /// The last day, when it is another one.
    pub last_day: Option<String>,
    /// `1:00 – 2:00 pm ET`, of a multi-day event the first day's start.
    pub hours: Option<String>,
    /// `until 5:00 pm ET` on the last day of a multi-day event, or when only the end is known.
    pub last_hours: Option<String>,
    /// `12:30 pm ET`.
    pub doors: Option<String>,
    /// It lasts the whole day.
    pub all_day: bool,
    /// The start for machines: RFC 3339 with offset, or the date alone.
    pub machine: Option<String>,
    /// The same for the end.
    pub machine_end: Option<String>,
    /// `Fri, Jun 16`, for narrow places.
    pub short_day: Option<String>,
    /// IANA name of the zone that the words are in.
    pub zone: String,
}

/// Where an event happens, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// In person, online or both.
    pub mode: Mode,
    /// The building's name.
    pub building: Option<String>,
    /// The room as written: `2172`, `SVC 212`, `Gold Room`.
    pub room: Option<String>,
    /// Street address.
    pub address: Option<String>,
    /// ISO 3166 country code.
    pub country: Option<String>,
    /// How to get in.
    pub arrival: Option<String>,
}

/// How people take part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// In the room.
    #[default]
    InPerson,
    /// From afar only.
    Online,
    /// As each likes.
    Hybrid,
}

/// What strangers may know of the stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicOnline {
    /// The stream's address, only if everybody may have it.
    pub url: Option<String>,
    /// Languages, captions and the like.
    pub note: Option<String>,
}

/// A host and its relation to the event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicHost {
    /// The organisation, office or caucus.
    pub name: String,
    /// `host`, `co_host`, `honorary_co_host`, `in_cooperation_with`, `sponsor_office`, or as written.
    pub relation: Option<Word>,
    /// Its own site, `http` or `https`.
    pub url: Option<String>,
    /// A paragraph on who they are.
    pub about: Option<String>,
}

/// A speaker's public face: the only thing that any output can get.
///
/// A protected speaker has the chosen public name, roles and titles and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicSpeaker {
    /// The name, the placeholder for one, or `Speaker to be announced`.
    pub name: String,
    /// There is no person behind the name yet.
    pub placeholder: bool,
    /// Shown by a chosen name; no picture, biography or organisation.
    pub protected: bool,
    /// Keynote, moderator, panelist …, as written.
    pub roles: Vec<Word>,
    /// Job titles, in order.
    pub titles: Vec<String>,
    /// Organisations, in order.
    pub organisations: Vec<String>,
    /// A word beside the name when it is not certain that they come: `Invited`.
    pub standing: Option<String>,
    /// Somebody else speaks in their place: `standing` says who, if anybody knows.
    pub is_represented: bool,
    /// Who they are, in Markdown.
    pub biography: Option<String>,
}

impl PublicSpeaker {
    /// The name as the agenda has it, with who is heard: `Ben Okri (represented by Cem Kaya)`.
    pub fn in_sessions(&self) -> String {
        match &self.standing {
            Some(standing) if self.is_represented => {
                format!("{} ({})", self.name, standing.replacen('R', "r", 1))
            }
            _ => self.name.clone(),
        }
    }
}

/// A part of the agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicSession {
    /// The title, if one is known.
    pub title: Option<String>,
    /// Keynote, panel, break …, as written.
    pub kind: Option<Word>,
    /// When it happens; its `day` is set when it differs from the session before.
    pub when: When,
    /// When its material opens: `Tuesday, April 16, 2002, 5:00 pm ET`.
    pub opens: Option<String>,
    /// Its room, when it is not the event's.
    pub room: Option<String>,
    /// Who leads it.
    pub moderator: Option<String>,
    /// Who speaks in it.
    pub speakers: Vec<String>,
    /// What it is about, in Markdown.
    pub description: Option<String>,
}

/// Something that guests should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicNotice {
    /// `food`, `accessibility`, `recording` …, as written.
    pub kind: Option<Word>,
    /// The text.
    pub text: String,
}

/// A person or desk that answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Who answers.
    pub name: Option<String>,
    /// Their address.
    pub email: Option<String>,
}

/// Whether one may reply, and what a reply gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replies {
    /// The form is open.
    Open(Open),
    /// The form opens at this moment: `Monday, March 1, 2027, 9:00 am ET`.
    Later(String),
    /// The form was open until now or has no seats.
    Closed,
    /// One simply comes.
    NotNeeded,
    /// Those invited know how.
    Invited,
    /// Over, cancelled or postponed: the stage says why.
    No,
}

/// What the open form offers.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, all shown by name")]
pub struct Open {
    /// Until when: `Thursday, June 15, 2017, 12:00 pm ET`; nothing when it is the event's own start.
    pub until: Option<String>,
    /// New replies wait: no seat is free in the room, or, where there is no choice, in the one half.
    pub room_full: bool,
    /// Who has a kept seat in the room gets one all the same.
    pub room_kept: bool,
    /// Where one may take part online: no place is free there.
    pub online_full: bool,
    /// The hosts look at each reply before it counts.
    pub by_approval: bool,
    /// The guest chooses between the room and online.
    pub choice: bool,
    /// The most seats that one reply may take, its sender's own among them.
    pub largest_party: i64,
}

/// One line of a list of events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The last part of the page's address.
    pub slug: String,
    /// The kind of event.
    pub kind: Option<Word>,
    /// The title.
    pub title: String,
    /// The line below it.
    pub subtitle: Option<String>,
    /// When.
    pub when: When,
    /// Where.
    pub place: Place,
    /// Who invites (relation `host` or none given).
    pub hosts: Vec<String>,
    /// Where it stands.
    pub stage: Stage,
}
