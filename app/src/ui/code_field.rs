//! The control for a short code from a mail.
//!
//! No pattern and room for gaps: a code that was pasted with a space in it is taken as well.

use leptos::prelude::*;

/// A labelled control for six digits. Phones offer to fill it in.
#[component]
pub fn CodeField(
    /// What was typed before, kept.
    value: String,
    /// What is wrong with it.
    why: Option<String>,
) -> impl IntoView {
    let wrong = why.is_some();
    let described = wrong.then_some("code-why");
    view! {
        <div class="field" class=("field-wrong", wrong)>
            <label for="code">"Six-digit code"</label>
            {why.map(|why| view! { <p class="field-why" id="code-why">{why}</p> })}
            <input
                id="code"
                name="code"
                class="code-input"
                type="text"
                inputmode="numeric"
                autocomplete="one-time-code"
                spellcheck="false"
                maxlength="12"
                required
                value=value
                aria-invalid=wrong.then_some("true")
                aria-describedby=described
            />
        </div>
    }
}
