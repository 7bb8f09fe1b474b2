//! `/r/{token}/coming`: whether one comes, asked by a reminder. Opening it says nothing: mail scanners
//! open links, too.

use axum::extract::{Path, State};
use axum::response::Response;
use domain::briefing::Stage;
use domain::desk::Desk;
use domain::rsvp::{self, OwnRsvp, Standing, own};
use leptos::prelude::*;

use super::standing::contact;
use super::{deeds, own_path, step_head, whose};
use crate::context::{desk, param};
use crate::pages::event::noun;
use crate::pages::shown;
use crate::ui::head::private_head;

/// `/r/{token}/coming`
#[component]
pub fn ComingPage() -> impl IntoView {
    let (desk, token) = (desk(), param("token"));
    let pass = token.clone();
    shown(async move { rsvp::of_pass(&desk, &pass).await }, move |own| sheet(&own, &token))
}

/// `POST /r/{token}/coming`
pub async fn coming(State(desk): State<Desk>, Path(token): Path<String>) -> Response {
    let done = own::confirm_coming(&desk, &token).await;
    deeds::settled(desk, &token, done, "coming").await
}

fn sheet(own: &OwnRsvp, token: &str) -> AnyView {
    let comes = matches!(own.briefing.stage, Stage::Coming | Stage::UnderWay);
    let inside = if comes && own.standing == Standing::Seated {
        question(own, token)
    } else {
        not_asked(own, token)
    };
    view! {
        {private_head(&format!("Are you coming? {}", own.briefing.title), "en")}
        <main id="main" class="page own">
            {step_head(own, token, "Are you coming?")} <section>{inside}</section>
        </main>
    }
    .into_any()
}

fn question(own: &OwnRsvp, token: &str) -> AnyView {
    let when = &own.briefing.when;
    let when = [when.day.clone(), when.hours.clone()].into_iter().flatten().collect::<Vec<_>>();
    let said = own.is_sure.then(|| {
        view! { <p>"You have said that you are coming. Thank you!"</p> }
    });
    let yes = (!own.is_sure).then(|| {
        view! {
            <form method="post" action=format!("/r/{token}/coming")>
                <button type="submit" name="send" class="button">
                    {if own.party > 1 { "We are coming" } else { "I’m coming" }}
                </button>
            </form>
        }
    });
    let no = own.may_change.then(|| {
        view! {
            <a class="button button-plain" href=format!("/r/{token}/cancel")>
                "I can’t come"
            </a>
        }
    });
    let write = (!own.may_change).then(|| {
        view! {
            <p>"If you cannot come, please write to the hosts."</p>
            {contact(own)}
        }
    });
    view! {
        <p>{when.join(", ")}</p>
        <p dir="auto">{format!("You have {}.", whose(own))}</p>
        {said}
        <div class="own-buttons">{yes} {no}</div>
        {write}
        <p>
            <a href=own_path(token)>"See your whole RSVP"</a>
        </p>
    }
    .into_any()
}

/// For who comes back to the link when nothing is asked any more.
fn not_asked(own: &OwnRsvp, token: &str) -> AnyView {
    let noun = noun(&own.briefing);
    let words = match own.briefing.stage {
        Stage::Cancelled => format!("This {noun} was cancelled, so nothing needs saying."),
        Stage::Postponed => format!("This {noun} was postponed, so nothing needs saying yet."),
        Stage::Over => format!("This {noun} is over."),
        _ => "You have no confirmed seat just now.".to_owned(),
    };
    view! {
        <p>{words}</p>
        <p>
            <a href=own_path(token)>"See how you stand"</a>
        </p>
    }
    .into_any()
}
