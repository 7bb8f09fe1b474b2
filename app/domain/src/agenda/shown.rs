//! The page behind a speaker's link: the next appearance first, the others after it.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;

use super::part::Part;
use super::parts;
use super::times::{Elsewhere, elsewhere};
use crate::appearance::Appearance;
use crate::briefing::{Briefing, Contact, PublicSpeaker, Stage, When};
use crate::desk::Desk;
use crate::error::Result;
use crate::event::{self, when};
use crate::line_up;
use crate::proposal::{self, OwnProposal, Texts};
use crate::session::Session;
use crate::site::{self, Site};
use crate::speaker::{self, Speaker, link};
use crate::text::said;
use crate::time::Zone;
use crate::word::Word;

/// What somebody has, as only they and their assistant may see it.
pub struct Agenda {
    /// Whose it is: the name as printed, of who is protected the chosen one.
    pub name: String,
    /// It was opened by the link that went to their assistant.
    pub by_assistant: bool,
    /// Where they are wanted next.
    pub next: Option<Item>,
    /// What else is to come or was called off, the earliest first.
    pub coming: Vec<Item>,
    /// What is over, the latest first.
    pub past: Vec<Item>,
    /// What is said of them in general.
    pub texts: Texts,
    /// What they proposed for all events.
    pub proposals: Vec<OwnProposal>,
    /// IANA name of the zone that they live by.
    pub zone: Option<String>,
}

/// An event at which they appear.
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own to the page")]
pub struct Item {
    /// Row number of the event.
    pub event_id: i64,
    /// What everybody may know of it.
    pub briefing: Briefing,
    /// The event's hours by their own clocks, where no session of it is theirs.
    pub elsewhere: Option<Elsewhere>,
    /// The stream, of what takes place online.
    pub stream: Option<String>,
    /// Who answers their questions.
    pub contact: Contact,
    /// What they do: `Keynote`.
    pub roles: Vec<String>,
    /// How they stand in the line-up: `Invited`.
    pub standing: Option<String>,
    /// It is somebody else's place, whose name they may know as everybody does.
    pub is_stand_in: bool,
    /// They are asked whether they come.
    pub is_asked: bool,
    /// They come, and may say that they cannot after all.
    pub may_decline: bool,
    /// They will not come.
    pub is_out: bool,
    /// The sessions that are theirs: what is to come first, each in the order of time.
    pub own: Vec<Own>,
    /// Who else speaks, of an event without sessions.
    pub beside: Vec<Beside>,
    /// What the event says of them.
    pub texts: Texts,
    /// What they proposed for it.
    pub proposals: Vec<OwnProposal>,
}

/// A session that is theirs.
pub struct Own {
    /// Its title.
    pub title: Option<String>,
    /// Keynote, panel …
    pub kind: Option<Word>,
    /// When, in the event's zone.
    pub when: When,
    /// The same by their own clocks, where those read otherwise.
    pub elsewhere: Option<Elsewhere>,
    /// Its room, when it is not the event's.
    pub room: Option<String>,
    /// It is somebody else's, in whose place they speak: `In place of Rosa`.
    pub in_place: Option<String>,
    /// They lead it.
    pub moderates: bool,
    /// Who leads it, if somebody else does.
    pub moderator: Option<Beside>,
    /// Who else speaks in it.
    pub beside: Vec<Beside>,
    /// It is over.
    pub is_past: bool,
}

/// Somebody beside them, by what everybody may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// The public name, with who is heard in their place.
    pub name: String,
    /// Job titles.
    pub titles: Vec<String>,
    /// Organisations.
    pub organisations: Vec<String>,
}

crate::private::private!(Agenda, Item);

/// Whose link this is, and the link.
///
/// # Errors
/// `NotFound` for what is no link, and for one that was revoked.
pub(crate) async fn bearer<C: ConnectionTrait>(
    db: &C,
    pass: &str,
) -> Result<(link::SpeakerLink, Speaker)> {
    let link = link::of(db, pass).await?;
    let speaker = speaker::by_id(db, link.speaker_id).await?;
    Ok((link, speaker))
}

