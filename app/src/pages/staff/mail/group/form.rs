//! The form of a letter to a group: its words, and whom it is for.

use domain::letter::typed::{LONGEST_BODY, LONGEST_SUBJECT};
use domain::mailing::{Kind, Written};
use leptos::prelude::*;

use super::deeds::GroupForm;
use crate::pages::staff::rsvps::filters;
use crate::problem::Problem;
use crate::ui::control::{Asked, Line, line, tick};
use crate::ui::field::lines;

/// The form with what was typed; it is saved at `action`.
pub fn form(action: &str, typed: &GroupForm, kind: Kind, problem: Option<&Problem>) -> AnyView {
    let written = Written::from(typed.clone());
    let why = |name: &str| problem.and_then(|problem| problem.with(name));
    let asked = |name: &str, label: &'static str, help: &'static str, value: &str| Asked {
        name: name.to_owned(),
        label,
        help,
        value: value.to_owned(),
        why: why(name),
        focus: false,
    };
    let subject = asked(
        "subject",
        "Subject",
        "A few words. The event’s title, day and room follow as far as they fit.",
        &typed.subject,
    );
    let body = asked(
        "body",
        "Letter",
        "Greeting and closing stand around it. Markdown: **bold**, [words](https://…), - a list.",
        &typed.body,
    );
    view! {
        <form class="panel" method="post" action=action.to_owned() novalidate>
            <h2>"The letter"</h2>
            <input type="hidden" name="revision" value=typed.revision.to_string()/>
            {line(&subject, Line::Text, None)} {lines(&body, 14)}
            <p class="fine">
                {format!("At most {LONGEST_SUBJECT} characters of subject and {LONGEST_BODY} of letter.")}
            </p>
            {placeholders(&written, kind)}
            <fieldset class="together">
                <legend>"Who gets it"</legend>
                {filters::tab(&written.wanted, why("state"))}
                {line(&asked("q", "Names, organisation or address", "", &written.wanted.question), Line::Text, None)}
                <div class="narrowing-controls">{filters::controls(&written.wanted, &why)}</div>
            </fieldset>
            {(kind == Kind::Group).then(|| announcement(typed))}
            <div class="actions">
                <button type="submit" class="button">
                    "Save and look at it"
                </button>
            </div>
        </form>
    }
    .into_any()
}

fn announcement(typed: &GroupForm) -> AnyView {
    let asked = Asked {
        name: "announcement".to_owned(),
        label: "This is an announcement, not about the guests’ own RSVPs",
        help: "Such as news of the coalition, or another event. It has a link to decline announcements, and whoever declined them before is left out. It brings no link to their RSVP.",
        value: typed.announcement.clone(),
        ..Asked::default()
    };
    tick(&asked)
}

/// What stands for something of each guest's own.
fn placeholders(written: &Written, kind: Kind) -> AnyView {
    let rows = written.placeholders(kind).iter().map(|one| {
        view! {
            <dt>
                <code>{format!("{{{}}}", one.name())}</code>
            </dt>
            <dd>{one.meaning()} <span class="fine">{format!(" — {}", one.example())}</span></dd>
        }
    });
    view! {
        <details>
            <summary>"What can be filled in for each guest"</summary>
            <p class="fine">
                "A line that holds nothing but empty placeholders, alone or behind a short label such as “Where:”, is left out, and so is a heading with nothing left below it; all your other words stay."
            </p>
            <dl class="details">{rows.collect_view()}</dl>
        </details>
    }
    .into_any()
}
