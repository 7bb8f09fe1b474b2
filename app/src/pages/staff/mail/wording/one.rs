//! The page of one letter's words.

use domain::error::Error;
use domain::outbox::Kind;
use domain::wording::{self, Occasion, Page};
use leptos::prelude::*;

use super::deeds::{Tried, WordingForm};
use super::{form, head, number, shown as as_mail};
use crate::context::{Sent, desk, param, query, sent, site, staff};
use crate::pages::shown;
use crate::problem::Problem;
use crate::ui::head::private_head;
use crate::ui::notice::{Done, NotTaken};

/// `/staff/events/{id}/mail/wording/{kind}`
#[component]
pub fn WordsPage() -> impl IntoView {
    let (desk, staff, zone) = (desk(), staff(), site().zone);
    let id = number(&param("id"));
    let kind = param("kind").parse::<Occasion>().map_err(|_| Error::NotFound);
    let done = query("done");
    let again = Again::here();
    let search = again.form.as_ref().map(|form| form.q.clone()).unwrap_or_default();
    let reading = async move {
        let id = id?;
        Ok((id, wording::page(&desk, &staff, (id, kind?), &search, zone).await?))
    };
    shown(reading, move |(id, page)| {
        let done = done.as_deref().and_then(told);
        sheet(id, &page, &again, done)
    })
}

/// A form that is shown again.
pub struct Again {
    /// As it was typed.
    pub form: Option<WordingForm>,
    /// Why it was not taken.
    pub problem: Option<Problem>,
    /// It was only looked at.
    tried: Option<Tried>,
}

impl Again {
    fn here() -> Self {
        let tried = use_context::<Tried>();
        let (typed, problem) = match sent::<WordingForm>() {
            Some(Sent { typed, problem }) => (typed, Some(problem)),
            None => (None, None),
        };
        Self {
            form: typed.or_else(|| tried.as_ref().map(|tried| tried.form.clone())),
            problem,
            tried,
        }
    }

    /// What is wrong with one field.
    pub fn with(&self, field: &str) -> Option<String> {
        self.problem.as_ref().and_then(|problem| problem.with(field))
    }
}

fn told(done: &str) -> Option<&'static str> {
    match done {
        "saved" => Some("Saved. Letters that are written from now on have these words."),
        "standard" => Some("This letter has its standard words again."),
        _ => None,
    }
}

fn sheet(id: i64, page: &Page, again: &Again, done: Option<&'static str>) -> AnyView {
    let letter = page.letter;
    let sent = again.tried.as_ref().is_some_and(|tried| tried.sent);
    let done =
        done.or_else(|| sent.then_some("A test copy is on its way to you. Nothing is saved yet."));
    let mail = again.tried.as_ref().and_then(|tried| tried.shown.clone());
    let written = page.written.clone().map_or_else(
        || "These are the standard words, as far as they are the same for everybody: guests read them in a form that fits each of them. Saving puts yours in their place.".to_owned(),
        |written| format!("Your own words: {written}."),
    );
    view! {
        {private_head(&format!("{}: {}", letter.name, page.title), "en")}
        <main id="main" class="staff">
            {again.problem.clone().map(|problem| view! { <NotTaken problem done="saved"/> })}
            {done.map(|words| view! { <Done words/> })}
            {head(id, &page.title, letter.name, Some(letter.when))}
            <p>{written}</p>
            {beside_changes(letter.occasion)}
            {mail.map(|mail| as_mail::mail(&mail))}
            {form::form(id, page, again)}
        </main>
    }
    .into_any()
}

/// Where the sentence stands that staff add to a change of the moment.
fn beside_changes(occasion: Occasion) -> Option<AnyView> {
    (occasion.kind() == Kind::EventChanged).then(|| {
        view! {
            <p>
                "What you add to a change of the moment, on the page Mail, stands below these words. The preview shows the change that waits to be told; where none does, an example."
            </p>
        }
        .into_any()
    })
}
