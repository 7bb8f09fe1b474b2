//! A letter to a group: written, looked at, sent, watched.

mod deeds;
mod form;
mod people;
mod preview;
mod sending;
mod unsaved;

use domain::error::{Error, Result};
use domain::mailing::{self, Names, Sheet, Shown, State};
use domain::rsvp::list::Wanted;
use leptos::prelude::*;

use super::groups::{tag, words};
use super::path;
use crate::addresses::Addresses;
use crate::context::{desk, param, query, sent, staff};
use crate::pages::shown;
use crate::problem::Problem;
use crate::ui::head::private_head;
use crate::ui::notice::{Done, NotTaken};

use deeds::{GroupForm, SendForm};

/// Where the forms of letters to groups are sent.
pub fn forms(addresses: Addresses) -> Addresses {
    addresses
        .post("/staff/events/{id}/mail/new", deeds::begin)
        .post("/staff/events/{id}/mail/after", deeds::begin_after)
        .post("/staff/events/{id}/mail/{mailing}", deeds::save)
        .post("/staff/events/{id}/mail/{mailing}/test", deeds::test)
        .post("/staff/events/{id}/mail/{mailing}/send", deeds::send)
        .post("/staff/events/{id}/mail/{mailing}/schedule", deeds::schedule)
        .post("/staff/events/{id}/mail/{mailing}/take-back", deeds::take_back)
        .post("/staff/events/{id}/mail/{mailing}/stop", deeds::stop)
        .post("/staff/events/{id}/mail/{mailing}/copy", deeds::copy)
        .post("/staff/events/{id}/mail/{mailing}/discard", deeds::discard)
}

/// `/staff/events/{id}/mail/new?state=…&q=…`
#[component]
pub fn NewGroupPage() -> impl IntoView {
    let (desk, staff, id) = (desk(), staff(), number(&param("id")));
    let refused = sent::<GroupForm>();
    let problem = refused.as_ref().map(|sent| sent.problem.clone());
    let typed = refused.and_then(|sent| sent.typed).unwrap_or_else(|| GroupForm::to(&asked()));
    let reading = async move { mailing::names_of(&desk, &staff, id?).await };
    shown(reading, move |event| begun(&event, &typed, problem.as_ref()))
}

/// Whom the address asks for.
fn asked() -> Wanted {
    let names = ["state", "q", "category", "part", "again", "came"];
    let values = names.map(|name| (name, query(name).unwrap_or_default()));
    Wanted::of_pairs(values.iter().map(|(name, value)| (*name, value.as_str())))
}

fn begun(event: &Names, typed: &GroupForm, problem: Option<&Problem>) -> AnyView {
    let title = "Write to a group";
    let notice = problem.cloned().map(|problem| view! { <NotTaken problem done="saved"/> });
    view! {
        {private_head(&format!("{title}: {}", event.title), "en")}
        <main id="main" class="staff">
            {notice} {head(event, title, None)}
            {form::form(&format!("{}/new", path(event.id)), typed, mailing::Kind::Group, problem)}
        </main>
    }
    .into_any()
}

/// `/staff/events/{id}/mail/{mailing}?page=…&person=…`
#[component]
pub fn GroupPage() -> impl IntoView {
    let (desk, staff) = (desk(), staff());
    let (event_id, id) = (number(&param("id")), number(&param("mailing")));
    let page = query("page").and_then(|page| page.parse().ok()).unwrap_or(1);
    let person = query("person").and_then(|person| person.parse().ok());
    let done = query("done").as_deref().and_then(told);
    let (written, sending) = (sent::<GroupForm>(), sent::<SendForm>());
    let reading = async move {
        let (event_id, id) = (event_id?, id?);
        let sheet = mailing::sheet(&desk, &staff, event_id, id, page).await?;
        let shown = mailing::shown(&desk, &staff, event_id, id, person).await?;
        Ok((sheet, shown))
    };
    shown(reading, move |(mailing, letter)| {
        let about_sending = sending.as_ref().map(|sent| sent.problem.clone());
        let about_words = written.as_ref().map(|sent| sent.problem.clone());
        let typed = written.and_then(|sent| sent.typed);
        let when = sending.and_then(|sent| sent.typed).unwrap_or_default();
        let notice = about_sending.clone().or_else(|| about_words.clone());
        let page = Page { mailing, letter, typed, when, about_words, about_sending };
        sheet(&page, notice, done)
    })
}

