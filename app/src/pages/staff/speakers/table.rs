//! Speakers as rows.

use domain::speaker::consent::Ends;
use domain::speaker::list::{Marks, Row};
use domain::time::short_day;
use leptos::prelude::*;

use super::path;

/// The page's rows.
pub fn table(rows: &[Row]) -> AnyView {
    view! {
        <div class="table-frame">
            <table class="table">
                <caption class="apart">"Speakers, by name"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        <th scope="col">"Next appearance"</th>
                        <th scope="col">"Events"</th>
                        <th scope="col">"Marks"</th>
                    </tr>
                </thead>
                <tbody>{rows.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(row: &Row) -> AnyView {
    let of = (!row.of.is_empty()).then(|| {
        view! { " " <span class="fine" dir="auto">{row.of.join(", ")}</span> }
    });
    let next = row.next.clone().map(|(title, day)| {
        let day = day.unwrap_or_else(|| "No date yet".to_owned());
        view! { <span dir="auto">{title}</span> " " <span class="fine">{day}</span> }
    });
    view! {
        <tr>
            <td>
                <a href=path(row.id) dir="auto">
                    {row.name.clone()}
                </a>
                {of}
            </td>
            <td data-label="Next appearance">{next}</td>
            <td data-label="Events">{row.events}</td>
            <td data-label="Marks">{marks(&row.marks)} {alike(row)}</td>
        </tr>
    }
    .into_any()
}

fn alike(row: &Row) -> Option<AnyView> {
    let (other, _) = row.marks.alike.first()?;
    let path = format!("{}/merge/{other}", path(row.id));
    let whose = format!(": {}", row.name);
    Some(
        view! {
            " "
            <a href=path>
                "Entered twice?" <span class="apart" dir="auto">
                    {whose}
                </span>
            </a>
        }
        .into_any(),
    )
}

/// What needs care, as small words.
pub fn marks(marks: &Marks) -> AnyView {
    let known = [
        (marks.protected, "tag tag-good", "Protected".to_owned()),
        (marks.minor, "tag tag-good", "Under age".to_owned()),
        (marks.discreet, "tag", "Neutral letters".to_owned()),
        (marks.unreached, "tag tag-waiting", "No address".to_owned()),
    ];
    let known = known.into_iter().filter(|(is, ..)| *is).map(|(_, class, words)| (class, words));
    let consent = marks.consent.map(|ends| match ends {
        Ends::Over => ("tag tag-wrong", "Consent over".to_owned()),
        Ends::On(last) => ("tag tag-wrong", format!("Consent until {}", short_day(last))),
    });
    known
        .chain(consent)
        .map(|(class, words)| view! { <span class=class>{words}</span> " " })
        .collect_view()
        .into_any()
}
