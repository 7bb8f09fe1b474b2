//! The document of an event, `dais.event/1`: how events travel in and out.
//!
//! Only `schema` and `title` are required and any other value may be null, because real
//! announcements lack every other fact now and then. Unknown keys are refused with their path: a
//! misspelt key would otherwise be a fact lost in silence. What the types alone
//! cannot tell is looked at in [`document_check`](crate::document_check).

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use crate::time::WallTime;
use crate::word::Word;

/// The only version so far.
pub const SCHEMA: &str = "dais.event/1";

/// One event with everything that is said about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(title = "dais.event/1", extend("required" = ["schema", "title"]))]
pub struct Document {
    /// Always `dais.event/1`.
    #[schemars(with = "String", extend("const" = SCHEMA))]
    pub schema: Option<String>,
    /// The last part of the page's address: small letters, digits and hyphens. Made from the title if absent.
    pub slug: Option<String>,
    /// `briefing`, `forum`, `hearing`, `lecture` … An unknown one is kept and shown as written, `_` as a space.
    pub kind: Option<Word>,
    /// BCP 47 tag of the language of the texts; English if absent.
    pub language: Option<String>,
    /// The title, shown character for character.
    #[schemars(with = "String")]
    pub title: Option<String>,
    /// A line below the title.
    pub subtitle: Option<String>,
    /// The day or campaign that the event belongs to.
    pub occasion: Option<String>,
    /// `draft` (also if absent), `published`, `cancelled` or `postponed`.
    pub state: Option<String>,
    /// Why it was cancelled or postponed, in a sentence for everybody.
    pub reason: Option<String>,
    /// Slug of the event that takes its place.
    pub replacement: Option<String>,
    /// A published event shows from this local time on; at once if absent.
    pub publish_at: Option<WallTime>,
    /// When it happens.
    pub time: Option<Time>,
    /// Where it happens.
    pub place: Option<Venue>,
    /// How to follow it from afar.
    pub online: Option<Online>,
    /// Who invites, most important first.
    #[serde(deserialize_with = "list")]
    #[schemars(with = "Option<Vec<Option<Host>>>")]
    pub hosts: Vec<Host>,
    /// Who speaks, in the order shown.
    #[serde(deserialize_with = "list")]
    #[schemars(with = "Option<Vec<Option<Speaker>>>")]
    pub speakers: Vec<Speaker>,
    /// The parts of the agenda, in the order shown.
    #[serde(deserialize_with = "list")]
    #[schemars(with = "Option<Vec<Option<Session>>>")]
    pub sessions: Vec<Session>,
    /// What it is about, in Markdown.
    pub description: Option<String>,
    /// How people reply.
    pub rsvp: Option<Rsvp>,
    /// What guests should know of food, access, recording and the like.
    #[serde(deserialize_with = "list")]
    #[schemars(with = "Option<Vec<Option<Notice>>>")]
    pub notices: Vec<Notice>,
    /// Subjects.
    #[serde(deserialize_with = "list")]
    #[schemars(with = "Option<Vec<Option<String>>>")]
    pub tags: Vec<String>,
}

/// When an event happens: local times without offset, in `zone`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Time {
    /// IANA zone such as `America/New_York`, which also counts if absent.
    pub zone: Option<String>,
    /// `2017-06-16T13:00`.
    pub starts: Option<WallTime>,
    /// `2017-06-16T14:00`.
    pub ends: Option<WallTime>,
    /// The day, when no hour is known: `2017-06-16`.
    #[schemars(with = "Option<String>")]
    pub date: Option<chrono::NaiveDate>,
    /// The last day of several.
    #[schemars(with = "Option<String>")]
    pub end_date: Option<chrono::NaiveDate>,
    /// When the doors open.
    pub doors: Option<WallTime>,
    /// It lasts the whole day, or whole days.
    pub all_day: Option<bool>,
}

/// Where an event happens.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Venue {
    /// `in_person` (also if absent), `online` or `hybrid`.
    pub mode: Option<String>,
    /// The building's name.
    pub building: Option<String>,
    /// The room as written: `2172`, `SVC 212`.
    pub room: Option<String>,
    /// Street address.
    pub address: Option<String>,
    /// ISO 3166 code.
    pub country: Option<String>,
    /// How to get in.
    pub arrival: Option<String>,
}

