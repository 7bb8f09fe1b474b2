//! The pages, one file or folder each.

pub mod accessibility;
pub mod event;
pub mod events;
pub mod front;
pub mod logo;
pub mod mine;
pub mod preview;
pub mod privacy;
pub mod replied;
pub mod rsvp;
pub mod schedule;
pub mod sign_in;
pub mod staff;
pub mod trouble;
pub mod unsubscribe;

use domain::error::Error;
use leptos::prelude::*;

use trouble::Trouble;

use crate::addresses::Addresses;

/// Where each form of the site is sent.
pub fn forms(addresses: Addresses) -> Addresses {
    let addresses = addresses
        .get("/logo/{name}", logo::logo)
        .post("/events/{slug}", event::reply)
        .post("/r/{token}", rsvp::change)
        .post("/r/{token}/take", rsvp::take)
        .post("/r/{token}/pass", rsvp::pass)
        .post("/r/{token}/cancel", rsvp::cancel)
        .post("/r/{token}/coming", rsvp::coming)
        .post("/r/{token}/undo", rsvp::undo)
        .post("/r/{token}/hand-over", rsvp::hand_over)
        .post("/r/{token}/copies", rsvp::copies)
        .post("/r/{token}/discreet", rsvp::discreet)
        .post("/my-rsvps", mine::ask)
        .post("/u/{token}", unsubscribe::decide)
        .post("/sign-in", sign_in::ask)
        .post("/sign-in/code", sign_in::take_code)
        .post("/sign-in/{token}", sign_in::press);
    staff::forms(schedule::forms(addresses))
}

/// Reads, then shows; what cannot be read is a page too, with its own status.
fn shown<T: 'static>(
    reading: impl Future<Output = Result<T, Error>> + Send + 'static,
    show: impl FnOnce(T) -> AnyView + Send + 'static,
) -> impl IntoView {
    Suspend::new(async move {
        match reading.await {
            Ok(found) => show(found),
            Err(error) => view! { <Trouble problem=error.into()/> }.into_any(),
        }
    })
}