/// What the bearer of a link has.
///
/// # Errors
/// `NotFound` for what is no link, and for one that was revoked.
pub async fn agenda(desk: &Desk, pass: &str) -> Result<Agenda> {
    let (link, speaker) = bearer(desk.read(), pass).await?;
    agenda_of(desk, speaker, link.assistant).await
}

/// What a speaker has.
pub(super) async fn agenda_of(desk: &Desk, speaker: Speaker, by_assistant: bool) -> Result<Agenda> {
    let (db, now) = (desk.read(), desk.now());
    let site = site::current(desk).await?;
    let proposed = proposal::of_speaker(db, speaker.id, now).await?;
    let (mut coming, mut past) = (vec![], vec![]);
    let mut parts = parts(db, speaker.id).await?;
    parts.retain(|part| part.event.is_public(now) && !is_dropped(part));
    parts.sort_by_key(|part| (part.begins(now).is_none(), part.begins(now)));
    for part in parts {
        let item = item(desk, &site, (&part, &speaker), &proposed).await?;
        if part.is_past(now) { past.push(item) } else { coming.push(item) }
    }
    past.reverse();
    let next = coming.iter().position(Item::is_on).map(|at| coming.remove(at));
    Ok(Agenda {
        name: speaker.printed(),
        by_assistant,
        next,
        coming,
        past,
        texts: Texts::of_speaker(&speaker),
        proposals: proposed.into_iter().filter(|one| one.event_id.is_none()).collect(),
        zone: speaker.zone,
    })
}

impl Item {
    /// Whether they are wanted there.
    fn is_on(&self) -> bool {
        let takes_place = matches!(self.briefing.stage, Stage::Coming | Stage::UnderWay);
        takes_place && !self.is_out
    }
}

/// Whether the hosts took them out; who declined still sees that they did.
fn is_dropped(part: &Part) -> bool {
    let dropped = |one: &Appearance| one.state.as_ref().is_some_and(|s| s.as_str() == "dropped");
    part.own().all(dropped)
}

async fn item(
    desk: &Desk,
    site: &Site,
    (part, speaker): (&Part, &Speaker),
    proposed: &[OwnProposal],
) -> Result<Item> {
    let now = desk.now();
    let (event, mut briefing) = event::own_briefing(desk, part.event.id).await?;
    let own_zone: Option<Zone> = speaker.zone.as_ref().and_then(|name| name.parse().ok());
    let contact = briefing.contact.take().unwrap_or_else(|| Contact {
        name: Some(site.name.clone()),
        email: Some(site.sender_address().to_owned()),
    });
    let withheld = line_up::withheld(desk.read(), now).await?;
    let told = |one: Own| {
        let title = one.title.map(|title| withheld.told(event.id, title));
        Own { title, ..one }
    };
    let own = part.own_sessions().map(|session| told(own(part, session, own_zone, now)));
    let mut own: Vec<Own> = own.collect();
    own.sort_by_key(|one| one.is_past);
    let appearance = part.appearance();
    let all_beside = own.is_empty() && part.sessions.is_empty();
    let is_stand_in = appearance.is_some_and(|one| part.is_of_another(one));
    Ok(Item {
        event_id: event.id,
        elsewhere: own_zone
            .filter(|_| own.is_empty())
            .and_then(|zone| elsewhere(&event, None, zone)),
        stream: said(event.online_url.as_ref()),
        contact,
        roles: appearance.map(roles).unwrap_or_default(),
        standing: words([appearance, part.besides()].map(|one| standing(part, one?, now))),
        is_stand_in,
        is_asked: part.is_asked(now),
        may_decline: part.may_decline(now),
        is_out: part.is_out(),
        beside: if all_beside { others(part, now) } else { vec![] },
        own,
        texts: proposal::texts(part),
        proposals: proposed.iter().filter(|one| one.event_id == Some(event.id)).cloned().collect(),
        briefing,
    })
}

