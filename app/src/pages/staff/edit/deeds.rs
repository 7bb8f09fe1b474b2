//! Takes the editor's form: its own path saves it and moves its rows, `…/typed` keeps it for later.
//!
//! The body is read as pairs, because the names of rows are made at run time and because a form that
//! cannot be read has to come back as it was sent.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use domain::desk::Desk;
use domain::error::Error;
use domain::event::edit::{self, NotSaved};
use domain::event::form::EventForm;
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
    wrong: Option<Error>,
    revision: i64,
    what: String,
    /// It was shown beside another version: only Save may overwrite that.
    hold: bool,
}

/// `POST /staff/events/{id}/edit`
pub async fn save(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
    body: Bytes,
) -> Response {
    let Order { mut form, wrong, revision, what, hold } = order(&body);
    if let Some(error) = wrong {
        let why = Why::NotSaved(error.into());
        return again(desk, &staff, id, Sent { form, revision, hold, why }).await;
    }
    if what.contains(':') {
        let why = Why::Rows(form.obey(&what));
        return again(desk, &staff, id, Sent { form, revision, hold, why }).await;
    }
    match edit::save(&desk, &staff, id, revision, &form).await {
        Ok(_) => Redirect::to(&format!("/staff/events/{id}/edit?done=saved")).into_response(),
        Err(NotSaved::Clash(clashed)) => {
            let (form, revision) = (clashed.merged.form.clone(), clashed.revision);
            let why = Why::Clash(clashed);
            again(desk, &staff, id, Sent { form, revision, hold: true, why }).await
        }
        Err(NotSaved::Failed(error)) => {
            let why = Why::NotSaved(error.into());
            again(desk, &staff, id, Sent { form, revision, hold, why }).await
        }
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
    let Order { form, wrong, revision, what, hold } = order(&body);
    if let Some(error) = wrong {
        return render::trouble(desk, error.into()).await;
    }
    let kept = if hold || what == "look" {
        edit::set_aside(&desk, &staff, id, revision, &form).await
    } else {
        edit::keep_typed(&desk, &staff, id, revision, &form).await
    };
    let kept = match kept {
        Ok(kept) => kept,
        Err(error) => return render::trouble(desk, error.into()).await,
    };
    let zone = domain::site::current(&desk).await.map(|site| site.zone).unwrap_or_default();
    match domain::event::face_of(&desk, &staff, id, &kept.document).await {
        Ok(briefing) => {
            let (words, revision) = (said(&kept, zone), kept.revision);
            let look = LookAt { briefing, ribbon: super::look::ribbon(&kept) };
            let mut answer = render::with(desk, None, "/look", StatusCode::OK, look).await;
            let headers = answer.headers_mut();
            headers.insert("dais-revision", HeaderValue::from(revision));
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
        Why::Rows(_) => StatusCode::OK,
        Why::Clash(_) => StatusCode::CONFLICT,
        Why::NotSaved(Problem::NotHere) => return render::trouble(desk, Problem::NotHere).await,
        Why::NotSaved(problem) => problem.status(),
    };
    if let Err(error) = edit::set_aside(&desk, staff, id, sent.revision, &sent.form).await {
        tracing::warn!(event = id, %error, "a form that was not saved could not be kept");
    }
    let path = format!("/staff/events/{id}/edit");
    render::with(desk, Some(staff), &path, status, sent).await
}

fn order(body: &[u8]) -> Order {
    let pairs = form_pairs(body);
    let sent = |name: &str| {
        pairs.iter().find(|pair| pair.0 == name).map(|pair| pair.1.clone()).unwrap_or_default()
    };
    // A form without a revision began with one that never was, so all of it is compared.
    let revision = sent("revision").parse().unwrap_or(-1);
    let (what, hold) = (sent("do"), !sent("hold").is_empty());
    match EventForm::from_pairs(&pairs) {
        Ok(form) => Order { form, wrong: None, revision, what, hold },
        Err(error) => {
            let form = EventForm::from_pairs(&once(&pairs)).unwrap_or_default();
            Order { form, wrong: Some(error), revision, what, hold }
        }
    }
}

/// The first of each name.
fn once(pairs: &[(String, String)]) -> Vec<(String, String)> {
    let mut seen = std::collections::BTreeSet::new();
    pairs.iter().filter(|(name, _)| seen.insert(name)).cloned().collect()
}
