//! What a deed would change, and the exact mail, before anything is done.

use std::sync::Arc;

use domain::rsvp::by_hand::{Calendar, LONGEST_NOTE, Mail, Review};
use leptos::prelude::*;

use super::{HandForm, What};
use crate::pages::staff::rsvps::path;
use crate::problem::Problem;
use crate::ui::field::TextArea;
use crate::ui::head::private_head;
use crate::ui::notice::NotTaken;
use crate::ui::table;

/// A deed to look at.
#[derive(Clone)]
pub struct Looked {
    /// Which deed.
    pub what: What,
    /// The event's number for an addition, else the RSVP's.
    pub id: i64,
    /// As it was typed.
    pub form: HandForm,
    /// What it comes to.
    pub review: Arc<Review>,
    /// It has become something else since it was looked at last.
    pub changed: bool,
    /// What is wrong with the note.
    pub problem: Option<Problem>,
}

/// The page.
pub fn look(looked: &Looked) -> AnyView {
    let (title, save) = words(looked.what);
    let review = &looked.review;
    let problem = looked.problem.clone().map(|problem| view! { <NotTaken problem done="saved"/> });
    let changed = looked.changed.then(|| {
        view! {
            <div class="notice notice-wrong" role="group" aria-labelledby="changed" tabindex="-1" autofocus>
                <h2 id="changed">"Please look once more"</h2>
                <p>"The note is new, or something changed since you looked. Nothing was saved yet; below stands what it comes to now."</p>
            </div>
        }
    });
    let remarks =
        review.remarks.iter().map(|remark| view! { <p class="notice">{remark.clone()}</p> });
    view! {
        {private_head(&format!("{title} {}", review.name), "en")}
        <main id="main" class="staff">
            {problem} {changed}
            <header class="staff-head">
                <p class="crumbs">
                    <a href="/staff">"Events"</a>
                    <a href=format!("/staff/events/{}", review.event_id) dir="auto">
                        {review.event.clone()}
                    </a>
                    <a href=path(review.event_id)>"RSVPs"</a>
                </p>
                <h1>{title}</h1>
                <p class="lead-small" dir="auto">
                    {review.name.clone()}
                </p>
            </header>
            {remarks.collect_view()}
            {changes(review, looked.what)}
            {review.mail.as_ref().map(|shown| mail(shown, review.copy_to.as_deref()))}
            {form(looked, save)}
        </main>
    }
    .into_any()
}

fn words(what: What) -> (&'static str, &'static str) {
    match what {
        What::Add => ("Add this RSVP?", "Add and send this mail"),
        What::Correct => ("Correct this RSVP?", "Save and send this mail"),
        What::Admit => ("Give a seat?", "Give the seat and send this mail"),
        What::Move => ("Move in line?", ""),
        What::Withdraw => ("Take the offer back?", "Take it back and send this mail"),
        What::Cancel => ("Cancel this RSVP?", "Cancel it and send this mail"),
        What::BringBack => ("Bring this RSVP back?", "Bring it back and send this mail"),
        What::SendAgain => ("Send this mail again?", "Send this mail"),
    }
}

fn changes(review: &Review, what: What) -> Option<AnyView> {
    if review.changes.is_empty() {
        return None;
    }
    let changes = if what == What::Add { new(review) } else { differences(review) };
    let panel = view! {
        <section class="panel" aria-labelledby="changes">
            <h2 id="changes">"What will be different"</h2>
            {changes}
        </section>
    };
    Some(panel.into_any())
}

fn new(review: &Review) -> AnyView {
    let facts = review.changes.iter().map(|change| {
        view! {
            <dt>{change.what}</dt>
            <dd dir="auto">{change.after.clone()}</dd>
        }
    });
    view! { <dl class="details">{facts.collect_view()}</dl> }.into_any()
}

