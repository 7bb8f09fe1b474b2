//! The mail of one event: what its guests and speakers were told, what they will be, and what staff can
//! do about it.

use domain::error::{Error, Result};
use domain::event::{self, Overview};
use leptos::prelude::*;

use crate::context::{desk, param, query, staff};
use crate::pages::shown;
use crate::ui::head::private_head;
use crate::ui::notice::Done;

/// `/staff/events/{id}/mail`
#[component]
pub fn MailPage() -> impl IntoView {
    let (desk, staff) = (desk(), staff());
    let done = query("done");
    let id = number(&param("id"));
    let reading = async move { living(event::overview(&desk, &staff, id?).await?) };
    shown(reading, move |event| sheet(&event, done.as_deref().and_then(told)))
}

/// Where the mail of an event is looked after.
pub fn path(event_id: i64) -> String {
    format!("/staff/events/{event_id}/mail")
}

fn living(event: Overview) -> Result<Overview> {
    if event.deleted.is_some() { Err(Error::NotFound) } else { Ok(event) }
}

/// What was just done, by the word that the redirect carries.
fn told(_done: &str) -> Option<&'static str> {
    None
}

fn sheet(event: &Overview, done: Option<&'static str>) -> AnyView {
    let title = event.briefing.title.clone();
    view! {
        {private_head(&format!("Mail: {title}"), "en")}
        <main id="main" class="staff">
            {done.map(|words| view! { <Done words/> })}
            {heading(event.id, &title, "Mail")}
        </main>
    }
    .into_any()
}

/// The heading of a page about the mail of an event.
pub fn heading(event_id: i64, title: &str, name: &str) -> AnyView {
    view! {
        <header class="staff-head">
            <p class="crumbs">
                <a href="/staff">"Events"</a>
                " / "
                <a href=format!("/staff/events/{event_id}") dir="auto">
                    {title.to_owned()}
                </a>
            </p>
            <h1>{name.to_owned()}</h1>
        </header>
    }
    .into_any()
}

/// The row number in an address.
fn number(text: &str) -> Result<i64> {
    text.parse().map_err(|_| Error::NotFound)
}
