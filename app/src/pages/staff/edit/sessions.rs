//! The agenda in the form: a card for each session, folded where there are many.

use domain::event::form::RowList;
use leptos::prelude::*;

use super::groups::{group, offers};
use super::rows::{add, rows};
use super::typing::{Typing, control};
use crate::ui::control::Line;

const KINDS: [&str; 8] =
    ["keynote", "panel", "q_and_a", "remarks", "break", "lunch", "reception", "workshop"];
const NAMES: &str = "line-up-names";

/// More cards than this are folded, so that the whole agenda can be seen.
const OPEN: usize = 4;

/// The parts of the agenda.
pub fn sessions(typing: &Typing) -> AnyView {
    let many = typing.form.rows(RowList::Sessions) > OPEN;
    let cards = rows(typing, RowList::Sessions, |row| card(typing, row, many));
    let names = typing.form.names().into_iter().map(|name| view! { <option value=name></option> });
    group(
        "sessions",
        view! {
            <p class="fine">
                "Shown by day and hour, else in this order. Hours and rooms that do not fit together are told, never refused."
            </p>
            {cards}
            <datalist id=NAMES>{names.collect_view()}</datalist>
            {offers("session-kinds", &KINDS)}
            <div class="row-orders">
                {add(typing, "add:sessions", "Add a session")}
                {(typing.form.rows(RowList::Sessions) > 1)
                    .then(|| add(typing, "sort:sessions", "Put them in the order of their hours"))}
            </div>
        },
    )
}

fn card(typing: &Typing, row: &str, many: bool) -> AnyView {
    let index = row.trim_end_matches(']').rsplit('[').next().and_then(|index| index.parse().ok());
    let (index, own) = (index.unwrap_or_default(), format!("{row}."));
    if !many {
        return fields(typing, row, index);
    }
    let wrong = typing.slips.iter().any(|slip| slip.field.starts_with(&own));
    let focus = typing.focus.is_some_and(|focus| focus.starts_with(&own));
    let called = typing.form.session_called(index);
    let open = wrong || focus || called.is_none();
    let called = called.unwrap_or_else(|| "Nothing said yet".to_owned());
    view! {
        <details class="row-fold" open=open>
            <summary dir="auto">{called}</summary>
            {fields(typing, row, index)}
        </details>
    }
    .into_any()
}

fn fields(typing: &Typing, row: &str, index: usize) -> AnyView {
    let name = |key: &str| format!("{row}.{key}");
    view! {
        <div class="row-fields">
            <div class="pair">
                {typing.text(control(name("title")))}
                {typing
                    .offered(
                        control(name("kind")).help("Keynote, panel, break … or as you write it."),
                        "session-kinds",
                    )}
            </div>
            {hours(typing, row)}
            <div class="pair">
                {typing
                    .text(
                        control(name("room")).help("If it is not the event’s."),
                    )}
                {typing
                    .offered(
                        control(name("moderator")).help("By the name in the line-up."),
                        NAMES,
                    )}
            </div>
            {speakers(typing, row, index)}
            {typing.lines(control(name("description")), 2)}
        </div>
    }
    .into_any()
}

fn hours(typing: &Typing, row: &str) -> AnyView {
    let name = |key: &str| format!("{row}.{key}");
    // Few sessions have material of their own that opens at an hour.
    let opens = ["opens.day", "opens.time"].map(name);
    let opens = opens.iter().any(|name| !typing.form.value(name).is_empty()).then(|| {
        view! {
            <div class="pair">
                {typing.line(control(name("opens.day")), Line::Day)}
                {typing.line(control(name("opens.time")), Line::Clock)}
            </div>
        }
    });
    view! {
        <div class="pair">
            {typing.line(control(name("day")), Line::Day)}
            {typing.line(control(name("start")), Line::Clock)}
            {typing.line(control(name("end")), Line::Clock)}
            {typing
                .line(
                    control(name("last_day")).help("If it ends on another one."),
                    Line::Day,
                )}
        </div>
        {opens}
    }
    .into_any()
}

/// Who speaks, in their order, and who of the line-up could be added by a tick.
fn speakers(typing: &Typing, row: &str, index: usize) -> AnyView {
    let name = format!("{row}.speakers");
    let lines = typing.form.value(&name).lines().count().clamp(2, 8);
    let lines = u8::try_from(lines).unwrap_or(2);
    let ticks = typing.form.names_beside(index).into_iter().map(|one| {
        view! {
            <label class="choice">
                <input type="checkbox" name=name.clone() value=one.clone() autocomplete="off"/>
                <span dir="auto">{one}</span>
            </label>
        }
    });
    let ticks: Vec<_> = ticks.collect();
    let ticks = (!ticks.is_empty()).then(|| {
        view! {
            <fieldset class="field">
                <legend>"Add from the line-up"</legend>
                <div class="checks">{ticks.collect_view()}</div>
            </fieldset>
        }
    });
    view! {
        {typing
            .lines(
                control(name)
                    .help("One a line, in their order, by the names in the line-up. Whose line you take away is not in it."),
                lines,
            )}
        {ticks}
    }
    .into_any()
}
