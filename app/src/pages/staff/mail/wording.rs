//! The words of an event's letters: which there are, and who changed them.

mod deeds;
mod form;
mod one;
mod shown;

use domain::wording::{self, Line, List};
use leptos::prelude::*;

use super::{number, path};
use crate::context::{desk, param, site, staff};
use crate::pages::shown;
use crate::ui::head::private_head;
use crate::ui::table;

pub use deeds::write;
pub use one::WordsPage;

/// `/staff/events/{id}/mail/wording`
#[component]
pub fn WordingPage() -> impl IntoView {
    let (desk, staff, zone) = (desk(), staff(), site().zone);
    let id = number(&param("id"));
    let reading = async move {
        let id = id?;
        Ok((id, wording::list(&desk, &staff, id, zone).await?))
    };
    shown(reading, |(id, list)| sheet(id, &list))
}

/// The way to these pages from the page of the event's mail.
pub fn panel(event_id: i64) -> AnyView {
    view! {
        <section class="panel" aria-labelledby="wording">
            <h2 id="wording">"Words"</h2>
            <p>"Each letter has standard words. You can put your own in their place."</p>
            <div class="actions">
                <a class="button button-plain" href=shelf(event_id)>
                    "Change what letters say"
                </a>
            </div>
        </section>
    }
    .into_any()
}

/// Where the words of an event's letters are listed.
fn shelf(event_id: i64) -> String {
    format!("{}/wording", path(event_id))
}

fn sheet(event_id: i64, list: &List) -> AnyView {
    let rows = list.letters.iter().map(|line| row(event_id, line));
    view! {
        {private_head(&format!("Words of letters: {}", list.title), "en")}
        <main id="main" class="staff">
            {head(event_id, &list.title, "Words of letters", None)}
            <p>
                "Around your words stays what every letter has: the greeting, the link to the guest’s own RSVP, your note, who answers questions, and how details are treated."
            </p>
            <p class="fine">
                "Receipts, and the letter that tells an earlier address that it was corrected, keep their words for everybody’s safety; letters to speakers keep theirs too."
            </p>
            {table::with_heads("Letters about this event", &["Letter", "Goes out", "Words"], rows.collect_view())}
        </main>
    }
    .into_any()
}

fn row(event_id: i64, line: &Line) -> AnyView {
    let letter = line.letter;
    let words = match &line.written {
        Some(written) => format!("Yours: {written}"),
        None => "Standard".to_owned(),
    };
    view! {
        <tr>
            <td>
                <a href=format!("{}/{}", shelf(event_id), letter.occasion)>{letter.name}</a>
            </td>
            <td data-label="Goes out">{letter.when}</td>
            <td data-label="Words">{words}</td>
        </tr>
    }
    .into_any()
}

/// The heading of a page about words, with the way back.
fn head(event_id: i64, title: &str, name: &str, when: Option<&'static str>) -> AnyView {
    let back = when.map(|_| view! { <a href=shelf(event_id)>"Words"</a> });
    let when = when.map(|when| view! { <p class="lead-small">"Goes out " {when} "."</p> });
    view! {
        <header class="staff-head">
            <p class="crumbs">
                <a href="/staff">"Events"</a>
                <a href=format!("/staff/events/{event_id}") dir="auto">
                    {title.to_owned()}
                </a>
                <a href=path(event_id)>"Mail"</a>
                {back}
            </p>
            <h1>{name.to_owned()}</h1>
            {when}
        </header>
    }
    .into_any()
}
