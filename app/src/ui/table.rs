//! A table of the staff pages: named for who cannot see it, scrolled in its own frame on a phone.

use leptos::prelude::*;

/// Rows under these heads.
pub fn with_heads(
    caption: &'static str,
    heads: &'static [&'static str],
    rows: impl IntoView + 'static,
) -> AnyView {
    framed("table", caption, heads, rows.into_any())
}

/// What differs between two versions: each row says what it is about and how either has it.
pub fn of_versions(
    caption: &'static str,
    heads: &'static [&'static str; 3],
    rows: impl IntoView + 'static,
) -> AnyView {
    framed("table clash", caption, heads, rows.into_any())
}

fn framed(
    class: &'static str,
    caption: &'static str,
    heads: &'static [&'static str],
    rows: AnyView,
) -> AnyView {
    let heads = heads.iter().map(|head| view! { <th scope="col">{*head}</th> });
    view! {
        <div class="table-frame">
            <table class=class>
                <caption class="apart">{caption}</caption>
                <thead>
                    <tr>{heads.collect_view()}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
