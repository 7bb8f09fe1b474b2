//! What the forms of one's own RSVP do: some show first what would change; then the deed, and back
//! to the page, which tells what is new.

use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::desk::Desk;
use domain::error::Error;
use domain::rsvp::own::{self, Answer, HandingOver, Step};

use super::hand_over::{Looked as LookedOver, Typed as TypedOver};
use super::{ChangeForm, HandOverForm, form, own_path, review};
use crate::render;

/// `POST /r/{token}`
pub async fn change(
    State(desk): State<Desk>,
    Path(token): Path<String>,
    Form(form): Form<ChangeForm>,
) -> Response {
    let path = own_path(&token);
    let step = match form.step.as_str() {
        "edit" => return render::with(desk, None, &path, StatusCode::OK, form::Typed(form)).await,
        "save" => Step::Save(form.seen.clone()),
        _ => Step::Look,
    };
    let (review, changed) = match own::change(&desk, &token, &form.clone().into(), &step).await {
        Ok(Answer::Done) => return back(&token, "saved"),
        Ok(Answer::Same) => return back(&token, "same"),
        Ok(Answer::Look(review)) => (review, false),
        Ok(Answer::Changed(review)) => (review, true),
        Err(error) => return render::again(desk, &path, Some(form), error.into()).await,
    };
    let looked = review::Looked { form, review, changed };
    render::with(desk, None, &path, StatusCode::OK, looked).await
}

/// `POST /r/{token}/take`
pub async fn take(State(desk): State<Desk>, Path(token): Path<String>) -> Response {
    let done = own::take(&desk, &token).await;
    settled(desk, &token, done, "taken").await
}

/// `POST /r/{token}/pass`
pub async fn pass(State(desk): State<Desk>, Path(token): Path<String>) -> Response {
    let done = own::pass_on(&desk, &token).await;
    settled(desk, &token, done, "cancelled").await
}

/// `POST /r/{token}/cancel`
pub async fn cancel(State(desk): State<Desk>, Path(token): Path<String>) -> Response {
    let done = own::give_up(&desk, &token).await;
    settled(desk, &token, done, "cancelled").await
}

/// `POST /r/{token}/undo`
pub async fn undo(State(desk): State<Desk>, Path(token): Path<String>) -> Response {
    let done = own::take_back(&desk, &token).await;
    settled(desk, &token, done, "back").await
}

/// `POST /r/{token}/hand-over`
pub async fn hand_over(
    State(desk): State<Desk>,
    Path(token): Path<String>,
    Form(form): Form<HandOverForm>,
) -> Response {
    let path = format!("/r/{token}/hand-over");
    let seen = match form.step.as_str() {
        "edit" => {
            return render::with(desk, None, &path, StatusCode::OK, TypedOver(form)).await;
        }
        "do" => Some(form.seen.as_str()),
        _ => None,
    };
    let (handing, changed) = match own::hand_over(&desk, &token, &form.clone().into(), seen).await {
        Ok(HandingOver::Done) => return Redirect::to("/r/handed-over").into_response(),
        Ok(HandingOver::Look(handing)) => (handing, false),
        Ok(HandingOver::Changed(handing)) => (handing, true),
        Err(error) => return render::again(desk, &path, Some(form), error.into()).await,
    };
    let looked = LookedOver { form, handing, changed };
    render::with(desk, None, &path, StatusCode::OK, looked).await
}

pub(super) async fn settled(
    desk: Desk,
    token: &str,
    done: Result<(), Error>,
    word: &str,
) -> Response {
    match done {
        Ok(()) => back(token, word),
        Err(error) => render::again::<ChangeForm>(desk, &own_path(token), None, error.into()).await,
    }
}

fn back(token: &str, word: &str) -> Response {
    Redirect::to(&format!("/r/{token}?done={word}")).into_response()
}
