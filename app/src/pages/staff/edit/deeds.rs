//! Takes the editor's form: its own path saves it and moves its rows, `…/typed` keeps it for later.
//!
//! The body is read as pairs, because the names of rows are made at run time and because a form that
//! cannot be read has to come back as it was sent.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use domain::desk::Desk;
use domain::error::{Error, Slip};
use domain::event::edit::{self, Gone, NotSaved};
use domain::event::form::{EventForm, MOST_ROWS, RowList};
use domain::staff::Staff;

use super::look::{LookAt, said};
use super::{Sent, Why};
use crate::guard::{SignedIn, form_pairs};
use crate::problem::Problem;
use crate::render;

/// A form as sent: the event's part of it, and what it asks for.
struct Order {
    form: EventForm,
    /// What is wrong with the form as a whole.
    wrong: Vec<Slip>,
    revision: i64,
    /// The revision that the other version beside it was compared with.
    base: i64,
    what: String,
    /// It was shown beside another version: only Save may overwrite that.
    hold: bool,
}

impl Order {
    /// Shown again with what stands in the way, or with what was done.
    fn because(self, why: Why) -> Sent {
        let Self { form, revision, base, hold, .. } = self;
        Sent { form, revision, base, hold, why }
    }
}

/// `POST /staff/events/{id}/edit`
pub async fn save(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Some(mut order) = order(&body) else {
        return Redirect::to(&format!("/staff/events/{id}/edit")).into_response();
    };
    // What is too long can only be mended by taking away.
    if !order.wrong.is_empty() && !order.what.starts_with("remove:") {
        let why = Why::NotSaved(Problem::Invalid(order.wrong.clone()));
        return again(desk, &staff, id, order.because(why)).await;
    }
    if let Some(field) = order.what.clone().strip_prefix("theirs:") {
        let Order { form, base, .. } = &mut order;
        let why = match edit::take_theirs(&desk, &staff, id, *base, form, field).await {
            Ok(left) => Why::Took(left.map(Box::new)),
            Err(error) => Why::NotSaved(error.into()),
        };
        return again(desk, &staff, id, Sent { hold: true, ..order.because(why) }).await;
    }
    if order.what.contains(':') {
        // The editor's script shows the pressed group alone: its agenda goes on with the names it has.
        if headers.get("sec-fetch-mode").is_none_or(|mode| mode == "navigate") {
            order.form = order.form.settled();
        }
        let why = rows(&mut order.form, &order.what);
        return again(desk, &staff, id, order.because(why)).await;
    }
    match edit::save(&desk, &staff, id, order.revision, &order.form).await {
        Ok(saved) => {
            let word = if saved.kept_name { "kept_name" } else { "saved" };
            Redirect::to(&format!("/staff/events/{id}/edit?done={word}")).into_response()
        }
        Err(NotSaved::Clash(clashed)) => {
            let (form, revision) = (clashed.merged.form.clone(), clashed.revision);
            let (base, why) = (order.revision, Why::Clash(clashed));
            again(desk, &staff, id, Sent { form, revision, base, hold: true, why }).await
        }
        Err(NotSaved::Failed(error)) => {
            let why = Why::NotSaved(error.into());
            again(desk, &staff, id, order.because(why)).await
        }
    }
}

/// Does what a row's button says. Who moves a row goes on with the same button.
fn rows(form: &mut EventForm, what: &str) -> Why {
    let focus = form.obey(what);
    let (verb, list) = what.split_once(':').unwrap_or_default();
    match (verb, focus) {
        ("up" | "down", Some(there)) => {
            let row = there.split_once(']').map_or(there.as_str(), |(row, _)| row);
            Why::Rows(Some(format!("{verb}:{row}]")))
        }
        ("add", None) if RowList::named(list).is_some() => {
            let why = format!("Please keep this list to {MOST_ROWS} rows.");
            Why::NotSaved(Problem::Invalid(vec![Slip::new(what.to_owned(), why)]))
        }
        (_, focus) => Why::Rows(focus),
    }
}

/// `POST /staff/events/{id}/edit/discard`
pub async fn discard(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
) -> Response {
    match edit::discard_typed(&desk, &staff, id).await {
        Ok(()) => Redirect::to(&format!("/staff/events/{id}/edit?done=discarded")).into_response(),
        Err(error) => render::trouble(desk, error.into()).await,
    }
}

