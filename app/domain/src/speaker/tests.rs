//! What may be shown of whom.

use chrono::{DateTime, Utc};

use super::consent::Consent;
use super::{Known, Scope, Speaker, initials};
use crate::lines::Lines;

mod private;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("a moment")
}

fn speaker(protected: bool, minor: bool) -> Speaker {
    Speaker {
        id: 1,
        name: "Ada Example".to_owned(),
        honorific: None,
        suffix: None,
        spoken: None,
        zone: None,
        titles: Lines::default(),
        organisations: Lines::default(),
        biography: None,
        protected,
        minor,
        discreet: false,
        allows: Scope::usual(protected),
        revision: 0,
        created_at: at("2027-01-01T00:00:00Z"),
        changed_at: at("2027-01-01T00:00:00Z"),
    }
}

fn consent(scope: &[Scope], by_guardian: bool) -> Consent {
    Consent {
        id: 1,
        speaker_id: 1,
        scope: Lines(scope.iter().map(|scope| scope.word().to_owned()).collect()),
        given_on: "2027-01-10".to_owned(),
        expires_on: "2027-12-31".to_owned(),
        by_guardian,
        note: None,
        withdrawn_at: None,
        staff_id: None,
        at: at("2027-01-10T12:00:00Z"),
    }
}

fn shown(speaker: Speaker, consents: Vec<Consent>, now: &str) -> Vec<Scope> {
    let leave = Known { speaker, consents }.leave(at(now));
    Scope::ALL.into_iter().filter(|scope| leave.has(*scope)).collect()
}

#[test]
fn of_a_protected_speaker_the_name_alone_is_shown() {
    assert_eq!(shown(speaker(true, false), vec![], "2027-02-01T00:00:00Z"), [Scope::Name]);
    assert_eq!(shown(speaker(false, false), vec![], "2027-02-01T00:00:00Z"), Scope::ALL);
}

#[test]
fn a_switch_alone_shows_nothing_of_the_protected() {
    let mut protected = speaker(true, false);
    protected.allows.0.push("biography".to_owned());
    assert_eq!(shown(protected.clone(), vec![], "2027-02-01T00:00:00Z"), [Scope::Name]);
    let agreed = vec![consent(&[Scope::Name, Scope::Biography, Scope::Picture], false)];
    let now = "2027-02-01T00:00:00Z";
    assert_eq!(shown(protected, agreed, now), [Scope::Name, Scope::Biography]);
}

#[test]
fn the_end_of_a_consent_for_the_name_is_the_end_of_everything() {
    let all = |withdrawn_at| Consent { withdrawn_at, ..consent(&Scope::ALL, false) };
    let on = |consent: Consent, now: &str| shown(speaker(false, false), vec![consent], now);
    assert_eq!(on(all(None), "2027-12-31T23:59:59Z"), Scope::ALL);
    assert_eq!(on(all(None), "2028-01-01T00:00:00Z"), []);
    let withdrawn = Some(at("2027-06-01T09:00:00Z"));
    // A clock that is put back brings nothing back.
    assert_eq!(on(all(withdrawn), "2027-05-01T09:00:00Z"), []);
    assert_eq!(on(all(withdrawn), "2027-06-01T09:00:00Z"), []);
}

#[test]
fn what_was_withdrawn_alone_goes_alone() {
    let name = consent(&[Scope::Name], false);
    let rest = Consent {
        withdrawn_at: Some(at("2027-06-01T09:00:00Z")),
        ..consent(&[Scope::Biography, Scope::Organisation], false)
    };
    let now = shown(speaker(false, false), vec![name, rest], "2027-06-02T00:00:00Z");
    assert!(now.contains(&Scope::Name) && !now.contains(&Scope::Biography));
    assert!(!now.contains(&Scope::Organisation) && now.contains(&Scope::Recording));
}

#[test]
fn no_consent_holds_for_more_than_three_years() {
    let long = Consent { expires_on: "2040-01-01".to_owned(), ..consent(&Scope::ALL, false) };
    assert!(long.holds(at("2030-01-10T23:00:00Z")));
    assert!(!long.holds(at("2030-01-11T00:00:00Z")));
}

#[test]
fn nothing_of_a_minor_is_shown_without_a_guardian_and_never_a_picture() {
    let minor = Speaker { allows: Scope::usual(false), ..speaker(true, true) };
    let now = "2027-02-01T00:00:00Z";
    assert_eq!(shown(minor.clone(), vec![], now), []);
    assert_eq!(shown(minor.clone(), vec![consent(&Scope::ALL, false)], now), []);
    let with_guardian = shown(minor, vec![consent(&Scope::ALL, true)], now);
    assert!(with_guardian.contains(&Scope::Name) && !with_guardian.contains(&Scope::Picture));
}

#[test]
fn initials_are_made_once() {
    for (name, made) in [
        ("Ada Example", "A. E."),
        ("ana-maría núñez", "A. M. N."),
        ("A. E.", "A. E."),
        ("", "N. N."),
    ] {
        assert_eq!(initials(name), made);
    }
    assert_eq!(initials(&initials("Óscar de la Cruz")), "Ó. D. L. C.");
}
