//! What a letter tells, and how its words count seats and name people.

use super::changes::Changes;
use super::greeting::greetable;
use super::{Language, plain};
use crate::calendar::mailto;
use crate::rsvp::Standing;

/// What a letter tells. It holds the guest's name and a live link, so it has no `Debug`.
#[derive(Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, all asked by name")]
pub struct Facts {
    /// What the letter is written in.
    pub language: Language,
    /// The event's title.
    pub title: String,
    /// The day as the subject tells it: "Fri, Jun 16".
    pub short_when: Option<String>,
    /// The room as the subject tells it: "Rayburn 2172".
    pub short_where: Option<String>,
    /// Day and hours, a fact each. Empty while the event has no date.
    pub when: Vec<String>,
    /// Room, building and address, a fact each.
    pub place: Vec<String>,
    /// How to get in; several lines are several facts.
    pub arrival: Option<String>,
    /// The hosts as one line; may be empty.
    pub hosts: String,
    /// The name to greet, as typed.
    pub guest: Option<String>,
    /// This person takes part online. The address of the stream stands on their RSVP page, never
    /// in a mail, which may be forwarded.
    pub online: bool,
    /// Seats of the party, the guest's own among them.
    pub seats: i64,
    /// Whom the guest brings, as typed.
    pub companions: Vec<String>,
    /// Until when an offered seat is held: `Saturday, April 3, 2027, 10:00 am ET`.
    pub offered_until: Option<String>,
    /// Who replied on behalf of the guest, as typed.
    pub scheduler: Option<String>,
    /// The guest has not allowed the scheduler's copies.
    pub asks_for_copies: bool,
    /// This letter is the scheduler's copy.
    pub copy: bool,
    /// Of the copy for a speaker's assistant: whose it is, if it is that of one.
    pub assisted: Option<String>,
    /// The colleague who handed the RSVP over, as typed.
    pub handed_by: Option<String>,
    /// Who answers questions.
    pub contact: Option<Contact>,
    /// The name the coalition goes by.
    pub site: String,
    /// The guest's own page: see, correct, cancel.
    pub rsvp_link: String,
    /// The event's public page.
    pub event_link: String,
    /// Of a speaker's reminder: their schedule.
    pub schedule_link: Option<String>,
    /// How personal data is treated.
    pub privacy_link: String,
    /// What staff add in their own words; several lines are several facts.
    pub note: Option<String>,
    /// The place in the waiting list, counted from one.
    pub place_in_line: Option<i64>,
    /// How the RSVP stands at the moment of writing.
    pub standing: Option<Standing>,
    /// Of a reminder: how near the event is.
    pub reminder: Option<Reminder>,
    /// Of a letter about changes: what is not as it was.
    pub changes: Changes,
    /// What the letter before this one brought.
    pub before: Before,
    /// Of an announcement: where its reader declines further ones.
    pub way_out: Option<String>,
    /// What is not possible any more at the moment of writing.
    pub deadlines: Deadlines,
    /// Its reader wants nothing told by what a glance can catch: the subject names no event.
    pub discreet: bool,
    /// For whom it is written.
    pub purpose: Purpose,
}

/// For whom a letter is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Purpose {
    /// For its reader.
    #[default]
    Reading,
    /// For staff who try it out; its subject says so.
    Trying,
}

/// What a reminder tells of the time at which it is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reminder {
    /// Local days from the day of writing to the event's first one.
    pub days: i64,
    /// Its reader is asked to say again that they come: the link leads to where they do.
    pub asks: bool,
}

/// What the letter before brought, where that matters for the words of the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Before {
    /// Nothing that matters.
    #[default]
    Nothing,
    /// An offer, which is taken back now.
    Offer,
}

/// What guests may do only for a while, and whether that is over.
#[derive(Clone, Default)]
pub struct Deadlines {
    /// The hosts' cut-off for changes, if they set one: `Friday, April 2, 2027, 3:00 pm ET`.
    pub changes_until: Option<String>,
    /// It has passed.
    pub changes_are_over: bool,
    /// No new reply is taken, so nobody comes back who gave up.
    pub replies_are_over: bool,
    /// Nothing is offered any more to those who wait.
    pub offers_are_over: bool,
}

