//! Letters as rows: to whom, what, how it is doing, and what can be done about it.

use domain::journal::About;
use domain::outbox::{Row, Shelf};
use domain::time::{Zone, machine, short_moment};
use leptos::prelude::*;

use crate::context::desk;

/// `here` is the address of the list, for coming back to it.
pub fn table(letters: &[Row], here: &str, zone: Zone) -> AnyView {
    let rows = letters.iter().map(|letter| row(letter, here, zone));
    view! {
        <div class="table-frame">
            <table class="table">
                <caption class="apart">"Letters"</caption>
                <thead>
                    <tr>
                        <th scope="col">"To"</th>
                        <th scope="col">"What"</th>
                        <th scope="col">"Written"</th>
                        <th scope="col">"State"</th>
                        <th scope="col">
                            <span class="apart">"Actions"</span>
                        </th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(letter: &Row, here: &str, zone: Zone) -> AnyView {
    let written = short_moment(letter.written_at, desk().now(), zone);
    view! {
        <tr>
            <td>{to(letter)}</td>
            <td data-label="What">{letter.kind.clone()} " " {letter.event.as_ref().map(event)}</td>
            <td data-label="Written">
                <time datetime=machine(letter.written_at, zone)>{written}</time>
            </td>
            <td data-label="State" class="wide">
                {state(letter)}
            </td>
            <td class="wide">{buttons(letter, here)}</td>
        </tr>
    }
    .into_any()
}

fn to(letter: &Row) -> AnyView {
    let address = letter.address.clone();
    match (letter.name.clone(), letter.rsvp_id) {
        (Some(name), Some(id)) => view! {
            <a href=format!("/staff/rsvps/{id}") dir="auto">{name}</a>
            " "
            <span class="fine">{address}</span>
        }
        .into_any(),
        (Some(name), None) => {
            view! { <span dir="auto">{name}</span> " " <span class="fine">{address}</span> }
                .into_any()
        }
        (None, _) => view! { {address} }.into_any(),
    }
}

/// Below what the letter is.
fn event(about: &About) -> AnyView {
    let gone = about.deleted.then_some(" (deleted)");
    view! {
        <span class="fine">
            <a href=format!("/staff/events/{}", about.id) dir="auto">
                {about.title.clone()}
            </a>
            {gone}
        </span>
    }
    .into_any()
}

/// How it is doing; below it, why a letter that failed cannot be sent any more.
fn state(letter: &Row) -> AnyView {
    let failed = letter.told.shelf == Shelf::Failed;
    let why = letter.hindrance.filter(|_| failed).map(|hindrance| {
        view! { " " <span class="fine">{hindrance.words()}</span> }
    });
    view! { {letter.told.words.clone()} {why} }.into_any()
}

fn buttons(letter: &Row, here: &str) -> Option<AnyView> {
    let retry = letter.may_retry().then(|| button(letter, "retry", "Retry", here));
    let stop = letter.may_stop().then(|| button(letter, "stop", "Stop", here));
    let some = retry.is_some() || stop.is_some();
    some.then(|| view! { <div class="actions">{retry} {stop}</div> }.into_any())
}

/// Screen readers hear whose letter the button is about.
fn button(letter: &Row, deed: &str, words: &'static str, here: &str) -> AnyView {
    let whose = letter.name.clone().unwrap_or_else(|| letter.address.clone());
    view! {
        <form method="post" action=format!("/staff/letters/{}/{deed}", letter.id)>
            <input type="hidden" name="next" value=here.to_owned()/>
            <button type="submit" class="button-quiet">
                {words}
                <span class="apart">{format!(": {}, {whose}", letter.kind)}</span>
            </button>
        </form>
    }
    .into_any()
}
