//! What staff type about a guest: the guests' own fields, and what to do when no seat is free.

use crate::briefing::Mode;
use crate::error::{Error, Result, Slip};
use crate::event::{Event, LARGEST_PARTY};
use crate::rsvp::form::{Guest, Reply};

/// The fields exactly as typed.
#[derive(Clone, Default)]
pub struct Typed {
    /// Name.
    pub name: String,
    /// Mail address.
    pub email: String,
    /// Office or organisation.
    pub organization: String,
    /// Job title.
    pub job_title: String,
    /// What they come as.
    pub category: String,
    /// What they need to take part.
    pub access: String,
    /// Names of those whom they bring; empty ones are nobody.
    pub companions: Vec<String>,
    /// Who replied on behalf of them.
    pub scheduler_name: String,
    /// Their address.
    pub scheduler_email: String,
    /// `room` or `online`, where there is a choice; as it was if empty.
    pub attending: String,
    /// What to do when no seat is free.
    pub place: Place,
}

/// What to do when no seat is free.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// Staff have not said.
    #[default]
    Unsaid,
    /// A place in the waiting list.
    Line,
    /// A seat all the same.
    Over,
}

impl Place {
    /// As the control has it.
    pub fn read(value: &str) -> Self {
        match value {
            "line" => Self::Line,
            "over" => Self::Over,
            _ => Self::Unsaid,
        }
    }

    /// The control's value.
    pub fn value(self) -> &'static str {
        match self {
            Self::Unsaid => "",
            Self::Line => "line",
            Self::Over => "over",
        }
    }
}

impl Typed {
    /// Reads all fields by the rules of the guests' form, in words for staff, who may bring as many
    /// as any event allows.
    pub(super) fn guest(&self) -> Result<Guest> {
        let reply = Reply {
            name: self.name.clone(),
            email: self.email.clone(),
            organization: self.organization.clone(),
            job_title: self.job_title.clone(),
            category: self.category.clone(),
            access: self.access.clone(),
            companions: self.companions.clone(),
            scheduler_name: self.scheduler_name.clone(),
            scheduler_email: self.scheduler_email.clone(),
            ..Reply::default()
        };
        reply.guest(LARGEST_PARTY).map_err(|error| match error {
            Error::Invalid(slips) => {
                Error::Invalid(slips.into_iter().map(|slip| self.for_staff(slip)).collect())
            }
            other => other,
        })
    }

    /// What is missing is told in the third person.
    fn for_staff(&self, slip: Slip) -> Slip {
        let (typed, why) = match &*slip.field {
            "name" => (&self.name, "Please fill in the guest’s name."),
            "email" => (&self.email, "Please fill in the guest’s address."),
            "scheduler-name" => {
                (&self.scheduler_name, "Please fill in the name of who replied for them.")
            }
            "scheduler-email" => {
                (&self.scheduler_email, "Please fill in the address of who replied for them.")
            }
            _ => return slip,
        };
        if typed.trim().is_empty() { Slip::new(slip.field, why) } else { slip }
    }

    /// Whether it is for a place online; `kept` is what it was for until now.
    pub(super) fn is_online(&self, event: &Event, kept: Option<bool>) -> bool {
        match self.attending.as_str() {
            "room" if may_choose(event, kept) => false,
            "online" if may_choose(event, kept) => true,
            _ => kept.unwrap_or(event.mode() == Mode::Online),
        }
    }
}

/// Staff choose between the room and online where an event has both, whatever is full, and where a
/// guest is in the one that the event has given up.
pub(in crate::rsvp) fn may_choose(event: &Event, kept: Option<bool>) -> bool {
    event.mode() == Mode::Hybrid
        || kept.is_some_and(|online| online != (event.mode() == Mode::Online))
}
