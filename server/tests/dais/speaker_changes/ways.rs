//! Where it goes: to whoever is reached now, to their assistant, and by a link that still opens.

use serde_json::json;

use super::{PAUSE, day, edited, first, panel, second};
use crate::harness::{Dais, Paper};
use crate::schedule::way;

const SAM: &str = "UPDATE speaker_contact SET assistant_email = 'sam@example.org', assistant_name = 'Sam' \
     WHERE email = 'dana@example.org'";

fn later() -> Paper {
    let third = panel("Panel three", "15:10", "15:30", &["Dana"]);
    day().with("sessions", json!([first(), second(), third]))
}

#[tokio::test]
async fn an_assistant_gets_a_letter_and_a_link_of_their_own() {
    let dais = Dais::has_speakers(day()).await;
    dais.tampers(SAM).await;
    edited(&dais, later()).await;
    assert_eq!(dais.told(), [("dana", 1), ("sam", 1)]);
    let (hers, sams) = (dais.changes_to("dana").remove(0), dais.changes_to("sam").remove(0));
    assert_eq!(sams.subject(), "Changed for Dana Example · Tue, Apr 20");
    assert!(sams.plain().starts_with(
        "Hello Sam,\n\nThis is what we write to Dana Example, whose assistant you are:"
    ));
    assert!(hers.plain().starts_with("Hello Dana Example,\n\nSomething about your part"));
    assert_eq!(crate::changes::told(&hers), crate::changes::told(&sams));
    assert_ne!(way(&hers), way(&sams));
    for letter in [&hers, &sams] {
        dais.get(&way(letter)).await.page_with(200).says("3:10 – 3:30 pm ET");
    }
}

#[tokio::test]
async fn what_staff_revoked_is_not_opened_again_by_a_change() {
    let dais = Dais::has_speakers(day()).await;
    let editor = dais.editor().await;
    let id = dais.speaker("Dana Example").await;
    editor.post::<&str, &str>(&format!("/staff/speakers/{id}/links/revoke"), &[]).await.leads_to();
    edited(&dais, later()).await;
    let letter = dais.changes_to("dana").remove(0);
    assert!(!letter.raw().contains("/s/"), "{}", letter.plain());
    assert_eq!(dais.number("SELECT count(*) FROM speaker_link WHERE revoked_at IS NULL").await, 4);
}

#[tokio::test]
async fn whoever_has_no_address_waits_until_there_is_one() {
    let dais = Dais::has_speakers(day()).await;
    let owner = dais.owner().await;
    let id = dais.speaker("Dana Example").await;
    let contact = format!("/staff/speakers/{id}/contact");
    let writes = async |address: &str| {
        let form = owner.get(&contact).await.page_with(200).form("form.editor");
        owner.fills(&form, &[("email", address)]).await.leads_to();
    };
    let mut paper = later();
    paper.0["speakers"][3]["email"] = json!("");
    writes("").await;
    edited(&dais, paper).await;
    assert_eq!(dais.told(), []);
    let page = owner.get("/staff/events/1/mail").await.page_with(200);
    page.tells("Dana Example has no address here: please tell them yourselves.");
    writes("fay@example.org").await;
    dais.gathers().await;
    assert_eq!(dais.told(), [("fay", 1)]);
}

#[tokio::test]
async fn a_letter_to_an_address_that_is_theirs_no_more_brings_nothing() {
    let dais = Dais::has_speakers(day()).await;
    dais.publishes(later()).await;
    dais.wait(PAUSE);
    dais.does_errands().await;
    dais.tampers("UPDATE speaker_contact SET email = 'fay@example.org' WHERE email LIKE 'dana%'")
        .await;
    dais.post_round().await;
    assert_eq!(dais.told(), []);
}

