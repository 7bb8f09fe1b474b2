//! Whom a guest brings, and who replied for them.

use domain::text::LONGEST_NAME;
use leptos::prelude::*;

use super::{HandForm, asked, line};
use crate::ui::companions::COMPANIONS;
use crate::ui::control::{self, Asked, Line};

/// Those whom the guest brings, out of the way unless there are some.
pub fn companions(typed: &HandForm, why: &impl Fn(&str) -> Option<String>) -> AnyView {
    let fields = COMPANIONS.map(|(name, label)| {
        line(name, label, &typed.companion(name), why(name), LONGEST_NAME, false)
    });
    let used = |(name, _): (&str, _)| why(name).is_some() || !typed.companion(name).is_empty();
    view! {
        <details class="more" open=COMPANIONS.into_iter().any(used)>
            <summary>"Comes with others"</summary>
            <div class="more-inside">
                <p class="fine">
                    "One name each: everybody takes a seat. An emptied line gives one back."
                </p>
                {fields.collect_view()}
            </div>
        </details>
    }
    .into_any()
}

/// Who replied on behalf of the guest, out of the way unless somebody did.
pub fn scheduler(typed: &HandForm, why: &impl Fn(&str) -> Option<String>) -> AnyView {
    let (name, email) = ("scheduler-name", "scheduler-email");
    let label = "Their e-mail (optional)";
    let address = Asked { label, why: why(email), ..asked(email, &typed.scheduler_email) };
    let typed_name = &typed.scheduler_name;
    let wrong = why(name).is_some() || why(email).is_some();
    let used = wrong || !typed_name.is_empty() || !address.value.is_empty();
    view! {
        <details class="more" open=used>
            <summary>"Somebody replied for them"</summary>
            <div class="more-inside">
                <p class="fine">"Who gets a copy of every mail, such as a scheduler."</p>
                {line(name, "Their name", typed_name, why(name), LONGEST_NAME, false)}
                {control::line(&address, Line::Mail, None)}
            </div>
        </details>
    }
    .into_any()
}
