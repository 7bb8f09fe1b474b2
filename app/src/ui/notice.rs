//! Words that stand before everything else on a page: what happened, what is wrong, what now.

use domain::error::{Refusal, Slip};
use leptos::either::EitherOf4;
use leptos::prelude::*;

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
            <h2 id="not-taken">"Your reply was not taken"</h2>
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
    let links = slips
        .into_iter()
        .map(|slip| {
            view! {
                <li>
                    <a href=format!("#{}", slip.field)>{label(&slip.field)} {slip.why}</a>
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

/// The words before a field, for those who read the list without the form.
fn label(field: &str) -> &'static str {
    match field {
        "name" => "Name: ",
        "email" => "E-mail: ",
        "organization" => "Office or organisation: ",
        "title" => "Job title: ",
        "access" => "What you need: ",
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

/// A refusal in a sentence.
fn refused(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Closed => "Replies have closed.",
        Refusal::NotYet => "Replies have not opened yet.",
        Refusal::Over => "It is over.",
        Refusal::Cancelled => "It was cancelled.",
        Refusal::Postponed => "It was postponed; there is no new date yet.",
        Refusal::NoForm => "No reply is needed here.",
    }
}
