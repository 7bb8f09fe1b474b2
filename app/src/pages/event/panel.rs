//! The RSVP panel: the form where it is open, else a sentence on why not and what now.

use domain::briefing::{Briefing, Contact, Mode, Open, Replies};
use leptos::prelude::*;

use crate::context::Sent;
use crate::pages::event::form::{self, ReplyForm, form};

/// The panel for the event's state.
pub fn panel(briefing: &Briefing, sent: Option<Sent<ReplyForm>>) -> AnyView {
    around(briefing, |open| form(briefing, open, sent))
}

/// The same with a form that can only be looked at.
pub fn only_shown(briefing: &Briefing) -> AnyView {
    around(briefing, |open| form::only_shown(briefing, open))
}

fn around(briefing: &Briefing, form: impl FnOnce(&Open) -> AnyView) -> AnyView {
    let inside = match &briefing.replies {
        Replies::Open(open) => form(open),
        Replies::Later(moment) => later(moment.clone()),
        Replies::Closed => said("Replies are closed", "No more replies are taken here."),
        Replies::NotNeeded => {
            said("No reply needed", "Simply come: seats are for whoever is there.")
        }
        Replies::Invited => {
            said("By invitation", "Guests reply in the way that their invitation tells them.")
        }
        Replies::No => {
            view! { <p class="rsvp-state">"No replies are taken any more."</p> }.into_any()
        }
    };
    view! {
        <aside class="rsvp" id="rsvp" tabindex="-1" aria-labelledby="rsvp-title" lang="en">
            <h2 id="rsvp-title">"RSVP"</h2>
            {inside}
            {link_again(&briefing.replies)}
            {briefing.contact.as_ref().and_then(contact)}
        </aside>
    }
    .into_any()
}

/// Whether a new reply waits, however one takes part.
pub fn is_full(mode: Mode, open: &Open) -> bool {
    match mode {
        Mode::Online => open.online_full,
        Mode::InPerson | Mode::Hybrid => open.room_full && (open.online_full || !open.choice),
    }
}

/// What is full, in words; nothing while every half has places.
pub fn crowd(mode: Mode, open: &Open) -> Option<&'static str> {
    if is_full(mode, open) {
        return Some(match mode {
            Mode::Online => "All places are taken: new replies join the waiting list",
            _ if open.room_kept => {
                "Only seats kept for some guests are left: all others join the waiting list"
            }
            Mode::InPerson | Mode::Hybrid => "The room is full: new replies join the waiting list",
        });
    }
    match (open.room_full && open.choice, open.online_full) {
        (true, _) if open.room_kept => {
            Some("Only kept seats are left in the room; you can still take part online")
        }
        (true, _) => Some("The room is full; you can still take part online"),
        (_, true) => Some("Online places are taken: new replies for them join the waiting list"),
        _ => None,
    }
}

/// What the form's button says, which is what will happen.
pub fn button(mode: Mode, open: &Open) -> &'static str {
    match mode {
        _ if is_full(mode, open) && open.room_kept => "Send my reply",
        _ if is_full(mode, open) => "Join the waiting list",
        Mode::InPerson if open.by_approval => "Ask for a seat",
        _ if open.by_approval => "Ask for a place",
        Mode::Online => "Register",
        Mode::Hybrid if open.choice => "Send my reply",
        Mode::InPerson | Mode::Hybrid => "Reserve my seat",
    }
}

/// What belongs into the field for needs, and who reads it.
pub fn needs(online: bool) -> &'static str {
    if online {
        "Captions, an interpreter. Only the hosts and those who run this site can read it."
    } else {
        "An interpreter, a step-free way in. Only the hosts and those who run this site can read it."
    }
}

/// For who replied before and has lost the mail.
fn link_again(replies: &Replies) -> Option<AnyView> {
    let link = view! {
        <p class="fine">"Replied already? " <a href="/my-rsvps">"Have your link sent again"</a></p>
    };
    matches!(replies, Replies::Open(_) | Replies::Closed).then(|| link.into_any())
}

fn later(moment: String) -> AnyView {
    view! {
        <p class="rsvp-state">"Not open yet"</p>
        <p>"Replies open on " <b>{moment}</b> "."</p>
    }
    .into_any()
}

fn said(state: &'static str, words: &'static str) -> AnyView {
    view! {
        <p class="rsvp-state">{state}</p>
        <p>{words}</p>
    }
    .into_any()
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
            room_kept: false,
            online_full: false,
            by_approval: false,
            choice: false,
            largest_party: 1,
        }
    }

    #[test]
    fn the_button_says_what_happens() {
        let full = Open { room_full: true, ..open() };
        assert_eq!(button(Mode::InPerson, &open()), "Reserve my seat");
        assert_eq!(button(Mode::InPerson, &full), "Join the waiting list");
        let kept = Open { room_kept: true, ..full.clone() };
        assert_eq!(button(Mode::InPerson, &kept), "Send my reply");
        assert_eq!(button(Mode::InPerson, &Open { by_approval: true, ..open() }), "Ask for a seat");
        assert_eq!(button(Mode::Hybrid, &Open { by_approval: true, ..open() }), "Ask for a place");
        assert_eq!(button(Mode::Online, &open()), "Register");
        assert_eq!(button(Mode::Online, &full), "Register");
        assert_eq!(button(Mode::Hybrid, &Open { choice: true, ..full }), "Send my reply");
    }
}
