//! The RSVP panel: the form where it is open, else a sentence on why not and what now.

use domain::briefing::{Briefing, Contact, Mode, Open, Replies, Stage};
use leptos::prelude::*;

use crate::context::Sent;
use crate::pages::event::form::{ReplyForm, form};
use crate::pages::event::noun;

/// The panel for the event's state.
pub fn panel(briefing: &Briefing, sent: Option<Sent<ReplyForm>>) -> AnyView {
    let inside = match &briefing.replies {
        Replies::Open(open) => form(briefing, open, sent),
        Replies::Later(moment) => later(moment.clone()),
        Replies::Closed => said("Replies are closed", "No more replies are taken here."),
        Replies::NotNeeded => {
            said("No reply needed", "Simply come: seats are for whoever is there.")
        }
        Replies::Invited => {
            said("By invitation", "Guests reply in the way that their invitation tells them.")
        }
        Replies::No => said(&gone(briefing), "It takes no more replies."),
    };
    view! {
        <aside class="rsvp" id="rsvp" tabindex="-1" aria-labelledby="rsvp-title" lang="en">
            <h2 id="rsvp-title">"RSVP"</h2>
            {inside}
            {briefing.contact.as_ref().and_then(contact)}
        </aside>
    }
    .into_any()
}

/// What the form's button says, which is what will happen.
pub fn button(mode: Mode, open: &Open) -> &'static str {
    let full = match mode {
        Mode::Online => open.online_full,
        Mode::Hybrid if open.choice => open.room_full && open.online_full,
        Mode::InPerson | Mode::Hybrid => open.room_full,
    };
    match mode {
        _ if full => "Join the waiting list",
        _ if open.by_approval => "Ask for a seat",
        Mode::Online => "Register",
        Mode::Hybrid if open.choice => "Send my reply",
        Mode::InPerson | Mode::Hybrid => "Reserve my seat",
    }
}

fn later(moment: String) -> AnyView {
    view! {
        <p class="rsvp-state">"Not open yet"</p>
        <p>"Replies open on " <b>{moment}</b> "."</p>
    }
    .into_any()
}

fn said(state: &str, words: &'static str) -> AnyView {
    view! {
        <p class="rsvp-state">{state.to_owned()}</p>
        <p>{words}</p>
    }
    .into_any()
}

fn gone(briefing: &Briefing) -> String {
    let noun = noun(briefing);
    match briefing.stage {
        Stage::Cancelled => format!("This {noun} was cancelled"),
        Stage::Postponed => format!("This {noun} was postponed"),
        Stage::UnderWay => format!("This {noun} is under way"),
        Stage::Over | Stage::Coming => format!("This {noun} is over"),
    }
}

fn contact(contact: &Contact) -> Option<AnyView> {
    let name = contact.name.clone();
    let email = contact.email.clone();
    if name.is_none() && email.is_none() {
        return None;
    }
    let link = email.map(|email| view! { <a href=format!("mailto:{email}")>{email.clone()}</a> });
    Some(
        view! {
            <p class="rsvp-contact">
                "Questions? " {name.map(|name| view! { <span>{name}</span> " " })} {link}
            </p>
        }
        .into_any(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open() -> Open {
        Open {
            until: None,
            room_full: false,
            online_full: false,
            by_approval: false,
            choice: false,
        }
    }

    #[test]
    fn the_button_says_what_happens() {
        let full = Open { room_full: true, ..open() };
        assert_eq!(button(Mode::InPerson, &open()), "Reserve my seat");
        assert_eq!(button(Mode::InPerson, &full), "Join the waiting list");
        assert_eq!(button(Mode::InPerson, &Open { by_approval: true, ..open() }), "Ask for a seat");
        assert_eq!(button(Mode::Online, &open()), "Register");
        assert_eq!(button(Mode::Online, &full), "Register");
        assert_eq!(button(Mode::Hybrid, &Open { choice: true, ..full }), "Send my reply");
    }
}
