//! The form that invites somebody.

use domain::staff::Invitation;
use domain::text::LONGEST_NAME;
use leptos::prelude::*;
use serde::Deserialize;

use super::{PATH, roles};
use crate::context::Sent;
use crate::ui::field::{Choice, MailInput, TextField};

/// The form's fields as sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct InvitationForm {
    email: String,
    name: String,
    role: String,
}

impl From<InvitationForm> for Invitation {
    fn from(form: InvitationForm) -> Self {
        Self { email: form.email, name: form.name, role: form.role }
    }
}

/// The form, with what was typed if it comes back.
pub fn form(sent: Option<Sent<InvitationForm>>) -> AnyView {
    let problem = sent.as_ref().map(|sent| sent.problem.clone());
    let why = |field: &str| problem.as_ref().and_then(|problem| problem.with(field));
    let fresh = InvitationForm { role: "editor".to_owned(), ..InvitationForm::default() };
    let typed = sent.and_then(|sent| sent.typed).unwrap_or(fresh);
    view! {
        <section class="panel" id="invite" aria-labelledby="invite-head">
            <h2 id="invite-head">"Invite somebody"</h2>
            <p>
                "They get a mail with a link that signs them in, good for three days. After that they sign in by mail like everybody else."
            </p>
            <form method="post" action=PATH novalidate>
                <MailInput value=typed.email why=why("email") hint=None/>
                <TextField
                    name="name"
                    label="Name"
                    value=typed.name
                    why=why("name")
                    autocomplete="off"
                    longest=LONGEST_NAME
                />
                <Choice
                    name="role"
                    legend="Role"
                    choices=roles()
                    chosen=typed.role
                    why=why("role")
                    required=true
                />
                <div class="actions">
                    <button type="submit" class="button">
                        "Send the invitation"
                    </button>
                </div>
            </form>
        </section>
    }
    .into_any()
}
