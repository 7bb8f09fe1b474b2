//! `/staff/speakers/{id}/consents/{number}`: a consent is withdrawn.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::desk::Desk;
use domain::error::Error;
use domain::speaker::{Scope, consent, protect};
use leptos::prelude::*;

use super::protect::mentions;
use super::{crumbs, path};
use crate::context::{desk, param, sent, staff};
use crate::guard::SignedIn;
use crate::pages::shown;
use crate::pages::staff::rsvps::number;
use crate::render;
use crate::ui::head::private_head;
use crate::ui::notice::NotTaken;

const LEFT: &str = "The surname alone, or the name where nothing covers it, stands here. Please look whether \
     it may stay.";

/// `/staff/speakers/{id}/consents/{number}`
#[component]
pub fn WithdrawPage() -> impl IntoView {
    let (desk, staff) = (desk(), staff());
    let (id, consent_id) = (number(&param("id")), number(&param("number")));
    let problem = sent::<()>().map(|sent| sent.problem);
    let reading = async move {
        let consents = consent::consents(&desk, &staff, id).await?;
        let line = consents.lines.iter().find(|line| line.id == consent_id).cloned();
        let line = line.ok_or(Error::NotFound)?;
        let left = if line.scope.contains(&Scope::Name) {
            protect::left_over(&desk, &staff, id).await?
        } else {
            vec![]
        };
        Ok((consents, line, left))
    };
    shown(reading, move |(consents, line, left)| {
        let scope: Vec<&str> = line.scope.iter().map(|scope| scope.label()).collect();
        let page = format!("{}/consents", path(id));
        view! {
            {private_head(&format!("Withdraw a consent of {}", consents.name), "en")}
            <main id="main" class="staff">
                {problem.map(|problem| view! { <NotTaken problem done="changed"/> })}
                <header class="staff-head">
                    {crumbs(id, &consents.name)}
                    <h1>"Withdraw this consent?"</h1>
                    <p class="lead-small" dir="auto">
                        {consents.name.clone()}
                    </p>
                </header>
                <section class="panel danger-zone" aria-label="What happens">
                    <p>
                        {format!(
                            "{}: what rests on this consent alone is gone at once from pages, agendas, calendars, files and letters that wait. Without the name nothing of them shows at all, and where it stands in texts they are “a speaker”. Their own schedule still works.",
                            scope.join(", "),
                        )}
                    </p>
                    <form method="post" action=format!("{page}/{}", line.id)>
                        <div class="actions">
                            <button type="submit" class="button button-danger">
                                "Withdraw it"
                            </button>
                            <a href=format!("{}/consents", path(id))>"Leave it as it is"</a>
                        </div>
                    </form>
                </section>
                {mentions(&left, LEFT)}
            </main>
        }
        .into_any()
    })
}

/// `POST /staff/speakers/{id}/consents/{number}`
pub async fn withdraw(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path((id, number)): Path<(i64, i64)>,
) -> Response {
    let page = format!("{}/consents", path(id));
    match consent::withdraw(&desk, &staff, id, number).await {
        Ok(()) => Redirect::to(&format!("{page}?done=withdrawn")).into_response(),
        Err(error) => {
            let page = format!("{page}/{number}");
            render::again_for::<()>(desk, &staff, &page, None, error.into()).await
        }
    }
}
