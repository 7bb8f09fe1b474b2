//! The form of what is known of a speaker, for a new one and for a known one.

use domain::speaker::Draft;
use leptos::prelude::*;

use super::typed::Typed;
use crate::problem::Problem;
use crate::ui::control::{Asked, Line, line};
use crate::ui::field::lines;
use crate::ui::zone::zone_or_none;

/// What the form says.
pub fn read(typed: &Typed) -> Draft {
    let value = |name| typed.value(name).to_owned();
    Draft {
        name: value("name"),
        honorific: value("honorific"),
        suffix: value("suffix"),
        spoken: value("spoken"),
        zone: value("zone"),
        titles: value("titles"),
        organisations: value("organisations"),
        biography: value("biography"),
    }
}

/// How a control is called.
pub fn words(field: &str) -> &'static str {
    match field {
        "name" => "Name",
        "honorific" => "Before the name",
        "suffix" => "After the name",
        "spoken" => "How it is said",
        "zone" => "Their time zone",
        "titles" => "Job titles",
        "organisations" => "Organisations",
        "biography" => "Biography",
        "contact" => "How they are reached",
        _ => "",
    }
}

/// All controls, with what is kept or typed.
pub fn controls(draft: &Draft, problem: Option<&Problem>, focus: bool) -> AnyView {
    let asked = |name: &str, help, value: &str| Asked {
        name: name.to_owned(),
        label: words(name),
        help,
        value: value.to_owned(),
        why: problem.and_then(|problem| problem.with(name)),
        focus: focus && name == "name",
    };
    let name = asked("name", "As it is printed, without what stands around it.", &draft.name);
    let honorific = asked("honorific", "Rep., Dr.", &draft.honorific);
    let suffix = asked("suffix", "Jr., Ph.D.", &draft.suffix);
    let spoken = asked("spoken", "For who introduces them: ah-DAY-zha.", &draft.spoken);
    let home = asked("zone", "Their schedule shows times in it as well.", &draft.zone);
    let titles = asked("titles", "One a line.", &draft.titles);
    let organisations = asked("organisations", "One a line.", &draft.organisations);
    let biography = asked("biography", "Markdown works: **bold**, lists, links.", &draft.biography);
    view! {
        {line(&name, Line::Text, None)}
        <div class="pair">
            {line(&honorific, Line::Text, None)} {line(&suffix, Line::Text, None)}
        </div>
        {line(&spoken, Line::Text, None)}
        <div class="pair">{lines(&titles, 3)} {lines(&organisations, 3)}</div>
        {lines(&biography, 8)}
        {zone_or_none(&home)}
    }
    .into_any()
}
