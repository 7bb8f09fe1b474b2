//! What an event is called and who invites.

use domain::briefing::{Briefing, Replies};
use leptos::prelude::*;

use crate::ui::hosts::hosts;

/// Kind, occasion, title, subtitle, hosts.
pub fn heading(briefing: &Briefing) -> AnyView {
    let kind = briefing.kind.as_ref().map(|kind| view! { <span>{kind.label()}</span> });
    let occasion =
        briefing.occasion.clone().map(|occasion| view! { <span dir="auto">{occasion}</span> });
    // A space for those who listen, a dot for those who see.
    let between = (kind.is_some() && occasion.is_some())
        .then(|| view! { " " <span aria-hidden="true">"· "</span> });
    let kicker = (kind.is_some() || occasion.is_some())
        .then(|| view! { <p class="kicker">{kind} {between} {occasion}</p> });
    view! {
        <header class="event-head">
            {kicker} <h1 dir="auto">{briefing.title.clone()}</h1>
            {briefing
                .subtitle
                .clone()
                .map(|subtitle| view! { <p class="event-subtitle" dir="auto">{subtitle}</p> })}
            {hosts(&briefing.hosts)} {replies(&briefing.replies)}
        </header>
    }
    .into_any()
}

/// Why there is nothing to fill in, where the panel stands far below.
fn replies(replies: &Replies) -> Option<AnyView> {
    let (words, moment) = match replies {
        Replies::Open(_) | Replies::No => return None,
        Replies::Later(moment) => ("Replies open on ", Some(moment.clone())),
        Replies::Closed => ("Replies are closed", None),
        Replies::NotNeeded => ("No reply needed: simply come", None),
        Replies::Invited => ("By invitation", None),
    };
    let line = view! {
        <p class="event-replies" lang="en">
            {words} {moment.map(|moment| view! { <span>{moment}</span> })}
        </p>
    };
    Some(line.into_any())
}
