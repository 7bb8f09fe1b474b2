//! The pages for staff, one file or folder each. The guard lets nobody else in.

pub mod edit;
pub mod event;
pub mod events;
pub mod journal;
pub mod letters;
pub mod mail;
pub mod me;
pub mod new_event;
pub mod people;
pub mod proposals;
pub mod rsvp;
pub mod rsvps;
pub mod safety;
pub mod settings;
pub mod signed_out;
pub mod speakers;

use crate::addresses::Addresses;

/// Where each form of staff is sent.
pub fn forms(addresses: Addresses) -> Addresses {
    speakers::forms(safety::forms(proposals::forms(mail::forms(event::forms(addresses)))))
        .post("/staff/events", new_event::begin)
        .post("/staff/events/{id}/edit", edit::save)
        .post("/staff/events/{id}/edit/discard", edit::discard)
        .post("/staff/events/{id}/typed", edit::typed)
        .post("/staff/me", me::rename)
        .post("/staff/me/mail", me::choose)
        .post("/staff/me/sessions/end", me::end_others)
        .post("/staff/me/sessions/{id}/end", me::end)
        .post("/staff/sign-out", me::sign_out)
        .post("/staff/people", people::invite)
        .post("/staff/people/{id}/role", people::change_role)
        .post("/staff/people/{id}/invite", people::invite_again)
        .post("/staff/people/{id}/remove", people::remove)
        .post("/staff/letters/retry", letters::retry_failed)
        .post("/staff/letters/{id}/retry", letters::retry)
        .post("/staff/letters/{id}/stop", letters::stop)
        .post("/staff/events/{id}/rsvps/new", rsvps::add)
        .post("/staff/events/{id}/rsvps.csv", rsvps::csv)
        .post("/staff/events/{id}/rsvps/came", rsvps::mark)
        .post("/staff/rsvps/{id}/correct", rsvp::correct)
        .post("/staff/rsvps/{id}/admit", rsvp::admit)
        .post("/staff/rsvps/{id}/move", rsvp::move_in_line)
        .post("/staff/rsvps/{id}/withdraw", rsvp::withdraw)
        .post("/staff/rsvps/{id}/cancel", rsvp::cancel)
        .post("/staff/rsvps/{id}/bring-back", rsvp::bring_back)
        .post("/staff/rsvps/{id}/send-again", rsvp::send_again)
        .post("/staff/rsvps/{id}/discreet", rsvp::discreet)
        .post("/staff/settings", settings::save)
        .post("/staff/settings/logo", settings::upload)
        .post("/staff/settings/logo/remove", settings::remove_logo)
        .post("/staff/settings/test", settings::test)
}
