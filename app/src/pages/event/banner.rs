//! What happened to an event that will not simply happen: said before anything else.

use domain::briefing::{Briefing, Stage};
use leptos::prelude::*;

use crate::pages::event::noun;

/// Nothing for an event that is still to come.
pub fn banner(briefing: &Briefing) -> Option<AnyView> {
    let noun = noun(briefing);
    let (class, words) = match briefing.stage {
        Stage::Coming => return None,
        Stage::UnderWay => ("notice notice-good", format!("This {noun} is under way.")),
        Stage::Over => ("notice", format!("This {noun} is over.")),
        Stage::Cancelled => ("notice notice-wrong", format!("This {noun} was cancelled.")),
        Stage::Postponed => ("notice notice-wrong", format!("This {noun} was postponed.")),
    };
    let reason = briefing.reason.clone();
    let instead = briefing.replacement.as_ref().map(|slug| format!("/events/{slug}"));
    Some(
        view! {
            <div class=class>
                <p class="notice-what" lang="en">
                    {words}
                </p>
                {reason.map(|reason| view! { <p dir="auto">{reason}</p> })}
                {instead
                    .map(|address| {
                        view! {
                            <p lang="en">
                                <a href=address>"See the event that takes its place"</a>
                            </p>
                        }
                    })}
            </div>
        }
        .into_any(),
    )
}