/// How to follow an event from afar.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Online {
    /// The stream's address, `http` or `https`.
    pub url: Option<String>,
    /// `public`: everybody may have the address; anything else, also nothing: the confirmed only.
    pub reveal: Option<String>,
    /// Languages, captions and the like.
    pub note: Option<String>,
}

/// A host and its relation to the event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Host {
    /// The organisation, office, Member or caucus.
    pub name: Option<String>,
    /// `host`, `co_host`, `honorary_co_host`, `in_cooperation_with`, `sponsor_office`, or as written.
    pub relation: Option<Word>,
    /// Its site.
    pub url: Option<String>,
    /// A paragraph on who they are.
    pub about: Option<String>,
}

/// A speaker at the event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Speaker {
    /// The name as printed. Of a protected speaker the chosen public name; never a legal one.
    pub name: Option<String>,
    /// What stands in for a name that is not known: `Representative of the Department of Labor`.
    pub placeholder: Option<String>,
    /// Shown by name, roles and titles only.
    pub protected: Option<bool>,
    /// `keynote`, `moderator`, `panelist` … as written.
    #[serde(deserialize_with = "list")]
    #[schemars(with = "Option<Vec<Option<Word>>>")]
    pub roles: Vec<Word>,
    /// Job titles.
    #[serde(deserialize_with = "list")]
    #[schemars(with = "Option<Vec<Option<String>>>")]
    pub titles: Vec<String>,
    /// Organisations.
    #[serde(deserialize_with = "list")]
    #[schemars(with = "Option<Vec<Option<String>>>")]
    pub organisations: Vec<String>,
    /// `confirmed`, `invited`, `tentative`, `tbd`, `surrogate`, `declined`, `dropped`, or as written.
    pub state: Option<Word>,
    /// Who speaks in their place, when `state` is `surrogate`. Public.
    pub stand_in: Option<String>,
    /// How staff reach them. Private: never shown.
    pub email: Option<String>,
    /// Who they are, in Markdown.
    pub biography: Option<String>,
}

/// A part of the agenda.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Session {
    /// The title, if one is known.
    pub title: Option<String>,
    /// `keynote`, `panel`, `break` … as written.
    pub kind: Option<Word>,
    /// Local time in the event's zone.
    pub starts: Option<WallTime>,
    /// Local time in the event's zone.
    pub ends: Option<WallTime>,
    /// When its material opens.
    pub opens: Option<WallTime>,
    /// Its room, when it is not the event's.
    pub room: Option<String>,
    /// Name of who leads it.
    pub moderator: Option<String>,
    /// Names of who speaks in it.
    #[serde(deserialize_with = "list")]
    #[schemars(with = "Option<Vec<Option<String>>>")]
    pub speakers: Vec<String>,
    /// What it is about, in Markdown.
    pub description: Option<String>,
}

/// How people reply.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Rsvp {
    /// `open` (also if absent), `approval`, `invitation`, `none` (one simply comes) or `closed`.
    pub mode: Option<String>,
    /// When the form opens; at once if absent.
    pub opens: Option<WallTime>,
    /// When it closes; at the start if absent, else at the end of the local day.
    pub closes: Option<WallTime>,
    /// Seats in the room: absent is unlimited, 0 is closed.
    pub seats: Option<i64>,
    /// Places online: absent is unlimited, 0 is closed.
    pub online_seats: Option<i64>,
    /// The most seats that one reply may take, its sender's own among them; absent: 1, at most 10.
    pub largest_party: Option<i64>,
    /// On the waiting list smaller parties may pass larger ones that do not fit.
    pub smaller_pass: Option<bool>,
    /// Several people may reply with one address.
    pub shared_addresses: Option<bool>,
    /// Until when guests may change their own reply; absent: while the event goes on.
    pub changes_until: Option<WallTime>,
    /// Seats in the room that are kept for some.
    #[serde(deserialize_with = "list")]
    #[schemars(with = "Option<Vec<Option<Block>>>")]
    pub blocks: Vec<Block>,
    /// Whom to ask.
    pub contact: Option<Contact>,
}

