//! The mail of one event: what its guests and speakers were told, what they will be, and what staff can
//! do about it.

pub mod changes;
mod group;
pub mod groups;
mod ladder;
pub mod speakers;
pub(super) mod timeline;
mod wording;

use domain::change;
use domain::error::{Error, Result};
use domain::event::{self, Overview};
use domain::mailing;
use domain::timeline::of_event;
use leptos::prelude::*;

use crate::addresses::Addresses;
use crate::context::{desk, param, query, staff};
use crate::pages::shown;
use crate::ui::head::private_head;
use crate::ui::notice::Done;

pub use group::{GroupPage, NewGroupPage};
use groups::Groups;
pub use wording::{WordingPage, WordsPage};

/// `/staff/events/{id}/mail`
#[component]
pub fn MailPage() -> impl IntoView {
    let (desk, staff) = (desk(), staff());
    let done = query("done");
    let id = number(&param("id"));
    let reading = async move {
        let event = living(event::overview(&desk, &staff, id?).await?)?;
        let changes = change::gathered(&desk, &staff, event.id).await?;
        let for_speakers = change::for_speakers(&desk, &staff, event.id).await?;
        let groups = Groups {
            lines: mailing::of_event(&desk, &staff, event.id).await?,
            offers: mailing::after(&desk, &staff, event.id).await?,
        };
        let letters = of_event(&desk, &staff, event.id).await?;
        Ok((event, (changes, for_speakers), letters, groups))
    };
    shown(reading, move |(event, (changes, for_speakers), letters, groups)| {
        let panels = vec![
            changes::panel(event.id, &changes),
            speakers::panel(event.id, &for_speakers),
            timeline::panels(event.id, &letters),
            wording::panel(event.id),
            groups::panel(event.id, &groups),
        ];
        sheet(&event, done.as_deref().and_then(told), panels)
    })
}

/// Where the forms of these pages are sent.
pub fn forms(addresses: Addresses) -> Addresses {
    ladder::forms(group::forms(addresses))
        .post("/staff/events/{id}/mail/wording/{kind}", wording::write)
        .post("/staff/events/{id}/mail/changes", changes::tell)
        .post("/staff/events/{id}/mail/changes/mute", changes::mute)
        .post("/staff/events/{id}/mail/changes/gathering", changes::gathering)
        .post("/staff/events/{id}/mail/speakers", speakers::tell)
        .post("/staff/events/{id}/mail/speakers/mute", speakers::mute)
}

pub use ladder::LadderPage;

/// Where the mail of an event is looked after.
pub fn path(event_id: i64) -> String {
    format!("/staff/events/{event_id}/mail")
}

fn living(event: Overview) -> Result<Overview> {
    if event.deleted.is_some() { Err(Error::NotFound) } else { Ok(event) }
}

/// What was just done, by the word that the redirect carries.
fn told(done: &str) -> Option<&'static str> {
    changes::told(done).or_else(|| speakers::told(done)).or_else(|| groups::told(done))
}

/// `panels` one below the other.
fn sheet(event: &Overview, done: Option<&'static str>, panels: Vec<AnyView>) -> AnyView {
    let title = event.briefing.title.clone();
    view! {
        {private_head(&format!("Mail: {title}"), "en")}
        <main id="main" class="staff">
            {done.map(|words| view! { <Done words/> })}
            {heading(event.id, &title, "Mail")}
            {panels}
        </main>
    }
    .into_any()
}

pub use changes::notice as changes_wait;
pub use speakers::notice as speakers_wait;

/// The heading of a page about the mail of an event.
pub fn heading(event_id: i64, title: &str, name: &str) -> AnyView {
    view! {
        <header class="staff-head">
            <p class="crumbs">
                <a href="/staff">"Events"</a>
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
