//! Names of protected speakers in what is about to be written.
//!
//! A form that was opened before somebody was protected, or an older file, still has the name that they had.
//! It must not come back: whoever is protected is called by the name on their own record, in the line-up
//! and in the sessions, whatever was typed.

use sea_orm::ConnectionTrait;

use super::{LineUp, carry, of_event};
use crate::document::{Document, Speaker};
use crate::error::Result;
use crate::speaker::Known;
use crate::text::said;
use crate::word::Word;

/// The document with the chosen names of those in the event's line-up who are protected.
pub(crate) async fn guarded<C: ConnectionTrait>(
    db: &C,
    event_id: i64,
    mut document: Document,
) -> Result<Document> {
    let line_up = of_event(db, event_id).await?;
    let then = carry::carried(&line_up.appearances, event_id, &document);
    for (place, one) in then.iter().enumerate() {
        let known = line_up.person(one).filter(|known| known.is_guarded());
        if let Some(Known { speaker, .. }) = known {
            rename(&mut document, place, &speaker.name);
        }
    }
    Ok(document)
}

fn rename(document: &mut Document, place: usize, chosen: &str) {
    let Some(old) = document.speakers.get(place).and_then(|one| said(one.name.as_ref())) else {
        return;
    };
    if old == chosen {
        return;
    }
    let speaker = &mut document.speakers[place];
    speaker.name = Some(chosen.to_owned());
    speaker.biography = speaker.biography.as_ref().map(|text| text.replace(&old, chosen));
    // Somebody else of the line-up may have that name, too.
    if document.speakers.iter().any(|one| one.name.as_ref() == Some(&old)) {
        return;
    }
    for session in &mut document.sessions {
        let named = session.moderator.iter_mut().chain(&mut session.speakers);
        named.filter(|name| **name == old).for_each(|name| chosen.clone_into(name));
    }
    let stand_ins = document.speakers.iter_mut().filter_map(|one| one.stand_in.as_mut());
    stand_ins.filter(|name| **name == old).for_each(|name| chosen.clone_into(name));
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
    let then = carry::carried(&line_up.appearances, event_id, &document);
    for (row, one) in then.iter().enumerate() {
        let known = line_up.person(one).filter(|known| known.is_guarded());
        let (Some(known), Some(old)) = (known, said(one.name.as_ref())) else { continue };
        let chosen = &known.speaker.name;
        let own = format!("speakers[{row}].name");
        let biography = format!("speakers[{row}].biography");
        let shared = then.iter().filter(|other| other.name.as_deref() == Some(&old)).count() > 1;
        for (name, text) in fields.iter_mut().filter(|(name, _)| *name == own || !shared) {
            if *name == biography {
                *text = text.replace(&old, chosen);
            }
            let is_named = *name == own || !name.ends_with("].name");
            if is_named && text.lines().any(|line| line.trim() == old) {
                let line = |line: &str| if line.trim() == old { chosen } else { line }.to_owned();
                *text = text.lines().map(line).collect::<Vec<_>>().join("\n");
            }
        }
    }
    Ok(fields)
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
        titles: lines(value("titles")),
        organisations: lines(value("organisations")),
        roles: roles.unwrap_or_default(),
        ..Speaker::default()
    })
}
