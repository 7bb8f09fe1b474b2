//! Exactly who gets a letter, and who is left out and why.

use domain::mailing::{LeftOut, Recipient, Sheet, State};
use leptos::prelude::*;

use super::super::path;
use crate::ui::pager::pager;
use crate::ui::table;

/// The panel; nothing once all letters are written.
pub fn panel(mailing: &Sheet) -> Option<AnyView> {
    let title = match mailing.state {
        State::Draft => "Who gets it",
        State::Scheduled => "Who would get it now",
        State::Sending => "Whose letter is still to be written",
        State::Done | State::Stopped | State::Unknown => return None,
    };
    let number = match mailing.leaf.found {
        0 => "Nobody.".to_owned(),
        1 => "One letter.".to_owned(),
        many => format!("{many} letters."),
    };
    let panel = view! {
        <section class="panel" id="people" aria-labelledby="people-title">
            <h2 id="people-title">{title}</h2>
            <p>
                <strong>{number}</strong>
                " One letter for each address, each by itself: nobody sees who else gets it."
            </p>
            {(!mailing.rows.is_empty()).then(|| table(&mailing.rows))}
            {pager(&format!("{}/{}", path(mailing.event.id), mailing.id), &[], mailing.leaf)}
            {left_out(mailing)}
        </section>
    };
    Some(panel.into_any())
}

fn table(rows: &[Recipient]) -> AnyView {
    let rows = rows.iter().map(|one| {
        let copy = one.copy.then(|| view! { " " <span class="tag">"copy"</span> });
        view! {
            <tr>
                <td>{who(one)} {copy}</td>
                <td data-label="Address">{one.email.clone()}</td>
            </tr>
        }
    });
    table::with_heads("Who gets it", &["Name", "Address"], rows.collect_view())
}

fn who(one: &Recipient) -> AnyView {
    view! {
        <a href=format!("/staff/rsvps/{}", one.rsvp_id) dir="auto">
            {one.name.clone()}
        </a>
    }
    .into_any()
}

fn left_out(mailing: &Sheet) -> Option<AnyView> {
    if mailing.left_out.is_empty() {
        return None;
    }
    let rows = mailing.left_out.iter().map(|(one, why): &(Recipient, LeftOut)| {
        view! { <li>{who(one)} ": " {why.words()}</li> }
    });
    let shown = u64::try_from(mailing.left_out.len()).unwrap_or(u64::MAX);
    let more = mailing.left_out_in_all.saturating_sub(shown);
    let more = (more > 0).then(|| view! { <p class="fine">{format!("And {more} more.")}</p> });
    let summary = format!("Left out: {}", mailing.left_out_in_all);
    let left = view! {
        <details>
            <summary>{summary}</summary>
            <ul>{rows.collect_view()}</ul>
            {more}
        </details>
    };
    Some(left.into_any())
}
