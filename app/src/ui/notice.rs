//! Words that stand before everything else on a page: what happened, what is wrong, what now.

use domain::error::{Refusal, Slip};
use domain::event;
use leptos::either::EitherOf4;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::pages::staff::speakers::{contact, draft};
use crate::problem::Problem;

/// Why a form was not taken. It takes the focus, so that nobody misses it.
#[component]
pub fn NotTaken(
    /// The reason.
    problem: Problem,
    /// What the form would have done, as in `Nothing was sent yet`.
    #[prop(default = "sent")]
    done: &'static str,
) -> impl IntoView {
    let words = match problem {
        Problem::Invalid(slips) => EitherOf4::A(slips_list(slips, done)),
        Problem::Refused(refusal) => EitherOf4::B(view! {
            <h2 id="not-taken">{title_of_refusal()}</h2>
            <p>{refused(refusal)}</p>
        }),
        Problem::Busy => EitherOf4::C(view! {
            <h2 id="not-taken">"Not yet: many people are replying"</h2>
            <p>"Nothing is lost. Please send the form again in a few seconds."</p>
        }),
        Problem::NotNow(why) => EitherOf4::D(
            view! {
                <h2 id="not-taken">"This was not done"</h2>
                <p>{why}</p>
            }
            .into_any(),
        ),
        Problem::NotHere => {
            EitherOf4::D(view! { <h2 id="not-taken">"This is not here any more"</h2> }.into_any())
        }
        Problem::Ours { reference } => EitherOf4::D(ours(reference).into_any()),
    };
    view! {
        <div class="notice notice-wrong" role="group" aria-labelledby="not-taken" tabindex="-1" autofocus lang="en">
            {words}
        </div>
    }
}

/// Something that went well. It takes the focus as well.
#[component]
pub fn Done(
    /// What was done.
    words: &'static str,
) -> impl IntoView {
    view! {
        <div class="notice notice-good" role="status" tabindex="-1" autofocus lang="en">
            <p>{words}</p>
        </div>
    }
}

fn slips_list(slips: Vec<Slip>, done: &'static str) -> impl IntoView {
    let page = use_location().pathname.get_untracked();
    let links = slips
        .into_iter()
        .map(|slip| {
            view! {
                <li>
                    <a href=format!("#{}", slip.field)>{label(&slip.field, &page)} {slip.why}</a>
                </li>
            }
        })
        .collect_view();
    view! {
        <h2 id="not-taken">"Please look at this again"</h2>
        <p>{format!("Nothing was {done} yet, and everything you typed is still there.")}</p>
        <ul>{links}</ul>
    }
}

/// The words before a problem, for those who read the list without the form. Forms share names
/// that mean different things, so the page decides.
fn label(field: &str, page: &str) -> String {
    let parts: Vec<&str> = page.trim_matches('/').split('/').collect();
    let words = match parts.as_slice() {
        ["staff", "events", "new"] | ["staff", "events", _, "edit"] => event::form::label(field),
        ["staff", "settings"] => settings(field).to_owned(),
        ["staff", "events", _, "mail", "reminders"] => of_ladder(field),
        ["staff", "speakers", _, "contact"] => contact::words(field).to_owned(),
        ["staff", "speakers", ..] => draft::words(field).to_owned(),
        ["staff" | "sign-in", ..] => by_staff(field).to_owned(),
        _ => by_guest(field).to_owned(),
    };
    // The names of those who come along are numbered alike on every page.
    let words = match field.strip_prefix("guest-") {
        Some(number) => format!("Guest {number}"),
        None => words,
    };
    if words.is_empty() { words } else { format!("{words}: ") }
}

fn settings(field: &str) -> &'static str {
    match field {
        "name" => "Your coalition’s name",
        "zone" => "Time zone",
        "about" => "About you",
        "privacy" => "Your privacy text",
        "sender" => "Sender of letters",
        _ => "",
    }
}

