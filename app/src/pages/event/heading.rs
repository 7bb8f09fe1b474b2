//! What an event is called and who invites.

use domain::briefing::Briefing;
use leptos::prelude::*;

use crate::ui::hosts::hosts;

/// Kind, occasion, title, subtitle, hosts.
pub fn heading(briefing: &Briefing) -> AnyView {
    let kind = briefing.kind.as_ref().map(|kind| view! { <span>{kind.label()}</span> });
    let occasion = briefing.occasion.clone().map(|occasion| view! { <span>{occasion}</span> });
    let kicker = (kind.is_some() || occasion.is_some())
        .then(|| view! { <p class="kicker">{kind} {occasion}</p> });
    view! {
        <header class="event-head">
            {kicker} <h1>{briefing.title.clone()}</h1>
            {briefing
                .subtitle
                .clone()
                .map(|subtitle| view! { <p class="event-subtitle">{subtitle}</p> })}
            {hosts(&briefing.hosts)}
        </header>
    }
    .into_any()
}
