//! One's own RSVP, by the link from the mail: see it, take an offer, change it, give it up, take it
//! back, hand it over.
//!
//! Opening the link changes nothing, since mail scanners open links too: every change is a button,
//! and what cannot be undone at once is shown before it counts.

mod cancel;
mod coming;
mod copies;
mod deeds;
mod discreet;
mod form;
mod hand_over;
mod handed_over;
mod review;
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

pub use cancel::CancelPage;
pub use coming::{ComingPage, coming};
pub use copies::copies;
pub use deeds::{cancel, change, hand_over, pass, take, undo};
pub use discreet::discreet;
pub use form::ChangeForm;
pub use hand_over::{HandOverForm, HandOverPage};
pub use handed_over::HandedOver;

/// `/r/{token}`
#[component]
pub fn RsvpPage() -> impl IntoView {
    let (desk, token) = (desk(), param("token"));
    let shows = Shows {
        sent: sent::<ChangeForm>(),
        looked: use_context::<review::Looked>(),
        typed: use_context::<form::Typed>(),
        done: query("done"),
    };
    let pass = token.clone();
    shown(async move { rsvp::of_pass(&desk, &pass).await }, move |own| match &shows.looked {
        Some(looked) => review::sheet(&own, &token, looked),
        None => sheet(&own, &token, shows),
    })
}

/// Why the page is shown, besides being asked for.
struct Shows {
    /// A form was not taken.
    sent: Option<Sent<ChangeForm>>,
    /// A change is to be looked at.
    looked: Option<review::Looked>,
    /// What was looked at is to be edited.
    typed: Option<form::Typed>,
    /// What was done, by the word that a redirect carries.
    done: Option<String>,
}

fn sheet(own: &OwnRsvp, token: &str, shows: Shows) -> AnyView {
    let briefing = &own.briefing;
    let problem = shows.sent.as_ref().map(|sent| sent.problem.clone());
    let done = shows.done.as_deref().and_then(|done| told(done, own));
    let edited = shows.typed.map(|form::Typed(typed)| typed);
    view! {
        {private_head(&format!("Your RSVP: {}", briefing.title), "en")}
        {own.may_change.then(|| view! { <Islands/> })}
        <main id="main" class="page own">
            {problem.map(|problem| view! { <NotTaken problem done="changed"/> })}
            {done.map(|words| view! { <Done words/> })}
            {head(own)}
            {standing::standing(own, token)}
            {facts(&theirs(own), standing::along(own, token))}
            {own.may_change.then(|| form::section(own, token, shows.sent, edited))}
            {copies::section(own, token)}
            {discreet::section(own, token)}
            {standing::leave(own, token)}
            <p class="fine">
                "This page is yours alone: whoever has its link can change your reply."
            </p>
        </main>
    }
    .into_any()
}

/// Above everything that is done here: which event it is about.
fn head(own: &OwnRsvp) -> AnyView {
    view! {
        <header class="event-head">
            <p class="kicker">"Your RSVP"</p>
            <h1 dir="auto" lang=own.briefing.language.clone()>
                {title(own)}
            </h1>
        </header>
    }
    .into_any()
}

/// The same above a step that has its own heading.
fn step_head(own: &OwnRsvp, token: &str, step: &'static str) -> AnyView {
    view! {
        <header class="event-head">
            <p class="kicker">
                <a href=own_path(token)>"Your RSVP"</a>
            </p>
            <h1>{step}</h1>
            <p class="lead" dir="auto" lang=own.briefing.language.clone()>
                {own.briefing.title.clone()}
            </p>
        </header>
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
        if let Some(planned) = briefing.planned.as_mut() {
            planned.place = Some("Online".to_owned());
        }
    }
    if let Some(stream) = own.stream.clone() {
        let online = briefing.online.get_or_insert(PublicOnline { url: None, note: None });
        online.url.get_or_insert(stream);
    }
    briefing
}

/// What was just done, by the word that the redirect carries, if it still is so.
fn told(done: &str, own: &OwnRsvp) -> Option<&'static str> {
    let gone = own.standing == Standing::GivenUp;
    match done {
        "saved" => Some("Your changes are saved."),
        "same" => Some("Nothing was different, so everything stays as it is."),
        "taken" if own.standing == Standing::Seated => Some(match (own.party, own.online) {
            (1, false) => "Done: the seat is yours.",
            (1, true) => "Done: the place is yours.",
            (_, false) => "Done: the seats are yours.",
            (_, true) => "Done: the places are yours.",
        }),
        "cancelled" if gone => Some(match own.given_up_from {
            Some(Standing::Waiting) => "Done: you are off the waiting list.",
            Some(Standing::Offered) => "Done: the offer goes to whoever is next. Thank you.",
            Some(Standing::Asked) => "Done: the hosts no longer see your request.",
            _ if own.party > 1 => "Done: your places are free for somebody else.",
            _ => "Done: your place is free for somebody else.",
        }),
        "back" if own.standing.is_alive() => {
            Some("Good to have you back. How you stand now is written below.")
        }
        "discreet" if own.discreet => {
            Some("Done: subjects and your calendar entry do not name the event any more.")
        }
        "discreet" => Some("Done: subjects and your calendar entry name the event again."),
        "coming" if own.is_sure => Some("Thank you: the hosts know that you are coming."),
        "copies" => own.scheduler.as_ref().map(|scheduler| {
            if scheduler.is_allowed {
                "Done: copies of your mails go out from now on."
            } else {
                "Done: no more copies of your mails go out, and the links in those sent are dead."
            }
        }),
        _ => None,
    }
}

/// The page's own path.
fn own_path(token: &str) -> String {
    format!("/r/{token}")
}

/// `3 seats`, `1 place`: what is had or wanted.
fn seats(own: &OwnRsvp) -> String {
    let thing = if own.online { "place" } else { "seat" };
    if own.party == 1 { format!("1 {thing}") } else { format!("{} {thing}s", own.party) }
}

/// `3 seats: yours, Ben Example’s and Cleo Example’s`, for more than one.
fn whose(own: &OwnRsvp) -> String {
    let mut names: Vec<String> = own.companions.iter().map(|name| format!("{name}’s")).collect();
    let nameless = own.party - 1 - i64::try_from(names.len()).unwrap_or_default();
    if nameless > 0 {
        names.push(format!("{nameless} more"));
    }
    let Some(last) = names.pop() else { return seats(own) };
    names.insert(0, "yours".to_owned());
    format!("{}: {} and {last}", seats(own), names.join(", "))
}
