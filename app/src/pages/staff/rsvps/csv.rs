//! The list as a file. A POST, because taking everybody's address along is written down; and only for
//! who signed in a short while ago, because a screen that was left open must not be enough.

use axum::Form;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use domain::desk::Desk;
use domain::rsvp::list::{List, Wanted};
use domain::rsvp::{Sheet, export};
use leptos::prelude::*;
use serde::Deserialize;

use super::path;
use crate::guard::SignedIn;
use crate::problem::Problem;
use crate::render;
use crate::ui::pager::address;

/// What is asked for: the tab and the search that are on the screen.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct CsvForm {
    /// The question, as an address has it.
    asked: String,
    needs: String,
}

/// The list is shown in place of the file: it is too long ago that they signed in.
#[derive(Clone)]
pub struct Stale;

/// `POST /staff/events/{id}/rsvps.csv`
pub async fn csv(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    number: Result<Path<i64>, PathRejection>,
    Form(form): Form<CsvForm>,
) -> Response {
    let id = number.map_or(0, |Path(id)| id);
    let wanted = Wanted::read(&form.asked);
    let list = address(&path(id), &wanted.pairs(), 1);
    if !staff.is_fresh(desk.now()) {
        return render::with(desk, Some(&staff), &list, StatusCode::FORBIDDEN, Stale).await;
    }
    match export(&desk, &staff, id, &wanted, form.needs == "on").await {
        Ok(sheet) => file(sheet),
        Err(error) => {
            let problem = Problem::from(error);
            render::again_for::<CsvForm>(desk, &staff, &list, None, problem).await
        }
    }
}

/// RFC 4180 §3. The name is made of a slug, which needs no quoting.
fn file(sheet: Sheet) -> Response {
    let name = format!("attachment; filename=\"{}\"", sheet.name);
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8; header=present".to_owned()),
        (CONTENT_DISPOSITION, name),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, sheet.text).into_response()
}

/// The button for the file, below the list that it holds.
pub fn form(list: &List, wanted: &Wanted) -> AnyView {
    let number = list.leaf.found;
    let rsvps = if number == 1 { "one RSVP".to_owned() } else { format!("{number} RSVPs") };
    view! {
        <section class="panel" id="file" aria-labelledby="file-title">
            <h2 id="file-title">"Take the list along"</h2>
            <p>
                {format!(
                    "A file for spreadsheets with the {rsvps} of this tab and search: names, addresses, organisations, and how each stands.",
                )}
            </p>
            <form method="post" action=format!("/staff/events/{}/rsvps.csv", list.event.id)>
                <input type="hidden" name="asked" value=wanted.to_string()/>
                <div class="field">
                    <label class="choice">
                        <input type="checkbox" id="needs" name="needs" value="on" autocomplete="off"/>
                        <span>"With what people need to take part"</span>
                    </label>
                    <p class="fine">
                        "That can tell of somebody’s health. Take it along only if you need it."
                    </p>
                </div>
                <button type="submit" class="button button-plain">
                    "Download the list"
                </button>
            </form>
        </section>
    }
    .into_any()
}

/// Why there is no file, and what now.
pub fn sign_in_again(here: &str) -> AnyView {
    let next: String = url::form_urlencoded::byte_serialize(here.as_bytes()).collect();
    view! {
        <div class="notice" role="group" aria-labelledby="stale" tabindex="-1" autofocus>
            <h2 id="stale">"Please sign in once more"</h2>
            <p>
                "A file with everybody’s address is only for who signed in within the last hour. "
                <a href=format!("/sign-in?next={next}")>"Sign in again"</a>
                " and come back to this list."
            </p>
        </div>
    }
    .into_any()
}
