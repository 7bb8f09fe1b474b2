//! The controls of the event form: their names and the words beside them.
//!
//! These tables are the form's whole vocabulary. What stands in none of their lines is ignored when
//! it is sent, and no slip names it.

/// What a control holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Text as typed.
    Text,
    /// A term such as `in_person`.
    Term,
    /// A box: `on`, or nothing.
    Tick,
    /// Names, one a line. Several controls may send them, for typing and for ticking.
    Names,
    /// What the form carries along and nobody types.
    Carried,
}

/// One control of the head, or of each row of a list.
#[derive(Debug)]
pub(super) struct Control {
    /// Its name; in a row, what follows `hosts[0].`.
    pub name: &'static str,
    /// The words beside it.
    pub label: &'static str,
    pub shape: Shape,
}

/// A list of the form whose rows can be added, removed and moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowList {
    /// Who invites.
    Hosts,
    /// Who speaks.
    Speakers,
    /// The parts of the agenda.
    Sessions,
    /// For whom seats are kept.
    Blocks,
    /// What guests should know.
    Notices,
}

/// Where a control's value is kept.
#[derive(Debug)]
pub(super) enum Place {
    Head(&'static Control),
    Row(RowList, usize, &'static Control),
}

const fn text(name: &'static str, label: &'static str) -> Control {
    Control { name, label, shape: Shape::Text }
}

const fn term(name: &'static str, label: &'static str) -> Control {
    Control { name, label, shape: Shape::Term }
}

const fn tick(name: &'static str, label: &'static str) -> Control {
    Control { name, label, shape: Shape::Tick }
}

/// Everything outside the lists.
pub(super) static HEAD: [Control; 42] = [
    text("title", "Title"),
    text("subtitle", "Subtitle"),
    term("kind", "Kind"),
    text("occasion", "Occasion"),
    text("slug", "Address of the page"),
    text("language", "Language"),
    text("description", "Description"),
    text("tags", "Subjects"),
    text("publish_at.day", "Shown from: day"),
    text("publish_at.time", "Shown from: time"),
    text("time.first_day", "First day"),
    text("time.start", "Start"),
    text("time.last_day", "Last day"),
    text("time.end", "End"),
    text("time.doors", "Doors open"),
    tick("time.all_day", "All day"),
    text("time.zone", "Time zone"),
    term("place.mode", "Where people take part"),
    text("place.building", "Building"),
    text("place.room", "Room"),
    text("place.address", "Street address"),
    text("place.country", "Country"),
    text("place.arrival", "How to get in"),
    text("online.url", "Address of the stream"),
    term("online.reveal", "Who may have the stream’s address"),
    text("online.note", "Note on the stream"),
    term("rsvp.mode", "How people reply"),
    text("rsvp.opens.day", "Replies open: day"),
    text("rsvp.opens.time", "Replies open: time"),
    text("rsvp.closes.day", "Replies close: day"),
    text("rsvp.closes.time", "Replies close: time"),
    text("rsvp.seats", "Seats in the room"),
    text("rsvp.online_seats", "Places online"),
    text("rsvp.largest_party", "Largest party"),
    tick("rsvp.smaller_pass", "Smaller parties may pass larger ones on the waiting list"),
    tick("rsvp.shared_addresses", "Several people may share one address"),
    text("rsvp.changes_until.day", "Guests may change their reply until: day"),
    text("rsvp.changes_until.time", "Guests may change their reply until: time"),
    text("rsvp.contact.name", "Contact: name"),
    text("rsvp.contact.email", "Contact: e-mail"),
    text("reason", "Reason"),
    text("replacement", "Replaced by"),
];

const fn carried(name: &'static str) -> Control {
    Control { name, label: "", shape: Shape::Carried }
}

static HOST: [Control; 4] = [
    text("name", "Name"),
    term("relation", "Relation"),
    text("url", "Website"),
    text("about", "About"),
];

static SPEAKER: [Control; 17] = [
    text("name", "Name"),
    text("placeholder", "Stands in for a name"),
    tick("protected", "Protected"),
    term("state", "State"),
    text("stand_in", "Who stands in"),
    tick("roles.keynote", "Keynote"),
    tick("roles.moderator", "Moderator"),
    tick("roles.panelist", "Panelist"),
    tick("roles.speaker", "Speaker"),
    tick("roles.opening_remarks", "Opening remarks"),
    text("roles.other", "Other roles"),
    text("titles", "Titles"),
    text("organisations", "Organisations"),
    text("email", "E-mail"),
    text("biography", "Biography"),
    // The name that sessions have, while another one is typed over it.
    carried("was"),
    // Who it is, wherever the row goes and whatever is typed into it: a person's number, or `new`.
    carried("who"),
];

static SESSION: [Control; 12] = [
    text("title", "Title"),
    term("kind", "Kind"),
    text("day", "Day"),
    text("start", "Start"),
    text("last_day", "Last day"),
    text("end", "End"),
    text("room", "Room"),
    text("moderator", "Moderator"),
    Control { name: "speakers", label: "Speakers", shape: Shape::Names },
    text("description", "Description"),
    text("opens.day", "Material opens: day"),
    text("opens.time", "Material opens: time"),
];

static BLOCK: [Control; 4] = [
    term("category", "Kept for"),
    text("seats", "Seats"),
    text("released.day", "For everybody from: day"),
    text("released.time", "For everybody from: time"),
];

static NOTICE: [Control; 2] = [term("kind", "Kind"), text("text", "Text")];

impl RowList {
    pub(super) const ALL: [Self; 5] =
        [Self::Hosts, Self::Speakers, Self::Sessions, Self::Blocks, Self::Notices];

    /// The list whose rows begin with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|list| list.name() == name)
    }

    /// The name in front of its rows' indexes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hosts => "hosts",
            Self::Speakers => "speakers",
            Self::Sessions => "sessions",
            Self::Blocks => "rsvp.blocks",
            Self::Notices => "notices",
        }
    }

    /// The controls of each row; the first takes the focus.
    pub(super) fn controls(self) -> &'static [Control] {
        match self {
            Self::Hosts => &HOST,
            Self::Speakers => &SPEAKER,
            Self::Sessions => &SESSION,
            Self::Blocks => &BLOCK,
            Self::Notices => &NOTICE,
        }
    }

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Hosts => "Hosts",
            Self::Speakers => "Speakers",
            Self::Sessions => "Agenda",
            Self::Blocks => "Kept seats",
            Self::Notices => "Notices",
        }
    }

    fn one(self) -> &'static str {
        match self {
            Self::Hosts => "Host",
            Self::Speakers => "Speaker",
            Self::Sessions => "Session",
            Self::Blocks => "Kept seats",
            Self::Notices => "Notice",
        }
    }
}

