//! The reply form: raw text in, a guest or a list of slips out.

use crate::address::MailAddress;
use crate::error::Slip;
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

impl Reply {
    /// Reads all fields; every slip is told at once.
    pub(super) fn guest(&self) -> Result<Guest, Vec<Slip>> {
        let mut slips = vec![];
        let name = text::person_name(&self.name).map_err(|slip| slips.push(slip));
        let email = MailAddress::parse(&self.email).map_err(|slip| slips.push(slip));
        let mut line = |field, raw: &str| {
            let read =
                text::line(field, raw, text::LONGEST_LINE, "Please use 200 letters at most.");
            read.map_err(|slip| slips.push(slip)).unwrap_or_default()
        };
        let organization = line("organization", &self.organization);
        let job_title = line("title", &self.job_title);
        let category = line("category", &self.category);
        let access = text::paragraph(
            "access",
            &self.access,
            text::LONGEST_NEED,
            "Please use 500 letters at most.",
        )
        .map_err(|slip| slips.push(slip))
        .unwrap_or_default();
        match (name, email, slips.is_empty()) {
            (Ok(name), Ok(email), true) => {
                let marks = self.marks();
                Ok(Guest { name, email, organization, job_title, category, access, marks })
            }
            _ => Err(slips),
        }
    }

    /// What looks odd. A mark refuses nothing: people with assistive technology look odd, too.
    fn marks(&self) -> Option<String> {
        let honeypot = (!self.website.is_empty()).then_some("honeypot");
        let hurried = self.elapsed.parse::<u64>().is_ok_and(|ms| ms < 2_000).then_some("hurried");
        let marks: Vec<&str> = honeypot.into_iter().chain(hurried).collect();
        (!marks.is_empty()).then(|| marks.join(" "))
    }
}