/// Seats in the room that are kept for a category of guests.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Block {
    /// For whom: `congressional_staff`, `advocate`, `press`, `public`, or as written.
    pub category: Option<String>,
    /// How many seats.
    pub seats: Option<i64>,
    /// From this local time on everybody may have what is left; absent: as long as the block is here.
    pub released: Option<WallTime>,
}

/// A person or desk that answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Contact {
    /// Who answers.
    pub name: Option<String>,
    /// Their address.
    pub email: Option<String>,
}

/// Something that guests should know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Notice {
    /// `food`, `accessibility`, `recording` … as written.
    pub kind: Option<Word>,
    /// The text.
    pub text: Option<String>,
}

/// A list in which null, as a whole or as an element, says nothing.
fn list<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Vec<T>, D::Error> {
    let whole = Option::<Vec<Option<T>>>::deserialize(from)?;
    Ok(whole.unwrap_or_default().into_iter().flatten().collect())
}

impl Document {
    /// Reads JSON.
    ///
    /// # Errors
    /// The first problem of form in words, with its path: ``hosts[0]: unknown field `nmae` …``.
    pub fn read(json: &str) -> Result<Self, String> {
        // Some editors begin a file with a byte order mark.
        let json = json.trim_start_matches('\u{feff}');
        shape(json)?;
        let mut reader = serde_json::Deserializer::from_str(json);
        let document = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
            let path = error.path().to_string();
            let why = error.into_inner();
            if path == "." { format!("the document: {why}") } else { format!("{path}: {why}") }
        })?;
        reader.end().map_err(|error| format!("after the document: {error}"))?;
        Ok(document)
    }

    /// Writes JSON without what says nothing: null, empty and false.
    ///
    /// # Panics
    /// Never: a document has only keys that JSON can write.
    pub fn write(&self) -> String {
        let mut value = serde_json::to_value(self).expect("a document is JSON");
        prune(&mut value);
        serde_json::to_string_pretty(&value).expect("a value is JSON")
    }

    /// The JSON Schema of these documents.
    ///
    /// # Panics
    /// Never: a schema is JSON.
    pub fn json_schema() -> String {
        let mut schema = schemars::schema_for!(Document).to_value();
        without_empty_defaults(&mut schema);
        serde_json::to_string_pretty(&schema).expect("a schema is JSON")
    }
}

/// Serde would take a list for an object and go by position, which is no way to write an event.
fn shape(json: &str) -> Result<(), String> {
    let Ok(document) = serde_json::from_str::<serde_json::Value>(json) else { return Ok(()) };
    let object = |path: &str, value: &serde_json::Value| {
        if value.is_array() {
            return Err(format!("{path}: write an object with named keys, not a list"));
        }
        Ok(())
    };
    object("the document", &document)?;
    for key in ["time", "place", "online", "rsvp"] {
        object(key, &document[key])?;
    }
    object("rsvp.contact", &document["rsvp"]["contact"])?;
    let blocks = document["rsvp"]["blocks"].as_array().map(Vec::as_slice).unwrap_or_default();
    for (index, block) in blocks.iter().enumerate() {
        object(&format!("rsvp.blocks[{index}]"), block)?;
    }
    for key in ["hosts", "speakers", "sessions", "notices"] {
        let parts = document[key].as_array().map(Vec::as_slice).unwrap_or_default();
        for (index, part) in parts.iter().enumerate() {
            object(&format!("{key}[{index}]"), part)?;
        }
    }
    Ok(())
}

/// That an absent key says nothing need not stand beside each.
fn without_empty_defaults(schema: &mut serde_json::Value) {
    match schema {
        serde_json::Value::Object(entries) => {
            entries.retain(|key, value| key != "default" || !(value.is_null() || value.is_array()));
            entries.values_mut().for_each(without_empty_defaults);
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(without_empty_defaults),
        _ => {}
    }
}

fn prune(value: &mut serde_json::Value) -> bool {
    use serde_json::Value;
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => {
            items.retain_mut(prune);
            !items.is_empty()
        }
        Value::Object(entries) => {
            entries.retain(|_, value| prune(value));
            !entries.is_empty()
        }
        _ => true,
    }
}
