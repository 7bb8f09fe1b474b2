//! What speakers would have changed, one by one, beside what is said now.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::desk::Desk;
use domain::error::Result;
use domain::proposal::{self, Piece, Waiting};
use domain::staff::Staff;
use domain::time::moment;
use leptos::prelude::*;
use serde::Deserialize;

use crate::addresses::Addresses;
use crate::context::{Sent, desk, query, sent, site, staff};
use crate::guard::SignedIn;
use crate::pages::shown;
use crate::pages::staff::event;
use crate::render;
use crate::ui::control::Asked;
use crate::ui::field::lines;
use crate::ui::head::private_head;
use crate::ui::notice::{Done, NotTaken};

const PATH: &str = "/staff/proposals";

/// Where the buttons of a proposal lead.
pub fn forms(addresses: Addresses) -> Addresses {
    addresses.post("/staff/proposals/{id}/take", take).post("/staff/proposals/{id}/leave", leave)
}

/// What is pressed, and what is said to it. A browser may leave any of it out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct VerdictForm {
    seen: String,
    reply: String,
    /// Which one it was, for the page that is shown again.
    #[serde(skip)]
    id: i64,
}

/// `/staff/proposals`
#[component]
pub fn ProposalsPage() -> impl IntoView {
    let (desk, staff, done) = (desk(), staff(), query("done"));
    let sent = sent::<VerdictForm>();
    shown(async move { proposal::waiting(&desk, &staff, None).await }, move |waiting| {
        sheet(&waiting, sent.as_ref(), done.and_then(|done| told(&done)))
    })
}

fn told(done: &str) -> Option<&'static str> {
    match done {
        "taken" => Some("Taken over: it is said so from now on."),
        "left" => Some("Not taken over. The speaker sees that on their schedule."),
        _ => None,
    }
}

fn sheet(
    waiting: &[Waiting],
    sent: Option<&Sent<VerdictForm>>,
    done: Option<&'static str>,
) -> AnyView {
    let problem = sent.map(|sent| sent.problem.clone());
    let none = waiting.is_empty().then(|| {
        view! { <p class="lead-small">"Nothing waits. What speakers propose on their schedule stands here."</p> }
    });
    view! {
        {private_head("Proposals", "en")}
        <main id="main" class="staff">
            {problem.map(|problem| view! { <NotTaken problem done="changed"/> })}
            {done.map(|words| view! { <Done words/> })}
            <header class="staff-head">
                <h1>"Proposals of speakers"</h1>
            </header>
            {none}
            {waiting.iter().map(|one| panel(one, sent)).collect_view()}
        </main>
    }
    .into_any()
}

/// How many proposals of one speaker wait, and the way to them; nothing where none does.
pub fn few(waiting: &[Waiting]) -> Option<AnyView> {
    let words = match waiting.len() {
        0 => return None,
        1 => "One proposal of theirs waits for you.".to_owned(),
        several => format!("{several} proposals of theirs wait for you."),
    };
    let first = waiting.first().map(|one| format!("{PATH}#proposal-{}", one.id));
    Some(
        view! {
            <section class="panel" aria-labelledby="proposals">
                <h2 id="proposals">"What they propose"</h2>
                <p>
                    <a href=first>{words}</a>
                </p>
            </section>
        }
        .into_any(),
    )
}

/// One proposal with what can be done about it.
pub fn panel(one: &Waiting, sent: Option<&Sent<VerdictForm>>) -> AnyView {
    let head = format!("proposal-{}", one.id);
    let (speaker, name) = one.speaker.clone();
    let who = if one.by_assistant { " (by their assistant)" } else { "" };
    let about = match &one.event {
        Some(about) => {
            view! { <a href=event::path(about.id) dir="auto">{about.title.clone()}</a> }.into_any()
        }
        None => view! { <span>"In general"</span> }.into_any(),
    };
    view! {
        <section class="panel proposal" aria-labelledby=head.clone()>
            <h2 id=head.clone() dir="auto">
                {one.field.words()} ": " <a href=format!("/staff/speakers/{speaker}")>{name}</a>
            </h2>
            <p class="fine">
                {about} " · " <span>{moment(one.at, site().zone)}</span> {who}
            </p>
            {meanwhile(one)}
            <p class="proposal-words" dir="auto">{one.pieces.iter().map(piece).collect_view()}</p>
            {follow(one)}
            {buttons(one, sent)}
        </section>
    }
    .into_any()
}

