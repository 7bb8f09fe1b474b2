//! `/r/{token}/hand-over`: who comes instead, then what that means, then the button that does it.

use domain::known_domains;
use domain::rsvp::own::{Colleague, Handing};
use domain::rsvp::{self, OwnRsvp, Standing};
use domain::text::{LONGEST_LINE, LONGEST_NAME};
use leptos::prelude::*;
use serde::Deserialize;

use super::standing::contact;
use super::{own_path, review, step_head, whose};
use crate::context::{Sent, desk, param, sent};
use crate::pages::shown;
use crate::ui::control::{Asked, Line, line};
use crate::ui::field::TextField;
use crate::ui::head::private_head;
use crate::ui::notice::NotTaken;

/// The form's fields as sent. A browser may leave any of them out.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct HandOverForm {
    name: String,
    email: String,
    organization: String,
    title: String,
    /// `do`, `edit`, or nothing for looking.
    pub step: String,
    /// What was looked at.
    pub seen: String,
}

/// Handing over, to look at.
#[derive(Clone)]
pub struct Looked {
    /// As it was typed.
    pub form: HandOverForm,
    /// What it comes to.
    pub handing: Handing,
    /// Something has changed since it was looked at last.
    pub changed: bool,
}

/// The form as it was typed, to be edited further.
#[derive(Clone)]
pub struct Typed(pub HandOverForm);

impl From<HandOverForm> for Colleague {
    fn from(form: HandOverForm) -> Self {
        let HandOverForm { name, email, organization, title, .. } = form;
        Self { name, email, organization, job_title: title }
    }
}

/// `/r/{token}/hand-over`
#[component]
pub fn HandOverPage() -> impl IntoView {
    let (desk, token) = (desk(), param("token"));
    let (sent, typed) = (sent::<HandOverForm>(), use_context::<Typed>());
    let looked = use_context::<Looked>();
    let pass = token.clone();
    shown(async move { rsvp::of_pass(&desk, &pass).await }, move |own| match looked {
        Some(looked) if own.may_hand_over => look(&own, &token, &looked),
        _ => sheet(&own, &token, sent, typed.map(|Typed(form)| form)),
    })
}

fn sheet(
    own: &OwnRsvp,
    token: &str,
    sent: Option<Sent<HandOverForm>>,
    typed: Option<HandOverForm>,
) -> AnyView {
    let problem = sent.as_ref().map(|sent| sent.problem.clone());
    let inside =
        if own.may_hand_over { form(own, token, sent, typed) } else { not_here(own, token) };
    let title = "Hand over to a colleague";
    view! {
        {private_head(&format!("{title}: {}", own.briefing.title), "en")}
        <main id="main" class="page own">
            {problem.map(|problem| view! { <NotTaken problem done="handed over"/> })}
            {step_head(own, token, title)}
            <section>{inside}</section>
        </main>
    }
    .into_any()
}

/// Since when it cannot be handed over here, and who can still help.
fn not_here(own: &OwnRsvp, token: &str) -> AnyView {
    let until = own.changes_until.as_ref().filter(|_| own.standing.is_alive() && own.is_too_late);
    let words = until.map_or_else(
        || "This RSVP cannot be handed over just now.".to_owned(),
        |until| format!("Handing over was possible here until {until}. If a colleague is to come for you, please write to the hosts."),
    );
    let contact = until.and_then(|_| contact(own));
    view! {
        <p>{words}</p>
        {contact}
        <p>
            <a href=own_path(token)>"See how you stand"</a>
        </p>
    }
    .into_any()
}

fn form(
    own: &OwnRsvp,
    token: &str,
    sent: Option<Sent<HandOverForm>>,
    typed: Option<HandOverForm>,
) -> AnyView {
    let problem = sent.as_ref().map(|sent| sent.problem.clone());
    let same_office =
        || HandOverForm { organization: own.organization.clone(), ..HandOverForm::default() };
    let typed = sent.and_then(|sent| sent.typed).or(typed).unwrap_or_else(same_office);
    let why = |field: &str| problem.as_ref().and_then(|problem| problem.with(field));
    let email = Asked {
        name: "email".to_owned(),
        label: "Your colleague’s e-mail",
        value: typed.email,
        why: why("email"),
        ..Asked::default()
    };
    view! {
        <p>{gets(own)}</p>
        <form class="sheet" method="post" action=action(token) novalidate>
            <TextField
                name="name"
                label="Your colleague’s name"
                value=typed.name
                why=why("name")
                autocomplete="off"
                longest=LONGEST_NAME
                required=true
            />
            {line(&email, Line::Mail, None)}
            <TextField
                name="organization"
                label="Their office or organisation"
                value=typed.organization
                why=why("organization")
                autocomplete="off"
                longest=LONGEST_LINE
            />
            <TextField
                name="title"
                label="Their job title"
                value=typed.title
                why=why("title")
                autocomplete="off"
                longest=LONGEST_LINE
            />
            <div class="own-buttons">
                <button type="submit" class="button">
                    "Review"
                </button>
                <a class="button button-plain" href=own_path(token)>
                    "Leave it as it is"
                </a>
            </div>
        </form>
    }
    .into_any()
}

fn look(own: &OwnRsvp, token: &str, looked: &Looked) -> AnyView {
    let handing = &looked.handing;
    let meant = known_domains::meant(&handing.email);
    let meant = meant.map(|domain| {
        view! { <p class="notice">{format!("Did you mean {domain}? The address looks like a slip.")}</p> }
    });
    let HandOverForm { name, email, organization, title, .. } = looked.form.clone();
    let fields =
        [("name", name), ("email", email), ("organization", organization), ("title", title)];
    let hidden = fields.map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    let step = "Hand it over?";
    let seated = own.standing == Standing::Seated;
    view! {
        {private_head(&format!("{step} {}", own.briefing.title), "en")}
        <main id="main" class="page own">
            {looked.changed.then(review::once_more)}
            {step_head(own, token, step)}
            {meant}
            <section>
                <p dir="auto">
                    {format!("{} <{}> gets what you have here, unless they have as much already:", handing.name, handing.email)}
                </p>
                <p dir="auto">{has(own)}</p>
                <p>
                    "Whoever gets it is written to, with a link of their own. The links in your mails stop working"
                    {seated.then_some(", and your calendar entry is cancelled")}
                    ". This cannot be taken back."
                </p>
                <form class="own-buttons" method="post" action=action(token) novalidate>
                    {hidden.to_vec()}
                    <input type="hidden" name="seen" value=handing.seen.clone()/>
                    <button type="submit" name="step" value="do" class="button">
                        "Hand it over"
                    </button>
                    <button type="submit" name="step" value="edit" class="button button-plain">
                        "Go back and edit"
                    </button>
                </form>
            </section>
        </main>
    }
    .into_any()
}

fn gets(own: &OwnRsvp) -> &'static str {
    match own.standing {
        Standing::Waiting => "Your colleague takes your place in the waiting list.",
        Standing::Offered => "Your colleague gets the offer, for as long as it stands.",
        _ if own.party > 1 => "Your colleague comes instead of you, with the people you bring.",
        _ => "Your colleague comes instead of you.",
    }
}

fn has(own: &OwnRsvp) -> String {
    match own.standing {
        Standing::Waiting => format!("Your place in the waiting list, for {}.", whose(own)),
        Standing::Offered => format!("The offer of {}.", whose(own)),
        _ => format!("{}.", whose(own)),
    }
}

fn action(token: &str) -> String {
    format!("/r/{token}/hand-over")
}