fn own(part: &Part, session: &Session, own_zone: Option<Zone>, now: DateTime<Utc>) -> Own {
    let zone = part.event.zone();
    let moderator = session.moderator.as_deref();
    let moderates = moderator.is_some_and(|name| part.is_own_name(name));
    let named = session.speakers.0.iter().filter(|name| !part.is_own_name(name));
    Own {
        title: said(session.title.as_ref()),
        kind: Word::said(session.kind.as_ref()),
        when: when::of_times(zone, session.starts, session.ends),
        elsewhere: own_zone.and_then(|zone| elsewhere(&part.event, Some(session), zone)),
        room: said(session.room.as_ref()),
        in_place: part.in_place_of(session).map(|one| in_place_of(part, one, now)),
        moderates,
        moderator: moderator.filter(|_| !moderates).and_then(|name| beside(part, name, now)),
        beside: named.filter_map(|name| beside(part, name, now)).collect(),
        is_past: part.over_at(session).is_some_and(|over| over <= now),
    }
}

/// Somebody whom a session names. A name that the line-up never had is shown as written.
fn beside(part: &Part, name: &str, now: DateTime<Utc>) -> Option<Beside> {
    let face = part.line_up.called(name).find_map(|one| part.line_up.face(one, now));
    if let Some(face) = face {
        return Some(Beside::of(face));
    }
    let name = part.line_up.named(name, now)?;
    Some(Beside { name, titles: vec![], organisations: vec![] })
}

/// Everybody else in the line-up.
fn others(part: &Part, now: DateTime<Utc>) -> Vec<Beside> {
    let own: Vec<i64> = part.own().map(|one| one.id).collect();
    let others = part.line_up.appearances().iter().filter(|one| !own.contains(&one.id));
    others.filter_map(|one| part.line_up.face(one, now)).map(Beside::of).collect()
}

impl Beside {
    /// The titles of who is represented are not those of who is heard.
    fn of(face: PublicSpeaker) -> Self {
        let name = face.in_sessions();
        if face.is_represented {
            return Self { name, titles: vec![], organisations: vec![] };
        }
        Self { name, titles: face.titles, organisations: face.organisations }
    }
}

fn roles(appearance: &Appearance) -> Vec<String> {
    appearance.roles.0.iter().map(|role| Word::new(role).label()).collect()
}

fn words(parts: [Option<String>; 2]) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// How they stand, in words for themselves.
fn standing(part: &Part, appearance: &Appearance, now: DateTime<Utc>) -> Option<String> {
    if part.is_of_another(appearance) {
        return Some(in_place_of(part, appearance, now));
    }
    if part.event.state == Some(event::State::Cancelled) {
        return None;
    }
    let state = Word::said(appearance.state.as_ref())?;
    Some(match (state.as_str(), said(appearance.stand_in.as_ref())) {
        ("tbd", _) => return None,
        ("invited" | "tentative", _) => "Invited".to_owned(),
        ("surrogate", Some(_)) => represented(part, appearance, now),
        ("surrogate", None) => "Represented".to_owned(),
        ("video" | "remarks_by_video", _) => "Remarks by video".to_owned(),
        ("declined", _) => "Declined".to_owned(),
        _ => state.label(),
    })
}

fn in_place_of(part: &Part, appearance: &Appearance, now: DateTime<Utc>) -> String {
    let face = part.line_up.face(appearance, now).filter(|face| !face.placeholder);
    let name = face.map(|face| format!("In place of {}", face.name));
    name.unwrap_or_else(|| "In somebody’s place".to_owned())
}

fn represented(part: &Part, appearance: &Appearance, now: DateTime<Utc>) -> String {
    let shown = part.line_up.face(appearance, now).and_then(|face| face.standing);
    shown.unwrap_or_else(|| "Represented".to_owned())
}
