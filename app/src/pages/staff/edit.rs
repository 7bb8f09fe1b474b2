//! The editor of an event: one plain form for everything that it says, with the public page beside
//! it where there is room.
//!
//! Every button of it is a button of the form, rows included, so that it works whole without script.
//! It shows what was typed, not what is kept: a form that was refused, that clashed with somebody
//! else's, or that was left behind in a closed window stands there as it was.

mod deeds;
mod groups;
mod look;
mod replies;
mod rows;
mod sessions;
mod told;
mod typing;

use domain::error::Slip;
use domain::event::State;
use domain::event::edit::{self, Clashed, Gone, Opened};
use domain::event::form::EventForm;
use domain::time::moment;
use islands::Editor;
use leptos::prelude::*;

use crate::context::{desk, param, query, site, staff};
use crate::pages::shown;
use crate::problem::Problem;
use crate::ui::head::{Islands, private_head};
use crate::ui::notice::Done;

pub use deeds::{discard, save, typed};
pub use look::Look;
pub use rows::ROLES;
pub use told::oddities;
use typing::Typing;

/// The form that was sent, for showing it again.
#[derive(Clone)]
pub struct Sent {
    form: EventForm,
    revision: i64,
    /// The revision that it began with when it was last compared with another version.
    base: i64,
    /// It differs from what is saved in ways that were shown, and only Save may overwrite that.
    hold: bool,
    why: Why,
}

/// Why it is shown again.
#[derive(Clone)]
enum Why {
    /// A row was added, moved or taken away; the focus goes there.
    Rows(Option<String>),
    /// It was not saved.
    NotSaved(Problem),
    /// Somebody else saved meanwhile.
    Clash(Box<Clashed>),
    /// What they saved was put into the form; what still differs.
    Took(Option<Box<Clashed>>),
}

/// `/staff/events/{id}/edit`
#[component]
pub fn EditPage() -> AnyView {
    let (desk, staff, id) = (desk(), staff(), param("id").parse().unwrap_or_default());
    let (sent, done) = (use_context::<Sent>(), query("done"));
    if let Some(gone) = use_context::<Gone>() {
        return told::gone(&gone);
    }
    shown(async move { edit::for_editing(&desk, &staff, id).await }, move |opened| {
        page(&opened, sent.as_ref(), done.as_deref())
    })
    .into_any()
}

fn page(opened: &Opened, sent: Option<&Sent>, done: Option<&str>) -> AnyView {
    let none = Vec::new();
    let left = opened.scratch.as_ref().filter(|_| sent.is_none());
    let (form, revision, base) = match (sent, left) {
        (Some(sent), _) => (&sent.form, sent.revision, sent.base),
        (None, Some(left)) => (&left.form, left.revision, left.revision),
        (None, None) => (&opened.form, opened.revision, opened.revision),
    };
    let why = sent.map(|sent| &sent.why);
    let hold = left.is_some() || sent.is_some_and(|sent| sent.hold);
    let slips: &Vec<Slip> = match why {
        Some(Why::NotSaved(Problem::Invalid(slips))) => slips,
        _ => &none,
    };
    let focus = match why {
        Some(Why::Rows(focus)) => focus.as_deref(),
        _ => None,
    };
    let typing = Typing { form, slips, focus };
    view! {
        {private_head(&format!("Edit: {}", opened.form.value("title")), "en")}
        <Islands/>
        <main id="main" class="staff">
            {news(opened, why, done)}
            {left.map(|left| told::left_behind(opened.id, left))}
            {heading(opened)}
            {editor(opened, &typing, &Began { revision, base, hold })}
        </main>
    }
    .into_any()
}

/// What happened, before everything else.
fn news(opened: &Opened, why: Option<&Why>, done: Option<&str>) -> AnyView {
    match (why, done) {
        (Some(Why::NotSaved(problem)), _) => told::not_saved(problem),
        (Some(Why::Clash(clashed)), _) => told::clash(clashed),
        (Some(Why::Took(left)), _) => told::took(left.as_deref()),
        (None, Some(done @ ("saved" | "kept_name"))) => {
            let words = if opened.is_public {
                "Saved. The public page shows it now."
            } else if opened.guests > 0 {
                "Saved. The guests’ own pages show it now."
            } else {
                "Saved. Nobody but staff sees it yet."
            };
            let name = (done == "kept_name").then(told::name_was_kept);
            view! { <Done words/> {name} {told::oddities(&opened.oddities, "")} }.into_any()
        }
        (None, Some("discarded")) => view! { <Done words="This is what is saved."/> }.into_any(),
        (None, Some("began")) => {
            let words = "Your draft is begun. Leave empty what you do not know yet: the page says only what is known.";
            view! { <Done words/> }.into_any()
        }
        // What was left behind is another form than the one that was looked over.
        (None, None) if opened.scratch.is_none() => told::oddities(&opened.oddities, "").into_any(),
        (Some(Why::Rows(_)) | None, _) => ().into_any(),
    }
}

