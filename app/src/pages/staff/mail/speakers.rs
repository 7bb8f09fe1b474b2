//! Changes that wait to be told to speakers: each of them with what is different for them alone.

mod deeds;

use domain::change::{ForSpeakers, LONGEST_NOTE, Reach, SpeakerChange, SpeakersWait, ToTell};
use leptos::prelude::*;
use serde::Deserialize;

use super::path;
use crate::context::{Sent, sent};
use crate::ui::field::TextArea;
use crate::ui::notice::NotTaken;

pub use deeds::{mute, tell};

/// What the forms of this panel carry. A browser may leave any of it out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct SpeakersForm {
    /// A sentence beside the change.
    pub speakers_note: String,
    /// The event's revision that was looked at.
    pub revision: i64,
    /// `now`, or `save` for the sentence alone.
    pub step: String,
}

/// What was just done, by the word that the redirect carries.
pub fn told(done: &str) -> Option<&'static str> {
    Some(match done {
        "speakers-told" => "The letters to speakers go out now.",
        "speakers-muted" => "No speaker is told of that change.",
        "speakers-note" => "Your sentence will stand in the letters to speakers.",
        _ => return None,
    })
}

/// The panel.
pub fn panel(event_id: i64, waiting: &ForSpeakers) -> AnyView {
    let refused = sent::<SpeakersForm>();
    let problem = refused.as_ref().map(|sent| (sent.problem.clone(), in_vain(sent)));
    let inside = if waiting.people.is_empty() {
        view! {
            <p>"Nothing waits: who has the link to their schedule knows what is theirs as the event says it now."</p>
        }
        .into_any()
    } else {
        some(event_id, waiting, refused.as_ref())
    };
    view! {
        <section class="panel" aria-labelledby="speakers-told">
            <h2 id="speakers-told">"Changes for speakers"</h2>
            {problem.map(|(problem, done)| view! { <NotTaken problem done/> })}
            {inside}
            {unreached(&waiting.unreached).map(|words| view! { <p dir="auto">{words}</p> })}
        </section>
    }
    .into_any()
}

/// On the event's own page: that something waits, and where to look at it.
pub fn notice(event_id: i64, waits: &SpeakersWait) -> AnyView {
    let people = match waits.people {
        1 => "One speaker is".to_owned(),
        many => format!("{many} speakers are"),
    };
    let when = waits.at.as_ref().map_or("now".to_owned(), |at| format!("on {at}"));
    view! {
        <section class="panel" aria-labelledby="speakers-untold">
            <h2 id="speakers-untold">"Changes wait to be told to speakers"</h2>
            <p>
                {format!("{people} told by mail {when}.")} " "
                <a href=format!("{}#speakers-told", path(event_id))>
                    "See what they will read, or stop it"
                </a>
            </p>
        </section>
    }
    .into_any()
}

/// What the refused form would have done.
fn in_vain(sent: &Sent<SpeakersForm>) -> &'static str {
    if sent.typed.as_ref().is_some_and(|form| form.step == "now") { "told" } else { "saved" }
}

/// Whom no letter reaches, in a sentence.
fn unreached(people: &[(i64, String)]) -> Option<String> {
    let names: Vec<&str> = people.iter().map(|(_, name)| name.as_str()).collect();
    (!names.is_empty()).then(|| {
        format!(
            "No address is known, so that you have to tell them yourselves: {}.",
            names.join("; ")
        )
    })
}

/// How speakers hear that an event is off.
pub fn of_called_off(people: &[(i64, String)]) -> String {
    let told = "Speakers who have the link to their schedule are told by mail in the same way.";
    unreached(people).map_or_else(|| told.to_owned(), |whom| format!("{told} {whom}"))
}

fn some(event_id: i64, waiting: &ForSpeakers, refused: Option<&Sent<SpeakersForm>>) -> AnyView {
    let people = waiting.people.iter().map(person).collect_view();
    view! {
        <p>"Each hears only what is their own, in one letter with what changed for them at other events."</p>
        {people}
        {tell_form(event_id, waiting, refused)}
        {mute_form(event_id, waiting)}
    }
    .into_any()
}

fn person(one: &ToTell) -> AnyView {
    let when = match &one.when {
        Reach::At(words, _) => format!("is told by mail on {words}."),
        Reach::Now => "is told by mail now.".to_owned(),
        Reach::Never => "has no address here: please tell them yourselves.".to_owned(),
    };
    let rows = one.changes.iter().map(row).collect_view();
    let machine = match &one.when {
        Reach::At(_, at) => Some(at.to_rfc3339()),
        Reach::Now | Reach::Never => None,
    };
    view! {
        <p>
            <a href=format!("/staff/speakers/{}", one.id) dir="auto">
                {one.name.clone()}
            </a>
            " "
            <time datetime=machine>{when}</time>
        </p>
        <div class="table-frame">
            <table class="table">
                <caption class="apart">{format!("What has changed for {}", one.name)}</caption>
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
    }
    .into_any()
}

fn row(change: &SpeakerChange) -> AnyView {
    let what = match &change.of {
        Some(session) => format!("{session}: {}", change.what.to_lowercase()),
        None => change.what.to_owned(),
    };
    view! {
        <tr>
            <th scope="row" dir="auto">
                {what}
            </th>
            <td data-label="As they know it" dir="auto">
                {change.old.clone()}
            </td>
            <td data-label="As it is now" dir="auto">
                {change.new.clone()}
            </td>
        </tr>
    }
    .into_any()
}

fn tell_form(
    event_id: i64,
    waiting: &ForSpeakers,
    refused: Option<&Sent<SpeakersForm>>,
) -> AnyView {
    let typed = refused.and_then(|sent| sent.typed.as_ref());
    let note = typed.map(|form| form.speakers_note.clone());
    let why = refused.and_then(|sent| sent.problem.with("speakers_note"));
    view! {
        <form method="post" action=format!("{}/speakers", path(event_id)) novalidate>
            <input type="hidden" name="revision" value=waiting.revision.to_string()/>
            <TextArea
                name="speakers_note"
                label="A sentence of yours for speakers"
                help="It stands in each of these letters, as plain words: a web address in it loses its https:// and cannot be pressed."
                value=note.unwrap_or_else(|| waiting.note.clone())
                why=why
                longest=LONGEST_NOTE
            />
            <div class="actions">
                <button type="submit" class="button" name="step" value="save">
                    "Keep the sentence"
                </button>
                <button type="submit" class="button button-plain" name="step" value="now">
                    "Tell the speakers now"
                </button>
            </div>
        </form>
    }
    .into_any()
}

fn mute_form(event_id: i64, waiting: &ForSpeakers) -> AnyView {
    view! {
        <form method="post" action=format!("{}/speakers/mute", path(event_id))>
            <input type="hidden" name="revision" value=waiting.revision.to_string()/>
            <p>
                "Or tell none of them. That cannot be undone: what was not told counts as known. Their schedules and calendars show it all the same."
            </p>
            <button type="submit" class="button button-danger">
                "Tell no speaker"
            </button>
        </form>
    }
    .into_any()
}
