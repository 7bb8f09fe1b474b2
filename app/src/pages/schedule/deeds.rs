//! What the forms of a schedule do: a proposal for the hosts, then back to the page.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::desk::Desk;
use domain::error::{Error, Result};
use domain::proposal::{self, Proposed};
use serde::Deserialize;

use super::{WordsForm, path};
use crate::render;

/// The answer to an invitation as sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct AnswerForm {
    event: String,
    answer: String,
}

/// Which proposal is taken back.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct WithdrawForm {
    proposal: String,
}

/// `POST /s/{token}/answer`
pub async fn answer(
    State(desk): State<Desk>,
    Path(token): Path<String>,
    Form(form): Form<AnswerForm>,
) -> Response {
    let done = match (form.event.parse(), form.answer.as_str()) {
        (Ok(event), "yes") => proposal::answer(&desk, &token, event, true).await,
        (Ok(event), "no") => proposal::answer(&desk, &token, event, false).await,
        _ => Err(Error::NotNow("Please press one of the two answers.")),
    };
    settled(desk, &token, done, "answered").await
}

/// `POST /s/{token}/withdraw`
pub async fn withdraw(
    State(desk): State<Desk>,
    Path(token): Path<String>,
    Form(form): Form<WithdrawForm>,
) -> Response {
    let done = match form.proposal.parse() {
        Ok(id) => proposal::withdraw(&desk, &token, id).await,
        Err(_) => Err(proposal::DECIDED),
    };
    settled(desk, &token, done, "withdrawn").await
}

/// `POST /s/{token}/words`
pub async fn words(
    State(desk): State<Desk>,
    Path(token): Path<String>,
    Form(form): Form<WordsForm>,
) -> Response {
    propose(desk, &token, None, form).await
}

/// `POST /s/{token}/words/{event}`
pub async fn words_of_event(
    State(desk): State<Desk>,
    Path((token, event)): Path<(String, i64)>,
    Form(form): Form<WordsForm>,
) -> Response {
    propose(desk, &token, Some(event), form).await
}

async fn propose(desk: Desk, token: &str, event: Option<i64>, form: WordsForm) -> Response {
    match proposal::propose(&desk, token, event, &form.clone().into()).await {
        Ok(Proposed::Waits) => back(token, "proposed"),
        Ok(Proposed::Same) => back(token, "same"),
        Err(error) => {
            let own = path(token);
            let page = match event {
                Some(id) => format!("{own}/words/{id}"),
                None => format!("{own}/words"),
            };
            render::again(desk, &page, Some(form), error.into()).await
        }
    }
}

async fn settled(desk: Desk, token: &str, done: Result<()>, word: &str) -> Response {
    match done {
        Ok(()) => back(token, word),
        Err(error) => render::again::<()>(desk, &path(token), None, error.into()).await,
    }
}

fn back(token: &str, word: &str) -> Response {
    Redirect::to(&format!("{}?done={word}", path(token))).into_response()
}
