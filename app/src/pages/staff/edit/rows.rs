//! The lists of the form: hosts, speakers, kept seats, notices. Each row is a card with buttons of its own.

use domain::event::form::{self, RowList};
use domain::rsvp::CATEGORIES;
use leptos::prelude::*;

use super::groups::{group, offers};
use super::typing::{Typing, control};
use crate::ui::control::Line;
use crate::ui::field::reason;

const RELATIONS: [(&str, &str); 6] = [
    ("", "Not said"),
    ("host", "Host"),
    ("co_host", "Co-host"),
    ("honorary_co_host", "Honorary co-host"),
    ("in_cooperation_with", "In cooperation with"),
    ("sponsor_office", "Sponsoring office"),
];
/// Roles that are offered.
pub const ROLES: [(&str, &str); 5] = [
    ("keynote", "Keynote"),
    ("moderator", "Moderator"),
    ("panelist", "Panelist"),
    ("speaker", "Speaker"),
    ("opening_remarks", "Opening remarks"),
];
const STATES: [(&str, &str); 8] = [
    ("", "Not said"),
    ("confirmed", "Confirmed"),
    ("invited", "Invited"),
    ("tentative", "Tentative (shown as invited)"),
    ("tbd", "To be announced"),
    ("surrogate", "Surrogate"),
    ("declined", "Declined (not shown)"),
    ("dropped", "Dropped out (not shown)"),
];
const NOTICES: [&str; 6] =
    ["food", "accessibility", "recording", "photography", "security", "parking"];

/// Who invites.
pub fn hosts(typing: &Typing) -> AnyView {
    let rows = rows(typing, RowList::Hosts, |row| {
        let name = |key: &str| format!("{row}.{key}");
        view! {
            <div class="pair">
                {typing.text(control(name("name")))}
                {typing.pick(control(name("relation")), &RELATIONS, "")}
            </div>
            {typing.line(control(name("url")), Line::Link)}
            {typing.lines(control(name("about")), 3)}
        }
        .into_any()
    });
    group("hosts", view! { {rows} {add(typing, "add:hosts", "Add a host")} })
}

/// Who speaks.
pub fn speakers(typing: &Typing) -> AnyView {
    let rows = rows(typing, RowList::Speakers, |row| speaker(typing, row));
    group("speakers", view! { {rows} {add(typing, "add:speakers", "Add a speaker")} })
}

/// For whom seats are kept. They stand in the group on replies.
pub fn blocks(typing: &Typing) -> AnyView {
    let mut categories = vec![("", "Not said")];
    categories.extend(CATEGORIES);
    let rows = rows(typing, RowList::Blocks, |row| {
        let name = |key: &str| format!("{row}.{key}");
        view! {
            <div class="pair">
                {typing.pick(control(name("category")), &categories, "")}
                {typing.line(control(name("seats")), Line::Number)}
            </div>
            <div class="pair">
                {typing.line(control(name("released.day")), Line::Day)}
                {typing.line(control(name("released.time")), Line::Clock)}
            </div>
        }
        .into_any()
    });
    view! { {rows} {add(typing, "add:rsvp.blocks", "Keep seats for some guests")} }.into_any()
}

/// What guests should know.
pub fn notices(typing: &Typing) -> AnyView {
    let rows = rows(typing, RowList::Notices, |row| {
        view! {
            {typing
                .offered(
                    control(format!("{row}.kind")).help("Food, accessibility, recording …"),
                    "notice-kinds",
                )}
            {typing.lines(control(format!("{row}.text")), 2)}
        }
        .into_any()
    });
    group(
        "notices",
        view! { {rows} {offers("notice-kinds", &NOTICES)} {add(typing, "add:notices", "Add a notice")} },
    )
}

