//! The logo as it is, and the buttons that send another or remove it. They belong to the main
//! form, so that what is typed there travels along.

use domain::site::LOGO_FIELD;
use leptos::prelude::*;

use super::form::FORM;
use crate::context::site;
use crate::problem::Problem;
use crate::ui::field::reason;

/// The logo's part of the page.
pub fn panel(problem: Option<&Problem>) -> AnyView {
    let why = problem.map(|problem| why(problem, LOGO_FIELD));
    let wrong = why.is_some();
    let described = if wrong { "logo-help logo-why" } else { "logo-help" };
    let logo = site().logo;
    let words = if logo.is_some() { "Replace the logo" } else { "Add the logo" };
    view! {
        <section class="panel" aria-labelledby="logo-head">
            <h2 id="logo-head">"Logo"</h2>
            {logo.map(present)}
            <div class="field" class=("field-wrong", wrong)>
                <label for=LOGO_FIELD>"Picture"</label>
                <p class="fine" id="logo-help">
                    "PNG or JPEG, 2 MB at most. It stands on a light ground beside your name, so it need not hold the name."
                </p>
                {reason(LOGO_FIELD, why)}
                <input
                    id=LOGO_FIELD
                    name=LOGO_FIELD
                    type="file"
                    form=FORM
                    accept="image/png,image/jpeg"
                    aria-invalid=wrong.then_some("true")
                    aria-describedby=described
                    autofocus=wrong
                />
            </div>
            <div class="actions">
                <button
                    type="submit"
                    class="button button-plain"
                    form=FORM
                    formaction="/staff/settings/logo"
                    formenctype="multipart/form-data"
                >
                    {words}
                </button>
            </div>
        </section>
    }
    .into_any()
}

fn present(path: String) -> AnyView {
    view! {
        <img class="logo-picture" src=path alt="Your logo as it is now"/>
        <div class="actions">
            <button
                type="submit"
                class="button-quiet button-danger"
                form=FORM
                formaction="/staff/settings/logo/remove"
            >
                "Remove the logo"
            </button>
        </div>
    }
    .into_any()
}

/// Why one of the small forms was not taken.
pub fn why(problem: &Problem, field: &str) -> String {
    let words = match problem {
        Problem::Busy => "Many people are here just now. Please try again in a moment.",
        _ => "Something of ours failed, and nothing was changed. Please try again in a moment.",
    };
    problem.with(field).unwrap_or_else(|| words.to_owned())
}
