//! What an event's people will get, and what they got.

use domain::outbox::Counts;
use domain::timeline::{Batch, Coming, OfEvent};
use leptos::prelude::*;

use super::{ladder, path};

/// The panels: what is to come, then what was sent.
pub fn panels(event_id: i64, timeline: &OfEvent) -> AnyView {
    view! { {to_come(event_id, timeline)} {sent(event_id, timeline)} }.into_any()
}

fn to_come(event_id: i64, timeline: &OfEvent) -> AnyView {
    let inside = if timeline.to_come.is_empty() {
        view! { <p>"Nothing is to come by itself."</p> }.into_any()
    } else {
        let lines = timeline.to_come.iter().map(line).collect_view();
        view! { <ol class="timeline">{lines}</ol> }.into_any()
    };
    view! {
        <section class="panel" aria-labelledby="to-come">
            <h2 id="to-come">"To come"</h2>
            {inside}
            <div class="actions">
                <a class="button button-plain" href=ladder::page(event_id)>
                    "Reminders"
                </a>
            </div>
        </section>
    }
    .into_any()
}

/// One line of what is to come.
pub fn line(coming: &Coming) -> AnyView {
    let machine = coming.instant.map(|at| at.to_rfc3339());
    let at = coming.at.clone().map(|at| view! { <time datetime=machine>{at}</time> });
    let to = coming.to.clone().map(|to| view! { <span class="fine">{to}</span> });
    view! {
        <li>
            {at}
            <span dir="auto">{coming.what.clone()}</span>
            {to}
            <span class="fine">{coming.state.clone()}</span>
        </li>
    }
    .into_any()
}

fn sent(event_id: i64, timeline: &OfEvent) -> AnyView {
    let inside = if timeline.written.is_empty() {
        view! { <p>"No letter was written yet."</p> }.into_any()
    } else {
        let batches = timeline.written.iter().map(|one| batch(event_id, one)).collect_view();
        view! {
            <ol class="timeline">{batches}</ol>
            <p>
                <a href=format!("/staff/letters?state=sent&event={event_id}")>"Each letter"</a>
            </p>
        }
        .into_any()
    };
    view! {
        <section class="panel" aria-labelledby="written">
            <h2 id="written">"Written so far"</h2>
            {inside}
        </section>
    }
    .into_any()
}

fn batch(event_id: i64, batch: &Batch) -> AnyView {
    let group = batch.mailing.map(|id| format!("{}/{id}", path(event_id)));
    view! {
        <li>
            <time datetime=batch.last.to_rfc3339()>{batch.when.clone()}</time>
            {named(group, batch.what.clone())}
            <span class="fine">{counts(batch.counts)}</span>
        </li>
    }
    .into_any()
}

/// What letters are; those to a group lead to its page.
pub fn named(group: Option<String>, what: String) -> AnyView {
    match group {
        Some(page) => view! { <a href=page dir="auto">{what}</a> }.into_any(),
        None => view! { <span>{what}</span> }.into_any(),
    }
}

/// `38 sent, 2 on the way`
fn counts(counts: Counts) -> String {
    let all = [
        (counts.sent, "sent"),
        (counts.on_the_way, "on the way"),
        (counts.failed, "failed"),
        (counts.stopped, "stopped"),
    ];
    let some = all.iter().filter(|(letters, _)| *letters > 0);
    some.map(|(letters, words)| format!("{letters} {words}")).collect::<Vec<_>>().join(", ")
}