/// Who answers questions about an event.
#[derive(Clone)]
pub struct Contact {
    /// The name to ask for.
    pub name: Option<String>,
    /// The mail address.
    pub email: String,
}

impl Contact {
    /// The address as a link.
    pub(super) fn mailto(&self) -> String {
        mailto(&self.email)
    }
}

impl Facts {
    /// The same facts, each fit to stand on a line of its own. A name that could be anything else
    /// becomes empty.
    pub(super) fn plain(&self) -> Self {
        let contact = self.contact.as_ref().map(|contact| Contact {
            name: contact.name.as_deref().and_then(plain::some_line),
            email: plain::line(&contact.email),
        });
        let all_greetable = self.companions.iter().all(|name| greetable(name.trim()));
        let companions = if all_greetable { plain::lines(&self.companions) } else { vec![] };
        Self {
            title: plain::line(&self.title),
            short_when: self.short_when.as_deref().and_then(plain::some_line),
            short_where: self.short_where.as_deref().and_then(plain::some_line),
            when: plain::lines(&self.when),
            place: plain::lines(&self.place),
            hosts: plain::line(&self.hosts),
            guest: self.guest.as_deref().map(name).filter(|name| !name.is_empty()),
            companions,
            scheduler: self.scheduler.as_deref().map(name),
            assisted: self.assisted.as_deref().and_then(plain::some_line),
            handed_by: self.handed_by.as_deref().map(name),
            site: plain::line(&self.site),
            contact,
            changes: self.changes.plain(),
            ..self.clone()
        }
    }

    /// The day without its name: `Jun 16`.
    pub(super) fn bare_day(&self) -> Option<&str> {
        let day = self.short_when.as_deref()?;
        Some(day.split_once(", ").map_or(day, |(_, day)| day))
    }

    pub(super) fn note_lines(&self) -> Vec<String> {
        broken(self.note.as_ref())
    }

    pub(super) fn arrival_lines(&self) -> Vec<String> {
        broken(self.arrival.as_ref())
    }

    /// Whether it is a party of several.
    pub(super) fn are_many(&self) -> bool {
        self.seats > 1
    }

    /// Whether the reader is asked to say again that they come.
    pub(super) fn asks(&self) -> bool {
        self.reminder.is_some_and(|reminder| reminder.asks)
    }

    /// Whether an offer that they were told of is taken back.
    pub(super) fn offer_is_gone(&self) -> bool {
        self.before == Before::Offer
    }

    /// Whether it is a copy for staff who try it out.
    pub(super) fn is_test(&self) -> bool {
        self.purpose == Purpose::Trying
    }

    /// Whether the guest may still change and cancel by the link.
    pub(super) fn may_change(&self) -> bool {
        !self.deadlines.changes_are_over
    }

    /// Whether the link is worth calling a way to change something: nobody plans for what is called off.
    pub(super) fn invites_changes(&self) -> bool {
        self.may_change() && !self.changes.is_called_off()
    }

    /// Whether who gave up or missed an offer may come back by the link.
    pub(super) fn may_come_back(&self) -> bool {
        self.may_change() && !self.deadlines.replies_are_over
    }

    /// One form of a verb for one seat, another for several.
    pub(super) fn one<'a>(&self, one: &'a str, many: &'a str) -> &'a str {
        if self.are_many() { many } else { one }
    }
}

/// A name as one line; empty unless it can be nothing but a name.
fn name(typed: &str) -> String {
    let typed = typed.trim();
    if greetable(typed) { plain::line(typed) } else { String::new() }
}

/// A text of several lines, each fit to stand in a letter.
fn broken(text: Option<&String>) -> Vec<String> {
    let lines = text.map(|text| text.split(['\n', '\r', '\u{2028}', '\u{2029}']));
    plain::lines(lines.into_iter().flatten())
}

/// `A, B and C`.
pub(crate) fn in_a_row<S: AsRef<str>>(names: &[S]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
