//! What the forms of one RSVP do: first they show the deed, then they do it.

use std::sync::Arc;

use axum::Form;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::desk::Desk;
use domain::error::{Error, Slip};
use domain::rsvp::by_hand::{Answer, Deed, Place, Review, Step, by_hand};
use domain::staff::Staff;
use leptos::prelude::*;

use super::{HandForm, Looked};
use crate::guard::SignedIn;
use crate::pages::staff::rsvps::path;
use crate::problem::Problem;
use crate::render;
use crate::ui::notice::NotTaken;

/// A deed by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Add,
    Correct,
    Admit,
    Move,
    Withdraw,
    Cancel,
    BringBack,
    SendAgain,
}

impl What {
    /// The last part of its address.
    pub fn path(self) -> &'static str {
        match self {
            Self::Add => "new",
            Self::Correct => "correct",
            Self::Admit => "admit",
            Self::Move => "move",
            Self::Withdraw => "withdraw",
            Self::Cancel => "cancel",
            Self::BringBack => "bring-back",
            Self::SendAgain => "send-again",
        }
    }

    /// The `id` of its control for going over the limit.
    pub fn place(self) -> &'static str {
        match self {
            Self::Add => "place",
            Self::Correct => "correct-place",
            _ => "decide-place",
        }
    }

    /// The page that its form stands on; `id` is the event's for an addition, else the RSVP's.
    fn page(self, id: i64) -> String {
        match self {
            Self::Add => format!("{}/new", path(id)),
            _ => format!("/staff/rsvps/{id}"),
        }
    }

    /// Where its form is sent.
    pub fn action(self, id: i64) -> String {
        match self {
            Self::Add => self.page(id),
            _ => format!("/staff/rsvps/{id}/{}", self.path()),
        }
    }

    fn deed(self, form: &HandForm) -> Deed {
        match self {
            Self::Add => Deed::Add(form.typed()),
            Self::Correct => Deed::Correct(form.typed()),
            Self::Admit => Deed::Admit(Place::read(&form.place)),
            Self::Move => Deed::MoveInLine(form.place_in_line.clone()),
            Self::Withdraw => Deed::Withdraw(form.place_in_line.clone()),
            Self::Cancel => Deed::Cancel,
            Self::BringBack => Deed::BringBack(Place::read(&form.place)),
            Self::SendAgain => Deed::SendAgain,
        }
    }
}

/// A form that is shown again, with everything that was typed.
#[derive(Clone)]
pub struct Again {
    /// Whose form it is.
    pub what: What,
    /// As it was typed.
    pub form: HandForm,
    /// Why it was not taken, unless it is only shown again.
    pub problem: Option<Problem>,
    /// The RSVP that has the typed address already.
    pub known: Option<i64>,
}

impl Again {
    /// What is wrong with one field.
    pub fn with(&self, field: &str) -> Option<String> {
        let field = if field == "place" { self.what.place() } else { field };
        self.problem.as_ref().and_then(|problem| problem.with(field))
    }

    /// What stands above the page.
    pub fn notice(&self) -> Option<AnyView> {
        let problem = self.problem.clone()?;
        let known = self.known.map(|id| {
            view! {
                <p class="notice">
                    <a href=format!("/staff/rsvps/{id}")>"Open the RSVP with this address"</a>
                </p>
            }
        });
        Some(view! { <NotTaken problem done="saved"/> {known} }.into_any())
    }
}

type Number = Result<Path<i64>, PathRejection>;

/// `POST /staff/rsvps/{id}/correct`
pub async fn correct(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    number: Number,
    Form(form): Form<HandForm>,
) -> Response {
    hand(desk, staff, rsvp(number), What::Correct, form).await
}

/// `POST /staff/rsvps/{id}/admit`
pub async fn admit(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    number: Number,
    Form(form): Form<HandForm>,
) -> Response {
    hand(desk, staff, rsvp(number), What::Admit, form).await
}

/// `POST /staff/rsvps/{id}/move`
pub async fn move_in_line(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    number: Number,
    Form(form): Form<HandForm>,
) -> Response {
    hand(desk, staff, rsvp(number), What::Move, form).await
}

/// `POST /staff/rsvps/{id}/withdraw`
pub async fn withdraw(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    number: Number,
    Form(form): Form<HandForm>,
) -> Response {
    hand(desk, staff, rsvp(number), What::Withdraw, form).await
}

