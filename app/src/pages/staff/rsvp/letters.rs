//! The letters of one RSVP, each with how it is doing.

use domain::outbox::of_rsvp::Line;
use domain::rsvp::Record;
use domain::time::{Zone, machine, moment};
use leptos::prelude::*;

/// All its letters, the newest first.
pub fn panel(record: &Record, zone: Zone) -> AnyView {
    let inside = if record.letters.is_empty() {
        view! { <p>"No letter was written to this guest."</p> }.into_any()
    } else {
        let letters = record.letters.iter().map(|letter| line(letter, record, zone));
        view! { <ol class="timeline">{letters.collect_view()}</ol> }.into_any()
    };
    view! {
        <section class="panel" aria-labelledby="letters">
            <h2 id="letters">"Letters"</h2>
            {inside}
        </section>
    }
    .into_any()
}

fn line(letter: &Line, record: &Record, zone: Zone) -> AnyView {
    let elsewhere = (letter.to != record.kept.email).then(|| format!(" to {}", letter.to));
    let note = letter.note.clone().map(|note| {
        view! {
            <details>
                <summary>"With a note"</summary>
                <p dir="auto">{note}</p>
            </details>
        }
    });
    view! {
        <li>
            <time datetime=machine(letter.written_at, zone)>{moment(letter.written_at, zone)}</time>
            <span>{letter.kind.clone()} {elsewhere}</span>
            <span class="fine">{letter.told.words.clone()}</span>
            {note}
            {letter.may_retry().then(|| retry(letter, record.id))}
        </li>
    }
    .into_any()
}

fn retry(letter: &Line, rsvp_id: i64) -> AnyView {
    view! {
        <form method="post" action=format!("/staff/letters/{}/retry", letter.id)>
            <input type="hidden" name="next" value=format!("/staff/rsvps/{rsvp_id}")/>
            <button type="submit" class="button-quiet">
                "Retry"
                <span class="apart">{format!(": {}", letter.kind)}</span>
            </button>
        </form>
    }
    .into_any()
}
