//! A letter's kind and state in the words of staff.
//!
//! One pure function, so that the page of all letters and the page of one RSVP cannot tell two
//! stories about the same letter.

use std::borrow::Cow;

use chrono::{DateTime, Utc};

use super::claim::IMPOSSIBLE;
use super::{Kind, Posted};
use crate::ladder::{distance, rung_of};
use crate::time::{Zone, hours, short_moment};

/// Where a letter stands, as staff sort them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// It will be sent, or is being sent.
    OnTheWay,
    /// It was not sent, and nothing more happens by itself.
    Failed,
    /// The relay took it.
    Sent,
    /// Staff stopped it.
    Stopped,
    /// The address has nothing here: no staff, no RSVPs. Nobody is told of it.
    Nobodys,
}

/// How a letter is doing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Where it stands.
    pub shelf: Shelf,
    /// A postman has it in hand just now.
    pub in_hand: bool,
    /// The same in a few words, without addresses: `Waits for its turn`.
    pub words: String,
}

impl Kind {
    /// What the letter is, as a heading of a list has it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Confirmed => "Confirmation",
            Self::Waiting => "Waiting list",
            Self::Asked => "Request received",
            Self::AlreadyHere => "Replied before",
            Self::GivenUp => "Cancelled by the guest",
            Self::Cancelled => "Cancelled by staff",
            Self::Corrected => "RSVP corrected",
            Self::Offered => "Seat offered",
            Self::Lapsed => "Offer ran out",
            Self::LineClosed => "Waiting list closed",
            Self::Changed => "RSVP changed",
            Self::EventChanged => "Change of the event",
            Self::HandedOver => "Handed over",
            Self::Readdressed => "Correction, to the old address",
            Self::Reminder => "Reminder",
            Self::SpeakerReminder => "Reminder to a speaker",
            Self::Schedule => "Schedule of a speaker",
            Self::ScheduleChanged => "Change for a speaker",
            Self::Group => "Letter to a group",
            Self::Specimen => "Test copy of a letter",
            Self::Receipt => "Receipt for who replied on behalf",
            Self::Mine => "Own RSVPs",
            Self::SignIn => "Sign-in link",
            Self::Invited => "Invitation to staff",
            Self::Test => "Test mail",
            Self::Digest => "Digest of new replies",
            Self::MemberReplied => "Alert: a Member seems to have replied",
            Self::RoomFull => "Alert: the room is full",
            Self::ConsentOver => "Alert: a consent has run out",
            Self::MailTrouble => "Alert: trouble with mail",
            Self::Unknown => "A letter of another version",
        }
    }
}

impl Posted {
    /// What it is, as a heading of a list has it: `Confirmation`, `Confirmation, copy`,
    /// `Reminder, 1 day before`.
    pub fn words(&self) -> Cow<'static, str> {
        let kind = match self.kind {
            Kind::Reminder | Kind::SpeakerReminder => {
                let before = distance(rung_of(self.occurrence));
                Cow::from(format!("{}, {before}", self.kind.words()))
            }
            kind => kind.words().into(),
        };
        let is_copy = self.copy && self.kind != Kind::Receipt;
        if is_copy && self.speaker_id.is_some() {
            return format!("{kind}, to the assistant").into();
        }
        if is_copy { format!("{kind}, copy").into() } else { kind }
    }

    /// Where it stands.
    pub fn shelf(&self) -> Shelf {
        match self.outcome.as_deref() {
            _ if self.done_at.is_none() => Shelf::OnTheWay,
            Some("sent") => Shelf::Sent,
            Some("stopped") => Shelf::Stopped,
            Some("nobody") => Shelf::Nobodys,
            _ => Shelf::Failed,
        }
    }

    /// Whether a postman may be sending it at this moment.
    pub fn is_in_hand(&self, now: DateTime<Utc>) -> bool {
        let held = |until: DateTime<Utc>| until > now && until <= now + IMPOSSIBLE;
        self.done_at.is_none() && self.claimed_until.is_some_and(held)
    }
}

/// How this letter is doing; times are told in `zone`.
pub fn told(posted: &Posted, now: DateTime<Utc>, zone: Zone) -> Told {
    let (shelf, in_hand) = (posted.shelf(), posted.is_in_hand(now));
    let answer = posted.answer.as_deref().unwrap_or("nobody knows why");
    let words = match shelf {
        Shelf::OnTheWay if in_hand => "Being sent now".to_owned(),
        Shelf::OnTheWay => on_the_way(posted, now, zone),
        Shelf::Sent => match posted.done_at {
            Some(at) => format!("Sent {}", near(at, now, zone)),
            None => "Sent".to_owned(),
        },
        Shelf::Failed if posted.outcome.as_deref() == Some("too_late") => {
            format!("Too late: {answer}")
        }
        Shelf::Failed => format!("Refused for good: {answer}"),
        Shelf::Stopped => format!("Stopped by {answer}"),
        Shelf::Nobodys => "Nothing here belongs to this address".to_owned(),
    };
    Told { shelf, in_hand, words }
}

