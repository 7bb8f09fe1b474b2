//! Preview links: making one, seeing it once, revoking it.

use domain::event::Overview;
use domain::event::preview::Live;
use leptos::prelude::*;

use super::{NewLink, path};

/// The links that open the event now, and the one that was just made.
pub fn panel(event: &Overview, link: Option<NewLink>) -> AnyView {
    let path = format!("{}/preview", path(event.id));
    let live = event.previews.iter().map(|live| one(live, &path));
    let live = (!event.previews.is_empty()).then(|| {
        view! { <ul>{live.collect_view()}</ul> }
    });
    view! {
        <section class="panel" aria-labelledby="previews">
            <h2 id="previews">"Preview links"</h2>
            <p>
                "Whoever has such a link sees the page as it will be, also while it is a draft. Nobody can reply there."
            </p>
            {link.map(new)}
            {live}
            <form method="post" action=path.clone() class="actions">
                <button type="submit" class="button button-plain">
                    "Make a preview link"
                </button>
            </form>
        </section>
    }
    .into_any()
}

fn new(NewLink(link): NewLink) -> AnyView {
    view! {
        <div class="notice notice-good" role="status" tabindex="-1" autofocus>
            <p>"Copy this link now: it is not shown again."</p>
            <p class="secret-line">
                <output class="secret">{link}</output>
            </p>
        </div>
    }
    .into_any()
}

fn one(live: &Live, path: &str) -> AnyView {
    let label = format!("Revoke the link of {}, made on {}", live.by, live.made);
    view! {
        <li>
            <form method="post" action=format!("{path}/{}/revoke", live.id) class="actions">
                <span>
                    "Made by " <span dir="auto">{live.by.clone()}</span> " on "
                    <span>{live.made.clone()}</span>
                </span>
                <button type="submit" class="button-quiet" aria-label=label>
                    "Revoke"
                </button>
            </form>
        </li>
    }
    .into_any()
}
