//! The part of the form on replies: who may, until when, how many, for whom seats are kept.

use domain::event::LARGEST_PARTY;
use leptos::prelude::*;

use super::groups::group;
use super::rows;
use super::typing::{Typing, control};
use crate::ui::control::Line;

const MODES: [(&str, &str); 5] = [
    ("open", "Everybody can reply here"),
    ("approval", "Everybody can ask, the hosts say yes"),
    ("invitation", "Only who is invited, in their own way"),
    ("none", "No reply needed: one simply comes"),
    ("closed", "Closed"),
];

/// How people reply.
pub fn replies(typing: &Typing) -> AnyView {
    group(
        "replies",
        view! {
            {typing.pick(control("rsvp.mode"), &MODES, "open")}
            {seats(typing)}
            {times(typing)}
            {kept(typing)}
            <div class="pair">
                {typing
                    .text(control("rsvp.contact.name").help("Who answers questions; shown on the page."))}
                {typing
                    .line(
                        control("rsvp.contact.email").help("Shown on the page."),
                        Line::Mail,
                    )}
            </div>
        },
    )
}

fn seats(typing: &Typing) -> AnyView {
    view! {
        <div class="pair">
            {typing
                .line(
                    control("rsvp.seats")
                        .help("Empty: no limit. 0: closed."),
                    Line::Number,
                )}
            {typing
                .line(
                    control("rsvp.online_seats")
                        .help("Empty: no limit. 0: closed."),
                    Line::Number,
                )}
        </div>
        <p class="fine">
            {format!(
                "Guests can bring others, by name: give the most seats that one reply may take, their own among them, {LARGEST_PARTY} at most. Empty: everybody replies for themselves.",
            )}
        </p>
        {typing.line(control("rsvp.largest_party"), Line::Number)}
        {typing
            .tick(
                control("rsvp.smaller_pass")
                    .help("Otherwise everybody behind a party waits until there are seats enough for all of it."),
            )}
        {typing
            .tick(
                control("rsvp.shared_addresses")
                    .help("As in an office with one mailbox: each replies with it under their own name."),
            )}
    }
    .into_any()
}

fn times(typing: &Typing) -> AnyView {
    view! {
        <p class="fine">
            "Without a day and time replies open at once, and close when the event starts."
        </p>
        <div class="pair">
            {typing.line(control("rsvp.opens.day"), Line::Day)}
            {typing.line(control("rsvp.opens.time"), Line::Clock)}
        </div>
        <div class="pair">
            {typing.line(control("rsvp.closes.day"), Line::Day)}
            {typing.line(control("rsvp.closes.time"), Line::Clock)}
        </div>
        <p class="fine">
            "Without a day and time guests can change or cancel their own reply until the event is over."
        </p>
        <div class="pair">
            {typing.line(control("rsvp.changes_until.day"), Line::Day)}
            {typing.line(control("rsvp.changes_until.time"), Line::Clock)}
        </div>
    }
    .into_any()
}

fn kept(typing: &Typing) -> AnyView {
    view! {
        <p class="fine">
            "You can keep seats in the room for some. They take their kept seats first, and then any others that are free. What is left of them is for everybody from the day and time that you give; without one it stays kept."
        </p>
        {rows::blocks(typing)}
    }
    .into_any()
}
