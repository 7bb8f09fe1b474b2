//! The letters of one RSVP, each with how it is doing.

use domain::outbox::of_rsvp::Line;
use domain::rsvp::Record;
use domain::time::{Zone, machine, moment};
use leptos::prelude::*;

use crate::pages::staff::mail::timeline;

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
            {to_come(record)}
            {inside}
        </section>
    }
    .into_any()
}

/// The letters that are to come, and the reminders that are not.
fn to_come(record: &Record) -> Option<AnyView> {
    let lines = record.to_come.iter().map(timeline::line).collect_view();
    let panel = view! {
        <h3>"To come"</h3>
        <ol class="timeline">{lines}</ol>
        <h3>"Written"</h3>
    };
    (!record.to_come.is_empty()).then(|| panel.into_any())
}

fn line(letter: &Line, record: &Record, zone: Zone) -> AnyView {
    let elsewhere = (letter.to != record.kept.email)
        .then(|| view! { <span>{format!("to {}", letter.to)}</span> });
    let what = match &letter.group {
        Some((event, id, subject)) => {
            let page = format!("/staff/events/{event}/mail/{id}");
            timeline::named(Some(page), format!("{}: {subject}", letter.kind))
        }
        None => timeline::named(None, letter.kind.to_string()),
    };
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
            {what} {elsewhere}
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