fn on_the_way(posted: &Posted, now: DateTime<Utc>, zone: Zone) -> String {
    if posted.kind == Kind::Unknown {
        return "Waits for the version of Dais that wrote it".to_owned();
    }
    let next = (posted.due_at > now).then(|| near(posted.due_at, now, zone));
    match (posted.attempts, next) {
        (0, None) => "Waits for its turn".to_owned(),
        (0, Some(next)) if posted.urgency > Kind::Confirmed.urgency() => {
            format!("Scheduled for {next}")
        }
        (0, Some(next)) => {
            format!("Waits until {next}: this address had several letters in a short time")
        }
        (attempts, next) => {
            let answer = posted.answer.as_deref().unwrap_or("it was not sent");
            let next = next.map_or("any moment now".to_owned(), |next| format!("at {next}"));
            let times = if attempts == 1 { "attempt" } else { "attempts" };
            format!("{}; next attempt {next} ({attempts} {times} so far)", capital(answer))
        }
    }
}

/// `10:42 am ET`, with the day where it is another one: `Fri, Jun 16, 10:42 am ET`.
pub(super) fn near(at: DateTime<Utc>, now: DateTime<Utc>, zone: Zone) -> String {
    let there = zone.local(at);
    if there.date() == zone.local(now).date() {
        return hours(there.time(), None, &zone.label(at));
    }
    short_moment(at, now, zone)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2027-04-01T14:00:00Z";

    fn at(moment: &str) -> DateTime<Utc> {
        moment.parse().expect("an instant")
    }

    fn posted() -> Posted {
        Posted {
            id: 1,
            rsvp_id: Some(1),
            event_id: Some(1),
            speaker_id: None,
            mailing_id: None,
            urgency: 1,
            changes: None,
            kind: Kind::Confirmed,
            occurrence: 0,
            recipient: "ada@example.org".into(),
            message_id: "<1@example.org>".into(),
            calendar: None,
            sequence: 0,
            note: None,
            copy: false,
            useless_from: None,
            written_at: at(NOW),
            due_at: at(NOW),
            claimed_until: None,
            attempts: 0,
            done_at: None,
            outcome: None,
            answer: None,
        }
    }

    fn words(posted: &Posted) -> String {
        told(posted, at(NOW), Zone::default()).words
    }

    #[test]
    fn a_letter_on_its_way_says_what_it_waits_for() {
        assert_eq!(words(&posted()), "Waits for its turn");
        let put_off = Posted { due_at: at("2027-04-01T14:10:00Z"), ..posted() };
        assert!(words(&put_off).starts_with("Waits until 10:10 am ET:"));
        let tried = Posted {
            attempts: 3,
            answer: Some("the mail relay cannot be reached".into()),
            due_at: at("2027-04-01T14:42:00Z"),
            ..posted()
        };
        assert_eq!(
            words(&tried),
            "The mail relay cannot be reached; next attempt at 10:42 am ET (3 attempts so far)"
        );
        let tomorrow = Posted { attempts: 1, due_at: at("2027-04-02T14:42:00Z"), ..tried.clone() };
        assert!(words(&tomorrow).ends_with("at Fri, Apr 2, 10:42 am ET (1 attempt so far)"));
        let due = Posted { due_at: at(NOW), ..tried };
        assert!(words(&due).ends_with("next attempt any moment now (3 attempts so far)"));
        let foreign = Posted { kind: Kind::Unknown, ..due };
        assert_eq!(words(&foreign), "Waits for the version of Dais that wrote it");
    }

    #[test]
    fn a_lease_counts_while_it_lasts_and_only_where_it_can_be() {
        let until = |moment: &str| Posted { claimed_until: Some(at(moment)), ..posted() };
        assert_eq!(words(&until("2027-04-01T14:00:30Z")), "Being sent now");
        for free in ["2027-04-01T14:00:00Z", "2027-04-01T13:00:00Z", "2027-04-01T15:00:00Z"] {
            assert_eq!(words(&until(free)), "Waits for its turn", "{free}");
        }
    }

    #[test]
    fn what_is_done_says_how_it_ended() {
        let done = |outcome: &str, answer: &str| Posted {
            done_at: Some(at("2026-12-31T14:00:00Z")),
            outcome: Some(outcome.into()),
            answer: Some(answer.into()),
            ..posted()
        };
        let why = "the mail relay refused the recipient (550)";
        assert_eq!(words(&done("refused", why)), format!("Refused for good: {why}"));
        assert_eq!(words(&done("too_late", why)), format!("Too late: {why}"));
        assert_eq!(words(&done("stopped", "Ada Example")), "Stopped by Ada Example");
        let sent = Posted { answer: None, ..done("sent", "") };
        assert_eq!(words(&sent), "Sent Thu, Dec 31, 2026, 9:00 am ET");
    }
}