/// All that the page of a mailing shows.
struct Page {
    mailing: Sheet,
    letter: Option<Shown>,
    typed: Option<GroupForm>,
    when: SendForm,
    about_words: Option<Problem>,
    about_sending: Option<Problem>,
}

/// The row number in an address.
fn number(text: &str) -> Result<i64> {
    text.parse().map_err(|_| Error::NotFound)
}

/// What was just done, by the word that the redirect carries.
fn told(done: &str) -> Option<&'static str> {
    Some(match done {
        "saved" => "Saved. Nothing was sent: look at who gets it, then send it below.",
        "begun" => "Begun. Add your links, look at who gets it, then send it below.",
        "test" => "A test copy is on its way to your own address.",
        "sent" => "It is on its way.",
        "scheduled" => "Scheduled. Until then you can take it back.",
        "draft" => "Taken back: it is a draft again.",
        "stopped" => "Stopped. What was sent stays sent; nothing more goes out.",
        "copied" => "Copied: this is a new draft. Nothing was sent.",
        _ => return None,
    })
}

fn sheet(page: &Page, problem: Option<Problem>, done: Option<&'static str>) -> AnyView {
    let mailing = &page.mailing;
    let title = words(mailing.kind);
    let main = if mailing.state == State::Draft { drafted(page) } else { released(page) };
    view! {
        {private_head(&format!("{title}: {}", mailing.event.title), "en")}
        <main id="main" class="staff">
            {problem.map(|problem| view! { <NotTaken problem/> })}
            {done.map(|words| view! { <Done words/> })}
            {head(&mailing.event, title, Some(mailing))} {main}
        </main>
    }
    .into_any()
}

fn drafted(page: &Page) -> AnyView {
    let mailing = &page.mailing;
    let typed = page.typed.clone().unwrap_or_else(|| GroupForm::of(mailing));
    let action = format!("{}/{}", path(mailing.event.id), mailing.id);
    view! {
        <div class="columns">
            <div>
                {form::form(&action, &typed, mailing.kind, page.about_words.as_ref())}
                {sending::ready(mailing, &page.when, page.about_sending.as_ref())}
            </div>
            <div>{preview::panel(mailing, page.letter.as_ref())} {people::panel(mailing)}</div>
        </div>
    }
    .into_any()
}

fn released(page: &Page) -> AnyView {
    let mailing = &page.mailing;
    let typed = page.typed.as_ref().filter(|typed| {
        let saved = GroupForm::of(mailing);
        typed.subject.trim() != saved.subject || typed.body.trim() != saved.body.trim()
    });
    view! {
        {typed.map(|typed| unsaved::panel(mailing, typed))}
        <div class="columns">
            <div>{sending::underway(mailing)} {people::panel(mailing)}</div>
            <div>{preview::panel(mailing, page.letter.as_ref())} {preview::kept(mailing)}</div>
        </div>
    }
    .into_any()
}

fn head(event: &Names, title: &'static str, mailing: Option<&Sheet>) -> AnyView {
    let state = mailing.map(|mailing| {
        let due = mailing.due.clone().filter(|_| mailing.state == State::Scheduled);
        let due = due.map(|due| view! { " " <span>{format!("for {due}")}</span> });
        view! {
            <p class="lead-small">
                {tag(mailing.state)} " " <span dir="auto">{mailing.subject.clone()}</span> {due}
            </p>
        }
    });
    let cancelled = event.cancelled.then(|| {
        view! { <p class="notice">"This event was cancelled. You can still write to its guests."</p> }
    });
    view! {
        <header class="staff-head">
            <p class="crumbs">
                <a href="/staff">"Events"</a>
                <a href=format!("/staff/events/{}", event.id) dir="auto">
                    {event.title.clone()}
                </a>
                <a href=path(event.id)>"Mail"</a>
            </p>
            <h1>{title}</h1>
            {state}
        </header>
        {cancelled}
    }
    .into_any()
}
