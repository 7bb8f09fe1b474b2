//! The place in line of who waits, and the way back into it for who has an offer.

use domain::rsvp::{Record, Standing};
use leptos::prelude::*;

use super::{Again, What};
use crate::ui::control::{self, Asked, Line};

/// The form, where there is another place to go to.
pub fn panel(record: &Record, again: Option<&Again>) -> Option<AnyView> {
    let last = record.places?;
    let (what, title, words, label, button) = match record.standing {
        Standing::Waiting if last > 1 => (
            What::Move,
            "Move in line",
            format!("Everybody else keeps their order. There are {last} places."),
            "Place in line",
            "Move them",
        ),
        Standing::Offered => (
            What::Withdraw,
            "Take the offer back",
            format!(
                "They wait again, and the seat is offered to whoever comes next. Left empty, they stand where they stood; the line then has {last} {}.",
                if last == 1 { "place" } else { "places" }
            ),
            "Place in line (optional)",
            "Take it back",
        ),
        _ => return None,
    };
    let again = again.filter(|again| again.what == what);
    let kept = record.place_in_line.map(|place| place.to_string()).unwrap_or_default();
    let asked = Asked {
        name: "place-in-line".to_owned(),
        label,
        value: again.map_or(kept, |again| again.form.place_in_line.clone()),
        why: again.and_then(|again| again.with("place-in-line")),
        ..Asked::default()
    };
    let panel = view! {
        <section class="panel" aria-labelledby="line">
            <h2 id="line">{title}</h2>
            <p>{words}</p>
            <form method="post" action=what.action(record.id) novalidate>
                {control::line(&asked, Line::Number, None)}
                <button type="submit" name="step" value="look" class="button button-plain">
                    {button}
                </button>
            </form>
        </section>
    };
    Some(panel.into_any())
}
