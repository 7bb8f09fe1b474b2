//! What the form of a letter's words does.

use std::sync::Arc;

use axum::Form;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::desk::Desk;
use domain::error::{Error, Result};
use domain::letter::Typed;
use domain::outbox::Kind;
use domain::staff::Staff;
use domain::wording::{self, Occasion, Shown};
use serde::Deserialize;

use super::shelf;
use crate::guard::SignedIn;
use crate::problem::Problem;
use crate::render;

/// The form, exactly as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct WordingForm {
    pub subject: String,
    pub body: String,
    /// Which version it was filled from.
    pub seen: String,
    /// For whom to look at it: the number of an RSVP.
    pub person: String,
    /// Whom to look for.
    pub q: String,
    /// Which button.
    pub step: String,
}

impl WordingForm {
    fn typed(&self) -> Typed {
        Typed { subject: self.subject.clone(), body: self.body.clone() }
    }
}

/// A form that is shown again though nothing is wrong with it, as it was typed.
#[derive(Clone)]
pub struct Tried {
    pub form: WordingForm,
    /// The letter as it would go out.
    pub shown: Option<Arc<Shown>>,
    /// A test copy is on its way.
    pub sent: bool,
}

/// `POST /staff/events/{id}/mail/wording/{kind}`
pub async fn write(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    place: std::result::Result<Path<(i64, String)>, PathRejection>,
    Form(form): Form<WordingForm>,
) -> Response {
    let (id, kind) = place.map_or_else(|_| (0, String::new()), |Path(place)| place);
    let Ok(occasion) = kind.parse::<Occasion>();
    if occasion == Occasion::Of(Kind::Unknown) {
        return render::trouble(desk, Problem::NotHere).await;
    }
    let path = format!("{}/{occasion}", shelf(id));
    match done(&desk, &staff, (id, occasion), &form).await {
        Ok(Answer::Done(word)) => Redirect::to(&format!("{path}?done={word}")).into_response(),
        Ok(Answer::Again { shown, sent }) => {
            let tried = Tried { form, shown: shown.map(Arc::new), sent };
            render::with(desk, Some(&staff), &path, StatusCode::OK, tried).await
        }
        Err(error) => render::again_for(desk, &staff, &path, Some(form), error.into()).await,
    }
}

enum Answer {
    Done(&'static str),
    Again { shown: Option<Shown>, sent: bool },
}

async fn done(
    desk: &Desk,
    staff: &Staff,
    (id, occasion): (i64, Occasion),
    form: &WordingForm,
) -> Result<Answer> {
    let typed = form.typed();
    match form.step.as_str() {
        "standard" => {
            wording::reset(desk, staff, id, occasion).await?;
            Ok(Answer::Done("standard"))
        }
        "find" => Ok(Answer::Again { shown: None, sent: false }),
        "preview" => {
            let person = match form.person.as_str() {
                "" => None,
                number => Some(number.parse().map_err(|_| Error::NotFound)?),
            };
            let shown = wording::preview(desk, staff, (id, occasion), &typed, person).await?;
            Ok(Answer::Again { shown: Some(shown), sent: false })
        }
        "test" => {
            wording::check(occasion, &typed)?;
            wording::send_test(desk, staff, id, (occasion, &typed)).await?;
            Ok(Answer::Again { shown: None, sent: true })
        }
        _ => {
            wording::save(desk, staff, (id, occasion), &typed, &form.seen).await?;
            Ok(Answer::Done("saved"))
        }
    }
}
