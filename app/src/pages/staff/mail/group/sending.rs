//! Sending a letter to a group: now, later, no further; and how far it is.

use domain::mailing::{Progress, Sheet, State};
use leptos::prelude::*;

use super::super::path;
use super::deeds::SendForm;
use crate::problem::Problem;
use crate::ui::control::{Asked, Line, line};

fn address(mailing: &Sheet, deed: &str) -> String {
    format!("{}/{}/{deed}", path(mailing.event.id), mailing.id)
}

/// What one can do with a draft.
pub fn ready(mailing: &Sheet, when: &SendForm, problem: Option<&Problem>) -> AnyView {
    let number = mailing.leaf.found;
    let go = if number == 0 {
        view! { <p>"Nobody fits, so there is nobody to send it to."</p> }.into_any()
    } else {
        view! { {now(mailing, number)} {later(mailing, when, problem)} }.into_any()
    };
    view! {
        <section class="panel" id="send" aria-labelledby="send-title">
            <h2 id="send-title">"Send it"</h2>
            <p class="fine">"What is saved is sent: save what you typed first."</p>
            <div class="actions">
                {button(mailing, "test", "Send a test copy to me", "button button-plain")}
            </div>
            {go}
            <div class="actions">
                {button(mailing, "copy", "Copy as a new draft", "button-quiet")}
                {button(mailing, "discard", "Throw this draft away", "button-quiet")}
            </div>
        </section>
    }
    .into_any()
}

fn letters(number: u64) -> String {
    if number == 1 { "this one letter".to_owned() } else { format!("these {number} letters") }
}

fn now(mailing: &Sheet, number: u64) -> AnyView {
    view! {
        <form method="post" action=address(mailing, "send")>
            <input type="hidden" name="seen" value=mailing.seen.clone()/>
            <div class="actions">
                <button type="submit" class="button">
                    {format!("Send {} now", letters(number))}
                </button>
            </div>
        </form>
    }
    .into_any()
}

fn later(mailing: &Sheet, when: &SendForm, problem: Option<&Problem>) -> AnyView {
    let asked = |name: &'static str, label: &'static str, value: &str| Asked {
        name: name.to_owned(),
        label,
        value: value.to_owned(),
        why: problem.and_then(|problem| problem.with(name)),
        ..Asked::default()
    };
    let zone = mailing.event.zone.to_string().replace('_', " ");
    view! {
        <form method="post" action=address(mailing, "schedule") novalidate>
            <input type="hidden" name="seen" value=mailing.seen.clone()/>
            <fieldset class="field">
                <legend>"Or send it later"</legend>
                <p class="fine">
                    {format!("Local time of the event ({zone}). Whoever fits at that time gets it.")}
                </p>
                <div class="pair">
                    {line(&asked("due-day", "Day", &when.due_day), Line::Day, None)}
                    {line(&asked("due-time", "Time", &when.due_time), Line::Clock, None)}
                </div>
            </fieldset>
            <button type="submit" class="button button-plain">
                "Schedule it"
            </button>
        </form>
    }
    .into_any()
}

/// How far a letter is that is no draft any more, and what one can do with it.
pub fn underway(mailing: &Sheet) -> AnyView {
    let words = match (mailing.state, &mailing.due) {
        (State::Scheduled, Some(due)) => format!("It goes out on {due}."),
        (State::Sending, _) => "Letters are being written and sent.".to_owned(),
        (State::Done, _) if mailing.progress.waiting > 0 => {
            "All letters are written; some are on their way.".to_owned()
        }
        (State::Stopped, _) if mailing.progress.waiting > 0 => {
            "It was stopped: nothing more goes out but what is being handed over at this moment."
                .to_owned()
        }
        (State::Stopped, _) => "It was stopped: nothing more goes out.".to_owned(),
        (State::Unknown, _) => "Another version of Dais looks after it.".to_owned(),
        _ => "It is done.".to_owned(),
    };
    let going = mailing.state == State::Sending || mailing.progress.waiting > 0;
    let stop = (going && mailing.state != State::Stopped)
        .then(|| button(mailing, "stop", "Stop it", "button button-danger"));
    let back = (mailing.state == State::Scheduled)
        .then(|| button(mailing, "take-back", "Take it back", "button button-plain"));
    let again = going.then(|| {
        view! {
            <a class="button button-plain" href=format!("{}/{}", path(mailing.event.id), mailing.id)>
                "Look again"
            </a>
        }
    });
    view! {
        <section class="panel" aria-labelledby="progress">
            <h2 id="progress">"How far it is"</h2>
            <p>{words}</p>
            {(mailing.state != State::Scheduled).then(|| numbers(mailing.progress))}
            <div class="actions">
                {again} {back} {stop}
                {button(mailing, "copy", "Copy as a new draft", "button button-plain")}
            </div>
        </section>
    }
    .into_any()
}

fn numbers(progress: Progress) -> AnyView {
    let too_late = Some(progress.too_late).filter(|number| *number > 0);
    let numbers = [
        ("Sent", Some(progress.sent)),
        ("On the way", Some(progress.waiting)),
        ("Refused", Some(progress.refused)),
        ("Too late", too_late),
        ("Stopped", Some(progress.stopped)),
        ("To be written", Some(progress.to_go)),
    ];
    let numbers = numbers.into_iter().filter_map(|(words, number)| Some((words, number?)));
    let numbers = numbers.map(|(words, number)| {
        view! {
            <div>
                <dt>{words}</dt>
                <dd>{number}</dd>
            </div>
        }
    });
    view! { <dl class="counts">{numbers.collect_view()}</dl> }.into_any()
}

fn button(mailing: &Sheet, deed: &str, words: &'static str, class: &'static str) -> AnyView {
    view! {
        <form method="post" action=address(mailing, deed)>
            <button type="submit" class=class>
                {words}
            </button>
        </form>
    }
    .into_any()
}
