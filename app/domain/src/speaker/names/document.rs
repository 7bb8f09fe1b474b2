//! The names that somebody had in the texts of an event's document.

use super::Names;
use crate::document::{Document, Host, Online, Rsvp, Session, Speaker, Venue};

impl Names {
    /// Puts the chosen name in the place of the old ones in all texts of a document. Only the page's
    /// address stays, and whatever else is no text: they are for staff to change.
    pub fn replace_in_document(&self, document: &mut Document) {
        for text in sentences(document) {
            if let Some(replaced) = self.replaced(text) {
                *text = replaced;
            }
        }
        for text in proper_names(document) {
            if let Some(replaced) = self.replaced_in_name(text) {
                *text = replaced;
            }
        }
        for session in &mut document.sessions {
            for name in session.moderator.iter_mut().chain(&mut session.speakers) {
                if let Some(replaced) = self.replaced_in_lines(name) {
                    *name = replaced;
                }
            }
        }
    }
}

/// What people wrote freely.
fn sentences(document: &mut Document) -> impl Iterator<Item = &mut String> {
    let Document { title, subtitle, occasion, reason, description, .. } = document;
    let texts = [title, subtitle, occasion, reason, description].into_iter();
    let texts = texts.chain(document.place.iter_mut().map(|Venue { arrival, .. }| arrival));
    let texts = texts.chain(document.online.iter_mut().map(|Online { note, .. }| note));
    let contact = document.rsvp.iter_mut().filter_map(|Rsvp { contact, .. }| contact.as_mut());
    let texts = texts.chain(contact.map(|contact| &mut contact.name));
    let texts = texts.chain(document.hosts.iter_mut().map(|Host { about, .. }| about));
    let texts = texts.chain(document.notices.iter_mut().map(|notice| &mut notice.text));
    let sessions = document.sessions.iter_mut();
    let sessions = sessions.flat_map(|Session { title, description, .. }| [title, description]);
    let mut titles = Vec::new();
    let mut more = Vec::new();
    for Speaker { placeholder, biography, stand_in, titles: own, .. } in &mut document.speakers {
        more.extend([placeholder, biography, stand_in]);
        titles.extend(own);
    }
    texts.chain(sessions).chain(more).flatten().chain(titles)
}

/// What organisations, places and subjects are called.
fn proper_names(document: &mut Document) -> impl Iterator<Item = &mut String> {
    let place = document.place.iter_mut();
    let place = place.flat_map(|Venue { building, room, address, .. }| [building, room, address]);
    let hosts = document.hosts.iter_mut().map(|Host { name, .. }| name);
    let rooms = document.sessions.iter_mut().map(|session| &mut session.room);
    let speakers = document.speakers.iter_mut();
    let organisations = speakers.flat_map(|speaker| &mut speaker.organisations);
    let named = place.chain(hosts).chain(rooms).flatten();
    named.chain(organisations).chain(&mut document.tags)
}
