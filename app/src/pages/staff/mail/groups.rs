//! Letters to groups on the page of an event's mail: those that there are, the two after the event, and
//! the way to a new one.

use domain::mailing::{Kind, Line, Offer, State, Underway};
use leptos::prelude::*;

use super::path;
use crate::ui::table;

/// What the panel tells.
pub struct Groups {
    /// All of the event.
    pub lines: Vec<Line>,
    /// Those that are offered after it.
    pub offers: Vec<Offer>,
}

/// What was just done, by the word that the redirect carries.
pub fn told(done: &str) -> Option<&'static str> {
    (done == "discarded").then_some("The draft is gone.")
}

/// The panel.
pub fn panel(event_id: i64, groups: &Groups) -> AnyView {
    let new = format!("{}/new", path(event_id));
    let lines = if groups.lines.is_empty() {
        view! { <p>"Nobody has written to a group yet."</p> }.into_any()
    } else {
        table(event_id, &groups.lines)
    };
    view! {
        <section class="panel" aria-labelledby="groups">
            <h2 id="groups">"Letters to groups"</h2>
            {after(event_id, &groups.offers)} {lines}
            <div class="actions">
                <a class="button button-plain" href=new>
                    "Write to a group"
                </a>
            </div>
        </section>
    }
    .into_any()
}

/// The letters after the event, as buttons; as links once they are begun.
fn after(event_id: i64, offers: &[Offer]) -> Option<AnyView> {
    if offers.is_empty() {
        return None;
    }
    let offers = offers.iter().map(|offer| {
        let words = words(offer.kind);
        match offer.begun {
            Some(id) => view! { <a href=format!("{}/{id}", path(event_id))>{words}</a> }.into_any(),
            None => view! {
                <form method="post" action=format!("{}/after", path(event_id))>
                    <button
                        type="submit"
                        name="kind"
                        value=offer.kind.to_string()
                        class="button button-plain"
                    >
                        {format!("Begin: {words}")}
                    </button>
                </form>
            }
            .into_any(),
        }
    });
    let panel = view! {
        <p>
            "The event is over. Mark on the "
            <a href=format!("/staff/events/{event_id}/rsvps?state=confirmed")>"list of RSVPs"</a>
            " who came; then write to those who did, and to those who did not. Nothing goes out until you send it."
        </p>
        <div class="actions">{offers.collect_view()}</div>
    };
    Some(panel.into_any())
}

/// What becomes of an event's letters to groups when it is published no more.
pub fn withdrawn(letters: Underway) -> Option<String> {
    let scheduled = match letters.scheduled {
        0 => None,
        1 => Some("One scheduled letter to a group is taken back: it is a draft again.".to_owned()),
        many => Some(format!(
            "{many} scheduled letters to groups are taken back: they are drafts again."
        )),
    };
    let sending = match letters.sending {
        0 => None,
        1 => Some("One letter to a group is being sent, and is stopped.".to_owned()),
        many => Some(format!("{many} letters to groups are being sent, and are stopped.")),
    };
    let words: Vec<String> = scheduled.into_iter().chain(sending).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// What a mailing is, in words.
pub fn words(kind: Kind) -> &'static str {
    match kind {
        Kind::Group => "Letter to a group",
        Kind::Came => "Letter to those who came",
        Kind::Missed => "Letter to those who did not come",
        Kind::Unknown => "A letter of another version",
    }
}

fn table(event_id: i64, lines: &[Line]) -> AnyView {
    let rows = lines.iter().map(|line| {
        let number = line.progress;
        let sent = match line.state {
            State::Draft | State::Scheduled => String::new(),
            _ => format!("{} of {}", number.sent, number.written()),
        };
        view! {
            <tr>
                <td>
                    <a href=format!("{}/{}", path(event_id), line.id) dir="auto">
                        {line.subject.clone()}
                    </a>
                    " "
                    <span class="fine">{words(line.kind)}</span>
                </td>
                <td data-label="State">{tag(line.state)}</td>
                <td data-label="When">{line.due.clone()}</td>
                <td data-label="Sent">{sent}</td>
            </tr>
        }
    });
    table::with_heads(
        "Letters to groups, the newest first",
        &["Subject", "State", "When", "Sent"],
        rows.collect_view(),
    )
}

/// How far a mailing is, as a pill.
pub fn tag(state: State) -> AnyView {
    let (class, words) = match state {
        State::Draft => ("tag", "Draft"),
        State::Scheduled => ("tag tag-waiting", "Scheduled"),
        State::Sending => ("tag tag-waiting", "Being sent"),
        State::Done => ("tag tag-good", "Sent"),
        State::Stopped => ("tag", "Stopped"),
        State::Unknown => ("tag", "Not known here"),
    };
    view! { <span class=class>{words}</span> }.into_any()
}
