//! The form about a guest, for adding and for correcting, and what it sends.

mod others;

use std::collections::HashMap;

use domain::rsvp::by_hand::{Place, Typed};
use domain::rsvp::{CATEGORIES, Record};
use domain::text::{LONGEST_LINE, LONGEST_NAME, LONGEST_NEED};
use leptos::prelude::*;
use serde::Deserialize;

use super::{Again, What};
use crate::ui::companions::COMPANIONS;
use crate::ui::control::{self, Asked, Line};
use crate::ui::field::{Choice, TextArea, TextField};

/// A form of a deed by hand, as sent: what is typed about the guest, and how far to go.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct HandForm {
    pub name: String,
    pub email: String,
    pub organization: String,
    pub title: String,
    pub category: String,
    pub access: String,
    pub attending: String,
    #[serde(rename = "scheduler-name")]
    pub scheduler_name: String,
    #[serde(rename = "scheduler-email")]
    pub scheduler_email: String,
    /// `line` or `over`, for when no seat is free.
    pub place: String,
    /// The place in line that somebody gets.
    #[serde(rename = "place-in-line")]
    pub place_in_line: String,
    /// Staff's own words for the mail.
    pub note: String,
    /// What was looked at.
    pub seen: String,
    /// `look`, `tell`, `quiet` or `edit`.
    pub step: String,
    /// Names of those whom the guest brings, by [`COMPANIONS`].
    #[serde(flatten)]
    others: HashMap<String, String>,
}

impl HandForm {
    /// What was typed about the guest.
    pub fn typed(&self) -> Typed {
        Typed {
            name: self.name.clone(),
            email: self.email.clone(),
            organization: self.organization.clone(),
            job_title: self.title.clone(),
            category: self.category.clone(),
            access: self.access.clone(),
            attending: self.attending.clone(),
            companions: COMPANIONS.map(|(name, _)| self.companion(name)).to_vec(),
            scheduler_name: self.scheduler_name.clone(),
            scheduler_email: self.scheduler_email.clone(),
            place: Place::read(&self.place),
        }
    }

    fn companion(&self, control: &str) -> String {
        self.others.get(control).cloned().unwrap_or_default()
    }

    fn kept(typed: &Typed) -> Self {
        let others = COMPANIONS.iter().zip(&typed.companions);
        Self {
            others: others.map(|((name, _), typed)| ((*name).to_owned(), typed.clone())).collect(),
            scheduler_name: typed.scheduler_name.clone(),
            scheduler_email: typed.scheduler_email.clone(),
            name: typed.name.clone(),
            email: typed.email.clone(),
            organization: typed.organization.clone(),
            title: typed.job_title.clone(),
            category: typed.category.clone(),
            access: typed.access.clone(),
            attending: typed.attending.clone(),
            ..Self::default()
        }
    }

    /// What the page that shows the deed carries to the deed itself.
    pub fn carried(&self) -> Vec<(&'static str, String)> {
        let typed = [
            ("name", &self.name),
            ("email", &self.email),
            ("organization", &self.organization),
            ("title", &self.title),
            ("category", &self.category),
            ("access", &self.access),
            ("attending", &self.attending),
            ("scheduler-name", &self.scheduler_name),
            ("scheduler-email", &self.scheduler_email),
            ("place", &self.place),
            ("place-in-line", &self.place_in_line),
        ];
        let typed = typed.into_iter().map(|(name, typed)| (name, typed.clone()));
        typed.chain(COMPANIONS.map(|(name, _)| (name, self.companion(name)))).collect()
    }
}

