//! What would change, and the mail that would tell it, for looking at before it is done.

use super::plan::{Moved, Plan};
use crate::desk::Desk;
use crate::error::Result;
use crate::event::Event;
use crate::outbox::{Letter, of_rsvp};
use crate::rsvp::{Rsvp, category_in_words};
use crate::token::hashed;

/// What a deed would come to.
pub struct Review {
    /// The event.
    pub event_id: i64,
    /// Its title.
    pub event: String,
    /// Who it is about, by the name that is kept or will be.
    pub name: String,
    /// What would be different.
    pub changes: Vec<Change>,
    /// What staff should know besides.
    pub remarks: Vec<String>,
    /// The mail, if one can go out.
    pub mail: Option<Mail>,
    /// Who gets a copy of it, because they replied on behalf of the guest.
    pub copy_to: Option<String>,
    /// Tells this review from any other, but for the note, which staff may still be writing.
    pub seen: String,
}

/// A fact that would be different.
#[derive(Clone, PartialEq, Eq)]
pub struct Change {
    /// What it is: `Job title`.
    pub what: &'static str,
    /// As it is; empty if unknown until now.
    pub before: String,
    /// As it would be; empty if taken away.
    pub after: String,
}

/// A mail as it would go out, with words in place of the live link.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    /// From whom.
    pub from: String,
    /// To whom.
    pub to: String,
    /// Where answers go, if not to the sender.
    pub reply_to: Option<String>,
    /// The subject.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// What it does to the guest's calendar.
    pub calendar: Calendar,
}

crate::private::private!(Review, Change, Mail);

/// What a mail does to the guest's calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calendar {
    /// Nothing.
    Untouched,
    /// The event is entered, or what is there brought up to date.
    Entered,
    /// The event is taken out.
    TakenOut,
}

/// Writes down what a plan comes to.
pub(super) async fn review(
    desk: &Desk,
    event: &Event,
    plan: &Plan,
    note: Option<String>,
) -> Result<Review> {
    let mut changes = changes(plan.before.as_ref(), &plan.after);
    changes.extend(plan.moved.map(Change::from));
    let said = note.clone();
    let (mut mail, mut without_note) = (None, None);
    if let Some(kind) = plan.letter {
        let rsvp = plan.counted(desk.now());
        let bare = Mail::from(of_rsvp::preview(desk, &rsvp, kind, None).await?);
        mail = Some(match note {
            None => bare.clone(),
            note => of_rsvp::preview(desk, &rsvp, kind, note).await?.into(),
        });
        without_note = Some(bare);
    }
    Ok(Review {
        event_id: event.id,
        event: event.title.clone(),
        name: plan.before.as_ref().unwrap_or(&plan.after).name.clone(),
        seen: fingerprint(plan, &changes, without_note.as_ref(), said.as_deref()),
        changes,
        remarks: plan.remarks.clone(),
        copy_to: mail.as_ref().and(of_rsvp::copy_to(&plan.after)).and(scheduler(&plan.after)),
        mail,
    })
}

impl From<Moved> for Change {
    fn from(moved: Moved) -> Self {
        let place = |place: i64| format!("Number {place}");
        Self {
            what: "Place in line",
            before: moved.from.map(place).unwrap_or_default(),
            after: place(moved.to),
        }
    }
}

impl From<Letter> for Mail {
    fn from(letter: Letter) -> Self {
        let reply_to = letter.reply_to.map(|(name, email)| match name {
            Some(name) => format!("{name} <{email}>"),
            None => email,
        });
        Self {
            from: letter.from,
            to: letter.to,
            reply_to,
            subject: letter.subject,
            text: letter.text,
            calendar: match letter.calendar {
                None => Calendar::Untouched,
                Some(("CANCEL", _)) => Calendar::TakenOut,
                Some(_) => Calendar::Entered,
            },
        }
    }
}

/// What differs; of a new RSVP all that is known.
fn changes(before: Option<&Rsvp>, after: &Rsvp) -> Vec<Change> {
    let before = before.map(facts);
    let facts = facts(after).into_iter().enumerate();
    let change = |(number, (what, after)): (usize, (&'static str, String))| {
        let before = before.as_ref().map(|facts| facts[number].1.clone()).unwrap_or_default();
        (before != after).then_some(Change { what, before, after })
    };
    facts.filter_map(change).collect()
}

fn facts(rsvp: &Rsvp) -> [(&'static str, String); 10] {
    let told = |fact: &Option<String>| fact.clone().unwrap_or_default();
    [
        ("Name", rsvp.name.clone()),
        ("E-mail", rsvp.email.clone()),
        ("Office or organisation", told(&rsvp.organization)),
        ("Job title", told(&rsvp.job_title)),
        ("Comes as", rsvp.category.as_deref().map(category_in_words).unwrap_or_default()),
        ("Needs", told(&rsvp.access)),
        ("Comes with", rsvp.companions.0.join(", ")),
        ("Replied for them", scheduler(rsvp).unwrap_or_default()),
        ("Takes part", if rsvp.online { "Online" } else { "In the room" }.to_owned()),
        ("State", rsvp.standing.words().to_owned()),
    ]
}

/// Who replied on behalf of the guest: `Ada Example <ada@example.org>`.
fn scheduler(rsvp: &Rsvp) -> Option<String> {
    let (name, email) = rsvp.scheduler_name.as_ref().zip(rsvp.scheduler_email.as_ref())?;
    Some(format!("{name} <{email}>"))
}

/// What was looked at, then the note: who tells nobody need not have seen the mail with it.
///
/// How often the RSVP caused letters is part of it, so that the same button pressed twice is one
/// deed, also where the deed changes nothing else.
fn fingerprint(plan: &Plan, changes: &[Change], mail: Option<&Mail>, note: Option<&str>) -> String {
    let turn = plan.before.as_ref().map_or(-1, |before| before.occurrence).to_string();
    let changes = changes.iter().flat_map(|change| [change.what, &change.before, &change.after]);
    let mail = mail.iter().flat_map(|mail| {
        let calendar = match mail.calendar {
            Calendar::Untouched => "",
            Calendar::Entered => "in",
            Calendar::TakenOut => "out",
        };
        [&mail.from, &mail.to, &mail.subject, &mail.text, calendar]
    });
    let remarks = plan.remarks.iter().map(String::as_str);
    let words: Vec<&str> = changes.chain(remarks).chain(mail).chain([turn.as_str()]).collect();
    format!("{}.{}", hashed(&words.join("\u{0}")), hashed(note.unwrap_or_default()))
}
