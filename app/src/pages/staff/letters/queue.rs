//! How the queue is doing, above the list.

use domain::journal::About;
use domain::outbox::{Letters, Report};
use domain::time::{Zone, moment};
use leptos::prelude::*;

use super::PATH;
use crate::ui::pager::address;

/// The queue in a sentence, and below it what its letters wait for.
pub fn queue(letters: &Letters, zone: Zone) -> AnyView {
    let report = &letters.report;
    let sentences = report.sentences(zone);
    let failed = letters.counts.failed;
    let details = sentences.into_iter().map(|sentence| view! { <li>{sentence}</li> });
    let failed = (failed > 0).then(|| {
        let words = if failed == 1 {
            "One letter failed: see why".to_owned()
        } else {
            format!("{failed} letters failed: see why")
        };
        view! {
            <li>
                <a href=address(PATH, &[("state", "failed")], 1)>{words}</a>
            </li>
        }
    });
    view! {
        <p class="lead-small">{waiting(report, zone)}</p>
        <ul class="queue">
            {details.collect_view()} {failed}
        </ul>
    }
    .into_any()
}

fn waiting(report: &Report, zone: Zone) -> String {
    let since = report.oldest.map(|oldest| moment(oldest, zone)).unwrap_or_default();
    match report.letters {
        0 => "No letter waits.".to_owned(),
        1 => format!("One letter waits, since {since}."),
        many => format!("{many} letters wait, the oldest since {since}."),
    }
}

/// Which event the list is narrowed to, and the way back to all.
pub fn narrowed(about: &About, state: &str) -> AnyView {
    let all = address(PATH, &[("state", state)], 1);
    let gone = about.deleted.then_some(" (deleted)");
    view! {
        <p class="narrowed">
            "Only letters about "
            <a href=format!("/staff/events/{}", about.id) dir="auto">
                {about.title.clone()}
            </a>
            {gone}
            ". "
            <a href=all>"See all letters"</a>
        </p>
    }
    .into_any()
}
