//! One speaker: what is known of them, where they appear, and the ways to everything else.

use domain::agenda::{self, Links};
use domain::desk::Desk;
use domain::error::Result;
use domain::journal::{self, Line};
use domain::proposal::{self, Waiting};
use domain::speaker::edit::Overtaken;
use domain::speaker::safety::{self, Safety};
use domain::speaker::sheet::{self, Sheet};
use domain::speaker::{Draft, Occasion};
use domain::staff::Staff;
use domain::time::moment;
use leptos::prelude::*;

use super::clash::versions;
use super::standing::StateForm;
use super::typed::Typed;
use super::{PATH, draft, links, occasions, path, table};
use crate::context::{Sent, desk, param, query, sent, site, staff};
use crate::pages::shown;
use crate::pages::staff::journal::timeline;
use crate::pages::staff::proposals;
use crate::pages::staff::rsvps::number;
use crate::pages::staff::safety as safe;
use crate::problem::Problem;
use crate::ui::head::private_head;
use crate::ui::notice::{Done, NotTaken};

/// So many of the last entries of the journal stand on the page.
const ENTRIES: u64 = 8;

/// A form that was filled from what has changed since.
#[derive(Clone)]
pub struct Clashed {
    /// The form, as typed.
    pub typed: Typed,
    /// What somebody else saved.
    pub overtaken: Overtaken,
}

struct Read {
    sheet: Sheet,
    safety: Safety,
    links: Links,
    proposals: Vec<Waiting>,
    entries: Vec<Line>,
}

/// `/staff/speakers/{id}`
#[component]
pub fn SpeakerPage() -> impl IntoView {
    let (desk, staff, id) = (desk(), staff(), number(&param("id")));
    let done = query("done").and_then(|done| told(&done));
    let pressed = sent::<StateForm>().map(|sent| sent.problem);
    let (sent, clashed) = (sent::<Typed>(), use_context::<Clashed>());
    shown(async move { read(&desk, &staff, id).await }, move |read| {
        page(&read, sent, clashed, pressed, done)
    })
}

async fn read(desk: &Desk, staff: &Staff, id: i64) -> Result<Read> {
    Ok(Read {
        sheet: sheet::sheet(desk, staff, id).await?,
        safety: safety::safety(desk, staff, id).await?,
        links: agenda::links(desk, staff, id).await?,
        proposals: proposal::waiting(desk, staff, Some(id)).await?,
        entries: journal::of_speaker(desk, id, ENTRIES).await?,
    })
}

fn told(done: &str) -> Option<&'static str> {
    Some(match done {
        "entered" => "Entered. Now you can say how they are reached and add them to an event.",
        "saved" => "Saved.",
        "contact" => "The contact is saved.",
        "added" => "They are in the line-up now.",
        "stands" => "It is written down, and the event’s page says so.",
        "apart" => "They stay two people, and are not brought up together again.",
        "merged" => "The two are one now: everything of both is here.",
        "mailed" => "The link is on its way.",
        "revoked" => "All links to their schedule are revoked: they open nothing any more.",
        _ => return None,
    })
}

fn page(
    read: &Read,
    sent: Option<Sent<Typed>>,
    clashed: Option<Clashed>,
    pressed: Option<Problem>,
    done: Option<&'static str>,
) -> AnyView {
    let sheet = &read.sheet;
    let problem = pressed.or_else(|| sent.as_ref().map(|sent| sent.problem.clone()));
    view! {
        {private_head(&sheet.name, "en")}
        <main id="main" class="staff">
            {problem.map(|problem| view! { <NotTaken problem done="changed"/> })}
            {done.map(|words| view! { <Done words/> })}
            {clashed.as_ref().map(|clashed| meanwhile(sheet.id, &clashed.overtaken))}
            {heading(sheet)}
            {alike(sheet)}
            <div class="columns">
                <div>
                    {occasions::panel(sheet.id, &sheet.name, &sheet.occasions)}
                    {form(sheet, sent, clashed)}
                </div>
                <div>{links::panel(sheet.id, &read.links)} {proposals::few(&read.proposals)} {safe::panel(&read.safety)} {done_last(sheet.id, &read.entries)}</div>
            </div>
        </main>
    }
    .into_any()
}

fn heading(sheet: &Sheet) -> AnyView {
    let of = [sheet.draft.titles.lines(), sheet.draft.organisations.lines()];
    let of: Vec<&str> = of.into_iter().flatten().collect();
    let of = of.join(" · ");
    view! {
        <header class="staff-head">
            <p class="crumbs">
                <a href=PATH>"Speakers"</a>
            </p>
            <h1 dir="auto">{sheet.name.clone()}</h1>
            {(!of.is_empty()).then(|| view! { <p class="lead-small" dir="auto">{of}</p> })}
            <p>{table::marks(&sheet.marks)}</p>
            <div class="actions">
                <a class="button" href=format!("{}/add", path(sheet.id))>
                    "Add to an event"
                </a>
                <a class="button button-plain" href=format!("{}/contact", path(sheet.id))>
                    "Contact and notes"
                </a>
            </div>
        </header>
    }
    .into_any()
}

