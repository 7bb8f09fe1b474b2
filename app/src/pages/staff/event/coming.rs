//! Who is coming, in numbers against the seats.

use domain::briefing::Mode;
use domain::event::Overview;
use domain::rsvp::Taken;
use leptos::prelude::*;

use super::path;
use crate::pages::staff::rsvps::fill;

/// The counts with a bar for each half that has a limit. They lead to the list.
pub fn coming(event: &Overview) -> AnyView {
    let tally = event.tally;
    let halves = halves(event);
    let counts = halves.iter().map(|half| {
        let of = half.seats.map(|seats| view! { " " <small>{format!("of {seats}")}</small> });
        view! {
            <div>
                <dt>{half.words}</dt>
                <dd>{half.taken.confirmed} {of}</dd>
            </div>
        }
        .into_any()
    });
    let others = [
        ((tally.room + tally.online).offered, "On offer"),
        (tally.waiting, "Waiting"),
        (tally.asked, "Asked"),
        (tally.gone, "Cancelled"),
    ];
    let others = others.into_iter().filter(|(number, _)| *number > 0).map(|(number, words)| {
        view! {
            <div>
                <dt>{words}</dt>
                <dd>{number}</dd>
            </div>
        }
        .into_any()
    });
    let bars = halves.iter().map(|half| fill(half.taken, half.seats, half.place)).collect_view();
    view! {
        <section class="panel" aria-labelledby="coming">
            <h2 id="coming">"Who is coming"</h2>
            <dl class="counts">{counts.chain(others).collect_view()}</dl>
            {bars}
            <p>
                <a href=format!("{}/rsvps", path(event.id))>"All RSVPs"</a>
                " · "
                <a href=format!("{}/rsvps/new", path(event.id))>"Add one by hand"</a>
            </p>
        </section>
    }
    .into_any()
}

struct Half {
    words: &'static str,
    place: &'static str,
    taken: Taken,
    seats: Option<i64>,
}

/// The room and online, as far as the event has them or somebody takes part there.
fn halves(event: &Overview) -> Vec<Half> {
    let (tally, mode) = (event.tally, event.briefing.place.mode);
    let room =
        Half { words: "In the room", place: " in the room", taken: tally.room, seats: event.seats };
    let online =
        Half { words: "Online", place: " online", taken: tally.online, seats: event.online_seats };
    match mode {
        Mode::Hybrid => vec![room, online],
        Mode::InPerson if tally.online != Taken::default() => vec![room, online],
        Mode::Online if tally.room != Taken::default() => vec![room, online],
        Mode::InPerson => vec![Half { words: "Confirmed", place: "", ..room }],
        Mode::Online => vec![Half { words: "Confirmed", place: "", ..online }],
    }
}
