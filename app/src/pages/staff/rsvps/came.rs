//! Who came: marked on the list, one by one or many at once, while the event goes on and after it.
//!
//! The table's boxes and buttons belong to a form that stands above it, so that the table is one
//! table and the form works without script.

use axum::body::Bytes;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::desk::Desk;
use domain::rsvp::came::{self, Whom};
use domain::rsvp::list::{List, Row, Wanted};
use leptos::prelude::*;

use super::path;
use crate::guard::{SignedIn, form_pairs};
use crate::render;
use crate::ui::pager::address;

/// The form's name, by which the table's controls belong to it; what narrows the list is called `came`.
const FORM: &str = "who-came";

/// What was just done, by the word that the redirect carries.
pub fn told(done: &str) -> Option<&'static str> {
    match done {
        "marked" => Some("Marked."),
        "unmarked" => Some("Taken back: nobody has said whether they came."),
        "nobody" => Some("Nothing was changed: nobody was ticked, or it stood there already."),
        _ => None,
    }
}

/// `POST /staff/events/{id}/rsvps/came`
pub async fn mark(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    number: Result<Path<i64>, PathRejection>,
    body: Bytes,
) -> Response {
    let id = number.map_or(0, |Path(id)| id);
    let pressed = Pressed::read(&form_pairs(&body));
    let pairs = pressed.asked.pairs();
    let list = address(&path(id), &pairs, pressed.asked.page);
    let done = match &pressed.mark {
        Some((whom, came)) => came::mark(&desk, &staff, id, whom, *came).await,
        None => Ok(0),
    };
    match done {
        Ok(marked) => {
            let word = match pressed.mark {
                _ if marked == 0 => "nobody",
                Some((_, None)) => "unmarked",
                _ => "marked",
            };
            let joint = if list.contains('?') { '&' } else { '?' };
            Redirect::to(&format!("{list}{joint}done={word}")).into_response()
        }
        Err(error) => render::again_for::<()>(desk, &staff, &list, None, error.into()).await,
    }
}

/// Which button was pressed, on which page of the list.
struct Pressed {
    mark: Option<(Whom, Option<bool>)>,
    asked: Wanted,
}

impl Pressed {
    fn read(pairs: &[(String, String)]) -> Self {
        let get =
            |name: &str| pairs.iter().find(|(known, _)| known == name).map(|(_, v)| v.as_str());
        let ticked = || {
            let ticked = pairs.iter().filter(|(name, _)| name == "rsvp");
            Whom::These(ticked.filter_map(|(_, id)| id.parse().ok()).collect())
        };
        let one = |id: &str| Whom::These(id.parse().into_iter().collect());
        let mark = match (get("one-came"), get("one-missed"), get("mark")) {
            (Some(id), ..) => Some((one(id), Some(true))),
            (_, Some(id), _) => Some((one(id), Some(false))),
            (.., Some("came")) => Some((ticked(), Some(true))),
            (.., Some("missed")) => Some((ticked(), Some(false))),
            (.., Some("unmark")) => Some((ticked(), None)),
            (.., Some("rest-came")) => Some((Whom::TheRest, Some(true))),
            (.., Some("rest-missed")) => Some((Whom::TheRest, Some(false))),
            _ => None,
        };
        let page = get("page").and_then(|page| page.parse().ok()).unwrap_or(1);
        let asked = Wanted { page, ..Wanted::read(get("asked").unwrap_or_default()) };
        Self { mark, asked }
    }
}

/// How many came, and the buttons for those who are ticked and for all the others.
pub fn panel(list: &List, wanted: &Wanted) -> Option<AnyView> {
    let all = list.attendance?;
    let numbers = [("Came", all.came), ("Did not come", all.missed), ("Not marked", all.unmarked)];
    let numbers = numbers.into_iter().map(|(words, number)| {
        view! {
            <div>
                <dt>{words}</dt>
                <dd>{number}</dd>
            </div>
        }
    });
    let panel = view! {
        <section class="panel" aria-labelledby="came-title">
            <h2 id="came-title">"Who came"</h2>
            <dl class="counts">{numbers.collect_view()}</dl>
            <form id=FORM method="post" action=format!("{}/came", path(list.event.id))>
                <input type="hidden" name="asked" value=wanted.to_string()/>
                <input type="hidden" name="page" value=list.leaf.number.to_string()/>
                <div class="actions">
                    <span>"Those ticked below:"</span>
                    {button("came", "Came")} {button("missed", "Did not come")}
                    {button("unmark", "Not marked")}
                </div>
                {(all.unmarked > 0).then(rest)}
            </form>
        </section>
    };
    Some(panel.into_any())
}

fn rest() -> AnyView {
    view! {
        <div class="actions">
            <span>"Everybody confirmed who is not marked:"</span>
            {button("rest-came", "All came")} {button("rest-missed", "None came")}
        </div>
    }
    .into_any()
}

fn button(value: &'static str, words: &'static str) -> AnyView {
    view! {
        <button type="submit" name="mark" value=value class="button button-plain">
            {words}
        </button>
    }
    .into_any()
}

/// The cell of one RSVP: how it is marked, the box, and a button for each of the two.
pub fn cell(rsvp: &Row) -> AnyView {
    let (tag, words) = match rsvp.came {
        Some(true) => ("tag tag-good", "Came"),
        Some(false) => ("tag", "Did not come"),
        None => ("fine", "Not marked"),
    };
    let id = rsvp.id.to_string();
    let mark = |name: &'static str, words: &'static str| {
        view! {
            <button
                type="submit"
                form=FORM
                name=name
                value=id.clone()
                class="button-quiet"
                aria-label=format!("{words}: {}", rsvp.name)
            >
                {words}
            </button>
        }
    };
    view! {
        <td data-label="Came">
            <label class="choice">
                <input
                    type="checkbox"
                    form=FORM
                    name="rsvp"
                    value=id.clone()
                    autocomplete="off"
                    aria-label=format!("Tick {}", rsvp.name)
                />
                <span class=tag>{words}</span>
            </label>
            {(rsvp.came != Some(true)).then(|| mark("one-came", "Came"))} " "
            {(rsvp.came != Some(false)).then(|| mark("one-missed", "Did not come"))}
        </td>
    }
    .into_any()
}
