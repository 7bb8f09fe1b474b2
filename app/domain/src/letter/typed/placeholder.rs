//! What stands in braces for something that is different in every letter.

use super::Source;
use crate::letter::Phrase;
use crate::rsvp::Standing;

/// What a letter can tell of the event and of its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placeholder {
    /// The guest's name.
    Name,
    /// The event's title.
    Title,
    /// Day and hours.
    When,
    /// Room, building and address.
    Where,
    /// How to get in.
    Arrival,
    /// Who invites.
    Hosts,
    /// How many seats.
    Seats,
    /// How the RSVP stands.
    Standing,
    /// How near the event is.
    Near,
    /// The place in the waiting list.
    PlaceInLine,
    /// Until when the offered seat is held.
    OfferedUntil,
    /// Until when one can change or cancel.
    CancelUntil,
    /// The guest's own page.
    RsvpLink,
    /// The event's page.
    EventLink,
    /// Who answers questions.
    Contact,
    /// What is different about the event, old beside new.
    Changes,
}

impl Placeholder {
    /// All of them, in the order in which staff read them.
    pub const ALL: [Self; 16] = [
        Self::Name,
        Self::Title,
        Self::When,
        Self::Where,
        Self::Arrival,
        Self::Hosts,
        Self::Seats,
        Self::Standing,
        Self::Near,
        Self::PlaceInLine,
        Self::OfferedUntil,
        Self::CancelUntil,
        Self::RsvpLink,
        Self::EventLink,
        Self::Contact,
        Self::Changes,
    ];

    /// The word between the braces.
    pub fn name(self) -> &'static str {
        self.told().0
    }

    /// What it stands for, for staff.
    pub fn meaning(self) -> &'static str {
        self.told().1
    }

    /// What could stand there.
    pub fn example(self) -> &'static str {
        self.told().2
    }

    fn told(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Name => (
                "name",
                "the guest’s name, or “guest” where what they typed holds more than a name",
                "Ada Example",
            ),
            Self::Title => ("title", "the event’s title", "Hours in the Field"),
            Self::When => ("when", "day and hours", "Friday, June 16, 2017, 1:00 – 2:00 pm ET"),
            Self::Where => ("where", "room, building and address, or “Online”", "Room 2172"),
            Self::Arrival => ("arrival", "how to get in", "Bring a photo ID."),
            Self::Hosts => ("hosts", "who invites", "Coalition for Harvests and Fair Fields"),
            Self::Seats => ("seats", "how many seats", "2 seats"),
            Self::Standing => {
                ("standing", "how their RSVP stands, in a sentence", "Your seat is confirmed.")
            }
            Self::Near => ("near", "how near the event is", "tomorrow"),
            Self::PlaceInLine => ("place_in_line", "the place in the waiting list", "3"),
            Self::OfferedUntil => (
                "offered_until",
                "until when the seat is held",
                "Saturday, April 3, 2027, 10:00 am ET",
            ),
            Self::CancelUntil => (
                "cancel_until",
                "until when guests can change or cancel, where you set an end to that",
                "Friday, April 2, 2027, 3:00 pm ET",
            ),
            Self::RsvpLink => ("rsvp_link", "the link to the guest’s own RSVP", "See my RSVP"),
            Self::EventLink => ("event_link", "the link to the event’s page", "See the event"),
            Self::Contact => {
                ("contact", "who answers questions", "Wren Calloway, wren@example.org")
            }
            Self::Changes => (
                "changes",
                "what has become of the event, old beside new, and why if you said so; it stands on a line of its own",
                "Where, before: Room 2172",
            ),
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// Whether its value is an address on the web.
    pub(super) fn is_link(self) -> bool {
        matches!(self, Self::RsvpLink | Self::EventLink)
    }

    /// What stands there in this letter, a fact each; nothing when it is not known.
    pub(super) fn lines(self, source: Source<'_>) -> Vec<String> {
        let facts = source.facts;
        let seated = facts.standing == Some(Standing::Seated) || source.kind.is_seated();
        match self {
            Self::Name => vec![facts.guest.clone().unwrap_or_else(|| facts.say(Phrase::Guest))],
            Self::Title => some(&facts.title),
            Self::When => facts.when.clone(),
            Self::Where if facts.online => vec![facts.say(Phrase::Online(seated))],
            Self::Where => facts.place.clone(),
            Self::Arrival if facts.online => vec![],
            Self::Arrival => facts.arrival_lines(),
            Self::Hosts => some(&facts.hosts),
            Self::Seats => some(&facts.say(Phrase::Seats)),
            Self::Standing if source.kind.is_of_change() => some(facts.keeps(source.kind)),
            Self::Standing => match source.kind.leaves().or(facts.standing) {
                Some(standing) => some(&facts.say(Phrase::Stands(standing))),
                None => vec![],
            },
            Self::Near => some(&facts.nearness()),
            Self::PlaceInLine => {
                facts.place_in_line.map(|place| place.to_string()).into_iter().collect()
            }
            Self::OfferedUntil => facts.offered_until.clone().into_iter().collect(),
            Self::CancelUntil => facts.deadlines.changes_until.clone().into_iter().collect(),
            Self::RsvpLink => some(&facts.rsvp_link),
            Self::EventLink => some(&facts.event_link),
            Self::Contact => facts.contact.as_ref().map_or_else(Vec::new, |contact| {
                contact.name.iter().chain([&contact.email]).cloned().collect()
            }),
            // Set as a part of its own, which no line can hold.
            Self::Changes => vec![],
        }
    }
}

fn some(value: &str) -> Vec<String> {
    if value.is_empty() { vec![] } else { vec![value.to_owned()] }
}
