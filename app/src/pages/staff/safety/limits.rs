//! On an event's page: with whom not everything may be done while they speak.

use domain::speaker::safety::Limit;
use leptos::prelude::*;

use super::path;

/// The panel; nothing where everything may be done.
pub fn limits(limits: &[Limit]) -> Option<AnyView> {
    if limits.is_empty() {
        return None;
    }
    let rows = limits.iter().map(|limit| {
        view! {
            <li>
                "While "
                <a href=path(limit.id) dir="auto">
                    {limit.name.clone()}
                </a>
                {format!(" speaks: {}.", limit.without.join(", "))}
            </li>
        }
    });
    let panel = view! {
        <section class="panel" aria-labelledby="limits">
            <h2 id="limits">"Pictures, recording, stream"</h2>
            <p>"Please tell whoever films, streams or posts:"</p>
            <ul>{rows.collect_view()}</ul>
        </section>
    };
    Some(panel.into_any())
}