/// `Reminder 2: How long before` for `steps[1].number`.
fn of_ladder(field: &str) -> String {
    let place = || field.strip_prefix("steps[")?.split_once("].");
    let Some((row, part)) = place() else { return String::new() };
    let part = match part {
        "number" => "How long before",
        "unit" => "Days, hours or minutes",
        "to" => "To whom",
        "note" => "Your own words",
        _ => "",
    };
    let row: usize = row.parse().unwrap_or_default();
    format!("Reminder {}: {part}", row + 1)
}

/// What staff write of guests, of each other and of themselves.
fn by_staff(field: &str) -> &'static str {
    match field {
        "name" => "Name",
        "email" => "E-mail",
        "organization" => "Office or organisation",
        "title" => "Job title",
        "attending" | "part" => "Takes part",
        "category" => "Comes as",
        "access" => "What they need to take part",
        "role" => "Role",
        "party" => "Who comes with them",
        "scheduler-name" => "Name of who replied for them",
        "scheduler-email" => "E-mail of who replied for them",
        "place-in-line" => "Place in line",
        "due-day" => "Day",
        "due-time" => "Time",
        "subject" => "Subject",
        "body" => "Letter",
        "state" => "State",
        "again" => "Confirmed again",
        "came" => "Attendance",
        "minutes" => "Minutes to gather changes",
        "note" => "A sentence of yours",
        "digest" => "New replies in one letter",
        "alerts" => "Alerts",
        _ => "",
    }
}

fn by_guest(field: &str) -> &'static str {
    match field {
        "name" => "Name",
        "email" => "E-mail",
        "organization" => "Office or organisation",
        "title" => "Job title",
        "access" => "What you need",
        "party" => "Who comes with you",
        "scheduler-name" => "Your name",
        "scheduler-email" => "Your e-mail",
        _ => "",
    }
}

fn ours(reference: String) -> impl IntoView {
    view! {
        <h2 id="not-taken">"Something of ours failed"</h2>
        <p>"Nothing was taken, and it is not your fault. Please try again in a moment."</p>
        <p class="fine">"Reference " <code>{reference}</code></p>
    }
}

/// Whoever has an RSVP already has lost nothing of it.
fn title_of_refusal() -> &'static str {
    let page = use_location().pathname.get_untracked();
    if page.starts_with("/r/") { "This was not done" } else { "Your reply was not taken" }
}

/// A refusal in a sentence.
fn refused(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Closed => "Replies have closed.",
        Refusal::NotYet => "Replies have not opened yet.",
        Refusal::Over => "It is over.",
        Refusal::Cancelled => "It was cancelled.",
        Refusal::Postponed => "It was postponed; there is no new date yet.",
        Refusal::NoForm => "No reply is needed here.",
        Refusal::TooLate => "Replies cannot be changed here any more. Please write to the hosts.",
    }
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn the_page_decides_what_a_field_is_called() {
        for (field, page, words) in [
            ("title", "/staff/events/new", "Title: "),
            ("hosts[0].url", "/staff/events/7/edit", "Host 1: Website: "),
            ("title", "/staff/rsvps/7", "Job title: "),
            ("access", "/staff/rsvps/7", "What they need to take part: "),
            ("name", "/staff/settings", "Your coalition’s name: "),
            ("name", "/sign-in/0123", "Name: "),
            ("access", "/events/harvests", "What you need: "),
            ("guest-2", "/events/harvests", "Guest 2: "),
            ("scheduler-email", "/events/harvests", "Your e-mail: "),
            ("access", "/rsvp/0123", "What you need: "),
            ("access", "/staff/events/7/rsvps/new", "What they need to take part: "),
            ("steps[1].number", "/staff/events/7/mail/reminders", "Reminder 2: How long before: "),
            ("steps[0].to", "/staff/events/7/mail/reminders", "Reminder 1: To whom: "),
            ("minutes", "/staff/events/7/mail", "Minutes to gather changes: "),
            ("alerts", "/staff/me", "Alerts: "),
            ("place", "/staff/rsvps/7", ""),
        ] {
            assert_eq!(label(field, page), words, "{field} on {page}");
        }
    }
}
