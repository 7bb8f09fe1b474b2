//! The form for a reply: one screen, two required fields, no account.
//!
//! Everything that it sends is a control of its own inside the form, so that it works alike with
//! and without script. Two controls are for machines: one that people never see, and one that says how
//! long the page was open; they mark a reply and never refuse it.

mod others;

use domain::briefing::{Briefing, Mode, Open};
use domain::rsvp::{CATEGORIES, Reply};
use domain::text::{LONGEST_LINE, LONGEST_NAME, LONGEST_NEED};
use islands::{MailField, SendButton};
use leptos::either::Either;
use leptos::prelude::*;
use serde::Deserialize;

use crate::context::Sent;
use crate::pages::event::{panel, path};
use crate::problem::Problem;
use crate::ui::companions::Companions;
use crate::ui::field::{Choice, MailInput, TextArea, TextField};

/// The form's fields as sent. A browser may leave any of them out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ReplyForm {
    name: String,
    email: String,
    organization: String,
    title: String,
    category: String,
    access: String,
    attending: String,
    #[serde(flatten)]
    companions: Companions,
    #[serde(rename = "scheduler-name")]
    scheduler_name: String,
    #[serde(rename = "scheduler-email")]
    scheduler_email: String,
    website: String,
    elapsed: String,
}

impl From<ReplyForm> for Reply {
    fn from(form: ReplyForm) -> Self {
        Self {
            name: form.name,
            email: form.email,
            organization: form.organization,
            job_title: form.title,
            category: form.category,
            access: form.access,
            attending: form.attending,
            companions: form.companions.names().map(String::clone).to_vec(),
            scheduler_name: form.scheduler_name,
            scheduler_email: form.scheduler_email,
            website: form.website,
            elapsed: form.elapsed,
        }
    }
}

/// The open form, with what was typed if it comes back.
pub fn form(briefing: &Briefing, open: &Open, sent: Option<Sent<ReplyForm>>) -> AnyView {
    view! {
        {state(briefing.place.mode, open)}
        <form method="post" action=path(briefing) novalidate>
            {fields(briefing, open, sent)}
        </form>
    }
    .into_any()
}

/// The form as it will be, which can be looked at and not be sent.
pub fn only_shown(briefing: &Briefing, open: &Open) -> AnyView {
    view! {
        {state(briefing.place.mode, open)}
        <p class="notice">"This is a preview, so the form takes no replies here."</p>
        <form novalidate>
            <fieldset class="form-shown" disabled>
                {fields(briefing, open, None)}
            </fieldset>
        </form>
    }
    .into_any()
}

fn fields(briefing: &Briefing, open: &Open, sent: Option<Sent<ReplyForm>>) -> AnyView {
    let problem = sent.as_ref().map(|sent| sent.problem.clone());
    let typed = sent.and_then(|sent| sent.typed).unwrap_or_default();
    let why = |field: &str| problem.as_ref().and_then(|problem| problem.with(field));
    let party = others::party(open, &typed.companions.names(), problem.as_ref());
    let scheduler =
        others::scheduler([&typed.scheduler_name, &typed.scheduler_email], problem.as_ref());
    let button = panel::button(briefing.place.mode, open);
    let categories = CATEGORIES.map(|(value, words)| (value, words.to_owned())).to_vec();
    view! {
        <TextField
            name="name"
            label="Name"
            value=typed.name
            why=why("name")
            autocomplete="name"
            longest=LONGEST_NAME
            required=true
        />
        {mail(typed.email, why("email"))}
        {scheduler}
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
        {attending(open, typed.attending, problem.as_ref())}
        {party}
        <Choice
            name="category"
            legend="I am"
            choices=categories
            chosen=typed.category
            why=why("category")
        />
        <TextArea
            name="access"
            label="Anything you need to take part?"
            help=panel::needs(briefing.place.mode == Mode::Online)
            value=typed.access
            why=why("access")
            longest=LONGEST_NEED
        />
        {trap(typed.website)}
        <SendButton>{button}</SendButton>
        <p class="fine">
            "Kept to hold your place and to write to you about this event. "
            <a href="/privacy">"What is kept, and who sees it"</a>
        </p>
    }
    .into_any()
}

fn state(mode: Mode, open: &Open) -> AnyView {
    let class = if open.room_full { "rsvp-state" } else { "rsvp-state rsvp-state-open" };
    let full = panel::crowd(mode, open);
    let until = open.until.clone().map(|until| view! { <span>{until}</span> });
    let state = match (full, until) {
        (Some(full), until) => Either::Left(view! {
            <p class=class>{full}</p>
            {until.map(|until| view! { <p class="fine">"Until " {until}</p> })}
        }),
        (None, until) => {
            let words = if until.is_some() { "Open until " } else { "Open" };
            Either::Right(view! { <p class=class>{words} {until}</p> })
        }
    };
    let asked = open
        .by_approval
        .then(|| view! { <p>"The hosts look at each request and write to you."</p> });
    view! { {state} {asked} }.into_any()
}

fn attending(open: &Open, chosen: String, problem: Option<&Problem>) -> Option<AnyView> {
    if !open.choice {
        return None;
    }
    let room = match (open.room_full, open.room_kept) {
        (false, _) => "In the room",
        (true, false) => "In the room (full: waiting list)",
        (true, true) => "In the room (only kept seats: others wait)",
    };
    let online = if open.online_full { "Online (full: waiting list)" } else { "Online" };
    let choices = vec![("room", room.to_owned()), ("online", online.to_owned())];
    // Nobody has to choose: the room is what most come for, unless it is full.
    let chosen = match chosen.as_str() {
        "" if open.room_full && !open.online_full => "online".to_owned(),
        "" => "room".to_owned(),
        _ => chosen,
    };
    let why = problem.and_then(|problem| problem.with("attending"));
    let choice = view! {
        <Choice name="attending" legend="I take part" choices chosen why required=true/>
    };
    Some(choice.into_any())
}

/// The hint beside the address is there without script, too, when the form comes back.
fn mail(typed: String, why: Option<String>) -> AnyView {
    let hint = islands::meant(&typed).map(|address| islands::question(&address));
    view! {
        <MailField>
            <MailInput value=typed why hint/>
        </MailField>
    }
    .into_any()
}

/// People neither see it nor reach it by keyboard; programs that fill in everything do.
fn trap(typed: String) -> AnyView {
    view! {
        <div class="apart" aria-hidden="true">
            <label for="website">"Leave this empty"</label>
            <input
                id="website"
                name="website"
                type="text"
                tabindex="-1"
                autocomplete="off"
                value=typed
            />
        </div>
    }
    .into_any()
}