fn speaker(typing: &Typing, row: &str) -> AnyView {
    let name = |key: &str| format!("{row}.{key}");
    let roles = ROLES.map(|(role, words)| {
        let name = name(&format!("roles.{role}"));
        let on = typing.form.is_on(&name);
        view! {
            <label class="choice">
                <input type="checkbox" id=name.clone() name=name value="on" autocomplete="off" checked=on/>
                <span>{words}</span>
            </label>
        }
    });
    let carried = ["was", "who"].map(name).map(|name| {
        let value = typing.form.value(&name).to_owned();
        view! { <input type="hidden" name=name value=value autocomplete="off"/> }
    });
    view! {
        {carried.collect_view()}
        <div class="pair">
            {typing
                .text(
                    control(name("name"))
                        .help("As it is to be printed. The agenda follows."),
                )}
            {typing
                .text(
                    control(name("placeholder"))
                        .help("While there is none: Representative of …"),
                )}
        </div>
        {typing
            .tick(
                control(name("protected"))
                    .help("Shown by the name above, roles and titles only: no organisation, no biography. Use a chosen name here, never a legal one."),
            )}
        <fieldset class="field">
            <legend>"Roles"</legend>
            <div class="checks">{roles.collect_view()}</div>
        </fieldset>
        <div class="pair">
            {typing
                .text(control(name("roles.other")).help("With commas between them."))}
            {typing.pick(control(name("state")), &STATES, "")}
        </div>
        {typing
            .text(
                control(name("stand_in"))
                    .help("Of whom somebody else speaks for: the name is public."),
            )}
        <div class="pair">
            {typing.lines(control(name("titles")).help("One a line."), 2)}
            {typing.lines(control(name("organisations")).help("One a line."), 2)}
        </div>
        {typing
            .line(control(name("email")).help("For staff only, never shown."), Line::Mail)}
        {typing.lines(control(name("biography")), 4)}
    }
    .into_any()
}

/// One of few, all of them in sight. Where nothing was said, `unsaid` is chosen and stays unsaid.
pub fn choices(
    typing: &Typing,
    name: &'static str,
    choices: &'static [(&'static str, &'static str)],
    unsaid: &str,
) -> AnyView {
    let typed = typing.form.value(name).to_owned();
    let why = typing.slips.iter().find(|slip| slip.field == name).map(|slip| slip.why.clone());
    let wrong = why.is_some();
    let choices = choices.iter().map(|(value, words)| {
        let value = if typed.is_empty() && *value == unsaid { "" } else { *value };
        view! {
            <label class="choice">
                <input type="radio" name=name value=value autocomplete="off" checked=typed == value/>
                <span>{*words}</span>
            </label>
        }
    });
    view! {
        <fieldset class="field" id=name class=("field-wrong", wrong)>
            <legend>{form::words_beside(name)}</legend>
            {reason(name, why)}
            <div class="checks">{choices.collect_view()}</div>
        </fieldset>
    }
    .into_any()
}

/// The cards of a list, each with what is inside it and its buttons.
pub fn rows(typing: &Typing, list: RowList, inside: impl Fn(&str) -> AnyView) -> AnyView {
    let lowest = typing.form.rows(list).saturating_sub(1);
    let rows = (0..typing.form.rows(list)).map(|index| {
        let row = format!("{}[{index}]", list.name());
        let legend = form::label(&row);
        let first_and_last = [index == 0, index == lowest];
        let tool = |order: &'static str, words: &'static str, class: &'static str| {
            let whose = format!(" {}", legend.to_lowercase());
            let focus = takes_focus(typing.focus, order, &row, first_and_last);
            view! {
                <button
                    type="submit"
                    name="do"
                    value=format!("{order}:{row}")
                    class=class
                    autofocus=focus
                >
                    {words}
                    <span class="apart">{whose}</span>
                </button>
            }
        };
        let up = (index > 0).then(|| tool("up", "Up", "button-quiet"));
        let down = (index < lowest).then(|| tool("down", "Down", "button-quiet"));
        let remove = tool("remove", "Remove", "button-quiet button-danger");
        view! {
            <fieldset class="row-card">
                <legend>{legend.clone()}</legend>
                {inside(&row)}
                <div class="row-tools">{up} {down} {remove}</div>
            </fieldset>
        }
    });
    rows.collect_view().into_any()
}

/// Who moves a row finds the same button under their finger, and at the list's end the other one.
fn takes_focus(wanted: Option<&str>, order: &str, row: &str, [first, last]: [bool; 2]) -> bool {
    let Some((pressed, moved)) = wanted.and_then(|wanted| wanted.split_once(':')) else {
        return false;
    };
    let there = match pressed {
        "up" if first => "down",
        "down" if last => "up",
        _ => pressed,
    };
    moved == row && there == order
}

/// The button that adds a row, or that orders the whole list otherwise.
pub fn add(typing: &Typing, order: &'static str, words: &'static str) -> AnyView {
    view! {
        <p class="add-row">
            <button
                type="submit"
                id=order
                name="do"
                value=order
                class="button-quiet"
                autofocus=typing.focus == Some(order)
            >
                {words}
            </button>
        </p>
    }
    .into_any()
}
