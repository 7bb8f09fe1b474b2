//! The parts of the form, in the order in which people think of an event.

use domain::event::State;
use domain::event::edit::Opened;
use leptos::prelude::*;

use super::typing::{Typing, control};
use super::{replies, rows, sessions};
use crate::context::desk;
use crate::ui::control::Line;

/// The parts by the ids of their groups.
pub const PARTS: [(&str, &str); 10] = [
    ("what", "What"),
    ("when", "When"),
    ("where", "Where"),
    ("online", "Online"),
    ("hosts", "Hosts"),
    ("speakers", "Line-up"),
    ("sessions", "Agenda"),
    ("replies", "RSVP"),
    ("notices", "Notices"),
    ("publishing", "Publishing"),
];

const KINDS: [&str; 8] =
    ["briefing", "panel", "forum", "hearing", "lecture", "reception", "roundtable", "workshop"];
const LANGUAGES: [&str; 5] = ["en", "es", "fr", "pt", "ar"];

const MODES: [(&str, &str); 3] =
    [("in_person", "In the room"), ("online", "Online only"), ("hybrid", "In the room and online")];
const REVEAL: [(&str, &str); 3] = [
    ("", "Not said: those with a confirmed place"),
    ("confirmed", "Those with a confirmed place only"),
    ("public", "Everybody, on the public page"),
];
/// All of them.
pub fn all(opened: &Opened, typing: &Typing) -> AnyView {
    view! {
        {what(opened, typing)}
        {when(typing)}
        {place(typing)}
        {online(typing)}
        {rows::hosts(typing)}
        {rows::speakers(typing)}
        {sessions::sessions(typing)}
        {replies::replies(typing)}
        {rows::notices(typing)}
        {publishing(opened, typing)}
    }
    .into_any()
}

/// A group with its words. A rows' button swaps the group that it stands in.
pub fn group(id: &'static str, inside: impl IntoAny) -> AnyView {
    let words = PARTS.iter().find(|part| part.0 == id).map(|part| part.1);
    view! {
        <fieldset class="group" id=id>
            <legend>{words}</legend>
            {inside.into_any()}
        </fieldset>
    }
    .into_any()
}

/// Words that a control with this `list` offers; others can be typed.
pub fn offers(id: &'static str, words: &'static [&'static str]) -> AnyView {
    let words = words.iter().map(|word| view! { <option value=*word></option> });
    view! { <datalist id=id>{words.collect_view()}</datalist> }.into_any()
}

fn what(opened: &Opened, typing: &Typing) -> AnyView {
    let address = desk().link(&format!("/events/{}", opened.slug));
    group(
        "what",
        view! {
            {typing.text(control("title"))}
            {typing.text(control("subtitle"))}
            <div class="pair">
                {typing
                    .offered(
                        control("kind").help("Briefing, panel … Shown as you write it."),
                        "kinds",
                    )}
                {typing
                    .text(
                        control("occasion")
                            .help("The day or campaign it belongs to."),
                    )}
            </div>
            {offers("kinds", &KINDS)}
            {typing
                .lines(
                    control("description")
                        .help("An empty line begins a paragraph, *stars* make it slanted, a hyphen a list."),
                    8,
                )}
            <div class="pair">
                {typing
                    .text(control("tags").help("With commas between them."))}
                {typing
                    .offered(
                        control("language").help("Of these texts: en, es, fr …"),
                        "languages",
                    )}
            </div>
            {offers("languages", &LANGUAGES)}
            {typing
                .text(
                    control("slug")
                        .help("Its last part. Leave it empty to have it made from the title; links to the old one end."),
                )}
            <p class="fine">"Now " <span class="editor-address">{address}</span></p>
        },
    )
}

fn when(typing: &Typing) -> AnyView {
    group(
        "when",
        view! {
            <p class="fine">
                "Leave empty what is not known yet. A time is what the clock in the room shows."
            </p>
            <div class="pair">
                {typing.line(control("time.first_day"), Line::Day)}
                {typing.line(control("time.start"), Line::Clock)}
            </div>
            <div class="pair">
                {typing
                    .line(
                        control("time.last_day").help("If it is another one."),
                        Line::Day,
                    )}
                {typing.line(control("time.end"), Line::Clock)}
            </div>
            {typing
                .line(control("time.doors").help("On the first day."), Line::Clock)}
            {typing.tick(control("time.all_day"))}
            {typing.zone(control("time.zone"))}
        },
    )
}

fn place(typing: &Typing) -> AnyView {
    group(
        "where",
        view! {
            {rows::choices(typing, "place.mode", &MODES, "in_person")}
            <div class="pair">
                {typing.text(control("place.building"))}
                {typing.text(control("place.room").help("As the sign says: 2172, SVC 212, Gold Room."))}
            </div>
            <div class="pair">
                {typing.text(control("place.address"))}
                {typing.text(control("place.country").help("Two letters: US."))}
            </div>
            {typing
                .lines(
                    control("place.arrival")
                        .help("Which entrance, what to bring, how long the check takes."),
                    3,
                )}
        },
    )
}

fn online(typing: &Typing) -> AnyView {
    group(
        "online",
        view! {
            {typing
                .line(
                    control("online.url")
                        .help("The whole address, beginning with https://."),
                    Line::Link,
                )}
            {typing
                .pick(control("online.reveal"), &REVEAL, "")}
            {typing.text(control("online.note").help("Languages, captions."))}
        },
    )
}

fn publishing(opened: &Opened, typing: &Typing) -> AnyView {
    let called_off = matches!(opened.state, State::Cancelled | State::Postponed)
        || ["reason", "replacement"].iter().any(|name| !typing.form.value(name).is_empty());
    let called_off = called_off.then(|| {
        view! {
            {typing
                .lines(
                    control("reason")
                        .help("Why it was cancelled or postponed, in a sentence for everybody."),
                    2,
                )}
            {typing
                .text(
                    control("replacement")
                        .help("The last part of the other event’s address."),
                )}
        }
    });
    group(
        "publishing",
        view! {
            <p class="fine">
                "Once published, the page shows at once; with a day and time, from then on."
            </p>
            <div class="pair">
                {typing.line(control("publish_at.day"), Line::Day)}
                {typing.line(control("publish_at.time"), Line::Clock)}
            </div>
            {called_off}
        },
    )
}