fn differences(review: &Review) -> AnyView {
    let nothing = || view! { <span class="fine">"nothing"</span> }.into_any();
    let cell = |text: &str| {
        if text.is_empty() { nothing() } else { view! { {text.to_owned()} }.into_any() }
    };
    let rows = review.changes.iter().map(|change| {
        view! {
            <tr>
                <td>{change.what}</td>
                <td data-label="Now" dir="auto">
                    {cell(&change.before)}
                </td>
                <td data-label="Then" dir="auto">
                    {cell(&change.after)}
                </td>
            </tr>
        }
    });
    table::of_versions("What will be different", &["What", "Now", "Then"], rows.collect_view())
}

fn mail(mail: &Mail, copy_to: Option<&str>) -> AnyView {
    let calendar = match mail.calendar {
        Calendar::Untouched => "Their calendar stays as it is.",
        Calendar::Entered => "A calendar entry comes with it.",
        Calendar::TakenOut => "It takes the entry out of their calendar.",
    };
    let copy = copy_to.map(|who| view! { <dt>"Copy to"</dt> <dd dir="auto">{who.to_owned()}</dd> });
    let reply_to = mail.reply_to.clone().map(|to| view! { <dt>"Answers to"</dt> <dd>{to}</dd> });
    view! {
        <section aria-labelledby="mail">
            <h2 id="mail">"The mail"</h2>
            <article class="mail-preview">
                <dl>
                    <dt>"From"</dt>
                    <dd>{mail.from.clone()}</dd>
                    <dt>"To"</dt>
                    <dd>{mail.to.clone()}</dd>
                    {copy} {reply_to}
                    <dt>"Subject"</dt>
                    <dd dir="auto">{mail.subject.clone()}</dd>
                </dl>
                <pre class="mail-text" dir="auto">
                    {mail.text.clone()}
                </pre>
            </article>
            <p class="fine">
                {calendar}
                " In place of “their-own-link” stands the guest’s own link, which is made when the mail goes out."
            </p>
        </section>
    }
    .into_any()
}

fn form(looked: &Looked, save: &'static str) -> AnyView {
    let (what, form) = (looked.what, &looked.form);
    let hidden = form.carried().into_iter().filter(|(_, value)| !value.is_empty());
    let hidden = hidden.map(|(name, value)| {
        view! { <input type="hidden" name=name value=value/> }
    });
    let edit = matches!(what, What::Add | What::Correct).then(|| {
        view! {
            <button type="submit" name="step" value="edit" class="button button-plain">
                "Back to the form"
            </button>
        }
    });
    let leave = (!matches!(what, What::Add)).then(|| {
        view! { <a href=format!("/staff/rsvps/{}", looked.id)>"Leave it as it is"</a> }
    });
    view! {
        <form class="panel" method="post" action=what.action(looked.id) novalidate>
            {hidden.collect_view()}
            <input type="hidden" name="seen" value=looked.review.seen.clone()/>
            {looked.review.mail.is_some().then(|| note(looked))}
            <div class="actions">{buttons(looked, save)} {edit} {leave}</div>
        </form>
    }
    .into_any()
}

fn note(looked: &Looked) -> AnyView {
    let why = looked.problem.as_ref().and_then(|problem| problem.with("note"));
    view! {
        <TextArea
            name="note"
            label="A note in your own words"
            help="It stands in the mail as “From the hosts”. Addresses of pages lose their “https://”: the only links are the mail’s own."
            value=looked.form.note.clone()
            why
            longest=LONGEST_NOTE
        />
        <p>
            <button type="submit" name="step" value="look" class="button-quiet">
                "Show the mail again"
            </button>
        </p>
    }
    .into_any()
}

fn buttons(looked: &Looked, save: &'static str) -> AnyView {
    let tell = looked.review.mail.is_some().then(|| {
        view! {
            <button type="submit" name="step" value="tell" class="button">
                {save}
            </button>
        }
    });
    let quiet = (looked.what != What::SendAgain).then(|| {
        let (class, words) = match tell {
            Some(_) => ("button button-plain", "Save without telling them"),
            None => ("button", "Save"),
        };
        view! {
            <button type="submit" name="step" value="quiet" class=class>
                {words}
            </button>
        }
    });
    view! { {tell} {quiet} }.into_any()
}
