//! What the forms of a letter to a group do.

use axum::Form;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::desk::Desk;
use domain::error::{Error, Result};
use domain::mailing::{self, Kind, Sheet, Written};
use domain::rsvp::list::Wanted;
use domain::staff::Staff;
use serde::Deserialize;

use super::super::path;
use crate::guard::SignedIn;
use crate::render;

/// The words of a letter and whom it is for, as sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct GroupForm {
    pub subject: String,
    pub body: String,
    pub state: String,
    pub q: String,
    pub category: String,
    pub part: String,
    pub again: String,
    pub came: String,
    pub announcement: String,
    pub revision: i64,
}

/// What was looked at before sending, and when it is to go out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct SendForm {
    seen: String,
    pub due_day: String,
    pub due_time: String,
}

/// Which letter after the event is begun.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct AfterForm {
    kind: String,
}

impl GroupForm {
    /// An empty one for these.
    pub fn to(wanted: &Wanted) -> Self {
        let [state, q, category, part, again, came] =
            wanted.pairs().map(|(_, value)| value.to_owned());
        Self { state, q, category, part, again, came, ..Self::default() }
    }

    /// As a mailing is kept.
    pub fn of(mailing: &Sheet) -> Self {
        Self {
            subject: mailing.subject.clone(),
            body: mailing.body.clone(),
            announcement: if mailing.announcement { "on".to_owned() } else { String::new() },
            revision: mailing.revision,
            ..Self::to(&mailing.wanted)
        }
    }
}

impl GroupForm {
    /// Whom it is for, as the list's address has it.
    fn pairs(&self) -> [(&str, &str); 6] {
        [
            ("state", &self.state),
            ("q", &self.q),
            ("category", &self.category),
            ("part", &self.part),
            ("again", &self.again),
            ("came", &self.came),
        ]
    }

    /// As a mailing is kept.
    ///
    /// # Errors
    /// `Invalid` for a choice that the form does not have: it would reach others than it says.
    fn written(&self) -> Result<Written> {
        let slips = Wanted::unknown(self.pairs());
        if slips.is_empty() { Ok(self.clone().into()) } else { Err(Error::Invalid(slips)) }
    }
}

impl From<GroupForm> for Written {
    fn from(form: GroupForm) -> Self {
        Self {
            wanted: Wanted::of_pairs(form.pairs()),
            subject: form.subject,
            body: form.body,
            announcement: form.announcement == "on",
        }
    }
}

/// Row numbers of the event and of the mailing; what is no number is nothing here.
type Numbers = Result<Path<(i64, i64)>, PathRejection>;

fn numbers(numbers: Numbers) -> (i64, i64) {
    numbers.map_or((0, 0), |Path(numbers)| numbers)
}

/// `POST /staff/events/{id}/mail/new`
pub async fn begin(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    number: Result<Path<i64>, PathRejection>,
    Form(form): Form<GroupForm>,
) -> Response {
    let id = number.map_or(0, |Path(id)| id);
    let begun = match form.written() {
        Ok(written) => mailing::draft(&desk, &staff, id, &written).await,
        Err(error) => Err(error),
    };
    match begun {
        Ok(mailing) => to((id, mailing), "saved"),
        Err(error) => {
            let page = format!("{}/new", path(id));
            render::again_for(desk, &staff, &page, Some(form), error.into()).await
        }
    }
}

/// `POST /staff/events/{id}/mail/after`
pub async fn begin_after(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    number: Result<Path<i64>, PathRejection>,
    Form(form): Form<AfterForm>,
) -> Response {
    let id = number.map_or(0, |Path(id)| id);
    let begun = match form.kind.parse() {
        Ok(kind @ (Kind::Came | Kind::Missed)) => mailing::begin(&desk, &staff, id, kind).await,
        _ => Err(Error::NotNow("Which letter? Please press one of the buttons.")),
    };
    match begun {
        Ok(mailing) => to((id, mailing), "begun"),
        Err(error) => render::again_for::<()>(desk, &staff, &path(id), None, error.into()).await,
    }
}

