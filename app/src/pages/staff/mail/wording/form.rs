//! The form of a letter's words: what it says, for whom to look at it, what can stand in it.

use domain::letter::Placeholder;
use domain::letter::typed::LONGEST_SUBJECT;
use domain::wording::{Page, Person};
use leptos::prelude::*;

use super::one::Again;
use super::shelf;
use crate::problem::Problem;
use crate::ui::control::{Asked, Line, line, pick};
use crate::ui::field::{lines, reason};
use crate::ui::table;

const SUBJECT: &str = "Leave it empty for the standard one. Title, day and room are added as far as \
    they fit into 60 characters.";
const BODY: &str = "An empty line begins a paragraph; a line stays a line. **Bold**, *italic*, \
    # a heading, - a point of a list, [words](https://…) a link. The greeting stands above it.";

/// The whole form.
pub fn form(id: i64, page: &Page, again: &Again) -> AnyView {
    let typed = again.form.clone().unwrap_or_default();
    let fresh = again.form.is_none();
    let (subject, body) = if fresh {
        (page.typed.subject.clone(), page.typed.body.clone())
    } else {
        (typed.subject, typed.body)
    };
    // Who was told that somebody else saved meanwhile knows what their next Save does.
    let overtaken = matches!(again.problem, Some(Problem::NotNow(_)));
    let seen = if fresh || overtaken { page.version.clone() } else { typed.seen };
    let subject = asked("subject", "Subject", SUBJECT, subject, again);
    let body = asked("body", "What it says", BODY, body, again);
    view! {
        <form method="post" action=format!("{}/{}", shelf(id), page.letter.occasion) novalidate class="panel">
            <input type="hidden" name="seen" value=seen/>
            {line(&subject, Line::Text, None)}
            <p class="fine">{format!("At most {LONGEST_SUBJECT} characters of your own.")}</p>
            {lines(&body, 16)}
            <div class="actions">
                <button type="submit" name="step" value="save" class="button">
                    "Save these words"
                </button>
                <button type="submit" name="step" value="preview" class="button button-plain">
                    "Preview"
                </button>
                {back(page)}
            </div>
            {known(&page.known)}
            {people(page, &typed.person, &typed.q)}
            {test(again)}
        </form>
    }
    .into_any()
}

fn asked(
    name: &str,
    label: &'static str,
    help: &'static str,
    value: String,
    again: &Again,
) -> Asked {
    Asked { name: name.to_owned(), label, help, value, why: again.with(name), focus: false }
}

fn back(page: &Page) -> Option<AnyView> {
    page.written.is_some().then(|| {
        view! {
            <button type="submit" name="step" value="standard" class="button-quiet">
                "Back to the standard words"
            </button>
        }
        .into_any()
    })
}

/// What can stand in braces.
fn known(known: &[Placeholder]) -> AnyView {
    let rows = known.iter().map(|one| {
        view! {
            <tr>
                <td>
                    <code>{format!("{{{}}}", one.name())}</code>
                </td>
                <td data-label="Stands for">{one.meaning()}</td>
                <td data-label="Example">{one.example()}</td>
            </tr>
        }
    });
    view! {
        <details class="placeholders" open>
            <summary>"Placeholders"</summary>
            <p class="fine">
                "What stands in braces is different for everybody. A line that holds nothing but empty placeholders, alone or behind a short label such as “Where:”, is left out, and so is a heading with nothing left below it; all your other words stay. If {rsvp_link} is missing, the link is put below your words."
            </p>
            {table::with_heads("Placeholders", &["Placeholder", "Stands for", "Example"], rows.collect_view())}
        </details>
    }
    .into_any()
}

fn people(page: &Page, chosen: &str, search: &str) -> AnyView {
    let choice = |person: &Person| (person.id.to_string(), person.words.clone());
    let nobody = (String::new(), "An example guest".to_owned());
    let choices: Vec<_> = [nobody].into_iter().chain(page.people.iter().map(choice)).collect();
    // Whom the search does not find any more is not chosen any more.
    let here = choices.iter().any(|(id, _)| id == chosen);
    let value = if here { chosen.to_owned() } else { String::new() };
    let person = Asked {
        name: "person".to_owned(),
        label: "Preview for",
        help: "The first 50 of the list; look for others by name.",
        value,
        ..Asked::default()
    };
    let find = Asked {
        name: "q".to_owned(),
        label: "Name, organisation or address",
        value: search.to_owned(),
        ..Asked::default()
    };
    view! {
        <fieldset class="together">
            <legend>"Look at it"</legend>
            {pick(&person, &choices)} {line(&find, Line::Text, None)}
            <div class="actions">
                <button type="submit" name="step" value="find" class="button-quiet">
                    "Look for them"
                </button>
                <button type="submit" name="step" value="preview" class="button button-plain">
                    "Preview for this person"
                </button>
            </div>
        </fieldset>
    }
    .into_any()
}

fn test(again: &Again) -> AnyView {
    let why = again.with("test");
    let wrong = why.is_some();
    view! {
        <div class="test-copy" class=("field-wrong", wrong) id="test">
            {reason("test", why)}
            <button
                type="submit"
                name="step"
                value="test"
                class="button button-plain"
                aria-describedby=if wrong { "test-why" } else { "test-help" }
            >
                "Send a test copy to me"
            </button>
            <p class="fine" id="test-help">
                "It goes to your own address, as to a guest of your name, with [Test] in the subject. Its link opens nobody’s RSVP."
            </p>
        </div>
    }
    .into_any()
}
