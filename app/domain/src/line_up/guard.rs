//! Names of protected speakers in what is about to be written.
//!
//! A form that was opened before somebody was protected, or an older file, still has the name that they had.
//! It must not come back: whoever is protected is called by the name on their own record, in the line-up
//! and in the sessions, whatever was typed.

use std::collections::BTreeSet;

use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;

use super::{Claim, Line, LineUp, carry, of_event};
use crate::address::MailAddress;
use crate::appearance::Appearance;
use crate::document::{Document, Speaker};
use crate::error::Result;
use crate::event;
use crate::speaker::names::{Names, is_same};
use crate::speaker::{self, Known, contact};
use crate::text::said;
use crate::word::Word;

/// The document with the chosen names of those in the event's line-up who are protected, of those who
/// were in it when it said at their place what the document says, and of those whose own address it has.
pub(crate) async fn guarded<C: ConnectionTrait>(
    db: &C,
    event_id: Option<i64>,
    document: Document,
) -> Result<Document> {
    guarded_as(db, event_id, document, &[]).await
}

/// The same for the document of the event's form, whose lines say who they are.
pub(crate) async fn guarded_as<C: ConnectionTrait>(
    db: &C,
    event_id: Option<i64>,
    mut document: Document,
    lines: &[Line],
) -> Result<Document> {
    if let Some(event_id) = event_id {
        document = guarded_here(db, event_id, document, lines).await?;
    }
    for place in 0..document.speakers.len() {
        let chosen = reached(db, &document.speakers[place]).await?;
        // Who is there already is not there twice: the address is shared.
        if let Some(chosen) = chosen.filter(|chosen| !is_there(&document, chosen)) {
            rename(&mut document, place, None, &chosen);
        }
    }
    Ok(document)
}

/// The chosen name of somebody protected whose address this is, and nobody else's. Whoever writes it
/// beside another name knows them by that.
async fn reached<C: ConnectionTrait>(db: &C, speaker: &Speaker) -> Result<Option<String>> {
    let address = speaker.email.as_deref().and_then(|email| MailAddress::parse(email).ok());
    let (Some(address), Some(name)) = (address, said(speaker.name.as_ref())) else {
        return Ok(None);
    };
    let found = contact::Entity::find().filter(contact::COLUMN.email.eq(address.as_str()));
    let ids = found.all(db).await?.into_iter().map(|contact| contact.speaker_id);
    Ok(match speaker::known(db, ids.collect()).await?.as_slice() {
        [one] if one.is_guarded() && !is_same(&name, &one.speaker.name) => {
            Some(one.speaker.name.clone())
        }
        _ => None,
    })
}

fn is_there(document: &Document, chosen: &str) -> bool {
    let mut names = document.speakers.iter().filter_map(|one| one.name.as_deref());
    names.any(|name| is_same(name, chosen))
}

async fn guarded_here<C: ConnectionTrait>(
    db: &C,
    event_id: i64,
    mut document: Document,
    lines: &[Line],
) -> Result<Document> {
    let line_up = of_event(db, event_id).await?;
    let then = line_up.carried(event_id, &document, lines);
    for (place, one) in then.iter().enumerate() {
        let known = line_up.person(one).filter(|known| known.is_guarded());
        if let Some(Known { speaker, .. }) = known {
            let was = lines.get(place).and_then(|line| line.was.as_deref());
            rename(&mut document, place, was, &speaker.name);
        }
        if let Some(chosen) = stands_in(&line_up, one) {
            let old = document.speakers[place].stand_in.replace(chosen.clone());
            replace(&mut document, old, &chosen);
        }
    }
    let lost = lost(&line_up, &then);
    let new = |one: &Appearance| one.speaker_id.is_none() && carry::is_somebody(one);
    if lost.is_empty() || !then.iter().any(new) {
        return Ok(document);
    }
    let editions = event::editions(db, event_id).await?;
    for (place, _) in then.iter().enumerate().filter(|(_, one)| new(one)) {
        let is_them = |chosen: &&String| {
            editions.iter().any(|before| is_remembered(before, chosen, &document, place))
        };
        if let Some(chosen) = lost.iter().find(is_them) {
            rename(&mut document, place, None, chosen);
        }
    }
    Ok(document)
}

