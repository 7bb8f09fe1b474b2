//! The form that changes what a guest told about themselves and whom they bring.
//!
//! The address stays as it is: it is what the RSVP is known by.

use domain::rsvp::own::Changes;
use domain::rsvp::{OwnRsvp, Standing};
use domain::text::{LONGEST_LINE, LONGEST_NAME, LONGEST_NEED};
use islands::SendButton;
use leptos::prelude::*;
use serde::Deserialize;

use super::own_path;
use crate::context::Sent;
use crate::pages::event::panel;
use crate::problem::Problem;
use crate::ui::companions::{COMPANIONS, Companions};
use crate::ui::field::{Choice, TextArea, TextField};

/// The form's fields as sent. A browser may leave any of them out.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct ChangeForm {
    name: String,
    organization: String,
    title: String,
    access: String,
    attending: String,
    #[serde(flatten)]
    companions: Companions,
    /// `save`, `edit`, or nothing for looking.
    pub step: String,
    /// What was looked at.
    pub seen: String,
}

/// The form as it was typed, to be edited further.
#[derive(Clone)]
pub struct Typed(pub ChangeForm);

impl ChangeForm {
    /// Name and value of each control that holds what is typed.
    pub fn carried(&self) -> Vec<(&'static str, &str)> {
        let companions = COMPANIONS.iter().map(|(name, _)| *name).zip(self.companions.names());
        let told: [(&str, &String); 5] = [
            ("name", &self.name),
            ("organization", &self.organization),
            ("title", &self.title),
            ("access", &self.access),
            ("attending", &self.attending),
        ];
        let all = told.into_iter().chain(companions).map(|(name, value)| (name, value.as_str()));
        all.filter(|(_, value)| !value.is_empty()).collect()
    }

    fn kept(own: &OwnRsvp) -> Self {
        Self {
            name: own.name.clone(),
            organization: own.organization.clone(),
            title: own.job_title.clone(),
            access: own.access.clone(),
            attending: if own.online { "online" } else { "room" }.to_owned(),
            companions: Companions::of(&own.companions),
            ..Self::default()
        }
    }
}

impl From<ChangeForm> for Changes {
    fn from(form: ChangeForm) -> Self {
        let companions = form.companions.names().map(String::clone).to_vec();
        Self {
            name: form.name,
            organization: form.organization,
            job_title: form.title,
            access: form.access,
            attending: form.attending,
            companions,
        }
    }
}

/// The form with what is kept, or with what was typed if it comes back.
pub fn section(
    own: &OwnRsvp,
    token: &str,
    sent: Option<Sent<ChangeForm>>,
    edited: Option<ChangeForm>,
) -> AnyView {
    let problem = sent.as_ref().map(|sent| sent.problem.clone());
    let typed = sent.and_then(|sent| sent.typed).or(edited);
    let typed = typed.unwrap_or_else(|| ChangeForm::kept(own));
    let until = own.changes_until.clone();
    let until =
        until.map(|until| view! { <p>{format!("You can change your reply until {until}.")}</p> });
    view! {
        <section aria-labelledby="details">
            <h2 id="details">"Your reply"</h2>
            {until}
            <form class="sheet" method="post" action=own_path(token) novalidate>
                {fields(own, typed, problem.as_ref())}
                <SendButton>"Review my changes"</SendButton>
            </form>
        </section>
    }
    .into_any()
}

fn fields(own: &OwnRsvp, typed: ChangeForm, problem: Option<&Problem>) -> AnyView {
    let why = |field: &str| problem.and_then(|problem| problem.with(field));
    view! {
        <TextField
            name="name"
            label="Name"
            value=typed.name.clone()
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
            value=typed.organization.clone()
            why=why("organization")
            autocomplete="organization"
            longest=LONGEST_LINE
        />
        <TextField
            name="title"
            label="Job title"
            value=typed.title.clone()
            why=why("title")
            autocomplete="organization-title"
            longest=LONGEST_LINE
        />
        {own.choice.then(|| attending(&typed, why("attending")))}
        {companions(own, &typed, problem)}
        <TextArea
            name="access"
            label="Anything you need to take part?"
            help=panel::needs(own.online)
            value=typed.access
            why=why("access")
            longest=LONGEST_NEED
        />
    }
    .into_any()
}

fn attending(typed: &ChangeForm, why: Option<String>) -> AnyView {
    let choices = vec![("room", "In the room".to_owned()), ("online", "Online".to_owned())];
    let chosen = typed.attending.clone();
    view! { <Choice name="attending" legend="I take part" choices chosen why required=true/> }
        .into_any()
}

/// A control for each who may come along; whose is emptied stays at home.
fn companions(own: &OwnRsvp, typed: &ChangeForm, problem: Option<&Problem>) -> Option<AnyView> {
    let most = usize::try_from(own.largest_party - 1).unwrap_or_default();
    let shown = COMPANIONS.into_iter().zip(typed.companions.names()).take(most);
    let fields: Vec<_> = shown
        .map(|((name, label), value)| {
            let why = problem.and_then(|problem| problem.with(name));
            view! {
                <TextField
                    name
                    label
                    value=value.clone()
                    why
                    autocomplete="off"
                    longest=LONGEST_NAME
                />
            }
        })
        .collect();
    if fields.is_empty() {
        return None;
    }
    let group = view! {
        <fieldset class="companions" aria-describedby="companions-help">
            <legend>"People you bring"</legend>
            <p class="fine" id="companions-help">
                {help(own.standing)}
            </p>
            {fields}
        </fieldset>
    };
    Some(group.into_any())
}

fn help(standing: Standing) -> &'static str {
    match standing {
        Standing::Waiting => {
            "Each needs a seat. Empty a name to leave somebody out: you keep your turn. A party that grows goes to the end of the line."
        }
        Standing::Offered => "Each has a seat of the offer. Empty a name to leave somebody out.",
        _ => {
            "Each has a seat. Empty a name to leave somebody out; add names as long as seats are free."
        }
    }
}
