//! RSVPs as rows.

use domain::rsvp::Standing;
use domain::rsvp::list::{List, Row, Tab, Wanted};
use leptos::prelude::*;

use super::came;

/// The page's rows; a column for the room or online only where there are both.
pub fn table(list: &List, wanted: &Wanted) -> AnyView {
    let both = list.event.has_both();
    let begun = list.attendance.is_some();
    let rows = list.rows.iter().map(|rsvp| row(rsvp, both, begun)).collect_view();
    let order = if wanted.tab == Tab::Waiting { "in order" } else { "the newest first" };
    view! {
        <div class="table-frame">
            <table class="table">
                <caption class="apart">{format!("RSVPs, {order}")}</caption>
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        <th scope="col">"Organisation"</th>
                        <th scope="col">"Comes as"</th>
                        {both.then(|| view! { <th scope="col">"Takes part"</th> })}
                        <th scope="col">"State"</th>
                        {begun.then(|| view! { <th scope="col">"Came"</th> })}
                        <th scope="col">"Replied"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(rsvp: &Row, both: bool, begun: bool) -> AnyView {
    let takes_part = both.then(|| {
        let words = if rsvp.online { "Online" } else { "In the room" };
        view! { <td data-label="Takes part">{words}</td> }
    });
    let need = rsvp.needs_something.then(|| {
        view! { " " <span class="tag">"needs something"</span> }
    });
    let title = rsvp.job_title.clone().map(|title| {
        view! { " " <span class="fine" dir="auto">{title}</span> }
    });
    let others = companions(&rsvp.companions);
    let organization =
        rsvp.organization.clone().map(|name| view! { <span dir="auto">{name}</span> });
    view! {
        <tr>
            <td>
                <a href=format!("/staff/rsvps/{}", rsvp.id) dir="auto">
                    {rsvp.name.clone()}
                </a>
                " "
                <span class="fine">{rsvp.email.clone()}</span>
                {others}
                {need}
            </td>
            <td data-label="Organisation">{organization} {title}</td>
            <td data-label="Comes as">{rsvp.category.clone()}</td>
            {takes_part}
            <td data-label="State">
                {state(rsvp.standing, rsvp.place_in_line)} {rsvp.why.clone().map(why)}
            </td>
            {begun.then(|| came::cell(rsvp))}
            <td data-label="Replied">{rsvp.replied.clone()}</td>
        </tr>
    }
    .into_any()
}

/// `3 seats, with Ben Example and Cleo Example`; nothing for who comes alone.
fn companions(names: &[String]) -> Option<AnyView> {
    let last = names.last()?;
    let first = &names[..names.len() - 1];
    let and = if first.is_empty() { "" } else { " and " };
    let with = format!("{} seats, with {}{and}{last}", names.len() + 1, first.join(", "));
    Some(view! { " " <span class="fine" dir="auto">{with}</span> }.into_any())
}

/// How it came to stand there.
fn why(words: String) -> AnyView {
    view! { " " <span class="fine">{words}</span> }.into_any()
}

/// How an RSVP stands, as a pill; who waits with the place in line.
pub fn state(standing: Standing, place_in_line: Option<i64>) -> AnyView {
    let class = match standing {
        Standing::Seated => "tag tag-good",
        Standing::Waiting | Standing::Offered | Standing::Asked => "tag tag-waiting",
        Standing::GivenUp | Standing::Cancelled | Standing::Lapsed => "tag",
    };
    let words = match place_in_line {
        Some(place) => format!("Waiting, number {place}"),
        None => standing.words().to_owned(),
    };
    view! { <span class=class>{words}</span> }.into_any()
}
