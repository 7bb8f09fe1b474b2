//! What is said of a speaker, at one event or in general, and the form that proposes otherwise.

use domain::agenda::{self, Agenda, Item};
use domain::error::Error;
use domain::proposal::{OwnProposal, Texts, Typed};
use leptos::prelude::*;
use serde::Deserialize;

use super::path;
use crate::context::{Sent, desk, param, sent};
use crate::pages::shown;
use crate::ui::control::Asked;
use crate::ui::field::lines;
use crate::ui::head::private_head;
use crate::ui::notice::NotTaken;

/// What is typed. A browser may leave any of it out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct WordsForm {
    titles: String,
    organisations: String,
    biography: String,
}

impl From<WordsForm> for Typed {
    fn from(form: WordsForm) -> Self {
        let WordsForm { titles, organisations, biography } = form;
        Self { titles, organisations, biography }
    }
}

/// `/s/{token}/words`
#[component]
pub fn WordsPage() -> impl IntoView {
    page(None)
}

/// `/s/{token}/words/{event}`
#[component]
pub fn WordsOfEventPage() -> impl IntoView {
    page(Some(param("event")))
}

fn page(event: Option<String>) -> impl IntoView {
    let (desk, token, sent) = (desk(), param("token"), sent::<WordsForm>());
    let pass = token.clone();
    let reading = async move {
        let agenda = agenda::agenda(&desk, &pass).await?;
        let about = match event {
            None => of_all(agenda),
            Some(event) => of_event(agenda, &event).ok_or(Error::NotFound)?,
        };
        Ok(about)
    };
    shown(reading, move |about| sheet(&about, &token, sent.as_ref()))
}

/// Where it is said, and what.
struct About {
    event: Option<(i64, String)>,
    texts: Texts,
    proposals: Vec<OwnProposal>,
}

fn of_all(agenda: Agenda) -> About {
    About { event: None, texts: agenda.texts, proposals: agenda.proposals }
}

fn of_event(agenda: Agenda, event: &str) -> Option<About> {
    let id: i64 = event.parse().ok()?;
    let all = agenda.next.into_iter().chain(agenda.coming).chain(agenda.past);
    let Item { briefing, texts, proposals, .. } =
        all.into_iter().find(|one| one.event_id == id && !one.is_stand_in)?;
    Some(About { event: Some((id, briefing.title)), texts, proposals })
}

fn sheet(about: &About, token: &str, sent: Option<&Sent<WordsForm>>) -> AnyView {
    let own = path(token);
    let action = match &about.event {
        Some((id, _)) => format!("{own}/words/{id}"),
        None => format!("{own}/words"),
    };
    let where_said = match &about.event {
        Some((_, title)) => view! { <p class="lead" dir="auto">{title.clone()}</p> }.into_any(),
        None => view! {
            <p class="lead">"In general. Coming events that say the same follow it."</p>
        }
        .into_any(),
    };
    let problem = sent.map(|sent| sent.problem.clone());
    view! {
        {private_head("What is said of you", "en")}
        <main id="main" class="page own agenda">
            {problem.map(|problem| view! { <NotTaken problem/> })}
            <header class="event-head">
                <p class="kicker">
                    <a href=own>"Your schedule"</a>
                </p>
                <h1>"What is said of you"</h1>
                {where_said}
            </header>
            <form class="sheet" method="post" action=action novalidate>
                {fields(about, sent)}
                <p class="fine">"The hosts look at it first: nothing is public before they agree."</p>
                <p class="actions">
                    <button type="submit" class="button">
                        "Propose this"
                    </button>
                </p>
            </form>
        </main>
    }
    .into_any()
}

/// What was typed, else what waits, else what is said.
fn fields(about: &About, sent: Option<&Sent<WordsForm>>) -> AnyView {
    use domain::proposal::Field;
    let typed = sent.and_then(|sent| sent.typed.as_ref());
    let of = |field: Field, typed: Option<&String>| {
        let waits = about.proposals.iter().find(|one| one.field == field && one.verdict.is_none());
        let said = || match waits {
            Some(waits) => waits.proposed.clone(),
            None => about.texts.field(field),
        };
        typed.cloned().unwrap_or_else(|| said().unwrap_or_default())
    };
    let asked = |name: &str, label, help, value| Asked {
        name: name.to_owned(),
        label,
        help,
        value,
        why: sent.and_then(|sent| sent.problem.with(name)),
        focus: false,
    };
    let titles = of(Field::Titles, typed.map(|typed| &typed.titles));
    let organisations = of(Field::Organisations, typed.map(|typed| &typed.organisations));
    let biography = of(Field::Biography, typed.map(|typed| &typed.biography));
    view! {
        {lines(&asked("titles", "Job titles", "One a line.", titles), 2)}
        {lines(&asked("organisations", "Organisations", "One a line.", organisations), 2)}
        {lines(&asked("biography", "Biography", "A few sentences; an empty line begins a paragraph.", biography), 8)}
    }
    .into_any()
}
