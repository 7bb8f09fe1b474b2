//! A letter of every kind that Dais can write, and none of them has a mark.

use domain::outbox::Kind;

use super::{BEN, is_clean, marked, rounds, speaker};
use crate::harness::{Dais, a_briefing};

/// Kinds that are not written here, and why: what they tell of an event is told by others, too, or they
/// are about none.
const APART: [(Kind, &str); 6] = [
    (Kind::Reminder, "comes about by itself in `no_letter_has_a_mark`"),
    (Kind::SpeakerReminder, "the same"),
    (Kind::SignIn, "a link and a code, and no event"),
    (Kind::Group, "words of staff, and the facts of a confirmation"),
    (Kind::Specimen, "the same, for looking at"),
    (Kind::MailTrouble, "numbers of letters"),
];

/// What a letter is about.
enum About {
    Rsvp(&'static str),
    Event,
    Speaker,
    Nothing(&'static str),
}

/// How each kind is queued; a new one does not compile until it is said here.
fn about(kind: Kind) -> About {
    match kind {
        Kind::Confirmed
        | Kind::Waiting
        | Kind::Asked
        | Kind::AlreadyHere
        | Kind::GivenUp
        | Kind::Cancelled
        | Kind::Corrected
        | Kind::Offered
        | Kind::Lapsed
        | Kind::LineClosed
        | Kind::Changed
        | Kind::EventChanged
        | Kind::HandedOver
        | Kind::Readdressed
        | Kind::Reminder
        | Kind::Receipt => About::Rsvp("gus@example.org"),
        Kind::Schedule | Kind::ScheduleChanged => About::Speaker,
        Kind::Mine => About::Nothing("gus@example.org"),
        Kind::MemberReplied | Kind::RoomFull => About::Rsvp("owner@example.org"),
        Kind::SignIn | Kind::Invited | Kind::Test | Kind::Digest | Kind::ConsentOver => {
            About::Nothing("owner@example.org")
        }
        Kind::SpeakerReminder
        | Kind::Group
        | Kind::Specimen
        | Kind::MailTrouble
        | Kind::Unknown => About::Event,
    }
}

/// Facts that some kinds bring with them.
fn facts(kind: Kind) -> &'static str {
    match kind {
        Kind::Digest => r#"'{"since":"2027-04-01T12:00:00Z","events":[]}'"#,
        _ => "NULL",
    }
}

/// Puts a letter into the outbox as if something had caused it.
async fn queue(dais: &Dais, kind: Kind, number: usize, ben: i64) {
    let (rsvp, event, speaker, recipient) = match about(kind) {
        About::Rsvp(to) if kind.is_news() => ("NULL", "1", "NULL".to_owned(), to),
        About::Rsvp(to) => ("1", "1", "NULL".to_owned(), to),
        About::Event => ("NULL", "1", "NULL".to_owned(), BEN),
        About::Speaker => ("NULL", "NULL", ben.to_string(), BEN),
        About::Nothing(to) => ("NULL", "NULL", "NULL".to_owned(), to),
    };
    let at = "'2027-04-01T14:00:00+00:00'";
    let changes = facts(kind);
    let letter = format!(
        "INSERT INTO letter (rsvp_id, event_id, speaker_id, kind, occurrence, urgency, recipient, \
         message_id, sequence, changes, copy, written_at, due_at, attempts) VALUES ({rsvp}, {event}, \
         {speaker}, '{kind}', 1, 1, '{recipient}', '<mark-{number}@example.org>', 1, {changes}, FALSE, \
         {at}, {at}, 0)"
    );
    dais.tampers(&letter).await;
}

#[tokio::test]
async fn a_letter_of_no_kind_has_a_mark() {
    let dais = Dais::start().await;
    dais.leaves_letters();
    let event = marked(&dais).await;
    dais.guest("Gus").replies(&event).await.leads_to();
    dais.owner().await;
    dais.wait(chrono::TimeDelta::hours(1));
    rounds(&dais).await;
    let ben = speaker(&dais, "Ben Openly").await;
    // What changed for a speaker comes about by itself.
    dais.publishes(super::paper().with("place.room", "B-318")).await;
    dais.wait(chrono::TimeDelta::hours(1));
    rounds(&dais).await;
    let there = dais.texts("SELECT DISTINCT kind FROM letter").await;
    assert!(there.contains(&"schedule_changed".to_owned()), "{there:?}");
    dais.tampers("DELETE FROM letter WHERE kind NOT IN ('schedule_changed', 'event_changed')")
        .await;
    let apart = |kind: &Kind| APART.iter().any(|(known, _)| known == kind);
    for (number, kind) in Kind::known().filter(|kind| !apart(kind)).enumerate() {
        if kind != Kind::ScheduleChanged {
            queue(&dais, kind, number, ben).await;
        }
    }
    rounds(&dais).await;
    let sent = dais.texts("SELECT DISTINCT kind FROM letter WHERE outcome = 'sent'").await;
    for kind in Kind::known().filter(|kind| !apart(kind)) {
        assert!(sent.contains(&kind.to_string()), "no letter of kind “{kind}” was sent: {sent:?}");
    }
    super::letters_are_clean(&dais);
}

#[tokio::test]
async fn words_of_staff_for_letters_cover_who_withdrew() {
    let dais = Dais::start().await;
    dais.leaves_letters();
    let speakers = serde_json::json!([{ "name": "Zqxwvk Willow", "roles": ["keynote"] }]);
    let event = dais.publishes(a_briefing().with("speakers", speakers)).await;
    dais.guest("Gus").replies(&event).await.leads_to();
    dais.post_round().await;
    let before = dais.letters().len();
    let id = speaker(&dais, "Zqxwvk Willow").await;
    let at = "'2027-03-01T00:00:00+00:00'";
    dais.tampers(&format!(
        "INSERT INTO consent (speaker_id, scope, given_on, expires_on, by_guardian, withdrawn_at, at) \
         VALUES ({id}, '[\"name\"]', '2027-01-01', '2028-01-01', FALSE, {at}, {at})"
    ))
    .await;
    dais.tampers(&format!(
        "INSERT INTO wording (event_id, kind, subject, body, changed_at) VALUES \
         (1, 'confirmed', 'Zqxwvk Willow', 'Come and hear **zqxwvk  willow**.', {at})"
    ))
    .await;
    dais.guest("Hal").replies(&event).await.leads_to();
    dais.post_round().await;
    let letters = dais.letters();
    assert!(letters.len() > before);
    for letter in &letters[before..] {
        assert!(letter.plain().contains("a speaker"), "{}", letter.plain());
        for part in [letter.raw(), letter.plain(), letter.html()] {
            is_clean(&letter.subject(), &part);
        }
    }
}
