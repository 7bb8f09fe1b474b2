//! The pages before a step that guests will notice: what will happen, whom it concerns, the button.
//!
//! Each page says who is written to by the step and who is not, because staff would otherwise count on
//! it.

use domain::change::{self, Waits};
use domain::event::life::LONGEST_REASON;
use domain::event::{self, Overview, State};
use domain::mailing::{self, Underway};
use leptos::prelude::*;

use super::{CalledOffForm, number, path};
use crate::context::{Sent, desk, param, sent, staff};
use crate::pages::shown;
use crate::pages::staff::mail::groups::withdrawn;
use crate::pages::staff::mail::speakers::of_called_off;
use crate::ui::control::{Asked, pick};
use crate::ui::field::TextArea;
use crate::ui::head::private_head;
use crate::ui::notice::NotTaken;

/// A step that has a page of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Unpublish,
    Cancel,
    Postpone,
    Delete,
}

/// `/staff/events/{id}/unpublish`
#[component]
pub fn UnpublishPage() -> impl IntoView {
    page(Step::Unpublish)
}

/// `/staff/events/{id}/cancel`
#[component]
pub fn CancelPage() -> impl IntoView {
    page(Step::Cancel)
}

/// `/staff/events/{id}/postpone`
#[component]
pub fn PostponePage() -> impl IntoView {
    page(Step::Postpone)
}

/// `/staff/events/{id}/delete`
#[component]
pub fn DeletePage() -> impl IntoView {
    page(Step::Delete)
}

fn page(step: Step) -> impl IntoView {
    let (desk, staff, sent) = (desk(), staff(), sent::<CalledOffForm>());
    let id = number(&param("id"));
    let reading = async move {
        let event = event::overview(&desk, &staff, id?).await?;
        let others = event::others(&desk, &staff, event.id).await?;
        let speakers = change::unreached(&desk, &staff, event.id).await?;
        let letters = mailing::underway(&desk, &staff, event.id).await?;
        let waits = match event.deleted {
            None => change::waits(&desk, &staff, event.id).await?,
            Some(_) => None,
        };
        Ok((event, others, speakers, (letters, waits)))
    };
    shown(reading, move |(event, others, speakers, mail)| {
        sheet(step, (&event, &mail), others, &speakers, sent)
    })
}

fn sheet(
    step: Step,
    (event, mail): (&Overview, &(Underway, Option<Waits>)),
    others: Vec<(String, String)>,
    speakers: &[(i64, String)],
    sent: Option<Sent<CalledOffForm>>,
) -> AnyView {
    let problem = sent.as_ref().map(|sent| sent.problem.clone());
    let title = title(step);
    // What was typed is shown even when the step does not fit any more.
    let inside = if fits(step, event) || sent.is_some() {
        form(step, (event, mail), others, speakers, sent)
    } else {
        view! {
            <p>
                "This cannot be done from how the event stands now. The reason and the event that takes its place can be changed in "
                <a href=format!("{}/edit#publishing", path(event.id))>"its form"</a> "."
            </p>
        }
        .into_any()
    };
    view! {
        {private_head(&format!("{title}: {}", event.briefing.title), "en")}
        <main id="main" class="staff">
            {problem.map(|problem| view! { <NotTaken problem done="changed"/> })}
            <header class="staff-head">
                <p class="crumbs">
                    <a href="/staff">"Events"</a>
                    <a href=path(event.id) dir="auto">
                        {event.briefing.title.clone()}
                    </a>
                </p>
                <h1>{title}</h1>
            </header>
            <section class="panel">{inside}</section>
        </main>
    }
    .into_any()
}

fn title(step: Step) -> &'static str {
    match step {
        Step::Unpublish => "Unpublish",
        Step::Cancel => "Cancel the event",
        Step::Postpone => "Postpone",
        Step::Delete => "Delete",
    }
}

fn fits(step: Step, event: &Overview) -> bool {
    let state = event.state;
    let here = match step {
        Step::Unpublish | Step::Postpone => state == State::Published,
        Step::Cancel => matches!(state, State::Published | State::Postponed),
        Step::Delete => true,
    };
    here && event.deleted.is_none()
}

fn form(
    step: Step,
    (event, mail): (&Overview, &(Underway, Option<Waits>)),
    others: Vec<(String, String)>,
    speakers: &[(i64, String)],
    sent: Option<Sent<CalledOffForm>>,
) -> AnyView {
    let word = match step {
        Step::Unpublish => "unpublish",
        Step::Cancel => "cancel",
        Step::Postpone => "postpone",
        Step::Delete => "delete",
    };
    let class = if step == Step::Unpublish { "button" } else { "button button-danger" };
    let with_reason = matches!(step, Step::Cancel | Step::Postpone);
    let (letters, waits) = mail;
    let speakers = if with_reason { Some(of_called_off(speakers)) } else { of_gone(step, event) };
    view! {
        <p>{what_happens(step)}</p>
        <p>{whom(step, event, waits.as_ref())}</p>
        {speakers.map(|words| view! { <p>{words}</p> })}
        {withdrawn(*letters).map(|words| view! { <p>{words}</p> })}
        <form method="post" action=format!("{}/{word}", path(event.id)) novalidate>
            {with_reason.then(|| reason(event, others, sent))}
            <div class="actions">
                <button type="submit" class=class>
                    {title(step)}
                </button>
                <a class="button button-plain" href=path(event.id)>
                    "Leave it as it is"
                </a>
            </div>
        </form>
    }
    .into_any()
}