/// The guests' own fields. The browser must not fill in the member of staff who types.
pub fn fields(
    typed: &HandForm,
    why: &impl Fn(&str) -> Option<String>,
    may_choose: bool,
) -> AnyView {
    let attending = may_choose.then(|| {
        let choices = vec![("room", "In the room".to_owned()), ("online", "Online".to_owned())];
        let chosen = if typed.attending.is_empty() { "room" } else { &typed.attending }.to_owned();
        view! {
            <Choice name="attending" legend="Takes part" choices chosen why=why("attending") required=true/>
        }
    });
    view! {
        {line("name", "Name", &typed.name, why("name"), LONGEST_NAME, true)}
        {line_of_mail(&typed.email, why("email"))}
        {line(
            "organization",
            "Office or organisation",
            &typed.organization,
            why("organization"),
            LONGEST_LINE,
            false,
        )}
        {line("title", "Job title", &typed.title, why("title"), LONGEST_LINE, false)}
        {attending}
        {category(&typed.category, why("category"))}
        <TextArea
            name="access"
            label="What they need to take part"
            help="An interpreter, a step-free way in. Only staff and the guest can read it."
            value=typed.access.clone()
            why=why("access")
            longest=LONGEST_NEED
        />
        {others::companions(typed, why)}
        {others::scheduler(typed, why)}
    }
    .into_any()
}

fn line(
    name: &'static str,
    label: &'static str,
    value: &str,
    why: Option<String>,
    longest: usize,
    required: bool,
) -> AnyView {
    let value = value.to_owned();
    view! {
        <TextField name label value why autocomplete="off" longest required/>
    }
    .into_any()
}

fn line_of_mail(value: &str, why: Option<String>) -> AnyView {
    let asked = Asked { label: "E-mail", why, ..asked("email", value) };
    control::line(&asked, Line::Mail, None)
}

fn category(value: &str, why: Option<String>) -> AnyView {
    let asked = Asked { label: "Comes as", why, ..asked("category", value) };
    let known = CATEGORIES.map(|(value, words)| (value.to_owned(), words.to_owned()));
    let unsaid = (String::new(), "Not said".to_owned());
    let choices: Vec<(String, String)> = std::iter::once(unsaid).chain(known).collect();
    control::pick(&asked, &choices)
}

fn asked(name: &str, value: &str) -> Asked {
    Asked { name: name.to_owned(), value: value.to_owned(), ..Asked::default() }
}

/// The form that corrects what is kept, with what was typed if it comes back.
pub(super) fn correction(record: &Record, again: Option<&Again>) -> AnyView {
    let again = again.filter(|again| again.what == What::Correct);
    let typed = again.map_or_else(|| HandForm::kept(&record.kept), |again| again.form.clone());
    let why = |field: &str| again.and_then(|again| again.with(field));
    let tight = record.standing.takes_a_seat() && record.may_not_fit();
    let tick = (tight || why("place").is_some())
        .then(|| over_the_limit(What::Correct.place(), MORE, typed.place == "over", why("place")));
    let action = format!("/staff/rsvps/{}/{}", record.id, What::Correct.path());
    view! {
        <section class="panel" aria-labelledby="correct">
            <h2 id="correct">"Correct"</h2>
            <form method="post" action=action novalidate>
                {fields(&typed, &why, record.may_move)}
                {tick}
                <button type="submit" name="step" value="look" class="button">
                    "Look at it first"
                </button>
            </form>
        </section>
    }
    .into_any()
}

const MORE: &str = "If more seats are needed than are free: go over the limit";

/// The box that lets a seat go over the limit. `id` is the form's own: a page may have several.
pub(super) fn over_the_limit(
    id: &'static str,
    words: &'static str,
    ticked: bool,
    why: Option<String>,
) -> AnyView {
    let wrong = why.is_some();
    let described = wrong.then(|| format!("{id}-why"));
    view! {
        <div class="field" class=("field-wrong", wrong)>
            {why
                .map(|why| {
                    view! {
                        <p class="field-why" id=format!("{id}-why")>
                            {why}
                        </p>
                    }
                })}
            <label class="choice">
                <input
                    type="checkbox"
                    id=id
                    name="place"
                    value="over"
                    autocomplete="off"
                    checked=ticked
                    aria-invalid=wrong.then_some("true")
                    aria-describedby=described
                />
                <span>{words}</span>
            </label>
        </div>
    }
    .into_any()
}
