//! Where an old name, or its surname alone, is left in what staff wrote freely, and in what others typed:
//! it is shown, and staff change it.

use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QuerySelect as _};

use crate::appearance;
use crate::error::Result;
use crate::event::{self, Event};
use crate::host;
use crate::lines::Lines;
use crate::mailing;
use crate::notice;
use crate::private::private;
use crate::proposal;
use crate::rsvp;
use crate::session;
use crate::speaker::names::Names;
use crate::speaker::{self, consent, contact};
use crate::wording;

/// A place where a name, or the surname alone, stands in free text.
#[derive(Clone, PartialEq, Eq)]
pub struct Mention {
    /// What it is, in words: `The description`.
    pub what: String,
    /// Of what: the title of an event, the public name of a speaker.
    pub of: String,
    /// Where staff change it.
    pub link: String,
}

private!(Mention);

struct Search<'a> {
    names: &'a Names,
    /// Whole names are covered wherever they are shown: only what is left gives them away.
    covered: bool,
    found: Vec<Mention>,
}

impl Search<'_> {
    /// Notes a place if any of its texts gives the name away.
    fn look<'t>(
        &mut self,
        texts: impl IntoIterator<Item = &'t str>,
        (what, of): (&str, &str),
        link: &str,
    ) {
        let left = |text: &str| {
            let covered = self.names.replaced(text).filter(|_| self.covered && !is_bare(what));
            self.names.may_be_in(covered.as_deref().unwrap_or(text))
        };
        if texts.into_iter().any(left) {
            let (what, of, link) = (what.to_owned(), of.to_owned(), link.to_owned());
            let mention = Mention { what, of, link };
            if !self.found.contains(&mention) {
                self.found.push(mention);
            }
        }
    }
}

/// Whether it is shown as it is, whatever must not be said.
fn is_bare(what: &str) -> bool {
    let bare = ["The page’s address", "A host", "A subject", "Your own texts"];
    let names = ["The building", "The room", "The address", "A session’s room", "An organisation"];
    bare.contains(&what) || names.contains(&what)
}

fn text(text: Option<&String>) -> impl Iterator<Item = &str> {
    text.into_iter().map(String::as_str)
}

fn lines(lines: &Lines) -> impl Iterator<Item = &str> {
    lines.0.iter().map(String::as_str)
}

/// All places there are, once everything of the person's own was rewritten.
pub(super) async fn find<C: ConnectionTrait>(
    db: &C,
    speaker_id: i64,
    names: &Names,
) -> Result<Vec<Mention>> {
    let mut search = Search { names, covered: false, found: Vec::new() };
    for event in event::Entity::find().all(db).await? {
        in_event(db, &event, &mut search).await?;
    }
    in_people(db, speaker_id, &mut search).await?;
    in_proposals(db, &mut search).await?;
    in_rsvps(db, &mut search).await?;
    Ok(search.found)
}

/// Those that everybody may see, once the whole name is covered: in what these events say.
pub(super) async fn uncovered<C: ConnectionTrait>(
    db: &C,
    events: &[Event],
    names: &Names,
) -> Result<Vec<Mention>> {
    let mut search = Search { names, covered: true, found: Vec::new() };
    for event in events {
        in_event(db, event, &mut search).await?;
    }
    in_site(db, &mut search).await?;
    Ok(search.found)
}

async fn in_event<C: ConnectionTrait>(
    db: &C,
    event: &Event,
    search: &mut Search<'_>,
) -> Result<()> {
    let (title, edit) = (event.title.as_str(), format!("/staff/events/{}/edit", event.id));
    let one: [(&str, Option<&String>); 12] = [
        ("The title", Some(&event.title)),
        ("The page’s address", Some(&event.slug)),
        ("The subtitle", event.subtitle.as_ref()),
        ("The occasion", event.occasion.as_ref()),
        ("The reason", event.reason.as_ref()),
        ("The description", event.description.as_ref()),
        ("How to get in", event.arrival.as_ref()),
        ("The note on the stream", event.online_note.as_ref()),
        ("The building", event.building.as_ref()),
        ("The room", event.room.as_ref()),
        ("The address", event.address.as_ref()),
        ("The contact", event.contact_name.as_ref()),
    ];
    for (what, text) in one {
        search.look(text.map(String::as_str), (what, title), &edit);
    }
    search.look(lines(&event.tags), ("A subject", title), &edit);
    let id = event.id;
    for row in host::Entity::find().filter(host::COLUMN.event_id.eq(id)).all(db).await? {
        search.look(
            text(row.name.as_ref()).chain(text(row.about.as_ref())),
            ("A host", title),
            &edit,
        );
    }
    for row in notice::Entity::find().filter(notice::COLUMN.event_id.eq(id)).all(db).await? {
        search.look(text(row.text.as_ref()), ("A notice", title), &edit);
    }
    let sessions = session::Entity::find().filter(session::COLUMN.event_id.eq(id));
    for row in sessions.all(db).await? {
        let words = text(row.title.as_ref()).chain(text(row.description.as_ref()));
        let named = text(row.moderator.as_ref()).chain(lines(&row.speakers));
        search.look(words.chain(named), ("A session", title), &edit);
        search.look(text(row.room.as_ref()), ("A session’s room", title), &edit);
    }
    let line_up = appearance::Entity::find().filter(appearance::COLUMN.event_id.eq(id));
    for row in line_up.all(db).await? {
        let words = text(row.name.as_ref())
            .chain(text(row.placeholder.as_ref()))
            .chain(text(row.biography.as_ref()));
        let more = lines(&row.titles).chain(text(row.stand_in.as_ref()));
        search.look(words.chain(more), ("The line-up", title), &edit);
        search.look(lines(&row.organisations), ("An organisation", title), &edit);
    }
    in_letters(db, event, search).await
}

