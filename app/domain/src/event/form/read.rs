//! The form becomes a document, or a list of everything that needs another look.

use super::control::{RowList, position};
use super::number::number;
use super::plain::Findings;
use super::row::{self, rows};
use super::session;
use super::times;
use super::typed::Typed;
use super::{EventForm, Values};
use crate::document::{Block, Contact, Document, Online, Rsvp, SCHEMA, Venue};
use crate::document_check::look_over;
use crate::error::{Error, Result, Slip};
use crate::line_up::Line;
use crate::private::private;

const SEATS: &str = "Please write a whole number: 0 closes replies, nothing means no limit.";
pub(super) const PARTY: &str = "Please write a whole number from 1 to 10.";

/// What a form says.
#[derive(Clone, PartialEq, Eq)]
pub struct Readable {
    /// The document, ready to be kept.
    pub document: Document,
    /// What is odd about it, in plain words for staff; nothing that stops a publication.
    pub oddities: Vec<Slip>,
    /// What the form knows of each of the document's speakers beside that.
    pub(crate) lines: Vec<Line>,
    /// The rows of the form that these are.
    pub(crate) places: Vec<usize>,
}

private!(Readable);

impl EventForm {
    /// The document that the form says, with state and whatever it has no control for
    /// from `kept`. A value whose controls show what they show for `kept` is kept exactly as it is.
    ///
    /// # Errors
    /// `Invalid` with every slip, each by the name of its control.
    pub fn read(&self, kept: &Document) -> Result<Readable> {
        let (now, shown) = (self.settled().unclaimed(), Self::of(kept));
        let typed = Typed { now: &now.head, shown: &shown.head };
        let forms = (&now, &shown);
        let hosts =
            rows(RowList::Hosts, forms, &kept.hosts, |typed, kept, _| row::host(typed, kept));
        let speakers = rows(RowList::Speakers, forms, &kept.speakers, |typed, kept, _| {
            row::speaker(typed, kept)
        });
        let kept_blocks = kept.rsvp.as_ref().map(|rsvp| rsvp.blocks.as_slice());
        let blocks = rows(RowList::Blocks, forms, kept_blocks.unwrap_or_default(), row::block);
        let notices =
            rows(RowList::Notices, forms, &kept.notices, |typed, kept, _| row::notice(typed, kept));
        let mut slips = blocks.slips;
        let mut document = head(&typed, kept, blocks.read, &mut slips);
        let day = session::only_day(&document);
        let sessions = rows(RowList::Sessions, forms, &kept.sessions, |typed, kept, slips| {
            session::session(typed, kept, day, slips)
        });
        slips.extend(sessions.slips);
        let (lines, rows) = (self.lines(&speakers.places), speakers.places.clone());
        document.hosts = hosts.read;
        document.speakers = speakers.read;
        document.sessions = sessions.read;
        document.notices = notices.read;

        let found = look_over(&document);
        let places =
            [hosts.places, speakers.places, sessions.places, blocks.places, notices.places];
        let words = Findings { form: &now, document: &document, places };
        slips.extend(found.problems.iter().map(|problem| words.slip(problem)));
        if !slips.is_empty() {
            return Err(Error::Invalid(in_order_and_once(slips)));
        }
        let mut oddities: Vec<Slip> = found.oddities.iter().map(|odd| words.slip(odd)).collect();
        oddities.extend(words.idle_hours());
        Ok(Readable { oddities: in_order_and_once(oddities), document, lines, places: rows })
    }

    pub(super) fn list(&self, list: RowList) -> &[Values] {
        &self.rows[list as usize]
    }
}

fn head(typed: &Typed, kept: &Document, blocks: Vec<Block>, slips: &mut Vec<Slip>) -> Document {
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
        description: typed.text("description", kept.description.as_ref()),
        rsvp: unless_empty(rsvp(typed, kept, blocks, slips), kept.rsvp.is_some()),
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

fn rsvp(typed: &Typed, kept: &Document, blocks: Vec<Block>, slips: &mut Vec<Slip>) -> Rsvp {
    let kept = kept.rsvp.clone().unwrap_or_default();
    let (opens, closes) =
        (("rsvp.opens.day", "rsvp.opens.time"), ("rsvp.closes.day", "rsvp.closes.time"));
    let until = ("rsvp.changes_until.day", "rsvp.changes_until.time");
    let kept_contact = kept.contact.clone().unwrap_or_default();
    let contact = Contact {
        name: typed.text("rsvp.contact.name", kept_contact.name.as_ref()),
        email: typed.text("rsvp.contact.email", kept_contact.email.as_ref()),
    };
    Rsvp {
        mode: typed.text("rsvp.mode", kept.mode.as_ref()),
        opens: times::moment(typed, opens, kept.opens, slips),
        closes: times::moment(typed, closes, kept.closes, slips),
        seats: number(typed, "rsvp.seats", kept.seats, SEATS, slips),
        online_seats: number(typed, "rsvp.online_seats", kept.online_seats, SEATS, slips),
        largest_party: number(typed, "rsvp.largest_party", kept.largest_party, PARTY, slips),
        smaller_pass: typed.flag("rsvp.smaller_pass", kept.smaller_pass),
        shared_addresses: typed.flag("rsvp.shared_addresses", kept.shared_addresses),
        changes_until: times::moment(typed, until, kept.changes_until, slips),
        blocks,
        contact: unless_empty(contact, kept.contact.is_some()),
    }
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