fn what_happens(step: Step) -> &'static str {
    match step {
        Step::Unpublish => {
            "The event is a draft again. Its public page is gone until it is published anew, and nobody can reply. Guests keep their seats and their own pages."
        }
        Step::Cancel => {
            "The page stays and says that the event will not happen, with your reason. Nobody can reply any more, and calendars that follow it mark it as cancelled."
        }
        Step::Postpone => {
            "The page stays and says that the event was postponed, with your reason; its date is shown as what was planned. Nobody can reply until it is put back on."
        }
        Step::Delete => {
            "The public page, the calendar entry, the preview links and the guests’ own pages show nothing any more. You find it among the deleted events, and can restore it with all its RSVPs."
        }
    }
}

/// How many people it concerns, and how they hear of it.
fn whom(step: Step, event: &Overview, waits: Option<&Waits>) -> String {
    let people = match event.tally.alive() {
        0 => return "Nobody has replied yet.".to_owned(),
        1 => "One person has replied.".to_owned(),
        many => format!("{many} people have replied."),
    };
    match step {
        Step::Unpublish => {
            let held = waits.map_or("", |_| " What has changed and waits to be told is told only once it is published again, without the sentence beside it.");
            format!("{people} This step tells nobody by mail.{held}")
        }
        Step::Delete => format!("{people} {}", who_hears_of_deleting(event, waits)),
        Step::Cancel | Step::Postpone => format!(
            "{people} Whoever has is told by mail, and the entry goes out of their calendars: after the time for which changes are gathered, or at once in the 24 hours before the event and while it is under way. Until then you can add a sentence, or tell nobody, on the event’s mail page."
        ),
    }
}

/// What its speakers see of an event that nobody sees any more, and get.
fn of_gone(step: Step, event: &Overview) -> Option<String> {
    if event.briefing.line_up.is_empty() {
        return None;
    }
    let is_off = matches!(event.state, State::Cancelled | State::Postponed);
    let words = match (step, is_off) {
        (Step::Delete, true) => {
            "Speakers who have the link to their schedule and have not been told yet that it is off are told by mail as soon as you delete it."
        }
        (Step::Delete, false) => {
            "Its speakers get no mail either: it is gone from their schedules, and the calendars that follow those mark it as cancelled, without its title. Cancel it first if they counted on it."
        }
        _ => {
            "Its speakers get no mail either: until it is published again it is gone from their schedules, and the calendars that follow those mark it as cancelled, without its title."
        }
    };
    Some(words.to_owned())
}

/// Of what was called off everybody hears, of what is on nobody.
fn who_hears_of_deleting(event: &Overview, waits: Option<&Waits>) -> String {
    let off = match event.state {
        State::Cancelled => "cancelled",
        State::Postponed => "postponed",
        State::Published | State::Draft => {
            let waits =
                waits.map_or("", |_| " What has changed and waits to be told is told to nobody.");
            return format!(
                "This step tells nobody by mail, and leaves the entries that came by mail in their calendars.{waits} If it was to take place, cancel it first."
            );
        }
    };
    match waits.map(|waits| waits.people) {
        None => format!(
            "Nobody waits to be told that it is {off}, and this step tells nobody anything more."
        ),
        Some(1) => format!(
            "One person has not been told yet that it is {off}: they are told by mail as soon as you delete it."
        ),
        Some(many) => format!(
            "{many} people have not been told yet that it is {off}: they are told by mail as soon as you delete it."
        ),
    }
}

fn reason(
    event: &Overview,
    others: Vec<(String, String)>,
    sent: Option<Sent<CalledOffForm>>,
) -> AnyView {
    let problem = sent.as_ref().map(|sent| sent.problem.clone());
    let why = |field: &str| problem.as_ref().and_then(|problem| problem.with(field));
    let typed = sent.and_then(|sent| sent.typed).unwrap_or_else(|| CalledOffForm {
        reason: event.briefing.reason.clone().unwrap_or_default(),
        ..CalledOffForm::default()
    });
    let none = (String::new(), "No other event".to_owned());
    let choices: Vec<_> = std::iter::once(none).chain(others).collect();
    let asked = Asked {
        name: "replacement".to_owned(),
        label: "Does another event take its place?",
        help: "The page links to it as soon as that event is public.",
        value: typed.replacement,
        why: why("replacement"),
        focus: false,
    };
    view! {
        <TextArea
            name="reason"
            label="Why?"
            help="A sentence for everybody, shown on the page."
            value=typed.reason
            why=why("reason")
            longest=LONGEST_REASON
        />
        {pick(&asked, &choices)}
    }
    .into_any()
}
