//! What can be done with an event next, each button with what it does.

use domain::agenda::First;
use domain::event::{Condition, Overview, State};
use leptos::prelude::*;

use super::path;

/// The steps that lead on from where the event stands.
pub fn panel(event: &Overview, first: &First) -> AnyView {
    let steps: Vec<AnyView> = match event.state {
        State::Draft => vec![publish(event, first)],
        State::Published => {
            vec![links(event, first), unpublish(event), postpone(event), cancel(event)]
        }
        State::Postponed => vec![back_on(event), cancel(event)],
        State::Cancelled => vec![back_on(event)],
    };
    view! {
        <section class="panel" aria-labelledby="life">
            <h2 id="life">{how_it_stands(&event.condition)}</h2>
            <dl class="details">{steps}</dl>
        </section>
    }
    .into_any()
}

fn how_it_stands(condition: &Condition) -> &'static str {
    match condition {
        Condition::Draft => "This is a draft",
        Condition::Scheduled(_) => "This is published and waits for its moment",
        Condition::Published => "This is published",
        Condition::Over => "This is over",
        Condition::Cancelled => "This is cancelled",
        Condition::Postponed => "This is postponed",
    }
}

fn publish(event: &Overview, first: &First) -> AnyView {
    let words = match &event.shows_from {
        Some(from) => format!("It is published, and shows from {from} on, as the form says."),
        None => "Everybody can see its page at once, and reply if replies are open.".to_owned(),
    };
    let whom = without(first).map(|who| {
        let letters = if first.people.len() == 1 { "" } else { ", one letter each" };
        format!("{who} It is mailed to them ten minutes after the page shows{letters}.")
    });
    let whom = whom.map(|whom| {
        view! {
            <p dir="auto">{whom}</p>
            <label class="choice">
                <input
                    type="checkbox"
                    name="links_by_hand"
                    value="on"
                    form="publish"
                    autocomplete="off"
                />
                <span>"Do not mail the links: we do that ourselves"</span>
            </label>
        }
    });
    view! {
        <dt>
            <form id="publish" method="post" action=format!("{}/publish", path(event.id))>
                <button type="submit" class="button">
                    "Publish"
                </button>
            </form>
        </dt>
        <dd>{words} {whom}</dd>
    }
    .into_any()
}

/// Who has none, by name as far as that reads well.
fn without(first: &First) -> Option<String> {
    const NAMED: usize = 5;
    let (many, names) = (first.people.len(), first.people.iter().take(NAMED).cloned());
    let names = names.collect::<Vec<_>>().join("; ");
    match many {
        0 => None,
        1 => Some(format!("One speaker has no link to their schedule yet: {names}.")),
        _ if many > NAMED => {
            let others = many - NAMED;
            Some(format!(
                "{many} speakers have no link to their schedule yet: {names} and {others} more."
            ))
        }
        _ => Some(format!("{many} speakers have no link to their schedule yet: {names}.")),
    }
}

/// The links that staff kept back when they published.
fn links(event: &Overview, first: &First) -> AnyView {
    let words = without(first).filter(|_| first.by_hand);
    let Some(words) = words else { return ().into_any() };
    button(event, "links", "Mail the speakers their links", words)
}

fn back_on(event: &Overview) -> AnyView {
    let words = "The page shows it as before; the reason and the link to another event go.";
    let words = match (event.state, &event.briefing.when.day) {
        (State::Postponed, Some(_)) => format!("{words} Give it its new date first: Edit."),
        _ => words.to_owned(),
    };
    button(event, "back-on", "Put it back on", words)
}

fn unpublish(event: &Overview) -> AnyView {
    let words = "Back to a draft: the public page is gone until you publish it again.";
    link(event, "unpublish", "Unpublish", words)
}

fn postpone(event: &Overview) -> AnyView {
    link(event, "postpone", "Postpone", "The page stays and says that a new date will come.")
}

fn cancel(event: &Overview) -> AnyView {
    link(event, "cancel", "Cancel the event", "The page stays and says that it will not happen.")
}

/// Deleting stands by itself, below everything else.
pub fn deleting(event: &Overview) -> AnyView {
    view! {
        <section class="panel danger-zone" aria-labelledby="deleting">
            <h2 id="deleting">"Delete"</h2>
            <p>
                "For what should never have been here. Guests find nothing any more, not even a word that it was called off. It can be restored."
            </p>
            <a class="button button-danger" href=format!("{}/delete", path(event.id))>
                "Delete"
            </a>
        </section>
    }
    .into_any()
}

fn button(event: &Overview, step: &str, name: &'static str, words: String) -> AnyView {
    view! {
        <dt>
            <form method="post" action=format!("{}/{step}", path(event.id))>
                <button type="submit" class="button">
                    {name}
                </button>
            </form>
        </dt>
        <dd>{words}</dd>
    }
    .into_any()
}

fn link(event: &Overview, step: &str, name: &'static str, words: &'static str) -> AnyView {
    view! {
        <dt>
            <a class="button button-plain" href=format!("{}/{step}", path(event.id))>
                {name}
            </a>
        </dt>
        <dd>{words}</dd>
    }
    .into_any()
}