fn heading(opened: &Opened) -> AnyView {
    let title = opened.form.value("title").to_owned();
    let when = moment(opened.changed_at, site().zone);
    let who = opened.changed_by.clone().unwrap_or_else(|| "the command line".to_owned());
    let public = opened.is_public.then(|| {
        view! {
            <a class="button button-plain" href=format!("/events/{}", opened.slug)>
                "See the public page"
            </a>
        }
    });
    view! {
        <header class="staff-head">
            <p class="crumbs">
                <a href="/staff">"Events"</a>
                <a href=format!("/staff/events/{}", opened.id)>"Overview"</a>
            </p>
            <h1 dir="auto">{title}</h1>
            <p class="lead-small">
                {promise(opened)} {format!(" Last saved by {who} on {when}.")}
            </p>
            <div class="actions">{public}</div>
        </header>
    }
    .into_any()
}

/// What typing and saving do to this event.
fn promise(opened: &Opened) -> &'static str {
    match (opened.state, opened.is_public) {
        (State::Draft, _) if opened.guests > 0 => {
            "A draft that guests have replied to: changes show to them when you save, not before."
        }
        (State::Draft, _) if !opened.saves_itself => {
            "A draft that was public before: changes count when you save."
        }
        (State::Draft, _) => "A draft: nobody but staff sees it.",
        (_, false) => "Published, and not shown yet: changes count when you save.",
        (_, true) => "Public: changes show when you save, not before.",
    }
}

/// What the form carries along about the version that it began with.
struct Began {
    revision: i64,
    base: i64,
    hold: bool,
}

impl Began {
    fn fields(&self) -> AnyView {
        let base = (self.base != self.revision).then(|| {
            view! { <input type="hidden" name="base" value=self.base.to_string() autocomplete="off"/> }
        });
        let hold = self
            .hold
            .then(|| view! { <input type="hidden" name="hold" value="on" autocomplete="off"/> });
        view! {
            <input type="hidden" name="revision" value=self.revision.to_string() autocomplete="off"/>
            {base}
            {hold}
        }
        .into_any()
    }
}

fn editor(opened: &Opened, typing: &Typing, began: &Began) -> AnyView {
    let action = format!("/staff/events/{}/edit", opened.id);
    let look = format!("/staff/events/{}/typed", opened.id);
    let parts = groups::PARTS.map(|(id, words)| {
        view! { <a href=format!("#{id}")>{words}</a> }
    });
    view! {
        <div class="desk">
            <nav class="editor-index" aria-label="Parts of the form">
                {parts.collect_view()}
            </nav>
            <form id="editor" class="editor" method="post" action=action autocomplete="off" novalidate>
                // The Enter key presses a form's first button.
                <button type="submit" name="do" value="save" class="apart" tabindex="-1" aria-hidden="true">
                    "Save"
                </button>
                {began.fields()}
                {groups::all(opened, typing)}
                <div class="editor-bar">
                    <button type="submit" name="do" value="save" class="button">
                        "Save"
                    </button>
                    <p role="status" class="editor-status"></p>
                    <button
                        type="submit"
                        name="do"
                        value="look"
                        formaction=look.clone()
                        formtarget="_blank"
                        class="button button-plain look-link"
                    >
                        "See the page"
                    </button>
                </div>
            </form>
            {beside(look)}
            <Editor/>
        </div>
    }
    .into_any()
}

/// The public page, drawn by the island from what is typed.
fn beside(look: String) -> AnyView {
    view! {
        <aside class="look" aria-label="How the page will look">
            <p class="look-head">
                <span>"How the page will look"</span>
                <button
                    type="submit"
                    form="editor"
                    name="do"
                    value="look"
                    formaction=look
                    formtarget="_blank"
                    class="button-quiet"
                >
                    "Open in a new tab"
                </button>
            </p>
            <iframe class="look-page" title="How the page will look"></iframe>
        </aside>
    }
    .into_any()
}
