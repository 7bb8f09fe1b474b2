//! What is private cannot be printed or sent by mistake: the compiler says so.

use crate::appearance::Appearance;
use crate::line_up::LineUp;
use crate::lines::Lines;
use crate::speaker::consent::{Consent, Consents, Given};
use crate::speaker::contact::SpeakerContact;
use crate::speaker::protect::{Beforehand, Protecting};
use crate::speaker::safety::Safety;
use crate::speaker::{Known, Speaker};

/// Compiles only while the types do not have the trait: else it cannot be told which of the two
/// implementations below is meant.
macro_rules! without {
    ($lacked:path: $($record:ty),+) => {$(
        const _: fn() = || {
            trait Either<A> {
                fn which() {}
            }
            impl<T: ?Sized> Either<()> for T {}
            struct Has;
            impl<T: ?Sized + $lacked> Either<Has> for T {}
            let _ = <$record as Either<_>>::which;
        };
    )+};
}

without!(std::fmt::Display: SpeakerContact, Consent, Speaker, Known, Appearance, Given, Protecting);
without!(std::fmt::Display: Consents, Beforehand, Safety, LineUp);
without!(serde::Serialize: SpeakerContact, Consent, Speaker, Known, Appearance, Given, Protecting);
without!(serde::Serialize: Consents, Beforehand, Safety, LineUp);
without!(std::fmt::Debug: LineUp);

#[test]
fn records_print_as_a_word() {
    let mark = || Some("a secret".to_owned());
    let contact = SpeakerContact {
        speaker_id: 7,
        email: mark(),
        phone: mark(),
        assistant_name: mark(),
        assistant_email: mark(),
        agreed: mark(),
        notes: mark(),
    };
    let mut consent = super::consent(&[], false);
    consent.note = mark();
    let mut speaker = super::speaker(true, false);
    speaker.biography = mark();
    speaker.organisations = Lines(vec!["a secret".to_owned()]);
    let known = Known { speaker: speaker.clone(), consents: vec![consent.clone()] };
    let given = Given { note: "a secret".to_owned(), ..Given::default() };
    let chosen = Protecting { name: "a secret".to_owned(), ..Protecting::default() };
    let printed = [
        format!("{contact:?}"),
        format!("{consent:?}"),
        format!("{speaker:?}"),
        format!("{known:?}"),
        format!("{given:?}"),
        format!("{chosen:?}"),
    ];
    assert_eq!(printed, ["(private)"; 6].map(str::to_owned));
}

/// What only staff may know, by the names that its fields have.
const SECRETS: [&str; 5] = ["phone", "assistant_name", "assistant_email", "agreed", "notes"];

/// A struct of our source: where it is, what it derives, and its private fields.
struct Found {
    what: String,
    derives: String,
    is_private: bool,
}

/// Every struct with a field of one of these names.
fn holders(file: &str, source: &str, fields: &[&str]) -> Vec<Found> {
    let mut found: Vec<Found> = vec![];
    let (mut derives, mut within) = (String::new(), None::<String>);
    for line in source.lines().map(str::trim) {
        let named = line.split("struct ").nth(1).filter(|_| line.ends_with('{'));
        if let Some(named) = named {
            let name = named.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            within = Some(name.to_owned());
        } else if line.starts_with("#[derive(") {
            line.clone_into(&mut derives);
        } else if line == "}" {
            within = None;
            derives.clear();
        }
        let field = line.trim_start_matches("pub(super) ").trim_start_matches("pub(crate) ");
        let field = field.trim_start_matches("pub ").split_once(':').map(|(field, _)| field);
        let Some(name) = within.as_ref().filter(|_| field.is_some_and(|it| fields.contains(&it)))
        else {
            continue;
        };
        let what = format!("{file}: {name}");
        let lists = source.split("private!(").skip(1).filter_map(|rest| rest.split(')').next());
        let is_private = lists.flat_map(|list| list.split(',')).any(|one| one.trim() == *name);
        if !found.iter().any(|known| known.what == what) {
            found.push(Found { what, derives: derives.clone(), is_private });
        }
    }
    found
}

fn sources(folder: &std::path::Path, all: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, all);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = std::fs::read_to_string(&path).expect("text");
            all.push((path.display().to_string(), text));
        }
    }
}

/// Whoever writes another type that holds a contact or a note of a consent hears of it here: it must print
/// as a word as well, and be one that no serialiser takes.
#[test]
fn every_type_that_holds_what_is_private_prints_as_a_word() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    let mut all = vec![];
    sources(root.as_ref(), &mut all);
    sources(concat!(env!("CARGO_MANIFEST_DIR"), "/../src").as_ref(), &mut all);
    let mut seen = vec![];
    for (path, source) in &all {
        let path = path.trim_start_matches(root).trim_start_matches('/');
        let of_consents = path.starts_with("speaker/consent");
        let fields = if of_consents { &["note"][..] } else { &SECRETS[..] };
        for Found { what, derives, is_private } in holders(path, source, fields) {
            for lacked in ["Debug", "Serialize", "Display", "Template"] {
                assert!(!derives.contains(lacked), "{what} must not derive {lacked}");
            }
            let is_said =
                format!("impl Display for {}", what.rsplit(' ').next().unwrap_or_default());
            assert!(!source.contains(&is_said), "{what} must not be displayed");
            if is_private {
                seen.push(what);
            }
        }
    }
    // A parser that finds nothing would find no fault.
    for known in [
        "speaker/contact.rs: Model",
        "speaker/reach.rs: Reach",
        "speaker/consent.rs: Model",
        "speaker/consent/list.rs: Line",
        "speaker/consent/given.rs: Given",
    ] {
        assert!(seen.iter().any(|what| what == known), "{known} among {seen:?}");
    }
}
