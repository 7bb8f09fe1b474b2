//! One's own sessions, and ending them.

use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::desk::Desk;
use domain::error::Error;
use domain::staff::Staff;
use domain::staff_session::{self, StaffSession};
use domain::time::{Zone, moment};
use leptos::prelude::*;

use super::{NameForm, PATH, done};
use crate::guard::SignedIn;
use crate::pages::sign_in;
use crate::render;

/// What a browser may still hold of staff pages (W3C Clear Site Data).
const CLEARED: HeaderValue = HeaderValue::from_static("\"cache\", \"cookies\", \"storage\"");

/// The list with its buttons.
pub fn list(own: Vec<StaffSession>, staff: &Staff, zone: Zone) -> AnyView {
    let others = own.len() > 1;
    let rows = own.into_iter().map(|session| row(&session, staff.session(), zone)).collect_view();
    view! {
        <section class="panel" aria-labelledby="sessions">
            <h2 id="sessions">"Where you are signed in"</h2>
            <p class="fine">
                "A session ends by itself twelve hours after it was last used, and after fourteen days in any case."
            </p>
            <div class="table-frame">
                <table class="table">
                    <caption class="apart">"Your sessions"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Browser"</th>
                            <th scope="col">"Signed in"</th>
                            <th scope="col">"Last used"</th>
                            <th scope="col">
                                <span class="apart">"End it"</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {others.then(all_others)}
        </section>
    }
    .into_any()
}

fn row(session: &StaffSession, this: i64, zone: Zone) -> AnyView {
    let here = session.id == this;
    let mark = here.then(|| view! { " " <span class="tag tag-good">"This one"</span> });
    let button = (!here).then(|| {
        let words = format!("End the session of {}", session.browser);
        view! {
            <form method="post" action=format!("/staff/me/sessions/{}/end", session.id)>
                <button type="submit" class="button-quiet" aria-label=words>
                    "End this session"
                </button>
            </form>
        }
    });
    view! {
        <tr>
            <td>{session.browser.clone()} {mark}</td>
            <td data-label="Signed in">{moment(session.started_at, zone)}</td>
            <td data-label="Last used">{moment(session.seen_at, zone)}</td>
            <td>{button}</td>
        </tr>
    }
    .into_any()
}

fn all_others() -> AnyView {
    view! {
        <div class="actions">
            <form method="post" action="/staff/me/sessions/end">
                <button type="submit" class="button button-plain">
                    "End all others"
                </button>
            </form>
        </div>
    }
    .into_any()
}

/// `POST /staff/me/sessions/{id}/end`
pub async fn end(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
) -> Response {
    match staff_session::end(&desk, &staff, id).await {
        Ok(()) if id == staff.session() => left(),
        Ok(()) => done("ended"),
        Err(error) => refused(desk, &staff, error).await,
    }
}

/// `POST /staff/me/sessions/end`
pub async fn end_others(State(desk): State<Desk>, SignedIn(staff): SignedIn) -> Response {
    match staff_session::end_others(&desk, &staff).await {
        Ok(_) => done("others"),
        Err(error) => refused(desk, &staff, error).await,
    }
}

async fn refused(desk: Desk, staff: &Staff, error: Error) -> Response {
    render::again_for::<NameForm>(desk, staff, PATH, None, error.into()).await
}

/// `POST /staff/sign-out`
pub async fn sign_out(State(desk): State<Desk>, SignedIn(staff): SignedIn) -> Response {
    match staff_session::end(&desk, &staff, staff.session()).await {
        // Ended from elsewhere in this very moment: signed out all the same.
        Ok(()) | Err(Error::NotFound) => left(),
        Err(error) => refused(desk, &staff, error).await,
    }
}

fn left() -> Response {
    let mut answer = Redirect::to("/sign-in?done=out").into_response();
    answer.headers_mut().insert(header::SET_COOKIE, sign_in::gone());
    answer.headers_mut().insert(HeaderName::from_static("clear-site-data"), CLEARED);
    answer
}