/// `POST /staff/events/{id}/mail/{mailing}`
pub async fn save(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    ids: Numbers,
    Form(form): Form<GroupForm>,
) -> Response {
    let ids = numbers(ids);
    let saved = match form.written() {
        Ok(written) => mailing::save(&desk, &staff, ids, form.revision, &written).await,
        Err(error) => Err(error),
    };
    match saved {
        Ok(()) => to(ids, "saved"),
        Err(error) => render::again_for(desk, &staff, &page(ids), Some(form), error.into()).await,
    }
}

/// `POST /staff/events/{id}/mail/{mailing}/test`
pub async fn test(State(desk): State<Desk>, SignedIn(staff): SignedIn, ids: Numbers) -> Response {
    let ids = numbers(ids);
    let done = mailing::send_test(&desk, &staff, ids.0, ids.1).await;
    settled(desk, &staff, ids, done, "test").await
}

/// `POST /staff/events/{id}/mail/{mailing}/send`
pub async fn send(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    ids: Numbers,
    Form(form): Form<SendForm>,
) -> Response {
    let ids = numbers(ids);
    let done = mailing::release(&desk, &staff, ids, &form.seen).await;
    settled(desk, &staff, ids, done, "sent").await
}

/// `POST /staff/events/{id}/mail/{mailing}/schedule`
pub async fn schedule(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    ids: Numbers,
    Form(form): Form<SendForm>,
) -> Response {
    let ids = numbers(ids);
    let when = (form.due_day.as_str(), form.due_time.as_str());
    match mailing::schedule(&desk, &staff, ids, &form.seen, when).await {
        Ok(()) => to(ids, "scheduled"),
        Err(error) => render::again_for(desk, &staff, &page(ids), Some(form), error.into()).await,
    }
}

/// `POST /staff/events/{id}/mail/{mailing}/take-back`
pub async fn take_back(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    ids: Numbers,
) -> Response {
    let ids = numbers(ids);
    let done = mailing::put_back(&desk, &staff, ids.0, ids.1).await;
    settled(desk, &staff, ids, done, "draft").await
}

/// `POST /staff/events/{id}/mail/{mailing}/stop`
pub async fn stop(State(desk): State<Desk>, SignedIn(staff): SignedIn, ids: Numbers) -> Response {
    let ids = numbers(ids);
    let done = mailing::stop(&desk, &staff, ids.0, ids.1).await;
    settled(desk, &staff, ids, done, "stopped").await
}

/// `POST /staff/events/{id}/mail/{mailing}/copy`
pub async fn copy(State(desk): State<Desk>, SignedIn(staff): SignedIn, ids: Numbers) -> Response {
    let ids = numbers(ids);
    match mailing::copy(&desk, &staff, ids.0, ids.1).await {
        Ok(copy) => to((ids.0, copy), "copied"),
        done => settled(desk, &staff, ids, done.map(|_| ()), "copied").await,
    }
}

/// `POST /staff/events/{id}/mail/{mailing}/discard`
pub async fn discard(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    ids: Numbers,
) -> Response {
    let ids = numbers(ids);
    match mailing::discard(&desk, &staff, ids.0, ids.1).await {
        Ok(()) => Redirect::to(&format!("{}?done=discarded", path(ids.0))).into_response(),
        done => settled(desk, &staff, ids, done, "discarded").await,
    }
}

async fn settled(
    desk: Desk,
    staff: &Staff,
    ids: (i64, i64),
    done: Result<()>,
    word: &'static str,
) -> Response {
    match done {
        Ok(()) => to(ids, word),
        Err(error) => {
            render::again_for::<SendForm>(desk, staff, &page(ids), None, error.into()).await
        }
    }
}

fn page((event_id, id): (i64, i64)) -> String {
    format!("{}/{id}", path(event_id))
}

fn to(ids: (i64, i64), word: &'static str) -> Response {
    Redirect::to(&format!("{}?done={word}", page(ids))).into_response()
}
