//! How a guest stands, and the buttons that change it.

use domain::briefing::Stage;
use domain::rsvp::{OwnRsvp, Standing};
use leptos::prelude::*;

use crate::pages::event::{noun, path};

/// How it stands, in a sentence, with what that means.
pub fn standing(own: &OwnRsvp, token: &str) -> AnyView {
    let (class, title, words) = told(own);
    let stream = own.stream.clone().map(|url| {
        view! {
            <p>
                <a href=url rel="noopener">"Open the stream"</a>
            </p>
        }
    });
    let back = own.may_take_back.then(|| {
        view! {
            <form method="post" action=format!("/r/{token}/undo")>
                <button type="submit" name="send" class="button">
                    "I can come after all"
                </button>
            </form>
        }
    });
    view! {
        <section class=class aria-labelledby="standing">
            <h2 id="standing">{title}</h2>
            <p>{words}</p>
            {stream}
            {back}
        </section>
    }
    .into_any()
}

/// Links for one's own calendar and the way in, as long as there is a place.
pub fn along(own: &OwnRsvp, token: &str) -> Vec<(String, &'static str)> {
    let coming = matches!(own.briefing.stage, Stage::Coming | Stage::UnderWay);
    let mut links = Vec::new();
    if coming && matches!(own.standing, Standing::Seated) && own.briefing.when.day.is_some() {
        links.push((format!("/r/{token}.ics"), "Add to calendar"));
    }
    if own.briefing.place.arrival.is_some() {
        links.push((format!("{}#arrive", path(&own.briefing)), "Getting in"));
    }
    links
}

/// Giving up, in plain sight: an undo stands on the same page.
pub fn give_up(own: &OwnRsvp, token: &str) -> AnyView {
    let (title, words, button) = match own.standing {
        Standing::Waiting => {
            ("No longer interested?", "You lose your place in line.", "Leave the waiting list")
        }
        Standing::Asked => {
            ("No longer interested?", "The hosts see your request no more.", "Cancel my request")
        }
        Standing::Seated | Standing::GivenUp => (
            "You cannot come?",
            "Then somebody else can have your place. You can change your mind on this page.",
            "Give up my seat",
        ),
    };
    view! {
        <section class="give-up" aria-labelledby="give-up">
            <h2 id="give-up">{title}</h2>
            <p>{words}</p>
            <form method="post" action=format!("/r/{token}/cancel")>
                <button type="submit" name="send" class="button button-plain">
                    {button}
                </button>
            </form>
        </section>
    }
    .into_any()
}

fn told(own: &OwnRsvp) -> (&'static str, String, String) {
    const GOOD: &str = "standing standing-good";
    const PLAIN: &str = "standing";
    let noun = noun(&own.briefing);
    let reason = own.briefing.reason.clone().unwrap_or_default();
    match (own.briefing.stage, &own.standing) {
        (Stage::Cancelled, _) => (PLAIN, format!("This {noun} was cancelled"), reason),
        (Stage::Postponed, _) => (PLAIN, format!("This {noun} was postponed"), reason),
        (Stage::Over, _) => (PLAIN, format!("This {noun} is over"), String::new()),
        (_, Standing::Seated) if own.online => {
            (GOOD, "You take part online".into(), "Your place is confirmed.".into())
        }
        (_, Standing::Seated) => {
            (GOOD, "Your seat is reserved".into(), "Give your name at the door.".into())
        }
        (_, Standing::Waiting) => {
            (PLAIN, "You are on the waiting list".into(), in_line(own.place_in_line))
        }
        (_, Standing::Asked) => (
            PLAIN,
            "The hosts have your request".into(),
            "They look at each one and write to you.".into(),
        ),
        (_, Standing::GivenUp) => {
            (PLAIN, "You gave up your place".into(), "Somebody else can have it.".into())
        }
    }
}

fn in_line(place: Option<i64>) -> String {
    let next = "The hosts write to you if a seat comes free.";
    place.map_or_else(|| next.to_owned(), |place| format!("You are number {place} in line. {next}"))
}
