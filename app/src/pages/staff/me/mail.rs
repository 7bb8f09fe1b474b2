//! Which mail one gets besides what one asks for: new replies in one letter, alerts at once.

use axum::Form;
use axum::extract::State;
use axum::response::Response;
use domain::desk::Desk;
use domain::digest::Rhythm;
use domain::error::Error;
use domain::staff::{self, Wishes};
use leptos::prelude::*;
use serde::Deserialize;

use super::{PATH, done};
use crate::context::Sent;
use crate::guard::SignedIn;
use crate::render;
use crate::ui::control::{Asked, pick, tick};

/// The form's fields as sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct MailForm {
    /// `daily`, `weekly`, or empty for none.
    digest: String,
    /// `on` when ticked.
    alerts: String,
}

impl MailForm {
    fn of(wishes: Wishes) -> Self {
        Self {
            digest: wishes.digest.map(Rhythm::word).unwrap_or_default().to_owned(),
            alerts: if wishes.alerts { "on" } else { "" }.to_owned(),
        }
    }

    fn wishes(&self) -> Result<Wishes, Error> {
        let digest = match self.digest.as_str() {
            "" => None,
            word => Some(Rhythm::read(word).ok_or_else(|| {
                Error::invalid("digest", "Please choose one of the answers in the list.")
            })?),
        };
        let alerts = match self.alerts.as_str() {
            "" | "on" => self.alerts == "on",
            _ => return Err(Error::invalid("alerts", "Please tick it or leave it empty.")),
        };
        Ok(Wishes { digest, alerts })
    }
}

/// The choices with what is kept; `eight` is when digests go out.
pub fn panel(wishes: Wishes, sent: Option<Sent<MailForm>>, eight: &str) -> AnyView {
    let wrong = |field| sent.as_ref().and_then(|sent: &Sent<MailForm>| sent.problem.with(field));
    let (why, no_tick) = (wrong("digest"), wrong("alerts"));
    let form = sent.and_then(|sent| sent.typed).unwrap_or_else(|| MailForm::of(wishes));
    let choices = [
        ("", "Not at all".to_owned()),
        (Rhythm::Daily.word(), format!("Every day at {eight}")),
        (Rhythm::Weekly.word(), format!("Every Monday at {eight}")),
    ];
    let choices = choices.map(|(value, words)| (value.to_owned(), words));
    let digest = Asked {
        name: "digest".to_owned(),
        label: "New replies in one letter",
        help: "Numbers for each coming event, without names, and only when there is something new.",
        value: form.digest,
        focus: why.is_some(),
        why,
    };
    let alerts = Asked {
        name: "alerts".to_owned(),
        label: "Write to me at once when something should not wait",
        help: "Somebody replied who seems to be a Member of Congress, by title or job title; a room \
               is full, once a day for each event; letters to guests are refused in numbers or do \
               not get out, once a day.",
        value: form.alerts,
        focus: no_tick.is_some(),
        why: no_tick,
    };
    view! {
        <section class="panel" id="mail" aria-labelledby="mail-head">
            <h2 id="mail-head">"Mail to you"</h2>
            <form method="post" action="/staff/me/mail" novalidate>
                {pick(&digest, &choices)}
                {tick(&alerts)}
                <div class="actions">
                    <button type="submit" class="button">
                        "Save what I get"
                    </button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// `POST /staff/me/mail`
pub async fn choose(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Form(form): Form<MailForm>,
) -> Response {
    let kept = match form.wishes() {
        Ok(wishes) => staff::wish(&desk, &staff, wishes).await,
        Err(error) => Err(error),
    };
    match kept {
        Ok(()) => done("mail"),
        Err(error) => render::again_for(desk, &staff, PATH, Some(form), error.into()).await,
    }
}
