//! Changes that wait to be told: old and new side by side, to whom, when, and what staff can do.

mod deeds;

use domain::change::{Case, Difference, Gathered, LONGEST_NOTE, Waits};
use leptos::prelude::*;
use serde::Deserialize;

use super::path;
use crate::context::{Sent, sent};
use crate::ui::control::{Asked, Line, line};
use crate::ui::field::TextArea;
use crate::ui::notice::NotTaken;

pub use deeds::{gathering, mute, tell};

/// What the forms of this panel carry. A browser may leave any of it out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ChangeForm {
    /// A sentence beside the change.
    pub note: String,
    /// The event's revision that was looked at.
    pub revision: i64,
    /// `now`, or `save` for the sentence alone.
    pub step: String,
    /// For how many minutes changes are gathered.
    pub minutes: Option<String>,
}

/// What was just done, by the word that the redirect carries.
pub fn told(done: &str) -> Option<&'static str> {
    Some(match done {
        "changes-told" => "The letters about the change go out now.",
        "changes-muted" => "Nobody is told of that change.",
        "changes-note" => "Your sentence will stand in the letters about the change.",
        "changes-gathering" => "Changes are gathered for so long from now on.",
        _ => return None,
    })
}

/// The panel.
pub fn panel(event_id: i64, changes: &Gathered) -> AnyView {
    let refused = sent::<ChangeForm>();
    let problem = refused.as_ref().map(|sent| (sent.problem.clone(), in_vain(sent)));
    let inside = match &changes.waits {
        Some(waits) => waiting(event_id, changes, waits, refused.as_ref()),
        None => view! {
            <p>"Nothing waits: everybody who has replied knows time, place and the rest as the event says it now."</p>
        }
        .into_any(),
    };
    view! {
        <section class="panel" aria-labelledby="changes">
            <h2 id="changes">"Changes to be told"</h2>
            {problem.map(|(problem, done)| view! { <NotTaken problem done/> })}
            {inside}
            {gathering_form(event_id, changes, refused.as_ref())}
        </section>
    }
    .into_any()
}

/// What the refused form would have done.
fn in_vain(sent: &Sent<ChangeForm>) -> &'static str {
    if sent.typed.as_ref().is_some_and(|form| form.step == "now") { "told" } else { "saved" }
}

fn waiting(
    event_id: i64,
    changes: &Gathered,
    waits: &Waits,
    refused: Option<&Sent<ChangeForm>>,
) -> AnyView {
    let cases = changes.cases.iter().map(case).collect_view();
    view! {
        <p>{summary(waits)}</p>
        {cases}
        {tell_form(event_id, changes, refused)}
        {mute_form(event_id, changes)}
    }
    .into_any()
}

/// Who is told and when, in a sentence.
pub fn summary(waits: &Waits) -> String {
    let people = match waits.people {
        1 => "One person is".to_owned(),
        many => format!("{many} people are"),
    };
    match &waits.at {
        Some(at) => format!("{people} told by mail on {at}."),
        None => format!("{people} told by mail now."),
    }
}

fn case(case: &Case) -> AnyView {
    let rows = case.differences.iter().map(row).collect_view();
    let people = case.people.iter().map(|(id, name)| {
        view! {
            <li>
                <a href=format!("/staff/rsvps/{id}") dir="auto">
                    {name.clone()}
                </a>
            </li>
        }
    });
    let people = people.collect_view();
    let more = (case.more > 0).then(|| view! { <li>{format!("and {} more", case.more)}</li> });
    view! {
        <div class="table-frame">
            <table class="table">
                <caption class="apart">"What has changed"</caption>
                <thead>
                    <tr>
                        <th scope="col">"What"</th>
                        <th scope="col">"As they know it"</th>
                        <th scope="col">"As it is now"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <details>
            <summary>{format!("Who hears this: {}", case.counts)}</summary>
            <ul>{people} {more}</ul>
        </details>
    }
    .into_any()
}

fn row(difference: &Difference) -> AnyView {
    view! {
        <tr>
            <th scope="row">{difference.what.words()}</th>
            <td data-label="As they know it" dir="auto">
                {difference.old.clone()}
            </td>
            <td data-label="As it is now" dir="auto">
                {difference.new.clone()}
            </td>
        </tr>
    }
    .into_any()
}

fn tell_form(event_id: i64, changes: &Gathered, refused: Option<&Sent<ChangeForm>>) -> AnyView {
    let typed = refused.and_then(|sent| sent.typed.as_ref());
    let note = typed.filter(|form| form.minutes.is_none()).map(|form| form.note.clone());
    let why = refused.and_then(|sent| sent.problem.with("note"));
    view! {
        <form method="post" action=format!("{}/changes", path(event_id)) novalidate>
            <input type="hidden" name="revision" value=changes.revision.to_string()/>
            <TextArea
                name="note"
                label="A sentence of yours"
                help="It stands in every one of these letters, as plain words: a web address in it loses its https:// and cannot be pressed. Links belong on the event’s page."
                value=note.unwrap_or_else(|| changes.note.clone())
                why=why
                longest=LONGEST_NOTE
            />
            <div class="actions">
                <button type="submit" class="button" name="step" value="save">
                    "Keep the sentence"
                </button>
                <button type="submit" class="button button-plain" name="step" value="now">
                    "Tell them now"
                </button>
            </div>
        </form>
    }
    .into_any()
}

fn mute_form(event_id: i64, changes: &Gathered) -> AnyView {
    view! {
        <form method="post" action=format!("{}/changes/mute", path(event_id))>
            <input type="hidden" name="revision" value=changes.revision.to_string()/>
            <p>
                "Or tell nobody, because they know already or it does not matter. That cannot be undone: what was not told counts as known. A calendar entry that they have stays as it is."
            </p>
            <button type="submit" class="button button-danger">
                "Tell nobody"
            </button>
        </form>
    }
    .into_any()
}

fn gathering_form(
    event_id: i64,
    changes: &Gathered,
    refused: Option<&Sent<ChangeForm>>,
) -> AnyView {
    let typed = refused.and_then(|sent| sent.typed.as_ref()?.minutes.clone());
    let asked = Asked {
        name: "minutes".to_owned(),
        label: "Minutes to gather changes",
        help: "Several edits within that time make one letter. 0 tells each at once. In the 24 hours before the event, and while it is under way, changes are told at once anyway, and no later than a reminder would tell them. What changes for speakers waits until nothing was edited for that long, and no longer than four times.",
        value: typed.unwrap_or_else(|| changes.minutes.to_string()),
        why: refused.and_then(|sent| sent.problem.with("minutes")),
        focus: false,
    };
    view! {
        <form
            class="gathering"
            method="post"
            action=format!("{}/changes/gathering", path(event_id))
            novalidate
        >
            {line(&asked, Line::Number, None)}
            <button type="submit" class="button button-plain">
                "Save"
            </button>
        </form>
    }
    .into_any()
}

/// On the event's own page: that something waits, and where to look at it.
pub fn notice(event_id: i64, waits: &Waits) -> AnyView {
    view! {
        <section class="panel" aria-labelledby="untold">
            <h2 id="untold">"Changes wait to be told"</h2>
            <p>
                {summary(waits)} " "
                <a href=format!("{}#changes", path(event_id))>"See what they will read, or stop it"</a>
            </p>
        </section>
    }
    .into_any()
}
