//! The others whom a reply is about: who comes along, and who replies on somebody's behalf.
//!
//! Few need either, so both stay closed until they are asked for, or until they hold something.

use domain::briefing::Open;
use domain::text::LONGEST_NAME;
use leptos::prelude::*;

use crate::problem::Problem;
use crate::ui::companions::COMPANIONS;
use crate::ui::field::{LONGEST_MAIL, TextField, reason};

/// Whom the guest brings; nothing where everybody replies for themselves.
pub fn party(open: &Open, typed: &[&String], problem: Option<&Problem>) -> Option<AnyView> {
    let why = |field: &str| problem.and_then(|problem| problem.with(field));
    // What was typed stays in sight, also when parties have become smaller meanwhile.
    let filled = typed.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1);
    let most = usize::try_from(open.largest_party).unwrap_or_default();
    let shown = filled.max(most.saturating_sub(1));
    if shown == 0 {
        return None;
    }
    let names = COMPANIONS.into_iter().zip(typed).take(shown).map(|((name, label), typed)| {
        let value = (*typed).clone();
        view! {
            <TextField name label value why=why(name) autocomplete="off" longest=LONGEST_NAME/>
        }
    });
    let up_to = (most > 1).then(|| format!(" Up to {most} seats in all."));
    let party = why("party");
    let wrong = party.is_some();
    let inside = view! {
        <fieldset
            class="field party"
            id="party"
            class=("field-wrong", wrong)
            aria-describedby=if wrong { "party-help party-why" } else { "party-help" }
        >
            <legend>"Who comes with you?"</legend>
            <p class="fine" id="party-help">
                "A name for each seat. If there are not enough seats for all of you, you wait together."
            </p>
            {reason("party", party)}
            {names.collect_view()}
        </fieldset>
    };
    Some(more(filled > 0, view! { "Bringing others?" {up_to} }.into_any(), inside.into_any()))
}

/// Who replies for somebody else: their name and address, as typed before.
pub fn scheduler([name, email]: [&String; 2], problem: Option<&Problem>) -> AnyView {
    let why = |field: &str| problem.and_then(|problem| problem.with(field));
    let filled = !name.is_empty() || !email.is_empty();
    let (name, email) = (name.clone(), email.clone());
    let inside = view! {
        <p class="fine">
            "Name and e-mail above belong to the person who comes. You get a receipt, and copies of what we write to them once they allow it."
        </p>
        <TextField
            name="scheduler-name"
            label="Your name"
            value=name
            why=why("scheduler-name")
            autocomplete="section-scheduler name"
            longest=LONGEST_NAME
        />
        <TextField
            name="scheduler-email"
            label="Your e-mail"
            kind="email"
            value=email
            why=why("scheduler-email")
            autocomplete="section-scheduler email"
            longest=LONGEST_MAIL
        />
    };
    more(filled, "Replying for somebody else?".into_any(), inside.into_any())
}

fn more(open: bool, question: AnyView, inside: AnyView) -> AnyView {
    view! {
        <details class="more" open=open>
            <summary>{question}</summary>
            <div class="more-inside">{inside}</div>
        </details>
    }
    .into_any()
}
