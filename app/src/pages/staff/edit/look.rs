//! The public page made of what is typed, for the picture beside the form and for a tab of its own.

use domain::briefing::Briefing;
use domain::event::State;
use domain::event::edit::{Kept, Outcome};
use domain::time::{Zone, hours};
use leptos::prelude::*;

use crate::pages::event::preview_sheet;
use crate::pages::trouble::NotHere;

/// What the page shows.
#[derive(Clone)]
pub struct LookAt {
    /// The event as everybody would see it.
    pub briefing: Briefing,
    /// How things stand.
    pub ribbon: &'static str,
}

/// Stands at no address of its own: what is typed is sent, and this is the answer.
#[component]
pub fn Look() -> impl IntoView {
    match use_context::<LookAt>() {
        Some(LookAt { briefing, ribbon }) => {
            preview_sheet(&briefing, view! { <b>{ribbon}</b> }.into_any())
        }
        None => view! { <NotHere/> }.into_any(),
    }
}

/// The ribbon's words.
pub fn ribbon(kept: &Kept) -> &'static str {
    match kept.outcome {
        Outcome::Same | Outcome::Saved if is_draft(kept) => "Draft: nobody but staff sees this",
        Outcome::Same | Outcome::Saved => "Saved: this is what the page says",
        Outcome::Aside | Outcome::Behind => "Not saved: nobody else sees this yet",
        Outcome::Unread(_) => "Not saved: what needs another look is shown as it was",
    }
}

/// The words for the line beside the button, in ASCII, since they travel in a header.
pub fn said(kept: &Kept, zone: Zone) -> String {
    let at = hours(zone.local(kept.at).time(), None, "");
    match kept.outcome {
        Outcome::Same => "Everything is saved".to_owned(),
        Outcome::Saved => format!("Draft saved at {at}"),
        Outcome::Aside if is_draft(kept) => "Kept, not saved yet".to_owned(),
        Outcome::Aside => "Kept, not public until you save".to_owned(),
        Outcome::Unread(1) => {
            "Kept. One thing needs another look before it can be saved.".to_owned()
        }
        Outcome::Unread(slips) => {
            format!("Kept. {slips} things need another look before they can be saved.")
        }
        Outcome::Behind => "Kept. Somebody else saved this event: save to compare.".to_owned(),
    }
}

fn is_draft(kept: &Kept) -> bool {
    let state = kept.document.state.as_deref().and_then(|state| state.parse::<State>().ok());
    state.is_none_or(|state| state == State::Draft)
}
