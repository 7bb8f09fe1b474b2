//! How somebody stands at an event, and the buttons that change it: on the speaker's page and in the
//! event's line-up.

use domain::appearance::stand::Stand;
use domain::error::{Error, Result};
use domain::line_up::by_staff::{Place, Who};
use domain::speaker::{Appearing, Past};
use domain::time::{Zone, machine, short_moment};
use leptos::prelude::*;
use serde::Deserialize;

use crate::context::{desk, site};
use crate::pages::staff::event;

/// A pressed button, and who stands in. A browser may leave any of it out.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct StateForm {
    /// At which event.
    event: String,
    /// Whom: a speaker's number …
    speaker: String,
    /// … or a place in the line-up …
    place: String,
    /// … which says this instead of a name.
    says: String,
    state: String,
    /// Who speaks in their place: the number of somebody known …
    known: String,
    /// … or a name.
    stand_in: String,
}

impl StateForm {
    /// At which event.
    pub fn event(&self) -> i64 {
        self.event.parse().unwrap_or(0)
    }

    /// Who is meant.
    pub fn place(&self) -> Place {
        match self.speaker.parse() {
            Ok(id) => Place::Of(id),
            Err(_) => Place::Slot(self.place.parse().unwrap_or(usize::MAX), self.says.clone()),
        }
    }

    /// How they are to stand; nothing for a word that no button has.
    pub fn stand(&self) -> Option<Stand> {
        Stand::read(&self.state)
    }

    /// Who stands in, as typed.
    pub fn stand_in(&self) -> &str {
        &self.stand_in
    }

    /// Who of those who are known stands in, as chosen.
    pub fn known(&self) -> &str {
        &self.known
    }

    /// Who speaks in their place.
    ///
    /// # Errors
    /// `Invalid` for somebody chosen and a name beside them.
    pub fn stands_in(&self) -> Result<Who> {
        one_of(&self.known, ("stand_in", &self.stand_in))
    }
}

/// Somebody chosen of those who are known, by number, or a name that was typed into this field.
///
/// # Errors
/// `Invalid` for both at once: nobody can tell who was meant.
pub fn one_of(known: &str, (field, name): (&'static str, &str)) -> Result<Who> {
    match known.parse() {
        Err(_) => Ok(Who::New(name.to_owned())),
        Ok(id) if name.trim().is_empty() => Ok(Who::Known(id)),
        Ok(_) => Err(Error::invalid(
            field,
            "Please choose somebody or write a name: both at once could be two people.",
        )),
    }
}

/// The word, and who stands in.
pub fn state(appearing: &Appearing) -> AnyView {
    let class = match appearing.stand {
        Some(Stand::Confirmed) => "tag tag-good",
        Some(Stand::Declined | Stand::Dropped) => "tag",
        _ => "tag tag-waiting",
    };
    let by = appearing.stand_in.clone().map(|name| match appearing.stand_in_id {
        Some(id) => view! { " by " <a href=super::path(id) dir="auto">{name}</a> }.into_any(),
        None => view! { " by " <span dir="auto">{name}</span> }.into_any(),
    });
    view! {
        <span class=class>{appearing.state.clone()}</span>
        {by}
    }
    .into_any()
}

/// What everybody sees of it.
pub fn public(appearing: &Appearing) -> AnyView {
    match &appearing.face {
        None => view! { <span class="fine">"Not shown"</span> }.into_any(),
        Some(face) => {
            let standing = face.standing.clone().map(|word| view! { ", " {word} });
            view! {
                <span class="fine">
                    "Shown as " <span dir="auto">{face.name.clone()}</span> {standing}
                </span>
            }
            .into_any()
        }
    }
}

/// A button for each way to stand but the one that is. `whose` says for screen readers who is meant.
pub fn buttons(action: &str, appearing: &Appearing, whose: &str) -> AnyView {
    let stands = Stand::ALL
        .into_iter()
        .filter(|stand| *stand != Stand::Surrogate && Some(*stand) != appearing.stand);
    let stands = stands.map(|stand| {
        view! {
            <button type="submit" name="state" value=stand.word() class="button-quiet">
                {stand.words()}
                <span class="apart" dir="auto">
                    {format!(": {whose}")}
                </span>
            </button>
        }
    });
    view! {
        <form method="post" action=action.to_owned()>
            {meant(appearing)} <div class="row-tools">{stands.collect_view()}</div>
        </form>
        {stand_in(appearing, whose)}
    }
    .into_any()
}

fn stand_in(appearing: &Appearing, whose: &str) -> AnyView {
    view! {
        <p>
            <a href=event::stand_in::way(appearing)>
                "Somebody else speaks for them" <span class="apart" dir="auto">{format!(": {whose}")}</span>
            </a>
        </p>
    }
    .into_any()
}

/// Who is meant, for a form.
pub fn meant(appearing: &Appearing) -> AnyView {
    let who = match appearing.speaker_id {
        Some(id) => view! { <input type="hidden" name="speaker" value=id.to_string()/> }.into_any(),
        None => view! {
            <input type="hidden" name="place" value=appearing.place.to_string()/>
            <input type="hidden" name="says" value=appearing.called.clone()/>
        }
        .into_any(),
    };
    view! {
        <input type="hidden" name="event" value=appearing.event_id.to_string()/>
        {who}
    }
    .into_any()
}

/// How it came to that, folded.
pub fn history(past: &[Past]) -> Option<AnyView> {
    if past.is_empty() {
        return None;
    }
    let zone = site().zone;
    let steps = past.iter().map(|step| view! { <li>{step_line(step, zone)}</li> });
    Some(
        view! {
            <details>
                <summary>"History"</summary>
                <ol class="timeline">{steps.collect_view()}</ol>
            </details>
        }
        .into_any(),
    )
}

fn step_line(step: &Past, zone: Zone) -> AnyView {
    let by = step.by.clone().unwrap_or_else(|| "not by staff".to_owned());
    let stand_in =
        step.stand_in.clone().map(|name| view! { " by " <span dir="auto">{name}</span> });
    view! {
        <time datetime=machine(step.at, zone)>{short_moment(step.at, desk().now(), zone)}</time>
        <span>{step.state.clone()} {stand_in} " · " {by}</span>
    }
    .into_any()
}
