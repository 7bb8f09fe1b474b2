//! What the buttons of the people's pages do: the deed, then back to the page.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::desk::Desk;
use domain::error::{Error, Result};
use domain::staff::{self, Staff};
use serde::Deserialize;

use super::{InvitationForm, PATH, path_of};
use crate::guard::SignedIn;
use crate::render;

/// The form's fields as sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct RoleForm {
    pub(super) role: String,
}

/// `POST /staff/people`
pub async fn invite(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Form(form): Form<InvitationForm>,
) -> Response {
    let invited = match staff.owner() {
        Ok(owner) => staff::invite(&desk, &owner, &form.clone().into()).await,
        Err(error) => Err(error),
    };
    match invited {
        Ok(()) => to(&format!("{PATH}?done=invited")),
        Err(error) => render::again_for(desk, &staff, PATH, Some(form), error.into()).await,
    }
}

/// `POST /staff/people/{id}/role`
pub async fn change_role(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
    Form(form): Form<RoleForm>,
) -> Response {
    match changed(&desk, &staff, id, &form.role).await {
        Ok(()) => to(&format!("{}?done=role", path_of(id))),
        Err(error) => back(desk, &staff, id, Some(form), error).await,
    }
}

async fn changed(desk: &Desk, staff: &Staff, id: i64, role: &str) -> Result<()> {
    let role = role
        .parse()
        .map_err(|_| Error::invalid("role", "Please choose what this person may do."))?;
    staff::change_role(desk, &staff.owner()?, id, role).await
}

/// `POST /staff/people/{id}/invite`
pub async fn invite_again(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
) -> Response {
    let invited = match staff.owner() {
        Ok(owner) => staff::invite_again(&desk, &owner, id).await,
        Err(error) => Err(error),
    };
    match invited {
        Ok(()) => to(&format!("{}?done=again", path_of(id))),
        Err(error) => back(desk, &staff, id, None, error).await,
    }
}

/// `POST /staff/people/{id}/remove`
pub async fn remove(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
) -> Response {
    let removed = match staff.owner() {
        Ok(owner) => staff::remove(&desk, &owner, id).await,
        Err(error) => Err(error),
    };
    match removed {
        Ok(()) => to(&format!("{PATH}?done=removed")),
        Err(error) => back(desk, &staff, id, None, error).await,
    }
}

async fn back(
    desk: Desk,
    staff: &Staff,
    id: i64,
    form: Option<RoleForm>,
    error: Error,
) -> Response {
    render::again_for(desk, staff, &path_of(id), form, error.into()).await
}

fn to(path: &str) -> Response {
    Redirect::to(path).into_response()
}
