//! What stands where a page cannot: nothing here, too much at once, something of ours broken.

use domain::outbox::of_rsvp::IN_PLACE_OF_A_TOKEN;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_router::hooks::use_location;

use crate::problem::Problem;
use crate::ui::head::private_head;

/// A page in place of the one that was asked for, with the problem's status.
#[component]
pub fn Trouble(
    /// What stands in the way.
    problem: Problem,
) -> impl IntoView {
    expect_context::<ResponseOptions>().set_status(problem.status());
    let path = use_location().pathname.get_untracked();
    let of_a_test = path.split('/').any(|part| part == IN_PLACE_OF_A_TOKEN);
    let no_schedule = matches!(problem, Problem::NotHere) && path.starts_with("/s/");
    let (title, words) = match () {
        () if of_a_test => TEST,
        () if no_schedule => NO_SCHEDULE,
        () => told(&problem),
    };
    let elsewhere = path.starts_with("/staff") || of_a_test || no_schedule;
    let asks_for_link = matches!(problem, Problem::NotHere) && !elsewhere;
    let reference = match problem {
        Problem::Ours { reference } => Some(reference),
        _ => None,
    };
    view! {
        {private_head(title, "en")}
        <main id="main" class="page page-short">
            <h1>{title}</h1>
            <p class="lead">{words}</p>
            {reference
                .map(|reference| {
                    view! {
                        <p>
                            "If it stays like this, please tell the hosts this reference: "
                            <code>{reference}</code>
                        </p>
                    }
                })}
            {asks_for_link
                .then(|| {
                    view! {
                        <p>
                            "You replied and lost your link? "
                            <a href="/my-rsvps">"Have it sent again"</a>
                        </p>
                    }
                })}
            <p>
                <a href="/events">"See all events"</a>
            </p>
        </main>
    }
}

/// The same whether the link never was one or opens nothing any more.
const NO_SCHEDULE: (&str, &str) = (
    "This link opens no schedule",
    "It may have lost a letter on its way, or a newer one has taken its place. Please use the link in the newest mail from us, or answer that mail: the hosts will gladly send you another.",
);

/// An address where nothing is.
#[component]
pub fn NotHere() -> impl IntoView {
    let problem = use_context::<Problem>().unwrap_or(Problem::NotHere);
    view! { <Trouble problem/> }
}

/// Behind the links of letters that staff send themselves.
const TEST: (&str, &str) = (
    "This link is from a test copy",
    "In the letters to guests stands a link of each guest’s own in its place. Here it opens nobody’s page.",
);

fn told(problem: &Problem) -> (&'static str, &'static str) {
    match problem {
        Problem::NotHere => (
            "There is nothing here",
            "The address may have a slip in it, or the link may have been replaced by a newer one. Use the link in the newest mail from us.",
        ),
        Problem::Busy => {
            ("One moment, please", "Many people are here just now. Please load this page again.")
        }
        _ => (
            "Something of ours failed",
            "It is not your fault, and nothing of yours was lost. Please try again in a moment.",
        ),
    }
}
