//! The logo as it is, and the form that sends another.

use domain::site::LOGO_FIELD;
use leptos::prelude::*;

use crate::context::site;
use crate::problem::Problem;
use crate::ui::field::reason;

/// The form that sends a picture: nothing of it comes back.
#[derive(Clone, Debug)]
pub struct Upload;

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
            <form method="post" action="/staff/settings/logo" enctype="multipart/form-data" novalidate>
                <div class="field" class=("field-wrong", wrong)>
                    <label for=LOGO_FIELD>"Picture"</label>
                    <p class="fine" id="logo-help">
                        "PNG or JPEG, 2 MB at most. It stands on a light ground beside your name, so it need not hold the name. Save what you typed elsewhere on this page first."
                    </p>
                    {reason(LOGO_FIELD, why)}
                    <input
                        id=LOGO_FIELD
                        name=LOGO_FIELD
                        type="file"
                        accept="image/png,image/jpeg"
                        aria-invalid=wrong.then_some("true")
                        aria-describedby=described
                        autofocus=wrong
                    />
                </div>
                <div class="actions">
                    <button type="submit" class="button button-plain">
                        {words}
                    </button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

fn present(path: String) -> AnyView {
    view! {
        <img class="logo-picture" src=path alt="Your logo as it is now"/>
        <div class="actions">
            <form method="post" action="/staff/settings/logo/remove">
                <button type="submit" class="button-quiet button-danger">
                    "Remove the logo"
                </button>
            </form>
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
