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
    /// Names of those whom the guest brings; empty ones are nobody.
    pub companions: Vec<String>,
    /// Who replies on behalf of the guest.
    pub scheduler_name: String,
    /// Their address.
    pub scheduler_email: String,
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
    pub companions: Vec<String>,
    pub scheduler: Option<(String, MailAddress)>,
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

    /// Those whom a guest brings. Each has a control of its own: `guest-1` is the first.
    pub fn companions(&mut self, typed: &[String], most: i64) -> Vec<String> {
        let mut companions = Vec::new();
        for (number, raw) in typed.iter().enumerate().filter(|(_, raw)| !raw.trim().is_empty()) {
            let control = format!("guest-{}", number + 1);
            if i64::try_from(companions.len()).is_ok_and(|known| known + 1 >= most) {
                let why = match most {
                    ..=1 => "Everybody replies for themselves here.".to_owned(),
                    most => format!("One reply takes up to {most} seats, yours among them."),
                };
                self.slips.push(Slip::new(control, why));
                break;
            }
            match text::person_name(raw) {
                Ok(name) => companions.push(name),
                Err(slip) => self.slips.push(Slip::new(control, slip.why)),
            }
        }
        companions
    }

    /// Who replies on behalf of the guest: both name and address, or nobody.
    pub fn scheduler(&mut self, name: &str, email: &str) -> Option<(String, MailAddress)> {
        if name.trim().is_empty() && email.trim().is_empty() {
            return None;
        }
        let name = text::person_name(name).map_err(|slip| Slip::new("scheduler-name", slip.why));
        let email = MailAddress::parse(email).map_err(|slip| {
            let missing = email.trim().is_empty().then_some("Please tell us where your copy goes.");
            Slip::new("scheduler-email", missing.map_or(slip.why, Into::into))
        });
        self.field(name).zip(self.field(email))
    }

    /// What was read, if nothing slipped.
    pub fn done<T>(self, read: Option<T>) -> Result<T, Error> {
        read.filter(|_| self.slips.is_empty()).ok_or(Error::Invalid(self.slips))
    }
}

impl Reply {
    /// Reads all fields; one reply to the event takes `most` seats at most.
    pub(super) fn guest(&self, most: i64) -> Result<Guest, Error> {
        let mut reading = Reading::default();
        let name = reading.field(text::person_name(&self.name));
        let email = reading.field(MailAddress::parse(&self.email));
        let organization = reading.line("organization", &self.organization);
        let job_title = reading.line("title", &self.job_title);
        let category = reading.line("category", &self.category);
        let access = reading.access(&self.access);
        let companions = reading.companions(&self.companions, most);
        let scheduler = reading.scheduler(&self.scheduler_name, &self.scheduler_email);
        let marks = self.marks();
        let guest = name.zip(email).map(|(name, email)| Guest {
            name,
            email,
            organization,
            job_title,
            category,
            access,
            companions,
            scheduler,
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