/// The chosen name of somebody protected who speaks in this one's place, where another one is written.
/// Somebody else is chosen on a page of its own, by who they are.
fn stands_in(line_up: &LineUp, one: &Appearance) -> Option<String> {
    let kept = line_up.appearances.iter().find(|kept| carry::is_same_line(kept, one))?;
    let known = line_up.known(kept.stand_in_id?).filter(|known| known.is_guarded())?;
    let chosen = &known.speaker.name;
    said(one.stand_in.as_ref()).filter(|written| written != chosen).map(|_| chosen.clone())
}

/// The chosen names of those who are or were in the line-up and are not in it then.
fn lost(line_up: &LineUp, then: &[Appearance]) -> BTreeSet<String> {
    let people = line_up.people.iter().chain(&line_up.gone).filter(|known| known.is_guarded());
    let away = people.filter(|known| {
        !then.iter().any(|one| {
            let named = one.name.as_deref().is_some_and(|name| is_same(name, &known.speaker.name));
            one.speaker_id == Some(known.speaker.id) || named
        })
    });
    away.map(|known| known.speaker.name.clone()).collect()
}

/// Whether the event had somebody of this name once where the document has somebody now: their address or
/// what is said of them was the same, or nothing is said of them and everybody else was the same. Whoever
/// wrote the file knew them by another name.
fn is_remembered(before: &Document, chosen: &str, now: &Document, place: usize) -> bool {
    let new = &now.speakers[place];
    let same = |old: &Speaker| {
        old.titles == new.titles && old.organisations == new.organisations && old.roles == new.roles
    };
    let same_words = |old: &Speaker| {
        let says = !(old.titles.is_empty() && old.organisations.is_empty());
        let same_address = old.email.is_some() && old.email == new.email;
        (says && same(old)) || same_address
    };
    let everybody_else = || {
        let pairs = before.speakers.iter().zip(&now.speakers).enumerate();
        let others = pairs.filter(|(other, _)| *other != place);
        before.speakers.len() == now.speakers.len()
            && now.speakers.len() > 1
            && others.into_iter().all(|(_, (old, new))| old.name == new.name)
    };
    let is_them = |old: &&Speaker| old.name.as_deref() == Some(chosen);
    before.speakers.iter().filter(is_them).any(same_words)
        || (before.speakers.get(place).filter(is_them).is_some_and(same) && everybody_else())
}

/// `was` is the name that the form had of them, if another one was typed over it.
fn rename(document: &mut Document, place: usize, was: Option<&str>, chosen: &str) {
    let Some(typed) = document.speakers.get(place).and_then(|one| said(one.name.as_ref())) else {
        return;
    };
    let mut old = vec![typed];
    old.extend(was.map(str::to_owned));
    old.retain(|name| name != chosen);
    if old.is_empty() {
        return;
    }
    document.speakers[place].name = Some(chosen.to_owned());
    document.speakers[place].protected = Some(true);
    replace(document, old, chosen);
}

/// Puts the chosen name in the place of old ones, but for what is somebody else's of the line-up.
fn replace(document: &mut Document, old: impl IntoIterator<Item = String>, chosen: &str) {
    let others: Vec<String> = document.speakers.iter().filter_map(|one| one.name.clone()).collect();
    let names = Names::new(old, chosen).without(others.iter().map(String::as_str));
    names.replace_in_document(document);
}