/// The control of this name, if the form has one.
pub(super) fn find(name: &str) -> Option<Place> {
    let head = HEAD.iter().find(|control| control.name == name);
    head.map(Place::Head).or_else(|| {
        let (list, index, rest) = row(name)?;
        let name = rest.strip_prefix('.')?;
        let control = list.controls().iter().find(|control| control.name == name)?;
        Some(Place::Row(list, index, control))
    })
}

/// The row that a name begins with, and what follows: `speakers[2].name` is the third speaker's
/// `.name`.
pub(super) fn row(name: &str) -> Option<(RowList, usize, &str)> {
    let (list, rest) = name.split_once('[')?;
    let (digits, rest) = rest.split_once(']')?;
    let index: usize = digits.parse().ok()?;
    // `07` and `+7` would be second names for one row.
    (index.to_string() == digits).then_some((RowList::named(list)?, index, rest))
}

/// Where a control stands, for sorting: down the head, then down the rows.
pub(super) fn position(name: &str) -> (usize, usize, usize) {
    let among = |controls: &[Control], control: &Control| {
        controls.iter().position(|other| other.name == control.name).unwrap_or_default()
    };
    match find(name) {
        Some(Place::Head(control)) => (0, 0, among(&HEAD, control)),
        Some(Place::Row(list, index, control)) => {
            (1 + list as usize, index, among(list.controls(), control))
        }
        None => (usize::MAX, 0, 0),
    }
}

/// The name of a control in a row.
pub(super) fn in_row(list: RowList, index: usize, name: &str) -> String {
    format!("{}[{index}].{name}", list.name())
}

/// The words beside a control; in a row, without the row's. Nothing if there is no such control.
pub fn words_beside(field: &str) -> &'static str {
    match find(field) {
        Some(Place::Head(control) | Place::Row(_, _, control)) => control.label,
        None => "",
    }
}

/// The words beside a control, for lists of problems: `Host 1: Website` for `hosts[0].url`.
///
/// A list, a row and its buttons have words, too; a name that the form does not have comes back as
/// it is.
pub fn label(field: &str) -> String {
    match find(field) {
        Some(Place::Head(control)) => control.label.to_owned(),
        Some(Place::Row(list, index, control)) => {
            format!("{} {}: {}", list.one(), index.saturating_add(1), control.label)
        }
        None => {
            let name = field.split_once(':').map_or(field, |(_, name)| name);
            match (RowList::named(name), row(name)) {
                (Some(list), _) => list.label().to_owned(),
                (None, Some((list, index, ""))) => {
                    format!("{} {}", list.one(), index.saturating_add(1))
                }
                _ => field.to_owned(),
            }
        }
    }
}
