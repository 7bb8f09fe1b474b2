//! A deed beside the main form: the logo, a test mail. What is being typed comes along and comes
//! back, because nobody who presses such a button means to lose a text; it is kept by "Save" alone.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::desk::Desk;
use domain::error::{Error, Result};
use domain::site;
use domain::staff::Staff;
use leptos::prelude::*;

use super::{PATH, SettingsForm};
use crate::problem::Problem;
use crate::render;

/// What a button beside the main form does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Keeps another logo.
    Logo,
    /// Removes the logo.
    NoLogo,
    /// Sends a test mail.
    Test,
}

/// Such a deed, for the page that answers it.
#[derive(Clone, Debug)]
pub struct Aside {
    deed: Deed,
    typed: Option<SettingsForm>,
    problem: Option<Problem>,
}

impl Aside {
    /// What stands in the main form and is not saved.
    pub fn typed(&self) -> Option<SettingsForm> {
        self.typed.clone()
    }

    /// Why the logo was not taken.
    pub fn logo_problem(&self) -> Option<&Problem> {
        self.problem.as_ref().filter(|_| self.deed != Deed::Test)
    }

    /// Why no test mail was sent.
    pub fn test_problem(&self) -> Option<&Problem> {
        self.problem.as_ref().filter(|_| self.deed == Deed::Test)
    }

    /// What was done, and that the texts wait. A problem stands beside its control, with the focus.
    pub fn told(&self) -> Option<AnyView> {
        let still = "What you typed below is still here and not saved yet.";
        match (&self.problem, &self.typed) {
            (None, _) => Some(
                view! {
                    <div class="notice notice-good" role="status" tabindex="-1" autofocus lang="en">
                        <p>{words(self.deed)}</p>
                        <p>{still}</p>
                    </div>
                }
                .into_any(),
            ),
            (Some(_), Some(_)) => {
                Some(view! { <p class="notice" lang="en">{still}</p> }.into_any())
            }
            (Some(_), None) => None,
        }
    }
}

/// What was done, in a sentence.
pub fn words(deed: Deed) -> &'static str {
    match deed {
        Deed::Logo => "The new logo stands at the head of every page.",
        Deed::NoLogo => "The logo is gone from every page.",
        Deed::Test => "A test mail is on its way to you. What became of it is written below.",
    }
}

/// The answer: on to the page as it is, or the page with what is typed where that is not kept.
pub async fn answer(
    desk: Desk,
    staff: &Staff,
    deed: Deed,
    typed: SettingsForm,
    done: Result<()>,
) -> Response {
    let typed = match unsaved(&desk, staff, typed).await {
        Ok(typed) => typed,
        Err(error) => {
            return render::again_for::<SettingsForm>(desk, staff, PATH, None, error.into()).await;
        }
    };
    let problem = done.err().map(Problem::from);
    let status = match &problem {
        None if typed.is_none() => return on(deed),
        None => StatusCode::OK,
        Some(Problem::Invalid(_)) if deed == Deed::Test => StatusCode::TOO_MANY_REQUESTS,
        Some(problem) => problem.status(),
    };
    render::with(desk, Some(staff), PATH, status, Aside { deed, typed, problem }).await
}

/// What was typed, if it came along and differs from what is kept.
async fn unsaved(
    desk: &Desk,
    staff: &Staff,
    typed: SettingsForm,
) -> Result<Option<SettingsForm>, Error> {
    if typed.is_bare() {
        return Ok(None);
    }
    let kept = site::kept(desk, &staff.owner()?).await?;
    let zone = site::current(desk).await?.zone;
    Ok((!typed.says(&kept, zone)).then_some(typed))
}

fn on(deed: Deed) -> Response {
    let word = match deed {
        Deed::Logo => "logo",
        Deed::NoLogo => "no-logo",
        Deed::Test => "test",
    };
    Redirect::to(&format!("{PATH}?done={word}")).into_response()
}