#[tokio::test]
async fn reminders_go_where_speakers_are_reached_and_to_their_assistants() {
    let mut paper = day();
    paper.0["speakers"][2]["email"] = json!("Shared@example.org");
    paper.0["speakers"][4]["email"] = json!("shared@example.org");
    let dais = Dais::has_speakers(paper).await;
    dais.sets_ladder(json!([{ "minutes": 1440, "to": ["speakers"], "asks": false, "note": "" }]))
        .await;
    dais.tampers(SAM).await;
    dais.tampers(
        "UPDATE speaker_contact SET email = 'fay@example.org' WHERE email = 'ada@example.org'",
    )
    .await;
    dais.lives_until("2027-04-19T18:00:00Z").await;
    let to = |address: &str| {
        let mut letters = dais.reminders_to(address);
        assert_eq!(letters.len(), 1, "{address}");
        letters.remove(0)
    };
    assert!(dais.reminders_to("ada@example.org").is_empty(), "her address is another one now");
    assert!(to("fay@example.org").plain().starts_with("Hello Ada Example,"));
    let danas = to("dana@example.org");
    assert!(danas.plain().contains("and you are on the programme"));
    assert!(danas.lines().contains(&"Panel three, Tue, Apr 20, 3:00 – 3:30 pm ET".to_owned()));
    assert!(!danas.plain().contains("2:00"), "the event's own hours: {}", danas.plain());
    dais.get(&way(&danas)).await.page_with(200).says("3:00 – 3:30 pm ET");
    let shared = to("shared@example.org");
    assert!(shared.plain().starts_with("Hello,"));
    assert!(shared.plain().contains("\nCleo Example: Panel two, Tue, Apr 20, 2:30 – 3:00 pm ET\n"));
    assert!(!shared.plain().contains("/s/"), "whose would it be");
    let sams = to("sam@example.org");
    assert!(sams.plain().starts_with("Hello,"), "{}", sams.plain());
    assert_ne!(way(&sams), way(&danas));
    assert!(
        sams.plain().contains("and Dana Example, whose assistant you are, is on the programme.")
    );
}

#[tokio::test]
async fn a_reminder_names_the_room_of_ones_own_session_as_the_letters_did() {
    let mut two = second();
    two["room"] = json!("1310");
    two["starts"] = json!("2027-04-21T14:30");
    two["ends"] = json!("2027-04-21T15:00");
    let paper = day().with("time.ends", "2027-04-21T15:30");
    let paper = paper.with("sessions", json!([first(), two]));
    let dais = Dais::has_speakers(paper).await;
    dais.sets_ladder(json!([{ "minutes": 1440, "to": ["speakers"], "asks": false, "note": "" }]))
        .await;
    dais.lives_until("2027-04-19T18:00:00Z").await;
    let letter = dais.reminders_to("cleo@example.org").remove(0);
    assert_eq!(letter.subject(), "Your part in 2 days · Wed, Apr 21 · Longworth 1310");
    let lines = letter.lines();
    for line in ["Panel two, Wed, Apr 21, 2:30 – 3:00 pm ET", "Room 1310"] {
        assert!(lines.contains(&line.to_owned()), "{line}: {}", letter.plain());
    }
    assert!(!letter.plain().contains("1300"), "{}", letter.plain());
}

#[tokio::test]
async fn a_letter_that_failed_is_not_sent_again_after_a_later_one() {
    let dais = Dais::has_speakers(day()).await;
    dais.publishes(later()).await;
    dais.wait(PAUSE);
    dais.does_errands().await;
    let failed = "done_at = written_at, outcome = 'refused', answer = 'No such mailbox'";
    dais.tampers(&format!("UPDATE letter SET {failed} WHERE kind = 'schedule_changed'")).await;
    let letter = dais.number("SELECT max(id) FROM letter").await;
    let editor = dais.editor().await;
    let again = format!("/staff/letters/{letter}/retry");
    edited(&dais, day().with("place.room", "2044")).await;
    assert_eq!(dais.changes_to("dana").len(), 1);
    let refused = editor.post::<&str, &str>(&again, &[]).await.page_with(409);
    refused.tells("A later letter tells them what has changed.");
}
