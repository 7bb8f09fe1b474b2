//! The form of a ladder: a card for each reminder, and an empty one for one more.

use domain::ladder::{Audience, LadderForm, MOST_STEPS, StepForm, Unit};
use leptos::prelude::*;

use super::page;
use crate::problem::Problem;
use crate::ui::control::{Asked, Line, line, pick, tick};
use crate::ui::field::{lines, reason};

/// The form as it was sent. More rows than an event may have are read no further.
pub fn read(pairs: &[(String, String)]) -> LadderForm {
    let mut form = LadderForm::default();
    for (name, value) in pairs {
        if name == "seen" {
            form.seen.clone_from(value);
        }
        let Some((row, field)) = place(name) else { continue };
        if row > MOST_STEPS {
            continue;
        }
        while form.rows.len() <= row {
            form.rows.push(StepForm { unit: "days".to_owned(), ..StepForm::default() });
        }
        let step = &mut form.rows[row];
        match field {
            "number" => step.number.clone_from(value),
            "unit" => step.unit.clone_from(value),
            "to" => step.to.push(value.clone()),
            "asks" => step.asks = true,
            "note" => step.note.clone_from(value),
            "remove" => step.remove = true,
            _ => {}
        }
    }
    form
}

/// Row and field of `steps[2].number`.
fn place(name: &str) -> Option<(usize, &str)> {
    let (row, field) = name.strip_prefix("steps[")?.split_once("].")?;
    Some((row.parse().ok()?, field))
}

/// The form, with what is wrong beside the fields.
pub fn panel(event_id: i64, typed: &LadderForm, problem: Option<&Problem>) -> AnyView {
    let rows = typed.rows.iter().enumerate().map(|(row, step)| card(row, step, problem));
    view! {
        <section class="panel" aria-labelledby="change">
            <h2 id="change">"Change them"</h2>
            <form method="post" action=page(event_id) novalidate>
                <input type="hidden" name="seen" value=typed.seen.clone()/>
                {rows.collect_view()}
                <div class="actions">
                    <button type="submit" class="button">
                        "Save the reminders"
                    </button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

fn card(row: usize, step: &StepForm, problem: Option<&Problem>) -> AnyView {
    let asked = |field: &str, label, help, value: &str| {
        let name = format!("steps[{row}].{field}");
        let why = problem.and_then(|problem| problem.with(&name));
        Asked { name, label, help, value: value.to_owned(), why, ..Asked::default() }
    };
    let units = Unit::ALL.map(|unit| (unit.word().to_owned(), unit.word().to_owned()));
    let on = |on: bool| if on { "on" } else { "" };
    let note = "A sentence of yours, as plain text, below the facts.";
    let known = !step.is_empty();
    let legend =
        if known { format!("Reminder {}", row + 1) } else { "One more reminder".to_owned() };
    let remove = known.then(|| tick(&asked("remove", "Remove this reminder", "", on(step.remove))));
    view! {
        <fieldset class="row-card">
            <legend>{legend}</legend>
            <div class="pair">
                {line(&asked("number", "How long before", "", &step.number), Line::Number, None)}
                {pick(&asked("unit", "Days, hours or minutes", "", &step.unit), &units)}
            </div>
            {audiences(row, step, problem)}
            {tick(
                &asked(
                    "asks",
                    "Ask whether they come",
                    "Its link leads to a page where who has a seat confirms it or gives it up.",
                    on(step.asks),
                ),
            )}
            {lines(&asked("note", "Your own words (optional)", note, &step.note), 2)}
            {remove}
        </fieldset>
    }
    .into_any()
}

fn audiences(row: usize, step: &StepForm, problem: Option<&Problem>) -> AnyView {
    let name = format!("steps[{row}].to");
    let why = problem.and_then(|problem| problem.with(&name));
    let wrong = why.is_some();
    let described = wrong.then(|| format!("{name}-why"));
    let boxes = Audience::ALL.map(|audience| {
        let on = step.to.iter().any(|word| word == audience.word());
        view! {
            <label class="choice">
                <input
                    type="checkbox"
                    name=name.clone()
                    value=audience.word()
                    autocomplete="off"
                    checked=on
                />
                <span>{audience.words()}</span>
            </label>
        }
    });
    view! {
        <fieldset
            class="field audiences"
            id=name.clone()
            class=("field-wrong", wrong)
            aria-describedby=described
        >
            <legend>"To whom"</legend>
            {reason(&name, why)}
            {boxes.into_iter().collect_view()}
        </fieldset>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn rows_are_read_by_their_number_and_no_further_than_there_may_be() {
        let pairs = [
            ("seen", "[]"),
            ("steps[1].number", "2"),
            ("steps[1].to", "room"),
            ("steps[1].to", "press"),
            ("steps[1].asks", "on"),
            ("steps[999999999].number", "9"),
            ("steps[-1].number", "9"),
            ("steps[x].number", "9"),
            ("steps", "9"),
        ];
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let form = read(&pairs);
        assert_eq!((form.seen.as_str(), form.rows.len()), ("[]", 2));
        assert!(form.rows[0].is_empty());
        assert_eq!(form.rows[1].to, ["room", "press"]);
        assert!(form.rows[1].asks && form.rows[1].number == "2");
    }
}
