//! Whom a session names, each with the way to what the line-up says of them.

use domain::briefing::{PublicSession, PublicSpeaker};
use leptos::prelude::*;

use crate::pages::event::line_up;

/// The names of the line-up with their places in it.
pub struct Named(Vec<String>);

impl Named {
    pub fn of(line_up: &[PublicSpeaker]) -> Self {
        Self(line_up.iter().map(PublicSpeaker::in_sessions).collect())
    }

    /// Where the page tells of who is called so; nowhere if two are.
    fn anchor(&self, name: &str) -> Option<String> {
        let mut theirs = self.0.iter().enumerate().filter(|(_, known)| *known == name);
        let (place, _) = theirs.next()?;
        theirs.next().is_none().then(|| line_up::anchor(place))
    }

    fn link(&self, name: String) -> AnyView {
        match self.anchor(&name) {
            Some(anchor) => view! { <a href=format!("#{anchor}")>{name}</a> }.into_any(),
            None => name.into_any(),
        }
    }
}

/// Speakers, then who leads; the latter is named once.
pub fn people(session: &PublicSession, named: &Named) -> AnyView {
    let speakers = session.speakers.iter().filter(|name| session.moderator.as_ref() != Some(name));
    let speakers: Vec<_> =
        speakers.map(|name| view! { <li dir="auto">{named.link(name.clone())}</li> }).collect();
    let speakers = (!speakers.is_empty())
        .then(|| view! { <ul class="slot-people">{speakers.collect_view()}</ul> });
    let moderator = session.moderator.clone().map(|name| {
        view! {
            <p>
                <span class="fine" lang="en">
                    "Moderator "
                </span>
                <span dir="auto">{named.link(name)}</span>
            </p>
        }
    });
    view! { {speakers} {moderator} }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_taken_for_a_namesake() {
        let named = Named(["Ada Example", "Rosa", "Ada Example"].map(str::to_owned).to_vec());
        assert_eq!(named.anchor("Rosa").as_deref(), Some("speaker-2"));
        assert_eq!(named.anchor("Ada Example"), None);
        assert_eq!(named.anchor("Nobody"), None);
    }
}
