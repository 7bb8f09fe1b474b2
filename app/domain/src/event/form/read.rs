//! The form becomes a document, or a list of everything that needs another look.

use super::control::{RowList, position};
use super::order::fresh;
use super::plain::Findings;
use super::row::{self, rows};
use super::times;
use super::typed::Typed;
use super::{EventForm, Values};
use crate::document::{Contact, Document, Online, Rsvp, SCHEMA, Venue};
use crate::document_check::look_over;
use crate::error::{Error, Result, Slip};
use crate::private::private;

/// What a form says.
#[derive(Clone, PartialEq, Eq)]
pub struct Readable {
    /// The document, ready to be kept.
    pub document: Document,
    /// What is odd about it, in plain words for staff; nothing that stops a publication.
    pub oddities: Vec<Slip>,
}

private!(Readable);

impl EventForm {
    /// The document that the form says, with state, sessions and whatever it has no control for
    /// from `kept`. A value whose controls show what they show for `kept` is kept exactly as it is.
    ///
    /// # Errors
    /// `Invalid` with every slip, each by the name of its control.
    pub fn read(&self, kept: &Document) -> Result<Readable> {
        let shown = Self::of(kept);
        let typed = Typed { now: &self.head, shown: &shown.head };
        let mut slips = Vec::new();
        let mut document = head(&typed, kept, &mut slips);
        let (hosts, speakers, notices) = (RowList::Hosts, RowList::Speakers, RowList::Notices);
        let hosts =
            rows(self.list(hosts), shown.list(hosts), &kept.hosts, &fresh(hosts), row::host);
        let speakers = rows(
            self.list(speakers),
            shown.list(speakers),
            &kept.speakers,
            &fresh(speakers),
            row::speaker,
        );
        let notices = rows(
            self.list(notices),
            shown.list(notices),
            &kept.notices,
            &fresh(notices),
            row::notice,
        );
        document.hosts = hosts.read;
        document.speakers = speakers.read;
        document.notices = notices.read;

        let found = look_over(&document);
        let places = [hosts.places, speakers.places, notices.places];
        let words = Findings { form: self, document: &document, places };
        slips.extend(found.problems.iter().map(|problem| words.slip(problem)));
        if !slips.is_empty() {
            return Err(Error::Invalid(in_order_and_once(slips)));
        }
        let mut oddities: Vec<Slip> = found.oddities.iter().map(|odd| words.slip(odd)).collect();
        oddities.extend(words.idle_hours());
        Ok(Readable { oddities: in_order_and_once(oddities), document })
    }

    pub(super) fn list(&self, list: RowList) -> &[Values] {
        &self.rows[list as usize]
    }
}

fn head(typed: &Typed, kept: &Document, slips: &mut Vec<Slip>) -> Document {
    let kept_time = kept.time.clone().unwrap_or_default();
    Document {
        // There is only one version, and a new document has none yet.
        schema: Some(SCHEMA.to_owned()),
        slug: typed.text("slug", kept.slug.as_ref()),
        kind: typed.word("kind", kept.kind.as_ref()),
        language: typed.text("language", kept.language.as_ref()),
        title: typed.text("title", kept.title.as_ref()),
        subtitle: typed.text("subtitle", kept.subtitle.as_ref()),
        occasion: typed.text("occasion", kept.occasion.as_ref()),
        state: kept.state.clone(),
        reason: typed.text("reason", kept.reason.as_ref()),
        replacement: typed.text("replacement", kept.replacement.as_ref()),
        publish_at: times::moment(
            typed,
            ("publish_at.day", "publish_at.time"),
            kept.publish_at,
            slips,
        ),
        time: unless_empty(times::time(typed, &kept_time, slips), kept.time.is_some()),
        place: unless_empty(venue(typed, kept), kept.place.is_some()),
        online: unless_empty(online(typed, kept), kept.online.is_some()),
        sessions: kept.sessions.clone(),
        description: typed.text("description", kept.description.as_ref()),
        rsvp: unless_empty(rsvp(typed, kept, slips), kept.rsvp.is_some()),
        tags: typed.items("tags", &kept.tags),
        ..Document::default()
    }
}

fn venue(typed: &Typed, kept: &Document) -> Venue {
    let kept = kept.place.clone().unwrap_or_default();
    Venue {
        mode: typed.text("place.mode", kept.mode.as_ref()),
        building: typed.text("place.building", kept.building.as_ref()),
        room: typed.text("place.room", kept.room.as_ref()),
        address: typed.text("place.address", kept.address.as_ref()),
        country: typed.text("place.country", kept.country.as_ref()),
        arrival: typed.text("place.arrival", kept.arrival.as_ref()),
    }
}

fn online(typed: &Typed, kept: &Document) -> Online {
    let kept = kept.online.clone().unwrap_or_default();
    Online {
        url: typed.text("online.url", kept.url.as_ref()),
        reveal: typed.text("online.reveal", kept.reveal.as_ref()),
        note: typed.text("online.note", kept.note.as_ref()),
    }
}

fn rsvp(typed: &Typed, kept: &Document, slips: &mut Vec<Slip>) -> Rsvp {
    let kept = kept.rsvp.clone().unwrap_or_default();
    let (opens, closes) =
        (("rsvp.opens.day", "rsvp.opens.time"), ("rsvp.closes.day", "rsvp.closes.time"));
    let kept_contact = kept.contact.clone().unwrap_or_default();
    let contact = Contact {
        name: typed.text("rsvp.contact.name", kept_contact.name.as_ref()),
        email: typed.text("rsvp.contact.email", kept_contact.email.as_ref()),
    };
    Rsvp {
        mode: typed.text("rsvp.mode", kept.mode.as_ref()),
        opens: times::moment(typed, opens, kept.opens, slips),
        closes: times::moment(typed, closes, kept.closes, slips),
        seats: seats(typed, "rsvp.seats", kept.seats, slips),
        online_seats: seats(typed, "rsvp.online_seats", kept.online_seats, slips),
        contact: unless_empty(contact, kept.contact.is_some()),
    }
}

/// Seats are a whole number; none typed is no limit.
fn seats(
    typed: &Typed,
    name: &'static str,
    kept: Option<i64>,
    slips: &mut Vec<Slip>,
) -> Option<i64> {
    if typed.is_unchanged(&[name]) {
        return kept;
    }
    let raw = Some(typed.get(name)).filter(|raw| !raw.is_empty())?;
    let number = raw.parse().ok().filter(|_| raw.bytes().all(|b| b.is_ascii_digit()));
    if number.is_none() {
        let why = "Please write a whole number: 0 closes replies, nothing means no limit.";
        slips.push(Slip::new(name, why));
    }
    number
}

/// A group in which nothing is said stays absent where it was.
fn unless_empty<T: Default + PartialEq>(group: T, was_there: bool) -> Option<T> {
    Some(group).filter(|group| was_there || *group != T::default())
}

/// Down the form, each sentence once.
fn in_order_and_once(mut slips: Vec<Slip>) -> Vec<Slip> {
    slips.sort_by_cached_key(|slip| position(&slip.field));
    slips.dedup();
    slips
}
