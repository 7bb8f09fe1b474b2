//! What staff type about a guest: the guests' own fields, and what to do when no seat is free.

use crate::briefing::Mode;
use crate::error::{Error, Result};
use crate::event::Event;
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
    /// Reads all fields by the rules of the guests' form, in words for staff.
    pub(super) fn guest(&self) -> Result<Guest> {
        let reply = Reply {
            name: self.name.clone(),
            email: self.email.clone(),
            organization: self.organization.clone(),
            job_title: self.job_title.clone(),
            category: self.category.clone(),
            access: self.access.clone(),
            ..Reply::default()
        };
        reply.guest().map_err(|error| match error {
            Error::Invalid(slips) => Error::Invalid(
                slips
                    .into_iter()
                    .map(|mut slip| {
                        if slip.field == "name" && self.name.trim().is_empty() {
                            "Please fill in the guest’s name.".clone_into(&mut slip.why);
                        }
                        if slip.field == "email" && self.email.trim().is_empty() {
                            "Please fill in the guest’s address.".clone_into(&mut slip.why);
                        }
                        slip
                    })
                    .collect(),
            ),
            other => other,
        })
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
