//! Where what was typed differs from what somebody else saved meanwhile.

use leptos::prelude::*;

/// Both beside each other, a row for each control: its name, its words, theirs, one's own.
pub fn versions(rows: Vec<(&'static str, &'static str, String, String)>) -> AnyView {
    let shown = |text: String| match &*text {
        "" => view! { <em>"Nothing"</em> }.into_any(),
        _ => view! { <span class="lines" dir="auto">{text}</span> }.into_any(),
    };
    let rows = rows.into_iter().map(|(field, words, theirs, yours)| {
        view! {
            <tr>
                <td>
                    <a href=format!("#{field}")>{words}</a>
                </td>
                <td data-label="Saved">{shown(theirs)}</td>
                <td data-label="Yours">{shown(yours)}</td>
            </tr>
        }
    });
    view! {
        <div class="table-frame">
            <table class="table clash">
                <caption class="apart">"Where the two versions differ"</caption>
                <thead>
                    <tr>
                        <th scope="col">"What"</th>
                        <th scope="col">"Saved"</th>
                        <th scope="col">"Yours"</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
