//! The letter as one guest gets it.

use domain::mailing::{Sheet, Shown};
use leptos::prelude::*;

use super::super::path;
use crate::markdown;

/// The letter with the values of a guest whom one chooses.
pub fn panel(mailing: &Sheet, shown: Option<&Shown>) -> AnyView {
    let Some(shown) = shown else {
        return view! {
            <section class="panel" aria-labelledby="preview">
                <h2 id="preview">"How it looks"</h2>
                <p>"Nobody gets it just now, so there is nobody whose letter could be shown."</p>
            </section>
        }
        .into_any();
    };
    let letter = &shown.letter;
    let reply_to = letter.reply_to.as_ref().map(|(name, email)| {
        let name = name.clone().map(|name| format!("{name} ")).unwrap_or_default();
        view! { <dt>"Answers to"</dt> <dd dir="auto">{format!("{name}{email}")}</dd> }
    });
    view! {
        <section class="panel" id="preview" aria-labelledby="preview-title">
            <h2 id="preview-title">"How it looks"</h2>
            {chooser(mailing, shown)}
            <article class="mail-preview">
                <dl>
                    <dt>"From"</dt>
                    <dd>{letter.from.clone()}</dd>
                    <dt>"To"</dt>
                    <dd>{letter.to.clone()}</dd>
                    {reply_to}
                    <dt>"Subject"</dt>
                    <dd dir="auto">{letter.subject.clone()}</dd>
                </dl>
                <div class="mail-html" inner_html=markdown::mail(&letter.html)></div>
            </article>
            <details>
                <summary>"As plain text"</summary>
                <pre class="mail-text" dir="auto">
                    {letter.text.clone()}
                </pre>
            </details>
            <p class="fine">
                "This is the saved letter. In place of “their-own-link” stands a link of each guest’s own, which is made when the mail goes out."
            </p>
        </section>
    }
    .into_any()
}

fn chooser(mailing: &Sheet, shown: &Shown) -> AnyView {
    let options = shown.people.iter().map(|(id, name)| {
        view! {
            <option value=id.to_string() selected=*id == shown.person>
                {name.clone()}
            </option>
        }
    });
    view! {
        <form class="search" method="get" action=format!("{}/{}", path(mailing.event.id), mailing.id)>
            <label for="person">"As it reaches"</label>
            <select id="person" name="person" autocomplete="off">
                {options.collect_view()}
            </select>
            <button type="submit" class="button-quiet">
                "Show"
            </button>
        </form>
    }
    .into_any()
}

/// What staff typed, for looking at once it cannot be changed any more.
pub fn kept(mailing: &Sheet) -> AnyView {
    view! {
        <details class="panel">
            <summary>"What was typed"</summary>
            <pre class="mail-text" dir="auto">
                {mailing.body.clone()}
            </pre>
        </details>
    }
    .into_any()
}
