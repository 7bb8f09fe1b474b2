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
