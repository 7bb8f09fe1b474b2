//! The test mail: a button, and what became of the last one.

use domain::outbox::Told;
use leptos::prelude::*;

use super::form::FORM;
use super::logo::why;
use crate::context::staff;
use crate::problem::Problem;
use crate::ui::field::reason;

/// The test mail's part of the page.
pub fn panel(last: Option<&Told>, problem: Option<&Problem>) -> AnyView {
    let why = problem.map(|problem| why(problem, "test"));
    let wrong = why.is_some();
    let last = last.map(|told| {
        view! {
            <dl class="details">
                <dt>"The last one"</dt>
                <dd>{format!("{}.", told.words)}</dd>
            </dl>
        }
    });
    view! {
        <section class="panel" id="test-mail" aria-labelledby="test-head">
            <h2 id="test-head">"Test mail"</h2>
            <p>
                "Goes to " {staff().email}
                " with the sender that is saved. Look whether it arrives, and not among the junk."
            </p>
            {last}
            <div class="field" class=("field-wrong", wrong)>
                {reason("test", why)}
                <div class="actions">
                    <button
                        type="submit"
                        class="button button-plain"
                        form=FORM
                        formaction="/staff/settings/test"
                        aria-describedby=wrong.then_some("test-why")
                        autofocus=wrong
                    >
                        "Send me a test mail"
                    </button>
                </div>
            </div>
        </section>
    }
    .into_any()
}