/// `POST /staff/rsvps/{id}/cancel`
pub async fn cancel(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    number: Number,
    Form(form): Form<HandForm>,
) -> Response {
    hand(desk, staff, rsvp(number), What::Cancel, form).await
}

/// `POST /staff/rsvps/{id}/bring-back`
pub async fn bring_back(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    number: Number,
    Form(form): Form<HandForm>,
) -> Response {
    hand(desk, staff, rsvp(number), What::BringBack, form).await
}

/// `POST /staff/rsvps/{id}/send-again`
pub async fn send_again(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    number: Number,
    Form(form): Form<HandForm>,
) -> Response {
    hand(desk, staff, rsvp(number), What::SendAgain, form).await
}

/// What is no number is nobody's.
fn rsvp(number: Number) -> i64 {
    number.map_or(0, |Path(id)| id)
}

/// Shows a deed or does it, as the form says.
pub async fn hand(desk: Desk, staff: Staff, id: i64, what: What, form: HandForm) -> Response {
    let step = match form.step.as_str() {
        "edit" => return again(desk, &staff, id, Again::of(what, form)).await,
        "tell" => Step::Do { seen: form.seen.clone(), tell: true },
        "quiet" => Step::Do { seen: form.seen.clone(), tell: false },
        _ => Step::Look,
    };
    match by_hand(&desk, &staff, id, &what.deed(&form), &form.note, &step).await {
        Ok(Answer::Look(review)) => {
            let looked = Looked::of(what, id, form, *review);
            show(desk, &staff, StatusCode::OK, looked).await
        }
        Ok(Answer::Changed(review)) => {
            let looked = Looked { changed: true, ..Looked::of(what, id, form, *review) };
            show(desk, &staff, StatusCode::CONFLICT, looked).await
        }
        Ok(Answer::Done { rsvp_id, told }) => {
            let word = match what {
                What::SendAgain => "sent",
                _ if told => "told",
                _ => "quiet",
            };
            Redirect::to(&format!("/staff/rsvps/{rsvp_id}?done={word}")).into_response()
        }
        Ok(Answer::Known(other)) => {
            let slip = Slip::new("email", "Somebody with this address is on the list already.");
            let problem = Some(Problem::Invalid(vec![slip]));
            let known = Some(other);
            again(desk, &staff, id, Again { problem, known, ..Again::of(what, form) }).await
        }
        Err(error) => refused(desk, &staff, id, what, form, error).await,
    }
}

/// A note that was refused stands on the page that shows the mail, everything else on the form's own.
async fn refused(
    desk: Desk,
    staff: &Staff,
    id: i64,
    what: What,
    form: HandForm,
    error: Error,
) -> Response {
    let problem = Problem::from(error);
    if problem.with("note").is_some() {
        let looked = by_hand(&desk, staff, id, &what.deed(&form), "", &Step::Look).await;
        if let Ok(Answer::Look(review)) = looked {
            let status = problem.status();
            let looked = Looked { problem: Some(problem), ..Looked::of(what, id, form, *review) };
            return show(desk, staff, status, looked).await;
        }
    }
    let problem = Some(with_place_of(what, problem));
    again(desk, staff, id, Again { problem, ..Again::of(what, form) }).await
}

/// A slip on the place leads to the box of this form.
fn with_place_of(what: What, problem: Problem) -> Problem {
    let Problem::Invalid(slips) = problem else { return problem };
    let of_form =
        |slip: Slip| if slip.field == "place" { Slip::new(what.place(), slip.why) } else { slip };
    Problem::Invalid(slips.into_iter().map(of_form).collect())
}

async fn again(desk: Desk, staff: &Staff, id: i64, again: Again) -> Response {
    let status = again.problem.as_ref().map_or(StatusCode::OK, Problem::status);
    render::with(desk, Some(staff), &again.what.page(id), status, again).await
}

async fn show(desk: Desk, staff: &Staff, status: StatusCode, looked: Looked) -> Response {
    let page = looked.what.page(looked.id);
    render::with(desk, Some(staff), &page, status, looked).await
}

impl Again {
    fn of(what: What, form: HandForm) -> Self {
        Self { what, form, problem: None, known: None }
    }
}

impl Looked {
    fn of(what: What, id: i64, form: HandForm, review: Review) -> Self {
        Self { what, id, form, review: Arc::new(review), changed: false, problem: None }
    }
}
