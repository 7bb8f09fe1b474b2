//! The reply form: raw text in, a guest or a list of slips out.

use crate::address::MailAddress;
use crate::error::{Error, Slip};
use crate::text;

/// The form's fields exactly as typed, for reading them and for showing them again.
#[derive(Clone, Default)]
pub struct Reply {
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
    /// `room` or `online`, where there is a choice.
    pub attending: String,
    /// The honeypot: people do not see it.
    pub website: String,
    /// Milliseconds that the form stood open, if a script measured them.
    pub elapsed: String,
}

/// A reply that can be taken.
pub(super) struct Guest {
    pub name: String,
    pub email: MailAddress,
    pub organization: Option<String>,
    pub job_title: Option<String>,
    pub category: Option<String>,
    pub access: Option<String>,
    pub marks: Option<String>,
}

/// Reads a form's fields one by one and keeps every slip, so that all are told at once.
#[derive(Default)]
pub(super) struct Reading {
    slips: Vec<Slip>,
}

impl Reading {
    /// The field's value, or its slip kept.
    pub fn field<T>(&mut self, read: Result<T, Slip>) -> Option<T> {
        read.map_err(|slip| self.slips.push(slip)).ok()
    }

    /// A line that may be empty.
    pub fn line(&mut self, field: &'static str, raw: &str) -> Option<String> {
        let read = text::line(field, raw, text::LONGEST_LINE, "Please use 200 letters at most.");
        self.field(read).flatten()
    }

    /// What somebody needs to take part.
    pub fn access(&mut self, raw: &str) -> Option<String> {
        let too_long = "Please use 500 letters at most.";
        self.field(text::paragraph("access", raw, text::LONGEST_NEED, too_long)).flatten()
    }

    /// What was read, if nothing slipped.
    pub fn done<T>(self, read: Option<T>) -> Result<T, Error> {
        read.filter(|_| self.slips.is_empty()).ok_or(Error::Invalid(self.slips))
    }
}

impl Reply {
    /// Reads all fields.
    pub(super) fn guest(&self) -> Result<Guest, Error> {
        let mut reading = Reading::default();
        let name = reading.field(text::person_name(&self.name));
        let email = reading.field(MailAddress::parse(&self.email));
        let organization = reading.line("organization", &self.organization);
        let job_title = reading.line("title", &self.job_title);
        let category = reading.line("category", &self.category);
        let access = reading.access(&self.access);
        let marks = self.marks();
        let guest = name.zip(email).map(|(name, email)| Guest {
            name,
            email,
            organization,
            job_title,
            category,
            access,
            marks,
        });
        reading.done(guest)
    }

    /// What looks odd. A mark refuses nothing: people with assistive technology look odd, too.
    fn marks(&self) -> Option<String> {
        let honeypot = (!self.website.is_empty()).then_some("honeypot");
        let hurried = self.elapsed.parse::<u64>().is_ok_and(|ms| ms < 2_000).then_some("hurried");
        let marks: Vec<&str> = honeypot.into_iter().chain(hurried).collect();
        (!marks.is_empty()).then(|| marks.join(" "))
    }
}