/// Words of staff for letters that are yet to come. What was sent cannot be changed any more.
async fn in_letters<C: ConnectionTrait>(
    db: &C,
    event: &Event,
    search: &mut Search<'_>,
) -> Result<()> {
    let (title, mail) = (event.title.as_str(), format!("/staff/events/{}/mail", event.id));
    let kept = wording::Entity::find().filter(wording::COLUMN.event_id.eq(event.id));
    for row in kept.all(db).await? {
        let link = format!("{mail}/wording/{}", row.kind);
        let words = text(row.subject.as_ref()).chain([row.body.as_str()]);
        search.look(words, ("Your words for a letter", title), &link);
    }
    let kept = mailing::Entity::find()
        .filter(mailing::COLUMN.event_id.eq(event.id))
        .filter(mailing::COLUMN.state.ne(mailing::State::Done))
        .filter(mailing::COLUMN.state.ne(mailing::State::Stopped));
    for row in kept.all(db).await? {
        let link = format!("{mail}/{}", row.id);
        let words = [row.subject.as_str(), row.body.as_str()];
        search.look(words, ("A letter to a group", title), &link);
    }
    let note = crate::change::note_of(db, event.id).await?;
    search.look(text(note.as_ref()), ("Your sentence beside changes", title), &mail);
    Ok(())
}

/// What speakers would have said of them, until staff decide.
async fn in_proposals<C: ConnectionTrait>(db: &C, search: &mut Search<'_>) -> Result<()> {
    let waiting = proposal::Entity::find().filter(proposal::COLUMN.decided_at.is_null());
    for row in waiting.all(db).await? {
        let of = speaker::by_id(db, row.speaker_id).await?.name;
        search.look(text(row.proposed.as_ref()), ("A proposal", &of), "/staff/proposals");
    }
    Ok(())
}

async fn in_people<C: ConnectionTrait>(db: &C, own: i64, search: &mut Search<'_>) -> Result<()> {
    for row in speaker::Entity::find().all(db).await? {
        let link = format!("/staff/speakers/{}", row.id);
        let words = [&row.biography, &row.spoken, &row.honorific, &row.suffix];
        let words = words.into_iter().flat_map(|words| text(words.as_ref()));
        let words = words.chain(lines(&row.titles)).chain(lines(&row.organisations));
        search.look(words, ("The biography or titles", &row.name), &link);
        if row.id != own {
            search.look([row.name.as_str()], ("Another speaker", &row.name), &link);
        }
        let about = contact::of(db, row.id).await?;
        let private = text(about.agreed.as_ref())
            .chain(text(about.notes.as_ref()))
            .chain(text(about.assistant_name.as_ref()));
        let contact = format!("{link}/contact");
        search.look(private, ("The contact and private notes", &row.name), &contact);
        for consent in consent::of_speaker(db, row.id).await? {
            let consents = format!("{link}/consents");
            search.look(
                text(consent.note.as_ref()),
                ("The note of a consent", &row.name),
                &consents,
            );
        }
    }
    in_site(db, search).await
}

async fn in_site<C: ConnectionTrait>(db: &C, search: &mut Search<'_>) -> Result<()> {
    let site = crate::site::texts(db).await?;
    search.look(site.iter().map(String::as_str), ("Your own texts", "Settings"), "/staff/settings");
    Ok(())
}

/// Guests may have the same name, or be the same person: what they typed themselves stays.
async fn in_rsvps<C: ConnectionTrait>(db: &C, search: &mut Search<'_>) -> Result<()> {
    let wanted: Vec<String> = search.names.to_look_for().collect();
    for name in wanted {
        let found: Vec<i64> = rsvp::Entity::find()
            .filter(rsvp::COLUMN.found_by.contains(name))
            .select_only()
            .column(rsvp::Column::Id)
            .into_tuple()
            .all(db)
            .await?;
        for id in found {
            let link = format!("/staff/rsvps/{id}");
            let mention =
                Mention { what: "An RSVP".to_owned(), of: "the guest list".to_owned(), link };
            if !search.found.contains(&mention) {
                search.found.push(mention);
            }
        }
    }
    Ok(())
}
