//! The form that corrects what a guest told about themselves.
//!
//! The address stays as it is: it is what the RSVP is known by.

use domain::rsvp::{Correction, OwnRsvp};
use domain::text::{LONGEST_LINE, LONGEST_NAME, LONGEST_NEED};
use islands::SendButton;
use leptos::prelude::*;
use serde::Deserialize;

use crate::context::Sent;
use crate::pages::event::panel;
use crate::ui::field::{TextArea, TextField};

/// The form's fields as sent. A browser may leave any of them out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct CorrectionForm {
    name: String,
    organization: String,
    title: String,
    access: String,
}

impl From<CorrectionForm> for Correction {
    fn from(form: CorrectionForm) -> Self {
        Self {
            name: form.name,
            organization: form.organization,
            job_title: form.title,
            access: form.access,
        }
    }
}

/// The form with what is kept, or with what was typed if it comes back.
pub fn form(own: &OwnRsvp, token: &str, sent: Option<Sent<CorrectionForm>>) -> AnyView {
    let problem = sent.as_ref().map(|sent| sent.problem.clone());
    let typed = sent.and_then(|sent| sent.typed).unwrap_or_else(|| kept(own));
    let why = |field: &str| problem.as_ref().and_then(|problem| problem.with(field));
    view! {
        <section aria-labelledby="details">
            <h2 id="details">"Your details"</h2>
            <form class="sheet" method="post" action=format!("/r/{token}") novalidate>
                <TextField
                    name="name"
                    label="Name"
                    value=typed.name
                    why=why("name")
                    autocomplete="name"
                    longest=LONGEST_NAME
                    required=true
                />
                <p class="field">
                    <span class="label">"E-mail"</span>
                    <span>{own.email.clone()}</span>
                </p>
                <TextField
                    name="organization"
                    label="Office or organisation"
                    value=typed.organization
                    why=why("organization")
                    autocomplete="organization"
                    longest=LONGEST_LINE
                />
                <TextField
                    name="title"
                    label="Job title"
                    value=typed.title
                    why=why("title")
                    autocomplete="organization-title"
                    longest=LONGEST_LINE
                />
                <TextArea
                    name="access"
                    label="Anything you need to take part?"
                    help=panel::needs(own.online)
                    value=typed.access
                    why=why("access")
                    longest=LONGEST_NEED
                />
                <SendButton>"Save my changes"</SendButton>
            </form>
        </section>
    }
    .into_any()
}

fn kept(own: &OwnRsvp) -> CorrectionForm {
    CorrectionForm {
        name: own.name.clone(),
        organization: own.organization.clone(),
        title: own.job_title.clone(),
        access: own.access.clone(),
    }
}
