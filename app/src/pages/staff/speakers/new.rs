//! A new speaker.

use leptos::prelude::*;

use super::typed::Typed;
use super::{PATH, draft};
use crate::context::sent;
use crate::ui::head::private_head;
use crate::ui::notice::NotTaken;

/// `/staff/speakers/new`
#[component]
pub fn NewPage() -> impl IntoView {
    let sent = sent::<Typed>();
    let problem = sent.as_ref().map(|sent| sent.problem.clone());
    let typed = sent.and_then(|sent| sent.typed).unwrap_or_default();
    let controls = draft::controls(&draft::read(&typed), problem.as_ref(), problem.is_none());
    view! {
        {private_head("New speaker", "en")}
        <main id="main" class="staff">
            {problem.map(|problem| view! { <NotTaken problem done="saved"/> })}
            <header class="staff-head">
                <p class="crumbs">
                    <a href=PATH>"Speakers"</a>
                </p>
                <h1>"New speaker"</h1>
                <p class="lead-small">
                    "Of somebody who has to be protected, write the name that they chose. A legal name has no place here."
                </p>
            </header>
            <form class="editor" method="post" action=PATH novalidate>
                <fieldset class="group">
                    <legend>"The person"</legend>
                    {controls}
                </fieldset>
                <div class="editor-bar">
                    <button type="submit" class="button">
                        "Enter this speaker"
                    </button>
                </div>
            </form>
        </main>
    }
}
