//! One RSVP: everything that is known of it, its letters, what was done to it, and the deeds of staff.
//!
//! Each deed leads through a page that shows what will change and the exact mail. Nothing is kept
//! between that page and the deed: the page carries what was typed in hidden fields, and the deed is
//! planned anew when its button is pressed.

mod deeds;
mod discreet;
mod fields;
mod known;
mod letters;
mod line;
mod look;

use domain::rsvp::{Record, Standing, record};
use leptos::prelude::*;

use crate::context::{desk, param, query, sent, site, staff};
use crate::pages::shown;
use crate::pages::staff::journal;
use crate::pages::staff::letters::ButtonForm;
use crate::pages::staff::rsvps::{crumbs, number, path, state};
use crate::ui::head::private_head;
use crate::ui::notice::{Done, NotTaken};

pub use deeds::{
    Again, What, admit, bring_back, cancel, correct, hand, move_in_line, send_again, withdraw,
};
pub use discreet::discreet;
pub use fields::{HandForm, fields};
pub use look::{Looked, look};

/// `/staff/rsvps/{id}`
#[component]
pub fn RsvpPage() -> impl IntoView {
    let (desk, staff, zone) = (desk(), staff(), site().zone);
    let (id, done) = (number(&param("id")), query("done"));
    let (looked, again) = (use_context::<Looked>(), use_context::<Again>());
    let refused = sent::<ButtonForm>().map(|sent| sent.problem);
    let reading = async move { record(&desk, &staff, id, zone).await };
    shown(reading, move |record| {
        if let Some(looked) = looked {
            return look(&looked);
        }
        let notice = again.as_ref().and_then(Again::notice);
        let notice =
            notice.or_else(|| refused.map(|problem| view! { <NotTaken problem/> }.into_any()));
        let done = done.as_deref().and_then(told).map(|words| view! { <Done words/> });
        view! {
            {private_head(&format!("{}: {}", record.kept.name, record.event.title), "en")}
            <main id="main" class="staff">
                {notice} {done} {sheet(&record, again.as_ref())}
            </main>
        }
        .into_any()
    })
}

/// What was just done, by the word that the redirect carries.
fn told(done: &str) -> Option<&'static str> {
    match done {
        "told" => Some("Done. The mail is on its way."),
        "quiet" => Some("Done. Nobody was told."),
        "sent" => Some("The mail is on its way once more."),
        other => crate::pages::staff::letters::told(other),
    }
}

fn sheet(record: &Record, again: Option<&Again>) -> AnyView {
    let zone = site().zone;
    view! {
        {head(record)}
        <div class="columns">
            <div>
                {known::known(record)}
                {decision(record, again)}
                {line::panel(record, again)}
                {fields::correction(record, again)}
            </div>
            <div>
                {letters::panel(record, zone)}
                {discreet::panel(record)}
                <section class="panel" aria-labelledby="journal">
                    <h2 id="journal">"What was done"</h2>
                    {journal::timeline(&record.journal, zone)}
                </section>
            </div>
        </div>
    }
    .into_any()
}

fn head(record: &Record) -> AnyView {
    let buttons = match record.standing {
        Standing::Seated | Standing::Waiting | Standing::Offered => {
            vec![("send-again", "Send the mail again"), ("cancel", "Cancel this RSVP")]
        }
        Standing::Asked => {
            vec![("send-again", "Send the mail again"), ("cancel", "Decline the request")]
        }
        Standing::GivenUp | Standing::Cancelled | Standing::Lapsed => {
            vec![("send-again", "Send the mail again")]
        }
    };
    let buttons = buttons.into_iter().map(|(deed, words)| {
        view! {
            <form method="post" action=format!("/staff/rsvps/{}/{deed}", record.id)>
                <button type="submit" name="step" value="look" class="button button-plain">
                    {words}
                </button>
            </form>
        }
    });
    view! {
        <header class="staff-head">
            <p class="crumbs">
                {crumbs(&record.event)} <a href=path(record.event.id)>"RSVPs"</a>
            </p>
            <h1 dir="auto">{record.kept.name.clone()}</h1>
            <p class="lead-small">
                {state(record.standing, record.place_in_line)} " " {record.why.clone()}
            </p>
            <div class="actions">{buttons.collect_view()}</div>
        </header>
    }
    .into_any()
}

const OVER: &str = "No seat is free: give one over the limit";
const OVERS: &str = "Not enough seats are free: give them over the limit";

/// The way to a seat, for who has none.
fn decision(record: &Record, again: Option<&Again>) -> Option<AnyView> {
    let (what, title, words) = match record.standing {
        Standing::Seated => return None,
        Standing::Waiting => (What::Admit, "Give a seat", "Past everybody who waits."),
        Standing::Offered => (What::Admit, "Give the seat", "Without waiting for their answer."),
        Standing::Asked => (What::Admit, "Decide", "Until you do, it is a request only."),
        Standing::GivenUp | Standing::Cancelled | Standing::Lapsed => (
            What::BringBack,
            "Bring back",
            "As it stood before if that is possible, else in the waiting list.",
        ),
    };
    let button = match (what, record.standing) {
        (What::BringBack, _) => "Bring this RSVP back",
        (_, Standing::Asked) => "Confirm the request",
        _ => "Give a seat",
    };
    let again = again.filter(|again| again.what == what);
    let why = again.and_then(|again| again.with("place"));
    let ticked = again.is_some_and(|again| again.form.place == "over");
    let over = if record.party > 1 { OVERS } else { OVER };
    let tick = (record.lacks_room() || why.is_some())
        .then(|| fields::over_the_limit(what.place(), over, ticked, why));
    let action = format!("/staff/rsvps/{}/{}", record.id, what.path());
    let panel = view! {
        <section class="panel" aria-labelledby="decide">
            <h2 id="decide">{title}</h2>
            <p>{words}</p>
            <form method="post" action=action>
                {tick}
                <button type="submit" name="step" value="look" class="button">
                    {button}
                </button>
            </form>
        </section>
    };
    Some(panel.into_any())
}