fn alike(sheet: &Sheet) -> Option<AnyView> {
    if sheet.alike.is_empty() {
        return None;
    }
    let others = sheet.alike.iter().map(|(other, name, why)| {
        view! {
            <li>
                <a href=format!("{}/merge/{other}", path(sheet.id)) dir="auto">
                    {name.clone()}
                </a>
                " "
                <span class="fine">{why.words()}</span>
            </li>
        }
    });
    Some(
        view! {
            <section class="panel" aria-labelledby="alike">
                <h2 id="alike">"Entered twice?"</h2>
                <p>"Look at both beside each other, then make one of them or say that they are two."</p>
                <ul>{others.collect_view()}</ul>
            </section>
        }
        .into_any(),
    )
}

fn form(sheet: &Sheet, sent: Option<Sent<Typed>>, clashed: Option<Clashed>) -> AnyView {
    let problem = sent.as_ref().map(|sent| sent.problem.clone());
    let (typed, revision) = match (clashed, sent.and_then(|sent| sent.typed)) {
        // Sent once more, it goes over what the other saved: both versions were shown.
        (Some(Clashed { typed, overtaken }), _) => (Some(typed), overtaken.revision.to_string()),
        (None, Some(typed)) => {
            let revision = typed.value("revision").to_owned();
            (Some(typed), revision)
        }
        (None, None) => (None, sheet.revision.to_string()),
    };
    let shown: Draft = typed.as_ref().map_or_else(|| sheet.draft.clone(), draft::read);
    view! {
        <form class="editor" method="post" action=path(sheet.id) novalidate>
            <input type="hidden" name="revision" value=revision/>
            <fieldset class="group" id="person">
                <legend>"The person"</legend>
                {draft::controls(&shown, problem.as_ref(), false)}
            </fieldset>
            {follow(&sheet.occasions, typed.as_ref())}
            <div class="editor-bar">
                <button type="submit" class="button">
                    "Save"
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// Which events print what changes here. All that are to come, unless somebody says otherwise.
fn follow(occasions: &[Occasion], typed: Option<&Typed>) -> Option<AnyView> {
    let boxes: Vec<_> = occasions
        .iter()
        .filter(|one| one.is_ahead && !one.deleted && !one.gone)
        .map(|one| {
            let id = one.event_id.to_string();
            let on = typed.is_none_or(|typed| typed.all("follow").any(|known| known == id));
            view! {
                <label class="choice">
                    <input type="checkbox" name="follow" value=id autocomplete="off" checked=on/>
                    <span>
                        <span dir="auto">{one.title.clone()}</span>
                        " "
                        <span class="fine" dir="auto">
                            {format!("prints {}", one.appearing.printed())}
                        </span>
                    </span>
                </label>
            }
        })
        .collect();
    (!boxes.is_empty()).then(|| {
        view! {
            <fieldset class="group" id="follow">
                <legend>"Events that follow"</legend>
                <p class="fine">
                    "What you change above is printed there too. Past events stay as they were."
                </p>
                {boxes}
            </fieldset>
        }
        .into_any()
    })
}

fn meanwhile(id: i64, overtaken: &Overtaken) -> AnyView {
    let by = overtaken.by.clone().unwrap_or_else(|| "Somebody else".to_owned());
    let when = moment(overtaken.at, site().zone);
    let row = |(field, theirs, yours): &(&'static str, String, String)| {
        (*field, draft::words(field), theirs.clone(), yours.clone())
    };
    view! {
        <div class="notice notice-wrong" role="group" aria-labelledby="not-taken" tabindex="-1" autofocus>
            <h2 id="not-taken">"This speaker was changed while you were typing"</h2>
            <p>
                {format!("{by} saved another version on {when}. ")}
                "Nothing of yours was saved yet, and everything you typed is still below. Save it again and it takes the place of the other."
            </p>
            <p>
                <a href=path(id)>"Leave mine and see what is saved"</a>
            </p>
        </div>
        {versions(overtaken.clashes.iter().map(row).collect())}
    }
    .into_any()
}

fn done_last(id: i64, entries: &[Line]) -> Option<AnyView> {
    (!entries.is_empty()).then(|| {
        view! {
            <section class="panel" aria-labelledby="journal" data-speaker=id.to_string()>
                <h2 id="journal">"What was done last"</h2>
                {timeline(entries, site().zone)}
            </section>
        }
        .into_any()
    })
}