/// Words that go and come are told apart without colour, and by screen readers.
fn piece(piece: &Piece) -> AnyView {
    match piece {
        Piece::Same(words) => words.clone().into_any(),
        Piece::Gone(words) => view! {
            <del>
                <span class="apart">"goes: "</span>
                {words.clone()}
            </del>
        }
        .into_any(),
        Piece::New(words) => view! {
            <ins>
                <span class="apart">"comes: "</span>
                {words.clone()}
            </ins>
        }
        .into_any(),
    }
}

fn meanwhile(one: &Waiting) -> Option<AnyView> {
    let was = one.meanwhile.clone()?;
    let was = if was.is_empty() { "nothing".to_owned() } else { format!("“{was}”") };
    let words = format!(
        "Changed meanwhile: when it was proposed, {was} stood there. Below is the difference to what stands there now."
    );
    Some(view! { <p class="notice" dir="auto">{words}</p> }.into_any())
}

fn follow(one: &Waiting) -> Option<AnyView> {
    if one.event.is_some() {
        return None;
    }
    let words = if one.follow.is_empty() {
        "No coming event says the same, so none follows.".to_owned()
    } else {
        format!("Coming events that follow: {}", one.follow.join(", "))
    };
    Some(view! { <p class="fine" dir="auto">{words}</p> }.into_any())
}

fn buttons(one: &Waiting, sent: Option<&Sent<VerdictForm>>) -> AnyView {
    let typed = sent.and_then(|sent| sent.typed.as_ref()).filter(|typed| typed.id == one.id);
    let why = typed.and_then(|_| sent.and_then(|sent| sent.problem.with("reply")));
    let value = typed.map(|typed| typed.reply.clone()).unwrap_or_default();
    let open = typed.is_some();
    let asked = Asked {
        name: if open { "reply".to_owned() } else { format!("reply-{}", one.id) },
        label: "A sentence to the speaker",
        help: "They read it on their schedule. It may stay empty.",
        value,
        why,
        focus: false,
    };
    view! {
        <form method="post" action=format!("{PATH}/{}/take", one.id) class="actions">
            <input type="hidden" name="seen" value=one.seen.clone()/>
            <button type="submit" class="button">
                "Take over"
            </button>
        </form>
        <details open=open>
            <summary>"Do not take over"</summary>
            <form method="post" action=format!("{PATH}/{}/leave", one.id) novalidate>
                {lines(&asked, 2)}
                <div class="actions">
                    <button type="submit" class="button button-plain">
                        "Do not take over"
                    </button>
                </div>
            </form>
        </details>
    }
    .into_any()
}

/// `POST /staff/proposals/{id}/take`
async fn take(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
    Form(form): Form<VerdictForm>,
) -> Response {
    let done = proposal::take_over(&desk, &staff, id, &form.seen).await;
    settled(desk, &staff, done, VerdictForm { id, ..form }, "taken").await
}

/// `POST /staff/proposals/{id}/leave`
async fn leave(
    State(desk): State<Desk>,
    SignedIn(staff): SignedIn,
    Path(id): Path<i64>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    // Each proposal has a field of its own on the page.
    let reply = pairs.into_iter().find(|(name, _)| name.starts_with("reply"));
    let reply = reply.map(|(_, reply)| reply).unwrap_or_default();
    let done = proposal::decline(&desk, &staff, id, &reply).await;
    let form = VerdictForm { reply, id, ..VerdictForm::default() };
    settled(desk, &staff, done, form, "left").await
}

async fn settled(
    desk: Desk,
    staff: &Staff,
    done: Result<()>,
    form: VerdictForm,
    word: &str,
) -> Response {
    match done {
        Ok(()) => Redirect::to(&format!("{PATH}?done={word}")).into_response(),
        Err(error) => render::again_for(desk, staff, PATH, Some(form), error.into()).await,
    }
}