/// The same for the fields of the event's form as somebody typed them: what is kept of a form that was not
/// saved must not hold such a name either.
pub(crate) async fn guarded_form<C: ConnectionTrait>(
    db: &C,
    event_id: i64,
    mut fields: Vec<(String, String)>,
) -> Result<Vec<(String, String)>> {
    let line_up = of_event(db, event_id).await?;
    let speakers = (0..).map_while(|row| typed(&fields, row, &line_up)).collect();
    let document = Document { speakers, ..Document::default() };
    let lines = (0..document.speakers.len()).map(|row| line(&fields, row)).collect::<Vec<_>>();
    let then = line_up.carried(event_id, &document, &lines);
    for (row, one) in then.iter().enumerate() {
        let known = line_up.person(one).filter(|known| known.is_guarded());
        let chosen = known.map(|known| known.speaker.name.clone());
        let was = lines[row].was.clone();
        for (control, old, was, chosen) in [
            ("name", said(one.name.as_ref()), was, chosen),
            ("stand_in", said(one.stand_in.as_ref()), None, stands_in(&line_up, one)),
        ] {
            let (Some(old), Some(chosen)) = (old, chosen) else { continue };
            let others = then.iter().enumerate().filter(|(other, _)| *other != row);
            let others = others.filter_map(|(_, other)| other.name.as_deref());
            let names = Names::new([old].into_iter().chain(was), &chosen).without(others);
            retype(&mut fields, &format!("speakers[{row}].{control}"), &names, &chosen);
        }
    }
    Ok(fields)
}

fn retype(fields: &mut [(String, String)], own: &str, names: &Names, chosen: &str) {
    for (name, text) in fields.iter_mut().filter(|(name, _)| is_free(name)) {
        let replaced = if name == own {
            Some(chosen.to_owned())
        } else if is_list(name) {
            names.replaced_in_lines(text)
        } else if is_proper_name(name) {
            names.replaced_in_name(text)
        } else {
            names.replaced(text)
        };
        if let Some(replaced) = replaced {
            *text = replaced;
        }
    }
}

/// Whether it is people's names, one a line.
fn is_list(control: &str) -> bool {
    control.ends_with("].speakers") || control.ends_with("].moderator")
}

/// Whether it is what an organisation, a place or a subject is called.
fn is_proper_name(control: &str) -> bool {
    let ends = ["tags", ".building", ".room", ".address", ".organisations"];
    ends.iter().any(|end| control.ends_with(end))
        || (control.starts_with("hosts[") && control.ends_with("].name"))
}

/// Whether people's names belong into this control: not into an address or an hour.
fn is_free(control: &str) -> bool {
    !["slug", "time.", "replacement"].iter().any(|begin| control.starts_with(begin))
        && ![".email", ".url"].iter().any(|end| control.ends_with(end))
}

/// Who a speaker's row is, and was called.
fn line(fields: &[(String, String)], row: usize) -> Line {
    let value = |control: &str| {
        let name = format!("speakers[{row}].{control}");
        fields.iter().find(|(known, _)| *known == name).map(|(_, text)| text.as_str())
    };
    let was = said(value("was").map(str::to_owned).as_ref());
    Line { claim: value("who").map_or(Claim::Unsaid, Claim::read), was }
}

/// A speaker's row as typed, as far as it tells who it is; nothing after the last one.
fn typed(fields: &[(String, String)], row: usize, line_up: &LineUp) -> Option<Speaker> {
    let value = |control: &str| {
        let name = format!("speakers[{row}].{control}");
        fields.iter().find(|(known, _)| *known == name).map(|(_, text)| text.clone())
    };
    let lines = |text: Option<String>| -> Vec<String> {
        text.unwrap_or_default().lines().map(str::to_owned).collect()
    };
    // Ticked roles tell no more than the place does.
    let kept = line_up.appearances.get(row);
    let roles = kept.map(|kept| kept.roles.0.iter().map(Word::new).collect());
    Some(Speaker {
        name: Some(value("name")?),
        email: value("email"),
        state: value("state").map(Word::new),
        stand_in: value("stand_in"),
        titles: lines(value("titles")),
        organisations: lines(value("organisations")),
        roles: roles.unwrap_or_default(),
        ..Speaker::default()
    })
}
