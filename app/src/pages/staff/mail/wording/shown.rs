//! A letter as it would arrive: subject, plain part, HTML part.

use domain::wording::Shown;
use leptos::prelude::*;

use crate::markdown;

/// The letter.
pub fn mail(mail: &Shown) -> AnyView {
    view! {
        <section aria-labelledby="mail" tabindex="-1" autofocus id="preview">
            <h2 id="mail">"The mail to " <bdi>{mail.to.clone()}</bdi></h2>
            <article class="mail-preview">
                <dl>
                    <dt>"Subject"</dt>
                    <dd dir="auto">{mail.subject.clone()}</dd>
                </dl>
                <div class="mail-html" inner_html=markdown::mail(&mail.html)></div>
            </article>
            <details>
                <summary>"As plain text"</summary>
                <pre class="mail-text" dir="auto">
                    {mail.text.clone()}
                </pre>
            </details>
            <p class="fine">
                "In place of “their-own-link” stands the guest’s own link, which is made when the mail goes out."
            </p>
        </section>
    }
    .into_any()
}