/// `POST /staff/events/{id}/typed`: keeps what is typed and shows the page made of it.
///
/// The button "See the page" opens it beside the form, whose revision must then still hold: it only
/// keeps, and saves no draft.
pub async fn typed(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
    body: Bytes,
) -> Response {
    let Some(Order { form, wrong, revision, what, hold, .. }) = order(&body) else {
        return render::trouble(desk, Problem::Invalid(Vec::new())).await;
    };
    let kept = if hold || what == "look" || !wrong.is_empty() {
        edit::set_aside(&desk, &staff, id, revision, &form).await
    } else {
        edit::keep_typed(&desk, &staff, id, revision, &form).await
    };
    let kept = match kept {
        Ok(kept) => kept,
        Err(Error::NotFound) => return gone(desk, &staff, id, revision, &form).await,
        Err(error) => return render::trouble(desk, error.into()).await,
    };
    let zone = domain::site::current(&desk).await.map(|site| site.zone).unwrap_or_default();
    match domain::event::face_of(&desk, &staff, id, &kept.document).await {
        Ok(briefing) => {
            let (words, revision) = (said(&kept, zone), kept.revision);
            let people = kept.people.iter().map(|(row, id)| format!("{row}={id}"));
            let people = people.collect::<Vec<_>>().join(",");
            let look = LookAt { briefing, ribbon: super::look::ribbon(&kept) };
            let mut answer = render::with(desk, None, "/look", StatusCode::OK, look).await;
            let headers = answer.headers_mut();
            headers.insert("dais-revision", HeaderValue::from(revision));
            if let Ok(people) = HeaderValue::from_str(&people) {
                headers.insert("dais-people", people);
            }
            if let Ok(words) = HeaderValue::from_str(&words) {
                headers.insert("dais-said", words);
            }
            answer
        }
        Err(error) => render::trouble(desk, error.into()).await,
    }
}

/// The page again with the form as it was sent, which is kept for who closes it now.
async fn again(desk: Desk, staff: &Staff, id: i64, sent: Sent) -> Response {
    let status = match &sent.why {
        Why::Rows(_) | Why::Took(_) => StatusCode::OK,
        Why::Clash(_) => StatusCode::CONFLICT,
        Why::NotSaved(problem) => problem.status(),
    };
    match edit::set_aside(&desk, staff, id, sent.revision, &sent.form).await {
        Ok(_) => {}
        Err(Error::NotFound) => return gone(desk, staff, id, sent.revision, &sent.form).await,
        Err(error) => {
            tracing::warn!(event = id, %error, "a form that was not saved could not be kept");
        }
    }
    let path = format!("/staff/events/{id}/edit");
    render::with(desk, Some(staff), &path, status, sent).await
}

/// Somebody deleted the event while this one typed: what was typed is kept for its return.
async fn gone(desk: Desk, staff: &Staff, id: i64, base: i64, form: &EventForm) -> Response {
    match edit::set_aside_of_deleted(&desk, staff, id, base, form).await {
        Ok(Some(gone)) => deleted(desk, staff, gone).await,
        Ok(None) => render::trouble(desk, Problem::NotHere).await,
        Err(error) => render::trouble(desk, error.into()).await,
    }
}

async fn deleted(desk: Desk, staff: &Staff, gone: Gone) -> Response {
    let path = format!("/staff/events/{}/edit", gone.id);
    render::with(desk, Some(staff), &path, StatusCode::CONFLICT, gone).await
}

/// Nothing where the body is none of this form, whose title is sent even when it is empty: it must
/// not count as a form in which everything was wiped out.
fn order(body: &[u8]) -> Option<Order> {
    let pairs = form_pairs(body);
    if !pairs.iter().any(|(name, _)| name == "title") {
        return None;
    }
    let sent = |name: &str| {
        pairs.iter().find(|pair| pair.0 == name).map(|pair| pair.1.clone()).unwrap_or_default()
    };
    // A form without a revision began with one that never was, so all of it is compared.
    let revision = sent("revision").parse().unwrap_or(-1);
    let base = sent("base").parse().unwrap_or(revision);
    let (what, hold) = (sent("do"), !sent("hold").is_empty());
    let (form, wrong) = EventForm::as_sent(&pairs);
    Some(Order { form, wrong, revision, base, what, hold })
}
