//! One's own RSVP, by the link from the mail: see it, correct it, give it up, take it back.
//!
//! Opening the link changes nothing, since mail scanners open links too: every change is a button,
//! and giving up can be undone right there.

mod correction;
mod deeds;
mod standing;

use domain::briefing::{Briefing, Mode, Place, PublicOnline};
use domain::rsvp::{self, OwnRsvp, Standing};
use leptos::prelude::*;

use crate::context::{Sent, desk, param, query, sent};
use crate::pages::event::path;
use crate::pages::shown;
use crate::ui::facts::facts;
use crate::ui::head::{Islands, private_head};
use crate::ui::notice::{Done, NotTaken};

pub use correction::CorrectionForm;
pub use deeds::{cancel, correct, undo};

/// `/r/{token}`
#[component]
pub fn RsvpPage() -> impl IntoView {
    let (desk, token) = (desk(), param("token"));
    let (sent, done) = (sent::<CorrectionForm>(), query("done"));
    let pass = token.clone();
    shown(async move { rsvp::of_pass(&desk, &pass).await }, move |own| {
        sheet(&own, &token, sent, done.as_deref().and_then(|done| told(done, &own)))
    })
}

fn sheet(
    own: &OwnRsvp,
    token: &str,
    sent: Option<Sent<CorrectionForm>>,
    done: Option<&'static str>,
) -> AnyView {
    let briefing = &own.briefing;
    let problem = sent.as_ref().map(|sent| sent.problem.clone());
    view! {
        {private_head(&format!("Your RSVP: {}", briefing.title), "en")}
        {own.may_change.then(|| view! { <Islands/> })}
        <main id="main" class="page own">
            {problem.map(|problem| view! { <NotTaken problem done="changed"/> })}
            {done.map(|words| view! { <Done words/> })}
            <header class="event-head">
                <p class="kicker">"Your RSVP"</p>
                <h1 dir="auto" lang=briefing.language.clone()>
                    {title(own)}
                </h1>
            </header>
            {standing::standing(own, token)}
            {facts(&theirs(own), standing::along(own, token))}
            {own.may_change.then(|| correction::form(own, token, sent))}
            {own.may_change.then(|| standing::give_up(own, token))}
            <p class="fine">
                "This page is yours alone: whoever has its link can change your reply."
            </p>
        </main>
    }
    .into_any()
}

/// The event's title, which leads to its page while there is one.
fn title(own: &OwnRsvp) -> AnyView {
    let title = own.briefing.title.clone();
    if own.is_public {
        view! { <a href=path(&own.briefing)>{title}</a> }.into_any()
    } else {
        title.into_any()
    }
}

/// The event as this guest may see it: a confirmed one knows the stream's address, and who takes
/// part online has no use for the room.
fn theirs(own: &OwnRsvp) -> Briefing {
    let mut briefing = own.briefing.clone();
    if own.online {
        briefing.place = Place { mode: Mode::Online, ..Place::default() };
    }
    if let Some(stream) = own.stream.clone() {
        let online = briefing.online.get_or_insert(PublicOnline { url: None, note: None });
        online.url.get_or_insert(stream);
    }
    briefing
}

/// What was just done, by the word that the redirect carries.
fn told(done: &str, own: &OwnRsvp) -> Option<&'static str> {
    match done {
        "saved" => Some("Your changes are saved."),
        "cancelled" => Some(match own.given_up_from {
            Some(Standing::Waiting) => "Done: you are off the waiting list.",
            Some(Standing::Asked) => "Done: the hosts no longer see your request.",
            _ => "Done: your place is free for somebody else.",
        }),
        "back" => Some("Good to have you back. How you stand now is written below."),
        _ => None,
    }
}
